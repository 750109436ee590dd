"""One point dragged away: the lines of squared and absolute loss."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.explorers.median_and_mean import LOSSES
from regviz.views.base import Movable, View
from regviz.views.curves import legend_above


class OutlierView(View):
    """Points, a straight line for each loss, and one point that may be dragged away from the others.

    Reads `fit.x`, `fit.y` (n,), the movable point last, and `fit.fits`, which maps (loss, penalty) to (slope,
    intercept); drawn are those without a penalty. `truth` is (slope, intercept); `drag` names the controls of the
    movable point's x and y.
    """

    @style.styled
    def __init__(self, ax, xlim, ylim, truth, drag=("x_out", "y_out"), losses=tuple(LOSSES)):
        self.ax, self._x, size = ax, np.array(xlim, dtype=float), style.sizes()
        ax.plot(self._x, truth[1] + truth[0] * self._x, **style.MARKS["truth"].line(linewidth=0.6 * size.line),
                label="truth", zorder=2)
        self._points, = ax.plot([], [], **style.MARKS["train"].points(), zorder=3)
        self._lines = {loss: ax.plot([], [], **LOSSES[loss].line(linewidth=1.3 * size.line), zorder=4,
                                     label=LOSSES[loss].label.split()[0])[0] for loss in losses}
        self._out, = ax.plot([], [], linestyle="none", marker="o", color="white", markeredgecolor=style.NOW, zorder=6,
                             markersize=1.5 * size.marker, markeredgewidth=size.line, clip_on=False)
        ax.set(xlim=xlim, ylim=ylim, xlabel="x", ylabel="y")
        ax.set_title("drag the ringed point", pad=2.2 * size.text)
        legend_above(ax)
        self.artists = (self._points, *self._lines.values(), self._out)
        self.movable = (Movable(ax, *drag, label="the ringed point"),)

    def update(self, fit) -> None:
        self._points.set_data(fit.x[:-1], fit.y[:-1])
        self._out.set_data(fit.x[-1:], fit.y[-1:])
        for loss, line in self._lines.items():
            slope, intercept = fit.fits[loss, "none"]
            line.set_data(self._x, intercept + slope * self._x)

    def describe(self, fit) -> str:
        slopes = ", ".join(f"{loss} {number(fit.fits[loss, 'none'][0])}" for loss in self._lines)
        return f"The ringed point is at x = {number(fit.x[-1])}, y = {number(fit.y[-1])}. Slopes by loss: {slopes}."
