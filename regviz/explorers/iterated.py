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
    places = [np.asarray(start, dtype=float)]
    told = ""
    for k in range(1, count + 1):
        here = places[-1]
        yours = formula(*inputs(here), exact=exact(here))
        if not told and not _agrees(yours, exact(here)):
            told = f"{yours.words} That is at step {k}."
        if not yours or np.abs(yours.value).max() > FAR:
            break
        places.append(yours.value)
    return Yours(np.array(places), told or _agreement(formula.name, count))


def _agrees(yours, exact):
    """Whether a step reaches its exact place, by the measure of `Formula`."""
    exact = np.asarray(exact, dtype=float)
    return bool(yours) and (np.abs(yours.value - exact).max()
                            <= CLOSE * max(np.abs(exact).max(), 1e-9))


def _agreement(name, count):
    if not count:
        return f"Your {name} has not been taken yet."
    return f"Your {name} agrees with the exact one in {plural(count, 'step')}."
