"""The error curves of the folds, their mean and its standard errors."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View, cursor, lam_axis, legend_above, padded, plain_ticks
from regviz.views.reading import read


class CVView(View):
    """Cross-validated error against lambda: a faint line a fold, the mean, one standard error
    around it.

    `cv` has `lams` (L,), `errors` (k, L), `mean`, `se` (L,), `lam_min` and `lam_1se` (one standard
    error rule of Breiman et al. 1984). `fit.lam` moves the cursor, `fit.cv_error` the mark.
    """

    @style.styled
    def __init__(self, ax, cv, title="cross-validation"):
        self.ax = ax
        self._cv = cv
        look = style.MARKS["test"]
        for k, errors in enumerate(cv.errors):
            ax.plot(cv.lams, errors, color=style.FAINT, linewidth=1,
                    label="one fold" if k == 0 else None)
        ax.fill_between(cv.lams, cv.mean - cv.se, cv.mean + cv.se, color=look.color, alpha=0.15,
                        linewidth=0, label="± 1 SE")
        ax.plot(cv.lams, cv.mean, **look.line(label=f"mean of {len(cv.errors)} folds"))
        lam_axis(ax, cv.lams)
        ax.set(ylim=padded(cv.errors), ylabel="held-out error")
        if ax.get_ylim()[1] >= 1e5:  # no power of ten apart, which would lie on the legend
            plain_ticks(ax.yaxis)
        for name, lam, side in zip(("lowest", "1-SE"), (cv.lam_min, cv.lam_1se), self._sides(ax),
                                   strict=True):
            ax.axvline(lam, color="#555555", linestyle=(0, (2, 2)), linewidth=1)
            ax.text(lam, 0.98, f" {name} ", transform=ax.get_xaxis_transform(), ha=side, va="top")
        legend_above(ax, title)
        self.part("cursor", cursor(ax))
        self.plot("mark", **look.points(markerfacecolor="white", zorder=5))

    def _sides(self, ax) -> tuple[str, str]:
        """Where the two names end: away from the edges of the panel, and from each other."""
        low, high = np.log(ax.get_xlim())
        least, simple = (np.log([self._cv.lam_min, self._cv.lam_1se]) - low) / (high - low)
        apart = simple - least > 0.3
        return ("left" if apart and least < 0.15 else "right",
                "right" if apart and simple > 0.85 else "left")

    def update(self, fit) -> None:
        lam = read(fit, "lam")
        self.parts["cursor"].set_xdata([lam, lam])
        self.parts["mark"].set_data([lam], [read(fit, "cv_error")])

    def describe(self, fit) -> str:
        lam = number(fit.lam)
        return (f"The cross-validated error is {number(fit.cv_error)} at lam = {lam}, "
                f"{self._side(fit.lam)}.")

    def _side(self, lam) -> str:
        """Where `lam` lies among the two choices, as far as the written numbers tell them apart."""
        lowest, simple = number(self._cv.lam_min), number(self._cv.lam_1se)
        if number(lam) == lowest:
            return "where it is lowest"
        if lam < self._cv.lam_min:
            return f"left of lam_min = {lowest}, where it is lowest"
        if lam > self._cv.lam_1se and number(lam) != simple:
            return f"right of the one-standard-error choice, lam_1se = {simple}"
        return (f"between lam_min = {lowest}, where it is lowest, and the one-standard-error "
                f"choice, lam_1se = {simple}")
