"""One lambda, five pictures: all of them belong to the minimum of one objective."""

import numpy as np
import pytest

import regviz as rv
from regviz.solvers.penalties import Penalty


def rows(data=None, column="bmi", n=40, seed=119):
    problem = rv.diabetes() if data is None else data
    train, test = problem.select([column]).split(1 - n / len(problem), seed)
    low, high = problem.select([column]).X.min(), problem.select([column]).X.max()

    def waves(x):
        return np.cos(np.pi * np.outer((x - low) / (high - low), np.arange(1, 7)))
    return train, test, waves


@pytest.mark.parametrize("method", ["lasso", "ridge"])
def test_the_weights_are_optimal_and_curve_and_errors_are_theirs(method):
    explorer = rv.explore.one_lambda(method=method)
    train, test, waves = rows()
    X = waves(train.X[:, 0])
    for lam in explorer.controls["lam"].values[::30]:
        fit = explorer.set(lam=lam).fit
        intercept = (train.y - X @ fit.coef).mean()
        penalty = Penalty(lam, 1.0 if method == "lasso" else 0.0)
        assert rv.kkt_residual(X, train.y, fit.coef, penalty, intercept) < 1e-8
        for problem, error in ((train, fit.train_error), (test, fit.test_error)):
            predicted = intercept + waves(problem.X[:, 0]) @ fit.coef
            assert np.isclose(error, ((problem.y - predicted) ** 2).mean())
        assert np.allclose(fit.curve, intercept + waves(explorer.views[0].grid) @ fit.coef)


@pytest.mark.parametrize("method", ["lasso", "ridge"])
def test_the_contour_with_the_others_held_touches_the_ball_at_our_pair(method):
    explorer = rv.explore.one_lambda(method=method)
    train, _, waves = rows()
    X = waves(train.X[:, 0])
    C, t = X - X.mean(axis=0), train.y - train.y.mean()
    for lam in explorer.controls["lam"].values[::25]:
        fit = explorer.set(lam=lam).fit
        assert np.allclose(fit.touch.coef, fit.coef[:2], atol=1e-6)
        rest = t - C[:, 2:] @ fit.coef[2:]
        lowest = np.linalg.lstsq(C[:, :2], rest, rcond=None)[0]
        assert np.allclose(fit.touch.bowl.ols, lowest)
    labels = [text.get_text() for text in explorer.views[2].ax.get_legend().get_texts()]
    assert labels[0] == "lowest loss,\nothers held" and "least squares" not in labels


def test_the_column_is_the_one_most_correlated_with_y():
    assert rv.explore.one_lambda().views[0].ax.get_xlabel() == "bmi"
    rng = np.random.default_rng(0)
    X = np.column_stack([rng.integers(0, 2, 60), rng.standard_normal((60, 2))])
    y = 4 * X[:, 0] + 2 * X[:, 2] + 0.1 * rng.standard_normal(60)
    assert rv.explore.one_lambda(X, y).views[0].ax.get_xlabel() == "x3"
    assert rv.explore.one_lambda(X, y, column=1).views[0].ax.get_xlabel() == "x2"


@pytest.mark.parametrize("method", ["lasso", "ridge"])
@pytest.mark.parametrize("data", ["diabetes", "breast_cancer", "digits", "table"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_stops_hold_on_other_data_rows_and_methods(method, data, seed):
    if data == "table":
        rng = np.random.default_rng(seed)
        X = rng.standard_normal((30, 3))
        data = (X, 1e5 * np.sin(X[:, 0]) + 1e4 * rng.standard_normal(30))
    explorer = rv.explore.one_lambda(data, method=method, seed=seed)
    assert 3 <= len(explorer.stops) <= 6
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


X, Y = np.random.default_rng(0).standard_normal((30, 2)), np.arange(30.0)


@pytest.mark.parametrize(("given", "options", "error", "told"), [
    ((X, Y), {"method": "elastic net"}, ValueError, "method must be lasso or ridge: got 'elastic"),
    ((X, Y), {"column": "bmi"}, ValueError, "column 'bmi' is not in X: choose one of x1, x2"),
    ((X, Y), {"rows": 300}, ValueError, "rows must be a whole number from 10 to 28: got 300"),
    ((X, Y), {"rows": 20.5}, TypeError, "rows must be a whole number: got 20.5"),
    ((X, Y), {"seed": -1}, ValueError, "seed must be a whole number"),
    ((X, Y), {"lam": "big"}, TypeError, "lam must be a number: got 'big'"),
    ((X, Y), {"lam": -1.0}, ValueError, "lam must be positive and finite: got -1"),
    ((X[:12], Y[:12]), {}, ValueError, "a curve needs 14 rows or more: data has 12"),
    ((np.sign(X), Y), {}, ValueError, "a curve needs a column with more than 12 different values"),
    ((np.sign(X), Y), {"column": 0}, ValueError, "column 'x1' has fewer than 7 different values"),
    ((X, 0 * Y), {}, ValueError, "y is the same in all rows"),
])
def test_what_is_wrong_is_named(given, options, error, told):
    with pytest.raises(error, match=told):
        rv.explore.one_lambda(*given, **options)


def lasso_J(X, y, coef, intercept, lam):
    return ((y - intercept - X @ coef) ** 2).mean() / 2 + lam * np.abs(coef).sum()


def ridge_J(X, y, coef, intercept, lam):
    return ((y - intercept - X @ coef) ** 2).mean() / 2 + lam * (coef @ coef) / 2


@pytest.mark.parametrize(("method", "J"), [("lasso", lasso_J), ("ridge", ridge_J)])
def test_a_right_objective_agrees_and_is_lowest_at_the_weight(method, J):
    explorer = rv.explore.one_lambda(method=method, objective=J)
    for lam in explorer.controls["lam"].values[::30]:
        fit = explorer.set(lam=lam).fit
        assert "agrees with the exact answer" in fit.yours.words
        assert fit.places[fit.yours.value.argmin()] == fit.coef[0] == fit.w1
        assert explorer.words[1] == fit.yours.words
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


@pytest.mark.parametrize(("J", "told"), [
    (lambda X, y, coef, intercept, lam: 2 * lasso_J(X, y, coef, intercept, lam / 2), "is off by"),
    (lambda *given: None, "Your objective returns nothing; asked for is one number, J"),
    (lambda *given: 1 / 0, "Your objective stops with ZeroDivisionError"),
])
def test_a_wrong_objective_is_told_why(J, told):
    explorer = rv.explore.one_lambda(objective=J, lam=3)
    assert told in explorer.words[1] and len(explorer.png()) > 1000
