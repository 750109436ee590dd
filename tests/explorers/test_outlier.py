"""OutlierView: a line for each loss, and the last point on a ring."""

import numpy as np
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
