"""A curve over its data: what is drawn is what the fit says, and the frame stands still."""

import numpy as np
import pytest
from pictures import assert_only_parts_move, frame

import regviz as rv

GRID = np.linspace(0, 1, 31)


def polynomial_fit(degree):
    data, fresh = rv.wave(20, 0.3, 0), rv.wave(50, 0.3, 100)
    curve = np.polynomial.Polynomial.fit(data.X[:, 0], data.y, degree, domain=[0, 1])
    train, test = (((s.y - curve(s.X[:, 0])) ** 2).mean() for s in (data, fresh))
    return rv.Fit(x=data.X[:, 0], y=data.y, x_new=fresh.X[:, 0], y_new=fresh.y, curve=curve(GRID),
                  label=f"degree {degree}", train_error=train, test_error=test)


@pytest.mark.parametrize("degree", [1, 3, 7])
def test_a_fitted_curve_is_drawn_over_its_points(degree):
    view = rv.FitView(rv.canvas()[1], GRID, rv.sine(GRID), fresh=True)
    fit = polynomial_fit(degree)
    still = frame(view.ax)
    view.update(fit)
    for name, x, y in (("train", fit.x, fit.y), ("new", fit.x_new, fit.y_new),
                       ("curve", GRID, fit.curve)):
        assert np.array_equal(view.parts[name].get_xydata(), np.column_stack([x, y]))
    assert f"degree {degree}" in view.parts["title"].get_text()
    assert f"Degree {degree}:" in view.describe(fit)
    assert frame(view.ax) == still


def test_only_the_parts_move():
    view = rv.FitView(rv.canvas()[1], GRID, rv.sine(GRID))
    assert_only_parts_move(view, polynomial_fit(2), polynomial_fit(5))


def test_several_panels_read_their_own_part():
    _, axes = rv.canvas(2)
    views = [rv.FitView(ax, GRID, reads=name)
             for ax, name in zip(axes, ("low", "high"), strict=True)]
    fit = rv.Fit(low=polynomial_fit(1), high=polynomial_fit(6))
    for view in views:
        view.update(fit)
    assert np.array_equal(views[0].parts["curve"].get_ydata(), fit.low.curve)
    assert np.array_equal(views[1].parts["curve"].get_ydata(), fit.high.curve)
    assert views[0].describe(fit) != views[1].describe(fit)
