"""Views of shuffled folds: the mean of some curves, and what each shuffle chooses."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv

LAMS = np.geomspace(0.1, 10, 21)
CURVES = np.log(LAMS) ** 2 + np.arange(4)[:, None]
TWO = rv.Fit(curve=CURVES[:2].mean(axis=0), averaged=2, lam_min=1.0)
ONE = rv.Fit(curve=CURVES[1], averaged=1, lam_min=1.0)


def shuffles_view():
    return rv.ShufflesView(rv.canvas()[1], LAMS, CURVES)


def choices_view():
    return rv.ChoicesView(rv.canvas()[1], LAMS, [0.2, 2.0, 1.0], [4.0, 5.0, 3.0])


def test_shuffles_view_draws_the_mean_and_its_lowest_point():
    view = shuffles_view()
    low, high = view.ax.get_ylim()
    view.update(TWO)
    assert np.array_equal(view.parts["mean"].get_xydata(), np.column_stack([LAMS, TWO.curve]))
    assert view.parts["lowest"].get_xydata().tolist() == [[1.0, pytest.approx(0.5)]]
    assert low < 0 < high
    assert "2 shuffles is lowest at lam = 1," in view.describe(TWO)
    alone = "The curve of one shuffle is lowest at lam = 1, with error 1."
    assert view.describe(ONE) == alone


def test_choices_view_marks_the_shuffles_in_use():
    view, both = choices_view(), rv.Fit(members=[1, 2], lam_min=1.5)
    view.update(both)
    assert view.parts["lam_min"].get_xydata().tolist() == [[2.0, 1], [1.0, 2]]
    assert view.parts["lam_1se"].get_xydata().tolist() == [[5.0, 1], [3.0, 2]]
    assert view.parts["cursor"].get_xdata() == [1.5, 1.5]
    assert "lam_min from 1 to 2 and lam_1se from 3 to 5" in view.describe(both)
    one = rv.Fit(members=[0], lam_min=0.2)
    assert "lam_min = 0.200 and lam_1se = 4" in view.describe(one)


def test_only_parts_move():
    assert_only_parts_move(shuffles_view(), TWO, ONE)
    assert_only_parts_move(choices_view(), rv.Fit(members=[1, 2], lam_min=1.5),
                           rv.Fit(members=[0], lam_min=0.2))
