"""Views of lesson 10: ridge beside descent stopped early, and clusters with their centres."""

from __future__ import annotations

import numpy as np

from .. import style
from ..words import number, plural
from .base import View, padded
from .curves import legend_above
from .path import PathView

MARKERS = "osD^vPXphd<>"


class TwinPathsView(PathView):
    """The ridge path as lines and another path of the same coefficients as dots over it, on one axis of lambda.

    `path` and `other` are callable at arrays of lambdas; `name` is what the words call the other. Reads `fit.lam`,
    `fit.ridge`, `fit.other` and `fit.steps`, the number of steps that stands for lam.
    """

    @style.styled
    def __init__(self, ax, path, other, lams, names, name="stopped early", places=30, title="two paths"):
        grid = np.geomspace(np.min(lams), np.max(lams), places)
        dots, self._name = np.asarray(other(grid)), name
        limits = np.concatenate([np.ravel(path(np.asarray(lams))), dots.ravel()])
        super().__init__(ax, path, lams, names, kind="ridge", title=title, reads="ridge",
                         limits=(limits.min(), limits.max() + 0.12 * np.ptp(limits)))  # room for the readout
        size = style.sizes()
        for line in ax.lines[:dots.shape[1]]:
            line.set_linestyle("-")  # a dotted line would look like the other path
        for j, values in enumerate(dots.T):
            ax.plot(grid, values, linestyle="none", marker="o", markersize=0.5 * size.marker, zorder=3,
                    color=style.feature_line(j)["color"], markeredgewidth=0)
        ax.plot([], [], color="#333333", linewidth=0.8 * size.line, label="lines: ridge")
        ax.plot([], [], color="#333333", linestyle="none", marker="o", markersize=0.5 * size.marker,
                label=f"dots: {name}")
        ax.set_title(title, pad=2.2 * size.text)
        legend_above(ax)
        self._others, = ax.plot([], [], linestyle="none", marker="o", color=style.NOW, zorder=6,
                                markersize=0.75 * size.marker)
        self.artists = (*self.artists, self._others)

    def update(self, fit) -> None:
        super().update(fit)
        self._others.set_data(np.full(np.shape(fit.other), fit.lam), fit.other)
        self._readout.set_text(f" lam = {number(fit.lam)} ~ {plural(int(fit.steps), 'step')} ")

    def describe(self, fit) -> str:
        ridge, other = (np.asarray(values, dtype=float) for values in (fit.ridge, fit.other))
        sizes = [np.linalg.norm(values) for values in (ridge, other)]
        apart = np.abs(other - ridge)
        j = int(apart.argmax())
        return (f"After {plural(int(fit.steps), 'step')} the coefficients have length {number(sizes[1])}; those of "
                f"ridge with lam = {number(fit.lam)} have {number(sizes[0])}. They differ most at {self.names[j]}: "
                f"{number(other[j])} against {number(ridge[j])}.")


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
