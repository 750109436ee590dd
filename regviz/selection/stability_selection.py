"""Stability selection (Meinshausen & Bühlmann 2010): what the lasso keeps on random halves."""

from collections import namedtuple

import numpy as np

from regviz.core.validation import check_lam, check_xy, demand
from regviz.solvers.lasso_batch import lasso_batch


class Stability(namedtuple("Stability", "lams selected coefs")):
    """selected (L, p): share of random halves of the rows on which the lasso keeps each feature.

    lams (L,); coefs (R, L, p): the coefficients on each of the R halves.
    """


def stability(X, y, lams, resamples=100, share=0.5, seed=0):
    """Stability of the lasso at lams over `resamples` random subsets of the rows.

    Each subset has `share` of the rows, drawn without replacement. ValueError for a share that
    keeps fewer than 2 rows.
    """
    X, y = check_xy(X, y)
    n = len(y)
    size = round(share * n)
    demand(2 <= size <= n, "share must keep between 2 and all of the {} rows: {} keeps {}",
           n, share, size)
    lams = np.atleast_1d(check_lam(lams))
    in_order = np.tile(np.arange(n), (resamples, 1))
    rows = np.random.default_rng(seed).permuted(in_order, axis=1)[:, :size]
    coefs, _ = lasso_batch(X[rows], y[rows], lams)
    return Stability(lams, (coefs != 0).mean(axis=0), coefs)
