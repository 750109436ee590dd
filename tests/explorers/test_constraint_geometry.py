"""Budget and price: the mark lies on the curve, and the words name both."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
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
