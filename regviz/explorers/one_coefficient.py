"""One coefficient: a parabola plus its penalty, and the slope of their sum."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import Movable, View, disc, exactly, legend_above, segments, zero_line

PENALTY = {"lasso": "lam·|w|", "ridge": "lam·w²/2"}
PENALTY_LOOK = {"color": "#c98500", "linestyle": (0, (4, 1.5))}


class ParabolaView(View):
    """The loss of one coefficient, a parabola, the penalty and their sum, with both lowest points.

    `reads` ("lasso" or "ridge") names the part of the fit with `loss` and `penalty`, functions of
    w, and `coef`, where their sum is lowest; `fit.z` is where the loss is lowest. `adds` draws one
    thing more: "tangents", the slope of the penalty at coef (`slope` in the part) and the opposite
    one of the loss, or "walk", the places `fit.walked` on the sum. `drag` names the control that z
    sets when moved by hand; its slider covers the axis, which goes from `low` to `high`.
    """

    @style.styled
    def __init__(self, ax, reads="ridge", low=-3.0, high=3.0, top=5.0, adds=None, drag="z"):
        self.ax, self._reads, self._adds, self._top = ax, reads, adds, top
        self.grid = np.linspace(low, high, 81)
        size = style.sizes()
        zero_line(ax, x=0, y=0)
        ax.set(xlim=(low, high), ylim=(-0.08 * top, top), xlabel="coefficient w", ylabel="value")
        loss, total = style.MARKS["ols"], style.MARKS[reads]
        self.plot("loss", label="loss", zorder=2, **loss.line(linewidth=1.1 * size.line))
        self.plot("penalty", label=PENALTY[reads], zorder=2, **PENALTY_LOOK)
        self.plot("sum", label="sum", color=total.color, linewidth=1.4 * size.line, zorder=3)
        self.plot("drop", color=style.NOW, linewidth=0.7 * size.line, zorder=2.5)
        if adds == "tangents":
            self.plot("tangents", color=style.NOW, linewidth=0.8 * size.line, zorder=4)
        elif adds == "walk":
            self.plot("walk", color=style.NOW, marker="o", markersize=0.8 * size.marker,
                      linewidth=0.5 * size.line, zorder=5)
        self.plot("z", **disc(1.3, marker=loss.marker, markeredgecolor=loss.color, zorder=5))
        self.plot("lowest", **disc(1.3))
        self.part("title", legend_above(ax, PENALTY[reads]))
        if drag:
            self.movable = (Movable(ax, drag, None, label="lowest point of the loss"),)

    def update(self, fit) -> None:
        part, parts = getattr(fit, self._reads), self.parts
        for name in ("loss", "penalty"):
            parts[name].set_data(self.grid, getattr(part, name)(self.grid))
        parts["sum"].set_data(self.grid, _total(part, self.grid))
        lowest = _total(part, part.coef)
        parts["drop"].set_data([part.coef, part.coef], [0, lowest])
        parts["z"].set_data([fit.z], [0])
        parts["lowest"].set_data([part.coef], [lowest])
        if self._adds == "tangents":
            parts["tangents"].set_data(*self._tangents(part))
        elif self._adds == "walk":
            walked = np.asarray(fit.walked)
            parts["walk"].set_data(walked, np.minimum(_total(part, walked), 2 * self._top))
        parts["title"].set_text(self._headline(fit))

    def _headline(self, fit) -> str:
        if self._adds == "walk":
            steps = len(fit.walked) - 1
            after = f"after {plural(steps, 'step')}" if steps else "before the first step"
            return f"{after}: w = {number(fit.walked[-1])}"
        return f"{PENALTY[self._reads]}: lowest at {exactly(getattr(fit, self._reads).coef)}"

    def _tangents(self, part):
        """Short lines through coef on the loss and on the penalty, always about equally long."""
        width = self.grid[-1] - self.grid[0]
        half = 0.08 * width / np.hypot(1, part.slope * width / self._top)
        places = np.array([part.coef, part.coef])
        heights = np.array([part.loss(part.coef), part.penalty(part.coef)])
        rise = half * np.array([-part.slope, part.slope])
        return segments(places - half, places + half), segments(heights - rise, heights + rise)

    def describe(self, fit) -> str:
        part = getattr(fit, self._reads)
        words = (f"The loss alone is lowest at {number(fit.z)}; with {PENALTY[self._reads]} the "
                 f"sum is lowest at {exactly(part.coef)}")
        if self._adds == "tangents":
            slopes = f"{number(-part.slope)} and {number(part.slope)}"
            return f"{words}, where the two slopes, {slopes}, cancel."
        if self._adds == "walk":
            return f"{words}, and the descent stands at {number(fit.walked[-1])}."
        return words + (", in the kink." if self._reads == "lasso" and part.coef == 0 else ".")


def _total(part, w):
    return part.loss(w) + part.penalty(w)


class SlopeView(View):
    """The slope of a penalty and the negative slope of the loss, z − w: equal at the solution.

    Reads `fit.lam`, `fit.z` and `coef` in the part that `reads` names, as `ParabolaView` does. The
    slope of lam·|w| jumps at 0: the segment it jumps over, from −lam to lam, is the subdifferential
    there.
    """

    @style.styled
    def __init__(self, ax, reads="lasso"):
        self.ax, self._reads, self._limit = ax, reads, 3.0
        size, mark = style.sizes(), style.MARKS[reads]
        zero_line(ax, x=0, y=0)
        ax.set(xlim=(-self._limit, self._limit), ylim=(-3.2, 3.2), xlabel="coefficient w",
               ylabel="slope")
        self.plot("data", **style.MARKS["ols"].line(linewidth=1.1 * size.line), zorder=3,
                  label="pull of the data, z − w")
        self.plot("slope", color=mark.color, linewidth=1.4 * size.line, zorder=2,
                  label=f"slope of {PENALTY[reads]}")
        self.plot("jump", color=mark.color, linewidth=2.6 * size.line, alpha=0.5, zorder=2)
        self.plot("ends", **disc(0.9, markeredgecolor=mark.color, zorder=4, clip_on=True,
                                 markeredgewidth=0.8 * size.line))
        self.plot("meet", **disc(1.3))
        self.part("title", legend_above(ax, "slopes"))

    def update(self, fit) -> None:
        coef, edge, lam = getattr(fit, self._reads).coef, self._limit, fit.lam
        self.parts["data"].set_data([-edge, edge], [fit.z + edge, fit.z - edge])
        self.parts["meet"].set_data([coef], [fit.z - coef])
        if self._reads == "ridge":
            self.parts["slope"].set_data([-edge, edge], [-lam * edge, lam * edge])
            self.parts["title"].set_text("a line: no jump")
            return
        heights = [-lam, lam]
        self.parts["slope"].set_data(segments([-edge, 0], [0, edge]), segments(heights, heights))
        self.parts["jump"].set_data([0, 0], heights)
        self.parts["ends"].set_data([0, 0], heights)
        self.parts["title"].set_text(f"they meet {'beside' if coef else 'in'} the jump")

    def describe(self, fit) -> str:
        coef = getattr(fit, self._reads).coef
        if self._reads == "ridge":
            return ("The slope of lam·w²/2 is a line through 0; it balances the pull of the data "
                    f"at w = {number(coef)}.")
        words = (f"The slope of lam·|w| jumps from {number(-fit.lam)} to {number(fit.lam)} at 0, "
                 f"and the pull of the data there, {number(fit.z)}, ")
        return words + ("lies within the jump: w stays at 0." if coef == 0 else
                        f"is stronger: they balance at w = {number(coef)}.")
