"""Median and mean, robust and not robust: losses, not penalties."""

import numpy as np

from regviz.claims.ledger import Finding, claim
from regviz.core.arguments import checked
from regviz.core.validation import check_array, demand
from regviz.solvers.lasso import LassoPath
from regviz.solvers.penalties import Penalty
from regviz.solvers.ridge import RidgePath
from regviz.solvers.robust import huber, least_absolute_deviations

DROPS = (0, 5, 15, 50)


@checked()
def nine_fits(x, y, lam, intercept=True):
    """{(loss, penalty): (slope, intercept)} of y (n,) on x (n,).

    Squared, absolute and Huber loss (straight from a residual of 1 on), each with no penalty, L1
    and L2 of strength lam.
    """
    X = check_array(x, "x").reshape(-1, 1)
    y = check_array(y, "y")
    demand(X.size and y.shape == (len(X),),
           "x and y must have one value per row, one row at least: they have shapes {} and {}",
           np.shape(x), y.shape)
    found = {}
    for name, penalty in (("none", None), ("L1", Penalty(lam, 1.0)), ("L2", Penalty(lam, 0.0))):
        fits = {
            "squared": huber(X, y, np.inf, penalty, intercept),
            "Huber": huber(X, y, 1.0, penalty, intercept),
            "absolute": least_absolute_deviations(X, y, penalty, intercept),
        }
        found |= {(loss, name): (float(coef[0]), b) for loss, (coef, b) in fits.items()}
    return found


@claim(
    "d",
    says="L1 estimates the median, L2 the mean.",
    verdict="false for penalties",
    right="It is true of losses: the absolute loss is lowest at the median, and the squared loss "
          "at the mean. A penalty on b only moves the answer of the loss towards 0. With the "
          "squared loss, |b| takes lam off the mean and stops at 0, and b²/2 divides the mean by "
          "1 + lam.",
    lesson="09",
)
def median_and_mean(seed: int = 0) -> Finding:
    """One weight b for seven numbers, one of them large: loss by loss, penalty by penalty."""
    rng = np.random.default_rng(seed)
    y = np.append(rng.exponential(size=6), 50.0)
    lam = rng.uniform(0.5, 2.0)
    ones = np.ones((7, 1))
    mean, median = y.mean(), np.median(y)
    found = {
        "squared loss": LassoPath(ones, y, intercept=False)(0.0)[0],
        "squared loss and |b|": LassoPath(ones, y, intercept=False)(lam)[0],
        "squared loss and b²/2": RidgePath(ones, y, intercept=False)(lam)[0],
        "absolute loss": least_absolute_deviations(ones, y, intercept=False)[0][0],
    }
    formulas = [mean, mean - lam, mean / (1 + lam), median]
    as_said = np.allclose(list(found.values()), formulas, atol=1e-6)
    no_median = min(found["squared loss and |b|"], found["squared loss and b²/2"]) > median + 0.3
    figures = {"mean": mean, "median": median, "lam": lam} | found
    return Finding(figures, as_said and no_median)


@claim(
    "e",
    says="L1 is robust to outliers, L2 is not.",
    verdict="false for penalties",
    right="Robustness comes from the loss. With the squared loss the pull of a single wrong y "
          "grows without limit, whatever the penalty. The absolute loss and Huber's loss limit "
          "this pull. They protect against a wrong y only: a point far out in x can still pull "
          "the line to itself.",
    lesson="09",
    source="Huber, Robust estimation of a location parameter (1964)",
    share=0.95,
)
def outliers(seed: int = 0) -> Finding:
    """Slopes of 16 points about a line of slope 2, the last one dropped by 0, 5, 15 and 50."""
    x = np.linspace(0, 3, 16)
    y = 1 + 2 * x + 0.5 * np.random.default_rng(seed).standard_normal(16)
    dropped = [nine_fits(x, y - drop * (x == 3), 0.2) for drop in DROPS]
    slopes = {key: [fits[key][0] for fits in dropped] for key in dropped[0]}
    figures, holds = {}, []
    for (loss, penalty), (before, first, _, last) in slopes.items():
        figures |= {
            f"{loss} loss, penalty {penalty}": before,
            f"{loss} loss, penalty {penalty}, dropped by 50": last,
        }
        bounded = abs(last - first) < 0.1 and abs(last - before) < 1
        holds.append(before - last > 2 > before - first if loss == "squared" else bounded)
    return Finding(figures, all(holds))
