"""Views of shuffled folds, a row left out, a leak, one model's names: artists equal the fit, frames stand still."""

import numpy as np
import pytest

import regviz as rv

LAMS = np.geomspace(0.1, 10, 21)


def frame(view):
    return view.ax.get_xlim(), view.ax.get_ylim()


def test_shuffles_view_draws_the_mean_and_its_lowest_point():
    curves = np.log(LAMS) ** 2 + np.arange(4)[:, None]
    view = rv.ShufflesView(rv.canvas()[1], LAMS, curves)
    still = frame(view)
    view.update(rv.Fit(curve=curves[:2].mean(axis=0), averaged=2, lam_min=1.0))
    assert np.array_equal(view._mean.get_xydata(), np.column_stack([LAMS, curves[:2].mean(axis=0)]))
    assert view._lowest.get_xydata().tolist() == [[1.0, pytest.approx(0.5)]]
    assert frame(view) == still and still[1][0] < 0 < still[1][1]
    assert "2 shuffles is lowest at lam = 1," in view.describe(rv.Fit(curve=curves[1], averaged=2, lam_min=1.0))
    alone = view.describe(rv.Fit(curve=curves[1], averaged=1, lam_min=1.0))
    assert alone == "The curve of one shuffle is lowest at lam = 1, with error 1."


def test_choices_view_marks_the_shuffles_in_use():
    lowest, simple = np.array([0.2, 2.0, 1.0]), np.array([4.0, 5.0, 3.0])
    view = rv.ChoicesView(rv.canvas()[1], LAMS, lowest, simple)
    still = frame(view)
    both = rv.Fit(members=[1, 2], lam_min=1.5)
    view.update(both)
    assert [mark.get_xydata().tolist() for mark in view._marks] == [[[2.0, 1], [1.0, 2]], [[5.0, 1], [3.0, 2]]]
    assert view._cursor.get_xdata() == [1.5, 1.5] and frame(view) == still
    assert "lam_min from 1 to 2 and lam_1se from 3 to 5" in view.describe(both)
    assert "lam_min = 0.200 and lam_1se = 4" in view.describe(rv.Fit(members=[0], lam_min=0.2))


def test_left_out_view_joins_each_residual_to_its_left_out_one():
    h, inside = np.array([0.1, 0.5, 0.2]), np.array([1.0, -2.0, 3.0])
    fit = rv.Fit(leverage=h, residual=inside, left_out=inside / (1 - h))
    view = rv.LeftOutView(rv.canvas()[1], limit=6)
    still = frame(view)
    view.update(fit)
    assert np.array_equal(view._in.get_xydata(), np.column_stack([h, inside]))
    assert np.array_equal(view._out.get_xydata(), np.column_stack([h, inside / (1 - h)]))
    pieces = view._stretch.get_xydata().reshape(3, 3, 2)
    assert np.array_equal(pieces[:, 0], view._in.get_xydata()) and np.array_equal(pieces[:, 1], view._out.get_xydata())
    assert np.isnan(pieces[:, 2]).any(axis=1).all() and frame(view) == still
    assert "largest is 0.500" in view.describe(fit) and "residual of −2 into −4" in view.describe(fit)


def test_leak_view_turns_signs_and_tells_the_means():
    fit = rv.Fit(inside=[0.4, -0.3, 0.1, -0.2], outside=[0.2, -0.4, 0.5, 0.3], chosen=np.array([0, 1]))
    view = rv.LeakView(rv.canvas()[1], shown=1)
    still = frame(view)
    view.update(fit)
    assert view._chosen.get_xydata().tolist() == [[0.4, 0.2], [0.3, 0.4]]
    assert view._rest.get_xydata().tolist() == [[0.1, 0.5]]
    assert view._mean.get_ydata() == pytest.approx([0.3, 0.3]) and frame(view) == still
    assert view._title.get_text().endswith("0.30")
    assert "Of 4 columns 2 are selected" in view.describe(fit) and "0.350 on the training" in view.describe(fit)


def test_settings_view_places_each_number_and_says_who_has_none():
    view = rv.SettingsView(rv.canvas()[1], {"a": "A (alpha)", "b": "B (C)", "c": "C (l1)"}, limits=(1e-4, 1e4))
    still, fit = frame(view), rv.Fit(lam=2.0, settings={"a": 300.0, "b": 0.01})
    view.update(fit)
    assert view._dots.get_xydata().tolist() == [[300.0, 0], [0.01, 1]] and view._cursor.get_xdata() == [2.0, 2.0]
    assert [text.get_text() for text in view._texts] == ["300", "0.0100", "no such penalty"]
    assert [text.get_ha() for text in view._texts] == ["right", "left", "right"] and frame(view) == still
    assert view.describe(fit) == "For lam = 2: A (alpha) 300; B (C) 0.0100."
    view.update(rv.Fit(lam=2.0, settings={"a": 4.0, "b": 1.0, "c": 2.0}))  # no number is written across the cursor
    assert [text.get_ha() for text in view._texts] == ["left", "right", "left"]
