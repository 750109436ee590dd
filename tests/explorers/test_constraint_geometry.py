"""Budget and price: the mark lies on the curve, and the words name both."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers import constraint_geometry
from regviz.explorers.constraint_geometry import BudgetView
from regviz.solvers import constraint as geometry

LAMS = np.geomspace(0.01, 5, 40)


def state(ball, ols=(1.6, 1.9)):
    bowl = geometry.Bowl(ols, np.array([[1.0, 0.5], [0.5, 1.0]]))
    return rv.Fit(touch=geometry.touch(bowl, ball), budgets=np.linspace(3, 0, LAMS.size))


CORNER = state(rv.Ball("l1", 1.0), ols=(0.1, 2.0))
SMOOTH = state(rv.Ball("l2", 1.0))


def make():
    return BudgetView(rv.canvas(1)[1], LAMS)


def test_update_moves_the_artists_and_not_the_frame():
    assert_only_parts_move(make(), CORNER, SMOOTH)


def test_budget_marks_the_touch_on_the_curve_and_is_movable():
    view = make()
    view.update(CORNER)
    assert np.allclose(view.parts["curve"].get_data(), (LAMS, CORNER.budgets))
    assert np.ravel(view.parts["mark"].get_data()) == pytest.approx([CORNER.touch.lam, 1.0])
    assert "t = 1" in view.parts["title"].get_text()
    assert "name the same solution" in view.describe(CORNER)
    loose = state(rv.Ball("l1", 3.9))
    view.update(loose)
    assert view.parts["mark"].get_xdata()[0] == LAMS[0]
    assert "enough for least squares" in view.describe(loose)
    assert [(m.x, m.y) for m in view.movable] == [(None, "t")]


def test_no_lambda_is_the_price_of_no_budget_under_ridge():
    view = make()
    assert "any lam so high" in view.describe(state(rv.Ball("l1", 0.0)))
    assert "No lam is its price" in view.describe(state(rv.Ball("l2", 0.0)))


def objective(ball, bowl, lam, w):
    penalty = {"diamond": np.abs(w).sum(axis=-1), "circle": (w**2).sum(axis=-1) / 2,
               "elastic net": np.abs(w).sum(axis=-1) / 2 + (w**2).sum(axis=-1) / 4}[ball]
    return bowl.value(w) + lam * penalty


@pytest.mark.parametrize("ball", ["diamond", "circle", "elastic net"])
@pytest.mark.parametrize("state", [{"t": 1.0}, {"t": 0.4, "corr": -0.8}, {"w1": -1.0, "w2": 2.2}])
def test_the_solution_is_the_best_point_at_its_price_and_within_its_budget(ball, state):
    explorer = rv.explore.constraint_geometry(ball=ball).set(**state)
    touch = explorer.fit.touch
    grid = np.stack(np.meshgrid(*2 * [np.linspace(-3, 3, 301)]), axis=-1)
    at_price = objective(ball, touch.bowl, touch.lam, grid)
    assert objective(ball, touch.bowl, touch.lam, touch.coef) <= at_price.min() + 1e-9
    inside = touch.ball.norm(grid) <= touch.ball.radius
    assert touch.bowl.value(touch.coef) <= touch.bowl.value(grid)[inside].min() + 1e-9
    spent = np.interp(np.log(touch.lam), np.log(constraint_geometry.LAMS), explorer.fit.budgets)
    assert spent == pytest.approx(touch.ball.radius, abs=0.02)


def test_any_power_is_dragged_and_its_stops_hold():
    explorer = rv.explore.constraint_geometry(power=True)
    assert list(explorer.controls) == ["q", "t", "corr", "w1", "w2"]
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop
    assert "the best" in explorer.words[0]
    diamond, circle = (explorer.set(q=q, w1=2.0, w2=0.9).fit.touch.coef for q in (1.0, 2.0))
    for ball, coef in (("diamond", diamond), ("circle", circle)):
        budget = {"t": 1.2, "corr": 0.3, "w1": 2.0, "w2": 0.9}
        fit = rv.explore.constraint_geometry(ball=ball).set(**budget).fit
        assert coef == pytest.approx(fit.touch.coef, abs=1e-9)


@pytest.mark.parametrize(("project", "told"), [
    (lambda w, t: rv.Ball("l1", t).project(w), "Your project agrees with the exact answer."),
    (lambda w, t: rv.soft_threshold(w, t / 2),
     "Your project is off by 0.500 at w1: it gives 1.50, exact is 1."),
    (lambda w, t: w[0], "Your project returns one number; asked for is the two coefficients"),
    (lambda w, t: w[5], "Your project stops with IndexError: index 5 is out of bounds"),
])
def test_the_readers_projection_is_compared_and_the_exact_picture_stays(project, told):
    explorer = rv.explore.constraint_geometry(0.0, project=project)
    assert any(told in words for words in explorer.words), explorer.words
    exact = rv.explore.constraint_geometry(0.0)
    assert [words for words in explorer.words if "Your" not in words] == exact.words
    square = explorer.views[1].parts["yours"].get_xydata()
    if "agrees" in told:
        assert square[0] == pytest.approx(explorer.fit.touch.coef)
    explorer.set(ball="circle")
    assert "Your project is compared on the diamond only." in explorer.words


@pytest.mark.parametrize(("options", "error", "told"), [
    ({"corr": 1}, ValueError, "corr must be a number from −0.9 to 0.9: got 1"),
    ({"coef": (1, 2, 3)}, ValueError, "coef must hold two numbers from -3 to 3"),
    ({"coef": (1, 9)}, ValueError, "coef must hold two numbers from -3 to 3"),
    ({"ball": "sphere"}, ValueError, "ball must be one of diamond, circle, elastic net: got"),
    ({"t": "much"}, TypeError, "t must be a number: got 'much'"),
    ({"power": True, "project": abs}, ValueError, "compared on the diamond: leave power out"),
    ({"project": 1.0}, ValueError, "project must be a function, without calling it: got 1.0"),
])
def test_bad_input_is_refused_in_words(options, error, told):
    with pytest.raises(error, match=told):
        rv.explore.constraint_geometry(**options)
