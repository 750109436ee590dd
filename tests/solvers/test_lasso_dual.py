"""The dual basis of the active columns, and the path that it gives."""

import numpy as np
import pytest
from path_laws import normal

from regviz.solvers import lasso_dual
from regviz.solvers.lasso import LassoPath
from regviz.solvers.lasso_dual import HELD_OUT, DualBasis, dual_path


def centred(n, p):
    X, y = normal(n, p, corr=0.8)
    return X - X.mean(axis=0), y - y.mean()


def basis_of(X):
    return DualBasis(X, np.linalg.norm(X, axis=0), HELD_OUT)


def test_the_basis_is_dual_and_carries_the_signs_through_joins_and_leaves():
    X, _ = centred(12, 30)
    basis = basis_of(X)
    signs = {}
    for row, side in ((3, 1.0), (7, -1.0), (20, 1.0), (7, 0), (5, -1.0), (3, 0), (11, 1.0)):
        if side:
            assert basis.join(row, side)
            signs[row] = side
        else:
            basis.leave(row)
            del signs[row]
        active = basis.active[: basis.k]
        assert set(active) == set(signs)
        A, D = X[:, active], basis.D[: basis.k]
        assert np.allclose(D @ A, np.eye(basis.k), atol=1e-11)
        assert np.allclose(A.T @ basis.u, [signs[j] for j in active])
        slopes = basis.slopes()
        assert np.allclose(slopes[active], np.linalg.solve(A.T @ A, A.T @ basis.u))
        idle = np.setdiff1d(np.arange(30), active)
        assert np.allclose(slopes[idle], -X[:, idle].T @ basis.u)


def test_a_column_in_the_active_span_does_not_join():
    X, _ = centred(12, 4)
    X[:, 3] = X[:, 0] - 2 * X[:, 1] + 1e-9 * X[:, 2]
    basis = basis_of(X)
    assert basis.join(0, 1.0) and basis.join(1, 1.0) and not basis.join(3, 1.0)
    basis.leave(1)
    assert basis.join(3, 1.0)


@pytest.mark.parametrize("shape", [(60, 25), (20, 60)])
def test_the_path_from_x_is_that_from_the_products(shape):
    X, y = centred(*shape)
    path = LassoPath(X, y, intercept=False)
    mus, coefs = dual_path(X, y)
    assert np.allclose(mus / len(y), path.knots, atol=1e-12)
    assert np.allclose(coefs, path.coefs, atol=1e-11)


def test_more_knots_than_the_cap_are_said(monkeypatch):
    monkeypatch.setattr(lasso_dual, "MAX_KNOTS", 5)
    with pytest.raises(ValueError, match="more than .* knots"):
        dual_path(*centred(60, 25))
