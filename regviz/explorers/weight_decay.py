"""Gradient descent with a ridge penalty: each step shrinks, then moves."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import View, spread


class StepsView(View):
    """A descent step by step: every step first shrinks the coefficient, then follows the gradient of the loss.

    Reads `fit.walked` (k + 1,), the places after 0 to k steps, `fit.shrunk` (k,), the places after each shrink,
    `fit.z` and `fit.w`, the lowest points of the loss and of the sum.
    """

    @style.styled
    def __init__(self, ax, n_steps, low=-4.0, high=4.0):
        self.ax, self._ends = ax, (n_steps, low, high)
        size = style.sizes()
        ax.set(xlim=(-0.3, 1.4 * n_steps), ylim=(low, high), xlabel="step", ylabel="coefficient w")
        ax.set_xticks(range(0, n_steps + 1, max(1, n_steps // 6)))
        ax.axhline(0, color="#777777", linewidth=0.8, zorder=1)
        self._goals = [ax.plot([], [], **style.MARKS[name].line(linewidth=0.7 * size.line), zorder=2)[0]
                       for name in ("ols", "ridge")]
        self._names = [ax.text(1.03 * n_steps, 0, style.MARKS[name].label, va="center", color=style.MARKS[name].color)
                       for name in ("ols", "ridge")]
        self._shrinks, = ax.plot([], [], color="#c98500", linewidth=1.4 * size.line, zorder=3, label="shrink")
        self._moves, = ax.plot([], [], color="#555555", linewidth=0.8 * size.line, linestyle=(0, (3, 1)), zorder=3,
                               label="gradient")
        self._dots, = ax.plot([], [], color=style.NOW, marker="o", linestyle="none", markersize=0.7 * size.marker,
                              zorder=4, label="after the step")
        self._title = ax.set_title("steps", y=1.0, pad=2.2 * size.text)
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, borderpad=0.2, borderaxespad=0.2,
                  columnspacing=1.0, handletextpad=0.5, handlelength=1.6)
        self.artists = (*self._goals, *self._names, self._shrinks, self._moves, self._dots, self._title)

    def update(self, fit) -> None:
        n_steps, low, high = self._ends
        walked, shrunk = np.asarray(fit.walked, dtype=float), np.asarray(fit.shrunk, dtype=float)
        far = 3 * (high - low)
        walked, shrunk = np.clip(walked, low - far, high + far), np.clip(shrunk, low - far, high + far)
        k, gap = np.arange(shrunk.size), np.full(shrunk.size, np.nan)
        self._shrinks.set_data(_pieces(k, k + 0.5, gap), _pieces(walked[:-1], shrunk, gap))
        self._moves.set_data(_pieces(k + 0.5, k + 1, gap), _pieces(shrunk, walked[1:], gap))
        self._dots.set_data(np.arange(walked.size), walked)
        for line, text, at, label in zip(self._goals, self._names, (fit.z, fit.w), self._apart(fit), strict=True):
            line.set_data([0, n_steps], [at, at])
            text.set_y(label)
        start, end = number(walked[0]), number(fit.walked[-1])
        self._title.set_text(f"{plural(shrunk.size, 'step')}: from {start} to {end}" if shrunk.size else
                             f"the walk starts at {start}")

    def _apart(self, fit):
        _, low, high = self._ends
        rows = self.ax.get_subplotspec().get_gridspec().nrows
        gap = 1.5 * style.sizes().text * (high - low) / (0.65 * self.ax.figure.get_figheight() * 72 / rows)
        return spread([fit.z, fit.w], gap, low, high)

    def describe(self, fit) -> str:
        if len(fit.shrunk) == 0:
            return f"No step yet: the descent starts at {number(fit.walked[0])}."
        size = np.abs(np.asarray(fit.walked) - fit.w)
        trend = "it runs away" if size[-1] > 1.001 * size[0] else f"it is {number(size[-1])} from the minimum"
        return (f"The last step shrinks {number(fit.walked[-2])} to {number(fit.shrunk[-1])}, and the gradient takes "
                f"it to {number(fit.walked[-1])}; after {plural(len(fit.shrunk), 'step')} {trend}.")


def _pieces(start, end, gap):
    return np.stack([start, end, gap], axis=1).ravel()
