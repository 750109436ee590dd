"""A histogram of the weights of many lasso fits, with the exact zeros counted."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View, legend_above

BINS = 33


class ZerosView(View):
    """A histogram of the lasso's weights, and one spike for those that are exactly zero.

    The bars count weights (left axis); the hatched spike is read on the right axis, as a share of
    all `total` weights. `limit` bounds the weights. `least_squares`, the weights that least squares
    gives the same problems, stay as an outline; `truth` lists the values of the true weights. Reads
    `fit.coefs`, any shape.
    """

    @style.styled
    def __init__(self, ax, limit, total, least_squares, truth):
        self.ax, self._ols, self._top = ax, np.ravel(least_squares), total / 10
        self._edges = np.linspace(-limit, limit, BINS + 1)
        size, lasso = style.sizes(), style.MARKS["lasso"]
        for k, value in enumerate(truth):
            ax.axvline(value, **style.MARKS["truth"].line(linewidth=0.6 * size.line), zorder=1,
                       label="true weights" if k == 0 else "_")
        ax.plot(*self._outline(self._ols).T, label="least squares", zorder=2.5,
                **style.MARKS["ols"].line(linestyle="-", linewidth=0.8 * size.line))
        self.part("shape", ax.fill([0.0], [0.0], color=lasso.color, alpha=0.75, linewidth=0,
                                   zorder=2, label=lasso.label)[0])
        width = 0.6 * (self._edges[1] - self._edges[0])
        self.part("spike", ax.bar([0], [0], width=width, color="white", edgecolor=style.NOW,
                                  linewidth=0.7 * size.line, hatch="///", label="exactly 0",
                                  zorder=4)[0])
        ax.set(xlim=(-limit, limit), ylim=(0, self._top), xlabel="weight",
               ylabel="how many weights")
        in_percent = (lambda count: 100 * count / self._top, lambda share: share * self._top / 100)
        ax.secondary_yaxis("right", functions=in_percent).set_ylabel("share exactly 0, in %")
        self.part("title", legend_above(ax, "weights"))

    def _outline(self, coefs):
        """(m, 2): the histogram of what is not zero as a line of steps."""
        counts, _ = np.histogram(coefs[coefs != 0], self._edges)
        return np.column_stack([np.repeat(self._edges, 2), np.r_[0, np.repeat(counts, 2), 0]])

    def update(self, fit) -> None:
        coefs = np.ravel(fit.coefs)
        zeros = int(np.sum(coefs == 0))
        self.parts["shape"].set_xy(self._outline(coefs))
        self.parts["spike"].set_height(zeros / coefs.size * self._top)
        self.parts["title"].set_text(f"{zeros:,} of {coefs.size:,} weights are exactly 0")

    def describe(self, fit) -> str:
        coefs = np.ravel(fit.coefs)
        kept = coefs != 0
        words = f"{coefs.size - kept.sum():,} of {coefs.size:,} weights are exactly zero"
        if not kept.any():
            return f"{words}: nothing is kept."
        different = np.unique(coefs[kept]).size
        share = 100 * np.abs(coefs[kept]).sum() / np.abs(self._ols[kept]).sum()
        return (f"{words}; the other {kept.sum():,} take {different:,} different values, from "
                f"{number(coefs.min())} to {number(coefs.max())}. Added up, the kept ones have "
                f"{number(share)} % of the size that least squares gives them.")
