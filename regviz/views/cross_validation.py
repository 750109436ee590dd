"""The error curves of the folds, their mean and its standard errors."""

from __future__ import annotations

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View, cursor, lam_axis, padded
from regviz.views.curves import legend_above


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
