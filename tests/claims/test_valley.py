"""Three algorithms in one race: gaps are those of the objective, and the valley makes them slow."""

import numpy as np
import pytest

import regviz as rv
from regviz.claims.valley import METHODS, N_STEPS, START, race

STATES = [(0.0, 0.5, "lasso"), (0.95, 2.5, "lasso"), (-0.9, 0.01, "lasso"), (0.9, 1.0, "ridge")]


@pytest.mark.parametrize(("corr", "lam", "penalty"), STATES)
def test_gaps_are_those_of_the_objective_to_its_minimum(corr, lam, penalty):
    linear_model = pytest.importorskip("sklearn.linear_model")
    found = race(corr, lam, penalty)
    X, y = found.data
    assert np.allclose(X.T @ X / len(y), [[1, corr], [corr, 1]])
    lasso = linear_model.Lasso(lam, fit_intercept=False, tol=1e-14, max_iter=100_000)
    ridge = linear_model.Ridge(len(y) * lam, fit_intercept=False)
    oracle = (lasso if penalty == "lasso" else ridge).fit(X, y).coef_
    assert np.allclose(found.lowest, oracle, atol=1e-6)
    price = rv.Penalty(lam, l1_ratio=float(penalty == "lasso"))
    for name, trail in found.trails.items():
        values = [rv.objective(X, y, w, price) for w in (*trail, oracle)]
        assert np.allclose(found.gaps[name], np.subtract(values[:-1], values[-1]), atol=1e-8)


def test_every_method_starts_at_the_same_place_and_takes_as_many_steps():
    found = race(0.5, 0.3, "lasso")
    for name, per_step in zip(METHODS, (2, 1, 1), strict=True):
        assert len(found.trails[name]) == per_step * N_STEPS + 1
        assert tuple(found.trails[name][0]) == START


def test_in_the_valley_least_squares_is_as_slow_as_the_lasso_and_ridge_is_not():
    left = {(lam, penalty): race(0.95, lam, penalty).gaps["proximal gradient"][-1]
            for lam in (1e-9, 0.5) for penalty in ("lasso", "ridge")}
    assert 0.8 < left[0.5, "lasso"] / left[1e-9, "lasso"] < 1.2
    assert left[0.5, "ridge"] < 1e-6 * left[1e-9, "ridge"]
