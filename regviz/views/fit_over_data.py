"""A fitted curve over its data."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View, label_axes, legend_above
from regviz.views.reading import read


class FitView(View):
    """One curve through the points it was fitted to, over the truth.

    Reads `fit.x`, `fit.y` (n,), `fit.curve` (values on `grid`), `fit.label` ("degree 9"),
    `fit.train_error` and `fit.test_error`; with `fresh=True` also `fit.x_new`, `fit.y_new`, points
    the curve has not seen. `truth` are values on `grid`, or None. `reads` names the attribute of
    the fit that holds all this, for several panels. `kind` is the meaning of the curve's colour.
    """

    @style.styled
    def __init__(self, ax, grid, truth=None, ylim=(-2.2, 2.2), kind="ols", reads=None, fresh=False,
                 xlabel="x", ylabel="y"):
        size = style.sizes()
        self.ax = ax
        self.grid = np.asarray(grid, dtype=float)
        self._reads = reads
        self._fresh = fresh
        if truth is not None:
            ax.plot(grid, truth, **style.MARKS["truth"].line(linewidth=0.9 * size.line),
                    label="truth", zorder=2)
        self.plot("train", **style.MARKS["train"].points(label="training", zorder=3))
        self.plot("new", **style.MARKS["test"].points(
            markersize=0.7 * size.marker, alpha=0.7, label="fresh" if fresh else "_", zorder=2.5))
        self.plot("curve", **style.MARKS[kind].line(
            linestyle="-", linewidth=1.3 * size.line, label="fit", zorder=4))
        ax.set(xlim=(self.grid[0], self.grid[-1]), ylim=ylim)
        label_axes(ax, xlabel=xlabel, ylabel=ylabel)
        self.part("title", legend_above(ax, "fit"))

    def _state(self, fit):
        return getattr(fit, self._reads) if self._reads else fit

    def update(self, fit) -> None:
        state = self._state(fit)
        self.parts["train"].set_data(*_points(state, "x", "y"))
        if self._fresh:
            self.parts["new"].set_data(*_points(state, "x_new", "y_new"))
        self.parts["curve"].set_data(self.grid, read(state, "curve", self.grid.shape))
        errors = read(state, "train_error"), read(state, "test_error")
        self.parts["title"].set_text(f"{state.label}: training {number(errors[0])}, "
                                     f"held out {number(errors[1])}")

    def describe(self, fit) -> str:
        state = self._state(fit)
        return (f"{state.label.capitalize()}: the mean squared error is "
                f"{number(state.train_error)} on the {len(state.x)} training points "
                f"and {number(state.test_error)} on points that the curve has not seen.")


def _points(state, x, y) -> tuple:
    """Two fields of one length."""
    across = read(state, x, (None,))
    return across, read(state, y, across.shape)
