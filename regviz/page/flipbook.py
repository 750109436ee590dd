"""The picture on the page: a still background drawn once, and the moving artists as one small SVG per state."""

from __future__ import annotations

import asyncio
import io
import threading
import time
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from types import NoneType

import anywidget
import matplotlib as mpl
import numpy as np
import traitlets
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.layout_engine import PlaceHolderLayoutEngine
from PIL import Image

HERE = Path(__file__).parent
SCRIPT = "".join((HERE / name).read_text("utf-8") for name in ("controls.js", "export.js", "flipbook.js"))
PAUSE = 0.003  # seconds between two steps, for messages to come in: the next move never waits for more than one
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
_drawing = threading.RLock()


def alone(draw):
    """Let one thread draw at a time: a kernel may answer a slider in a thread of its own while a cell runs."""
    @wraps(draw)
    def wrapped(*args, **kwargs):
        with _drawing:
            return draw(*args, **kwargs)
    return wrapped


def settle(fig) -> None:
    """Lay the figure out once and keep it so: nothing jumps while the model moves."""
    if not isinstance(fig.get_layout_engine(), (NoneType, PlaceHolderLayoutEngine)):
        fig.draw_without_rendering()
        fig.set_layout_engine("none")


@contextmanager
def hidden(artists):
    shown = [artist for artist in artists if artist.get_visible()]
    for artist in shown:
        artist.set_visible(False)
    try:
        yield
    finally:
        for artist in shown:
            artist.set_visible(True)


def still(fig, scale: float = 1.5) -> bytes:
    """The whole figure as a palette PNG with `scale` device pixels per CSS pixel."""
    canvas = FigureCanvasAgg(fig)
    fig.set_dpi(72 * scale)
    try:
        canvas.draw()
    finally:
        fig.set_dpi(72)
    buffer = io.BytesIO()
    palette(canvas).save(buffer, "png")
    return buffer.getvalue()


def palette(canvas) -> Image.Image:
    """What an Agg canvas shows as a picture of few colours, white staying white."""
    image = Image.fromarray(np.array(canvas.buffer_rgba())[..., :3])
    image = image.quantize(192, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    image.putpalette([255 if level > 251 else level for level in image.getpalette()])
    return image


def background(fig, moving) -> bytes:
    """The figure without its moving artists, sharp on screens of two device pixels per CSS pixel."""
    with hidden(moving):
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
    """Controls and picture in the browser. `plan` says how controls make a key, `page` is the first page.

    Messages in: `hello` (a browser has opened the picture), `want` (a page that is not there), `tool`.
    Messages out: `page`, `trouble`, `note`, `file`, `copy`.
    """

    _esm = SCRIPT
    _css = HERE / "flipbook.css"
    plan = traitlets.Dict().tag(sync=True)
    background = traitlets.Bytes().tag(sync=True)
    page = traitlets.List().tag(sync=True)
    locked = traitlets.Unicode("").tag(sync=True)


class Steps:
    """Runs a generator step by step between messages, and only while every hand rests."""

    hand = 0.0  # when anything in this kernel was last moved

    def __init__(self):
        self._timer = None

    def run(self, steps, sink, rest: float = 0.0) -> bool:
        """Give each thing that `steps` yields to `sink`, beginning `rest` seconds after the last move.

        What ran before is dropped. False, and nothing done, where no event loop runs.
        """
        if self._timer is not None:
            self._timer.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return False

        def step():
            wait = Steps.hand + rest - time.monotonic()
            if wait <= 0:
                try:
                    sink(next(steps))
                except StopIteration:
                    return
            self._timer = loop.call_later(max(wait, PAUSE), step)

        self._timer = loop.call_later(rest, step)
        return True
