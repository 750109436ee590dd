"""The view of cross-validation: the mark is on the mean, the frame stands still."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.selection.cross_validation import cross_validate


@pytest.fixture(scope="module")
def cv():
    data = rv.diabetes().standardize()
    return cross_validate(data.X, data.y, k=5, seed=0)


def test_the_view_follows_the_exact_curve(cv):
    view = rv.CVView(rv.canvas()[1], cv)
    between = np.sqrt(cv.lam_min * cv.lam_1se)
    for lam, place in ((cv.lam_min / 2, "left of"), (cv.lam_min, "where it is lowest"),
                       (between, "between"), (2 * cv.lam_1se, "right of")):
        fit = rv.Fit(lam=lam, cv_error=float(cv(lam)))
        view.update(fit)
        assert view.parts["mark"].get_xydata().tolist() == [[lam, float(cv(lam))]]
        assert list(view.parts["cursor"].get_xdata()) == [lam, lam]
        assert place in view.describe(fit)


def test_only_the_parts_move_and_no_cursor_can_cross_the_legend(cv):
    view = rv.CVView(rv.canvas()[1], cv)
    fits = [rv.Fit(lam=lam, cv_error=float(cv(lam))) for lam in (cv.lam_min, cv.lam_1se)]
    assert_only_parts_move(view, *fits)
    legend, panel = view.ax.get_legend().get_window_extent(), view.ax.get_window_extent()
    assert legend.y0 >= panel.y1 - 1 and legend.x1 <= panel.x1
