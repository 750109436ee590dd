"""One coefficient: a parabola plus its penalty, and the slope of their sum."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import Movable, View
from regviz.views.curves import legend_above

PENALTY = {"lasso": "lam·|w|", "ridge": "lam·w²/2"}
PENALTY_LINE = {"color": "#c98500", "linestyle": (0, (4, 1.5))}
RULES = {"lasso": "soft (lasso)", "hard": "hard", "ridge": "ridge"}


def _zero_lines(ax, vertical=True) -> None:
    ax.axhline(0, color="#777777", linewidth=0.8, zorder=1)
    if vertical:
        ax.axvline(0, color="#777777", linewidth=0.8, zorder=1)


def _ring(scale=1.3) -> dict:
    size = style.sizes()
    return {"linestyle": "none", "marker": "o", "color": "white", "markeredgecolor": style.NOW, "zorder": 6,
            "markersize": scale * size.marker, "markeredgewidth": size.line, "clip_on": False}


class KinkView(View):
    """The loss and the penalty of one coefficient, their sum, and the lowest point of the sum.

    `kind` ("lasso" or "ridge") names the part of the fit that is read: `fit.lasso` with `loss`, `penalty` (values
    on the grid `w`) and `coef`; also `fit.z`, where the loss alone is lowest. `drag` names the control that z sets
    when moved by hand; its slider covers the axis.
    """

    @style.styled
    def __init__(self, ax, w, kind="lasso", top=5.0, drag="z"):
        self.ax, self.w, self._kind = ax, np.asarray(w, dtype=float), kind
        size = style.sizes()
        _zero_lines(ax)
        ax.set(xlim=(self.w[0], self.w[-1]), ylim=(-0.08 * top, top), xlabel="coefficient w", ylabel="value")
        self._lines = [ax.plot([], [], label=label, zorder=zorder, **look)[0] for label, zorder, look in (
            ("loss", 2, style.MARKS["ols"].line(linewidth=1.1 * size.line)), (PENALTY[kind], 2, PENALTY_LINE),
            ("sum", 3, style.MARKS[kind].line(linestyle="-", linewidth=1.4 * size.line)))]
        self._drop, = ax.plot([], [], color=style.NOW, linewidth=0.7 * size.line, zorder=2.5)
        self._z, = ax.plot([], [], **style.MARKS["ols"].points(
            markersize=1.3 * size.marker, markerfacecolor="white", markeredgewidth=size.line, zorder=5, clip_on=False))
        self._lowest, = ax.plot([], [], **_ring())
        self._title = ax.set_title(PENALTY[kind], y=1.0, pad=2.2 * size.text)
        legend_above(ax)
        self.artists = (*self._lines, self._drop, self._z, self._lowest, self._title)
        if drag:
            self.movable = (Movable(ax, drag, None, label="lowest point of the loss"),)

    def update(self, fit) -> None:
        part = getattr(fit, self._kind)
        total = part.loss + part.penalty
        for line, values in zip(self._lines, (part.loss, part.penalty, total), strict=True):
            line.set_data(self.w, values)
        height = np.interp(part.coef, self.w, total)
        self._drop.set_data([part.coef, part.coef], [0, height])
        self._z.set_data([fit.z], [0.0])
        self._lowest.set_data([part.coef], [height])
        self._title.set_text(f"{PENALTY[self._kind]}: lowest at {_exactly(part.coef)}")

    def describe(self, fit) -> str:
        coef = getattr(fit, self._kind).coef
        words = f"With {PENALTY[self._kind]} the sum is lowest at "
        if self._kind == "lasso":
            words = f"The loss alone is lowest at {number(fit.z)}; with {PENALTY['lasso']} the sum is lowest at "
        if coef == 0:
            return f"{words}0 exactly" + (", in the kink." if self._kind == "lasso" and fit.z else ".")
        return f"{words}{number(coef)}."


def _exactly(value) -> str:
    return "0 exactly" if value == 0 else number(value)


class SlopeView(View):
    """The slope of a penalty against the pull of the data, z − w: they are equal at the solution.

    Reads `fit.lam`, `fit.z` and `coef` of the part `kind`, as `KinkView` does. The slope of lam·|w| jumps at 0: the
    segment it jumps over, from −lam to lam, is the subdifferential there.
    """

    @style.styled
    def __init__(self, ax, kind="lasso", limit=3.0, top=3.2):
        self.ax, self._kind, self._limit = ax, kind, limit
        size, mark = style.sizes(), style.MARKS[kind]
        _zero_lines(ax)
        ax.set(xlim=(-limit, limit), ylim=(-top, top), xlabel="coefficient w", ylabel="slope")
        self._pull, = ax.plot([], [], **style.MARKS["ols"].line(linewidth=1.1 * size.line), zorder=3,
                              label="pull of the data, z − w")
        self._slope, = ax.plot([], [], color=mark.color, linewidth=1.4 * size.line, zorder=2,
                               label=f"slope of {PENALTY[kind]}")
        self._segment, = ax.plot([], [], color=mark.color, linewidth=2.6 * size.line, alpha=0.5, zorder=2)
        self._open, = ax.plot([], [], linestyle="none", marker="o", color="white", markeredgecolor=mark.color,
                              markersize=0.9 * size.marker, markeredgewidth=0.8 * size.line, zorder=4)
        self._meet, = ax.plot([], [], **_ring())
        self._title = ax.set_title("slopes", y=1.0, pad=2.2 * size.text)
        legend_above(ax)
        self.artists = (self._slope, self._segment, self._pull, self._open, self._meet, self._title)

    def update(self, fit) -> None:
        coef, edge, lam = getattr(fit, self._kind).coef, self._limit, fit.lam
        self._pull.set_data([-edge, edge], [fit.z + edge, fit.z - edge])
        if self._kind == "lasso":
            self._slope.set_data([-edge, 0, np.nan, 0, edge], [-lam, -lam, np.nan, lam, lam])
            self._segment.set_data([0, 0], [-lam, lam])
            self._open.set_data([0, 0], [-lam, lam])
        else:
            self._slope.set_data([-edge, edge], [-lam * edge, lam * edge])
        self._meet.set_data([coef], [fit.z - coef])
        self._title.set_text(self._headline(fit))

    def _headline(self, fit) -> str:
        if self._kind == "ridge":
            return "a line: no jump"
        return "they meet in the jump" if fit.lasso.coef == 0 else "they meet beside the jump"

    def describe(self, fit) -> str:
        coef = getattr(fit, self._kind).coef
        if self._kind == "ridge":
            return f"The slope of lam·w²/2 is a line through 0; it balances the pull of the data at w = {number(coef)}."
        words = (f"The slope of lam·|w| jumps from {number(-fit.lam)} to {number(fit.lam)} at 0, and the pull of the "
                 f"data there, {number(fit.z)}, ")
        return words + ("lies within the jump: w stays at 0." if coef == 0 else
                        f"is stronger: they balance at w = {number(coef)}.")


class ParabolaView(View):
    """The loss and the penalty of one coefficient, their sum, and the lowest point of each.

    Reads `fit.loss`, `fit.penalty` (functions of w), `fit.z` and `fit.w` (where the loss and the sum are lowest);
    with `walk=True` also `fit.walked`, places visited, which are drawn on the sum. Otherwise `fit.pull`, the slope
    of the penalty at w, is drawn as tangents of both. `drag` names the control that z sets when moved by hand.
    """

    @style.styled
    def __init__(self, ax, low=-4.0, high=4.0, top=6.0, walk=False, drag=None):
        self.ax, self._walk, self._top = ax, walk, top
        self.grid = np.linspace(low, high, 81)
        size = style.sizes()
        ax.set(xlim=(low, high), ylim=(-0.06 * top, top), xlabel="coefficient w", ylabel="value")
        ax.axhline(0, color="#777777", linewidth=0.8, zorder=1)
        self._lines = {name: ax.plot([], [], label=name, zorder=zorder, **look)[0] for name, zorder, look in (
            ("loss", 2, style.MARKS["ols"].line(linewidth=1.1 * size.line)),
            ("penalty", 2, {"color": "#c98500", "linestyle": (0, (4, 1.5))}),
            ("sum", 3, style.MARKS["ridge"].line(linewidth=1.3 * size.line)))}
        self._tangents, = ax.plot([], [], color=style.NOW, linewidth=0.8 * size.line, zorder=4)
        self._trail, = ax.plot([], [], color=style.NOW, marker="o", markersize=0.8 * size.marker, zorder=5,
                               linewidth=0.5 * size.line)
        self._drop, = ax.plot([], [], color=style.FAINT, linewidth=0.8 * size.line, zorder=1.5)
        look = {"markerfacecolor": "white", "markeredgewidth": size.line, "zorder": 6, "clip_on": False}
        self._z, = ax.plot([], [], **style.MARKS["ols"].points(markersize=1.3 * size.marker, **look))
        self._w, = ax.plot([], [], **style.MARKS["ridge"].points(markersize=1.3 * size.marker, **look))
        self._title = ax.set_title("parabola plus parabola", y=1.0, pad=2.2 * size.text)
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, borderpad=0.2, borderaxespad=0.2,
                  columnspacing=1.2, handletextpad=0.5)
        self.artists = (*self._lines.values(), self._tangents, self._trail, self._drop, self._z, self._w, self._title)
        if drag:
            self.movable = (Movable(ax, drag, None, label="lowest point of the loss", at=(0.0, 0.0)),)

    def update(self, fit) -> None:
        loss, penalty = fit.loss(self.grid), fit.penalty(self.grid)
        for line, values in zip(self._lines.values(), (loss, penalty, loss + penalty), strict=True):
            line.set_data(self.grid, values)
        lowest = fit.loss(fit.w) + fit.penalty(fit.w)
        self._drop.set_data([fit.w, fit.w], [0, lowest])
        self._z.set_data([fit.z], [0])
        self._w.set_data([fit.w], [lowest])
        if self._walk:
            walked = np.asarray(fit.walked)
            self._trail.set_data(walked, np.minimum(fit.loss(walked) + fit.penalty(walked), 2 * self._top))
            after = f"after {plural(len(walked) - 1, 'step')}" if len(walked) > 1 else "before the first step"
            self._title.set_text(f"{after}: w = {number(walked[-1])}")
        else:
            self._tangents.set_data(*self._slopes(fit))
            self._title.set_text(f"z = {number(fit.z)} is pulled to w = {number(fit.w)}")

    def _slopes(self, fit):
        """Tangents at w of the loss (slope −pull) and of the penalty (slope pull), with a gap between them."""
        low, high = self.ax.get_xlim()
        half = 0.08 * (high - low) / np.hypot(1, fit.pull * (high - low) / self._top)
        ends = np.array([-half, half, np.nan])
        heights = np.concatenate([fit.loss(fit.w) - fit.pull * ends, fit.penalty(fit.w) + fit.pull * ends])
        return np.tile(fit.w + ends, 2), heights

    def describe(self, fit) -> str:
        words = f"The loss alone is lowest at {number(fit.z)}; loss plus penalty is lowest at w = {number(fit.w)}"
        if self._walk:
            return f"{words}, and the descent stands at {number(fit.walked[-1])}."
        return f"{words}, where the two slopes, {number(-fit.pull)} and {number(fit.pull)}, cancel."
