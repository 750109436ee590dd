"""LeakView: correlations with their signs turned, the selected columns apart from the others."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv

FOUR = rv.Fit(inside=[0.4, -0.3, 0.1, -0.2], outside=[0.2, -0.4, 0.5, 0.3], chosen=np.array([0, 1]))


@pytest.fixture
def view():
    return rv.LeakView(rv.canvas()[1])


def test_leak_view_turns_signs_and_tells_the_means(view):
    view.update(FOUR)
    assert view.parts["selected"].get_xydata().tolist() == [[0.4, 0.2], [0.3, 0.4]]
    assert view.parts["others"].get_xydata().tolist() == [[0.1, 0.5], [0.2, -0.3]]
    assert view.parts["mean"].get_ydata() == pytest.approx([0.3, 0.3])
    assert view.parts["title"].get_text().endswith("0.30")
    words = view.describe(FOUR)
    assert "Of 4 columns 2 are selected" in words and "0.350 on the training" in words


def test_of_many_columns_only_the_first_are_drawn_but_every_selected_one(view):
    rng = np.random.default_rng(0)
    fit = rv.Fit(inside=rng.uniform(-0.5, 0.5, 300), outside=rng.uniform(-0.5, 0.5, 300),
                 chosen=np.array([2, 299]))
    assert_only_parts_move(view, fit, FOUR, largest=30_000)
    assert len(view.parts["others"].get_xdata()) == view.SHOWN
    assert np.array_equal(view.parts["selected"].get_xdata(), np.abs(fit.inside[[2, 299]]))
