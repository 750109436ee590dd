"""Laws of ridge: the normal equations, its shrinkage, what it refuses."""

import numpy as np
import pytest
from path_laws import normal

from regviz.solvers.ridge import RidgePath, ridge_batch, ridge_filter


@pytest.mark.parametrize("shape", [(50, 8), (8, 50), (10, 10)])
def test_ridge_solves_the_normal_equations(shape):
    X, y = normal(*shape)
    n, p = shape
    path, Xc = RidgePath(X, y), X - X.mean(axis=0)
    for lam in (1e-3, 0.7, 1e3):
        right = np.linalg.solve(Xc.T @ Xc / n + lam * np.eye(p), Xc.T @ y / n)
        assert np.allclose(path(lam), right, rtol=1e-8, atol=1e-12)
    least = np.linalg.lstsq(Xc, y - y.mean(), rcond=None)[0]
    assert np.allclose(path(0.0), least) and np.allclose(path(1e-12), least, atol=1e-5)


def test_ridge_shrinkage_and_df():
    X, y = normal(40, 6)
    path = RidgePath(X, y)
    hat = [[RidgePath(X, e).predict(X, 0.3)[i] for e in np.eye(40)] for i in range(40)]
    assert path.df(0.3) == pytest.approx(np.trace(hat) - 1)  # the trace counts the intercept
    assert np.allclose(path.shrinkage([0.0, np.inf]), [[1] * 6, [0] * 6])
    assert RidgePath(np.hstack([X, X]), y).df(0.0) == pytest.approx(6)


def test_negative_ridge_lambda_only_on_request():
    X, y = normal(40, 3)
    path = RidgePath(X, y, allow_negative=True)
    least = -path.singular_values[-1] ** 2 / 40
    assert path.df(0.9 * least) > 3
    for bad in (least, 2 * least, np.nan):
        with pytest.raises(ValueError, match="lam must be above"):
            path(bad)
    with pytest.raises(ValueError, match="zero or positive"):
        RidgePath(np.hstack([X, X]), y, allow_negative=True)(-1e-9)


def test_the_filter_is_the_pseudoinverse_at_zero_and_broadcasts():
    d = np.array([3.0, 0.5, 0.0])
    assert ridge_filter(d, 0.0).tolist() == [1 / 3, 2.0, 0.0]
    assert np.allclose(ridge_filter(d, np.array([[1.0], [np.inf]])), [[0.3, 0.4, 0], [0, 0, 0]])


@pytest.mark.parametrize("p", [4, 30])
def test_a_batch_is_the_paths_one_by_one(p):
    problems = [normal(20, p, seed) for seed in range(3)]
    X = np.array([X for X, _ in problems])
    y = np.array([y for _, y in problems])
    lams = np.array([0.0, 0.1, 2.0])
    coef, intercept = ridge_batch(X, y, lams)
    for i in range(3):
        path = RidgePath(X[i], y[i])
        assert np.allclose(coef[i], path(lams)) and np.allclose(intercept[i], path.intercept(lams))
