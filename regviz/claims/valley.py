"""Three algorithms on one objective of two coefficients: where they go, and what is left to go."""

from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np

from regviz.solvers.iterations import (
    accelerated_proximal_gradient,
    coordinate_descent,
    proximal_gradient,
)
from regviz.solvers.lasso import LassoPath
from regviz.solvers.level_sets import Relief, relief
from regviz.solvers.penalties import Penalty
from regviz.solvers.quadratic_loss import Bowl

METHODS = ("coordinate descent", "proximal gradient", "accelerated")
OLS = (2.0, 1.05)
START = (-0.5, 2.5)
N_STEPS = 40


class Race(NamedTuple):
    """What `race` gives: `trails` and `gaps` to the minimum `lowest` by method.

    data is (X, y) with this loss, value(w) the objective. Coordinate descent has two places a step.
    """

    data: tuple
    value: Callable
    lowest: np.ndarray
    relief: Relief
    trails: dict
    gaps: dict


@lru_cache(256)
def race(corr: float, lam: float, penalty: str) -> Race:
    """N_STEPS of each method from START, for least squares at OLS and the correlation `corr`.

    penalty is "lasso" or "ridge". Both gradient methods take the step 1 / lipschitz.
    """
    bowl = Bowl(OLS, [[1.0, corr], [corr, 1.0]])
    data = bowl.data()
    price = Penalty(lam, l1_ratio=float(penalty == "lasso"))

    def value(w):
        w = np.asarray(w, dtype=float)
        size = price.l1 * np.abs(w).sum(axis=-1) + price.l2 / 2 * (w**2).sum(axis=-1)
        return bowl.value(w) + size

    def trail(method, count, **options):
        return np.array([START, *islice(method(*data, price, start=START, **options), count)])

    lowest = _lowest(bowl, price)
    trails = {
        METHODS[0]: trail(coordinate_descent, 2 * N_STEPS, by_coordinate=True),
        METHODS[1]: trail(proximal_gradient, N_STEPS),
        METHODS[2]: trail(accelerated_proximal_gradient, N_STEPS),
    }
    gaps = {name: value(places) - value(lowest) for name, places in trails.items()}
    rings = relief(value, lowest, rise=4.0, n_angles=60)
    return Race(data, value, lowest, rings, trails, gaps)


def _lowest(bowl, price):
    """The exact minimum: a linear system for ridge, the exact path for the lasso."""
    if price.l1 == 0:
        return np.linalg.solve(bowl.hessian + price.l2 * np.eye(2), bowl.hessian @ bowl.ols)
    return LassoPath(*bowl.data(), intercept=False)(price.lam)
