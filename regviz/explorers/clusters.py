"""k-means: points, centres and the distances inside a cluster."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import View, padded


class ClustersView(View):
    """Points in the plane, each in the colour and marker of its cluster, and the centres as stars.

    `points` (n, 2) stay. Reads `fit.own` (n,), the cluster of each point, and `fit.centres` (k, 2),
    at most twelve.
    """

    MARKERS = "osD^vPXphd<>"

    @style.styled
    def __init__(self, ax, points):
        self.ax = ax
        self.points = np.asarray(points, dtype=float)
        size, colors = style.sizes(), style.FEATURE_COLORS
        look = {"linestyle": "none", "markeredgewidth": 0, "alpha": 0.8, "zorder": 2}
        self.part("members", [
            ax.plot([], [], marker=marker, color=colors[j % len(colors)], **look)[0]
            for j, marker in enumerate(self.MARKERS)])
        self.plot("centres", **style.MARKS["truth"].points(
            markersize=1.9 * size.marker, markeredgecolor="white",
            markeredgewidth=0.6 * size.line, zorder=4))
        self.part("title", ax.set_title("clusters", y=1.0))
        ax.set(xlim=padded(self.points[:, 0]), ylim=padded(self.points[:, 1]),
               xlabel="x1", ylabel="x2")

    def update(self, fit) -> None:
        own, centres = np.asarray(fit.own), np.asarray(fit.centres, dtype=float)
        if len(centres) > len(self.MARKERS):
            raise ValueError(f"ClustersView: there is one marker for each cluster, so "
                             f"{len(self.MARKERS)} clusters at most: got {len(centres)}.")
        for j, line in enumerate(self.parts["members"]):
            line.set_data(*self.points[own == j].T)
        self.parts["centres"].set_data(*centres.T)
        self.parts["title"].set_text(plural(len(centres), "cluster"))

    def describe(self, fit) -> str:
        own, centres = np.asarray(fit.own), np.asarray(fit.centres, dtype=float)
        *others, least = sorted(np.bincount(own, minlength=len(centres)), reverse=True)
        listed = f"{', '.join(map(str, others))} and {least}" if others else f"{least}"
        away = np.linalg.norm(self.points - centres[own], axis=1).mean()
        return (f"{plural(len(centres), 'cluster')} of {listed} points; on average a point lies "
                f"{number(away)} from its centre.")
