"""The picture on the page: laid out once."""

import base64
import io
from xml.etree import ElementTree

import numpy as np
import pytest
from pictures import lasso_explorer
from PIL import Image

import regviz as rv
from regviz.page.flipbook import MARGIN, background, blank, filled, panels, settle, still


def test_a_settled_figure_is_not_drawn_again_to_lay_it_out(monkeypatch):
    fig, ax = rv.canvas(1)
    draws, draw = [], fig.draw_without_rendering
    monkeypatch.setattr(fig, "draw_without_rendering", lambda: draws.append(draw()))
    settle(fig)
    place = ax.get_position().bounds
    ax.set_ylabel("a label that would need more room\nin two lines")
    settle(fig)
    assert len(draws) == 1 and ax.get_position().bounds == place


def test_a_letter_that_no_font_has_is_an_ellipsis_in_a_still_picture():
    def picture(title):
        fig, ax = rv.canvas(1)
        ax.set_title(title)
        settle(fig)
        return still(fig)

    assert picture("a \ue000") == picture("a …") != picture("a b")


def test_an_image_in_a_background_has_twice_the_pixels_of_its_place():
    fig, ax = rv.canvas(1)
    ax.imshow(np.eye(4), aspect="auto", interpolation="nearest")
    settle(fig)
    image = ElementTree.fromstring(background(fig, [])).find(".//{*}image")
    data, = [value for name, value in image.attrib.items() if name.endswith("href")]
    pixels = Image.open(io.BytesIO(base64.b64decode(data.partition(",")[2])))
    assert pixels.width == pytest.approx(2 * float(image.get("width")), rel=0.02)


def test_axes_without_a_place_in_the_grid_leave_no_frame():
    fig, _ = rv.canvas(2)
    fig.add_axes((0.4, 0.4, 0.2, 0.2))
    assert len(blank(fig).axes) == 2


def test_what_is_drawn_is_whole_svg_in_every_state():
    explorer = lasso_explorer()
    for lam in (0.1, 3.0):
        explorer.set(lam=lam)
        for layer in explorer.frame(explorer.key)[1]:
            assert ElementTree.fromstring(layer).tag.endswith("svg")
    assert ElementTree.fromstring(background(explorer.fig, explorer.moving)).tag.endswith("svg")


def test_what_is_filled_lies_in_its_panel_and_around_its_axes():
    fig, axes = rv.canvas(2)
    settle(fig)
    for ax, panel, box in zip(axes, panels(fig), filled(fig), strict=True):
        left, top, right, bottom = box
        assert panel[0] <= left < right <= panel[2] and panel[1] <= top < bottom <= panel[3]
        place = ax.get_position()
        assert left < place.x0 and right > place.x1 - 1e-9
        assert top <= 1 - place.y1 + 1e-9 and bottom > 1 - place.y0
        drawn = ax.get_tightbbox(fig.canvas.get_renderer())
        width, height = fig.bbox.size
        assert left == pytest.approx(max(panel[0], (drawn.x0 - MARGIN) / width))
        assert bottom == pytest.approx(min(panel[3], 1 - (drawn.y0 - MARGIN) / height))


def test_panels_lie_side_by_side_without_gaps():
    fig, axes = rv.canvas(2)
    settle(fig)
    (left, top, middle, bottom), (begin, *_, right, _) = panels(fig)
    assert (left, top, bottom, right) == (0, 0, 1, 1) and middle == begin
    assert axes[0].get_position().x1 < middle < axes[1].get_position().x0
