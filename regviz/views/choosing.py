"""Views for choosing lambda and for what a choice does: cross-validation, boundary, counts."""

from __future__ import annotations

import numpy as np

from .. import style
from ..words import number, plural
from .base import Movable, View, cursor, lam_axis, padded
from .curves import legend_above


class CVView(View):
    """Cross-validated error against lambda: a faint line a fold, the mean, one standard error around it.

    `cv` has `lams` (L,), `errors` (k, L), `mean`, `se` (L,), `lam_min` and `lam_1se` (lesson 07); `fit.lam` moves
    the cursor, `fit.cv_error` the mark on the mean.
    """

    @style.styled
    def __init__(self, ax, cv, ylabel="held-out error", title="cross-validation"):
        self.ax, self._cv = ax, cv
        look = style.MARKS["test"]
        for k, errors in enumerate(cv.errors):
            ax.plot(cv.lams, errors, color=style.FAINT, linewidth=1, label="one fold" if k == 0 else None)
        ax.fill_between(cv.lams, cv.mean - cv.se, cv.mean + cv.se, color=look.color, alpha=0.15, linewidth=0,
                        label="± 1 SE")
        ax.plot(cv.lams, cv.mean, **look.line(label=f"mean of {len(cv.errors)} folds"))
        lam_axis(ax, cv.lams)
        ax.set_ylim(*padded(cv.errors))
        for name, lam, side in (("lowest", cv.lam_min, "right"), ("1-SE", cv.lam_1se, "left")):
            ax.axvline(lam, color="#555555", linestyle=(0, (2, 2)), linewidth=1)
            ax.text(lam, 0.98, f" {name} ", transform=ax.get_xaxis_transform(), ha=side, va="top")
        ax.set_ylabel(ylabel)
        ax.set_title(title, pad=2.2 * style.sizes().text)
        legend_above(ax)
        self._cursor = cursor(ax)
        self._mark, = ax.plot([], [], **look.points(markerfacecolor="white", zorder=5))
        self.artists = (self._cursor, self._mark)

    def update(self, fit) -> None:
        self._cursor.set_xdata([fit.lam, fit.lam])
        self._mark.set_data([fit.lam], [fit.cv_error])

    def describe(self, fit) -> str:
        lam, lowest, simple = number(fit.lam), number(self._cv.lam_min), number(self._cv.lam_1se)
        place = ("where it is lowest" if lam == lowest else
                 f"left of that of lowest error, {lowest}" if fit.lam < self._cv.lam_min else
                 f"beyond the one-standard-error choice, {simple}" if fit.lam > self._cv.lam_1se and lam != simple else
                 f"between that of lowest error, {lowest}, and the one-standard-error choice, {simple}")
        return f"The cross-validated error is {number(fit.cv_error)} at lam = {lam}, {place}."


class BoundaryView(View):
    """Two classes in the plane and the line between them: where `fit.score` on the grid is zero.

    `points` (n, 2), `labels` (n,) of 0 and 1. Reads `fit.boundary`, a polyline (m, 2) with NaN between its pieces,
    and `fit.wrong` (n,), True where a point is on the wrong side: it gets a ring. With `move=(x, y)`, names of two
    controls, one point is dragged: `at` is where it stands at first.
    """

    @style.styled
    def __init__(self, ax, points, labels, names=("x1", "x2"), classes=("class 0", "class 1"), title="boundary",
                 move=None, at=(0.0, 0.0)):
        self.ax, self._points = ax, np.asarray(points, dtype=float)
        labels = np.asarray(labels)
        for value, marker, color in ((0, "o", style.FEATURE_COLORS[3]), (1, "^", "#b8860b")):  # as in lesson 02
            ax.plot(*self._points[labels == value].T, linestyle="none", marker=marker, color=color, alpha=0.8,
                    markeredgewidth=0, label=classes[value])
        ax.set(xlim=padded(self._points[:, 0]), ylim=padded(self._points[:, 1]), xlabel=names[0], ylabel=names[1],
               title=title)
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, borderpad=0.2, handletextpad=0.1)
        self._line, = ax.plot([], [], color=style.NOW, zorder=4)
        self._rings, = ax.plot([], [], linestyle="none", marker="o", markerfacecolor="none", color=style.NOW,
                               markersize=1.9 * style.sizes().marker, zorder=5)
        self.artists = (self._line, self._rings)
        if move:
            self.movable = (Movable(ax, *move, label="a point of the data", at=at),)

    def update(self, fit) -> None:
        self._line.set_data(*np.asarray(fit.boundary, dtype=float).reshape(-1, 2).T)
        self._rings.set_data(*self._points[np.asarray(fit.wrong, dtype=bool)].T)

    def describe(self, fit) -> str:
        return f"{plural(int(np.sum(fit.wrong)), 'point')} of {len(self._points)} on the wrong side of the line."


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
