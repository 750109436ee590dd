"""A fitted curve over its data."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View
from regviz.views.curves import legend_above


class FitView(View):
    """One curve through the points it was fitted to, over the truth.

    Reads `fit.x`, `fit.y` (n,), `fit.curve` (values on `grid`), `fit.label` ("degree 9"), `fit.train_error` and
    `fit.test_error`; with `fresh=True` also `fit.x_new`, `fit.y_new`, points the curve has not seen. `truth` are
    values on `grid`, or None. `part` names the attribute of the fit that holds all this, for several panels.
    """

    @style.styled
    def __init__(self, ax, grid, truth=None, ylim=(-2.2, 2.2), kind="ols", part=None, fresh=False,
                 xlabel="x", ylabel="y"):
        size = style.sizes()
        self.ax, self.grid, self._part, self._fresh = ax, np.asarray(grid, dtype=float), part, fresh
        if truth is not None:
            ax.plot(grid, truth, **style.MARKS["truth"].line(linewidth=0.9 * size.line), label="truth", zorder=2)
        self._train, = ax.plot([], [], **style.MARKS["train"].points(), label="training", zorder=3)
        self._new, = ax.plot([], [], **style.MARKS["test"].points(markersize=0.7 * size.marker, alpha=0.7),
                             label="fresh" if fresh else "_", zorder=2.5)
        self._curve, = ax.plot([], [], **style.MARKS[kind].line(linestyle="-", linewidth=1.3 * size.line),
                               label="fit", zorder=4)
        self._title = ax.set_title("fit", y=1.0, pad=2.2 * size.text)
        ax.set_xlim(self.grid[0], self.grid[-1])
        ax.set_ylim(*ylim)
        ax.set_xlabel(xlabel)
        ax.set_ylabel(ylabel)
        legend_above(ax)
        self.artists = (self._train, self._new, self._curve, self._title)

    def _state(self, fit):
        return getattr(fit, self._part) if self._part else fit

    def update(self, fit) -> None:
        state = self._state(fit)
        self._train.set_data(state.x, state.y)
        if self._fresh:
            self._new.set_data(state.x_new, state.y_new)
        self._curve.set_data(self.grid, state.curve)
        self._title.set_text(f"{state.label}: held out {number(state.test_error)}")

    def describe(self, fit) -> str:
        state = self._state(fit)
        return (f"{state.label.capitalize()}: the curve misses its {len(state.x)} training points by "
                f"{number(state.train_error)} in mean square, and points it has not seen by "
                f"{number(state.test_error)}.")
