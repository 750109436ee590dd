"""Features selected before cross-validation (wrong), and inside every fold (right).

The example of Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, section 7.10.2.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from regviz.core.arguments import checked
from regviz.core.linalg import centre
from regviz.core.validation import check_xy
from regviz.selection.cross_validation import folds
from regviz.solvers.ridge import RidgePath


@checked()
def most_correlated(X, y, keep):
    """The numbers of the `keep` columns of X (n, p) with the largest |cor(x_j, y)|, falling.

    Constant columns come last.
    """
    data = centre(X, y)
    size = np.linalg.norm(data.X, axis=0)
    correlation = np.abs(data.y @ data.X) / np.where(size > 0, size, np.inf)
    return np.argsort(-correlation, kind="stable")[:keep]


@checked()
def leaky_error(X, y, keep=10, k=10, seed=0):
    """Wrong: features are selected on all rows, then least squares on them is cross-validated.

    Held-out error of each fold, (k,).
    """
    X, y = check_xy(X, y)
    chosen = most_correlated(X, y, keep)
    return np.array([_least_squares_error(X[:, chosen], y, train, test)
                     for train, test in folds(len(y), k, seed)])


@checked()
def honest_error(X, y, keep=10, k=10, seed=0):
    """Right: the features are selected again on the training rows of every fold. Error (k,)."""
    X, y = check_xy(X, y)
    errors = []
    for train, test in folds(len(y), k, seed):
        chosen = most_correlated(X[train], y[train], keep)
        errors.append(_least_squares_error(X[:, chosen], y, train, test))
    return np.array(errors)


def _least_squares_error(X, y, train, test):
    predicted = RidgePath(X[train], y[train]).predict(X[test], 0.0)
    return ((y[test] - predicted) ** 2).mean()


class LeakReports(NamedTuple):
    """What is reported on pure noise, and what is true: means over data sets, one per width."""

    widths: np.ndarray
    leaky: np.ndarray
    honest: np.ndarray
    truth: np.ndarray


def noise_only(columns, n=60, seed=0):
    """(X, y) of standard normal noise, drawn independently: nothing predicts y."""
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n, columns)), rng.standard_normal(n)


@cache
def leak_reports(n=60, most=510, keep=10, k=5, repeats=20):
    """LeakReports of noise for widths from `keep` to `most` in steps of 20.

    From each width the `keep` most correlated columns are selected, and least squares on them is
    cross-validated in k folds: selected on all rows (leaky) or on the training rows of each fold
    (honest). truth is the expected squared error on new rows of the fit to all n rows.
    """
    widths = np.arange(keep, most + 1, 20)
    found = np.zeros((repeats, len(widths), 3))
    for seed in range(repeats):
        X, y = noise_only(most, n, seed)
        parts = folds(n, k, seed)
        on_all = _correlation_sizes(X, y)
        in_fold = [_correlation_sizes(X[train], y[train]) for train, _ in parts]
        for w, width in enumerate(widths):
            chosen = _largest(on_all[:width], keep)
            leaky = [_normal_error(X[:, chosen], y, *part) for part in parts]
            honest = [_normal_error(X[:, _largest(sizes[:width], keep)], y, *part)
                      for sizes, part in zip(in_fold, parts, strict=True)]
            found[seed, w] = np.mean(leaky), np.mean(honest), _on_new_rows(X[:, chosen], y)
    return LeakReports(widths, *found.mean(axis=0).T)


def _correlation_sizes(X, y):
    Z = X - X.mean(axis=0)
    return np.abs((y - y.mean()) @ Z) / np.sqrt((Z * Z).sum(axis=0))


def _largest(sizes, keep):
    return np.argpartition(-sizes, keep - 1)[:keep]


def _with_constant(X):
    return np.concatenate([np.ones((len(X), 1)), X], axis=1)


def _solve(X, y):
    """Least squares by the normal equations, which are well conditioned for noise with n > p."""
    return np.linalg.solve(X.T @ X, X.T @ y)


def _normal_error(X, y, train, test):
    A = _with_constant(X)
    return ((y[test] - A[test] @ _solve(A[train], y[train])) ** 2).mean()


def _on_new_rows(X, y):
    """1 for the noise of y, and the squares of intercept and coefficients, which ought to be 0."""
    fit = _solve(_with_constant(X), y)
    return 1.0 + fit @ fit
