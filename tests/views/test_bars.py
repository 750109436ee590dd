"""Views of rows: every value is drawn, exact zeros are told apart, and long lists stay readable."""

import numpy as np
import pytest
from pictures import assert_only_parts_move, frame

import regviz as rv
from regviz.views.bars import RowsView

EFFECTS = {"ridge": np.array([1.0, -2.0]), "lasso": np.array([0.5, 0.0])}
WEIGHTS = {"truth": np.array([2.0, 0, 0, -1, 0]), "lasso": np.array([1.0, 0, 0.5, 0, 0]),
           "refit": np.array([2.0, 0, 9.0, 0, 0])}


def made(view, **fit):
    view.update(rv.Fit(**fit))
    return view


@pytest.mark.parametrize("count", [3, 20, 21, 200])
def test_rows_are_named_as_long_as_the_names_have_room(count):
    view = RowsView()
    names = [f"x{j}" for j in range(count)]
    view.draw_rows(rv.canvas()[1], names, (-1, 1), "coefficient")
    shown = [label.get_text() for label in view.ax.get_yticklabels()]
    assert shown == (names if count <= 20 else [""] * count)
    assert view.ax.get_ylabel() == ("" if count <= 20 else f"{count} features")
    assert list(view.rows) == list(range(count)) and view.names == tuple(names)


def test_marks_are_filled_where_a_value_is_not_zero():
    view = RowsView()
    view.draw_rows(rv.canvas()[1], "abc", (-1, 1), "coefficient", guides=True)
    view.marks("lasso", rv.style.MARKS["lasso"])
    values = np.array([0.5, 0.0, -0.25])
    view.move_marks("lasso", values, view.rows, zero=values == 0)
    kept, zero = view.parts["lasso"]["kept"], view.parts["lasso"]["zero"]
    assert kept.get_xydata().tolist() == [[0.5, 0], [-0.25, 2]]
    assert zero.get_xydata().tolist() == [[0, 1]] and zero.get_markerfacecolor() == "white"


def test_bars_tell_the_exact_zeros():
    view = rv.BarsView(rv.canvas()[1], [f"x{j}" for j in range(10)], 2.0, title="weights")
    some = rv.Fit(coef=np.r_[1.0, 0, 0, np.ones(7)], df=8)
    none = rv.Fit(coef=np.ones(10), df=1)
    assert_only_parts_move(view, some, none)
    view.update(some)
    assert view.parts["title"].get_text() == "weights: df = 8, exact zeros: 2 ○"
    assert "8 degrees of freedom; exactly zero: x1, x2." in view.describe(some)
    assert "1 degree of freedom; no coefficient is exactly zero" in view.describe(none)
    assert "zero: all of them." in view.describe(rv.Fit(coef=np.zeros(10), df=0))
    assert "zero: 9 of them." in view.describe(rv.Fit(coef=np.eye(10)[0], df=1))


def test_effects_of_each_method_lie_in_their_rows():
    view = made(rv.EffectsView(rv.canvas()[1], ["a", "b"], EFFECTS, 3.0), effects=EFFECTS)
    for name, values in EFFECTS.items():
        kept, zero = (view.parts[name][kind].get_xdata() for kind in ("kept", "zero"))
        assert np.array_equal(kept, values[values != 0])
        assert np.array_equal(zero, values[values == 0])
        rows = np.round(view.parts[name]["kept"].get_ydata())
        assert np.array_equal(rows, np.flatnonzero(values))


def test_words_about_effects_name_the_largest_and_the_zeros():
    view = rv.EffectsView(rv.canvas()[1], ["a", "b"], EFFECTS, 3.0)
    told = view.describe(rv.Fit(effects=EFFECTS))
    assert "ridge b (−2)" in told and "Exactly zero, of 2: lasso 1" in told
    none = EFFECTS | {"lasso": np.zeros(2)}
    assert "lasso none" in view.describe(rv.Fit(effects=none))
    assert "zero" not in view.describe(rv.Fit(effects={"ridge": EFFECTS["ridge"],
                                                       "lasso": np.ones(2)}))


def test_weights_view_sorts_every_weight_into_kept_or_zero():
    view = rv.WeightsView(rv.canvas()[1], 5, ["lasso", "refit"], limit=3.0)
    still = frame(view.ax)
    fit = rv.Fit(weights=WEIGHTS)
    view.update(fit)
    lasso, refit = view.parts["lasso"], view.parts["refit"]
    assert np.allclose(lasso["kept"].get_xydata(), [[0.8, 1], [2.8, 0.5]])
    assert np.allclose(lasso["zero"].get_xdata(), [1.8, 3.8, 4.8])
    assert np.allclose(refit["kept"].get_xdata(), [1.2, 3.2])  # none behind another
    assert refit["kept"].get_ydata().tolist() == [2, 3]  # beyond the limit: at the edge
    drawn = view.parts["truth"].get_xydata()
    drawn = drawn[np.isfinite(drawn[:, 1])].tolist()
    assert drawn == [[1, 0], [1, 2], [4, 0], [4, -1]]
    assert "truth 2, lasso 2, refit 2" in view.describe(fit)
    assert "lasso 2.25, refit 82" in view.describe(fit)
    assert view.parts["title"].get_text() == "weights: lasso 2, refit 2"
    assert frame(view.ax) == still


def test_several_panels_of_weights_read_their_own_part():
    view = rv.WeightsView(rv.canvas()[1], 5, ["lasso"], 3.0, reads="left")
    fit = rv.Fit(left=rv.Fit(weights=WEIGHTS))
    view.update(fit)
    assert "lasso 2" in view.parts["title"].get_text() and "truth 2" in view.describe(fit)
