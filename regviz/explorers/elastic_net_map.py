"""Cross-validation error over lambda and the mix of L1 and L2."""

import numpy as np
from matplotlib.colors import BoundaryNorm

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import Movable, View, lam_axis


class HeatView(View):
    """A map of the CV error over (lambda, l1_ratio), in per cent above its lowest value, which is
    marked by a star; a cross that a hand drags sets both.

    `values` (len(l1_ratios), len(lams)). With a standard error `se`, a dashed line surrounds the
    places within one of it of the lowest. Reads `fit.lam`, `fit.l1_ratio` and `fit.value`.
    """

    LEVELS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
    LINES = (1, 10)

    @style.styled
    def __init__(self, ax, lams, l1_ratios, values, se=None):
        values = np.asarray(values, dtype=float)
        row, column = np.unravel_index(values.argmin(), values.shape)
        self.ax, self.se = ax, se
        self.least = float(values.min())
        self.best = (float(lams[column]), float(l1_ratios[row]))
        self._draw_map(np.asarray(lams), np.asarray(l1_ratios), values)
        lam_axis(ax, lams)
        ax.set(ylim=(min(l1_ratios) - 0.05, max(l1_ratios) + 0.05),
               ylabel="l1_ratio (0 ridge, 1 lasso)")
        size = style.sizes()
        edge = {"linestyle": "none", "color": "white", "markeredgecolor": style.NOW, "zorder": 5}
        ax.plot(*self.best, marker="*", markersize=2.2 * size.marker, **edge)
        self.plot("cross", marker="P", markersize=1.7 * size.marker, clip_on=False, **edge)
        self.part("title", ax.set_title("", y=1.0))
        self.movable = (Movable(ax, "lam", "l1_ratio", label="place on the map"),)

    def _draw_map(self, lams, l1_ratios, values) -> None:
        """Colours, labelled lines at 1 % and 10 %, and the border of one standard error."""
        ax, size = self.ax, style.sizes()
        above = 100 * (values / self.least - 1)
        levels = [0, *self.LEVELS, max(float(above.max()), 51)]
        ax.contourf(lams, l1_ratios, above, levels=levels, cmap="cividis",
                    norm=BoundaryNorm(levels, 256))
        lines = ax.contour(lams, l1_ratios, above, levels=self.LINES, colors="white",
                           linewidths=0.4 * size.line)
        ax.clabel(lines, fmt=lambda level: f"+{level:g} %", fontsize=0.8 * size.text,
                  manual=_right_edges(lams, l1_ratios, above, lines.levels))
        if self.se is not None:
            ax.contour(lams, l1_ratios, values - self.least, levels=[self.se], colors=style.NOW,
                       linestyles="dashed", linewidths=0.6 * size.line)

    def _above(self, fit) -> str:
        return f"{100 * (fit.value / self.least - 1):.1f} % above the lowest"

    def update(self, fit) -> None:
        self.parts["cross"].set_data([fit.lam], [fit.l1_ratio])
        self.parts["title"].set_text(f"CV error {fit.value:.0f}: {self._above(fit)}")

    def describe(self, fit) -> str:
        side = ""
        if self.se is not None:
            less = fit.value - self.least < self.se
            side = f" ({'less' if less else 'more'} than one standard error)"
        return (f"With lam = {number(fit.lam)} and l1_ratio = {number(fit.l1_ratio)} the CV error "
                f"is {number(fit.value)}, {self._above(fit)}{side}, which lies at "
                f"lam = {number(self.best[0])} and l1_ratio = {number(self.best[1])}.")


def _right_edges(lams, l1_ratios, above, levels):
    """For each level one place on the right side of its contour, where its label stands: in the
    middle row, or in the first one above it that the contour crosses."""
    places = []
    for level in levels:
        for row in range(len(l1_ratios) // 2, len(l1_ratios)):
            inside = np.flatnonzero(above[row] <= level)
            if inside.size and inside[-1] + 1 < len(lams):
                places.append((lams[inside[-1]], l1_ratios[row]))
                break
    return places
