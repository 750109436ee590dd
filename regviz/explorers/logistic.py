"""The border of a logistic regression between two classes."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import plural
from regviz.views.base import Movable, View, padded


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
