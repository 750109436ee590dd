"""Views of lesson 10: what is drawn is what the fit says, and the frame stands still."""

import numpy as np
import pytest

import regviz as rv
from regviz.page import flipbook as stage


def frame(view):
    return view.ax.get_xlim(), view.ax.get_ylim()


@pytest.fixture(scope="module")
def twins():
    data = rv.diabetes().standardize()
    path, lams = rv.RidgePath(data.X, data.y), np.geomspace(1e-2, 10, 60)

    def other(lams):
        return 0.9 * path(lams)

    def fit(lam):
        return rv.Fit(lam=lam, ridge=path(lam), other=other(lam), steps=round(10 / lam))
    return rv.TwinPathsView(rv.canvas()[1], path, other, lams, data.names), path, fit


@pytest.mark.parametrize("lam", [0.01, 0.3, 10.0])
def test_both_paths_are_marked_at_the_same_lambda(twins, lam):
    view, path, fit = twins
    still = frame(view)
    view.update(fit(lam))
    assert np.allclose(view.parts["dots"].get_xydata(), np.column_stack([np.full(10, lam), path(lam)]))
    assert np.allclose(view.parts["others"].get_xydata(), np.column_stack([np.full(10, lam), 0.9 * path(lam)]))
    assert f"{round(10 / lam)} step" in view.parts["readout"].get_text() and frame(view) == still


def test_the_other_path_lies_in_the_picture_as_dots(twins):
    view, path, _ = twins
    dots = [line for line in view.ax.lines if line.get_marker() == "o" and len(line.get_xdata()) == 30]
    assert len(dots) == 10
    for j, line in enumerate(dots):
        assert np.allclose(line.get_ydata(), 0.9 * path(line.get_xdata())[:, j])


def test_words_name_the_coefficient_that_differs_most(twins):
    view, path, fit = twins
    lam, names = 0.05, rv.diabetes().names
    words = view.describe(fit(lam))
    assert f"differ most at {names[np.abs(path(lam)).argmax()]}" in words and "After 200 steps" in words
    assert "After 1 step " in view.describe(fit(10.0))
