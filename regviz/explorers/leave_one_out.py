"""Leave-one-out errors without refitting."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View
from regviz.views.curves import legend_above


class LeftOutView(View):
    """Each row's residual, and what it becomes when the row is left out of the fit, against its leverage.

    Reads `fit.leverage`, `fit.residual`, `fit.left_out`, all (n,): left_out = residual / (1 - leverage).
    `limit` bounds the residuals shown.
    """

    @style.styled
    def __init__(self, ax, limit, ylabel="residual"):
        self.ax, size = ax, style.sizes()
        ax.axhline(0, color="#777777", linewidth=0.8, zorder=1)
        self._stretch, = ax.plot([], [], color=style.MARKS["test"].color, linewidth=0.4 * size.line, alpha=0.6,
                                 zorder=2)
        self._out, = ax.plot([], [], **style.MARKS["test"].points(markersize=0.75 * size.marker, markeredgewidth=0),
                             label="left out", zorder=3)
        self._in, = ax.plot([], [], **style.MARKS["train"].points(markersize=0.6 * size.marker, markeredgewidth=0),
                            label="in the fit", zorder=4)
        self._title = ax.set_title("residuals", pad=2.2 * size.text, y=1.0)
        ax.set(xlim=(-0.02, 1.02), ylim=(-limit, limit), xlabel="leverage h of the row", ylabel=ylabel)
        legend_above(ax)
        self.artists = (self._stretch, self._out, self._in, self._title)

    def update(self, fit) -> None:
        h, inside, out = (np.asarray(v, dtype=float) for v in (fit.leverage, fit.residual, fit.left_out))
        gap = np.full(len(h), np.nan)
        self._stretch.set_data(np.column_stack([h, h, gap]).ravel(), np.column_stack([inside, out, gap]).ravel())
        self._out.set_data(h, out)
        self._in.set_data(h, inside)
        self._title.set_text(f"mean square {number(np.mean(inside**2))}, left out {number(np.mean(out**2))}")

    def describe(self, fit) -> str:
        h, inside, out = (np.asarray(v, dtype=float) for v in (fit.leverage, fit.residual, fit.left_out))
        top = int(h.argmax())
        return (f"The leverages add up to {number(h.sum())}; the largest is {number(h[top])}, and leaving that row out "
                f"turns its residual of {number(inside[top])} into {number(out[top])}.")
