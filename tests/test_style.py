"""Meanings stay apart: in colour-blind eyes, in marker and in dash."""

import re
import warnings
from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb

import regviz as rv
from regviz import style

# Linear-light matrices of Machado, Oliveira and Fernandes (2009), severity 1.
EYES = {
    "normal": np.eye(3),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
}


def lab(color, eye):
    """CIELAB (L, a, b) of a colour as the eye sees it."""
    rgb = np.asarray(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722],
                       [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(EYES[eye] @ linear, 0, 1) / [0.9505, 1, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("together", style.TOGETHER)
def test_colours_used_together_stay_apart_in_every_eye(together, eye):
    for a, b in combinations(together, 2):
        distance = np.linalg.norm(lab(style.MARKS[a].color, eye) - lab(style.MARKS[b].color, eye))
        assert distance > 15, f"{a} and {b} look alike with {eye}: distance {distance:.0f}"


@pytest.mark.parametrize("together", style.TOGETHER)
def test_nothing_is_told_by_colour_alone(together):
    for a, b in combinations(together, 2):
        assert style.MARKS[a].marker != style.MARKS[b].marker
        assert style.MARKS[a].dash != style.MARKS[b].dash


@pytest.mark.parametrize("name", style.MARKS)
def test_every_colour_stands_out_from_the_white_paper(name):
    contrast = 105 / (lab(style.MARKS[name].color, "normal")[0] + 5)
    assert contrast > 1.4


def test_features_repeat_a_look_only_after_forty():
    looks = [(line["color"], line["linestyle"]) for line in map(style.feature_line, range(40))]
    assert len(set(looks)) == 40


def test_presenter_text_is_eighteen_points_at_1080p():
    try:
        rv.presenter()
        _, ax = rv.canvas()
        css_pixels_per_point = 96 / 72
        texts = [ax.title, ax.xaxis.label, *ax.get_xticklabels(), *ax.get_yticklabels()]
        assert min(t.get_fontsize() for t in texts) >= 18 * css_pixels_per_point
    finally:
        rv.presenter(False)
    assert rv.canvas()[1].title.get_fontsize() < 18


def test_the_readers_own_settings_are_left_alone():
    before = dict(mpl.rcParams)
    rv.canvas(2)
    assert dict(mpl.rcParams) == before


def test_the_last_panel_takes_what_is_left_of_its_row():
    for n_panels in (1, 2, 3, 4, 5):
        fig, _ = rv.canvas(n_panels)
        fig.draw_without_rendering()
        assert max(ax.get_position().x1 for ax in fig.axes) - fig.axes[-1].get_position().x1 < 0.02
    assert fig.axes[-1].get_position().width > 1.5 * fig.axes[0].get_position().width


@pytest.mark.parametrize("bad", [{"n_panels": 0}, {"n_panels": 2, "columns": 0}])
def test_canvas_refuses_nonsense(bad):
    with pytest.raises(ValueError, match="at least 1"):
        rv.canvas(**bad)


def test_letters_that_no_font_has_raise_no_warning_and_other_warnings_come_through():
    _, ax = rv.canvas()
    ax.set_title("\U000e0fff")  # in no font
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        with style.any_letter():
            ax.figure.draw_without_rendering()
            warnings.warn("something else", stacklevel=1)
    assert [str(warning.message) for warning in heard] == ["something else"]


def test_only_fonts_that_are_installed_are_asked_for(caplog):
    with style.context():
        families = mpl.rcParams["font.family"]
        _, ax = rv.canvas()
        ax.set_title("价格 価格 가격")
        ax.figure.draw_without_rendering()
    assert families[0] == "sans-serif" and set(families[1:]) <= set(style.EAST_ASIAN)
    assert not caplog.records


TURN = np.array([[-0.574, 1.430, 0.144], [0.426, 0.430, 0.144], [0.426, 1.430, -0.856]])


def in_the_dark(color):
    """A colour as the page's dark theme shows it: the filters of its style sheet, in sRGB."""
    sheet = (Path(style.__file__).parent / "page" / "flipbook.css").read_text("utf-8")
    amount = float(re.search(r"filter: invert\(([\d.]+)\) hue-rotate\(180deg\)", sheet)[1])
    inverted = amount + (1 - 2 * amount) * np.asarray(to_rgb(color))
    return tuple(np.clip(TURN @ inverted, 0, 1))


def contrast(one, other):
    """The contrast of two colours after WCAG 2."""
    lights = []
    for color in (one, other):
        rgb = np.asarray(to_rgb(color))
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        lights.append(0.05 + linear @ [0.2126, 0.7152, 0.0722])
    return max(lights) / min(lights)


@pytest.mark.parametrize("theme", [to_rgb, in_the_dark])
def test_marks_and_features_stand_out_from_the_paper_in_both_themes(theme):
    paper = theme("white")
    colors = [mark.color for mark in style.MARKS.values()]
    for color in (*colors, *style.FEATURE_COLORS, style.ZERO, style.NOW):
        assert contrast(theme(color), paper) > 2.8, color
    assert contrast(theme("black"), paper) > 12


@pytest.mark.parametrize("together", style.TOGETHER)
def test_colours_used_together_stay_apart_in_the_dark(together):
    for a, b in combinations(together, 2):
        one, other = (lab(in_the_dark(style.MARKS[name].color), "normal") for name in (a, b))
        assert np.linalg.norm(one - other) > 15, (a, b)
