"""The boundary of a logistic regression between two classes."""

import numpy as np

from regviz import style
from regviz.core.formatting import plural
from regviz.views.base import View, padded


class BoundaryView(View):
    """Two classes in the plane and the line between them; points on its wrong side have a ring.

    `points` (n, 2), `labels` (n,) of 0 and 1. Reads `fit.boundary`, a polyline (m, 2) with NaN
    between its pieces, and `fit.wrong` (n,), True where a point is on the wrong side.
    """

    LOOKS = ({"marker": "o", "color": style.FEATURE_COLORS[3]}, {"marker": "^", "color": "#b8860b"})

    @style.styled
    def __init__(self, ax, points, labels, names=("x1", "x2"), classes=("class 0", "class 1"),
                 title="boundary"):
        self.ax = ax
        self.points = np.asarray(points, dtype=float)
        for value, look in enumerate(self.LOOKS):  # as in lesson 02
            ax.plot(*self.points[np.asarray(labels) == value].T, linestyle="none", alpha=0.8,
                    markeredgewidth=0, label=classes[value], **look)
        ax.set(xlim=padded(self.points[:, 0]), ylim=padded(self.points[:, 1]),
               xlabel=names[0], ylabel=names[1], title=title)
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, borderpad=0.2,
                  handletextpad=0.1)
        self.plot("boundary", color=style.NOW, zorder=4)
        self.plot("rings", linestyle="none", marker="o", markerfacecolor="none", color=style.NOW,
                  markersize=1.9 * style.sizes().marker, zorder=5)

    def update(self, fit) -> None:
        self.parts["boundary"].set_data(*np.reshape(fit.boundary, (-1, 2)).T)
        self.parts["rings"].set_data(*self.points[np.asarray(fit.wrong, dtype=bool)].T)

    def describe(self, fit) -> str:
        return (f"{plural(int(np.sum(fit.wrong)), 'point')} of {len(self.points)} on the wrong "
                f"side of the line.")
