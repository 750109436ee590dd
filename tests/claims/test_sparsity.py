"""Neither penalty dominates, Zhao and Yu's condition decides the support, ridge removes the second peak."""

import numpy as np
import pytest

from regviz.claims.accuracy import risk_curves
from regviz.claims.interpolation import double_descent
from regviz.claims.sparsity import ZHAO_YU, irrepresentable, recovery
from regviz.data.datasets import true_coef
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import RidgePath


def test_risk_is_the_distance_of_the_fits_from_the_truth():
    found = risk_curves([3], n=20, p=5, norm=2.0, sets=2, seed=4)
    rng = np.random.default_rng(4)
    X, e, truth = rng.standard_normal((2, 20, 5)), rng.standard_normal((2, 20)), true_coef(5, 3, 2.0, seed=4)
    for Path, lam, risk in ((LassoPath, found.lasso_lam, found.lasso), (RidgePath, found.ridge_lam, found.ridge)):
        misses = [((Path(X[b], X[b] @ truth + e[b])(lam[0]) - truth) ** 2).sum() for b in range(2)]
        assert np.mean(misses) == pytest.approx(risk[0])


@pytest.mark.parametrize("seed", range(3))
def test_lasso_wins_on_sparse_truths_and_ridge_on_dense_ones(seed):
    found = risk_curves([2, 40], sets=25, seed=seed)
    gap, se = found.ridge - found.lasso, np.hypot(found.lasso_se, found.ridge_se)
    assert gap[0] > 3 * se[0] and gap[1] < -2 * se[1]


def test_best_ridge_on_uncorrelated_features_does_not_care_about_sparsity():
    found = risk_curves([1, 5, 40], sets=40, seed=1)
    assert np.ptp(found.ridge) < 4 * found.ridge_se.max()


def test_irrepresentable_numbers_of_the_published_design():
    assert irrepresentable(ZHAO_YU, [2, 3, 0]) == pytest.approx(4 / 3)
    assert irrepresentable(ZHAO_YU, [-2, 3, 0]) == pytest.approx(0)
    assert irrepresentable(np.eye(4), [1, 0, 0, 2]) == 0 == irrepresentable(np.eye(2), [1, 1])
    x1, x2, e = np.random.default_rng(0).standard_normal((3, 100_000))
    assert np.allclose(np.cov([x1, x2, (2 * x1 + 2 * x2 + e) / 3]), ZHAO_YU, atol=0.02)


def test_long_samples_recover_the_support_only_under_the_condition():
    good, bad = (recovery(coef, [50, 1000], sets=100) for coef in ((-2, 3, 0), (2, 3, 0)))
    assert good.irrepresentable < 1 < bad.irrepresentable
    assert good.share[1] == 1 and np.all(bad.share < 0.5 + 3 * 0.05)


def test_second_descent_after_a_peak_at_width_n_and_none_with_ridge():
    found = double_descent([10, 40, 300], lams=[0.0, 0.05], n=40, sets=12)
    plain, ridge = found.test
    assert plain[1] > 3 * max(plain[0], plain[2]) and np.all(np.diff(ridge) < 0) and np.all(ridge < plain)
    assert found.train[0, 2] < 1e-16 < found.train[1, 2] and np.all(found.low <= found.test)


def test_a_wide_enough_ridge_is_the_single_fit_it_stands_for():
    found = double_descent([7], lams=[0.3], n=15, d=3, sets=1, n_test=50, seed=2)
    rng = np.random.default_rng(2)
    x, b, weights = rng.standard_normal((65, 3)), rng.standard_normal(3), rng.standard_normal((3, 7))
    y = x @ b / np.linalg.norm(b) + 0.5 * rng.standard_normal(65)
    features = np.maximum(x @ weights, 0) * np.sqrt(2 / 7)
    path = RidgePath(features[:15], y[:15])
    assert ((y[15:] - path.predict(features[15:], 0.3)) ** 2).mean() == pytest.approx(found.test[0, 0])
