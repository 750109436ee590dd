"""How does a computer find the minimum? Three algorithms on contours, and the gap that is left."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from regviz import style
from regviz.claims.valley import METHODS, N_STEPS, START, race
from regviz.core.formatting import number, plain, plural
from regviz.core.validation import demand
from regviz.explorers.base import explorer
from regviz.explorers.formula import Formula, Yours, YoursView
from regviz.explorers.iterated import unjudged
from regviz.page.controls import choice, lam_slider, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.views.base import View, segments, zero_line

MEANINGS = ("total", "variance", "bias")  # whose looks the methods take, in turn
FLOOR = 1e-10
PENALTIES = ("lasso", "ridge")
SMALL, LARGE = 0.003, 3.0  # the ends of lam


@explorer("How does a computer find the minimum?", lesson="10")
def algorithms(corr=0.8, lam=0.5, penalty="lasso", *, update=None):
    """Three algorithms on their way to the minimum of a lasso or ridge objective.

    What you see: left, the level curves of the objective J over two coefficients, with the minimum
    as a star and the path of each algorithm. Right, how far J is above its minimum after each step.
    A step of coordinate descent is one pass over both coefficients. The other two take a gradient
    step of the longest safe length, then the prox step of the penalty.
    What to drag: k, the number of steps, or play it. corr is the correlation of the features and
    turns the round bowl into a valley, lam is the penalty, and penalty is lasso or ridge.
    What data: made up. Two columns of mean square 1 with correlation `corr`, and least squares at
    (2, 1.05). `corr`, `lam` and `penalty` say where the picture begins.

    update: your own algorithm, `update(X, y, coef, lam)` -> coef after one step or pass, for the
    given penalty. Hollow squares show its path and its gap, and the words say how far it is from
    the minimum. X has two rows; J is RSS/(2n) plus the penalty, without an intercept.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(-0.9 <= corr <= 0.95, "corr must lie between -0.9 and 0.95: got {!r}", corr)
    demand(SMALL <= lam <= LARGE, "lam must lie between 0.003 and 3: got {!r}", lam)
    demand(penalty in PENALTIES, "penalty must be \"lasso\" or \"ridge\": got {!r}", penalty)
    formula = Formula("update", update, "two coefficients")

    def fit(k, corr, lam, penalty=penalty):
        now = race(corr, lam, penalty)
        state = {"k": k, "trails": now.trails, "gaps": now.gaps, "relief": now.relief}
        return Fit(**state, yours=_yours(formula, now, k, lam)) if formula else Fit(**state)

    fig, (left, right) = style.canvas(2)
    views = [IteratesView(left, METHODS, N_STEPS), GapView(right, METHODS, N_STEPS)]
    if formula:
        views.insert(1, YoursView(left, _your_places))
        views.append(_YourGapView(right))
    strength = lam_slider(LARGE, 3)
    strength.value = lam
    controls = {"k": slider(0, N_STEPS, value=6), "corr": slider(-0.9, 0.95, 0.05, float(corr)),
                "lam": strength}
    if not formula:  # an update is written for one penalty
        controls["penalty"] = choice(PENALTIES, penalty)
    return Explorer(fig, views, fit, stops=_stops((penalty,) if formula else PENALTIES), **controls)


def _yours(formula, race, k, lam):
    """The reader's places (m, 2) with their gaps as a third column, and where they stand."""
    X, y = race.data
    walked = unjudged(formula, START, k, lambda w: (X, y, w, lam), exact=race.lowest)
    gaps = race.value(walked.value) - race.value(race.lowest)
    value = np.column_stack([walked.value, gaps])
    return Yours(value, walked.words or _standing(formula.name, value, race, k))


def _standing(name, value, race, k):
    """How far the reader's walk is from the minimum, and whose walk it is, if it is one of ours."""
    if not k:
        return f"Your {name} has not been taken yet."
    if len(value) <= k:
        return f"Your {name} runs away: after {plural(len(value), 'step')} it is beyond a million."
    gap, away = value[-1, 2], np.hypot(*(value[-1, :2] - race.lowest))
    left = f"{number(gap)} above" if gap > FLOOR else f"less than {plain(FLOOR)} above"
    near = f"{number(away)} away from it" if away > 1e-6 else "there too"
    words = (f"After {plural(k, 'step')} of your {name} the objective is {left} its minimum, and "
             f"the coefficients are {near}.")
    for method, trail in race.trails.items():
        if np.allclose(value[:, :2], trail[::(len(trail) - 1) // N_STEPS][:k + 1], atol=1e-9):
            return f"{words} It walks as {method} does."
    return words


def _stops(penalties):
    """The round bowl, the valley, next to no penalty in it, ridge in it, a minimum on an axis."""
    stops = [_stop("After one pass coordinate descent is at the minimum, since the features are "
                   "uncorrelated. A full gradient step is there too, since the bowl is round.",
                   1, 0.0, 0.5, penalties[0],
                   "With uncorrelated features, how many passes of coordinate descent are needed?",
                   lambda fit: max(_gaps(fit).values()) < FLOOR < fit.gaps[METHODS[0]][0])]
    if "lasso" in penalties:
        valley = _left("lasso", 0.5)
        stops.append(_stop(
            "Now the bowl is a valley, and 40 steps are not enough for any of the three. "
            f"Proximal gradient is still {number(valley)} above the minimum.",
            40, 0.95, 0.5, "lasso", "The correlation rises to 0.95. Are 40 steps enough now?",
            lambda fit: min(_gaps(fit).values()) > 1e-5
            and np.isclose(_gaps(fit)[METHODS[1]], valley)))
    left = _left(penalties[0], SMALL)
    stops.append(_stop(
        f"Here the penalty is next to nothing, and proximal gradient still has {number(left)} "
        "left. So the narrow valley makes it slow, and not the penalty.", 40, 0.95, SMALL,
        penalties[0], "Is it the penalty that makes the steps so slow?",
        lambda fit: np.isclose(_gaps(fit)[METHODS[1]], left) and left > 0.01))
    if "ridge" in penalties:
        stops.append(_stop(
            "Every method is within 0.000001 of the minimum after 40 steps. Ridge adds curvature "
            "along the valley.", 40, 0.95, 0.5, "ridge", "Is ridge with lam = 0.5 as slow here?",
            lambda fit: max(_gaps(fit).values()) < 1e-6))
    if "lasso" in penalties:
        stops.append(_stop(
            "At lam = 2.5 the minimum lies on an axis. Coordinate descent has reached it, with w2 "
            "exactly zero.", 20, 0.95, 2.5, "lasso", "Where is the minimum when lam is large?",
            lambda fit: fit.relief.lowest[1] == 0 and _gaps(fit)[METHODS[0]] < FLOOR
            and fit.trails[METHODS[0]][2 * fit.k, 1] == 0))
    if len(penalties) == 1:  # then the picture has no control for it
        for stop in stops:
            del stop.values["penalty"]
    return stops


def _stop(say, k, corr, lam, penalty, ask, true):
    return Stop(say, ask=ask, true=true, k=k, corr=corr, lam=lam, penalty=penalty)


def _left(penalty, lam):
    """The gap of proximal gradient after all steps in the valley."""
    return float(race(0.95, lam, penalty).gaps[METHODS[1]][-1])


def _gaps(fit):
    """The gap of each method after step k."""
    return {name: gaps[::(len(gaps) - 1) // N_STEPS][fit.k] for name, gaps in fit.gaps.items()}


def _marked(value):
    """The steps that get a mark: a dozen at most, the last one among them."""
    every = -(-len(value) // 12)
    return np.arange((len(value) - 1) % every, len(value), every)


def _your_places(fit, value):
    return np.clip(value[_marked(value), :2].T, -20, 20)  # those that run away stay finite


class _YourGapView(YoursView):
    """The gap of the reader's walk after each step, the third column of `fit.yours.value`."""

    def __init__(self, ax):
        super().__init__(ax, lambda fit, value: (
            _marked(value), np.clip(value[_marked(value), 2], FLOOR, 1e6)))

    def describe(self, fit) -> str:
        return "Hollow squares are the steps of your function."


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
