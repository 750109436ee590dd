"""Cross-validation on other shuffles of the same rows: how far the chosen lambda moves."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import View, cursor, lam_axis, padded
from regviz.views.curves import legend_above


class ShufflesView(View):
    """The cross-validated curves of many shuffles of the same rows, faint, and the mean of some of them.

    `lams` (L,), `curves` (m, L). Reads `fit.curve` (L,), `fit.averaged`, how many it is the mean of, and
    `fit.lam_min`, where it is lowest. `share` of the range of the curves is shown, from the lowest value up.
    """

    @style.styled
    def __init__(self, ax, lams, curves, share=1.0, ylabel="cross-validated error"):
        self.ax, self._lams, curves = ax, np.asarray(lams, dtype=float), np.asarray(curves, dtype=float)
        size, look = style.sizes(), style.MARKS["test"]
        for k, curve in enumerate(curves):
            ax.plot(lams, curve, color=style.FAINT, linewidth=0.4 * size.line, zorder=1,
                    label="one shuffle" if k == 0 else "_")
        low, high = curves.min(), curves.max()
        self._mean, = ax.plot([], [], **look.line(linewidth=1.3 * size.line), zorder=3, label="mean of some")
        self._lowest, = ax.plot([], [], **style.MARKS["truth"].points(markersize=1.6 * size.marker), zorder=5,
                                label="lowest")
        self._title = ax.set_title("shuffles", pad=2.2 * size.text, y=1.0)
        lam_axis(ax, lams)
        ax.set_ylim(*padded([low, low + share * (high - low)]))
        ax.set_ylabel(ylabel)
        legend_above(ax)
        self.artists = (self._mean, self._lowest, self._title)

    def _at_lowest(self, fit) -> float:
        return float(np.interp(np.log(fit.lam_min), np.log(self._lams), fit.curve))

    def update(self, fit) -> None:
        self._mean.set_data(self._lams, fit.curve)
        self._lowest.set_data([fit.lam_min], [self._at_lowest(fit)])
        self._title.set_text(f"{plural(fit.averaged, 'shuffle')}: lowest at {number(fit.lam_min)}")

    def describe(self, fit) -> str:
        what = "The curve of one shuffle" if fit.averaged == 1 else f"The mean curve of {fit.averaged} shuffles"
        return f"{what} is lowest at lam = {number(fit.lam_min)}, with error {number(self._at_lowest(fit))}."


class ChoicesView(View):
    """What each shuffle chooses: one row a shuffle, its lambda of lowest error and its one-standard-error choice.

    `lams` bound the axis; `lowest` and `simple` (m,) are the choices. Reads `fit.members`, the shuffles in use, and
    `fit.lam_min`, the choice of their mean curve.
    """

    @style.styled
    def __init__(self, ax, lams, lowest, simple):
        self.ax, self._lowest, self._simple = ax, np.asarray(lowest, dtype=float), np.asarray(simple, dtype=float)
        rows, size = np.arange(len(self._lowest)), style.sizes()
        looks = style.MARKS["test"], style.MARKS["lasso"]
        small = {"markersize": 0.7 * size.marker, "markeredgewidth": 0, "alpha": 0.45}
        for look, values, label in zip(looks, (self._lowest, self._simple), ("lam_min", "lam_1se"), strict=True):
            ax.plot(values, rows, **look.points(label=label, **small), zorder=2)
        large = {"markersize": 1.1 * size.marker, "markeredgecolor": "white"}
        self._marks = [ax.plot([], [], **look.points(**large), zorder=4)[0] for look in looks]
        self._cursor = cursor(ax)
        lam_axis(ax, [np.min(lams) / 1.2, np.max(lams)])
        ax.set(ylim=(len(rows) - 0.2, -0.8), ylabel="shuffle")
        ax.set_title("what each shuffle chooses", pad=2.2 * size.text)
        legend_above(ax)
        self.artists = (self._cursor, *self._marks)

    def update(self, fit) -> None:
        rows = np.asarray(fit.members)
        self._cursor.set_xdata([fit.lam_min, fit.lam_min])
        for mark, values in zip(self._marks, (self._lowest, self._simple), strict=True):
            mark.set_data(values[rows], rows)

    def describe(self, fit) -> str:
        rows = np.asarray(fit.members)
        if len(rows) == 1:
            return (f"This shuffle chooses lam_min = {number(self._lowest[rows[0]])} and "
                    f"lam_1se = {number(self._simple[rows[0]])}.")
        low, simple = ([number(f(v[rows])) for f in (np.min, np.max)] for v in (self._lowest, self._simple))
        return (f"These {len(rows)} shuffles choose lam_min from {low[0]} to {low[1]} and lam_1se from "
                f"{simple[0]} to {simple[1]}.")
