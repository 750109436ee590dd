"""Three methods at thirteen settings each, refitted to hundreds of samples of one sine."""

from functools import cache, lru_cache

import numpy as np

from regviz.data.datasets import polynomial, sine
from regviz.selection.bias_and_variance import (
    bias_variance,
    knn_smoothers,
    polynomial_smoothers,
    ridge_smoothers,
)

GRID = np.linspace(0, 1, 41)
DEGREES = np.arange(13)
LAMS = 10.0 ** np.arange(-6, 0.1, 0.5)
METHODS = ("polynomial", "ridge", "neighbours")
SETS = 300


def places(n):
    """n evenly spaced x in (0, 1)."""
    return (np.arange(n) + 0.5) / n


@cache
def smoothers(method, n):
    """A method at its 13 settings on `places(n)`, n >= 13, predicting on GRID.

    polynomial: degrees 0 to 12. ridge: LAMS with all powers up to the twelfth. neighbours: k from 1
    to n, evenly spaced on a log scale as far as whole numbers can be.
    """
    x = places(n)
    if method == "polynomial":
        return polynomial_smoothers(x, GRID, DEGREES)
    if method == "ridge":
        span = (0, 1)
        return ridge_smoothers(polynomial(x, 12, span), polynomial(GRID, 12, span), LAMS)
    ks = np.round(np.geomspace(1, n, 13)).astype(int)
    return knn_smoothers(x, GRID, np.maximum(ks, DEGREES + 1))


@lru_cache(maxsize=64)
def run(method, n, noise, seed=0, sets=SETS):
    """The `BiasVariance` of a method at its 13 settings. Where only the formulas are read, two
    sets are enough."""
    truth = sine(places(n))
    return bias_variance(smoothers(method, n), truth, sine(GRID), noise, sets, seed)


def exact_error(run):
    """bias² + variance + noise by the formulas, one value for each setting."""
    return run.exact_bias2 + run.exact_variance + run.noise


def parts(predictions, truth):
    """(bias², variance) of predictions (sets, m) about truth (m,), means over the m points.

    Both divide by the number of sets: they add up to the mean squared error of these very sets.
    """
    bias2 = (predictions.mean(axis=0) - truth) ** 2
    return np.array([bias2.mean(), predictions.var(axis=0).mean()])


def at_setting(run, setting, x0):
    """One setting of a run: its refits, their mean, the parts, and the predictions at x0."""
    curves = run.fits[setting]
    at = int(np.abs(GRID - x0).argmin())
    return {"refits": curves, "mean": curves.mean(axis=1), "x0": float(GRID[at]),
            "at_point": curves[at], "point_truth": float(sine(GRID[at])),
            "measured": run.error[setting], "measured_se": run.error_se[setting],
            "piled": [run.noise, run.exact_variance[setting], run.exact_bias2[setting]]}
