"""rv.explore.right_features: right signs counted path by path, and the number."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.right_features import CORRS, SIZES, SignsView, design, imitation


@pytest.fixture(scope="module")
def explorer():
    return rv.explore.right_features(sets=60)


@pytest.mark.parametrize(("corr", "first"), [(0.3, "2"), (0.6, "2"), (0.6, "−2")])
def test_the_share_is_counted_path_by_path(explorer, corr, first):
    fit = explorer.set(corr=corr, n=20, first_weight=first).fit
    rng = np.random.default_rng(0)
    X = rng.standard_normal((60, 20, 3)) @ np.linalg.cholesky(design(corr)).T
    truth = np.array([2.0 if first == "2" else -2.0, 3.0, 0.0])
    y = X @ truth + 0.5 * rng.standard_normal((60, 20))
    right = []
    for x, values in zip(X, y, strict=True):
        path = rv.LassoPath(x, values)
        between = np.sqrt(path.knots[:-1] * np.maximum(path.knots[1:], path.knots[-2] / 4))
        right.append((np.sign(path(between)) == np.sign(truth)).all(axis=1).any())
    assert np.isclose(fit.rows[0], np.mean(right))
    assert fit.alike[CORRS.index(corr)] == fit.rows[0]


@pytest.mark.parametrize("corr", [0.0, 0.2, 0.5, 0.65])
def test_the_number_is_the_sum_of_the_correlations_or_their_difference(corr):
    assert np.isclose(imitation(corr, (2, 3)), 2 * corr)
    assert np.isclose(imitation(corr, (-2, 3)), 0.0)


@pytest.mark.parametrize("seed", range(1, 4))
def test_stops_are_true_for_other_data_sets(seed):
    explorer = rv.explore.right_features(seed=seed)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


@pytest.mark.parametrize(("options", "told"), [
    ({"corr": 0.9}, "corr must lie between 0 and 0.65: got 0.9"),
    ({"n": 30}, "n must be one of"),
    ({"first_weight": "3"}, "first_weight must be one of '2' and '−2': got '3'"),
    ({"sets": 3}, "sets must be a whole number from 20 to 1000"),
    ({"noise": 0}, "noise must lie between 0 and 10"),
])
def test_wrong_arguments_are_refused_in_words(options, told):
    with pytest.raises(ValueError, match=told):
        rv.explore.right_features(**options)


def test_only_parts_move(explorer):
    look = {"ylim": (0, 1.06), "ylabel": "share of data sets", "title": "right signs"}
    view = SignsView(rv.canvas(2)[1][0], CORRS, look)
    first = explorer.set(corr=0.3, n=SIZES[0], first_weight="2").fit
    assert_only_parts_move(view, first, explorer.set(corr=0.5, first_weight="−2").fit)
