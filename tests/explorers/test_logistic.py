"""BoundaryView: the line between two classes and rings where it is wrong."""

import numpy as np
from pictures import assert_only_parts_move

import regviz as rv

POINTS = np.random.default_rng(0).normal(size=(30, 2))


def boundary_view():
    return rv.BoundaryView(rv.canvas()[1], POINTS, (POINTS[:, 0] > 0).astype(int))


def test_boundary_view_rings_exactly_the_wrong_points():
    view, wrong = boundary_view(), POINTS[:, 1] > 1
    fit = rv.Fit(boundary=[[0, -1], [0, 1]], wrong=wrong)
    view.update(fit)
    assert np.array_equal(view.parts["rings"].get_xydata(), POINTS[wrong])
    assert view.parts["boundary"].get_xydata().tolist() == [[0, -1], [0, 1]]
    assert f"{wrong.sum()} point" in view.describe(fit)


def test_a_picture_without_a_boundary_has_none_and_only_parts_move():
    none = rv.Fit(boundary=np.empty((0, 2)), wrong=np.zeros(30, dtype=bool))
    one = rv.Fit(boundary=[[0, -1], [0, 1]], wrong=np.arange(30) == 3)
    view = boundary_view()
    assert_only_parts_move(view, none, one)
    assert view.parts["boundary"].get_xdata().size == 0 and "0 points of 30" in view.describe(none)
