"""Algorithms on contours, and the gap to the minimum that is left after each step."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from regviz import style
from regviz.core.formatting import number, plain, plural
from regviz.views.base import View, segments, zero_line

MEANINGS = ("total", "variance", "bias")  # whose looks the methods take, in turn
FLOOR = 1e-10


class _WalkView(View):
    """A line for each of `methods`, marked at its steps, up to step `fit.k` of `n_steps`.

    The fit has an array for each method, with the same number of points for every step.
    """

    def _lines(self, methods, n_steps):
        self.methods, self._n_steps = tuple(methods), n_steps
        size = style.sizes()
        for name, meaning in zip(methods, MEANINGS, strict=False):
            mark = style.MARKS[meaning]
            self.plot(name, label=name, marker=mark.marker, markersize=0.75 * size.marker,
                      linewidth=0.8 * size.line, zorder=4, **mark.line())

    def _per_step(self, points) -> int:
        return (len(points) - 1) // self._n_steps

    def _move(self, name, x, y) -> None:
        """Mark every point while there are few, then about a dozen, the last one among these."""
        every = -(-len(x) // 14)
        self.parts[name].set_data(x, y)
        self.parts[name].set_markevery(slice((len(x) - 1) % every, None, every))


class IteratesView(_WalkView):
    """Two coefficients on their way to the minimum, on the level curves of the objective.

    `methods` names the walks; reads `fit.trails` (method -> (m, 2), with the same number of points
    a step), `fit.k` of `n_steps` steps to be shown, and `fit.relief` (`regviz.relief`: level curves
    and lowest point).
    """

    @style.styled
    def __init__(self, ax, methods, n_steps):
        self.ax = ax
        size = style.sizes()
        ax.set(xlim=(-1.4, 4.1), ylim=(-1.0, 3.0), xlabel="w1", ylabel="w2")
        ax.set_aspect("equal", anchor="W")  # a round bowl looks round
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_locator(MaxNLocator(6, integer=True, prune="lower"))
        zero_line(ax, x=0, y=0)
        self.plot("levels", color="#a3a9b0", linewidth=0.5 * size.line, zorder=2)
        self.plot("lowest", **style.MARKS["truth"].points(markersize=1.8 * size.marker), zorder=3)
        self._lines(methods, n_steps)
        self.part("title", ax.set_title("level curves of J", y=1.0))

    def update(self, fit) -> None:
        rings = np.asarray(fit.relief.rings)[..., :2]
        self.parts["levels"].set_data(*segments(*rings.swapaxes(0, 1)).T)
        self.parts["lowest"].set_data(*np.asarray(fit.relief.lowest)[:2, None])
        for name in self.methods:
            self._move(name, *self._walked(fit, name).T)
        self.parts["title"].set_text(f"{plural(fit.k, 'step')} on the level curves of J")

    def _walked(self, fit, name):
        points = np.asarray(fit.trails[name])
        return points[:fit.k * self._per_step(points) + 1]

    def describe(self, fit) -> str:
        w1, w2 = fit.relief.lowest[:2]
        ends = []
        for name in self.methods:
            place = np.round(self._walked(fit, name)[-1], 12) + 0.0  # no "−0"
            ends.append(f"{name} at ({', '.join(map(number, place))})")
        return (f"The minimum lies at ({number(w1)}, {number(w2)}); after {plural(fit.k, 'step')}: "
                f"{', '.join(ends)}.")


class GapView(_WalkView):
    """How far the objective is above its minimum after each step, on a log axis.

    Below `FLOOR` the gap counts as 0. `methods` names the curves; reads `fit.k` and `fit.gaps`
    (method -> (m,), the same number of values a step).
    """

    @style.styled
    def __init__(self, ax, methods, n_steps):
        self.ax = ax
        ax.set_yscale("log")
        ax.set(xlim=(-0.5, n_steps + 0.5), ylim=(FLOOR / 2, 1e4), xlabel="step k",
               ylabel="J(w) − min J (log scale)")
        ax.set_yticks(10.0 ** np.arange(-10, 1, 2))
        ax.minorticks_off()
        self._lines(methods, n_steps)
        self.part("title", ax.set_title("objective gap", y=1.0))
        ax.legend(loc="upper right", borderaxespad=0.1)

    def update(self, fit) -> None:
        for name in self.methods:
            self._move(name, np.arange(fit.k + 1), np.maximum(self._by_step(fit, name), FLOOR))
        self.parts["title"].set_text(self._headline(fit))

    def _headline(self, fit) -> str:
        if not fit.k:
            return "objective gap"
        now = self._now(fit)
        there = [name for name, gap in now.items() if gap <= FLOOR]
        if not there:
            return f"nearest: {min(now, key=now.get)}"
        if len(there) == len(now):
            return f"all {len(now)} are there"
        return f"there: {' and '.join(there)}"

    def _now(self, fit) -> dict:
        """The gap of each method after step k."""
        return {name: self._by_step(fit, name)[-1] for name in self.methods}

    def _by_step(self, fit, name):
        gaps = np.asarray(fit.gaps[name])
        return gaps[::self._per_step(gaps)][:fit.k + 1]

    def describe(self, fit) -> str:
        told = [f"{name} {number(gap) if gap > FLOOR else f'below {plain(FLOOR)}'}"
                for name, gap in self._now(fit).items()]
        return (f"After {plural(fit.k, 'step')} the objective is above its minimum by: "
                f"{', '.join(told)}.")
