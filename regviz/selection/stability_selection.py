"""Stability selection (Meinshausen & Bühlmann 2010): what the lasso keeps on random halves."""

from collections import namedtuple
from functools import cache
from math import comb

import numpy as np

from regviz.core.arguments import checked, number, whole
from regviz.core.validation import check_xy, demand
from regviz.solvers.lasso_batch import lasso_batch


class Stability(namedtuple("Stability", "lams selected coefs")):
    """selected (L, p): share of random halves of the rows on which the lasso keeps each feature.

    lams (L,); coefs (R, L, p): the coefficients on each of the R halves.
    """


@checked(share=number(0, 1), resamples=whole(1, 10**5))
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
    in_order = np.tile(np.arange(n), (resamples, 1))
    rows = np.random.default_rng(seed).permuted(in_order, axis=1)[:, :size]
    coefs, _ = lasso_batch(X[rows], y[rows], lams)
    return Stability(lams, (coefs != 0).mean(axis=0), coefs)


def halves(n, splits, seed=0):
    """2 splits arrays of row numbers: the two halves of random splits of n rows stand in pairs.

    A row that is left over where n is odd belongs to neither half.
    """
    demand(n >= 4 and splits >= 1, "halves need 4 rows and one split: got {} and {}", n, splits)
    rng = np.random.default_rng(seed)
    orders = [rng.permutation(n) for _ in range(splits)]
    size = n // 2
    return [np.sort(half) for order in orders for half in (order[:size], order[size:2 * size])]


def overlap(kept):
    """How much the two halves of each split agree, (R / 2, ...): of the features that at least one
    half keeps, the share that both keep; 1 where neither keeps any.

    kept (R, ..., p) is true where a feature is kept; halves stand in pairs.
    """
    one, other = kept[0::2], kept[1::2]
    both = (one & other).sum(axis=-1)
    either = (one | other).sum(axis=-1)
    return np.where(either == 0, 1.0, both / np.maximum(either, 1))


def chance_overlap(kept):
    """The mean of `overlap` if each half drew its features at random, as many as it keeps."""
    counts = kept.sum(axis=-1)
    pairs = np.stack([counts[0::2], counts[1::2]], axis=-1)
    flat = [_by_chance(int(a), int(b), kept.shape[-1]) for a, b in pairs.reshape(-1, 2)]
    return np.reshape(flat, pairs.shape[:-1])


@cache
def _by_chance(a, b, p):
    """The mean overlap of random sets of a and b among p: both hold a hypergeometric number m."""
    if a + b == 0:
        return 1.0
    shared = range(max(0, a + b - p), min(a, b) + 1)
    ways = [comb(a, m) * comb(p - a, b - m) for m in shared]
    return sum(way * m / (a + b - m) for way, m in zip(ways, shared, strict=True)) / comb(p, b)
