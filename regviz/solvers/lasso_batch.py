"""Many lasso paths of equal n_features at once: folds, resamples, simulated training sets."""

from collections import namedtuple

import numpy as np

from regviz.core.linalg import centre, equal_columns, shared, ties
from regviz.core.validation import check_lam, demand
from regviz.solvers.lasso import CERTIFIED, lasso
from regviz.solvers.lasso_gram import between, kkt_error, lockstep


class LassoPaths(namedtuple("LassoPaths", "knots coefs x_mean y_mean floor")):
    """Paths of m problems: `knots` (m, K) fall, a shorter path repeating its last, with `coefs` (m, K, n_features).

    `x_mean` (m, n_features) and `y_mean` (m,) are the training means; below lam = floor nothing can be asked.
    """

    def __call__(self, lams):
        """(coef, intercept) of every problem, (m,) + np.shape(lams) + (n_features,) and (m,) + np.shape(lams)."""
        lams = np.asarray(check_lam(lams, self.floor))
        coef = between(self.knots, self.coefs, lams.ravel())
        intercept = self.y_mean[:, None] - (coef @ self.x_mean[..., None])[..., 0]
        shape = (len(coef), *lams.shape)
        return coef.reshape(*shape, -1), intercept.reshape(shape)


def lasso_paths(Xs, ys, intercept=True, floor=0.0):
    """LassoPaths of the problems Xs[i] (n_i, p), ys[i] (n_i,), down to lam = floor; n_i may differ, p may not.

    `lasso_paths(Xs, ys)(lams)` has every problem on one grid in one call. Derived in lesson 06.
    """
    demand(len(Xs) == len(ys) > 0, "Xs and ys must hold the same number of problems, one at least: {} and {}",
           len(Xs), len(ys))
    data = [centre(X, y, intercept) for X, y in zip(Xs, ys, strict=True)]
    widths = {X.shape[1] for X, *_ in data}
    demand(len(widths) == 1, "every X must have the same number of columns: got {}", sorted(widths))
    n, floor = np.array([len(y) for _, y, *_ in data]), check_lam(float(floor))
    corrs = np.array([y @ X for X, y, *_ in data])
    mus, coefs = _together(data, corrs, floor * n)
    for i in np.flatnonzero(ties(corrs).any(axis=1)):
        coefs[i] = shared(coefs[i], equal_columns(data[i].X))
    _, _, x_mean, y_mean = zip(*data, strict=True)
    return LassoPaths(mus / n[:, None], coefs, np.array(x_mean), np.array(y_mean), floor)


def _together(data, corrs, stops):
    """(mus (m, K), coefs (m, K, p)): in lockstep where it pays, one by one where it fails or p is large."""
    sure = np.zeros(len(data), dtype=bool)
    if corrs.shape[1] <= min(64, *(len(y) for _, y, *_ in data)):
        grams = np.array([X.T @ X for X, *_ in data])
        mus, coefs = lockstep(grams, corrs, stops)
        errors = kkt_error(mus, coefs, corrs[:, None] - coefs @ grams).max(axis=(1, 2))
        sure = errors <= CERTIFIED * mus[:, 0]  # never where NaN
        if sure.all():
            return mus, coefs
    paths = [(mus[i], coefs[i]) if sure[i] else lasso(d.X, d.y, stops[i]) for i, d in enumerate(data)]
    longest = np.arange(max(len(knots) for knots, _ in paths))
    padded = [(knots[k], rows[k]) for knots, rows in paths for k in [np.minimum(longest, len(knots) - 1)]]
    return tuple(map(np.array, zip(*padded, strict=True)))


def lasso_batch(X, y, lams):
    """(coef (R, L, p), intercept (R, L)) of the lasso on R data sets at every lam: X (R, n, p), y (R, n), lams (L,)."""
    return lasso_paths(X, y, floor=np.min(lams))(lams)
