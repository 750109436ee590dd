"""Answers to the exercises of lesson 09, right and wrong."""

import numpy as np
from answers import answered
from sklearn.linear_model import Ridge

from regviz.exercises import robust


def by_search(y, weights):
    return min(y, key=lambda b: np.sum(weights * np.abs(y - b)))


def reached(weights):
    """Where the running sum of the weights reaches half."""
    return np.argmax(np.cumsum(weights) >= sum(weights) / 2)


def by_sklearn(X, y, support):
    model = Ridge(alpha=1e-12).fit(X[:, support], y)
    coef = np.zeros(X.shape[1])
    coef[support] = model.coef_
    return coef, model.intercept_


def crossed_out(X, y, support):
    model = Ridge(alpha=1e-12).fit(X, y)
    coef = np.where(support, model.coef_, 0)
    return coef, np.mean(y - X @ coef)


def one_by_one(X, y, support):
    slopes = [np.cov(x, y)[0, 1] / np.var(x, ddof=1) for x in X.T]
    coef = np.where(support, slopes, 0)
    return coef, np.mean(y - X @ coef)


def uncentred(X, y, support):
    coef = np.zeros(X.shape[1])
    coef[support] = np.linalg.pinv(X[:, support]) @ y
    return coef, 0


RIGHT = [
    ("weighted_median", by_search),
    ("weighted_median", lambda y, weights: np.median(np.repeat(y, (2 * weights).astype(int)))),
    ("refit", by_sklearn),
]
WRONG = [
    ("weighted_median", "without weights", lambda y, weights: np.median(y)),
    ("weighted_median", "weighted mean", lambda y, weights: np.average(y, weights=weights)),
    ("weighted_median", "multiply", lambda y, weights: np.median(y * weights)),
    ("weighted_median", "order of the y", lambda y, weights: np.sort(y)[reached(weights)]),
    ("weighted_median", "Sort the y", lambda y, weights: y[reached(weights)]),
    ("weighted_median", "heaviest", lambda y, weights: y[list(weights).index(max(weights))]),
    ("refit", "one by one", one_by_one),
    ("refit", "crossed out", crossed_out),
    ("refit", "intercept is missing", uncentred),
    ("refit", "all columns", lambda X, y, support: by_sklearn(X, y, np.full(len(support), True))),
    ("refit", "coef is right", lambda X, y, support: (by_sklearn(X, y, support)[0], np.mean(y))),
]

test_right, test_wrong, test_all_answered = answered(robust, RIGHT, WRONG)
