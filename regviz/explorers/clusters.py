"""k-means: points, centres and the distances inside a cluster."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.explorers.early_stopping import MARKERS
from regviz.views.base import View, padded


class ClustersView(View):
    """Points in the plane, each in the colour and marker of its cluster, and the centres as stars.

    `points` (n, 2) stay; at most `most` clusters. Reads `fit.own` (n,), the cluster of each point, and `fit.centres`
    (k, 2).
    """

    @style.styled
    def __init__(self, ax, points, most=12, xlabel="x1", ylabel="x2"):
        self.ax, self._points, size = ax, np.asarray(points, dtype=float), style.sizes()
        if most > len(MARKERS):
            raise ValueError(f"most must be {len(MARKERS)} at most, one marker a cluster: got {most}.")
        self._members = [ax.plot([], [], linestyle="none", marker=marker, markersize=1.0 * size.marker, zorder=2,
                                 color=style.FEATURE_COLORS[j % len(style.FEATURE_COLORS)], markeredgewidth=0,
                                 alpha=0.8)[0] for j, marker in enumerate(MARKERS[:most])]
        self._centres, = ax.plot([], [], zorder=4, **style.MARKS["truth"].points(
            markersize=1.9 * size.marker, markeredgecolor="white", markeredgewidth=0.6 * size.line))
        self._title = ax.set_title("clusters", y=1.0)
        ax.set(xlim=padded(self._points[:, 0]), ylim=padded(self._points[:, 1]), xlabel=xlabel, ylabel=ylabel)
        self.artists = (*self._members, self._centres, self._title)

    def update(self, fit) -> None:
        own = np.asarray(fit.own)
        for j, line in enumerate(self._members):
            line.set_data(*self._points[own == j].T)
        self._centres.set_data(*np.asarray(fit.centres, dtype=float).T)
        self._title.set_text(plural(len(fit.centres), "cluster"))

    def describe(self, fit) -> str:
        own, centres = np.asarray(fit.own), np.asarray(fit.centres, dtype=float)
        counts = sorted(np.bincount(own, minlength=len(centres)).tolist(), reverse=True)
        away = np.linalg.norm(self._points - centres[own], axis=1).mean()
        listed = " and ".join(filter(None, [", ".join(map(str, counts[:-1])), str(counts[-1])]))
        return (f"{plural(len(centres), 'cluster')} of {listed} points; on average a point lies "
                f"{number(away)} from its centre.")
