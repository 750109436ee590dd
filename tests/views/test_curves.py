"""Views of curves: what is drawn is what the fit says, and the frame stands still."""

import numpy as np
import pytest
from pictures import assert_only_parts_move, frame

import regviz as rv
from regviz.core.formatting import number
from regviz.page.flipbook import fragment

DEGREES = np.arange(1, 8)


def polynomial_fit(degree, seed=0):
    data, fresh = rv.wave(20, 0.3, seed), rv.wave(50, 0.3, seed + 100)
    fits = [np.polynomial.Polynomial.fit(data.X[:, 0], data.y, d, domain=[0, 1]) for d in DEGREES]
    train, test = ([((s.y - fit(s.X[:, 0])) ** 2).mean() for fit in fits] for s in (data, fresh))
    return rv.Fit(degree=degree, train_curve=train, test_curve=test, test_curve_se=np.full(7, 0.1),
                  band=(np.array(test) / 2, np.array(test) * 3))


def curves_view(**changes):
    settings = {"ylim": (1e-3, 10.0), "log_y": True, "band": "band",
                "best": ("test_curve", "lowest"), "points": {"test_curve": "total"}} | changes
    curves = {"train_curve": "train", "test_curve": "test"}
    return rv.CurvesView(rv.canvas()[1], "degree", DEGREES, curves, **settings)


@pytest.mark.parametrize("top", [10.0, 1e6])
def test_a_log_axis_has_plain_numbers(top):
    view = curves_view(ylim=(1e-3, top))
    written = view.ax.yaxis.get_major_formatter()
    assert [written(value) for value in (0.1, 1, 1000)] == ["0.1", "1", "1000"]
    view.ax.figure.draw_without_rendering()
    assert not any("$" in label.get_text() for label in view.ax.get_yticklabels())


@pytest.mark.parametrize("degree", [1, 4, 7])
def test_curves_and_their_markers_are_those_of_the_fit(degree):
    view, fit = curves_view(), polynomial_fit(degree)
    still = frame(view.ax)
    view.update(fit)
    for name in ("train_curve", "test_curve"):
        curve = getattr(fit, name)
        drawn = view.parts["curves"][name].get_xydata()
        assert np.array_equal(drawn, np.column_stack([DEGREES, curve]))
        assert view.parts["here"][name].get_xydata().tolist() == [[degree, curve[degree - 1]]]
    assert set(view.parts["cursor"].get_xdata()) == {degree}
    best = [[1 + np.argmin(fit.test_curve), min(fit.test_curve)]]
    assert view.parts["best"].get_xydata().tolist() == best
    assert frame(view.ax) == still


def test_the_same_state_draws_the_same_and_another_does_not():
    view = curves_view()
    pages = []
    for fit in (polynomial_fit(2), polynomial_fit(5, seed=1), polynomial_fit(2)):
        view.update(fit)
        pages.append(fragment(view.ax.figure, view.artists))
    assert pages[0] == pages[2] != pages[1]


def test_the_band_encloses_what_the_fit_says_and_stays_in_the_frame():
    view, fit = curves_view(), polynomial_fit(3)
    view.update(fit)
    low, high = (np.clip(edge, 1e-3, 10.0) for edge in fit.band)
    outline = view.parts["band"].get_xy()
    assert np.allclose(outline[:7], np.column_stack([DEGREES, low]))
    assert np.allclose(outline[7:14], np.column_stack([DEGREES[::-1], high[::-1]]))


def test_bars_reach_two_standard_errors():
    view, fit = curves_view(), polynomial_fit(3)
    view.update(fit)
    bars = view.parts["bars"]["test_curve"].get_xydata().reshape(7, 3, 2)
    assert np.array_equal(bars[:, :2, 0], np.column_stack([DEGREES, DEGREES]))
    assert np.allclose(bars[:, :2, 1].mean(axis=1), fit.test_curve)
    assert np.allclose(np.diff(bars[:, :2, 1])[:, 0], 0.4) and np.isnan(bars[:, 2, 1]).all()


def test_a_marker_beyond_the_frame_waits_at_its_edge():
    view, fit = curves_view(ylim=(0.05, 0.1)), polynomial_fit(1)
    view.update(fit)
    assert fit.train_curve[0] > 0.1
    assert view.parts["here"]["train_curve"].get_ydata()[0] == 0.1


@pytest.mark.parametrize("log_x", [False, True])
def test_between_two_places_the_line_is_read_as_it_is_drawn(log_x):
    _, ax = rv.canvas()
    view = rv.CurvesView(ax, "lam", [1.0, 100.0], {"error": "test"}, ylim=(0, 20), log_x=log_x)
    view.update(fit := rv.Fit(lam=10.0, error=[4.0, 12.0]))
    (x, y), = view.parts["here"]["error"].get_xydata()
    ends = ax.transData.transform([(1, 4), (100, 12)])
    along = (ax.transData.transform((x, y)) - ends[0]) / (ends[1] - ends[0])
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
    highest = curves_view(best=("test_curve", "highest"), points=None).describe(fit)
    assert f"is highest at degree = {1 + np.argmax(fit.test_curve)}" in highest


def test_quantities_without_a_meaning_get_their_own_mark_and_name():
    names = {"margin": 0, "number_wrong": 1}
    view = rv.CurvesView(rv.canvas()[1], "price", [1.0, 10.0], names, ylim=(0, 5), log_x=True)
    view.update(rv.Fit(price=10.0, margin=[4.0, 2.0], number_wrong=[3.0, 1.0]))
    lines, markers = view.parts["curves"].values(), view.parts["here"].values()
    assert len({(line.get_color(), line.get_linestyle()) for line in lines}) == 2
    assert len({marker.get_marker() for marker in markers}) == 2
    legend = [text.get_text() for text in view.ax.get_legend().get_texts()]
    assert legend == ["margin", "number wrong"]


def error_view():
    lams = np.geomspace(0.1, 10, 41)
    test = (np.log(lams) - 0.5) ** 2 + 2
    view = rv.ErrorView(rv.canvas()[1], lams, lams, test)
    fits = [rv.Fit(lam=lam, train_error=lam, test_error=(np.log(lam) - 0.5) ** 2 + 2)
            for lam in (0.2, lams[test.argmin()], 5.0)]
    return view, fits, lams[test.argmin()]


def test_the_errors_of_a_path_stay_and_their_marks_move():
    view, fits, _ = error_view()
    assert_only_parts_move(view, fits[0], fits[2], largest=3000)
    for name, marker in view.parts["here"].items():
        assert marker.get_xydata().tolist() == [[fits[0].lam, getattr(fits[0], name)]]


def test_words_about_the_errors_say_the_side_of_the_lowest_point():
    view, fits, lowest = error_view()
    for fit, side in zip(fits, ("left of", "at", "right of"), strict=True):
        words = view.describe(fit)
        assert f"this is {side} the lowest" in words and number(lowest) in words
        assert f"Training error {number(fit.train_error)}" in words


def still_view(**options):
    known = {"train_curve": [3.0, 2.0, 1.0, 0.5, 0.4, 0.3, 0.2],
             "test_curve": [4.0, 3.0, 2.0, 2.5, 3.0, 4.0, 5.0]}
    meanings = {"train_curve": "train", "test_curve": "test"}
    return rv.views.curves.StillCurvesView(rv.canvas()[1], "degree", DEGREES, known, meanings,
                                           ylim=(0, 4.5), **options), known


def test_curves_that_stay_are_drawn_once_and_their_marks_move():
    view, known = still_view(best=("test_curve", "lowest"))
    for name, curve in known.items():
        assert list(view.ax.lines[list(known).index(name)].get_ydata()) == curve
    stars = [line for line in view.ax.lines if line.get_label() == "lowest"]
    assert [line.get_xydata().tolist() for line in stars] == [[[3.0, 2.0]]]
    assert_only_parts_move(view, rv.Fit(degree=2), rv.Fit(degree=6), largest=3000)
    for name, curve in known.items():
        assert view.parts["here"][name].get_xydata().tolist() == [[2.0, curve[1]]]
    assert set(view.parts) == {"cursor", "here"}
    assert view.describe(rv.Fit(degree=2)) == (
        "At degree = 2, mean squared error: training 2, held out 3. "
        "Held out is lowest at degree = 3.")


@pytest.mark.parametrize("log_x", [False, True])
def test_three_per_cent_of_room_on_each_side(log_x):
    view = rv.CurvesView(rv.canvas()[1], "lam", [1.0, 100.0], {"error": "test"}, ylim=(0, 20),
                         log_x=log_x)
    low, high = view.ax.transAxes.inverted().transform(
        view.ax.transData.transform([(1.0, 0.0), (100.0, 0.0)]))[:, 0]
    assert low == pytest.approx(0.03 / 1.06) == pytest.approx(1 - high)
    assert (view.ax.get_xlabel() == "lam") == (not log_x)


def test_what_stands_above_what():
    """Marks over the cursor, the curves over the band, and thin lines under both."""
    view = curves_view(still={"test": np.ones(7)})
    height = {name: view.parts[name].get_zorder() for name in ("band", "cursor", "best")}
    for name in ("curves", "here", "points", "bars"):
        height[name] = min(part.get_zorder() for part in view.parts[name].values())
    thin = min(line.get_zorder() for line in view.ax.lines)
    assert height["band"] < thin < height["curves"] < height["points"] < height["best"]
    assert height["best"] < height["here"] and height["cursor"] < height["here"]
