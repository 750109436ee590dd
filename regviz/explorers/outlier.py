"""One point dragged away: the lines of squared and absolute loss."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.explorers.median_and_mean import LOSSES
from regviz.views.base import Movable, View, disc, legend_above


class OutlierView(View):
    """Points, a straight line for each loss, and one point that is dragged away from the others.

    Reads `fit.x`, `fit.y` (n,), the movable point last, and `fit.fits`, which maps (loss, penalty)
    to (slope, intercept); drawn are those without a penalty. `truth` is (slope, intercept). The
    controls x_out and y_out are the movable point's.
    """

    @style.styled
    def __init__(self, ax, xlim, ylim, truth):
        self.ax = ax
        self.xs = np.array(xlim, dtype=float)
        line = style.sizes().line
        ax.plot(self.xs, truth[1] + truth[0] * self.xs, label="truth", zorder=2,
                **style.MARKS["truth"].line(linewidth=0.6 * line))
        self.plot("points", **style.MARKS["train"].points(), zorder=3)
        self.part("lines", {
            loss: ax.plot([], [], **mark.line(linewidth=1.3 * line), zorder=4,
                          label=mark.label.split()[0])[0]
            for loss, mark in LOSSES.items()})
        self.plot("ring", **disc(1.5))
        ax.set(xlim=xlim, ylim=ylim, xlabel="x", ylabel="y")
        legend_above(ax, "drag the ringed point")
        self.movable = (Movable(ax, "x_out", "y_out", label="the ringed point"),)

    def update(self, fit) -> None:
        self.parts["points"].set_data(fit.x[:-1], fit.y[:-1])
        self.parts["ring"].set_data(fit.x[-1:], fit.y[-1:])
        for loss, line in self.parts["lines"].items():
            slope, intercept = fit.fits[loss, "none"]
            line.set_data(self.xs, intercept + slope * self.xs)

    def describe(self, fit) -> str:
        slopes = ", ".join(f"{loss} {number(fit.fits[loss, 'none'][0])}" for loss in LOSSES)
        return (f"The ringed point is at x = {number(fit.x[-1])}, y = {number(fit.y[-1])}. "
                f"Slopes by loss: {slopes}.")
