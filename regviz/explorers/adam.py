"""What weight decay and L2 leave of each weight, with plain steps and with Adam."""

from __future__ import annotations

import numpy as np
from matplotlib.ticker import FuncFormatter

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View


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
