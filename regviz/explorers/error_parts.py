"""The parts of the error of refits: stacked beside what was measured, and spread at one point."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plain
from regviz.views.base import View, legend_above, spread


class StackView(View):
    """Noise, variance and bias² piled up beside the error measured on fresh data.

    Reads `fit.piled`, three heights in this order, `fit.measured` and `fit.measured_se`.
    """

    PILED = ("noise", "variance", "bias")

    @style.styled
    def __init__(self, ax, ylim):
        self.ax = ax
        size, total = style.sizes(), style.MARKS["total"]
        self.part("bars", [ax.bar([0], [0.0], width=0.8, color=style.MARKS[name].color)[0]
                           for name in self.PILED])
        self.part("labels", [ax.text(0.46, 0.0, name, va="center") for name in self.PILED])
        self.plot("error", **total.points(markersize=1.3 * size.marker))
        self.plot("error bar", color=total.color, linewidth=size.line)
        self.plot("level", color=total.color, linewidth=0.5 * size.line, linestyle=":")
        ax.set(xlim=(-0.6, 2.6), ylim=ylim, ylabel="mean squared error",
               title="the parts add up")
        ax.set_xticks([0, 2], ["sum of the parts", "measured"])

    def update(self, fit) -> None:
        heights = np.asarray(fit.piled, dtype=float)
        tops = heights.cumsum()
        highest, size = self.ax.get_ylim()[1], style.sizes()
        gap = 1.3 * size.text / (0.7 * size.panel[1]) * highest
        places = spread(tops - heights / 2, gap, gap, highest - gap)
        for k, name in enumerate(self.PILED):
            self.parts["bars"][k].set(y=tops[k] - heights[k], height=heights[k])
            self.parts["labels"][k].set(y=places[k],
                                        text=f"{style.MARKS[name].label} {heights[k]:.3f}")
        self.parts["level"].set_data([1.7, 2], [tops[-1], tops[-1]])
        self.parts["error"].set_data([2], [fit.measured])
        ends = fit.measured + 2 * fit.measured_se * np.array([-1, 1])
        self.parts["error bar"].set_data([2, 2], ends)

    def describe(self, fit) -> str:
        steps = abs(fit.measured - sum(fit.piled)) / fit.measured_se
        return (f"The sum of the parts and the measured error are {steps:.1f} standard errors "
                f"apart.")


class SpreadView(View):
    """Predictions of all refits at one point, as a histogram, with their mean and the truth.

    Reads `fit.at_point` (sets,), `fit.point_truth` and `fit.x0`, the point.
    """

    EDGES = np.linspace(-2, 2, 41)
    TOP = 0.5

    @style.styled
    def __init__(self, ax):
        self.ax = ax
        self.part("shape", ax.fill([0.0], [0.0], color=style.MARKS["variance"].color, linewidth=0,
                                   alpha=0.6)[0])
        truth, = ax.plot([], [], **style.MARKS["truth"].line(), label="truth")
        self.plot("mean", color=style.MARKS["bias"].color, linewidth=1.5 * style.sizes().line,
                  label="mean")
        self.part("truth", truth)  # first in the legend, over the mean in the picture
        ax.set(xlim=(-2, 2), ylim=(0, self.TOP), xlabel="prediction", ylabel="share of the refits")
        self.part("title", legend_above(ax, "predictions"))
        self.part("height", ax.text(0.0, 0.98 * self.TOP, "", va="top"))

    def update(self, fit) -> None:
        values = np.clip(fit.at_point, self.EDGES[0], self.EDGES[-1])
        shares = np.histogram(values, self.EDGES)[0] / len(values)
        outline = [np.repeat(self.EDGES, 2), np.r_[0, np.repeat(shares, 2), 0]]
        self.parts["shape"].set_xy(np.column_stack(outline))
        for name, x in (("mean", np.mean(fit.at_point)), ("truth", fit.point_truth)):
            self.parts[name].set_data([x, x], (0, self.TOP))
        self.parts["title"].set_text(f"all refits at x = {plain(fit.x0, 3)}")
        self._write_height(shares)

    def _write_height(self, shares) -> None:
        """Beside a bar that is cut off at the top stands its height, where there is more room."""
        highest = int(shares.argmax())
        start, end = self.EDGES[highest:highest + 2]
        place = {"x": start - 0.1, "ha": "right"} if start > 0 else {"x": end + 0.1, "ha": "left"}
        cut = shares[highest] > self.TOP
        self.parts["height"].set(text=f"{shares[highest]:.0%} ↑" if cut else "", **place)

    def describe(self, fit) -> str:
        truth = round(fit.point_truth, 3) + 0.0  # no −0
        bias = np.mean(fit.at_point) - fit.point_truth
        side = "above" if bias > 0 else "below"
        return (f"At x = {plain(fit.x0, 3)} the truth is {number(truth)}; the refits lie "
                f"{abs(bias):.3f} {side} it on average, with a standard deviation of "
                f"{np.std(fit.at_point):.3f}.")
