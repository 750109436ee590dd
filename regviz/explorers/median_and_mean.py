"""Three losses with three penalties: the answers side by side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import Movable, View
from regviz.views.curves import legend_above

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


class LossPenaltyView(View):
    """The answer of every loss with every penalty: a row a loss, a mark a penalty, joined to where it was before.

    Reads `fit.fits`, which maps (loss, penalty) to (slope, intercept), of which the slope is drawn, and `fit.before`,
    the same without the disturbance.
    `truth` is marked by a line if given. With `data` there is one more row of this name, for the numbers `fit.data`;
    `drag` names the control of the largest of them.
    """

    @style.styled
    def __init__(self, ax, xlim, xlabel, title, truth=None, data=None, drag=None):
        self.ax, self._xlabel, size = ax, xlabel, style.sizes()
        rows = [mark.label for mark in LOSSES.values()] + ([data] if data else [])
        for row in range(len(rows)):
            ax.axhline(row, color=style.FAINT, linewidth=0.6, zorder=0)
        ax.set_yticks(range(len(rows)), [row.replace(" ", "\n", 1) for row in rows])
        ax.tick_params(axis="y", length=0)
        ax.set(xlim=xlim, ylim=(len(rows) - 0.4, -0.6), xlabel=xlabel)
        ax.set_title(title, pad=2.2 * size.text)
        if truth is not None:
            ax.axvline(truth, **style.MARKS["truth"].line(linewidth=0.6 * size.line), zorder=1)
            ax.text(truth, 1.0, "truth ", transform=ax.get_xaxis_transform(), ha="right", va="top")
        self._make_marks()
        self._data, = ax.plot([], [], linestyle="none", marker="*", color=style.NOW, markersize=1.5 * size.marker,
                              clip_on=data is None, zorder=3)  # no extent of its own in the layout while empty
        legend_above(ax)
        self._row = len(LOSSES) if data else None
        self.artists = (*(a for pair in self._marks.values() for a in pair), self._data)
        self.movable = (Movable(ax, drag, None, label="the largest number", at=(0.0, float(len(LOSSES)))),) * bool(drag)

    def _make_marks(self) -> None:
        self._rows, self._marks, size = {}, {}, style.sizes()
        for row, loss in enumerate(LOSSES):
            for k, (name, mark) in enumerate(PENALTIES.items()):
                self._rows[loss, name] = row + 0.24 * (k - 1)
                way, = self.ax.plot([], [], color=mark.color, linewidth=0.7 * size.line, zorder=2)
                at, = self.ax.plot([], [], **mark.points(label=mark.label if row == 0 else "_", zorder=4,
                                                         clip_on=False))
                self._marks[loss, name] = way, at

    def update(self, fit) -> None:
        for key, (way, at) in self._marks.items():
            row, now, before = self._rows[key], fit.fits[key][0], fit.before[key][0]
            way.set_data([before, now], [row, row])
            at.set_data([now], [row])
        if self._row is not None:
            equal = np.tril(np.equal.outer(fit.data, fit.data), -1).sum(axis=1)  # equal numbers stand on each other
            self._data.set_data(fit.data, self._row - 0.22 * equal)

    def describe(self, fit) -> str:
        moved = {key: abs(fit.fits[key][0] - fit.before[key][0]) for key in self._marks}
        told = [f"{mark.label}: " + ", ".join(f"{PENALTIES[name].label} {number(round(fit.fits[loss, name][0], 4))}"
                                              for name in PENALTIES) for loss, mark in LOSSES.items()]
        far = max(moved, key=lambda key: round(moved[key], 9))  # of equals the first
        words = f"By loss and penalty, {self._xlabel} is: {'; '.join(told)}."
        if moved[far] < 1e-6:
            return words
        return (f"{words} Moved farthest: {LOSSES[far[0]].label}, penalty {PENALTIES[far[1]].label}, "
                f"by {number(moved[far])}.")
