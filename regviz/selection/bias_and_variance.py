"""Where test error comes from: bias^2, variance and noise of linear smoothers and of the lasso, over many data sets.

A linear smoother predicts S y at new points: least squares on polynomials, ridge, k nearest neighbours, all at fixed x.
Its bias^2 and variance have formulas, and hundreds of simulated data sets are one matrix product. Derived in lesson 02.
"""

from collections import namedtuple

import numpy as np

from regviz.core.linalg import centre, standard_error, thin_svd
from regviz.core.validation import check_lam, demand
from regviz.data.datasets import polynomial
from regviz.solvers.lasso_batch import lasso_paths


class Smoothers(namedtuple("Smoothers", "capacity maps basis")):
    """Predictions maps[c] @ (basis.T @ y) at m new points, one map for each capacity c.

    capacity (C,) degrees, lambdas or numbers of neighbours; maps (C, m, r); basis (n, r) with orthonormal columns.
    """


def polynomial_smoothers(x, x_new, degrees):
    """Least squares on 1, x, ..., x^degree for each degree: the first columns of one QR decomposition.

    x (n,), x_new (m,). ValueError when the largest degree needs more than the distinct x there are.
    """
    x, degrees = np.asarray(x, dtype=float).ravel(), np.asarray(degrees, dtype=int)
    top = int(degrees.max())
    most = len(np.unique(x)) - 1
    demand(degrees.min() >= 0 and top <= most, "degrees must lie between 0 and {} for these x: got {}", most, degrees)
    span = (x.min(), x.max())
    train, new = (np.column_stack([np.ones(np.size(v)), polynomial(v, max(top, 1), span)[:, :top]]) for v in (x, x_new))
    Q, R = np.linalg.qr(train)
    return Smoothers(degrees, np.linalg.solve(R.T, new.T).T * (np.arange(top + 1) <= degrees[:, None, None]), Q)


def ridge_smoothers(X, X_new, lams):
    """Ridge at each lam from one SVD X - mean = U diag(d) V': the map is (X_new - mean) V diag(d / (d^2 + n lam)).

    X (n, p), X_new (m, p); the mean of y is one more basis vector. lam = 0 is least squares of least norm.
    """
    data, lams = centre(X, np.zeros(len(X))), np.atleast_1d(check_lam(lams))[:, None, None]
    n, (U, d, Vt) = len(data.X), thin_svd(data.X)
    maps = (np.asarray(X_new, dtype=float) - data.x_mean) @ Vt.T * (d / (d * d + n * lams + (d == 0)))
    mean = np.full((*maps.shape[:2], 1), 1 / np.sqrt(n))
    return Smoothers(lams.ravel(), np.concatenate([mean, maps], axis=2), np.hstack([np.full((n, 1), mean[0, 0]), U]))


def knn_smoothers(x, x_new, ks):
    """The mean of the k nearest y for each k: the map has 1/k at the neighbours. x (n,) or (n, p), x_new alike.

    At a fixed point the bias is mean f(neighbours) - f(x0) and the variance noise^2 / k. ValueError unless 1 <= k <= n.
    """
    x, x_new = (np.asarray(v, dtype=float).reshape(len(v), -1) for v in (x, x_new))
    ks, n = np.asarray(ks, dtype=int), len(x)
    demand(1 <= ks.min() and ks.max() <= n, "k must lie between 1 and the number of points, {}: got {}", n, ks)
    rank = ((x_new[:, None] - x) ** 2).sum(axis=2).argsort(axis=1, kind="stable").argsort(axis=1)
    return Smoothers(ks, (rank < ks[:, None, None]) / ks[:, None, None], np.eye(n))


class BiasVariance(namedtuple("BiasVariance", "capacity noise bias2 variance error bias2_se variance_se error_se fits "
                   "exact_bias2 exact_variance", defaults=(None, None))):
    """bias2 + variance + noise = error in expectation, means over the m new points; arrays are (C,), over capacity.

    noise = sigma^2; bias2 and variance are unbiased Monte-Carlo estimates, error is measured on fresh noisy y; *_se are
    standard errors. exact_bias2, exact_variance: the formulas, None where there is none. fits (C, m, sets).
    """

    @property
    def total(self):
        """bias2 + variance + noise, to lay beside error."""
        return self.bias2 + self.variance + self.noise


def simulate(truth, noise, sets=200, seed=0):
    """(sets, n): data sets y = truth + noise * standard normal."""
    truth = np.asarray(truth, dtype=float)
    demand(sets >= 2 and noise >= 0, "sets must be 2 or more and noise zero or positive: got {} and {}", sets, noise)
    return truth + noise * np.random.default_rng(seed).standard_normal((sets, len(truth)))


def bias_variance(smoothers, truth, truth_new, noise, sets=200, seed=0):
    """BiasVariance of linear smoothers over `sets` data sets, all fits by one batched matrix product.

    truth (n,) and truth_new (m,) are the means of y, noise its standard deviation. The formulas at one new point, with
    S the row of maps @ basis.T: bias = S truth - truth_new, variance = noise^2 |S|^2.
    """
    maps, basis = smoothers.maps, smoothers.basis
    fits = maps @ (simulate(truth, noise, sets, seed) @ basis).T
    bias = maps @ (np.asarray(truth, dtype=float) @ basis) - truth_new
    return _decomposed(smoothers.capacity, fits, truth_new, noise, seed, (bias**2).mean(axis=1),
                       noise**2 * np.einsum("cmr,cmr->c", maps, maps) / maps.shape[1])


def _decomposed(capacity, fits, truth_new, noise, seed, *exact):
    """BiasVariance from fits (C, m, sets). The standard error of bias2 is the delta method's, with the term of second
    order that is left when the bias is 0."""
    m, sets = fits.shape[1:]
    mean = fits.mean(axis=2)
    miss = mean - truth_new
    spread = fits - mean[:, :, None]
    square = np.einsum("cmb,cmb->cb", spread, spread) / m
    variance = square.sum(axis=1) / (sets - 1)
    pull = 2 / m * (miss[:, None] @ spread)[:, 0]
    spread += miss[:, :, None] - (simulate(truth_new, noise, sets, seed + 1) - truth_new).T
    error = np.einsum("cmb,cmb->cb", spread, spread) / m
    bias2_se = np.sqrt(pull.var(axis=1, ddof=1) / sets + 2 * (variance / sets) ** 2)
    return BiasVariance(capacity, noise**2, (miss**2).mean(axis=1) - variance / sets, variance, error.mean(axis=1),
                        bias2_se, standard_error(square), standard_error(error), fits, *exact)


def lasso_bias_variance(X, X_new, truth, truth_new, noise, lams, sets=200, seed=0):
    """BiasVariance of the lasso at lams (L,), features X (n, p) fixed, predicting at X_new (m, p); no formulas."""
    data, y = centre(X, truth), simulate(truth, noise, sets, seed)
    y_mean = y.mean(axis=1)
    paths = lasso_paths(np.broadcast_to(data.X, (sets, *data.X.shape)), y - y_mean[:, None], False, np.min(lams))
    coef = np.ascontiguousarray(paths(lams)[0].transpose(1, 2, 0))
    fits = (np.asarray(X_new, dtype=float) - data.x_mean) @ coef + y_mean
    return _decomposed(np.asarray(lams), fits, truth_new, noise, seed)
