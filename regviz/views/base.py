"""What every view shares: the two verbs, movable points and a few drawing helpers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.ticker import FuncFormatter, LogLocator

from regviz import style
from regviz.core.formatting import plain

LAM_LABEL = "lam (log scale, more penalty →)"


class View:
    """A picture of one thing in one Axes.

    The constructor draws what never moves, creates the moving artists empty, and fixes the limits.
    `update(fit)` only calls setters; `artists` lists what it moves; `describe(fit)` says it in a sentence;
    `movable` lists the points a hand may drag.
    """

    ax = None
    artists: tuple = ()
    movable: tuple = ()

    def update(self, fit) -> None:
        """Move the artists to the state `fit`."""
        raise TypeError(f"{type(self).__name__} must define update(fit).")

    def describe(self, fit) -> str:
        """The picture at the state `fit`, in one or two sentences."""
        raise TypeError(f"{type(self).__name__} must define describe(fit).")


@dataclass(frozen=True)
class Movable:
    """A point of `ax` that can be dragged: it sets the controls named `x` and `y` (None: that way is fixed)."""

    ax: object
    x: str | None
    y: str | None
    label: str
    at: tuple[float, float] = (0.0, 0.0)


def spread(values, gap: float, low: float, high: float) -> np.ndarray:
    """Positions as near to `values` as can be, at least `gap` apart, kept inside [low, high] where they fit."""
    values = np.asarray(values, dtype=float)
    order = np.argsort(values, kind="stable")
    gap = min(gap, (high - low) / max(len(values) - 1, 1))
    # Shifting the k-th value by k gaps turns "apart by gap" into "never falling": least squares by pooling.
    blocks = []
    for v in values[order] - gap * np.arange(len(values)):
        blocks.append([v, 1])
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            (a, m), (b, n) = blocks[-2:]
            blocks[-2:] = [[(a * m + b * n) / (m + n), m + n]]
    flat = np.concatenate([np.full(n, v) for v, n in blocks]) if blocks else values
    placed = np.empty_like(values)
    placed[order] = np.clip(flat, low, high - gap * max(len(values) - 1, 0)) + gap * np.arange(len(values))
    return placed


def lam_axis(ax, lams) -> None:
    """Lambda on a log axis that grows to the right: drag right, penalize more."""
    ax.set_xscale("log")
    ax.set_xlim(float(np.min(lams)) / 1.02, 1.02 * float(np.max(lams)))  # the slider's ends are a little off the grid's
    plain_ticks(ax.xaxis)
    if np.max(lams) > 1e6 * np.min(lams):
        ax.xaxis.set_major_locator(LogLocator(100))
    ax.set_xlabel(LAM_LABEL)


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
