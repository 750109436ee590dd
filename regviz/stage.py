"""The picture on the page: a still background drawn once, and the moving artists as one small SVG per state."""

from __future__ import annotations

import io
from contextlib import contextmanager
from pathlib import Path

import anywidget
import matplotlib as mpl
import numpy as np
import traitlets
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import RendererSVG
from PIL import Image

_HERE = Path(__file__).parent
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


def settle(fig) -> None:
    """Lay the figure out once and keep it so: nothing jumps while the model moves."""
    if fig.get_layout_engine() is not None:
        fig.draw_without_rendering()
        fig.set_layout_engine("none")


@contextmanager
def _hidden(artists):
    visible = [a.get_visible() for a in artists]
    for a in artists:
        a.set_visible(False)
    try:
        yield
    finally:
        for a, was in zip(artists, visible, strict=True):
            a.set_visible(was)


def still(fig, scale: float = 1.5) -> bytes:
    """The whole figure as a palette PNG with `scale` device pixels per CSS pixel."""
    canvas = FigureCanvasAgg(fig)
    fig.set_dpi(72 * scale)
    try:
        canvas.draw()
    finally:
        fig.set_dpi(72)
    buffer = io.BytesIO()
    image = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3])
    image.quantize(192, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(buffer, "png")
    return buffer.getvalue()


def background(fig, moving) -> bytes:
    """The figure without its moving artists, sharp on screens of two device pixels per CSS pixel."""
    with _hidden(moving):
        return still(fig, scale=2)


def fragment(fig, moving) -> str:
    """The moving artists alone, as SVG text: a pure function of what they show."""
    width, height = fig.get_size_inches() * 72
    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "regviz", "svg.fonttype": "none"}):
        renderer = RendererSVG(width, height, buffer, image_dpi=144, metadata=dict(_NO_METADATA))
        for artist in sorted(moving, key=lambda a: a.get_zorder()):
            artist.draw(renderer)
        renderer.finalize()
    text = buffer.getvalue()
    return text[text.index("<svg"):]


class Stage(anywidget.AnyWidget):
    """The picture in the browser. `plan` says how controls make a key, `page` is the first page.

    Messages in: `hello` (a browser has opened the picture), `want` (a page that is not there), `tool`.
    Messages out: `pages`, `trouble`, `clear`, `file`, `copy`.
    """

    _esm = _HERE / "stage.js"
    _css = _HERE / "stage.css"
    plan = traitlets.Dict().tag(sync=True)
    background = traitlets.Bytes().tag(sync=True)
    page = traitlets.Dict().tag(sync=True)
    locked = traitlets.Unicode("").tag(sync=True)
