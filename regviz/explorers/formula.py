"""The reader's own formula beside the exact answer: called with care, compared, told in words."""

import copy
from dataclasses import dataclass

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.core.validation import demand
from regviz.views.base import View

CLOSE = 1e-6  # relative to the largest exact value: as near as a formula has to come


@dataclass(frozen=True)
class Yours:
    """What the reader's function gave: `value`, None where it cannot be drawn, and `words`."""

    value: np.ndarray | None
    words: str

    def __bool__(self):
        return self.value is not None


def check_formula(value, name):
    """A function that a reader wrote, or None; ValueError for anything else."""
    fits = callable(value) and not isinstance(value, type)
    demand(value is None or fits, "{} must be a function, without calling it: got {!r}", name,
           value)
    return value


class Formula:
    """A function that the reader wrote, such as `solve(X, y, lam)`.

    name is the argument's name, used in sentences; asked says in a few words what it has to return
    ("one coefficient per column of X"). Calling it with the inputs and the exact answer gives
    `Yours`; an error or a wrong shape becomes a sentence. `of` names the entries of the answer;
    `cost(value)`, if given, is the objective, in which the distance is told as well.
    """

    def __init__(self, name: str, function, asked: str):
        self.name = name
        self.asked = asked
        self._function = check_formula(function, name)

    def __bool__(self):
        return self._function is not None

    def __call__(self, *inputs, exact, of=None, cost=None) -> Yours:
        exact = np.asarray(exact, dtype=float)
        try:
            with np.errstate(all="ignore"):
                given = self._function(*copy.deepcopy(inputs))
        except Exception as error:  # whatever a reader's function does, the exact picture stays
            reason = (str(error).splitlines() or ["no reason given"])[0]
            return Yours(None, f"Your {self.name} stops with {type(error).__name__}: "
                               f"{reason.removesuffix('.')}.")
        return self._compare(given, exact, of, cost)

    def _compare(self, given, exact, of, cost) -> Yours:
        try:
            value = np.asarray(given)
            real = value.dtype.kind in "biufO"  # no text, no complex numbers, no dates
            value = value.astype(float) if real else None
        except (TypeError, ValueError):
            value = None
        if given is None or value is None:
            kind = "nothing" if given is None else f"a {type(given).__name__}"
            if np.iscomplexobj(given):
                kind = "complex numbers"
            return Yours(None, f"Your {self.name} returns {kind}; asked for is {self.asked}.")
        if value.size != exact.size:
            return Yours(None, f"Your {self.name} returns {_shape(value)}; asked for is "
                               f"{self.asked}, {_shape(exact)}.")
        value = value.reshape(exact.shape)
        if not np.isfinite(value).all():
            return Yours(None, f"Your {self.name} returns a value that is no finite number.")
        return Yours(value, self._distance(value, exact, of, cost))

    def _distance(self, value, exact, of, cost) -> str:
        gaps = np.abs(value - exact)
        worst = int(np.argmax(gaps >= (1 - 1e-9) * gaps.max()))  # the first of those that tie
        if gaps.max() <= CLOSE * max(np.abs(exact).max(), 1e-9):
            return f"Your {self.name} agrees with the exact answer."
        where = f" at {of[worst]}" if of is not None and gaps.size > 1 else ""
        words = (f"Your {self.name} is off by {number(gaps.flat[worst])}{where}: it gives "
                 f"{number(value.flat[worst])}, exact is {number(exact.flat[worst])}.")
        if cost is None:
            return words
        above = cost(value) - cost(exact)
        side = "above" if above >= 0 else "below"
        return f"{words} Your objective is {number(abs(above))} {side} the minimum."


def _shape(value) -> str:
    if value.size == 1:
        return "one number"
    return " × ".join(map(str, value.shape)) + " numbers"


class YoursView(View):
    """Hollow squares where the reader's formula puts what the panel shows: a square around a mark
    is a formula that agrees. `place(fit, value)` gives their (x, y). Reads `fit.yours`."""

    @style.styled
    def __init__(self, ax, place):
        self.ax = ax
        self.place = place
        size = style.sizes()
        self.plot("yours", linestyle="none", marker="s", color=style.NOW, markerfacecolor="none",
                  markersize=1.5 * size.marker, markeredgewidth=0.8 * size.line, zorder=7)

    def update(self, fit) -> None:
        points = self.place(fit, fit.yours.value) if fit.yours else ([], [])
        self.parts["yours"].set_data(*points)

    def describe(self, fit) -> str:
        return fit.yours.words
