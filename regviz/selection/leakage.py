"""Features selected before cross-validation (wrong), and inside every fold (right).

The example of Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, section 7.10.2.
"""

import numpy as np

from regviz.core.linalg import centre
from regviz.selection.cross_validation import folds
from regviz.solvers.ridge import RidgePath


def most_correlated(X, y, keep):
    """The numbers of the `keep` columns of X (n, p) with the largest |cor(x_j, y)|, falling.

    Constant columns come last.
    """
    data = centre(X, y)
    size = np.linalg.norm(data.X, axis=0)
    correlation = np.abs(data.y @ data.X) / np.where(size > 0, size, np.inf)
    return np.argsort(-correlation, kind="stable")[:keep]


def leaky_error(X, y, keep=10, k=10, seed=0):
    """Wrong: features are selected on all rows, then least squares on them is cross-validated.

    Held-out error of each fold, (k,).
    """
    chosen = most_correlated(X, y, keep)
    return np.array([_least_squares_error(X[:, chosen], y, train, test)
                     for train, test in folds(len(y), k, seed)])


def honest_error(X, y, keep=10, k=10, seed=0):
    """Right: the features are selected again on the training rows of every fold. Error (k,)."""
    errors = []
    for train, test in folds(len(y), k, seed):
        chosen = most_correlated(X[train], y[train], keep)
        errors.append(_least_squares_error(X[:, chosen], y, train, test))
    return np.array(errors)


def _least_squares_error(X, y, train, test):
    predicted = RidgePath(X[train], y[train]).predict(X[test], 0.0)
    return ((y[test] - predicted) ** 2).mean()
