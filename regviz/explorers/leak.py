"""Features selected on all samples or in each fold: the error that is reported."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import View
from regviz.views.curves import legend_above


class LeakView(View):
    """Each column's correlation with y on the training rows of a fold against that on its held-out rows.

    Signs are turned so that the first is positive. Reads `fit.inside` and `fit.outside` (p,) and `fit.chosen`, the
    columns that were selected; of the others at most `shown` are drawn.
    """

    @style.styled
    def __init__(self, ax, shown=120, right=0.6):
        self.ax, self._shown, size = ax, shown, style.sizes()
        ax.axhline(0, color="#777777", linewidth=0.8, zorder=1)
        self._rest, = ax.plot([], [], linestyle="none", marker="o", color="#9aa1a8", markeredgewidth=0, alpha=0.6,
                              markersize=0.5 * size.marker, label="other columns", zorder=2)
        self._chosen, = ax.plot([], [], **style.MARKS["lasso"].points(markeredgecolor="white"), label="selected",
                                zorder=4)
        self._mean, = ax.plot([], [], **style.MARKS["lasso"].line(linewidth=0.8 * size.line), zorder=3,
                              label="their mean")
        self._title = ax.set_title("selected", pad=2.2 * size.text, y=1.0)
        ax.set(xlim=(0, right), ylim=(-1, 1), yticks=(-0.5, 0, 0.5, 1), xlabel="correlation with y, training rows",
               ylabel="on the held-out rows")
        legend_above(ax)
        self.artists = (self._rest, self._chosen, self._mean, self._title)

    def _turned(self, fit):
        """(inside, outside) with the sign of the first taken off both, and the numbers of the columns not chosen."""
        inside, outside = np.asarray(fit.inside, dtype=float), np.asarray(fit.outside, dtype=float)
        rest = np.setdiff1d(np.arange(len(inside)), fit.chosen)[:self._shown]
        return np.abs(inside), np.where(inside < 0, -outside, outside), rest

    def update(self, fit) -> None:
        inside, outside, rest = self._turned(fit)
        self._rest.set_data(inside[rest], outside[rest])
        self._chosen.set_data(inside[fit.chosen], outside[fit.chosen])
        mean = outside[fit.chosen].mean()
        self._mean.set_data(self.ax.get_xlim(), [mean, mean])
        self._title.set_text(f"held out, the selected average {mean:.2f}".replace("-", "−"))

    def describe(self, fit) -> str:
        inside, outside, _ = self._turned(fit)
        return (f"Of {plural(len(inside), 'column')} {len(fit.chosen)} are selected: their correlation with y averages "
                f"{number(inside[fit.chosen].mean())} on the training rows and {number(outside[fit.chosen].mean())} on "
                f"the held-out rows of this fold.")
