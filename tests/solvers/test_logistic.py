"""Logistic regression at many lambdas: scikit-learn's, and the prox step stands still."""

import numpy as np
import peers
import pytest

from regviz.solvers import Penalty, logistic_fits

RNG = np.random.default_rng(0)
X = RNG.normal(size=(70, 5)) @ RNG.normal(size=(5, 5))
Y = (X[:, 0] + X[:, 1] + RNG.logistic(size=70) > 1).astype(float)
LAMS = np.geomspace(1e-3, 1, 9)


@pytest.mark.parametrize("l1_ratio", [0.0, 0.4, 1.0])
def test_at_every_lambda_the_prox_step_stands_still(l1_ratio):
    intercepts, coefs = logistic_fits(X, Y, LAMS, l1_ratio, tol=1e-9)
    side = 2 * Y - 1
    for lam, intercept, coef in zip(LAMS, intercepts, coefs, strict=True):
        pull = side / (1 + np.exp(side * (intercept + X @ coef))) / 70
        assert abs(pull.sum()) < 1e-6
        step = Penalty(lam, l1_ratio).prox(coef + 0.1 * X.T @ pull, 0.1)
        assert np.allclose(step, coef, atol=1e-6)


@pytest.mark.parametrize(("l1_ratio", "solver"), [(0.0, "lbfgs"), (1.0, "saga")])
def test_it_is_scikit_learns(l1_ratio, solver):
    intercepts, coefs = logistic_fits(X, Y, [0.02], l1_ratio)
    model = peers.logistic(C=1 / (70 * 0.02), l1_ratio=l1_ratio, solver=solver, tol=1e-9,
                           max_iter=100_000)
    model.fit(X, Y)
    assert np.allclose(coefs[0], model.coef_[0], atol=1e-3)
    assert np.isclose(intercepts[0], model.intercept_[0], atol=1e-3)


def test_from_the_largest_slope_on_the_lasso_keeps_the_intercept_alone():
    top = np.abs(X.T @ (Y - Y.mean())).max() / 70
    intercepts, coefs = logistic_fits(X, Y, [0.99 * top, 1.01 * top], 1.0)
    assert np.count_nonzero(coefs[0]) == 1 and not coefs[1].any()
    assert np.isclose(intercepts[1], np.log(Y.mean() / (1 - Y.mean())))


@pytest.mark.parametrize("y", [np.ones(70), 2 * Y - 1, np.arange(70.0)])
def test_classes_must_be_0_and_1(y):
    with pytest.raises(ValueError, match="y must hold 0 and 1"):
        logistic_fits(X, y, [0.1])
