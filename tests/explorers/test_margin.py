"""Views of support vector machines: contours are where the decision function says."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv

LINE = np.linspace(-2, 2, 21)


def machine(turn=0.3, width=1.0):
    """A straight boundary x2 = turn·x1 with margins at ±1 of its decision function, six points."""
    points = np.array([[-1.0, 1.0], [0.0, 1.5], [1.0, 0.4], [-1.0, -1.0], [0.0, 0.1], [1.0, -1.5]])
    side = np.repeat([1, -1], 3)

    def decide(p):
        return 2 / width * (p[..., 1] - turn * p[..., 0]) / np.hypot(1, turn)

    slack = np.maximum(0, 1 - side * decide(points))
    field = decide(np.stack(np.meshgrid(LINE, LINE), axis=-1))
    return rv.Fit(X=points, side=side, field=field, support=slack > 0, slack=slack, width=width)


def fields(*turns):
    return rv.Fit(fields=[machine(turn=turn).field for turn in turns])


def margin_view():
    return rv.MarginView(rv.canvas()[1], LINE, LINE)


def boundaries_view():
    return rv.BoundariesView(rv.canvas()[1], LINE, LINE)


def points_on(line):
    return line.get_xydata()[~np.isnan(line.get_xydata()).any(axis=1)]


def test_only_parts_move():
    assert_only_parts_move(margin_view(), machine(), machine(turn=-0.5, width=1.4))
    assert_only_parts_move(boundaries_view(), fields(0.0), fields(-0.5, 0.5))


@pytest.mark.parametrize("width", [0.6, 1.2])
def test_margins_lie_half_their_width_from_the_boundary(width):
    view = margin_view()
    view.update(machine(width=width))
    across = np.array([-0.3, 1.0]) / np.hypot(1, 0.3)
    assert np.allclose(points_on(view.parts["boundary"]) @ across, 0)
    assert np.allclose(np.abs(points_on(view.parts["margins"]) @ across), width / 2)


def test_violations_and_support_vectors_are_marked_and_counted():
    view, fit = margin_view(), machine(width=1.2)
    view.update(fit)
    violations, beyond = (fit.slack > 1e-3).sum(), (fit.slack > 1).sum()
    assert 0 < beyond < violations < 6
    assert np.array_equal(view.parts["violations"].get_xydata(), fit.X[fit.slack > 1e-3])
    assert np.array_equal(view.parts["support"].get_xydata(), fit.X[fit.support])
    assert sum(len(points.get_xdata()) for points in view.parts["classes"].values()) == 6
    assert f"{violations} violations" in view.parts["title"].get_text()
    assert f"{beyond} beyond the boundary" in view.describe(fit)


def test_boundaries_of_other_machines_are_their_zero_lines():
    view = boundaries_view()
    view.update(fields(-0.5, 0.0, 0.5))
    line = view.parts["boundaries"]
    assert np.isnan(line.get_xydata()).any(axis=1).sum() == 3
    xs, ys = points_on(line).T
    assert np.allclose(np.min(np.abs(ys - np.outer([-0.5, 0.0, 0.5], xs)), axis=0), 0, atol=1e-9)
    assert "0 %" in view.describe(fields(-0.5)) != view.describe(fields(-0.5, 0.0, 0.5))


def test_a_machine_without_a_boundary_in_the_picture_draws_none():
    view = boundaries_view()
    view.update(rv.Fit(fields=[np.ones((21, 21))]))
    assert len(view.parts["boundaries"].get_xdata()) == 0
