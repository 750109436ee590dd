"""One coefficient, stepped: the sign step hops over zero, the prox step lands on it."""

from __future__ import annotations

import numpy as np
from matplotlib.patches import FancyArrowPatch

from regviz import style
from regviz.core.formatting import number, plural
from regviz.explorers.algorithms import STEPS
from regviz.views.base import View
from regviz.views.curves import legend_above


class HopView(View):
    """The places of one coefficient under the sign step and the prox step, step by step.

    Reads `fit.sign` and `fit.prox` (n_steps + 1, 2): column 1 holds the places after each step; `fit.k` of them
    are shown. `limit` bounds the axis.
    """

    @style.styled
    def __init__(self, ax, n_steps, limit=2.0):
        self.ax = ax
        size = style.sizes()
        ax.axhline(0, color="#777777", linewidth=1.0, zorder=1)
        ax.set(xlim=(-0.5, n_steps + 0.5), ylim=(-limit, limit), xlabel="step k", ylabel="coefficient w")
        self._trails = {name: ax.plot([], [], label=label, markersize=0.9 * size.marker, linewidth=0.7 * size.line,
                                      markeredgewidth=0.8 * size.line, zorder=3, **look)[0]
                        for name, (label, look) in STEPS.items()}
        self._title = ax.set_title("step by step", y=1.0, pad=2.2 * size.text)
        legend_above(ax)
        self.artists = (*self._trails.values(), self._title)

    def update(self, fit) -> None:
        for name, line in self._trails.items():
            line.set_data(np.arange(fit.k + 1), getattr(fit, name)[:fit.k + 1, 1])
        sign, prox = (_place(getattr(fit, name)[fit.k, 1]) for name in STEPS)
        self._title.set_text(f"after {plural(fit.k, 'step')}: sign {sign}, prox {prox}" if fit.k else
                             f"both start at {sign}")

    def describe(self, fit) -> str:
        sign, prox = fit.sign[:fit.k + 1, 1], fit.prox[:fit.k + 1, 1]
        hops = int(np.sum(sign[1:] * sign[:-1] < 0))
        if fit.k == 0:
            return f"No step yet: the sign step and the prox step start at the same place, {number(sign[0])}."
        return (f"After {plural(fit.k, 'step')} the sign step stands at {_place(sign[-1])} and has hopped over zero "
                f"{plural(hops, 'time')}; the prox step stands at {_place(prox[-1])}.")


def _place(value) -> str:
    return "0 exactly" if value == 0 else number(value)


class ArrowsView(View):
    """The last step in two arrows: the loss pulls to the halfway place, the penalty from there to the next.

    Reads `fit.sign` and `fit.prox` (n_steps + 1, 2), rows (halfway, place), and `fit.k`. One row a rule.
    """

    @style.styled
    def __init__(self, ax, limit=2.0):
        self.ax = ax
        size = style.sizes()
        ax.axvline(0, ymax=0.82, color="#777777", linewidth=1.0, zorder=1)
        ax.set(xlim=(-limit, limit), ylim=(-0.6, 2.0), xlabel="coefficient w")
        ax.set_yticks([1, 0], ["sign\nstep", "prox\nstep"])
        ax.tick_params(axis="y", length=0)
        self._rows = {name: (self._arrow("#777777", "--"), self._arrow(look["color"], "-"),
                             ax.plot([], [], linestyle="none", marker="o", color="#777777", markersize=size.marker)[0],
                             ax.plot([], [], linestyle="none", marker=look["marker"], color=look["color"],
                                     markersize=1.3 * size.marker, markeredgewidth=size.line, zorder=6)[0])
                      for name, (_, look) in STEPS.items()}
        ax.text(0.02, 0.98, "upper arrow: pull of the loss\nlower arrow: the penalty", va="top", transform=ax.transAxes)
        self._title = ax.set_title("the last step", y=1.0)
        self.artists = (*(artist for row in self._rows.values() for artist in row), self._title)

    def _arrow(self, color, dash):
        size = style.sizes()
        arrow = FancyArrowPatch((0, 0), (0, 0), arrowstyle="-|>", shrinkA=0, shrinkB=0, color=color, linestyle=dash,
                                mutation_scale=1.3 * size.text, linewidth=size.line, zorder=4)
        return self.ax.add_patch(arrow)

    def update(self, fit) -> None:
        for height, name in ((1, "sign"), (0, "prox")):
            steps = getattr(fit, name)
            start, (half, end) = steps[max(fit.k - 1, 0), 1], steps[fit.k]
            pull, move, before, after = self._rows[name]
            for arrow, a, b, y in ((pull, start, half, height + 0.16), (move, half, end, height - 0.16)):
                arrow.set_visible(fit.k > 0 and abs(b - a) > 1e-12)
                arrow.set_positions((a, y), (b, y))
            before.set_data([start], [height])
            after.set_data([end], [height])
        self._title.set_text(f"step {fit.k}" if fit.k else "before the first step")

    def describe(self, fit) -> str:
        if fit.k == 0:
            return "The next step will be drawn as two arrows for each."
        told = []
        for name, (label, _) in STEPS.items():
            half, end = getattr(fit, name)[fit.k]
            told.append(f"the {label} goes from {number(half)} to {_place(end)}")
        return f"In step {fit.k}, after the pull of the loss, {' and '.join(told)}."
