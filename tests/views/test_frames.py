"""The frame of every view: what its axes are called, where they end, what its legend names, and
what lies over what."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from matplotlib.colors import to_hex

import regviz as rv
from regviz import style
from regviz.views import base
from regviz.views.bars import RowsView
from regviz.views.coefficient_paths import GROUP_COLORS, group_lines

LAMS = np.geomspace(0.01, 10, 21)
NAMES = ("a", "b", "c")
GRID = np.linspace(0, 1, 5)


class Curve:
    """What a CVView reads."""

    lams = LAMS
    errors = np.array([1.0, 2.0, 4.0])[:, None] + np.linspace(1, 2, 21) ** 2
    mean, se = errors.mean(axis=0), errors.std(axis=0, ddof=1) / np.sqrt(3)
    lam_min, lam_1se = 0.1, 1.0


class Straight:
    """A path with knots, one of them outside the axis."""

    knots = np.array([100.0, 1.0, 0.1])

    def __call__(self, lam):
        return np.outer(np.log(lam), [1.0, -1.0, 0.5])


def made(name):
    ax = rv.canvas()[1]
    return {
        "bars": lambda: rv.BarsView(ax, NAMES, 2.0),
        "effects": lambda: rv.EffectsView(ax, NAMES, ["ridge", "lasso"], 2.0),
        "weights": lambda: rv.WeightsView(ax, 9, ["ridge", "lasso"], 2.0),
        "path": lambda: rv.PathView(ax, Straight(), LAMS, NAMES, marks={"here": 0.5}),
        "mix": lambda: rv.MixPathView(ax, LAMS, NAMES, (-1.0, 3.0)),
        "cv": lambda: rv.CVView(ax, Curve()),
        "curves": lambda: rv.CurvesView(ax, "k", [1, 2], {"train": "train", "test": "test"},
                                        ylim=(0, 5), best=("test", "lowest")),
        "errors": lambda: rv.ErrorView(ax, LAMS, LAMS, LAMS[::-1]),
        "fit": lambda: rv.FitView(ax, GRID, GRID, fresh=True),
        "agreement": lambda: rv.AgreementView(ax, [0.0, 2.0], "price"),
        "geometry": lambda: rv.GeometryView(ax),
    }[name]()


# (horizontal axis, vertical axis, legend)
CALLED = {
    "bars": ("coefficient", "", []),
    "effects": ("effect of one standard deviation", "", ["ridge", "lasso"]),
    "weights": ("feature", "weight", ["truth", "ridge", "lasso"]),
    "path": (base.LAM_LABEL, "coefficient", []),
    "mix": (base.LAM_LABEL, "coefficient", []),
    "cv": (base.LAM_LABEL, "held-out error", ["one fold", "± 1 SE", "mean of 3 folds"]),
    "curves": ("k", "mean squared error", ["training", "held out", "lowest"]),
    "errors": (base.LAM_LABEL, "mean squared error", ["training", "held out", "lowest"]),
    "fit": ("x", "y", ["truth", "training", "fresh", "fit"]),
    "agreement": ("measured price", "predicted price", ["predicted = measured"]),
    "geometry": ("w1", "w2", ["least squares", "solution", "contour", "normal cone", "− gradient"]),
}


@pytest.mark.parametrize("name", CALLED)
def test_axes_and_legend_name_what_is_drawn(name):
    ax = made(name).ax
    across, up, legend = CALLED[name]
    assert (ax.get_xlabel(), ax.get_ylabel()) == (across, up)
    named = ax.get_legend().get_texts() if ax.get_legend() else []
    assert [text.get_text() for text in named] == legend


@pytest.mark.parametrize("name, across, up", [
    ("bars", (-2.12, 2.12), (2.6, -0.6)), ("effects", (-2.12, 2.12), (2.6, -0.6)),
    ("weights", (0, 10), (-2, 2)), ("cv", (0.01 / 1.02, 10.2), None),
    ("curves", (0.97, 2.03), (0, 5)), ("fit", (0, 1), (-2.2, 2.2)),
    ("agreement", (-0.12, 2.12), (-0.12, 2.12)), ("geometry", (-3, 3), (-3, 3)),
    ("mix", None, (-1.24, 3.24)),
])
def test_where_the_axes_end(name, across, up):
    ax = made(name).ax
    assert across is None or ax.get_xlim() == pytest.approx(across)
    assert up is None or ax.get_ylim() == pytest.approx(up)


@pytest.mark.parametrize("name", ["path", "mix", "cv", "errors"])
def test_lambda_has_a_log_axis(name):
    assert made(name).ax.get_xscale() == "log"


def test_values_lie_over_the_line_of_zero_and_kept_ones_over_zeros():
    for name, methods in (("effects", ("ridge", "lasso")), ("weights", ("ridge", "lasso"))):
        view = made(name)
        for method in methods:
            part = view.parts[method]
            assert part["kept"].get_zorder() > part["zero"].get_zorder() > 1
            assert part["zero"].get_markersize() < part["kept"].get_markersize()
            assert part["zero"].get_markerfacecolor() == "white"
            assert to_hex(part["kept"].get_color()) == style.MARKS[method].color
    bars = made("bars")
    assert bars.parts["zeros"].get_zorder() > bars.parts["bars"][0].get_zorder() > 1
    path = made("path")
    assert path.parts["dots"].get_zorder() > path.parts["cursor"].get_zorder()
    assert path.parts["readout"].get_zorder() > path.parts["dots"].get_zorder()
    fit = made("fit")
    order = [fit.parts[part].get_zorder() for part in ("new", "train", "curve")]
    assert order == sorted(set(order)) and order[0] > 2


def test_marks_have_no_line_between_them():
    for name, parts in (("path", ["dots"]), ("bars", ["zeros"]), ("cv", ["mark"]),
                        ("fit", ["train", "new"]), ("agreement", ["points"]), ("curves", ["best"]),
                        ("geometry", ["ols", "solution"])):
        view = made(name)
        assert all(view.parts[part].get_linestyle() == "None" for part in parts), name


def test_knots_inside_the_axis_are_ticks_at_its_foot():
    view = made("path")
    ticks, = [line for line in view.ax.lines if line.get_marker() == "|"]
    assert sorted(ticks.get_xdata()) == [0.1, 1.0] and not np.any(ticks.get_ydata())
    assert ticks.get_linestyle() == "None"
    assert [text.get_text() for text in view.ax.texts if "here" in text.get_text()] == [" here"]
    marks = [line for line in view.ax.lines if list(line.get_xdata()) == [0.5, 0.5]]
    assert len(marks) == 1


def test_both_choices_of_lambda_are_marked_and_named():
    view = made("cv")
    upright = {line.get_xdata()[0] for line in view.ax.lines if len(set(line.get_xdata())) == 1}
    assert {0.1, 1.0} <= upright
    names = {text.get_text().strip(): text for text in view.ax.texts}
    assert names["lowest"].get_position()[0] == 0.1 and names["1-SE"].get_position()[0] == 1.0
    assert (names["lowest"].get_ha(), names["1-SE"].get_ha()) == ("right", "left")
    folds = [line for line in view.ax.lines if to_hex(line.get_color()) == style.FAINT]
    assert np.array_equal([line.get_ydata() for line in folds], Curve.errors)
    band = view.ax.collections[0].get_paths()[0].vertices
    assert band[:, 1].min() == pytest.approx((Curve.mean - Curve.se).min())
    assert band[:, 1].max() == pytest.approx((Curve.mean + Curve.se).max())


@pytest.mark.parametrize("lam, words", [
    (0.05, "left of lam_min = 0.100"), (0.1, "where it is lowest"), (0.3, "between"),
    (2.0, "right of the one-standard-error choice, lam_1se = 1"),
])
def test_the_side_of_the_choices_is_said(lam, words):
    assert words in made("cv").describe(rv.Fit(lam=lam, cv_error=1.0))


@pytest.mark.parametrize("count", [3, 20])
def test_rows_that_are_lower_than_the_text_have_a_smaller_text(count):
    view = RowsView()
    view.draw_rows(rv.canvas()[1], [f"x{j}" for j in range(count)], (-1, 1), "coefficient")
    size = view.ax.get_yticklabels()[0].get_fontsize()
    row = 0.75 * style.sizes().panel[1] / count
    assert (size < row) and (size == pytest.approx(0.9 * row)) == (row < style.sizes().text)


def test_guides_and_the_line_of_zero_are_drawn_where_asked_for():
    def lines(**options):
        view = RowsView()
        view.draw_rows(rv.canvas()[1], NAMES, (-1, 1), "coefficient", **options)
        return [(line.get_xdata()[0], line.get_ydata()[0]) for line in view.ax.lines]

    assert lines() == [(0, 0)] and lines(zero=False) == []
    assert lines(zero=False, guides=True) == [(0, 0), (0, 1), (0, 2)]


def test_groups_have_a_colour_each_and_members_a_dash_each():
    looks = group_lines(["A", "", "B", "A", "B", ""])
    colors, dashes = ([look[key] for look in looks] for key in ("color", "linestyle"))
    assert colors[0] == colors[3] == GROUP_COLORS[0] and colors[2] == colors[4] == GROUP_COLORS[1]
    assert colors[1] == colors[5] not in GROUP_COLORS
    assert dashes[0] == dashes[1] == dashes[2] != dashes[3] == dashes[4] == dashes[5]
    view = rv.MixPathView(rv.canvas()[1], LAMS, NAMES, (-1, 1), groups=["A", "A", ""])
    assert view.curves[0].get_color() == view.curves[1].get_color() != view.curves[2].get_color()
    plain = rv.MixPathView(rv.canvas()[1], LAMS, NAMES, (-1, 1))
    assert len({curve.get_color() for curve in plain.curves}) == 3


def test_the_mean_and_the_diagonal_of_predictions():
    ax = made("agreement").ax
    diagonal, mean = ax.lines[0], ax.lines[1]
    assert np.array_equal(diagonal.get_xdata(), diagonal.get_ydata())
    assert set(mean.get_ydata()) == {1.0}
    text, = ax.texts
    assert text.get_text() == "mean " and text.get_position() == pytest.approx((2.12, 1.0))


@pytest.mark.parametrize("values, limits", [
    ([0.0, 1.0], (-0.06, 1.06)), ([2.0, np.nan], (1.88, 2.12)), ([0.5], (0.44, 0.56)),
    ([], (-0.06, 1.06)), ([np.inf, 3.0, 1.0], (0.88, 3.12)),
])
def test_limits_leave_some_air(values, limits):
    assert base.padded(values) == pytest.approx(limits)


@pytest.mark.parametrize("high, step", [(1e4, 10), (2e6, 100), (1e11, 1e4)])
def test_long_log_axes_have_fewer_numbers(high, step):
    ax = rv.canvas()[1]
    base.log_axis(ax, 1.0, high)
    inside = [tick for tick in ax.get_xticks() if 1 <= tick <= high]
    assert np.allclose(np.diff(np.log10(inside)), np.log10(step))


def test_a_plane_has_equal_units_and_ticks_at_multiples():
    ax = rv.canvas()[1]
    base.plane(ax, -2.5, 3.0, step=0.5)
    assert ax.get_aspect() == 1.0 and np.allclose(ax.get_xticks(), np.arange(-2.5, 3.1, 0.5))
    assert np.array_equal(ax.get_xticks(), ax.get_yticks())
    assert {tuple(line.get_xdata()) for line in ax.lines} == {(0, 0), (0, 1)}


def test_a_zero_is_said_to_be_exact():
    assert base.exactly(0.0) == "0 exactly" and base.exactly(-0.5) == "−0.500"


def test_what_is_beside_a_plane_is_a_legend_and_an_empty_text():
    ax = rv.canvas()[1]
    line, = ax.plot([0, 1], [0, 1], label="one")
    text = base.beside(ax, [line])
    assert text.get_text() == "" and text.get_position()[0] > 1
    assert [each.get_text() for each in ax.get_legend().get_texts()] == ["one"]
    assert base.legend_above(ax) is None and base.legend_above(ax, "t").get_text() == "t"


def test_a_corner_on_either_axis_has_its_wedge():
    from regviz.solvers.constraint import Bowl, touch

    for ols in ((2.0, 0.1), (-2.0, 0.1), (0.1, -2.0)):
        view = made("geometry")
        fit = rv.Fit(touch=touch(Bowl(ols, np.eye(2)), rv.Ball("l1", 1.0)))
        view.update(fit)
        arms = view.parts["cone"].get_xy()[1:-1] - fit.touch.coef
        assert max(fit.touch.cone.distance(arm) for arm in arms) < 1e-12
        assert np.ptp(np.hypot(*arms.T)) < 1e-12 and len(arms) > 5


def test_a_point_to_drag_is_frozen():
    point, = made("geometry").movable
    with pytest.raises(FrozenInstanceError):
        point.x = None
    assert (point.x, point.y, point.at) == ("w1", "w2", (0.0, 0.0))


@pytest.mark.parametrize("name, title", [
    ("bars", "coefficients"), ("effects", "effects"), ("weights", "weights"),
    ("path", "lasso path"), ("mix", "path"), ("cv", "cross-validation"), ("curves", "error"),
    ("fit", "fit"), ("agreement", "held-out rows"), ("geometry", "loss and ball"),
])
def test_the_title_before_anything_is_fitted(name, title):
    assert made(name).ax.get_title(loc="left") == title


def test_predictions_inside_the_frame_are_not_counted_in_the_title():
    view = made("agreement")
    view.update(rv.Fit(predicted=np.array([0.5, 1.5])))
    assert view.ax.get_title(loc="left") == "held-out rows"
    view.update(rv.Fit(predicted=np.array([0.5, -9.0])))
    assert view.ax.get_title(loc="left") == "held-out rows: 1 of 2 are outside"


def test_weights_stand_on_a_line_at_zero():
    upright = [set(line.get_ydata()) for line in made("weights").ax.lines]
    assert {0} in upright


def test_a_short_log_axis_has_numbers_between_the_powers_of_ten():
    ax = rv.canvas()[1]
    rv.CurvesView(ax, "k", [1, 2], {"train": "train"}, ylim=(0.1, 50.0), log_y=True)
    inside = [tick for tick in ax.get_yticks() if 0.099 <= tick <= 50.1]
    assert inside == pytest.approx([0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50])
    ax = rv.canvas()[1]
    rv.CurvesView(ax, "k", [1, 2], {"train": "train"}, ylim=(0.1, 1000.0), log_y=True)
    inside = [tick for tick in ax.get_yticks() if 0.099 <= tick <= 1000.1]
    assert np.allclose(np.diff(np.log10(inside)), 1.0)


def test_a_solution_beyond_the_plane_is_not_drawn_beside_it():
    view = made("geometry")
    assert view.parts["solution"].get_clip_on() and base.disc()["clip_on"] is False


def test_of_many_rows_the_names_stand_at_zero_and_the_rest_is_counted():
    view = rv.BarsView(rv.canvas()[1], [f"x{j}" for j in range(70)], 2.0)
    assert {text.get_position() for text in view.parts["names"]} == {(0, j) for j in range(20)}
    assert view.ax.get_ylabel() == "the 20 largest, and 50 more"
