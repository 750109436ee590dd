"""Cross-validation and stability of the lasso for tables with very many rows.

The rows are dealt at random to blocks, and each block is read once, for its products of columns.
Everything else is sums of them: a fold is some of the blocks, a half of the rows is half of them.
"""

from collections import namedtuple

import numpy as np

from regviz.core.linalg import largest
from regviz.core.validation import check_array, check_lam, demand
from regviz.selection.cross_validation import CVCurve
from regviz.selection.stability_selection import Stability
from regviz.solvers.lasso import lasso
from regviz.solvers.lasso_gram import sweep_path
from regviz.solvers.lasso_knots import interpolate, kkt_error

CERTIFIED = 1e-10  # violations of the optimality conditions that are accepted, of lam_max


class _Path(namedtuple("_Path", "knots coefs moved")):
    """A lasso path from products: knots (K,), coefs (K, p), and moved(coefs): the vectors v, for
    which v'[1, x, y] is the residual of a row."""

    def __call__(self, lams):
        return interpolate(self.knots[None], self.coefs[None], np.ravel(lams))[0]


class RowBlocks:
    """The products of the columns, block by block, of X (n, p) and y (n,).

    `products` (B, p + 2, p + 2): of each of the B random blocks the matrix of sums of products of
    the columns 1, x1, ..., xp, y, shifted by their means and divided by their standard deviations,
    so that no digits are lost. `progress(done, of)` is called after each block.
    ValueError unless 2 <= blocks <= n.
    """

    def __init__(self, X, y, blocks=40, seed=0, progress=None):
        X, y = check_array(X, "X"), check_array(y, "y")
        n, p = X.shape
        demand(2 <= blocks <= n, "blocks must lie between 2 and the number of rows, {}: got {}", n,
               blocks)
        self.mean = X.mean(axis=0)
        self.scale = X.std(axis=0)
        tiny = self.scale <= 1e-12 * np.abs(self.mean)
        self.scale[tiny] = np.inf  # what does not vary becomes zero
        self.products = np.empty((blocks, p + 2, p + 2))
        parts = np.array_split(np.random.default_rng(seed).permutation(n), blocks)
        for done, rows in enumerate(parts, 1):
            table = np.ones((len(rows), p + 2))
            np.subtract(X[rows], self.mean, out=table[:, 1:-1])
            table[:, 1:-1] /= self.scale
            table[:, -1] = y[rows] - y.mean()
            np.dot(table.T, table, out=self.products[done - 1])
            if progress:
                progress(done, blocks)

    def path(self, blocks, floor, standardize):
        """The lasso path down to lam = floor of the rows in these blocks. Its coefficients are per
        standard deviation of all rows, or of these rows where `standardize` is true."""
        total = self.products[blocks].sum(axis=0)
        n = total[0, 0]
        mean = total[0, 1:] / n
        moments = total[1:, 1:] - n * np.outer(mean, mean)
        gram, corr = moments[:-1, :-1], moments[:-1, -1]
        still = gram.diagonal() <= 1e-12 * n
        scale = np.ones(len(corr))
        if standardize:
            scale = np.sqrt(np.where(still, n, gram.diagonal()) / n)
        varies = ~still / scale
        gram, corr = gram * np.outer(varies, varies), corr * varies
        mus, coefs = _certified(gram, corr, floor * n)

        def moved(coefs):
            per_unit = coefs * varies
            start = per_unit @ mean[:-1] - mean[-1]
            return np.column_stack([start, -per_unit, np.ones(len(coefs))])

        return _Path(mus / n, coefs, moved)

    def cross_validate(self, lams, k=10, progress=None):
        """`CVCurve` at lams over k folds, each standardized by its own rows. Both choices of lambda
        are lams. ValueError unless k divides the number of blocks."""
        lams = np.unique(check_lam(lams))
        every = np.arange(len(self.products))
        demand(k >= 2 and len(every) % k == 0,
               "k must divide the number of blocks, {}: got {}", len(every), k)
        folds = np.split(every, k)
        paths = []
        for test in folds:
            paths.append(self.path(np.setdiff1d(every, test), lams[0], standardize=True))
            if progress:
                progress(len(paths), k)
        tests = [self.products[test].sum(axis=0) for test in folds]

        def held_out(lam):
            errors = [_mean_square(path.moved(path(lam)), test)
                      for path, test in zip(paths, tests, strict=True)]
            return np.reshape(errors, (k, *np.shape(lam)))

        errors = held_out(lams)
        mean, best = errors.mean(axis=0), errors.mean(axis=0).argmin()
        limit = mean[best] + errors[:, best].std(ddof=1) / np.sqrt(k)
        simple = lams[np.flatnonzero(mean <= limit)[-1]]
        return CVCurve("lasso", lams, errors, float(lams[best]), float(simple), held_out)

    def stability(self, lams, resamples=100, seed=0, progress=None):
        """`Stability` at lams over random halves of the blocks."""
        lams = np.atleast_1d(check_lam(lams))
        rng, half = np.random.default_rng(seed), len(self.products) // 2
        coefs = np.empty((resamples, len(lams), len(self.mean)))
        for done in range(resamples):
            blocks = np.sort(rng.permutation(len(self.products))[:half])
            coefs[done] = self.path(blocks, lams.min(), standardize=False)(lams)
            if progress:
                progress(done + 1, resamples)
        return Stability(lams, (coefs != 0).mean(axis=0), coefs)


def _mean_square(vectors, products):
    """Mean of (v'row)^2 over the rows behind `products`, for each of the vectors."""
    return ((vectors @ products) * vectors).sum(axis=1) / products[0, 0]


def _certified(gram, corr, stop):
    """(mus, coefs) of the path from X'X and X'y down to mu = stop; where sweeps lose digits, that
    of a square X with these products."""
    top = largest(abs(corr))
    if top <= stop:
        return np.array([top]), np.zeros((1, len(corr)))
    found = sweep_path(gram, corr, stop)
    if found and largest(kkt_error(*found, corr - found[1] @ gram)) <= CERTIFIED * top:
        return found
    sizes, axes = np.linalg.eigh(gram)
    kept = sizes > 1e-14 * sizes[-1]
    roots = np.sqrt(sizes[kept])
    return lasso(axes[:, kept].T * roots[:, None], (corr @ axes[:, kept]) / roots, stop)
