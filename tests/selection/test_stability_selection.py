"""Stability selection: shares of random halves on which the lasso keeps a feature."""

import numpy as np
import pytest

from regviz.data.datasets import correlated
from regviz.selection.stability_selection import chance_overlap, halves, overlap, stability
from regviz.solvers.lasso import LassoPath

problem = correlated(n=60, p=6, corr=0.2, sparsity=2, seed=1)
X, y = problem.X, problem.y


def test_stability_is_the_share_of_halves_that_keep_a_feature():
    found = stability(X, y, [0.05, 0.5, 50.0], resamples=40)
    assert found.coefs.shape == (40, 3, 6)
    assert np.array_equal(found.selected, (found.coefs != 0).mean(axis=0))
    true = problem.coef != 0
    assert not found.selected[2].any()
    assert found.selected[1, true].min() > found.selected[1, ~true].max()


def test_all_of_the_rows_give_the_path_itself():
    lams = np.array([0.05, 0.5])
    whole = stability(X, y, lams, resamples=2, share=1.0)
    assert np.allclose(whole.coefs, LassoPath(X, y)(lams))


def test_the_unit_of_y_does_not_matter():
    lams = np.array([0.05, 0.5])
    found, other = stability(X, y, lams, 20), stability(X, 1000 * y, 1000 * lams, 20)
    assert np.array_equal(found.selected, other.selected)


@pytest.mark.parametrize("share", [0.01, 1.5])
def test_refusals_name_the_argument(share):
    with pytest.raises(ValueError, match="share"):
        stability(X, y, [0.1], share=share)


def test_halves_are_disjoint_and_of_one_size():
    found = halves(11, 4, seed=1)
    assert len(found) == 8
    for one, other in zip(found[::2], found[1::2], strict=True):
        assert len(one) == len(other) == 5 and not np.intersect1d(one, other).size
    with pytest.raises(ValueError, match="halves need 4 rows"):
        halves(3, 4)


def test_overlap_counts_what_both_halves_keep():
    kept = np.array([[1, 1, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0], [1, 1, 1, 1],
                     [0, 0, 0, 1]], dtype=bool)
    assert np.allclose(overlap(kept), [1 / 3, 1.0, 1 / 4])


@pytest.mark.parametrize(("a", "b"), [(5, 5), (10, 9), (0, 3), (12, 12), (1, 0), (0, 0)])
def test_chance_is_the_mean_over_random_sets(a, b):
    rng = np.random.default_rng(0)
    kept = np.zeros((2, 12), dtype=bool)
    kept[0, :a] = kept[1, :b] = True
    drawn = rng.permuted(np.tile(kept, (4000, 1)), axis=1)
    assert np.isclose(chance_overlap(kept)[0], overlap(drawn).mean(), atol=0.01)
