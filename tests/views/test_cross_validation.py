"""Views of cross-validation, heat map, boundary and counts: artists equal the fit, frames stand still."""

from types import SimpleNamespace

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


def test_boundary_view_rings_exactly_the_wrong_points():
    rng = np.random.default_rng(0)
    points = rng.normal(size=(30, 2))
    labels = (points[:, 0] > 0).astype(int)
    view = rv.BoundaryView(rv.canvas()[1], points, labels, move=("a", "b"))
    still = frame(view)
    wrong = points[:, 1] > 1
    fit = rv.Fit(boundary=[[0, -1], [0, 1]], wrong=wrong)
    view.update(fit)
    assert np.array_equal(view._rings.get_xydata(), points[wrong])
    assert f"{wrong.sum()} point" in view.describe(fit) and frame(view) == still
    assert (view.movable[0].x, view.movable[0].y) == ("a", "b")


def test_zeros_view_counts_every_coefficient_once():
    coefs = np.concatenate([np.zeros(40), np.random.default_rng(1).uniform(-2, 2, 60)])
    view = rv.ZerosView(rv.canvas()[1], limit=2.0, total=100, least_squares=np.full(100, 4.0), truth=(-1, 1))
    still, fit = frame(view), SimpleNamespace(coefs=coefs)
    view.update(fit)
    bars = view._shape.get_xy()[1:-1:2, 1]
    assert bars[:-1].sum() == 60
    assert view._spike.get_height() == pytest.approx(0.4 * view.ax.get_ylim()[1])
    assert "40 of 100" in view.describe(fit) and "60 different values" in view.describe(fit)
    assert f"{100 * np.abs(coefs).sum() / 240:.1f} %" in view.describe(fit) and frame(view) == still
    assert "nothing is kept" in view.describe(SimpleNamespace(coefs=np.zeros(100)))
