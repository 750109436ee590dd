"""The margin of a support vector machine, and the boundaries of refits."""

from __future__ import annotations

import numpy as np
from contourpy import contour_generator

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import View
from regviz.views.curves import legend_above


class MarginView(View):
    """Two classes in the plane, the boundary of a support vector machine, its margins, and who holds them up.

    Reads `fit.X` (n, 2), `fit.side` (n,) of -1 and 1, `fit.field` (g, g), values of the decision function on `grid_y`
    by `grid_x`, `fit.support` (n,) true for support vectors, `fit.slack` (n,), how far each point is on the wrong side
    of its margin, and `fit.width` of the margin.
    """

    @style.styled
    def __init__(self, ax, grid_x, grid_y, xlabel="x1", ylabel="x2"):
        size = style.sizes()
        self.ax, self._grid = ax, (np.asarray(grid_x, dtype=float), np.asarray(grid_y, dtype=float))
        looks = {-1: {"marker": "o", "color": style.FEATURE_COLORS[3]}, 1: {"marker": "^", "color": "#b8860b"}}
        self._classes = {side: ax.plot([], [], linestyle="none", zorder=2, **look)[0] for side, look in looks.items()}
        self._rings, = ax.plot([], [], linestyle="none", marker="o", markerfacecolor="none", color=style.NOW, zorder=3,
                               markersize=1.7 * size.marker, markeredgewidth=0.6 * size.line, label="support vector")
        self._wrong, = ax.plot([], [], linestyle="none", marker="x", color=style.NOW, zorder=4, label="violation",
                               markersize=0.6 * size.marker, markeredgewidth=0.7 * size.line)
        self._boundary, = ax.plot([], [], color=style.NOW, linewidth=1.3 * size.line)
        self._margins, = ax.plot([], [], color="#555555", linewidth=0.8 * size.line, linestyle=(0, (4, 2)),
                                 label="margin")
        self._title = ax.set_title("margin", y=1.0, pad=2.2 * size.text)
        ax.set(xlim=(grid_x[0], grid_x[-1]), ylim=(grid_y[0], grid_y[-1]), xlabel=xlabel, ylabel=ylabel)
        ax.locator_params(nbins=5)
        legend_above(ax)
        self.artists = (*self._classes.values(), self._margins, self._boundary, self._rings, self._wrong, self._title)

    def update(self, fit) -> None:
        X, side, violating = np.asarray(fit.X), np.asarray(fit.side), np.asarray(fit.slack) > 1e-3
        for sign, points in self._classes.items():
            points.set_data(*X[side == sign].T)
        self._rings.set_data(*X[np.asarray(fit.support)].T)
        self._wrong.set_data(*X[violating].T)
        levels = contour_generator(*self._grid, fit.field)
        self._boundary.set_data(*_joined(levels.lines(0.0)))
        self._margins.set_data(*_joined([*levels.lines(-1.0), *levels.lines(1.0)]))
        self._title.set_text(f"margin {number(fit.width)} wide, {plural(int(violating.sum()), 'violation')}")

    def describe(self, fit) -> str:
        slack = np.asarray(fit.slack)
        support, inside, beyond = np.sum(fit.support), int((slack > 1e-3).sum()), int((slack > 1).sum())
        return (f"The margin is {number(fit.width)} wide, held up by {plural(int(support), 'support vector')}; "
                f"{plural(inside, 'violation')}, of which {beyond} beyond the boundary.")


class BoundariesView(View):
    """The boundaries of machines fitted to different samples: the further apart, the larger the variance.

    Reads `fit.fields` (machines, g, g), values of their decision functions on `grid_y` by `grid_x`.
    """

    @style.styled
    def __init__(self, ax, grid_x, grid_y, title="other samples, other boundaries", xlabel="x1", ylabel="x2"):
        self.ax, self._grid = ax, (np.asarray(grid_x, dtype=float), np.asarray(grid_y, dtype=float))
        self._lines, = ax.plot([], [], color=style.MARKS["variance"].color, linewidth=0.7 * style.sizes().line)
        ax.set(xlim=(grid_x[0], grid_x[-1]), ylim=(grid_y[0], grid_y[-1]), xlabel=xlabel, ylabel=ylabel)
        ax.set_title(title, pad=2.2 * style.sizes().text)
        ax.locator_params(nbins=5)
        self.artists = (self._lines,)

    def update(self, fit) -> None:
        lines = [line for field in fit.fields for line in contour_generator(*self._grid, field).lines(0.0)]
        self._lines.set_data(*_joined(lines))

    def describe(self, fit) -> str:
        above = np.asarray(fit.fields) > 0
        share = (above.any(axis=0) & ~above.all(axis=0)).mean()
        return f"On {100 * share:.0f} % of the picture the {len(above)} machines do not all agree."


def _joined(lines) -> tuple[np.ndarray, np.ndarray]:
    """Polylines (k, 2) as one, with gaps between them: (xs, ys)."""
    parts = [part for line in lines for part in (line, np.full((1, 2), np.nan))]
    return tuple(np.concatenate(parts).T) if parts else (np.empty(0), np.empty(0))
