"""LeftOutView: each residual joined to what it becomes without its row."""

import numpy as np
from pictures import assert_only_parts_move

import regviz as rv


def left_out(h, inside):
    h, inside = np.array(h), np.array(inside)
    return rv.Fit(leverage=h, residual=inside, left_out=inside / (1 - h))


FIT = left_out([0.1, 0.5, 0.2], [1.0, -2.0, 3.0])


def test_left_out_view_joins_each_residual_to_its_left_out_one():
    view = rv.LeftOutView(rv.canvas()[1], limit=6)
    view.update(FIT)
    inside = np.column_stack([FIT.leverage, FIT.residual])
    outside = np.column_stack([FIT.leverage, FIT.left_out])
    assert np.array_equal(view.parts["in the fit"].get_xydata(), inside)
    assert np.array_equal(view.parts["left out"].get_xydata(), outside)
    joins = view.parts["joins"].get_xydata().reshape(3, 3, 2)
    assert np.array_equal(joins[:, 0], inside) and np.array_equal(joins[:, 1], outside)
    assert np.isnan(joins[:, 2]).any(axis=1).all()
    assert "largest is 0.500" in view.describe(FIT)
    assert "residual of −2 into −4" in view.describe(FIT)


def test_only_parts_move():
    assert_only_parts_move(rv.LeftOutView(rv.canvas()[1], limit=6), FIT,
                           left_out([0.3, 0.3, 0.2], [0.0, 1.0, -1.0]))
