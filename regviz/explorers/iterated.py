"""The reader's own step, taken again and again beside the exact one."""

import numpy as np

from regviz.core.formatting import plural
from regviz.explorers.formula import CLOSE, Formula, Yours

FAR = 1e6  # a walk that runs away is drawn up to here


def iterate(formula: Formula, start, count: int, inputs, exact) -> Yours:
    """The places of the reader's walk, `start` included: `value` has one row for each.

    inputs(w) are the arguments of a step from w, exact(w) is the place that it has to reach. Every
    step is compared from the place where the reader's own walk stands, so one error is not counted
    twice. The walk ends where the function fails or runs away.
    """
    told, k = "", 0
    places = [np.asarray(start, dtype=float)]
    for k, (here, yours) in enumerate(_steps(formula, places, count, inputs, exact), 1):
        if not told and not _agrees(yours, exact(here)):
            told = f"{yours.words} That is at step {k}."
    return Yours(np.array(places), told or _agreement(formula.name, k))


def unjudged(formula: Formula, start, count: int, inputs, exact) -> Yours:
    """The same walk for an algorithm that may take any way to `exact`, which tells only the shape
    of a place. The words are empty unless the function fails."""
    places = [np.asarray(start, dtype=float)]
    told = [f"{yours.words} That is at step {k}."
            for k, (_, yours) in enumerate(
                _steps(formula, places, count, inputs, lambda w: exact), 1) if not yours]
    return Yours(np.array(places), "".join(told))


def _steps(formula, places, count, inputs, exact):
    """(place before the step, what the reader's function gave) of up to `count` steps; the places
    are added to `places`."""
    for _ in range(count):
        here = places[-1]
        yours = formula(*inputs(here), exact=exact(here))
        yield here, yours
        if not yours or np.abs(yours.value).max() > FAR:
            return
        places.append(yours.value)


def _agrees(yours, exact):
    """Whether a step reaches its exact place, by the measure of `Formula`."""
    exact = np.asarray(exact, dtype=float)
    return bool(yours) and (np.abs(yours.value - exact).max()
                            <= CLOSE * max(np.abs(exact).max(), 1e-9))


def _agreement(name, count):
    if not count:
        return f"Your {name} has not been taken yet."
    return f"Your {name} agrees with the exact one in {plural(count, 'step')}."
