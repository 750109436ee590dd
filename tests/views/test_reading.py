"""Whatever a fit holds in a field that a view reads: drawn as it is, or told in words."""

import re

import numpy as np
import pytest
from matplotlib.text import Text

import regviz as rv
from regviz import style
from regviz.views.reading import check, read

NAMES = ("age", "bmi", "bp")
LAMS = np.array([0.1, 1.0, 10.0])
BAD = {
    "none": None,
    "a dict": {"a": 1},
    "text": "high",
    "a text among numbers": [1.0, "high", 2.0],
    "NaN": np.full(3, np.nan),
    "infinity": [1.0, np.inf, 2.0],
    "complex": np.array([1j, 2, 3]),
    "another shape": np.zeros((2, 2, 2)),
    "lists of two lengths": [[1, 2], [3]],
}


class Path:
    knots = (1.0,)

    def __call__(self, lams):
        return np.outer(1 / np.asarray(lams), [1.0, -1.0, 0.5])


def axes():
    return rv.canvas()[1]


def bowl_and_ball():
    return rv.touch(rv.Bowl((1.0, 2.0), np.eye(2)), rv.Ball("l1", 1.0))


CV = rv.Fit(lams=LAMS, errors=np.ones((4, 3)), mean=np.ones(3), se=np.ones(3), lam_min=0.1,
            lam_1se=1.0)
STATE = {"x": [0.1, 0.5], "y": [1.0, 2.0], "curve": [1.0, 2.0, 3.0], "label": "degree 2",
         "train_error": 0.5, "test_error": 0.7}
# Of each view a maker, a fit that it can draw, and the fields that hold numbers.
VIEWS = {
    "BarsView": (lambda: rv.BarsView(axes(), NAMES, 2.0), {"coef": [1.0, 0.0, -1.0], "df": 2.0}),
    "EffectsView": (lambda: rv.EffectsView(axes(), NAMES, ["lasso"], 2.0),
                    {"effects": {"lasso": [1.0, 0.0, -1.0]}}),
    "WeightsView": (lambda: rv.WeightsView(axes(), 3, ["lasso"], 2.0),
                    {"weights": {"truth": [1.0, 0, 0], "lasso": [0.5, 0, 0]}}),
    "PathView": (lambda: rv.PathView(axes(), Path(), LAMS, NAMES),
                 {"lam": 1.0, "coef": [1.0, -1.0, 0.5]}),
    "MixPathView": (lambda: rv.MixPathView(axes(), LAMS, NAMES, (-9, 9)),
                    {"lam": 1.0, "l1_ratio": 0.5, "coef": [1.0, -1.0, 0.5],
                     "path": np.ones((3, 3))}),
    "AgreementView": (lambda: rv.AgreementView(axes(), [1.0, 2.0, 3.0]),
                      {"predicted": [1.0, 2.0, 2.5]}),
    "GeometryView": (lambda: rv.GeometryView(axes()), {"touch": bowl_and_ball()}),
    "CVView": (lambda: rv.CVView(axes(), CV), {"lam": 1.0, "cv_error": 1.0}),
    "CurvesView": (lambda: rv.CurvesView(axes(), "k", range(3), {"error": "test"}, ylim=(0, 5)),
                   {"k": 1, "error": [1.0, 2.0, 3.0]}),
    "StillCurvesView": (lambda: rv.StillCurvesView(
        axes(), "k", range(3), {"error": [1.0, 2, 3]}, {"error": "test"}, ylim=(0, 5)), {"k": 1}),
    "ErrorView": (lambda: rv.ErrorView(axes(), LAMS, [1.0, 2, 3], [3.0, 2, 4]),
                  {"lam": 1.0, "train_error": 1.0, "test_error": 2.0}),
    "FitView": (lambda: rv.FitView(axes(), [0, 0.5, 1]), STATE),
}
CASES = [(name, field) for name, (_, good) in VIEWS.items() for field in good if field != "label"]


def test_every_view_that_draws_numbers_is_here():
    views = {name for name in rv.views.__all__ if name.endswith("View")} - {"View"}
    assert views == set(VIEWS)


@pytest.mark.parametrize("name", VIEWS)
def test_a_good_fit_is_drawn(name):
    make, good = VIEWS[name]
    view = make()
    view.update(rv.Fit(**good))
    assert view.describe(rv.Fit(**good))


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize(("name", "field"), CASES)
def test_what_a_view_cannot_read_is_told_with_the_field(name, field, bad):
    make, good = VIEWS[name]
    with pytest.raises((TypeError, ValueError), match=rf"fit\.{field}\b.* must (be|map) "):
        make().update(rv.Fit(**good | {field: BAD[bad]}))


@pytest.mark.parametrize("name", VIEWS)
def test_texts_lie_in_the_figure_and_none_is_larger_than_a_title(name):
    make, good = VIEWS[name]
    view = make()
    view.update(rv.Fit(**good))
    view.ax.figure.draw_without_rendering()
    frame, largest = view.ax.figure.bbox.padded(2), 1.3 * style.sizes().text
    ticks = {*view.ax.get_xticklabels(), *view.ax.get_yticklabels()}  # also those beyond the limits
    for text in set(view.ax.figure.findobj(Text)) - ticks:
        if text.get_visible() and text.get_text():
            box = text.get_window_extent()
            assert text.get_fontsize() <= largest, text
            assert frame.y0 <= box.y0 and box.y1 <= frame.y1, text


@pytest.mark.parametrize(("bad", "came"), [
    ("none", "nothing (None)"), ("a dict", "a dict"), ("text", "text"), ("NaN", "NaN"),
    ("complex", "complex numbers"), ("another shape", "2 × 2 × 2 numbers")])
def test_what_came_is_named(bad, came):
    make, good = VIEWS["BarsView"]
    with pytest.raises((TypeError, ValueError), match=re.escape(came)):
        make().update(rv.Fit(**good | {"coef": BAD[bad]}))


@pytest.mark.parametrize("name", ["EffectsView", "WeightsView"])
@pytest.mark.parametrize("bad", BAD)
def test_what_a_view_cannot_read_within_a_field_is_told(name, bad):
    make, good = VIEWS[name]
    (field, values), = good.items()
    with pytest.raises((TypeError, ValueError), match=rf"fit\.{field}\['lasso'\] must be 3 finite"):
        make().update(rv.Fit(**{field: values | {"lasso": BAD[bad]}}))


@pytest.mark.parametrize(("name", "field"), CASES)
def test_a_field_that_is_missing_is_told(name, field):
    make, good = VIEWS[name]
    with pytest.raises(AttributeError, match=re.escape(f"reads fit.{field}, but fit(...)")):
        make().update(rv.Fit(**{key: value for key, value in good.items() if key != field}))


def test_an_explorer_tells_it_and_draws_the_next_state():
    fig, ax = rv.canvas()
    explorer = rv.Explorer(fig, [rv.BarsView(ax, NAMES, 2.0)],
                           lambda k: rv.Fit(coef=[1.0, [0.0, np.nan][k], 2.0], df=2.0),
                           k=rv.slider(0, 1))
    good = explorer.frame("0")
    with pytest.raises(ValueError, match=r"fit.coef must be 3 finite numbers: it holds NaN"):
        explorer.set(k=1)
    assert explorer.frame("0") == good


def test_a_curve_may_have_gaps_and_the_best_place_is_not_in_one():
    view = rv.CurvesView(axes(), "k", range(3), {"error": "test"}, ylim=(0, 5),
                         best=("error", "lowest"))
    fit = rv.Fit(k=2, error=[np.nan, 2.0, 3.0])
    view.update(fit)
    assert view.parts["best"].get_xdata() == [1]
    assert "lowest at k = 1" in view.describe(fit)


@pytest.mark.parametrize("value", [1, 1.5, True, np.float32(2), np.array(3), np.int64(4)])
def test_one_number_comes_as_a_float(value):
    found = check(value, "it")
    assert type(found) is float and found == value


def test_any_length_and_rows():
    assert read(rv.Fit(x=[1, 2]), "x", (None,)).tolist() == [1.0, 2.0]
    assert read(rv.Fit(x=[[1, 2]]), "x", (None, 2)).shape == (1, 2)
    with pytest.raises(ValueError, match="fit.x must be n × 2 finite numbers: got 1 × 3 numbers"):
        read(rv.Fit(x=[[1, 2, 3]]), "x", (None, 2))
