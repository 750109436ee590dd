"""What views share: named parts, labels that stay apart, and names of any length and script."""

import logging
import warnings

import numpy as np
import pytest
from matplotlib.text import Text

import regviz as rv
from regviz import style
from regviz.page.flipbook import fragment
from regviz.views import base

LAMS = np.geomspace(0.01, 10, 21)
LONG = "the number of rooms with a window to the garden, corrected once"
assert len(LONG) == 63
NAMES = (LONG, "$price_$", "$a^2", "价格按月计算", "価格", "가격", r"\frac{x}", "")


def test_a_legend_above_stands_in_one_row_and_a_plane_has_a_tick_at_each_step():
    fig, ax = rv.canvas()
    for k in range(4):
        ax.plot([0, 1], [0, k], label=f"curve {k}")
    base.legend_above(ax)
    fig.draw_without_rendering()
    texts = ax.get_legend().get_texts()
    assert len({round(text.get_window_extent().y0) for text in texts}) == 1
    for step, ticks in (({}, range(-3, 4)), ({"step": 2.0}, range(-2, 3, 2))):
        base.plane(ax, -3, 3, **step)
        assert ax.get_xticks().tolist() == ax.get_yticks().tolist() == list(ticks)


def test_a_zero_line_lies_under_every_line_that_is_drawn():
    ax = rv.canvas()[1]
    base.zero_line(ax, x=0, y=0)
    assert max(line.get_zorder() for line in ax.lines) < ax.plot([0, 1])[0].get_zorder()


def test_parts_are_kept_by_name_and_drawn_in_the_order_in_which_they_were_made():
    view = base.View()
    view.ax = rv.canvas()[1]
    line = view.plot("line", color="black")
    pair = view.part("pair", {"left": view.ax.text(0, 0, "a"), "right": view.ax.text(0, 0, "b")})
    many = view.part("many", [view.ax.text(0, 0, "c"), view.ax.text(0, 0, "d")])
    assert view.parts == {"line": line, "pair": pair, "many": many}
    assert view.artists == (line, *pair.values(), *many)
    assert base.View().artists == ()


@pytest.mark.parametrize("verb", ["update", "describe"])
def test_a_view_without_its_verbs_says_which_is_missing(verb):
    with pytest.raises(NotImplementedError, match=rf"View must define {verb}\(fit\)"):
        getattr(base.View(), verb)(rv.Fit())


@pytest.mark.parametrize("seed", range(20))
def test_spread_keeps_labels_apart_in_order_and_inside(seed):
    values = np.random.default_rng(seed).normal(size=12)
    placed = base.spread(values, 0.3, -4.0, 4.0)
    ranked = placed[np.argsort(values, kind="stable")]
    assert np.all(np.diff(ranked) >= 0.3 - 1e-9)
    assert placed.min() >= -4 - 1e-9 and placed.max() <= 4 + 1e-9
    far = np.array([-3.0, 0.0, 3.0])
    assert np.allclose(base.spread(far, 0.3, -4, 4), far)


def test_spread_moves_labels_no_farther_than_it_must():
    rng = np.random.default_rng(1)
    values = np.sort(rng.normal(size=5))
    placed = base.spread(values, 0.5, -9.0, 9.0)
    others = np.cumsum(rng.uniform(0.5, 1.5, (2000, 5)), axis=1) + rng.normal(-3, 1, (2000, 1))
    assert ((others - values) ** 2).sum(axis=1).min() >= ((placed - values) ** 2).sum() - 1e-12
    assert base.spread([], 0.5, 0.0, 1.0).size == 0


def test_segments_lift_the_pen_between_two_lines():
    start, end = np.array([1.0, 2.0]), np.array([3.0, 5.0])
    lines = base.segments(start, end).reshape(2, 3)
    assert np.array_equal(lines[:, :2], [[1, 3], [2, 5]]) and np.isnan(lines[:, 2]).all()
    points = base.segments(np.zeros((4, 2)), np.ones((4, 2)), np.ones((4, 2)))
    assert points.shape == (16, 2) and np.isnan(points[3::4]).all()


def all_views():
    """A view of each kind that carries names out of data, in all places where it does."""
    p = len(NAMES)
    axes = [rv.canvas()[1] for _ in range(6)]
    path = {"coef": np.arange(p) - 2.0, "lam": 1.0, "df": 3}
    title = f"path for {LONG} in $ or $"

    def straight(lam):
        return np.outer(lam, np.arange(p) - 2.0)

    yield (rv.PathView(axes[0], straight, LAMS, NAMES, title=title, ylabel="$b$",
                       marks={"$": 1.0}), path)
    yield rv.MixPathView(axes[1], LAMS, NAMES, (-1, 1)), path | {"l1_ratio": 0.5,
                                                                 "path": straight(LAMS)}
    yield rv.BarsView(axes[2], NAMES, 5.0, title=title, xlabel="$b$"), path
    effects = {"effects": {"ridge": np.arange(p) * 1.0, "lasso": np.zeros(p)}}
    yield rv.EffectsView(axes[3], NAMES, ["ridge", "lasso"], 5.0, "$b$", title), effects
    measured = {"predicted": np.arange(5.0)}
    yield rv.AgreementView(axes[4], np.arange(5.0), name="$price_$", title=title), measured
    yield (rv.CurvesView(axes[5], "$k_$", [1, 2], {"$loss_$": 0, "e": 1}, ylim=(0, 5), title=title,
                         labels={"e": "$^$"}),
           {"$k_$": 1, "$loss_$": [1, 2], "e": [2, 1]})


def texts(view):
    """All texts of a view, ticks and legend among them."""
    return view.ax.findobj(match=Text)


@pytest.mark.parametrize("place", range(6))
def test_names_of_any_length_and_script_are_drawn_as_they_are_written(place, caplog):
    with warnings.catch_warnings(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error")
        view, fit = list(all_views())[place]
        with style.any_letter():
            view.update(rv.Fit(**fit))
            fragment(view.ax.figure, view.artists)
            view.ax.figure.draw_without_rendering()
    assert not caplog.records
    shown = [text for text in texts(view) if text.get_visible() and "$" in text.get_text()]
    assert shown and not any(text.get_parse_math() for text in shown)


@pytest.mark.parametrize("place", [0, 2, 3])
def test_words_say_a_long_name_whole_and_pictures_say_its_beginning(place):
    view, _ = list(all_views())[place]
    first = np.r_[9.0, np.zeros(len(NAMES) - 1)]
    effects = {"ridge": first, "lasso": first}
    fit = rv.Fit(lam=1.0, coef=first if place == 0 else first - 9, df=1, effects=effects)
    view.update(fit)
    assert LONG in view.describe(fit)
    shown = [text.get_text() for text in texts(view)]
    assert LONG not in shown and any(text.endswith("…") for text in shown)
