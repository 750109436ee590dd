"""Drawing for the page: a background that stays, and what moves as one small SVG for each state."""

import ctypes
import io
import re
import threading
from contextlib import contextmanager
from functools import cache, wraps
from types import NoneType

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.layout_engine import PlaceHolderLayoutEngine
from PIL import Image

from regviz import style

MARGIN = 4  # pixels around what is drawn in a panel
HEAVY = 400_000  # characters: a background with more is sent as a bitmap
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
_PLACES = re.compile(r' (d|x|y|points|transform)="([^"]*)"')
_NUMBER = re.compile(r"-?\d+\.\d+")
drawing = threading.RLock()


def alone(draw):
    """Let one thread draw at a time: a kernel may answer a slider while a cell runs."""
    @wraps(draw)
    def wrapped(*args, **kwargs):
        with drawing:
            return draw(*args, **kwargs)
    return wrapped


@style.any_letter()
def settle(fig, views=(), fit=None) -> None:
    """Lay the figure out once and keep it so: nothing jumps while the model moves. Views that place
    names by pixels are brought to `fit` again, since the panels have another size now."""
    if not isinstance(fig.get_layout_engine(), (NoneType, PlaceHolderLayoutEngine)):
        fig.draw_without_rendering()
        fig.set_layout_engine("none")
        for view in views:
            view.update(fit)


@contextmanager
def hidden(artists):
    """Without these artists inside the `with`."""
    shown = [artist for artist in artists if artist.get_visible()]
    for artist in shown:
        artist.set_visible(False)
    try:
        yield
    finally:
        for artist in shown:
            artist.set_visible(True)


@style.any_letter()
def still(fig, scale: float = 1.5) -> bytes:
    """The whole figure as a palette PNG with `scale` device pixels per CSS pixel."""
    canvas = FigureCanvasAgg(fig)
    fig.set_dpi(72 * scale)
    renderer = canvas.get_renderer()
    for name in ("draw_text", "get_text_width_height_descent"):
        setattr(renderer, name, _in_letters_here(fig, getattr(renderer, name)))
    try:
        canvas.draw()
    finally:
        fig.set_dpi(72)
    buffer = io.BytesIO()
    palette(canvas).save(buffer, "png")
    return buffer.getvalue()


def give_back(fig) -> None:
    """Free what drawing a figure has taken, about 8 MB: the bitmap that its canvas keeps, and what
    was freed before."""
    FigureCanvasAgg(fig)
    trim()


def trim() -> None:
    """Give back what glibc keeps of memory that was freed."""
    if function := _trimmer():
        function(0)


@cache
def _trimmer():
    """The function of the C library that does it, or None."""
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None


def _in_letters_here(fig, method):
    """A method of a renderer that gets a text among its arguments, with letters that are there."""
    def wrapped(*args, **options):
        return method(*(style.in_letters_here(fig, part) if isinstance(part, str) else part
                        for part in args), **options)
    return wrapped


def palette(canvas) -> Image.Image:
    """What an Agg canvas shows as a picture of few colours, white staying white."""
    image = Image.fromarray(np.array(canvas.buffer_rgba())[..., :3])
    image = image.quantize(192, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    image.putpalette([255 if level > 251 else level for level in image.getpalette()])
    return image


def background(fig, moving) -> str | bytes:
    """The figure without its moving artists: SVG text, sharp at every size, or PNG if that is
    lighter by far."""
    with hidden(moving):
        text = _svg(fig, fig.draw)
        return text if len(text) < HEAVY else still(fig, scale=2)


def fragment(fig, moving) -> str:
    """The moving artists alone, as SVG text: a pure function of what they show."""
    def draw(renderer):
        for artist in sorted(moving, key=lambda a: a.get_zorder()):
            artist.draw(renderer)
    return _svg(fig, draw)


@style.any_letter()
def _svg(fig, draw) -> str:
    """What `draw(renderer)` draws, as SVG text with places to a hundredth of a pixel."""
    width, height = fig.get_size_inches() * 72
    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "regviz", "svg.fonttype": "none"}):
        renderer = RendererSVG(width, height, buffer, image_dpi=144, metadata=dict(_NO_METADATA))
        draw(renderer)
        renderer.finalize()
    text = buffer.getvalue()
    return rounded(text[text.index("<svg"):], 2)


def rounded(text: str, digits: int) -> str:
    """SVG text with its places rounded; the numbers that are texts stay as they are."""
    def short(number):
        place = round(float(number[0]), digits) + 0.0  # -0 becomes 0
        return f"{place:.{digits}f}".rstrip("0").rstrip(".")

    def attribute(found):
        places = _NUMBER.sub(short, found[2])
        return f' {found[1]}="{" ".join(places.split())}"'
    return _PLACES.sub(attribute, text)


def blank(fig) -> Figure:
    """A figure of the same size with empty axes: frames and the names of the axes, no more.

    The frames stand at their places in the grid, whatever is drawn in them and however wide their
    numbers are, so nothing in the picture depends on data.
    """
    with style.context():
        empty = Figure(figsize=fig.get_size_inches(), dpi=72)
        empty.subplots_adjust(left=0.08, right=0.97, bottom=0.1, top=0.94)
        FigureCanvasAgg(empty)
        for ax in fig.axes:
            place = ax.get_subplotspec()
            if place is None:
                continue
            frame = empty.add_subplot(place, xticks=[], yticks=[])
            for mine, its in ((frame.xaxis, ax.xaxis), (frame.yaxis, ax.yaxis)):
                mine.set_label_text(its.label.get_text(), parse_math=its.label.get_parse_math())
    return empty


@style.any_letter()
def panels(fig) -> list[list[float]]:
    """What part of the figure each panel takes, with its labels, in reading order: (left, top,
    right, bottom) as shares of the figure. Rows and columns meet half way between two panels."""
    return _panels(fig, _boxes(fig))


def _boxes(fig) -> list:
    """What each axes takes with its labels, in pixels."""
    renderer = fig.canvas.get_renderer()
    return [ax.get_tightbbox(renderer) for ax in fig.axes]


def _panels(fig, boxes):
    width, height = fig.bbox.size
    rows = {}
    for ax, box in zip(fig.axes, boxes, strict=True):
        place = ax.get_subplotspec()
        rows.setdefault(place.rowspan.start if place else 0, []).append(box)
    levels = _edges([(height - max(b.y1 for b in row), height - min(b.y0 for b in row))
                     for row in rows.values()], height)
    found = []
    for row, top, bottom in zip(rows.values(), levels, levels[1:], strict=False):
        sides = _edges([(box.x0, box.x1) for box in row], width)
        found += [[left, top, right, bottom]
                  for left, right in zip(sides, sides[1:], strict=False)]
    return found


@style.any_letter()
def filled(fig) -> list[list[float]]:
    """What of each of the `panels` is drawn in now, as shares of the figure."""
    width, height = fig.bbox.size
    boxes = _boxes(fig)
    found = []
    for left, top, right, bottom in _panels(fig, boxes):
        own = [box for box in boxes if left <= (box.x0 + box.x1) / 2 / width <= right
               and top <= 1 - (box.y0 + box.y1) / 2 / height <= bottom]
        if not own:  # an axes of two rows has its middle in one of them
            found.append([left, top, right, bottom])
            continue
        found.append([max(left, (min(box.x0 for box in own) - MARGIN) / width),
                      max(top, 1 - (max(box.y1 for box in own) + MARGIN) / height),
                      min(right, (max(box.x1 for box in own) + MARGIN) / width),
                      min(bottom, 1 - (min(box.y0 for box in own) - MARGIN) / height)])
    return found


def _edges(spans, whole) -> list[float]:
    """Where neighbouring spans part, from 0 to 1, as shares of `whole`."""
    inner = [float(before[1] + after[0]) / 2 / float(whole)
             for before, after in zip(spans, spans[1:], strict=False)]
    return [0.0, *inner, 1.0]
