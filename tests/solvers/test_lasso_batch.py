"""Many paths in lockstep are the paths one by one."""

import numpy as np
import pytest
from designs import KINDS, design

from regviz.solvers.lasso import LassoPath
from regviz.solvers.lasso_batch import lasso_batch, lasso_paths, lockstep
from regviz.solvers.lasso_gram import sweep_path


def problems(m=12, p=5, seed=0):
    rng = np.random.default_rng(seed)
    sizes = rng.integers(3, 40, m)  # folds and resamples differ in size, some have p > n
    Xs = [rng.standard_normal((n, p)) + rng.standard_normal((n, 1)) for n in sizes]
    return Xs, [X[:, 0] - X[:, 1] + rng.standard_normal(len(X)) for X in Xs]


@pytest.mark.parametrize("intercept", [True, False])
def test_lockstep_is_serial(intercept):
    Xs, ys = problems()
    together = lasso_paths(Xs, ys, intercept)
    lams = np.array([[0.0, 1e-3, 0.1], [0.5, 2.0, np.inf]])
    coef, shift = together(lams)
    assert coef.shape == (12, 2, 3, 5)
    assert shift.shape == (12, 2, 3)
    assert together(0.1)[1].shape == (12,)
    for i, path in enumerate(LassoPath(X, y, intercept) for X, y in zip(Xs, ys, strict=True)):
        assert np.allclose(coef[i], path(lams), atol=1e-10)
        assert np.allclose(shift[i], path.intercept(lams), atol=1e-10)
        apart = np.r_[True, np.diff(together.knots[i]) < 0]
        assert np.allclose(together.knots[i][apart], path.knots, atol=1e-12)
        assert np.allclose(together.coefs[i][apart], path.coefs, atol=1e-10)


@pytest.mark.parametrize("kind", KINDS)
def test_awkward_designs_in_lockstep(kind):
    rng = np.random.default_rng(0)
    _, X, y = design(77, kind)
    rows = [rng.integers(0, len(y), len(y)) for _ in range(6)]
    together = lasso_paths([X[r] for r in rows], [y[r] for r in rows])
    for i, r in enumerate(rows):
        path = LassoPath(X[r], y[r])
        lams = path.lam_max * 10.0 ** -np.arange(0, 6)
        fitted = X @ together(lams)[0][i].T
        assert np.allclose(fitted, X @ path(lams).T, atol=1e-6 * np.abs(y).max())


def test_each_problem_may_stop_where_it_likes():
    rng = np.random.default_rng(1)
    X, y = rng.standard_normal((30, 4)), rng.standard_normal(30)
    gram, corr = X.T @ X, X.T @ y
    stops = np.array([0.0, 0.3, 2.0]) * np.abs(corr).max()
    mus, coefs = lockstep(np.array([gram] * 3), np.array([corr] * 3), stops)
    for stop, mu, coef in zip(stops, mus, coefs, strict=True):
        alone = sweep_path(gram, corr, stop)
        assert mu[-1] == stop and np.allclose(coef[-1], alone[1][-1] if stop < mus[0, 0] else 0.0)


def test_wide_problems_and_one_problem():
    rng = np.random.default_rng(2)
    X, y = rng.standard_normal((2, 15, 90)), rng.standard_normal((2, 15))
    together = lasso_paths(X, y)
    for i in range(2):
        assert np.allclose(together([0.0, 0.1])[0][i], LassoPath(X[i], y[i])([0.0, 0.1]), atol=1e-9)
    alone, _ = lasso_paths(X[:1, :, :3], y[:1])(0.1)
    assert np.allclose(alone[0], LassoPath(X[0, :, :3], y[0])(0.1))


def test_the_first_of_equal_columns_carries_all_here_too():
    Xs, ys = problems(4)
    doubled = lasso_paths([np.hstack([X, -X]) for X in Xs], ys)(0.1)[0]
    assert np.allclose(doubled[:, :5], lasso_paths(Xs, ys)(0.1)[0], atol=1e-10)
    assert not doubled[:, 5:].any()


def test_floor_and_refusals():
    Xs, ys = problems(3)
    high = lasso_paths(Xs, ys, floor=0.2)
    assert np.allclose(high([0.2, 0.4])[0], lasso_paths(Xs, ys)([0.2, 0.4])[0])
    with pytest.raises(ValueError, match="floor"):
        high(0.1)
    with pytest.raises(ValueError, match="same number of problems"):
        lasso_paths(Xs, ys[:2])
    with pytest.raises(ValueError, match="same number of columns"):
        lasso_paths([Xs[0], Xs[1][:, :2]], ys[:2])
    with pytest.raises(ValueError, match="lam must be"):
        lasso_paths(Xs, ys)(-1.0)


@pytest.mark.parametrize("n, p", [(20, 4), (8, 30)])
def test_a_batch_is_the_paths_one_by_one(n, p):
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((5, n, p)) + 3, rng.standard_normal((5, n))
    lams = np.array([0.0, 0.05, 0.7])
    X[1, :, 2] = 4.0
    X[2, :, 3] = X[2, :, 0]
    coef, intercept = lasso_batch(X, y, lams)
    for b in range(5):
        path = LassoPath(X[b], y[b])
        assert np.allclose(coef[b], path(lams), atol=1e-8)
        assert np.allclose(intercept[b], path.intercept(lams), atol=1e-8)


def test_lockstep_itself_takes_every_event_of_the_paths():
    """No path is asked again here. Features leave on the way, and some come back."""
    rng = np.random.default_rng(3)
    X = rng.standard_normal((30, 25, 8)) @ (np.eye(8) + 0.9 * rng.standard_normal((8, 8)))
    y = rng.standard_normal((30, 25))
    grams, corrs = X.swapaxes(1, 2) @ X, np.einsum("bnp,bn->bp", X, y)
    stops = np.abs(corrs).max(axis=1) * np.where(np.arange(30) % 3, 0.0, 0.2)
    mus, coefs = lockstep(grams, corrs, stops)
    left = 0
    for b in range(30):
        one_mus, one_coefs = sweep_path(grams[b], corrs[b], stops[b])
        left += np.count_nonzero((one_coefs[:-1] != 0) & (one_coefs[1:] == 0))
        assert np.allclose(mus[b, :len(one_mus)], one_mus, rtol=1e-9, atol=1e-9)
        assert np.allclose(coefs[b, :len(one_mus)], one_coefs, rtol=1e-7, atol=1e-9)
        assert (mus[b, len(one_mus):] == stops[b]).all()
        assert np.allclose(coefs[b, len(one_mus):], one_coefs[-1], rtol=1e-7, atol=1e-9)
    assert left > 10
