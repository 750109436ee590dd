"""TwinPathsView: ridge as lines, early stopping as dots, both marked at the same lambda."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv

DATA = rv.diabetes().standardize()
PATH = rv.RidgePath(DATA.X, DATA.y)
LAMS = np.geomspace(1e-2, 10, 60)


def other(lams):
    return 0.9 * PATH(lams)


def fit_at(lam):
    return rv.Fit(lam=lam, ridge=PATH(lam), other=other(lam), steps=round(10 / lam))


@pytest.fixture(scope="module")
def view():
    return rv.TwinPathsView(rv.canvas()[1], PATH, other, LAMS, DATA.names)


@pytest.mark.parametrize("lam", [0.01, 0.3, 10.0])
def test_both_paths_are_marked_at_the_same_lambda(view, lam):
    view.update(fit_at(lam))
    for name, coef in (("dots", PATH(lam)), ("others", other(lam))):
        marks = view.parts[name].get_xydata()
        assert np.allclose(marks, np.column_stack([np.full(10, lam), coef]))
    assert f"{round(10 / lam)} step" in view.parts["readout"].get_text()


def test_the_other_path_lies_in_the_picture_as_dots(view):
    dots = [line for line in view.ax.lines
            if line.get_marker() == "o" and len(line.get_xdata()) == view.DOTS]
    assert len(dots) == 10
    for j, line in enumerate(dots):
        assert np.allclose(line.get_ydata(), other(line.get_xdata())[:, j])


def test_words_name_the_coefficient_that_differs_most(view):
    words = view.describe(fit_at(0.05))
    farthest = DATA.names[np.abs(PATH(0.05)).argmax()]
    assert f"differ most at {farthest}" in words and "After 200 steps" in words
    assert "After 1 step " in view.describe(fit_at(10.0))


def test_only_parts_move(view):
    assert_only_parts_move(view, fit_at(0.3), fit_at(2.0))
