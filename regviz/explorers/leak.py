"""Features selected on all samples or in each fold: the error that is reported."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import View, legend_above, zero_line


class LeakView(View):
    """Each column's correlation with y on the training rows of a fold against that on its held-out
    rows, with the sign turned so that the first is positive.

    Reads `fit.inside` and `fit.outside` (p,), the two correlations, and `fit.chosen`, the columns
    that were selected; of the others at most 120 are drawn.
    """

    SHOWN = 120

    @style.styled
    def __init__(self, ax):
        self.ax = ax
        size, mark = style.sizes(), style.MARKS["lasso"]
        zero_line(ax, y=0)
        self.plot("others", linestyle="none", marker="o", color="#9aa1a8", markeredgewidth=0,
                  alpha=0.6, markersize=0.5 * size.marker, label="other columns", zorder=2)
        self.plot("selected", **mark.points(markeredgecolor="white"), label="selected", zorder=4)
        self.plot("mean", **mark.line(linewidth=0.8 * size.line), label="their mean", zorder=3)
        ax.set(xlim=(0, 0.6), ylim=(-1, 1), yticks=(-0.5, 0, 0.5, 1),
               xlabel="correlation with y, training rows", ylabel="on the held-out rows")
        self.part("title", legend_above(ax, "selected"))

    def _turned(self, fit):
        """The correlations (inside, outside), both with the sign of the first taken off."""
        inside = np.asarray(fit.inside, dtype=float)
        outside = np.asarray(fit.outside, dtype=float)
        return np.abs(inside), np.where(inside < 0, -outside, outside)

    def update(self, fit) -> None:
        inside, outside = self._turned(fit)
        others = np.setdiff1d(np.arange(len(inside)), fit.chosen)[:self.SHOWN]
        for name, columns in (("others", others), ("selected", fit.chosen)):
            self.parts[name].set_data(inside[columns], outside[columns])
        mean = outside[fit.chosen].mean()
        self.parts["mean"].set_data(self.ax.get_xlim(), [mean, mean])
        written = f"{mean:.2f}".replace("-", "−")
        self.parts["title"].set_text(f"held out, the selected average {written}")

    def describe(self, fit) -> str:
        inside, outside = self._turned(fit)
        return (f"Of {plural(len(inside), 'column')} {len(fit.chosen)} are selected: their "
                f"correlation with y averages {number(inside[fit.chosen].mean())} on the training "
                f"rows and {number(outside[fit.chosen].mean())} on the held-out rows of this fold.")
