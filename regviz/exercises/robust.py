"""Exercises of lesson 09: the weighted median, the refit of what the lasso kept."""

import numpy as np

from regviz.core.formatting import plain
from regviz.exercises.checker import CLOSE, Exercise, words
from regviz.exercises.tables import distinct, distinct_columns, intercept_of
from regviz.solvers.lasso import debiased


def _draw_weighted(seed):
    rng = np.random.default_rng(seed)
    n = rng.integers(3, 6)
    return {"y": distinct(rng, -3, 10, n), "weights": rng.integers(1, 8, n) / 2}


def _is_weighted_median(b, y, weights):
    def total(place):
        return float(weights @ np.abs(y - place))

    best = min(y, key=total)
    if total(b) <= total(best) + CLOSE:
        return ""
    return (f"there the sum of weight · |y − b| is {plain(total(b))}, and at b = {plain(best)} "
            f"it is {plain(total(best))}")


def _weighted_median(y, weights):
    order = np.argsort(y)
    below = np.cumsum(weights[order])
    return y[order][np.searchsorted(below, below[-1] / 2)]


WEIGHTED_MEDIAN = Exercise(
    "weighted_median(y, weights)", ("b",), "no b has a smaller sum of weight · |y − b|",
    _draw_weighted, _is_weighted_median, _weighted_median,
    ((lambda y, weights: np.median(y),
      "This is the median without weights: a weight of 2 counts like two equal y."),
     (lambda y, weights: weights @ y / weights.sum(),
      "This is the weighted mean, which belongs to the squared loss."),
     (lambda y, weights: np.median(weights * y),
      "The weights count the y, they do not multiply them."),
     (lambda y, weights: np.sort(y)[np.searchsorted(np.cumsum(weights), weights.sum() / 2)],
      "The weights have to be put into the order of the y as well."),
     (lambda y, weights: y[np.searchsorted(np.cumsum(weights), weights.sum() / 2)],
      "Sort the y first, and take their weights along."),
     (lambda y, weights: y[np.argmax(weights)],
      "The heaviest y need not be where half of the weight is reached.")),
    lesson="09",
    hints=(
        "A weight of 2 counts like two equal numbers. So think of the median of a longer list.",
        "Sort y and take the weights along. Then add the weights up from the left.",
        "Return the first sorted y at which np.cumsum of the weights reaches half of their sum."))


def _draw_support(seed):
    rng = np.random.default_rng(seed)
    p = rng.integers(2, 4)
    n = p + rng.integers(2, 4)
    X = distinct_columns(rng, -3, 6, n, p)
    support = rng.permutation(np.arange(p) < rng.integers(1, p))
    return {"X": X, "y": distinct(rng, -2, 11, n), "support": support}


def _is_refit(coef, intercept, X, y, support):
    if np.abs(coef[~support]).max() > CLOSE:
        return "outside the support every coefficient stays 0"
    # Least squares leaves residuals without a mean, orthogonal to every column it may use.
    residual = y - intercept - X @ coef
    left = max(abs(residual.sum()), np.abs(residual @ X[:, support]).max())
    if left <= CLOSE * (1 + np.abs(y) @ np.abs(X).max(axis=1)):
        return ""
    best, b = debiased(X, y, support)
    least = ((y - b - X @ best) ** 2).sum()
    return (f"its sum of squared residuals is {plain(float(residual @ residual))}, and "
            f"coef = {words(best)}, intercept = {words(b)} has {plain(float(least))}")


def _refit(X, y, support):
    with_ones = np.column_stack([np.ones(len(y)), X[:, support]])
    both = np.linalg.lstsq(with_ones, y, rcond=None)[0]
    return _spread(both[1:], support), both[0]


def _spread(kept, support):
    coef = np.zeros(len(support))
    coef[support] = kept
    return coef


def _masked(X, y, support):
    coef = debiased(X, y, np.ones(len(support), bool))[0] * support
    return coef, intercept_of(X, y, coef)


def _without_intercept(X, y, support):
    return _spread(np.linalg.lstsq(X[:, support], y, rcond=None)[0], support), 0.0


def _one_by_one(X, y, support):
    A = X - X.mean(axis=0)
    coef = (A * y[:, None]).sum(axis=0) / (A**2).sum(axis=0) * support
    return coef, intercept_of(X, y, coef)


REFIT = Exercise(
    "refit(X, y, support)", ("coef", "intercept"),
    "no coefficients on the support have a smaller sum of squares",
    _draw_support, _is_refit, _refit,
    ((_masked,
      "Fit again without the other columns: here all are fitted, and some are crossed out "
      "afterwards."),
     (_without_intercept, "The intercept is missing: centre, or add a column of ones."),
     (_one_by_one, "The kept columns are fitted together, not one by one: they are correlated."),
     (lambda X, y, support: debiased(X, y, np.ones(len(support), bool)),
      "This is least squares on all columns: only the support may be used."),
     (lambda X, y, support: (_refit(X, y, support)[0], y.mean()),
      "coef is right. The intercept is mean(y) minus mean(X) · coef: these columns have means "
      "of their own.")),
    shapes=lambda X, *_: ((X.shape[1],), ()),
    lesson="09",
    hints=(
        "Only the columns where support is True take part. Forget the penalty, too.",
        "Solve least squares on X[:, support] with a column of ones beside it for the intercept.",
        "Start from np.zeros(X.shape[1]), put the solution in at [support], and return both."))
