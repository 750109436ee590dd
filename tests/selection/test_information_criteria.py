"""Leave-one-out and GCV against n refits, AIC and BIC against definitions and scikit-learn."""

import numpy as np
import pytest

from regviz.data.datasets import correlated, diabetes
from regviz.selection.information_criteria import criteria, ridge_scores
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import RidgePath


def refits(X, y, lams):
    """Leave-one-out by n refits: mean squared error (L,)."""
    left_out = []
    for i in range(len(y)):
        rest = np.arange(len(y)) != i
        left_out.append(y[i] - RidgePath(X[rest], y[rest]).predict(X[i:i + 1], lams)[:, 0])
    return (np.array(left_out) ** 2).mean(axis=0)


@pytest.mark.parametrize("n, p", [(30, 4), (30, 28), (12, 12), (12, 40), (8, 3), (2, 1)])
@pytest.mark.parametrize("offset", [0.0, 1e4])
def test_leave_one_out_is_n_refits(n, p, offset):
    problem = correlated(n=n, p=p, corr=0.5, sparsity=1, seed=n + p)
    X, lams = problem.X + offset, np.array([1e-3, 0.1, 1.0, 30.0])
    assert np.allclose(ridge_scores(X, problem.y, lams).loo, refits(X, problem.y, lams), rtol=1e-7)


def test_leave_one_out_where_least_squares_is_exact():
    wide = correlated(n=10, p=25, corr=0.3, seed=1)
    flag = np.eye(10)[:, [3]]  # a column that one row alone has: leverage 1
    for X in (wide.X, np.hstack([wide.X[:, :2], flag])):
        lams = np.array([0.0, 1e-9, 1e-3])
        assert np.allclose(ridge_scores(X, wide.y, lams).loo, refits(X, wide.y, lams), rtol=1e-5)


def test_leave_one_out_and_df_with_constant_and_duplicated_columns(rng):
    X = rng.standard_normal((20, 3))
    X = np.column_stack([X, X[:, 0], np.full(20, 7.0)])
    y, lams = rng.standard_normal(20), np.array([0.0, 0.2])
    scores = ridge_scores(X, y, lams)
    assert np.allclose(scores.loo, refits(X, y, lams))
    assert np.allclose(scores.df, RidgePath(X, y).df(lams))


def test_gcv_is_leave_one_out_with_every_leverage_at_its_mean(rng):
    X, y, lams = rng.standard_normal((25, 6)), rng.standard_normal(25), np.array([0.0, 0.05, 2.0])
    path = RidgePath(X, y)
    r = y - path.predict(X, lams)
    expected = (r**2).mean(axis=1) / (1 - (1 + path.df(lams)) / 25) ** 2
    assert np.allclose(ridge_scores(X, y, lams).gcv, expected)


def test_gcv_is_leave_one_out_where_all_leverages_are_equal(rng):
    angle = 2 * np.pi * np.arange(9) / 9
    X, y = np.column_stack([np.cos(angle), np.sin(angle)]), rng.standard_normal(9)
    path = RidgePath(X, y)
    c = 0.3 * 8  # leave-one-out at lam shrinks by (n - 1) lam, GCV by n lam
    assert ridge_scores(X, y, [0.3]).loo[0] == pytest.approx(ridge_scores(X, y, [c / 9]).gcv[0])
    assert np.allclose(path.shrinkage(c / 9), 4.5 / (4.5 + c))


def test_gcv_and_leave_one_out_agree_with_scikit_learn():
    from sklearn.linear_model import RidgeCV
    problem = diabetes().standardize()
    scores, n = ridge_scores(problem.X, problem.y), len(problem)
    model = RidgeCV(alphas=(n - 1) * scores.lams, store_cv_results=True).fit(problem.X, problem.y)
    assert np.allclose(model.cv_results_.mean(axis=0), scores.loo)
    assert model.alpha_ == pytest.approx((n - 1) * scores.lam_loo)


def test_criteria_follow_their_definitions_and_take_their_minimum_at_a_knot():
    problem = diabetes().standardize()
    X, y, n = problem.X, problem.y, len(problem)
    found, path = criteria(X, y), LassoPath(X, y)
    lams = np.linspace(0.0, path.lam_max, 3000)
    rss = ((y - path.predict(X, lams)) ** 2).sum(axis=1)
    df = np.count_nonzero(path(lams), axis=1)
    rules = ((found.aic, 2, found.lam_aic), (found.bic, np.log(n), found.lam_bic))
    for value, weight, lam in rules:
        everywhere = rss / found.noise_variance + weight * df
        assert value.min() <= everywhere.min() * (1 + 1e-12) and lam in found.lams
    assert found.lam_aic <= found.lam_bic


def test_criteria_choose_as_scikit_learn():
    from sklearn.linear_model import LassoLarsIC
    problem = diabetes().standardize()
    found = criteria(problem.X, problem.y)
    for name in ("aic", "bic"):
        model = LassoLarsIC(criterion=name).fit(problem.X, problem.y)
        assert model.alpha_ == pytest.approx(getattr(found, "lam_" + name), rel=1e-6)
        assert model.noise_variance_ == pytest.approx(found.noise_variance)


def test_what_cannot_be_scored_is_said(rng):
    X = rng.standard_normal((8, 12))
    with pytest.raises(ValueError, match="noise_variance"):
        criteria(X, rng.standard_normal(8))
    assert criteria(X, X[:, 0], noise_variance=1.0).df.max() >= 1
    with pytest.raises(ValueError, match="n = 1"):
        ridge_scores(X[:1], [1.0])
    with pytest.raises(ValueError, match="finite"):
        ridge_scores(X, X[:, 0], [np.inf])
    with pytest.raises(ValueError, match="lam"):
        ridge_scores(X, X[:, 0], [-1.0])


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def test_infinite_lam_is_refused_and_named():
    X, y = np.arange(6.0).reshape(3, 2) ** 2, np.arange(3.0)
    with pytest.raises(ValueError, match="got n = 3, lam up to inf"):
        ridge_scores(X, y, [0.1, np.inf])
