"""Neither lasso nor ridge is the more accurate everywhere."""

import numpy as np
import pytest

from regviz.claims.accuracy import risk_by_cv, risk_curves


def test_risk_has_the_unit_of_the_squared_coefficients():
    found = risk_curves([2, 5], n=20, p=5, sets=3, norm=2.0, noise=1.0)
    larger = risk_curves([2, 5], n=20, p=5, sets=3, norm=20.0, noise=10.0)
    for name in ("lasso", "ridge", "lasso_se", "ridge_se"):
        assert np.allclose(getattr(larger, name), 100 * getattr(found, name))
    # The penalty lam |w| has the unit of w, lam |w|^2 has that of w^2: like the loss.
    assert np.allclose(larger.lasso_lam, 10 * found.lasso_lam)
    assert np.allclose(larger.ridge_lam, found.ridge_lam)


def test_without_noise_nothing_is_missed_and_with_noise_alone_nothing_is_worth_fitting():
    sharp = risk_curves([2], n=30, p=5, norm=1.0, noise=0.0, sets=5)
    assert sharp.lasso[0] < 1e-4 and sharp.ridge[0] < 1e-4
    blurred = risk_curves([2], n=10, p=5, norm=1.0, noise=100.0, sets=20)
    assert blurred.lasso[0] == pytest.approx(1, rel=0.05)  # |truth|^2, the risk of no coefficients


@pytest.mark.parametrize("seed", range(3))
def test_lasso_wins_on_sparse_truths_and_ridge_on_dense_ones(seed):
    found = risk_curves([2, 40], sets=25, seed=seed)
    gap, se = found.ridge - found.lasso, np.hypot(found.lasso_se, found.ridge_se)
    assert gap[0] > 3 * se[0] and gap[1] < -2 * se[1]


def test_best_ridge_on_uncorrelated_features_does_not_care_about_sparsity():
    found = risk_curves([1, 5, 40], sets=40, seed=1)
    assert np.ptp(found.ridge) < 4 * found.ridge_se.max()


def test_order_of_the_risks_stands_when_lambda_is_cross_validated():
    few, many = ([risk_by_cv(k, seed) for seed in range(12)] for k in (2, 40))
    assert all(risk["lasso"] < risk["ridge"] for risk in few)
    mean = {name: np.mean([risk[name] for risk in many]) for name in ("lasso", "ridge")}
    assert mean["lasso"] > mean["ridge"]
