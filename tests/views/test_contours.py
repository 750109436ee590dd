"""Contours and ball: what is drawn is what the fit says, the frame stays, the words follow."""

from dataclasses import replace

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.solvers import constraint as geometry
from regviz.views.contours import GeometryView

HESSIAN = np.array([[1.0, 0.5], [0.5, 1.0]])


def state(ball, ols=(1.6, 1.9)):
    return rv.Fit(touch=geometry.touch(geometry.Bowl(ols, HESSIAN), ball))


CORNER = state(rv.Ball("l1", 1.0), ols=(0.1, 2.0))
SMOOTH = state(rv.Ball("l2", 1.0))


def make(kind):
    return kind(rv.canvas(1)[1])


def test_update_moves_the_artists_and_not_the_frame():
    assert_only_parts_move(make(GeometryView), CORNER, SMOOTH, largest=25_000)


def test_geometry_draws_the_touch():
    view = make(GeometryView)
    view.update(CORNER)
    touch = CORNER.touch
    drawn = {name: view.parts[name].get_xydata() for name in ("solution", "ols", "level")}
    assert np.allclose(drawn["solution"], touch.coef) and touch.coef[0] == 0
    assert np.allclose(drawn["ols"], touch.bowl.ols)
    assert np.allclose(view.parts["ball"].get_xy()[:89], touch.ball.boundary(89))
    assert np.allclose(touch.bowl.value(drawn["level"]), touch.bowl.value(touch.coef))
    arrow = view.parts["gradient"]
    assert arrow.get_visible() and np.isfinite(arrow.get_path().vertices[[0, -1]]).all()
    assert "KKT residual" in view.parts["numbers"].get_text()
    assert "w1 = 0" in view.parts["title"].get_text()
    words = view.describe(CORNER)
    assert "w1 is exactly zero" in words and "in the normal cone" in words


def test_without_certificate_no_gradient_is_shown_or_named():
    view = GeometryView(rv.canvas()[1], certify=False)
    view.update(CORNER)
    assert not view.parts["gradient"].get_visible() and not view.parts["cone"].get_visible()
    assert view.parts["numbers"].get_text().endswith("size 1")
    assert view.parts["title"].get_text() == "w1 = 0 exactly"
    assert "gradient" not in view.describe(CORNER) and "size 1" in view.describe(CORNER)


def test_the_wedge_is_the_cone_from_the_solution():
    view = make(GeometryView)
    for fit in (CORNER, SMOOTH):
        view.update(fit)
        arms = view.parts["cone"].get_xy()[1:-1] - fit.touch.coef
        assert max(fit.touch.cone.distance(arm) for arm in arms) < 1e-12
        spread = np.ptp(np.unwrap(np.arctan2(arms[:, 1], arms[:, 0])))
        assert spread == pytest.approx(2 * fit.touch.cone.half_angle, abs=1e-12)


def test_geometry_says_when_nothing_pulls_and_when_nothing_is_allowed():
    view = make(GeometryView)
    inside, none = state(rv.Ball("l1", 9.0)), state(rv.Ball("l1", 0.0))
    view.update(inside)
    assert not view.parts["gradient"].get_visible()
    assert "inside" in view.parts["title"].get_text() and "inside" in view.describe(inside)
    view.update(none)
    assert "both coefficients are exactly zero" in view.describe(none)


def test_the_least_squares_point_is_movable_and_may_be_fixed():
    _, ax = rv.canvas(1)
    assert [(m.x, m.y) for m in GeometryView(ax, drag=("a", "b")).movable] == [("a", "b")]
    assert GeometryView(ax, drag=None).movable == ()


def test_a_zero_on_the_circle_is_not_called_a_corner():
    view = make(GeometryView)
    on_axis = rv.Fit(touch=geometry.touch(geometry.Bowl((2.0, 0.0), np.eye(2)), rv.Ball("l2")))
    view.update(on_axis)
    assert on_axis.touch.coef[1] == 0
    assert view.parts["title"].get_text() == "on an axis, no corner: w2 = 0 exactly"
    view.update(CORNER)
    assert view.parts["title"].get_text() == "a corner: w1 = 0 exactly"


def test_words_and_numbers_certify_the_touch_or_do_not():
    view = make(GeometryView)
    wrong = rv.Fit(touch=replace(CORNER.touch, residual=1e-3))
    for fit, words, number in ((CORNER, "lies in", "< 10⁻¹²"), (wrong, "misses", "= 0.001")):
        view.update(fit)
        assert f"minus the gradient {words} the normal cone" in view.describe(fit)
        assert view.parts["numbers"].get_text().endswith(f"KKT residual\n{number}")


def test_a_ball_that_caves_in_is_named_and_warned_of():
    view = make(GeometryView)
    cave, bulge = (state(rv.Ball("lq", 1.0, q=q)) for q in (0.5, 4.0))
    assert "Lq ball with q = 0.500" in view.describe(cave)
    assert view.describe(cave).endswith("this is the best.")
    assert "Lq ball with q = 4" in view.describe(bulge)
    assert "caves in" not in view.describe(bulge) and "with q" not in view.describe(SMOOTH)


def test_the_arrow_grows_with_the_gradient_up_to_a_limit():
    view, lengths = make(GeometryView), []
    for far in (1.2, 2.0, 2.9):
        fit = state(rv.Ball("l1", 0.5), ols=(0.0, far))
        view.update(fit)
        path = view.parts["gradient"].get_path().vertices
        assert np.allclose(path[0], fit.touch.coef, atol=1e-6)
        lengths.append(np.hypot(*(path[2] - path[0])))
    assert lengths[0] < lengths[1] < lengths[2] < 1.25 * 0.36 * 3.0
    assert max(np.hypot(*(view.parts["cone"].get_xy()[1:-1] - fit.touch.coef).T)) == (
        pytest.approx(0.36 * 3.0))


def test_what_lies_over_what_in_the_plane():
    view = make(GeometryView)
    order = ["contours", "ball", "level", "cone", "gradient", "ols"]
    heights = [view.parts[name].get_zorder() for name in order]
    assert heights == sorted(heights) and len(set(heights)) == len(heights)
    assert view.parts["solution"].get_zorder() >= heights[-1]
