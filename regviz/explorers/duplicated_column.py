"""A duplicated column: a valley of equal solutions."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import Movable, View
from regviz.views.curves import legend_above


class ValleyView(View):
    """What J adds when two columns share one total in another way: a flat valley is a tie.

    Reads `fit.rise`: "lasso", "ridge", "elastic_net" -> J above its lowest value on `shares`, the share of the first
    column; `fit.share` and `fit.cost`, what the lasso's J adds there. `drag` names the control that the share sets.
    """

    @style.styled
    def __init__(self, ax, shares, top, drag="share"):
        self.ax, self.shares = ax, np.asarray(shares, dtype=float)
        size = style.sizes()
        ax.set(xlim=(self.shares[0], self.shares[-1]), ylim=(-0.06 * top, top), xlabel="share of the first column",
               ylabel="J above its lowest")
        ax.axhline(0, color="#777777", linewidth=0.8, zorder=1)
        for edge in (0.0, 1.0):
            ax.axvline(edge, color="#777777", linewidth=0.8, linestyle=(0, (4, 2)), zorder=1)
        self._lines = {name: ax.plot([], [], **style.MARKS[name].line(), label=style.MARKS[name].label, zorder=3)[0]
                       for name in ("ridge", "elastic_net", "lasso")}
        self._lowest = {name: ax.plot([], [], **style.MARKS[name].points(markersize=1.1 * size.marker), zorder=4)[0]
                        for name in ("ridge", "elastic_net")}
        self._ring, = ax.plot([], [], linestyle="none", marker="o", color="white", markeredgecolor=style.NOW, zorder=6,
                              markersize=1.4 * size.marker, markeredgewidth=size.line, clip_on=False)
        self._title = ax.set_title("J", y=1.0, pad=2.2 * size.text)
        legend_above(ax)
        self.artists = (*self._lines.values(), *self._lowest.values(), self._ring, self._title)
        self.movable = (Movable(ax, drag, None, label="share of the first column"),)

    def update(self, fit) -> None:
        for name, line in self._lines.items():
            line.set_data(self.shares, fit.rise[name])
        for name, mark in self._lowest.items():
            mark.set_data([self.shares[np.argmin(fit.rise[name])]], [0.0])
        self._ring.set_data([fit.share], [min(fit.cost, self.ax.get_ylim()[1])])
        self._title.set_text(f"lasso: this split costs {_cost(fit.cost)} more")

    def describe(self, fit) -> str:
        flat = self.shares[np.asarray(fit.rise["lasso"]) < 1e-9]
        valley = (f"its J is lowest, and the same, for every share from {number(flat.min())} to {number(flat.max())}"
                  if flat.size > 1 else
                  f"its J is lowest near share {number(self.shares[np.argmin(fit.rise['lasso'])])} only")
        others = " and ".join(f"{style.MARKS[name].label} near {number(self.shares[np.argmin(fit.rise[name])])}"
                              for name in self._lowest)
        return (f"With share {number(fit.share)} the lasso pays {_cost(fit.cost)} more than it must; {valley}. "
                f"Lowest for {others}.")


def _cost(value) -> str:
    return "0" if value < 1e-9 else number(value)
