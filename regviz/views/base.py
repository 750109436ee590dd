"""What every view shares: the two verbs, movable points and a few drawing helpers."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from matplotlib.artist import Artist
from matplotlib.ticker import FuncFormatter, LogLocator

from regviz import style
from regviz.core.formatting import number, plain

LAM_LABEL = "lam (log scale, more penalty →)"


class View:
    """A picture of one thing in one Axes.

    The constructor draws what never moves, makes the moving artists empty with `part` or `plot`,
    and fixes the limits. `update(fit)` only calls their setters; `describe(fit)` says the state in
    words. `parts` maps a name to the artist that moves, or a list or dict of artists; `movable`
    lists the points that can be dragged.
    """

    ax = None
    movable: tuple = ()

    @cached_property
    def parts(self) -> dict:
        """The moving artists by name, in the order in which they were made."""
        return {}

    def part(self, name: str, artists):
        """Keep a moving artist, or a list of them, under a name; returns what was given."""
        self.parts[name] = artists
        return artists

    def plot(self, name: str, **look):
        """A line or a set of points of `ax` that moves: a part, empty until the first update."""
        return self.part(name, self.ax.plot([], [], **look)[0])

    def plots(self, name: str, looks: dict) -> dict:
        """A part of several such lines, by the keys of `looks`."""
        lines = {key: self.ax.plot([], [], **look)[0] for key, look in looks.items()}
        return self.part(name, lines)

    @property
    def artists(self) -> tuple:
        """All moving artists."""
        return tuple(_flat(self.parts))

    def update(self, fit) -> None:
        """Move the artists to the state `fit`."""
        raise NotImplementedError(f"{type(self).__name__} must define update(fit).")

    def describe(self, fit) -> str:
        """The picture at the state `fit`, in one or two sentences."""
        raise NotImplementedError(f"{type(self).__name__} must define describe(fit).")


def _flat(part):
    """The artists in a part: an artist, or lists and dictionaries of them."""
    if isinstance(part, Artist):
        yield part
        return
    for inner in part.values() if isinstance(part, dict) else part:
        yield from _flat(inner)


@dataclass(frozen=True)
class Movable:
    """A point of `ax` that can be dragged: it sets the controls named `x` and `y` (None: it does
    not move in this direction)."""

    ax: object
    x: str | None
    y: str | None
    label: str
    at: tuple[float, float] = (0.0, 0.0)


def spread(values, gap: float, low: float, high: float) -> np.ndarray:
    """Positions as near to `values` as can be, at least `gap` apart, kept inside [low, high] where
    they fit.

    Least squares by pooling adjacent violators (Ayer et al. 1955): with the k-th smallest value
    moved down by k gaps, "apart by gap" becomes "never falling".
    """
    values = np.asarray(values, dtype=float)
    order = np.argsort(values, kind="stable")
    gap = min(gap, (high - low) / max(len(values) - 1, 1))
    steps = gap * np.arange(len(values))
    placed = np.empty_like(values)
    placed[order] = np.clip(_never_falling(values[order] - steps), low, high - steps[-1:]) + steps
    return placed


def _never_falling(values) -> np.ndarray:
    """The least-squares fit to `values` that never falls."""
    blocks = []  # (mean, size) of runs with equal fit
    for value in values:
        mean, size = value, 1
        while blocks and blocks[-1][0] >= mean:
            before, count = blocks.pop()
            mean = (count * before + size * mean) / (count + size)
            size += count
        blocks.append((mean, size))
    return np.concatenate([np.full(size, mean) for mean, size in blocks] or [[]])


def lam_axis(ax, lams) -> None:
    """Lambda on a log axis that grows to the right: drag right, penalize more."""
    log_axis(ax, np.min(lams) / 1.02, 1.02 * np.max(lams))  # the slider may step a little over
    ax.set_xlabel(LAM_LABEL)


def log_axis(ax, low, high) -> None:
    """A horizontal log axis over [low, high] with plain numbers; fewer of them on long axes."""
    ax.set_xscale("log")
    ax.set_xlim(float(low), float(high))
    plain_ticks(ax.xaxis)
    if high > 1.05e6 * low:
        ax.xaxis.set_major_locator(LogLocator(100 if high < 1e10 * low else 1e4))


def plain_ticks(axis) -> None:
    """Numbers at the ticks as a sentence writes them."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: plain(value, 6)))


def cursor(ax):
    """An empty vertical line, moved by `line.set_xdata([x, x])`."""
    return ax.axvline(np.nan, color=style.NOW, linewidth=0.7 * style.sizes().line, zorder=4)


def padded(values, share: float = 0.06) -> tuple[float, float]:
    """Limits around finite `values` with some air; never of zero height."""
    values = np.asarray(values, dtype=float)
    values = values[np.isfinite(values)]
    low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 1.0)
    pad = share * (high - low) or max(abs(high), 1.0) * share
    return low - pad, high + pad


def zero_line(ax, x=None, y=None, **look) -> None:
    """A thin grey line that never moves, horizontal at `y` or vertical at `x`."""
    look = {"color": style.ZERO, "linewidth": 0.8, "zorder": 1} | look
    if y is not None:
        ax.axhline(y, **look)
    if x is not None:
        ax.axvline(x, **look)


def plane(ax, low, high, step=1.0) -> None:
    """Axes of two coefficients with equal units, ticks at multiples of `step`, zero lines."""
    ax.set_aspect("equal", adjustable="box", anchor="W")
    ticks = step * np.arange(np.ceil(low / step), high / step + 1e-9)
    ax.set(xlim=(low, high), ylim=(low, high), xlabel="w1", ylabel="w2", xticks=ticks, yticks=ticks)
    zero_line(ax, x=0, y=0)


def segments(*ends) -> np.ndarray:
    """Many short lines as one: `ends` are equally long arrays, (k,) or (k, d), of the points of
    each line in turn. NaN lifts the pen between two lines. Shape (k (len(ends) + 1),) or (..., d).
    """
    ends = [np.asarray(end, dtype=float) for end in ends]
    lifted = np.stack([*ends, np.full_like(ends[0], np.nan)], axis=1)
    return lifted.reshape(-1, *ends[0].shape[1:])


def exactly(value) -> str:
    """A coefficient for a sentence: an exact zero is said to be one."""
    return "0 exactly" if value == 0 else number(value)


def disc(size=1.5, **changes) -> dict:
    """Keywords for `Axes.plot`: a white disc with a dark edge, `size` times as large as a mark."""
    sizes = style.sizes()
    look = {"linestyle": "none", "marker": "o", "color": "white", "markeredgecolor": style.NOW}
    look |= {"markersize": size * sizes.marker, "markeredgewidth": sizes.line}
    return look | {"clip_on": False, "zorder": 6} | changes


def legend_above(ax, title=None):
    """The legend in one row between the axes and their title, where no curve can cross it; with
    `title` the artist of this text is returned."""
    legend = ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=4, borderpad=0.2,
                       borderaxespad=0.2, handlelength=1.4, columnspacing=1.2, handletextpad=0.5)
    plain_text(*legend.get_texts())
    if title is not None:
        return plain_text(ax.set_title(title, y=1.0, pad=2.2 * style.sizes().text))


def plain_text(*artists):
    """Take dollar signs in these texts as they stand, never as mathematics; returns the last text.

    For a text that may carry a name out of the data: `plain_text(ax.set_title(title))`.
    """
    for artist in artists:
        artist.set_parse_math(False)
    return artists[-1] if artists else None


def label_axes(ax, title=None, **labels) -> None:
    """`ax.set(title=..., xlabel=..., ylabel=...)` for texts that may carry names out of data."""
    if title is not None:
        plain_text(ax.set_title(title))
    ax.set(**labels)
    plain_text(ax.xaxis.label, ax.yaxis.label)


def beside(ax, handles, top=0.97, **look):
    """At the right of a square plane: a legend of `handles` above, and below it an empty text for
    numbers, which is returned."""
    ax.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.02, top), borderpad=0,
              borderaxespad=0, handlelength=1.3, handletextpad=0.5, **look)
    return ax.text(1.04, 0.02, "", transform=ax.transAxes, va="bottom", linespacing=1.35)
