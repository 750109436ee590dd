"""Three losses with three penalties: the answers side by side."""

from dataclasses import replace

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.bars import RowsView
from regviz.views.base import Movable, legend_above

LOSSES = {
    "squared": replace(style.MARKS["ols"], label="squared loss", dash=(0, (5, 1.5))),
    "absolute": style.Mark("#332288", "o", "-", "absolute loss"),
    "Huber": style.Mark("#0a8f98", "^", (0, (1, 1.2)), "Huber loss"),
}
PENALTIES = {
    "none": style.Mark("#555555", "o", ":", "none"),
    "L1": replace(style.MARKS["lasso"], label="L1"),
    "L2": replace(style.MARKS["ridge"], label="L2"),
}


class LossPenaltyView(RowsView):
    """The answer of every loss with every penalty, joined to where it was before: a row for each
    loss, a mark for each penalty.

    Reads `fit.fits`, which maps (loss, penalty) to (slope, intercept), of which the slope is drawn,
    and `fit.before`, the same without the disturbance. `truth` is marked by a line if given. With
    `data` there is one more row of this name, for the numbers `fit.data`; `drag` names the control
    of the largest of them.
    """

    @style.styled
    def __init__(self, ax, xlim, xlabel, title, truth=None, data=None, drag=None):
        labels = [mark.label for mark in LOSSES.values()] + ([data] if data else [])
        self.draw_rows(ax, [label.replace(" ", "\n", 1) for label in labels], xlim, xlabel,
                       guides=True, zero=False)
        self.answer = xlabel
        if truth is not None:
            line = style.MARKS["truth"].line(linewidth=0.6 * style.sizes().line)
            ax.axvline(truth, **line, zorder=1)
            ax.text(truth, 1.0, "truth ", transform=ax.get_xaxis_transform(), ha="right", va="top")
        self._draw_marks()
        if data:
            self.plot("data", linestyle="none", marker="*", color=style.NOW,
                      markersize=1.5 * style.sizes().marker, clip_on=False, zorder=3)
        if drag:
            place = (0.0, float(len(LOSSES)))
            self.movable = (Movable(ax, drag, None, label="the largest number", at=place),)
        legend_above(ax, title)

    def _draw_marks(self) -> None:
        """Two parts for each loss and penalty: where the answer was, joined to where it is."""
        self.heights = {(loss, penalty): row + 0.24 * (k - 1) for row, loss in enumerate(LOSSES)
                        for k, penalty in enumerate(PENALTIES)}
        for loss, penalty in self.heights:
            mark = PENALTIES[penalty]
            label = mark.label if loss == next(iter(LOSSES)) else "_"
            self.plot(("join", loss, penalty), color=mark.color, zorder=2,
                      linewidth=0.7 * style.sizes().line)
            self.plot((loss, penalty), **mark.points(label=label, zorder=4, clip_on=False))

    def update(self, fit) -> None:
        for key, height in self.heights.items():
            now, before = fit.fits[key][0], fit.before[key][0]
            self.parts["join", *key].set_data([before, now], [height, height])
            self.parts[key].set_data([now], [height])
        if "data" in self.parts:
            # Equal numbers stand on top of each other.
            below = np.tril(np.equal.outer(fit.data, fit.data), -1).sum(axis=1)
            self.parts["data"].set_data(fit.data, len(LOSSES) - 0.22 * below)

    def describe(self, fit) -> str:
        told = []
        for loss, mark in LOSSES.items():
            answers = [f"{penalty} {number(round(fit.fits[loss, penalty][0], 4))}"
                       for penalty in PENALTIES]
            told.append(f"{mark.label}: {', '.join(answers)}")
        words = f"By loss and penalty, {self.answer} is: {'; '.join(told)}."
        moved = {key: abs(fit.fits[key][0] - fit.before[key][0]) for key in self.heights}
        far = max(moved, key=lambda key: round(moved[key], 9))  # of equals the first
        if moved[far] < 1e-6:
            return words
        return (f"{words} Moved farthest: {LOSSES[far[0]].label}, penalty {far[1]}, "
                f"by {number(moved[far])}.")
