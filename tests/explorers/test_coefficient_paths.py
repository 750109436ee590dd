"""The coefficient paths explorer: exact, with the reader's solver, with more features than rows."""

import numpy as np
import pytest

import regviz as rv


def fitted(problem, share=0.25):
    """The rows that the explorer fits, standardized."""
    return problem.split(share, 0)[0].standardize()


@pytest.mark.parametrize("method", ["lasso", "ridge", "elastic net"])
@pytest.mark.parametrize("lam", [0.3, 4.0])
def test_the_coefficients_are_scikit_learns(method, lam):
    linear = pytest.importorskip("sklearn.linear_model")
    train = fitted(rv.diabetes())
    model = {"lasso": linear.Lasso(lam, tol=1e-12, max_iter=100_000),
             "ridge": linear.Ridge(lam * len(train)),
             "elastic net": linear.ElasticNet(lam, l1_ratio=0.3, tol=1e-12, max_iter=100_000)}
    explorer = rv.explore.coefficient_paths(method=method, l1_ratio=0.3)
    explorer.set(lam=lam)
    assert np.allclose(explorer.fit.coef, model[method].fit(train.X, train.y).coef_, atol=1e-5)


def coordinate_descent(X, y, lam):
    """The lasso, one coefficient at a time."""
    n, p = X.shape
    w = np.zeros(p)
    for _ in range(3000):
        for j in range(p):
            c = X[:, j] @ (y - X @ w) / n + w[j]
            w[j] = np.sign(c) * max(abs(c) - lam, 0.0)
    return w


def ridge_formula(X, y, lam):
    return np.linalg.solve(X.T @ X + len(y) * lam * np.eye(X.shape[1]), X.T @ y)


def of_yours(explorer):
    return next(text for text in explorer.words if text.startswith("Your solve"))


def test_a_right_solver_agrees_and_its_squares_stand_on_the_circles():
    explorer = rv.explore.coefficient_paths(solve=coordinate_descent, lam=2.0)
    assert of_yours(explorer) == "Your solve agrees with the exact answer."
    path, yours = explorer.views[:2]
    squares = yours.parts["yours"].get_xydata()
    assert np.allclose(squares, path.parts["dots"].get_xydata(), atol=1e-5)
    ridge = rv.explore.coefficient_paths(method="ridge", solve=ridge_formula)
    assert of_yours(ridge) == "Your solve agrees with the exact answer."


def test_a_wrong_solver_is_told_by_how_much_and_the_exact_picture_stays():
    exact = rv.explore.coefficient_paths(lam=2.0)
    explorer = rv.explore.coefficient_paths(solve=lambda X, y, lam: 0 * X[0], lam=2.0)
    worst = np.abs(exact.fit.coef).argmax()
    told = of_yours(explorer)
    assert f"off by {abs(exact.fit.coef[worst]):.1f}" in told and "above the minimum" in told
    assert np.array_equal(explorer.fit.coef, exact.fit.coef)


@pytest.mark.parametrize(("solve", "told"), [
    (lambda X, y, lam: 1 / 0, "stops with ZeroDivisionError: division by zero"),
    (lambda X, y, lam: X, "returns 332 × 10 numbers; asked for is one coefficient per column"),
    (lambda X, y, lam: None, "returns nothing"),
])
def test_a_solver_that_fails_is_said_in_words(solve, told):
    assert told in of_yours(rv.explore.coefficient_paths(solve=solve))


def test_of_more_features_than_rows_the_lasso_keeps_fewer_than_rows():
    explorer = rv.explore.coefficient_paths(rv.diabetes(quadratic=True), test_share=0.91)
    explorer.stop(1)
    assert np.count_nonzero(explorer.fit.coef) <= 39
    assert "With 40 rows the lasso never needs more than 39." in explorer.stops[0].say


def test_a_feature_that_comes_back_is_found_on_both_sides_of_its_gap():
    explorer = rv.explore.coefficient_paths()
    back = next(stop for stop in explorer.stops if "comes back" in stop.say)
    train = fitted(rv.diabetes())
    j = train.names.index(back.say.split()[0])
    coef = rv.LassoPath(train.X, train.y)(back.values["lam"] * np.geomspace(0.2, 5, 400))[:, j]
    assert (coef > 0).any() and (coef < 0).any()


@pytest.mark.parametrize(("options", "told"), [
    ({"method": "lars"}, "method must be one of lasso, ridge, elastic net: got 'lars'"),
    ({"solve": 3}, "solve must be a function"),
    ({"test_share": 2}, "test_share must lie in"),
])
def test_what_is_wrong_is_named(options, told):
    with pytest.raises(ValueError, match=told):
        rv.explore.coefficient_paths(**options)
