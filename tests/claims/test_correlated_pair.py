"""Two correlated features: every refit is ridge, and theory tells the mean and the ellipse."""

import numpy as np
import pytest

from regviz.claims.correlated_pair import CorrelatedPair


@pytest.mark.parametrize(("lam", "corr"), [(0.001, 0.0), (0.3, 0.95), (2.0, 1.0)])
def test_all_refits_are_scikit_learns_ridge(lam, corr):
    linear_model = pytest.importorskip("sklearn.linear_model")
    pair = CorrelatedPair((2.0, 1.0), n=30, noise=2.0, seed=0)
    for sample in (0, 6):
        X, y = pair.features(corr), pair.centred_y(corr, sample)
        assert np.isclose(np.corrcoef(X.T)[0, 1], corr) and np.isclose(y.mean(), 0)
        oracle = linear_model.Ridge(alpha=30 * lam, fit_intercept=False).fit(X, y).coef_
        state = pair.state(lam, corr, sample)
        assert np.allclose(state["coef"], oracle)
        assert np.allclose(state["ridge"].refits[sample], oracle)
        assert np.allclose(state["after"] @ oracle, state["right"])


def test_the_mean_and_the_covariance_are_those_of_the_refits():
    clouds = [CorrelatedPair((2.0, 1.0), n=50, noise=2.0, seed=seed).state(0.2, 0.9, 0)["ridge"]
              for seed in range(40)]
    refits = np.concatenate([cloud.refits for cloud in clouds])
    assert np.allclose(refits.mean(axis=0), clouds[0].mean, atol=0.03)
    assert np.allclose(np.cov(refits.T), clouds[0].cov, atol=0.01)


def test_copies_have_no_least_squares_cloud():
    pair = CorrelatedPair((2.0, 1.0), n=50, noise=2.0, seed=0)
    assert pair.state(0.1, 1.0, 0)["ols"] is None
    assert pair.state(0.1, 0.95, 0)["ols"].condition == pytest.approx(39)
