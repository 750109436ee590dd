"""Gradient descent with a ridge penalty: each step shrinks, then moves."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.explorers.one_coefficient import PENALTY_LOOK
from regviz.views.base import View, legend_above, segments, spread, zero_line

LOW = -4.0


class StepsView(View):
    """A descent step by step: every step first shrinks the coefficient, then follows the gradient.

    Reads `fit.walked` (k + 1,), the places after 0 to k steps, `fit.shrunk` (k,), the places after
    each shrink, `fit.z` and `fit.ridge.coef`, the lowest points of the loss and of the sum.
    """

    @style.styled
    def __init__(self, ax, n_steps, high=4.0):
        self.ax, self._n_steps, self._high = ax, n_steps, high
        size = style.sizes()
        ax.set(xlim=(-0.3, 1.4 * n_steps), ylim=(LOW, high), xlabel="step", ylabel="coefficient w")
        ax.set_xticks(range(0, n_steps + 1, max(1, n_steps // 6)))
        zero_line(ax, y=0)
        marks = {name: style.MARKS[name] for name in ("ols", "ridge")}
        self.part("goals", [ax.plot([], [], **mark.line(linewidth=0.7 * size.line), zorder=2)[0]
                            for mark in marks.values()])
        self.part("names", [ax.text(1.03 * n_steps, 0, mark.label, va="center", color=mark.color)
                            for mark in marks.values()])
        self.plot("shrinks", color=PENALTY_LOOK["color"], linewidth=1.4 * size.line, zorder=3,
                  label="shrink")
        self.plot("moves", color="#555555", linewidth=0.8 * size.line, linestyle=(0, (3, 1)),
                  zorder=3, label="gradient")
        self.plot("dots", color=style.NOW, marker="o", linestyle="none",
                  markersize=0.7 * size.marker, zorder=4, label="after the step")
        self.part("title", legend_above(ax, "steps"))
        rows = ax.get_subplotspec().get_gridspec().nrows
        panel = 0.65 * ax.figure.bbox.height / rows  # about, in pixels: the layout is not yet made
        self._gap = 1.5 * size.text * (high - LOW) / panel

    def update(self, fit) -> None:
        # A walk that runs away stays finite on the page, far outside of the frame.
        far = 3 * (self._high - LOW)
        walked = np.clip(fit.walked, LOW - far, self._high + far)
        shrunk = np.clip(fit.shrunk, LOW - far, self._high + far)
        k = np.arange(shrunk.size)
        self.parts["shrinks"].set_data(segments(k, k + 0.5), segments(walked[:-1], shrunk))
        self.parts["moves"].set_data(segments(k + 0.5, k + 1), segments(shrunk, walked[1:]))
        self.parts["dots"].set_data(np.arange(walked.size), walked)
        goals = (fit.z, fit.ridge.coef)
        for line, height in zip(self.parts["goals"], goals, strict=True):
            line.set_data([0, self._n_steps], [height, height])
        apart = spread(goals, self._gap, LOW, self._high)
        for text, height in zip(self.parts["names"], apart, strict=True):
            text.set_y(height)
        self.parts["title"].set_text(self._headline(fit))

    def _headline(self, fit) -> str:
        start, steps = number(fit.walked[0]), len(fit.shrunk)
        if not steps:
            return f"the walk starts at {start}"
        return f"{plural(steps, 'step')}: from {start} to {number(fit.walked[-1])}"

    def describe(self, fit) -> str:
        steps = len(fit.shrunk)
        if not steps:
            return f"No step yet: the descent starts at {number(fit.walked[0])}."
        first, last = (abs(fit.walked[at] - fit.ridge.coef) for at in (0, -1))
        trend = "it runs away" if last > 1.001 * first else f"it is {number(last)} from the minimum"
        return (f"The last step shrinks {number(fit.walked[-2])} to {number(fit.shrunk[-1])}, and "
                f"the gradient takes it to {number(fit.walked[-1])}; after {plural(steps, 'step')} "
                f"{trend}.")
