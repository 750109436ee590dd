"""One colour, marker and dash per meaning; two sizes of text, for a desk and for a projector."""

import re
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, wraps
from weakref import WeakKeyDictionary

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from regviz.core.arguments import check_flag, checked
from regviz.core.verdict import Verdict


@dataclass(frozen=True)
class Mark:
    """How one meaning looks: `color`, `marker`, `dash` and the `label` that names it in words."""

    color: str
    marker: str
    dash: str | tuple
    label: str

    def line(self, **changes) -> dict:
        """Keywords for `Axes.plot`: a line in this meaning's colour and dash."""
        return {"color": self.color, "linestyle": self.dash} | changes

    def points(self, **changes) -> dict:
        """Keywords for `Axes.plot`: markers alone."""
        return {"color": self.color, "linestyle": "none", "marker": self.marker} | changes


MARKS = {
    "ridge": Mark("#0072b2", "D", "-", "ridge"),
    "lasso": Mark("#d55e00", "s", (0, (6, 1.5)), "lasso"),
    "elastic_net": Mark("#117733", "^", (0, (4, 1.2, 1, 1.2)), "elastic net"),
    "ols": Mark("#808080", "v", (0, (1, 1.2)), "least squares"),
    "truth": Mark("#000000", "*", (0, (5, 2)), "truth"),
    "train": Mark("#3b9fe0", "o", (0, (2.5, 0.8)), "training"),
    "test": Mark("#882255", "X", (0, (8, 1.5, 1, 1.5)), "held out"),
    "bias": Mark("#c98500", "v", (0, (4, 1.5)), "bias²"),
    "variance": Mark("#3b9fe0", "o", "-", "variance"),
    "noise": Mark("#777777", "D", (0, (1, 1.2)), "noise"),
    "total": Mark("#332288", "s", (0, (8, 2)), "total"),
}
# Meanings that share a panel: their colours must stay apart in every eye (tests/test_style.py).
TOGETHER = (
    ("ridge", "lasso", "elastic_net", "ols", "truth"),
    ("train", "test", "truth", "ridge", "lasso"),
    ("bias", "variance", "noise", "total"),
)
NOW = "#000000"
FAINT = "#c9cdd2"
ZERO = "#777777"  # lines at zero and other quiet marks
FEATURE_COLORS = ("#0072b2", "#d55e00", "#117733", "#882255", "#b8860b", "#332288", "#5b6770",
                  "#0a8f98", "#a0522d", "#000000")
FEATURE_DASHES = ("-", (0, (6, 1.5)), (0, (1, 1.2)), (0, (4, 1.2, 1, 1.2)))
# Fonts with Chinese, Japanese and Korean letters that systems bring along.
EAST_ASIAN = ("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC",
              "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Microsoft YaHei", "SimHei", "Yu Gothic",
              "Meiryo", "Malgun Gothic", "PingFang SC", "Heiti SC", "Hiragino Sans GB",
              "Hiragino Sans", "Apple SD Gothic Neo", "Arial Unicode MS")


@dataclass(frozen=True)
class Sizes:
    """Sizes in CSS pixels, which at the figure's 72 dots per inch are matplotlib's points."""

    text: float
    line: float
    marker: float
    panel: tuple[int, int]


DESK = Sizes(text=13, line=2.0, marker=7, panel=(480, 370))
# Two panels side by side fit into JupyterLab at 1920 x 1080, so that 24 px stay 24 px.
PROJECTOR = Sizes(text=24, line=3.6, marker=12, panel=(740, 560))
_sizes = DESK
_stand_ins = WeakKeyDictionary()  # figure: {text: what is written for it}


class _Switched:
    """What `presenter` gives back: shown at the end of a cell, it sets the size of the page's own
    text as well."""

    def __init__(self, on: bool):
        self._prose, self._code = (24, 20) if on else (14, 13)  # what JupyterLab begins with
        size = "presenter" if on else "desk"
        self._said = f"Pictures, cards and text from here on are of {size} size."

    def __repr__(self) -> str:
        return self._said

    def _repr_html_(self) -> str:
        return (f"<style>.jp-NotebookPanel {{ --jp-content-font-size1: {self._prose}px; "
                f"--jp-code-font-size: {self._code}px; }} "
                f".jp-NotebookPanel .jp-RenderedHTMLCommon table {{ font-size: {self._code}px; }} "
                f".jp-NotebookPanel :is(.jp-InputPrompt, .jp-OutputPrompt) {{ font-size: 13px; }}"
                f"</style><span>{self._said}</span>")


@checked(on=check_flag)
def presenter(on: bool = True) -> _Switched:
    """Make every figure made after this call legible from the last row: 24 px = 18 pt text, thick
    lines. As the last line of a cell in JupyterLab it enlarges prose and code too.
    """
    global _sizes
    _sizes = PROJECTOR if on else DESK
    Verdict.size = f"{_sizes.text:g}px" if on else ""
    return _Switched(on)


def sizes() -> Sizes:
    """The sizes in force."""
    return _sizes


def presenting() -> bool:
    """True after `presenter()`."""
    return _sizes is PROJECTOR


def feature_line(j: int) -> dict:
    """Colour and dash of feature `j`; the pair repeats only after forty features."""
    n = len(FEATURE_COLORS)
    dash = FEATURE_DASHES[(j + j // n) % len(FEATURE_DASHES)]
    return {"color": FEATURE_COLORS[j % n], "linestyle": dash}


@cache
def _families() -> list[str]:
    """The families in which a letter is looked for; one that is not installed would be reported."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return ["sans-serif", *(name for name in EAST_ASIAN if name in installed)]


def _settings() -> dict:
    s = _sizes
    return {
        "font.family": _families(), "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial"],
        "font.size": s.text, "axes.titlesize": s.text * 1.05, "axes.labelsize": s.text,
        "xtick.labelsize": s.text if s is PROJECTOR else s.text * 0.9,
        "ytick.labelsize": s.text if s is PROJECTOR else s.text * 0.9,
        "legend.fontsize": s.text if s is PROJECTOR else s.text * 0.92, "legend.frameon": False,
        "axes.titlelocation": "left", "axes.titleweight": "bold",
        "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": "#555555",
        "axes.linewidth": 0.6 * s.line, "lines.linewidth": s.line, "lines.markersize": s.marker,
        "xtick.color": "#333333", "ytick.color": "#333333", "axes.axisbelow": True,
        "grid.color": "#e4e7ea", "grid.linewidth": 0.4 * s.line, "figure.facecolor": "white",
        "svg.fonttype": "none", "mathtext.fontset": "dejavusans", "figure.dpi": 72,
    }


@contextmanager
def context():
    """The look of regviz for the artists made inside the `with`; the reader's own settings stay."""
    with mpl.rc_context(_settings()), any_letter():
        yield


@cache
def drawable(letter) -> bool:
    """Whether a font of this machine in which letters are looked for has this letter."""
    families = FontProperties(family=["DejaVu Sans", *_families()[1:]])
    files = font_manager.fontManager._find_fonts_by_props(families)
    return any(font_manager.get_font(file).get_char_index(ord(letter)) for file in files)


def stand_in(fig, texts) -> None:
    """What a still picture of the figure writes in place of texts whose letters no font here has:
    {text: another}."""
    _stand_ins.setdefault(fig, {}).update(texts)


def in_letters_here(fig, text) -> str:
    """The text, or where letters are missing its stand-in, or an ellipsis for the letters."""
    if text.isascii() or all(map(drawable, text)):
        return text
    spare = "".join(letter if drawable(letter) else "\0" for letter in text)
    return _stand_ins.get(fig, {}).get(text.strip()) or re.sub("\0+", "…", spare)


@contextmanager
def any_letter():
    """Around every drawing of a figure: no warning about a letter that no font here has. A still
    picture has stand-ins for it; in the page the browser draws it, with fonts of its own."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def styled(make):
    """Run a function or constructor inside `context()`."""
    @wraps(make)
    def wrapped(*args, **kwargs):
        with context():
            return make(*args, **kwargs)
    return wrapped


@styled
def canvas(n_panels: int = 1, columns: int = 2, projections: dict | None = None):
    """A figure with `n_panels` panels in rows of `columns`, and its axes. Three columns are as wide
    as two. The last panel takes what is left of its row.

    Returns (figure, axes): one Axes for one panel, else a tuple. `projections` maps a panel's
    position to a projection, for example {2: "3d"}. One point is one CSS pixel.
    """
    if n_panels < 1 or columns < 1:
        raise ValueError(f"canvas: n_panels and columns must be at least 1, got {n_panels} and "
                         f"{columns}.")
    columns = min(columns, n_panels)
    rows = -(-n_panels // columns)
    width, height = _sizes.panel
    across = 1.45 if columns == 1 else min(columns, 2)
    fig = Figure(figsize=(across * width / 72, rows * height / 72), dpi=72, layout="constrained")
    FigureCanvasAgg(fig)
    pad = _sizes.text / 72
    fig.get_layout_engine().set(w_pad=pad / 2, h_pad=pad / 2)
    places = [*range(1, n_panels), (n_panels, rows * columns)]
    axes = tuple(fig.add_subplot(rows, columns, place, projection=(projections or {}).get(i))
                 for i, place in enumerate(places))
    return fig, axes[0] if n_panels == 1 else axes
