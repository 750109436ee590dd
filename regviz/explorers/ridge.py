"""What ridge keeps along each singular direction."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import View, cursor, plain_ticks


class ShrinkageView(View):
    """What ridge keeps of y along each singular direction, with the curve that all the points lie on.

    `strengths` are d²/n of the directions, those that are 0 included; `kept(strengths, lam)` is the notebook's
    formula d²/(d² + n·lam). Reads `fit.lam` and `fit.df`.
    """

    @style.styled
    def __init__(self, ax, strengths, kept, title="directions"):
        strengths = np.asarray(strengths, dtype=float)
        self.ax, self._kept, self._size = ax, kept, strengths.size
        self.strengths = strengths[strengths > 0]
        size = style.sizes()
        ax.set_xscale("log")
        ax.set_xlim(self.strengths.min() / 6, self.strengths.max() * 6)
        ax.set_ylim(-0.04, 1.09)
        plain_ticks(ax.xaxis)
        ax.set(xlabel="d²/n of the direction (log scale)", ylabel="share kept, d²/(d² + n·lam)")
        ax.axhline(0.5, color=style.FAINT, linewidth=0.6 * size.line, zorder=1)
        self._grid = np.geomspace(*ax.get_xlim(), 90)
        self._cursor = cursor(ax)
        self._stems, = ax.plot([], [], color=style.FAINT, linewidth=0.8 * size.line, zorder=2)
        self._curve, = ax.plot([], [], **style.MARKS["ridge"].line(), zorder=3)
        self._dots, = ax.plot([], [], **style.MARKS["ridge"].points(markersize=1.1 * size.marker), zorder=4)
        self._readout = ax.text(0, 1.0, "", transform=ax.get_xaxis_transform(), va="top", zorder=6,
                                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85})
        self._title, self._name = ax.set_title(title, y=1.0), title
        self.artists = (self._cursor, self._stems, self._curve, self._dots, self._readout, self._title)

    def update(self, fit) -> None:
        shares = np.asarray(self._kept(self.strengths, fit.lam))
        gap = np.full(shares.shape, np.nan)
        self._stems.set_data(np.repeat(self.strengths, 3), np.stack([0 * shares, shares, gap], axis=1).ravel())
        self._curve.set_data(self._grid, self._kept(self._grid, fit.lam))
        self._dots.set_data(self.strengths, shares)
        low, high = self.ax.get_xlim()
        inside = np.clip(fit.lam, low, high)
        self._cursor.set_xdata([inside, inside])
        self._cursor.set_alpha(1.0 if inside == fit.lam else 0.0)
        right = np.log(inside / low) > 0.5 * np.log(high / low)
        self._readout.set(x=inside, ha="right" if right else "left", text=f" lam = {number(fit.lam)} ")
        self._title.set_text(f"{self._name}: df = {number(fit.df)} of {self._size}")

    def describe(self, fit) -> str:
        shares = np.asarray(self._kept(self.strengths, fit.lam))
        words = (f"With lam = {number(fit.lam)} ridge keeps more than half of {(shares > 0.5).sum()} of {self._size} "
                 f"directions, those with d²/n above lam; of the weakest it keeps {number(100 * shares.min())} %, of "
                 f"the strongest {number(100 * shares.max())} %. All shares add up to df = {number(fit.df)}.")
        lost = self._size - self.strengths.size
        return f"{words} {plural(lost, 'direction')} without any data: kept 0." if lost else words
