"""Leave-one-out errors without refitting."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View, legend_above, segments, zero_line


class LeftOutView(View):
    """Each row's residual, and what it becomes when the row is left out of the fit, against its
    leverage.

    Reads the arrays `fit.leverage`, `fit.residual` and `fit.left_out`, all (n,), where
    left_out = residual / (1 - leverage). `limit` bounds the residuals shown.
    """

    @style.styled
    def __init__(self, ax, limit):
        self.ax = ax
        size = style.sizes()
        train, test = style.MARKS["train"], style.MARKS["test"]
        zero_line(ax, y=0)
        self.plot("joins", color=test.color, linewidth=0.4 * size.line, alpha=0.6, zorder=2)
        self.plot("left out", **test.points(markersize=0.75 * size.marker, markeredgewidth=0),
                  label="left out", zorder=3)
        self.plot("in the fit", **train.points(markersize=0.6 * size.marker, markeredgewidth=0),
                  label="in the fit", zorder=4)
        ax.set(xlim=(-0.02, 1.02), ylim=(-limit, limit), xlabel="leverage h of the row",
               ylabel="residual")
        self.part("title", legend_above(ax, "residuals"))

    def update(self, fit) -> None:
        h, inside, outside = fit.leverage, fit.residual, fit.left_out
        self.parts["joins"].set_data(segments(h, h), segments(inside, outside))
        self.parts["left out"].set_data(h, outside)
        self.parts["in the fit"].set_data(h, inside)
        self.parts["title"].set_text(f"mean square {number(np.mean(inside**2))}, "
                                     f"left out {number(np.mean(outside**2))}")

    def describe(self, fit) -> str:
        top = int(np.argmax(fit.leverage))
        return (f"The leverages add up to {number(np.sum(fit.leverage))}; the largest is "
                f"{number(fit.leverage[top])}, and leaving that row out turns its residual of "
                f"{number(fit.residual[top])} into {number(fit.left_out[top])}.")
