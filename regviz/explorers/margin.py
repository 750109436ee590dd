"""The margin of a support vector machine, and the boundaries of refits."""

import numpy as np
from contourpy import contour_generator  # comes with matplotlib, which draws contours with it

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import View, legend_above


class _PlaneView(View):
    """A view of decision functions, given by their values on `grid_y` by `grid_x`."""

    def _draw_plane(self, ax, grid_x, grid_y) -> None:
        self.ax = ax
        self.grid = (np.asarray(grid_x, dtype=float), np.asarray(grid_y, dtype=float))
        ax.set(xlim=(grid_x[0], grid_x[-1]), ylim=(grid_y[0], grid_y[-1]), xlabel="x1", ylabel="x2")
        ax.locator_params(nbins=5)

    def _move_contours(self, name, fields, *levels) -> None:
        """Show where any of `fields` has any of `levels`: polylines joined by NaN."""
        lifted = np.full((1, 2), np.nan)
        pieces = [np.empty((0, 2))]
        for field in fields:
            contours = contour_generator(*self.grid, field)
            for level in levels:
                for line in contours.lines(level):
                    pieces += [line, lifted]
        self.parts[name].set_data(*np.concatenate(pieces).T)


class MarginView(_PlaneView):
    """Two classes in the plane, the boundary of a support vector machine, its margins, the support
    vectors and the violations.

    Reads `fit.X` (n, 2), `fit.side` (n,) of -1 and 1, `fit.field` (g, g), values of the decision
    function on `grid_y` by `grid_x`, `fit.support` (n,) true for support vectors, `fit.slack` (n,),
    how far each point is on the wrong side of its margin, and `fit.width` of the margin.
    """

    CLASSES = {-1: {"marker": "o", "color": style.FEATURE_COLORS[3]},
               1: {"marker": "^", "color": "#b8860b"}}
    SLACK = 1e-3  # more than the solver's tolerance

    @style.styled
    def __init__(self, ax, grid_x, grid_y):
        self._draw_plane(ax, grid_x, grid_y)
        size = style.sizes()
        self.part("classes", {side: ax.plot([], [], linestyle="none", zorder=2, **look)[0]
                              for side, look in self.CLASSES.items()})
        cross = {"linestyle": "none", "color": style.NOW, "marker": "x"}
        circle = cross | {"marker": "o", "markerfacecolor": "none"}
        self.plot("support", **circle, markersize=1.7 * size.marker, zorder=3,
                  markeredgewidth=0.6 * size.line, label="support vector")
        self.plot("violations", **cross, markersize=0.6 * size.marker, zorder=4,
                  markeredgewidth=0.7 * size.line, label="violation")
        self.plot("margins", color="#555555", linewidth=0.8 * size.line, linestyle=(0, (4, 2)),
                  label="margin")
        self.plot("boundary", color=style.NOW, linewidth=1.3 * size.line)
        self.part("title", legend_above(ax, "margin"))

    def update(self, fit) -> None:
        X, side = np.asarray(fit.X), np.asarray(fit.side)
        violating = np.asarray(fit.slack) > self.SLACK
        for sign, points in self.parts["classes"].items():
            points.set_data(*X[side == sign].T)
        self.parts["support"].set_data(*X[np.asarray(fit.support)].T)
        self.parts["violations"].set_data(*X[violating].T)
        self._move_contours("boundary", [fit.field], 0.0)
        self._move_contours("margins", [fit.field], -1.0, 1.0)
        self.parts["title"].set_text(f"margin {number(fit.width)} wide, "
                                     f"{plural(int(violating.sum()), 'violation')}")

    def describe(self, fit) -> str:
        slack = np.asarray(fit.slack)
        support = plural(int(np.sum(fit.support)), "support vector")
        violations = plural(int((slack > self.SLACK).sum()), "violation")
        return (f"The margin is {number(fit.width)} wide, held up by {support}; {violations}, of "
                f"which {int((slack > 1).sum())} beyond the boundary.")


class BoundariesView(_PlaneView):
    """The boundaries of machines fitted to different samples: the further apart they lie, the
    larger the variance.

    Reads `fit.fields` (machines, g, g), values of their decision functions on `grid_y` by `grid_x`.
    """

    @style.styled
    def __init__(self, ax, grid_x, grid_y):
        self._draw_plane(ax, grid_x, grid_y)
        self.plot("boundaries", color=style.MARKS["variance"].color,
                  linewidth=0.7 * style.sizes().line)
        ax.set_title("other samples, other boundaries", pad=2.2 * style.sizes().text)

    def update(self, fit) -> None:
        self._move_contours("boundaries", fit.fields, 0.0)

    def describe(self, fit) -> str:
        above = np.asarray(fit.fields) > 0
        share = (above.any(axis=0) & ~above.all(axis=0)).mean()
        return (f"On {100 * share:.0f} % of the picture the {len(above)} machines do not all "
                f"agree.")
