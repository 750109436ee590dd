"""Stability selection: which features the lasso keeps on random halves of the rows."""

from collections import namedtuple

import numpy as np

from regviz.core.linalg import standard_error
from regviz.core.validation import check_lam, check_xy, demand
from regviz.solvers.lasso_batch import lasso_batch
from regviz.solvers.ridge import ridge_batch


class LearningCurve(namedtuple("LearningCurve", "sizes train test train_se test_se")):
    """train, test (S,): mean squared errors against sizes (S,), means over random splits; *_se standard errors."""


def learning_curve(X, y, sizes, lam=0.0, repeats=50, test_share=0.25, seed=0):
    """LearningCurve of ridge at lam: each repeat holds random rows out and trains on `size` of the others.

    ValueError when a size is below 2 or above the rows that are left.
    """
    X, y = check_xy(X, y)
    held, sizes = max(round(test_share * len(y)), 1), np.asarray(sizes, dtype=int)
    demand(2 <= sizes.min() and sizes.max() <= len(y) - held,
           "sizes must lie between 2 and {}, the rows that are not held out: got {}", len(y) - held, sizes)
    order = _shuffled(len(y), repeats, seed)
    test, errors = order[:, :held], []
    for size in sizes:
        train = order[:, held:held + size]
        coef, intercept = ridge_batch(X[train], y[train], [lam])
        errors.append([((y[rows] - intercept - (coef @ X[rows].transpose(0, 2, 1))[:, 0]) ** 2).mean(axis=1)
                       for rows in (train, test)])
    train, test = np.transpose(errors, (1, 0, 2))
    return LearningCurve(sizes, train.mean(axis=1), test.mean(axis=1), standard_error(train), standard_error(test))


def _shuffled(n, times, seed):
    return np.random.default_rng(seed).permuted(np.tile(np.arange(n), (times, 1)), axis=1)


class Stability(namedtuple("Stability", "lams selected coefs")):
    """selected (L, p): share of random halves of the rows on which the lasso at lams (L,) keeps each feature.

    coefs (R, L, p): its coefficients on each of the R halves.
    """


def stability(X, y, lams, resamples=100, share=0.5, seed=0):
    """Stability of the lasso over random subsets of the rows, `share` of them, drawn without replacement."""
    X, y = check_xy(X, y)
    size = round(share * len(y))
    demand(2 <= size <= len(y), "share must keep between 2 and all of the {} rows: {} keeps {}", len(y), share, size)
    order, lams = _shuffled(len(y), resamples, seed)[:, :size], np.atleast_1d(check_lam(lams))
    coefs, _ = lasso_batch(X[order], y[order], lams)
    return Stability(lams, (coefs != 0).mean(axis=0), coefs)
