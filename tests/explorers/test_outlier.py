"""OutlierView: a line for each loss, and the last point on a ring."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv

LINES = {"squared": (-1.0, 3.0), "absolute": (2.0, 1.0), "Huber": (1.5, 1.25)}


def outlier(y_out, lines=LINES):
    return rv.Fit(x=np.array([0.0, 1, 3]), y=np.array([1.0, 3, y_out]),
                  fits={(loss, "none"): line for loss, line in lines.items()})


def outlier_view():
    return rv.OutlierView(rv.canvas()[1], (0, 4), (-5, 10), truth=(2, 1))


def test_outlier_view_draws_each_line_and_rings_the_last_point():
    view, fit = outlier_view(), outlier(-2)
    view.update(fit)
    assert view.parts["ring"].get_xydata().tolist() == [[3, -2]]
    assert view.parts["points"].get_xydata().tolist() == [[0, 1], [1, 3]]
    for loss, (slope, intercept) in LINES.items():
        ends = [[0, intercept], [4, intercept + 4 * slope]]
        assert view.parts["lines"][loss].get_xydata().tolist() == ends
    assert "squared −1, absolute 2, Huber 1.5" in view.describe(fit)
    assert (view.movable[0].x, view.movable[0].y) == ("x_out", "y_out")


def test_only_parts_move():
    assert_only_parts_move(outlier_view(), outlier(-2),
                           outlier(7, LINES | {"squared": (2.0, 1.0)}))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("noise", [0.1, 0.4])
def test_stops_are_true_for_other_points(seed, noise):
    explorer = rv.explore.outlier(seed=seed, noise=noise)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


def test_squared_loss_is_least_squares_and_the_point_alone_moves():
    explorer = rv.explore.outlier(seed=3)
    before = explorer.fit
    fit = explorer.set(y_out=-7.0, x_out=4.0, lam=0.1).fit
    slope, height = np.polyfit(fit.x, fit.y, 1)
    assert np.allclose(fit.fits["squared", "none"], (slope, height))
    assert np.array_equal(fit.y[:-1], before.y[:-1]) and (fit.x[-1], fit.y[-1]) == (4.0, -7.0)
    centred = fit.x - fit.x.mean()
    ridge = centred @ fit.y / (centred @ centred + 9 * 0.1)
    assert np.isclose(fit.fits["squared", "L2"][0], ridge)


@pytest.mark.parametrize(("options", "told"), [
    ({"y_out": 99}, "y_out must lie between -12 and 8"),
    ({"x_out": 0}, "x_out must lie between 2 and 6"),
    ({"lam": 1}, "lam must lie between 0 and 0.5"),
    ({"noise": -1}, "noise must lie between 0 and 2"),
])
def test_wrong_arguments_are_refused_in_words(options, told):
    with pytest.raises(ValueError, match=told):
        rv.explore.outlier(**options)
