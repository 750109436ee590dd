"""Algorithms on contours, and the gap to the minimum that is left after each step."""

from __future__ import annotations

import numpy as np
from matplotlib.ticker import MaxNLocator

from regviz import style
from regviz.core.formatting import number, plain, plural
from regviz.views.base import View

STEPS = {"sign": ("sign step", {"color": style.NOW, "marker": "x", "linestyle": (0, (1, 1.2))}),
         "prox": ("prox step", {"color": style.MARKS["lasso"].color, "marker": "o", "linestyle": "-"})}
LOOKS = tuple({"color": style.MARKS[m].color, "linestyle": style.MARKS[m].dash, "marker": style.MARKS[m].marker}
              for m in ("total", "variance", "bias"))
FLOOR = 1e-10


def _set_marked(line, x, y) -> None:
    """Every point is marked while there are few, then about a dozen of them, the last one among these."""
    every = -(-len(x) // 14)
    line.set_data(x, y)
    line.set_markevery(slice((len(x) - 1) % every, None, every))


class IteratesView(View):
    """Two coefficients on their way to the minimum, on the level curves of the objective.

    `methods` names the trails; reads `fit.trails` (method -> (m, 2), with the same number of points a step),
    `fit.k` of `n_steps` steps to be shown, and `fit.relief` (`regviz.relief`: level curves and lowest point).
    """

    @style.styled
    def __init__(self, ax, methods, n_steps, limits=((-1.4, 4.1), (-1.0, 3.0))):
        self.ax, self._n_steps = ax, n_steps
        size = style.sizes()
        ax.set(xlim=limits[0], ylim=limits[1], xlabel="w1", ylabel="w2")
        ax.set_aspect("equal", anchor="W")  # a round bowl looks round
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_locator(MaxNLocator(6, integer=True, prune="lower"))
        ax.axhline(0, color="#777777", linewidth=0.8, zorder=1)
        ax.axvline(0, color="#777777", linewidth=0.8, zorder=1)
        self._levels, = ax.plot([], [], color="#a3a9b0", linewidth=0.5 * size.line, zorder=2)
        self._lowest, = ax.plot([], [], **style.MARKS["truth"].points(markersize=1.8 * size.marker), zorder=3)
        self._trails = {name: ax.plot([], [], label=name, markersize=0.75 * size.marker, linewidth=0.8 * size.line,
                                      zorder=4, **look)[0] for name, look in zip(methods, LOOKS, strict=False)}
        self._title = ax.set_title("level curves of J", y=1.0)
        self.artists = (self._levels, self._lowest, *self._trails.values(), self._title)

    def update(self, fit) -> None:
        rings = np.asarray(fit.relief.rings)[..., :2]
        lifted = np.concatenate([rings, np.full((len(rings), 1, 2), np.nan)], axis=1)
        self._levels.set_data(*lifted.reshape(-1, 2).T)
        self._lowest.set_data(*np.asarray(fit.relief.lowest)[:2, None])
        for name, line in self._trails.items():
            _set_marked(line, *self._walked(fit, name).T)
        self._title.set_text(f"{plural(fit.k, 'step')} on the level curves of J")

    def _walked(self, fit, name):
        trail = np.asarray(fit.trails[name])
        return trail[:fit.k * ((len(trail) - 1) // self._n_steps) + 1]

    def describe(self, fit) -> str:
        w1, w2 = fit.relief.lowest[:2]
        last = {name: np.round(self._walked(fit, name)[-1], 12) + 0.0 for name in self._trails}
        ends = [f"{name} at ({', '.join(map(number, place))})" for name, place in last.items()]
        return f"The minimum lies at ({number(w1)}, {number(w2)}); after {plural(fit.k, 'step')}: {', '.join(ends)}."


class GapView(View):
    """How far the objective is above its minimum, step by step, on a log axis; under the floor it counts as 0.

    `methods` names the curves, in the air below `top`; reads `fit.k` and `fit.gaps` (method -> (m,), the same
    number of values a step).
    """

    @style.styled
    def __init__(self, ax, methods, n_steps, top=1e4):
        self.ax, self._methods, self._n_steps = ax, tuple(methods), n_steps
        size = style.sizes()
        ax.set_yscale("log")
        ax.set(xlim=(-0.5, n_steps + 0.5), ylim=(FLOOR / 2, top), xlabel="step k", ylabel="J(w) − min J (log scale)")
        ax.set_yticks(10.0 ** np.arange(-10, 1, 2))
        ax.minorticks_off()
        self._curves = {name: ax.plot([], [], label=name, markersize=0.75 * size.marker, linewidth=0.8 * size.line,
                                      zorder=3, **look)[0] for name, look in zip(methods, LOOKS, strict=False)}
        self._title = ax.set_title("objective gap", y=1.0)
        ax.legend(loc="upper right", borderaxespad=0.1)
        self.artists = (*self._curves.values(), self._title)

    def update(self, fit) -> None:
        for name, line in self._curves.items():
            _set_marked(line, np.arange(fit.k + 1), np.maximum(self._by_step(fit, name), FLOOR))
        now = {name: self._by_step(fit, name)[-1] for name in self._methods}
        there = [name for name, gap in now.items() if gap <= FLOOR]
        nearest = f"nearest: {min(now, key=now.get)}" if not there else f"there: {' and '.join(there)}"
        self._title.set_text("objective gap" if not fit.k else
                             f"all {len(now)} are there" if len(there) == len(now) else nearest)

    def _by_step(self, fit, name):
        gaps = np.asarray(fit.gaps[name])
        return gaps[::(len(gaps) - 1) // self._n_steps][:fit.k + 1]

    def describe(self, fit) -> str:
        now = {name: self._by_step(fit, name)[-1] for name in self._methods}
        told = [f"{name} {number(gap) if gap > FLOOR else f'below {plain(FLOOR)}'}" for name, gap in now.items()]
        return f"After {plural(fit.k, 'step')} the objective is above its minimum by: {', '.join(told)}."
