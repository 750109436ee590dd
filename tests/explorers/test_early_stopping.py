"""TwinPathsView: ridge as lines, early stopping as dots, both marked at the same lambda."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv

DATA = rv.diabetes().standardize()
PATH = rv.RidgePath(DATA.X, DATA.y)
LAMS = np.geomspace(1e-2, 10, 60)


def other(lams):
    return 0.9 * PATH(lams)


def fit_at(lam):
    return rv.Fit(lam=lam, ridge=PATH(lam), other=other(lam), steps=round(10 / lam))


@pytest.fixture(scope="module")
def view():
    return rv.TwinPathsView(rv.canvas()[1], PATH, other, LAMS, DATA.names)


@pytest.mark.parametrize("lam", [0.01, 0.3, 10.0])
def test_both_paths_are_marked_at_the_same_lambda(view, lam):
    view.update(fit_at(lam))
    for name, coef in (("dots", PATH(lam)), ("others", other(lam))):
        marks = view.parts[name].get_xydata()
        assert np.allclose(marks, np.column_stack([np.full(10, lam), coef]))
    assert f"{round(10 / lam)} step" in view.parts["readout"].get_text()


def test_the_other_path_lies_in_the_picture_as_dots(view):
    dots = [line for line in view.ax.lines
            if line.get_marker() == "o" and len(line.get_xdata()) == view.DOTS]
    assert len(dots) == 10
    for j, line in enumerate(dots):
        assert np.allclose(line.get_ydata(), other(line.get_xdata())[:, j])


def test_words_name_the_coefficient_that_differs_most(view):
    words = view.describe(fit_at(0.05))
    farthest = DATA.names[np.abs(PATH(0.05)).argmax()]
    assert f"differ most at {farthest}" in words and "After 200 steps" in words
    assert "After 1 step " in view.describe(fit_at(10.0))


def test_only_parts_move(view):
    assert_only_parts_move(view, fit_at(0.3), fit_at(2.0))


def descend(X, y, step, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = w - step * X.T @ (X @ w - y) / len(y)
    return w


@pytest.mark.parametrize("data", ["diabetes", "breast_cancer"])
def test_the_closed_form_is_the_loop_and_ridge_is_its_equation(data):
    from regviz.data.given import as_problem

    train = as_problem(data).split(0.25, 0)[0].standardize()
    n, p = train.X.shape
    explorer = rv.explore.early_stopping(data, step=0.5)
    step = 0.5 * n / np.linalg.norm(train.X, 2) ** 2
    y = train.y - train.y.mean()
    for lam in (0.1, 1.0):
        explorer.set(lam=lam)
        fit = explorer.fit
        assert np.isclose(fit.lam, 1 / (step * fit.steps)) and abs(fit.lam / lam - 1) < 0.3
        assert np.allclose(fit.other, descend(train.X, y, step, fit.steps))
        system = train.X.T @ train.X + n * fit.lam * np.eye(p)
        assert np.allclose(fit.ridge, np.linalg.solve(system, train.X.T @ y))


def test_the_shares_reach_the_answers():
    """Along the singular directions the shares times least squares give the coefficients again."""
    explorer = rv.explore.early_stopping()
    train = rv.diabetes().split(0.25, 0)[0].standardize()
    u, d, directions = np.linalg.svd(train.X, full_matrices=False)
    alone = u.T @ (train.y - train.y.mean()) / d
    explorer.stop(2)
    dots = explorer.views[1].parts["dots"]
    for name, coef in (("ridge_kept", explorer.fit.ridge), ("stopped_kept", explorer.fit.other)):
        strengths, shares = dots[name].get_data()
        assert np.allclose(strengths, d**2 / len(train))
        assert np.allclose(shares * alone @ directions, coef)


def of_yours(explorer):
    return next(text for text in explorer.words if text.startswith("Your stopped"))


def test_a_right_loop_agrees_and_a_wrong_one_is_told_by_how_much():
    exact = rv.explore.early_stopping()
    right = rv.explore.early_stopping(stopped=descend)
    assert of_yours(right) == "Your stopped agrees with the exact answer."
    squares = right.views[1].parts["yours"].get_xydata()
    assert np.allclose(squares[:, 1], exact.fit.other)
    doubled = rv.explore.early_stopping(stopped=lambda X, y, s, t: descend(X, y, 2 * s, t))
    worst = np.abs(doubled.fit.yours.value - exact.fit.other).max()
    assert f"off by {worst:.3g}"[:10] in of_yours(doubled)
    assert np.array_equal(doubled.fit.other, exact.fit.other)


@pytest.mark.parametrize(("stopped", "told"), [
    (lambda X, y, step, steps: 1 / 0, "stops with ZeroDivisionError"),
    (lambda X, y, step, steps: y, "returns 332 numbers; asked for is one coefficient per column"),
    (lambda X, y, step, steps: descend(X, y, 100 * step * len(y), steps), "no finite number"),
])
def test_a_loop_that_fails_is_said_in_words(stopped, told):
    assert told in of_yours(rv.explore.early_stopping(stopped=stopped))


@pytest.mark.parametrize(("options", "told"), [
    ({"step": 2.5}, "step, a share of one over the largest d²/n, must lie in"),
    ({"stopped": 3}, "stopped must be a function"),
])
def test_what_is_wrong_is_named(options, told):
    with pytest.raises(ValueError, match=told):
        rv.explore.early_stopping(**options)


def test_constant_columns_and_a_single_feature_have_a_picture():
    rng = np.random.default_rng(0)
    y = rng.normal(size=30)
    assert rv.explore.early_stopping(np.ones((30, 2)), y).words
    single = rv.explore.early_stopping(rng.normal(size=(30, 1)), y)
    assert all(stop.true(single.set(**stop.values).fit) for stop in single.stops)
