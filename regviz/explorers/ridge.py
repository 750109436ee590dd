"""The share that ridge keeps along each singular direction."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import View, cursor, plain_ticks, segments


class ShrinkageView(View):
    """The share of y that ridge keeps along each singular direction, d²/(d² + n·lam), on its curve.

    `strengths` are d²/n of the directions, those that are 0 included; `kept(strengths, lam)` is the
    notebook's formula. Reads `fit.lam` and `fit.df`.
    """

    @style.styled
    def __init__(self, ax, strengths, kept):
        strengths = np.asarray(strengths, dtype=float)
        self.ax, self._kept, self._size = ax, kept, strengths.size
        self.strengths = strengths[strengths > 0]
        size, ridge = style.sizes(), style.MARKS["ridge"]
        ax.set_xscale("log")
        ax.set(xlim=(self.strengths.min() / 6, self.strengths.max() * 6), ylim=(-0.04, 1.09),
               xlabel="d²/n of the direction (log scale)", ylabel="share kept, d²/(d² + n·lam)")
        plain_ticks(ax.xaxis)
        ax.axhline(0.5, color=style.FAINT, linewidth=0.6 * size.line, zorder=1)
        self._grid = np.geomspace(*ax.get_xlim(), 90)
        self.part("cursor", cursor(ax))
        self.plot("stems", color=style.FAINT, linewidth=0.8 * size.line, zorder=2)
        self.plot("curve", **ridge.line(), zorder=3)
        self.plot("dots", **ridge.points(markersize=1.1 * size.marker), zorder=4)
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85}
        self.part("readout", ax.text(0, 1.0, "", transform=ax.get_xaxis_transform(), va="top",
                                     zorder=6, bbox=paper))
        self.part("title", ax.set_title("directions", y=1.0))

    def update(self, fit) -> None:
        d, shares = self.strengths, self._kept(self.strengths, fit.lam)
        self.parts["stems"].set_data(segments(d, d), segments(0 * d, shares))
        self.parts["curve"].set_data(self._grid, self._kept(self._grid, fit.lam))
        self.parts["dots"].set_data(d, shares)
        low, high = self.ax.get_xlim()
        inside = np.clip(fit.lam, low, high)
        self.parts["cursor"].set_xdata([inside, inside])
        self.parts["cursor"].set_alpha(1.0 if inside == fit.lam else 0.0)
        side = "right" if inside**2 > low * high else "left"  # of the middle of the log axis
        self.parts["readout"].set(x=inside, ha=side, text=f" lam = {number(fit.lam)} ")
        self.parts["title"].set_text(f"directions: df = {number(fit.df)} of {self._size}")

    def describe(self, fit) -> str:
        shares = np.asarray(self._kept(self.strengths, fit.lam))
        weakest, strongest = number(100 * shares.min()), number(100 * shares.max())
        words = (f"With lam = {number(fit.lam)} ridge keeps more than half of "
                 f"{(shares > 0.5).sum()} of {self._size} directions, those with d²/n above lam; "
                 f"of the weakest it keeps {weakest} %, of the strongest {strongest} %. All shares "
                 f"add up to df = {number(fit.df)}.")
        lost = self._size - self.strengths.size
        return f"{words} {plural(lost, 'direction')} without any data: kept 0." if lost else words
