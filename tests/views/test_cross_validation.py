"""Views of cross-validation, heat map and boundary: artists equal the fit, frames stand still."""

import numpy as np
import pytest

import regviz as rv
from regviz.selection.cross_validation import cross_validate


def frame(view):
    return view.ax.get_xlim(), view.ax.get_ylim()


@pytest.fixture(scope="module")
def cv():
    data = rv.diabetes().standardize()
    return cross_validate(data.X, data.y, k=5, seed=0)


def test_cv_view_follows_the_exact_curve(cv):
    view = rv.CVView(rv.canvas()[1], cv)
    still = frame(view)
    for lam, place in ((cv.lam_min / 2, "left of"), (np.sqrt(cv.lam_min * cv.lam_1se), "between"),
                       (2 * cv.lam_1se, "beyond")):
        fit = rv.Fit(lam=lam, cv_error=float(cv(lam)))
        view.update(fit)
        assert view._mark.get_xydata().tolist() == [[lam, float(cv(lam))]]
        assert place in view.describe(fit)
    view.ax.figure.draw_without_rendering()
    legend, panel = view.ax.get_legend().get_window_extent(), view.ax.get_window_extent()
    assert frame(view) == still and legend.y0 >= panel.y1 - 1 and legend.x1 <= panel.x1  # no cursor can cross it
