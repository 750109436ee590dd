"""Features selected before cross-validation (wrong), and inside every fold (right)."""

import numpy as np

from regviz.core.linalg import centre
from regviz.selection.cross_validation import folds
from regviz.solvers.ridge import RidgePath


def strongest(X, y, keep):
    """The `keep` columns most correlated with y, by |cor|; constant columns come last."""
    data = centre(X, y)
    size = np.linalg.norm(data.X, axis=0)
    return np.argsort(-np.abs(data.y @ data.X) / np.where(size > 0, size, np.inf), kind="stable")[:keep]


def leaky_error(X, y, keep=10, k=10, seed=0):
    """Wrong: features are selected on all rows, then least squares on them is cross-validated. CV error (k,)."""
    return np.array([_least_squares_error(X[:, strongest(X, y, keep)], y, train, test)
                     for train, test in folds(len(y), k, seed)])


def honest_error(X, y, keep=10, k=10, seed=0):
    """Right: the same, but the features are selected again on the training rows of every fold. CV error (k,)."""
    return np.array([_least_squares_error(X[:, strongest(X[train], y[train], keep)], y, train, test)
                     for train, test in folds(len(y), k, seed)])


def _least_squares_error(X, y, train, test):
    return ((y[test] - RidgePath(X[train], y[train]).predict(X[test], 0.0)) ** 2).mean()
