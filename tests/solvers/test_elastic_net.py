"""Laws of the elastic net: optimality on awkward designs, the lasso that it is, its df."""

import numpy as np
import pytest
from designs import KINDS, design
from path_laws import normal, optimality

from regviz.solvers import elastic_net
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.lasso import LassoPath


@pytest.mark.parametrize("kind", KINDS)
def test_elastic_net_is_optimal_on_awkward_designs(kind):
    for seed in range(12):
        _, X, y = design(seed, kind)
        l1_ratio = [0.02, 0.5, 0.99][seed % 3]
        path = ElasticNetPath(X, y, l1_ratio)
        lams = path.lam_max * 10.0 ** -np.arange(7)
        assert optimality(X, y, path, lams, l1_ratio) < 1e-9, (kind, seed)
        grid = path(lams)
        assert np.allclose(path(lams[2]), grid[2], rtol=1e-6, atol=1e-9 * np.abs(grid).max())


def test_elastic_net_is_a_lasso_on_augmented_rows_and_meets_it_at_one():
    X, y = normal(30, 6)
    X, y, lam, ratio = X - X.mean(axis=0), y - y.mean(), 0.3, 0.4
    extra = np.sqrt(30 * lam * (1 - ratio)) * np.eye(6)
    rows = LassoPath(np.vstack([X, extra]), np.r_[y, np.zeros(6)], intercept=False)
    assert np.allclose(ElasticNetPath(X, y, ratio)(lam), rows(lam * ratio * 30 / 36), atol=1e-12)
    assert np.array_equal(ElasticNetPath(X, y, 1.0)(lam), LassoPath(X, y)(lam))
    for bad in (0, -0.1, 1.1, np.nan):
        with pytest.raises(ValueError, match="l1_ratio"):
            ElasticNetPath(X, y, bad)


def test_elastic_net_df_is_the_trace_of_the_hat_matrix_of_the_active_columns():
    X, y = normal(30, 6)
    path, lam, ratio = ElasticNetPath(X, y, 0.5), 0.2, 0.5
    A = (X - X.mean(axis=0))[:, path(lam) != 0]
    square = A.T @ A + 30 * lam * (1 - ratio) * np.eye(A.shape[1])
    trace = np.trace(A @ np.linalg.solve(square, A.T))
    assert path.df(lam) == pytest.approx(trace)


@pytest.mark.parametrize("shape", [(30, 6), (8, 80), (12, 140)])
def test_both_ways_out_give_the_same_answer(shape, monkeypatch):
    """Where active sets do not settle: sweeps, or the path on more rows. Here none settles."""
    X, y = normal(*shape)
    lams = ElasticNetPath(X, y, 0.6).lam_max * np.array([0.7, 0.3, 0.05, 1e-3])
    expected = ElasticNetPath(X, y, 0.6)(lams)
    monkeypatch.setattr(elastic_net, "ROUNDS", 0)
    assert np.allclose(ElasticNetPath(X, y, 0.6)(lams), expected, rtol=1e-7, atol=1e-9)
    monkeypatch.setattr(elastic_net, "_by_sweeps", lambda *_: None)
    assert np.allclose(ElasticNetPath(X, y, 0.6)(lams), expected, rtol=1e-7, atol=1e-9)


def test_equal_columns_share_and_next_to_no_l2_is_still_optimal():
    X, y = normal(30, 4)
    X = np.column_stack([X, X[:, 0], -X[:, 0]])
    coef = ElasticNetPath(X, y, 0.5)(0.05)
    assert coef[0] != 0 and coef[[4, 5]] == pytest.approx([coef[0], -coef[0]])
    assert optimality(X, y, ElasticNetPath(X, y, 1 - 1e-12), np.array([0.05]), 1 - 1e-12) < 1e-8


def test_df_at_both_ends():
    X, y = normal(30, 6)
    path = ElasticNetPath(X, y, 0.5)
    assert path.df(0.0) == pytest.approx(6) and path.df(path.lam_max) == 0
    assert path.df([[0.0, 0.1]]).shape == (1, 2) and np.ndim(path.df(0.1)) == 0
    assert ElasticNetPath(X, y, 1.0).df(0.1) == LassoPath(X, y).df(0.1)
