"""Views of one coefficient under ridge: parabola plus parabola, steps that shrink first, who is shrunk by how much."""

from __future__ import annotations

import numpy as np
from matplotlib.ticker import FuncFormatter

from .. import style
from ..words import number, plural
from .base import Movable, View, spread


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


class StepsView(View):
    """A descent step by step: every step first shrinks the coefficient, then follows the gradient of the loss.

    Reads `fit.walked` (k + 1,), the places after 0 to k steps, `fit.shrunk` (k,), the places after each shrink,
    `fit.z` and `fit.w`, the lowest points of the loss and of the sum.
    """

    @style.styled
    def __init__(self, ax, n_steps, low=-4.0, high=4.0):
        self.ax, self._ends = ax, (n_steps, low, high)
        size = style.sizes()
        ax.set(xlim=(-0.3, 1.4 * n_steps), ylim=(low, high), xlabel="step", ylabel="coefficient w")
        ax.set_xticks(range(0, n_steps + 1, max(1, n_steps // 6)))
        ax.axhline(0, color="#777777", linewidth=0.8, zorder=1)
        self._goals = [ax.plot([], [], **style.MARKS[name].line(linewidth=0.7 * size.line), zorder=2)[0]
                       for name in ("ols", "ridge")]
        self._names = [ax.text(1.03 * n_steps, 0, style.MARKS[name].label, va="center", color=style.MARKS[name].color)
                       for name in ("ols", "ridge")]
        self._shrinks, = ax.plot([], [], color="#c98500", linewidth=1.4 * size.line, zorder=3, label="shrink")
        self._moves, = ax.plot([], [], color="#555555", linewidth=0.8 * size.line, linestyle=(0, (3, 1)), zorder=3,
                               label="gradient")
        self._dots, = ax.plot([], [], color=style.NOW, marker="o", linestyle="none", markersize=0.7 * size.marker,
                              zorder=4, label="after the step")
        self._title = ax.set_title("steps", y=1.0, pad=2.2 * size.text)
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, borderpad=0.2, borderaxespad=0.2,
                  columnspacing=1.0, handletextpad=0.5, handlelength=1.6)
        self.artists = (*self._goals, *self._names, self._shrinks, self._moves, self._dots, self._title)

    def update(self, fit) -> None:
        n_steps, low, high = self._ends
        walked, shrunk = np.asarray(fit.walked, dtype=float), np.asarray(fit.shrunk, dtype=float)
        far = 3 * (high - low)
        walked, shrunk = np.clip(walked, low - far, high + far), np.clip(shrunk, low - far, high + far)
        k, gap = np.arange(shrunk.size), np.full(shrunk.size, np.nan)
        self._shrinks.set_data(_pieces(k, k + 0.5, gap), _pieces(walked[:-1], shrunk, gap))
        self._moves.set_data(_pieces(k + 0.5, k + 1, gap), _pieces(shrunk, walked[1:], gap))
        self._dots.set_data(np.arange(walked.size), walked)
        for line, text, at, label in zip(self._goals, self._names, (fit.z, fit.w), self._apart(fit), strict=True):
            line.set_data([0, n_steps], [at, at])
            text.set_y(label)
        start, end = number(walked[0]), number(fit.walked[-1])
        self._title.set_text(f"{plural(shrunk.size, 'step')}: from {start} to {end}" if shrunk.size else
                             f"the walk starts at {start}")

    def _apart(self, fit):
        _, low, high = self._ends
        rows = self.ax.get_subplotspec().get_gridspec().nrows
        gap = 1.5 * style.sizes().text * (high - low) / (0.65 * self.ax.figure.get_figheight() * 72 / rows)
        return spread([fit.z, fit.w], gap, low, high)

    def describe(self, fit) -> str:
        if len(fit.shrunk) == 0:
            return f"No step yet: the descent starts at {number(fit.walked[0])}."
        size = np.abs(np.asarray(fit.walked) - fit.w)
        trend = "it runs away" if size[-1] > 1.001 * size[0] else f"it is {number(size[-1])} from the minimum"
        return (f"The last step shrinks {number(fit.walked[-2])} to {number(fit.shrunk[-1])}, and the gradient takes "
                f"it to {number(fit.walked[-1])}; after {plural(len(fit.shrunk), 'step')} {trend}.")


def _pieces(start, end, gap):
    return np.stack([start, end, gap], axis=1).ravel()


class KeptView(View):
    """The part of each weight that is left when shrinking is added to a descent, by two recipes.

    `sizes` (p,) says how large the gradients of each weight are; reads `fit.in_gradient` and `fit.on_weight` (p,),
    the shares left when lam·w is added to the gradient and when the weight itself is shrunk; and `fit.title`. The
    shares `fit.ridge`, at which plain steps would end, are marked where the fit has them.
    """

    @style.styled
    def __init__(self, ax, sizes, xlabel="size of the gradients (log scale)"):
        self.ax, self.sizes = ax, np.asarray(sizes, dtype=float)
        size = style.sizes()
        ax.set_xscale("log")
        ax.set(xlim=(self.sizes.min() / 1.4, self.sizes.max() * 1.4), ylim=(-0.1, 1.6), xlabel=xlabel,
               ylabel="share of the weight left")
        ax.set_xticks(self.sizes, minor=False)
        ax.set_yticks(np.arange(0, 1.01, 0.2))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"× {x:g}"))
        ax.minorticks_off()
        for height in (0, 1):
            ax.axhline(height, color="#777777", linewidth=0.8, zorder=1)
        self._gradient, = ax.plot([], [], **style.MARKS["bias"].line(), marker="v", markersize=1.4 * size.marker,
                                  zorder=3, label="lam·w in the gradient (L2)")
        self._weight, = ax.plot([], [], **style.MARKS["total"].line(), marker="s", markersize=0.8 * size.marker,
                                zorder=4, label="weight shrunk first (decay)")
        self._ridge, = ax.plot([], [], **style.MARKS["ridge"].points(markersize=1.9 * size.marker, zorder=2,
                               markerfacecolor="white", markeredgewidth=0.8 * size.line, label="ridge, the minimum"))
        ax.legend(loc="upper left", borderaxespad=0.1)
        self._title = ax.set_title("who is shrunk", y=1.0)
        self.artists = (self._ridge, self._gradient, self._weight, self._title)

    def update(self, fit) -> None:
        self._gradient.set_data(self.sizes, fit.in_gradient)
        self._weight.set_data(self.sizes, fit.on_weight)
        if "ridge" in vars(fit):
            self._ridge.set_data(self.sizes, fit.ridge)
        self._title.set_text(fit.title)

    def describe(self, fit) -> str:
        apart = np.abs(np.asarray(fit.in_gradient) - np.asarray(fit.on_weight)).max()
        title = fit.title[0].upper() + fit.title[1:]
        if apart < 1e-9:
            return f"{title}: both recipes leave the same share of every weight."
        ends = [f"{number(100 * share)} %" for shares in (fit.in_gradient, fit.on_weight)
                for share in (shares[0], shares[-1])]
        return (f"{title}. With lam·w in the gradient, {ends[0]} is left of the weight with the smallest gradients and "
                f"{ends[1]} of the one with the largest; with the weight shrunk first, {ends[2]} and {ends[3]}.")
