"""Cross-validation error over lambda and the mix of L1 and L2."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import BoundaryNorm

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import Movable, View, lam_axis


def _right_edges(lams, l1_ratios, above, levels):
    """For each level one place on the right side of its contour, in the middle row or the first above that has one."""
    places = []
    for level in levels:
        for row in range(len(l1_ratios) // 2, len(l1_ratios)):
            inside = np.flatnonzero(above[row] <= level)
            if inside.size and inside[-1] + 1 < len(lams):
                places.append((lams[inside[-1]], l1_ratios[row]))
                break
    return places


class HeatView(View):
    """A map of an error over (lambda, l1_ratio), in per cent above its lowest; a cross that a hand drags, a star.

    `values` (len(l1_ratios), len(lams)); `se`, if given, is a standard error: a dashed line parts the places within one
    of it of the lowest from the others. Reads `fit.lam`, `fit.l1_ratio`, `fit.value`. `drag` names the controls that
    the cross sets.
    """

    LEVELS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
    LINES = (1, 10)

    @style.styled
    def __init__(self, ax, lams, l1_ratios, values, se=None, name="CV error", drag=("lam", "l1_ratio")):
        values, size = np.asarray(values, dtype=float), style.sizes()
        self.ax, self._name, self._least = ax, name, float(values.min())
        above = 100 * (values / self._least - 1)
        levels = [0, *self.LEVELS, max(float(above.max()), 51)]
        ax.contourf(lams, l1_ratios, above, levels=levels, cmap="cividis", norm=BoundaryNorm(levels, 256))
        lines = ax.contour(lams, l1_ratios, above, levels=self.LINES, colors="white", linewidths=0.4 * size.line)
        ax.clabel(lines, fmt=lambda level: f"+{level:g} %", fontsize=0.8 * size.text,
                  manual=_right_edges(np.asarray(lams), np.asarray(l1_ratios), above, lines.levels))
        lam_axis(ax, lams)
        edges = min(l1_ratios), max(l1_ratios)
        ax.set(ylim=(edges[0] - 0.05, edges[1] + 0.05), ylabel="l1_ratio (0 ridge, 1 lasso)")
        if se is not None:
            ax.contour(lams, l1_ratios, values - self._least, levels=[se], colors=style.NOW, linestyles="dashed",
                       linewidths=0.6 * size.line)
        row, column = np.unravel_index(values.argmin(), values.shape)
        self._best, self._se = (float(lams[column]), float(l1_ratios[row])), se
        edge = {"linestyle": "none", "color": "white", "markeredgecolor": style.NOW, "zorder": 5}
        ax.plot(*self._best, marker="*", markersize=2.2 * size.marker, **edge)
        self._here, = ax.plot([], [], marker="P", markersize=1.7 * size.marker, clip_on=False, **edge)
        self._title = ax.set_title("", y=1.0)
        self.artists = (self._here, self._title)
        self.movable = (Movable(ax, *drag, label="place on the map"),)

    def _above(self, fit) -> str:
        return f"{100 * (fit.value / self._least - 1):.1f} % above the lowest"

    def update(self, fit) -> None:
        self._here.set_data([fit.lam], [fit.l1_ratio])
        self._title.set_text(f"{self._name} {fit.value:.0f}: {self._above(fit)}")

    def describe(self, fit) -> str:
        side = "" if self._se is None else (
            f" ({'less' if fit.value - self._least < self._se else 'more'} than one standard error)")
        return (f"With lam = {number(fit.lam)} and l1_ratio = {number(fit.l1_ratio)} the {self._name} is "
                f"{number(fit.value)}, {self._above(fit)}{side}, which lies at lam = {number(self._best[0])} and "
                f"l1_ratio = {number(self._best[1])}.")
