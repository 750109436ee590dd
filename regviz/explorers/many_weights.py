"""A histogram of the weights of many lasso fits, with the exact zeros counted."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View
from regviz.views.curves import legend_above


class ZerosView(View):
    """A histogram of the kept weights, and one spike for those that are exactly zero.

    The bars count weights (left axis, up to `top`); the hatched spike is read on the right axis, as a share of all
    `total` weights. `limit` bounds the weights. `least_squares`, weights of the same problems, is drawn as an outline
    that stays; `truth` lists the values of the true weights. Reads `fit.coefs`, any shape.
    """

    @style.styled
    def __init__(self, ax, limit, total, meaning="lasso", bins=33, top=None, least_squares=None, truth=(),
                 xlabel="weight"):
        self.ax, self._edges, self._ols = ax, np.linspace(-limit, limit, bins + 1), least_squares
        self._top, size, mark = top or total / 10, style.sizes(), style.MARKS[meaning]
        for k, value in enumerate(truth):
            ax.axvline(value, **style.MARKS["truth"].line(linewidth=0.6 * size.line), zorder=1,
                       label="true weights" if k == 0 else "_")
        if least_squares is not None:
            ax.plot(*self._outline(np.ravel(least_squares)).T, label="least squares", zorder=2.5,
                    **style.MARKS["ols"].line(linestyle="-", linewidth=0.8 * size.line))
        self._shape, = ax.fill([0.0], [0.0], color=mark.color, alpha=0.75, linewidth=0, zorder=2, label=mark.label)
        self._spike, = ax.bar([0], [0], width=0.6 * (self._edges[1] - self._edges[0]), color="white", zorder=4,
                              edgecolor=style.NOW, linewidth=0.7 * size.line, hatch="///", label="exactly 0")
        self._title = ax.set_title("weights", y=1.0, pad=2.2 * size.text)
        ax.set(xlim=(-limit, limit), ylim=(0, self._top), xlabel=xlabel, ylabel="how many weights")
        share = ax.secondary_yaxis("right", functions=(lambda y: 100 * y / self._top, lambda s: s * self._top / 100))
        share.set_ylabel("share exactly 0, in %")
        legend_above(ax)
        self.artists = (self._shape, self._spike, self._title)

    def _counts(self, coefs):
        return np.histogram(coefs[coefs != 0], self._edges)[0]

    def _outline(self, coefs):
        """(m, 2): the histogram of what is not zero as a line of steps."""
        return np.column_stack([np.repeat(self._edges, 2), np.r_[0, np.repeat(self._counts(coefs), 2), 0]])

    def update(self, fit) -> None:
        coefs = np.ravel(fit.coefs)
        zeros = int(np.sum(coefs == 0))
        self._shape.set_xy(self._outline(coefs))
        self._spike.set_height(zeros / coefs.size * self._top)
        self._title.set_text(f"{zeros:,} of {coefs.size:,} weights are exactly 0")

    def describe(self, fit) -> str:
        coefs = np.ravel(fit.coefs)
        kept = coefs != 0
        words = f"{coefs.size - kept.sum():,} of {coefs.size:,} weights are exactly zero"
        if not kept.any():
            return f"{words}: nothing is kept."
        words += (f"; the other {kept.sum():,} take {np.unique(coefs[kept]).size:,} different values, from "
                  f"{number(coefs.min())} to {number(coefs.max())}.")
        if self._ols is None:
            return words
        size = np.abs(coefs[kept]).sum() / np.abs(np.ravel(self._ols)[kept]).sum()
        return f"{words} Added up, the kept ones have {number(100 * size)} % of the size that least squares gives them."
