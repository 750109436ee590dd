"""Views of curves: what is drawn is what the fit says, and the frame stands still."""

import numpy as np
import pytest

import regviz as rv
from regviz.core.formatting import number
from regviz.page import flipbook as stage
from regviz.views.curves import bars

GRID = np.linspace(0, 1, 31)
DEGREES = np.arange(1, 8)


def polynomial_fit(degree, seed=0):
    data, fresh = rv.wave(20, 0.3, seed), rv.wave(50, 0.3, seed + 100)
    coefs = [np.polynomial.Polynomial.fit(data.X[:, 0], data.y, d, domain=[0, 1]) for d in DEGREES]
    train, test = ([((s.y - c(s.X[:, 0])) ** 2).mean() for c in coefs] for s in (data, fresh))
    best = coefs[degree - 1]
    return rv.Fit(x=data.X[:, 0], y=data.y, x_new=fresh.X[:, 0], y_new=fresh.y, curve=best(GRID), degree=degree,
                  label=f"degree {degree}", train_error=train[degree - 1], test_error=test[degree - 1],
                  train_curve=train, test_curve=test, test_curve_se=np.full(7, 0.1),
                  band=(np.array(test) / 2, np.array(test) * 3))


def curves_view(**changes):
    _, ax = rv.canvas()
    settings = {"ylim": (1e-3, 10.0), "log_y": True, "band": "band", "best": ("test_curve", "lowest"),
                "points": {"test_curve": "total"}} | changes
    return rv.CurvesView(ax, "degree", DEGREES, {"train_curve": "train", "test_curve": "test"}, **settings)


@pytest.mark.parametrize(("top", "label"), [(10.0, "0.1"), (1e6, "10^{-1}")])
def test_a_short_log_axis_has_plain_numbers(top, label):
    assert label in curves_view(ylim=(1e-3, top)).ax.yaxis.get_major_formatter()(0.1)


def drawn(view):
    """Everything that moves, as one text."""
    return stage.fragment(view.ax.figure, view.artists)


@pytest.mark.parametrize("degree", [1, 3, 7])
def test_a_fitted_curve_is_drawn_over_its_points(degree):
    view, fit = rv.FitView(rv.canvas()[1], GRID, rv.sine(GRID), fresh=True), polynomial_fit(degree)
    frame = view.ax.get_xlim(), view.ax.get_ylim()
    view.update(fit)
    assert np.array_equal(view._train.get_xydata(), np.column_stack([fit.x, fit.y]))
    assert np.array_equal(view._new.get_xydata(), np.column_stack([fit.x_new, fit.y_new]))
    assert np.array_equal(view._curve.get_xydata(), np.column_stack([GRID, fit.curve]))
    assert f"degree {degree}" in view._title.get_text() and f"Degree {degree}:" in view.describe(fit)
    assert (view.ax.get_xlim(), view.ax.get_ylim()) == frame


def test_several_panels_read_their_own_part():
    _, axes = rv.canvas(2)
    views = [rv.FitView(ax, GRID, part=part) for ax, part in zip(axes, ("low", "high"), strict=True)]
    fit = rv.Fit(low=polynomial_fit(1), high=polynomial_fit(6))
    for view in views:
        view.update(fit)
    assert np.array_equal(views[0]._curve.get_ydata(), fit.low.curve)
    assert np.array_equal(views[1]._curve.get_ydata(), fit.high.curve)
    assert views[0].describe(fit) != views[1].describe(fit)


@pytest.mark.parametrize("degree", [1, 4, 7])
def test_curves_and_their_markers_are_those_of_the_fit(degree):
    view, fit = curves_view(), polynomial_fit(degree)
    frame = view.ax.get_xlim(), view.ax.get_ylim()
    view.update(fit)
    for name in ("train_curve", "test_curve"):
        curve = getattr(fit, name)
        assert np.array_equal(view._lines[name].get_xydata(), np.column_stack([DEGREES, curve]))
        assert view._here_marks[name].get_xydata().tolist() == [[degree, curve[degree - 1]]]
    assert set(view._cursor.get_xdata()) == {degree}
    assert view._star.get_xydata().tolist() == [[1 + np.argmin(fit.test_curve), min(fit.test_curve)]]
    assert (view.ax.get_xlim(), view.ax.get_ylim()) == frame


def test_the_same_state_draws_the_same_and_another_does_not():
    view = curves_view()
    view.update(polynomial_fit(2))
    first = drawn(view)
    view.update(polynomial_fit(5, seed=1))
    assert drawn(view) != first
    view.update(polynomial_fit(2))
    assert drawn(view) == first


def test_the_band_encloses_what_the_fit_says_and_stays_in_the_frame():
    view, fit = curves_view(), polynomial_fit(3)
    view.update(fit)
    low, high = (np.clip(edge, 1e-3, 10.0) for edge in fit.band)
    outline = view._band.get_xy()
    assert np.allclose(outline[:7], np.column_stack([DEGREES, low]))
    assert np.allclose(outline[7:14], np.column_stack([DEGREES[::-1], high[::-1]]))


def test_bars_reach_two_standard_errors():
    view, fit = curves_view(), polynomial_fit(3)
    view.update(fit)
    ends = view._bars["test_curve"].get_ydata().reshape(7, 3)[:, :2]
    assert np.allclose(ends.mean(axis=1), fit.test_curve) and np.allclose(np.diff(ends)[:, 0], 0.4)
    xs, ys = bars([1.0, 2.0], np.array([3.0, 4.0]), np.array([0.5, 1.0]))
    assert np.allclose(xs, [1, 1, np.nan, 2, 2, np.nan], equal_nan=True)
    assert np.allclose(ys, [2.5, 3.5, np.nan, 3, 5, np.nan], equal_nan=True)


def test_a_marker_beyond_the_frame_waits_at_its_edge():
    view, fit = curves_view(ylim=(0.05, 0.1)), polynomial_fit(1)
    view.update(fit)
    assert fit.train_curve[0] > 0.1 and view._here_marks["train_curve"].get_ydata()[0] == 0.1


@pytest.mark.parametrize("log_x", [False, True])
def test_between_two_places_the_line_is_read_as_it_is_drawn(log_x):
    view = rv.CurvesView(rv.canvas()[1], "lam", [1.0, 100.0], {"error": "test"}, ylim=(0, 20), log_x=log_x)
    view.update(fit := rv.Fit(lam=10.0, error=[4.0, 12.0]))
    x, y = (getattr(view._here_marks["error"], f"get_{axis}data")()[0] for axis in "xy")
    ends = view.ax.transData.transform([(1, 4), (100, 12)])
    along = (view.ax.transData.transform((x, y)) - ends[0]) / (ends[1] - ends[0])
    assert x == 10 and np.isclose(*along)
    assert f"At lam = 10, mean squared error: held out {number(y)}" in view.describe(fit)


def test_places_that_do_not_rise_are_refused():
    with pytest.raises(ValueError, match="values must rise"):
        rv.CurvesView(rv.canvas()[1], "k", [1, 3, 2], {"error": "test"}, ylim=(0, 1))


def test_words_tell_the_values_and_the_best_place():
    view, fit = curves_view(), polynomial_fit(5)
    words = view.describe(fit)
    assert words.startswith("At degree = 5") and f"training {fit.train_curve[4]:.4f}" in words
    assert f"Held out is lowest at degree = {1 + np.argmin(fit.test_curve)}" in words
    highest = curves_view(best=("test_curve", "highest"))
    assert f"is highest at degree = {1 + np.argmax(fit.test_curve)}" in highest.describe(fit)


def test_quantities_without_a_meaning_get_their_own_mark_and_name():
    names = {"margin": 0, "number_wrong": 1}
    view = rv.CurvesView(rv.canvas()[1], "price", [1.0, 10.0], names, ylim=(0, 5), log_x=True)
    view.update(rv.Fit(price=10.0, margin=[4.0, 2.0], number_wrong=[3.0, 1.0]))
    looks = {(line.get_color(), line.get_linestyle()) for line in view._lines.values()}
    markers = {line.get_marker() for line in view._here_marks.values()}
    assert len(looks) == len(markers) == 2
    assert [text.get_text() for text in view.ax.get_legend().get_texts()] == ["margin", "number wrong"]
