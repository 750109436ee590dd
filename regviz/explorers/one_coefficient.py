"""Why does L1 give exact zeros? A parabola plus its penalty, and the slopes that meet."""

from functools import partial

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.core.validation import demand
from regviz.explorers.base import explorer
from regviz.explorers.formula import Formula, Yours, YoursView
from regviz.page.controls import choice, lam_slider, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.penalties import soft_threshold
from regviz.views.base import Movable, View, disc, exactly, legend_above, segments, zero_line

PENALTY = {"lasso": "lam·|w|", "ridge": "lam·w²/2"}
PENALTY_LOOK = {"color": "#c98500", "linestyle": (0, (4, 1.5))}
WIDTH = 3.0  # the axes of w and z go from -WIDTH to WIDTH
LAM_TOP = 3.0
PLACES = np.linspace(-WIDTH, WIDTH, 61)


@explorer("Why does L1 give exact zeros, and L2 not?", lesson="04")
def one_coefficient(z=1.5, lam=0.5, penalty="lasso", *, solve=None):
    """One coefficient: the loss is a parabola, and a penalty is added to it.

    What you see: left, the loss, the penalty and their sum, with its lowest point as a disc. The
    short black lines are the slopes of loss and penalty there: they cancel. Right, all slopes: the
    answer is where the pull of the data meets the slope of the penalty. The slope of lam·|w| jumps
    at zero.
    What to drag: lam, to the right for more penalty, and z, the lowest point of the loss, which is
    also the handle on the left axis. penalty is lasso or ridge.
    What data: none; the loss is (w − z)²/2. `z`, `lam` and `penalty` say where it begins. With
    penalty="ridge" the picture stays with ridge.

    solve: your own formula, `solve(z, lam)` -> the w where the sum is lowest, for the given
    penalty. A hollow square on the axis shows your answer. The words compare it with the exact one
    for every z on the axis, and say where it is furthest off.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(-WIDTH <= z <= WIDTH, "z must lie between -3 and 3: got {!r}", z)
    demand(LAM_TOP / 100 <= lam <= LAM_TOP, "lam must lie between 0.03 and 3: got {!r}", lam)
    demand(penalty in PENALTY, "penalty must be \"lasso\" or \"ridge\": got {!r}", penalty)
    formula = Formula("solve", solve, "one number, the coefficient")

    def fit(lam, z, penalty=penalty):
        state = {"lam": lam, "z": z, "penalty": penalty, "lasso": _part("lasso", z, lam),
                 "ridge": _part("ridge", z, lam)}
        return Fit(**state, yours=_yours(formula, penalty, z, lam)) if formula else Fit(**state)

    fig, (left, right) = style.canvas(2)
    views = [ParabolaView(left, None, top=4.0, adds="tangents"), SlopeView(right, None)]
    if formula:
        views.insert(1, YoursView(left, lambda fit, value: ([value[0]], [0.0])))
    strength = lam_slider(LAM_TOP, 2)
    strength.value = lam
    controls = {"lam": strength, "z": slider(-WIDTH, WIDTH, 0.1, value=float(z))}
    shown = (penalty,) if formula or penalty == "ridge" else tuple(PENALTY)
    if len(shown) > 1:
        controls["penalty"] = choice(list(PENALTY), penalty)
    return Explorer(fig, views, fit, stops=_stops(shown), **controls)


def _ridge(z, lam):
    return z / (1 + lam)


ANSWERS = {"lasso": soft_threshold, "ridge": _ridge}


def _loss(w, z):
    return (w - z) ** 2 / 2


def _lasso_penalty(w, lam):
    return lam * np.abs(w)


def _ridge_penalty(w, lam):
    return lam * w**2 / 2


def _part(name, z, lam):
    """Loss and penalty as functions of w, where their sum is lowest, and the slope that balances
    the pull of the data there: in the kink any slope between −lam and lam can."""
    cost = {"lasso": _lasso_penalty, "ridge": _ridge_penalty}[name]
    coef = float(ANSWERS[name](z, lam))
    return Fit(loss=partial(_loss, z=z), penalty=partial(cost, lam=lam), coef=coef, slope=z - coef)


def _yours(formula, penalty, z, lam):
    """The reader's answers at z and, behind it, at all PLACES; the words are of the worst."""
    zs = [float(z), *map(float, PLACES)]
    exact = [float(ANSWERS[penalty](at, lam)) for at in zs]
    values = []
    for at, answer in zip(zs, exact, strict=True):
        yours = formula(at, lam, exact=answer)
        if not yours:
            return Yours(None, f"{yours.words} That is at z = {number(at)}.")
        values.append(float(yours.value))
    together = Formula(formula.name, lambda: values, formula.asked)
    return together(exact=exact, of=[f"z = {number(at)}" for at in zs])


def _stops(penalties):
    """Towards the kink and into it, and what ridge does at the same places."""
    stops = []
    if "lasso" in penalties:
        stops += [
            _stop("With lam = 0.5 the lowest point has moved from 1.5 to 1: lam is taken off.",
                  1.5, 0.5, "lasso", "How far does the penalty move the lowest point?",
                  lambda fit: np.isclose(fit.lasso.coef, 1)),
            _stop("At lam = 2 the sum is lowest in the kink, at zero exactly. On both sides of it "
                  "the sum rises.", 1.5, 2.0, "lasso",
                  "Lam grows to 2. Is the lowest point right of zero, at zero, or left of it?",
                  lambda fit: fit.lasso.coef == 0 and _rises(fit.lasso)),
            _stop("z is negative now, and the answer is still zero. It stays there as long as z "
                  "lies between −lam and lam.", -1.0, 2.0, "lasso",
                  "We drag z to the other side. Does the answer leave zero?",
                  lambda fit: fit.lasso.coef == 0 and -fit.lam <= fit.z <= fit.lam),
        ]
    if "ridge" in penalties:
        stops += [
            _stop("No: ridge gives 0.5, a third of z. Near zero the slope of its penalty fades "
                  "out, so nothing pushes the coefficient all the way to zero.", 1.5, 2.0, "ridge",
                  "We take z = 1.5, lam = 2 and the ridge penalty. Is the answer zero?",
                  lambda fit: np.isclose(fit.ridge.coef, 0.5)),
            _stop("No: it falls from 1.5 to 1, since z/(1 + lam) is 3/3. The data pull right with "
                  "2, and the penalty pulls left with 2.", 3.0, 2.0, "ridge",
                  "Ridge turns z = 3 into 1.5 at lam = 1. Lam doubles to 2: is the answer halved?",
                  lambda fit: np.isclose(fit.ridge.coef, 1) and np.isclose(fit.ridge.slope, 2)
                  and np.isclose(_ridge(3.0, 1.0), 1.5)),
        ]
    if penalties == ("ridge",):
        stops.append(_stop("No: a quarter of z is left, 0.375.", 1.5, 3.0, "ridge",
                           "Lam is 3, at the end of the slider. Does ridge give zero there?",
                           lambda fit: np.isclose(fit.ridge.coef, 0.375)))
    if len(penalties) == 1:  # then the picture has no control for it
        for stop in stops:
            del stop.values["penalty"]
    return stops


def _stop(say, z, lam, penalty, ask, true):
    return Stop(say, ask=ask, true=true, lam=lam, z=z, penalty=penalty)


def _rises(part):
    """Whether the sum is higher on both sides of its lowest point."""
    return all(_total(part, part.coef + aside) > _total(part, part.coef) for aside in (-0.05, 0.05))


class ParabolaView(View):
    """The loss of one coefficient, a parabola, the penalty and their sum, with both lowest points.

    `reads` ("lasso" or "ridge", or None for the one that `fit.penalty` names) is the part of the
    fit with `loss` and `penalty`, functions of w, and `coef`, where their sum is lowest; `fit.z` is
    where the loss is lowest. `adds` draws one
    thing more: "tangents", the slope of the penalty at coef (`slope` in the part) and the opposite
    one of the loss, or "walk", the places `fit.walked` on the sum. `drag` names the control that z
    sets when moved by hand; its slider covers the axis, which goes from `low` to `high`.
    """

    @style.styled
    def __init__(self, ax, reads="ridge", low=-3.0, high=3.0, top=5.0, adds=None, drag="z"):
        self.ax, self._reads, self._adds, self._top = ax, reads, adds, top
        self.grid = np.linspace(low, high, 81)
        size = style.sizes()
        zero_line(ax, x=0, y=0)
        ax.set(xlim=(low, high), ylim=(-0.08 * top, top), xlabel="coefficient w", ylabel="value")
        loss, total = style.MARKS["ols"], style.MARKS[reads or "total"]
        self.plot("loss", label="loss", zorder=2, **loss.line(linewidth=1.1 * size.line))
        self.plot("penalty", label=PENALTY.get(reads, "penalty"), zorder=2, **PENALTY_LOOK)
        self.plot("sum", label="sum", color=total.color, linewidth=1.4 * size.line, zorder=3)
        self.plot("drop", color=style.NOW, linewidth=0.7 * size.line, zorder=2.5)
        if adds == "tangents":
            self.plot("tangents", color=style.NOW, linewidth=0.8 * size.line, zorder=4)
        elif adds == "walk":
            self.plot("walk", color=style.NOW, marker="o", markersize=0.8 * size.marker,
                      linewidth=0.5 * size.line, zorder=5)
        self.plot("z", **disc(1.3, marker=loss.marker, markeredgecolor=loss.color, zorder=5))
        self.plot("lowest", **disc(1.3))
        self.part("title", legend_above(ax, PENALTY.get(reads, "penalty")))
        if drag:
            self.movable = (Movable(ax, drag, None, label="lowest point of the loss"),)

    def update(self, fit) -> None:
        part, parts = getattr(fit, _read(self, fit)), self.parts
        for name in ("loss", "penalty"):
            parts[name].set_data(self.grid, getattr(part, name)(self.grid))
        parts["sum"].set_data(self.grid, _total(part, self.grid))
        lowest = _total(part, part.coef)
        parts["drop"].set_data([part.coef, part.coef], [0, lowest])
        parts["z"].set_data([fit.z], [0])
        parts["lowest"].set_data([part.coef], [lowest])
        if self._adds == "tangents":
            parts["tangents"].set_data(*self._tangents(part))
        elif self._adds == "walk":
            walked = np.asarray(fit.walked)
            parts["walk"].set_data(walked, np.minimum(_total(part, walked), 2 * self._top))
        parts["title"].set_text(self._headline(fit))

    def _headline(self, fit) -> str:
        if self._adds == "walk":
            steps = len(fit.walked) - 1
            after = f"after {plural(steps, 'step')}" if steps else "before the first step"
            return f"{after}: w = {number(fit.walked[-1])}"
        reads = _read(self, fit)
        return f"{PENALTY[reads]}: lowest at {exactly(getattr(fit, reads).coef)}"

    def _tangents(self, part):
        """Short lines through coef on the loss and on the penalty, always about equally long."""
        width = self.grid[-1] - self.grid[0]
        half = 0.08 * width / np.hypot(1, part.slope * width / self._top)
        places = np.array([part.coef, part.coef])
        heights = np.array([part.loss(part.coef), part.penalty(part.coef)])
        rise = half * np.array([-part.slope, part.slope])
        return segments(places - half, places + half), segments(heights - rise, heights + rise)

    def describe(self, fit) -> str:
        reads = _read(self, fit)
        part = getattr(fit, reads)
        words = (f"The loss alone is lowest at {number(fit.z)}; with {PENALTY[reads]} the "
                 f"sum is lowest at {exactly(part.coef)}")
        if self._adds == "tangents":
            slopes = f"{number(-part.slope)} and {number(part.slope)}"
            kink = "in the kink, " if reads == "lasso" and part.coef == 0 else ""
            return f"{words}, {kink}where the two slopes, {slopes}, cancel."
        if self._adds == "walk":
            return f"{words}, and the descent stands at {number(fit.walked[-1])}."
        return words + (", in the kink." if reads == "lasso" and part.coef == 0 else ".")


def _read(view, fit) -> str:
    """The penalty that a view shows: its own, or the one that the fit names."""
    return view._reads or fit.penalty


def _total(part, w):
    return part.loss(w) + part.penalty(w)


class SlopeView(View):
    """The slope of a penalty and the negative slope of the loss, z − w: equal at the solution.

    Reads `fit.lam`, `fit.z` and `coef` in the part that `reads` or `fit.penalty` names, as
    `ParabolaView` does. The slope of lam·|w| jumps at 0: the segment it jumps over, from −lam
    to lam, is the subdifferential there.
    """

    @style.styled
    def __init__(self, ax, reads="lasso"):
        self.ax, self._reads, self._limit = ax, reads, 3.0
        size = style.sizes()
        color = style.MARKS[reads].color if reads else PENALTY_LOOK["color"]
        zero_line(ax, x=0, y=0)
        ax.set(xlim=(-self._limit, self._limit), ylim=(-3.2, 3.2), xlabel="coefficient w",
               ylabel="slope")
        self.plot("data", **style.MARKS["ols"].line(linewidth=1.1 * size.line), zorder=3,
                  label="pull of the data, z − w")
        self.plot("slope", color=color, linewidth=1.4 * size.line, zorder=2,
                  label=f"slope of {PENALTY.get(reads, 'the penalty')}")
        self.plot("jump", color=color, linewidth=2.6 * size.line, alpha=0.5, zorder=2)
        self.plot("ends", **disc(0.9, markeredgecolor=color, zorder=4, clip_on=True,
                                 markeredgewidth=0.8 * size.line))
        self.plot("meet", **disc(1.3))
        self.part("title", legend_above(ax, "slopes"))

    def update(self, fit) -> None:
        reads, edge, lam = _read(self, fit), self._limit, fit.lam
        coef = getattr(fit, reads).coef
        self.parts["data"].set_data([-edge, edge], [fit.z + edge, fit.z - edge])
        self.parts["meet"].set_data([coef], [fit.z - coef])
        if reads == "ridge":
            self.parts["slope"].set_data([-edge, edge], [-lam * edge, lam * edge])
            self.parts["jump"].set_data([], [])
            self.parts["ends"].set_data([], [])
            self.parts["title"].set_text("a line: no jump")
            return
        heights = [-lam, lam]
        self.parts["slope"].set_data(segments([-edge, 0], [0, edge]), segments(heights, heights))
        self.parts["jump"].set_data([0, 0], heights)
        self.parts["ends"].set_data([0, 0], heights)
        self.parts["title"].set_text(f"they meet {'beside' if coef else 'in'} the jump")

    def describe(self, fit) -> str:
        reads = _read(self, fit)
        coef = getattr(fit, reads).coef
        if reads == "ridge":
            return ("The slope of lam·w²/2 is a line through 0; it balances the pull of the data "
                    f"at w = {number(coef)}.")
        words = (f"The slope of lam·|w| jumps from {number(-fit.lam)} to {number(fit.lam)} at 0, "
                 f"and the pull of the data there, {number(fit.z)}, ")
        return words + ("lies within the jump: w stays at 0." if coef == 0 else
                        f"is stronger: they balance at w = {number(coef)}.")
