"""One coefficient, stepped: the sign step jumps across zero, the prox step lands on it."""

import numpy as np
from matplotlib.patches import FancyArrowPatch

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import View, exactly, legend_above, zero_line

STEPS = {
    "sign": ("sign step", {"color": style.NOW, "marker": "x", "linestyle": (0, (1, 1.2))}),
    "prox": ("prox step", {"color": style.MARKS["lasso"].color, "marker": "o", "linestyle": "-"}),
}
LIMIT = 2.0  # the axis of the coefficient goes from -LIMIT to LIMIT


class HopView(View):
    """The places of one coefficient under the sign step and the prox step, step by step.

    Reads `fit.sign` and `fit.prox` (n_steps + 1, 2): column 1 holds the places after each step;
    `fit.k` of them are shown.
    """

    @style.styled
    def __init__(self, ax, n_steps):
        self.ax = ax
        size = style.sizes()
        zero_line(ax, y=0, linewidth=1.0)
        ax.set(xlim=(-0.5, n_steps + 0.5), ylim=(-LIMIT, LIMIT), xlabel="step k",
               ylabel="coefficient w")
        for name, (label, look) in STEPS.items():
            self.plot(name, label=label, markersize=0.9 * size.marker, linewidth=0.7 * size.line,
                      markeredgewidth=0.8 * size.line, zorder=3, **look)
        self.part("title", legend_above(ax, "step by step"))

    def update(self, fit) -> None:
        for name in STEPS:
            self.parts[name].set_data(np.arange(fit.k + 1), getattr(fit, name)[:fit.k + 1, 1])
        sign, prox = exactly(fit.sign[fit.k, 1]), exactly(fit.prox[fit.k, 1])
        self.parts["title"].set_text(f"after {plural(fit.k, 'step')}: sign {sign}, prox {prox}"
                                     if fit.k else f"both start at {sign}")

    def describe(self, fit) -> str:
        sign = fit.sign[:fit.k + 1, 1]
        if fit.k == 0:
            return ("No step yet: the sign step and the prox step start at the same place, "
                    f"{number(sign[0])}.")
        hops = int(np.sum(sign[1:] * sign[:-1] < 0))
        return (f"After {plural(fit.k, 'step')} the sign step stands at {exactly(sign[-1])} and "
                f"has hopped over zero {plural(hops, 'time')}; the prox step stands at "
                f"{exactly(fit.prox[fit.k, 1])}.")


class ArrowsView(View):
    """The last step in two arrows: the loss pulls to the halfway place, the penalty from there on.

    Reads `fit.sign` and `fit.prox` (n_steps + 1, 2), rows (halfway, place), and `fit.k`. A part of
    each name holds the row of that rule.
    """

    HEIGHTS = {"sign": 1, "prox": 0}

    @style.styled
    def __init__(self, ax):
        self.ax = ax
        zero_line(ax, x=0, ymax=0.82, linewidth=1.0)
        ax.set(xlim=(-LIMIT, LIMIT), ylim=(-0.6, 2.0), xlabel="coefficient w")
        ax.set_yticks([1, 0], ["sign\nstep", "prox\nstep"])
        ax.tick_params(axis="y", length=0)
        for name, (_, look) in STEPS.items():
            self.part(name, self._row(look["color"], look["marker"]))
        ax.text(0.02, 0.98, "upper arrow: pull of the loss\nlower arrow: the penalty", va="top",
                transform=ax.transAxes)
        self.part("title", ax.set_title("the last step", y=1.0))

    def _row(self, color, marker) -> dict:
        """The artists of one rule: two arrows, the place before the step and the place after it."""
        size = style.sizes()
        after = {"marker": marker, "color": color, "markersize": 1.3 * size.marker,
                 "markeredgewidth": size.line, "zorder": 6}
        return {
            "loss": self._arrow(style.ZERO, "--"),
            "penalty": self._arrow(color, "-"),
            "before": self.ax.plot([], [], linestyle="none", marker="o", color=style.ZERO)[0],
            "after": self.ax.plot([], [], linestyle="none", **after)[0],
        }

    def _arrow(self, color, dash):
        size = style.sizes()
        return self.ax.add_patch(FancyArrowPatch(
            (0, 0), (0, 0), arrowstyle="-|>", shrinkA=0, shrinkB=0, color=color, linestyle=dash,
            mutation_scale=1.3 * size.text, linewidth=size.line, zorder=4))

    def update(self, fit) -> None:
        for name, height in self.HEIGHTS.items():
            row, steps = self.parts[name], getattr(fit, name)
            start = steps[max(fit.k - 1, 0), 1]
            half, end = steps[fit.k]
            _set_arrow(row["loss"], start, half, height + 0.16, fit.k > 0)
            _set_arrow(row["penalty"], half, end, height - 0.16, fit.k > 0)
            row["before"].set_data([start], [height])
            row["after"].set_data([end], [height])
        self.parts["title"].set_text(f"step {fit.k}" if fit.k else "before the first step")

    def describe(self, fit) -> str:
        if fit.k == 0:
            return "The next step will be drawn as two arrows for each."
        told = []
        for name, (label, _) in STEPS.items():
            half, end = getattr(fit, name)[fit.k]
            told.append(f"the {label} goes from {number(half)} to {exactly(end)}")
        return f"In step {fit.k}, after the pull of the loss, {' and '.join(told)}."


def _set_arrow(arrow, start, end, height, shown) -> None:
    """A horizontal arrow; without a length it would have no direction, so it is hidden."""
    arrow.set_visible(shown and abs(end - start) > 1e-12)
    arrow.set_positions((start, height), (end, height))
