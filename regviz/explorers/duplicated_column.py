"""A duplicated column: a valley of equal solutions."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import Movable, View, disc, legend_above, zero_line


class ValleyView(View):
    """What J adds when two columns divide one total in another way: a flat valley is a tie.

    Reads `fit.rise`: "lasso", "ridge", "elastic_net" -> J above its lowest value on `shares`, the
    share of the first column; `fit.share`, which the control share sets, and `fit.cost`, what the
    lasso's J adds there. The axis ends at `top`.
    """

    @style.styled
    def __init__(self, ax, shares, top):
        self.ax = ax
        self.shares = np.asarray(shares, dtype=float)
        ax.set(xlim=(self.shares[0], self.shares[-1]), ylim=(-0.06 * top, top),
               xlabel="share of the first column", ylabel="J above its lowest")
        zero_line(ax, y=0)
        for edge in (0.0, 1.0):
            zero_line(ax, x=edge, linestyle=(0, (4, 2)))
        marks = {name: style.MARKS[name] for name in ("ridge", "elastic_net", "lasso")}
        self.part("curves", {name: ax.plot([], [], **mark.line(), label=mark.label, zorder=3)[0]
                             for name, mark in marks.items()})
        size = 1.1 * style.sizes().marker
        self.part("lowest", {
            name: ax.plot([], [], **marks[name].points(markersize=size), zorder=4)[0]
            for name in ("ridge", "elastic_net")})
        self.plot("ring", **disc(1.4))
        self.part("title", legend_above(ax, "J"))
        self.movable = (Movable(ax, "share", None, label="share of the first column"),)

    def _lowest(self, fit, name) -> float:
        """The share at which J is lowest."""
        return self.shares[np.argmin(fit.rise[name])]

    def update(self, fit) -> None:
        for name, curve in self.parts["curves"].items():
            curve.set_data(self.shares, fit.rise[name])
        for name, mark in self.parts["lowest"].items():
            mark.set_data([self._lowest(fit, name)], [0.0])
        self.parts["ring"].set_data([fit.share], [min(fit.cost, self.ax.get_ylim()[1])])
        self.parts["title"].set_text(f"lasso: this split costs {_cost(fit.cost)} more")

    def describe(self, fit) -> str:
        flat = self.shares[np.asarray(fit.rise["lasso"]) < 1e-9]
        if flat.size > 1:
            valley = (f"its J is lowest, and the same, for every share from {number(flat.min())} "
                      f"to {number(flat.max())}")
        else:
            valley = f"its J is lowest near share {number(self._lowest(fit, 'lasso'))} only"
        others = " and ".join(f"{style.MARKS[name].label} near {number(self._lowest(fit, name))}"
                              for name in self.parts["lowest"])
        return (f"With share {number(fit.share)} the lasso pays {_cost(fit.cost)} more than it "
                f"must; {valley}. Lowest for {others}.")


def _cost(value) -> str:
    """A rise of J for a sentence: rounding errors count as zero."""
    return "0" if value < 1e-9 else number(value)
