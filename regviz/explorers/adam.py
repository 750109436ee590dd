"""The share of each weight that weight decay and L2 leave, with plain steps and with Adam.

The experiment follows Loshchilov and Hutter (2019), "Decoupled Weight Decay Regularization".
"""

import numpy as np
from matplotlib.ticker import FuncFormatter

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View, zero_line


class KeptView(View):
    """The share of each weight that is left when a penalty is added to a descent, by two recipes.

    `sizes` (p,) says how large the gradients of each weight are. Reads `fit.in_gradient` and
    `fit.on_weight` (p,), the shares left when lam·w is added to the gradient and when the weight
    itself is shrunk, `fit.ridge` (p,), the shares at which plain steps would end, and `fit.title`.
    """

    @style.styled
    def __init__(self, ax, sizes):
        self.ax, self.sizes = ax, np.asarray(sizes, dtype=float)
        size = style.sizes()
        ax.set_xscale("log")
        ax.set(xlim=(self.sizes.min() / 1.4, self.sizes.max() * 1.4), ylim=(-0.1, 1.6),
               xlabel="size of the gradients (log scale)", ylabel="share of the weight left")
        ax.set_xticks(self.sizes, minor=False)
        ax.set_yticks(np.arange(0, 1.01, 0.2))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"× {x:g}"))
        ax.minorticks_off()
        for height in (0, 1):
            zero_line(ax, y=height)
        # The order of the legend; the diamonds of ridge lie below both curves.
        self.plot("in_gradient", **style.MARKS["bias"].line(), marker="v", zorder=3,
                  markersize=1.4 * size.marker, label="lam·w in the gradient (L2)")
        self.plot("on_weight", **style.MARKS["total"].line(), marker="s", zorder=4,
                  markersize=0.8 * size.marker, label="weight shrunk first (decay)")
        self.plot("ridge", **style.MARKS["ridge"].points(markersize=1.9 * size.marker), zorder=2,
                  markerfacecolor="white", markeredgewidth=0.8 * size.line,
                  label="ridge, the minimum")
        ax.legend(loc="upper left", borderaxespad=0.1)
        self.part("title", ax.set_title("who is shrunk", y=1.0))

    def update(self, fit) -> None:
        for name in ("in_gradient", "on_weight", "ridge"):
            self.parts[name].set_data(self.sizes, getattr(fit, name))
        self.parts["title"].set_text(fit.title)

    def describe(self, fit) -> str:
        title = fit.title[0].upper() + fit.title[1:]
        if np.allclose(fit.in_gradient, fit.on_weight, rtol=0, atol=1e-9):
            return f"{title}: both recipes leave the same share of every weight."
        ends = [f"{number(100 * share)} %" for shares in (fit.in_gradient, fit.on_weight)
                for share in (shares[0], shares[-1])]
        return (f"{title}. With lam·w in the gradient, {ends[0]} is left of the weight with the "
                f"smallest gradients and {ends[1]} of the one with the largest; with the weight "
                f"shrunk first, {ends[2]} and {ends[3]}.")
