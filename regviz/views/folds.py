"""Views of what folds can and cannot tell: many shuffles of them, one row left out, and a leak into them."""

from __future__ import annotations

import numpy as np

from .. import style
from ..words import number, plural
from .base import View, cursor, lam_axis, padded
from .curves import legend_above


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


class LeakView(View):
    """Each column's correlation with y on the training rows of a fold against that on its held-out rows.

    Signs are turned so that the first is positive. Reads `fit.inside` and `fit.outside` (p,) and `fit.chosen`, the
    columns that were selected; of the others at most `shown` are drawn.
    """

    @style.styled
    def __init__(self, ax, shown=120, right=0.6):
        self.ax, self._shown, size = ax, shown, style.sizes()
        ax.axhline(0, color="#777777", linewidth=0.8, zorder=1)
        self._rest, = ax.plot([], [], linestyle="none", marker="o", color="#9aa1a8", markeredgewidth=0, alpha=0.6,
                              markersize=0.5 * size.marker, label="other columns", zorder=2)
        self._chosen, = ax.plot([], [], **style.MARKS["lasso"].points(markeredgecolor="white"), label="selected",
                                zorder=4)
        self._mean, = ax.plot([], [], **style.MARKS["lasso"].line(linewidth=0.8 * size.line), zorder=3,
                              label="their mean")
        self._title = ax.set_title("selected", pad=2.2 * size.text, y=1.0)
        ax.set(xlim=(0, right), ylim=(-1, 1), yticks=(-0.5, 0, 0.5, 1), xlabel="correlation with y, training rows",
               ylabel="on the held-out rows")
        legend_above(ax)
        self.artists = (self._rest, self._chosen, self._mean, self._title)

    def _turned(self, fit):
        """(inside, outside) with the sign of the first taken off both, and the numbers of the columns not chosen."""
        inside, outside = np.asarray(fit.inside, dtype=float), np.asarray(fit.outside, dtype=float)
        rest = np.setdiff1d(np.arange(len(inside)), fit.chosen)[:self._shown]
        return np.abs(inside), np.where(inside < 0, -outside, outside), rest

    def update(self, fit) -> None:
        inside, outside, rest = self._turned(fit)
        self._rest.set_data(inside[rest], outside[rest])
        self._chosen.set_data(inside[fit.chosen], outside[fit.chosen])
        mean = outside[fit.chosen].mean()
        self._mean.set_data(self.ax.get_xlim(), [mean, mean])
        self._title.set_text(f"held out, the selected average {mean:.2f}".replace("-", "−"))

    def describe(self, fit) -> str:
        inside, outside, _ = self._turned(fit)
        return (f"Of {plural(len(inside), 'column')} {len(fit.chosen)} are selected: their correlation with y averages "
                f"{number(inside[fit.chosen].mean())} on the training rows and {number(outside[fit.chosen].mean())} on "
                f"the held-out rows of this fold.")
