"""Where test error comes from: bias^2, variance and noise of linear smoothers over many data sets.

A linear smoother predicts S y at new points: least squares on polynomials, ridge, k nearest
neighbours, all at fixed x. Its bias^2 and variance have formulas, and hundreds of simulated data
sets are one matrix product. Derived in lesson 02.
"""

from collections import namedtuple

import numpy as np

from regviz.core.arguments import check_points, checked, kind, whole, wholes
from regviz.core.linalg import centre, standard_error, thin_svd
from regviz.core.validation import check_array, check_lam, check_matrix, demand
from regviz.data.datasets import polynomial
from regviz.solvers.ridge import ridge_filter, warn_of_near_copies


class Smoothers(namedtuple("Smoothers", "capacity maps basis")):
    """Predictions maps[c] @ (basis.T @ y) at m new points, one map for each capacity c.

    capacity (C,): degrees, lambdas or numbers of neighbours; maps (C, m, r); basis (n, r) with
    orthonormal columns.
    """


@checked(degrees=wholes(0))
def polynomial_smoothers(x, x_new, degrees):
    """Least squares on 1, x, ..., x^degree for each degree, by one QR decomposition X = Q R.

    The fit of a lower degree uses the first columns of Q alone. x (n,), x_new (m,). ValueError when
    the largest degree needs more than the distinct x there are.
    """
    x, x_new = check_points(x, "x"), check_points(x_new, "x_new")
    x, x_new = x.ravel(), x_new.ravel()
    degrees = np.asarray(degrees, dtype=int)
    top = int(degrees.max())
    most = len(np.unique(x)) - 1
    demand(degrees.min() >= 0 and top <= most,
           "degrees must lie between 0 and {} for these x: got {}", most, degrees)

    def powers(points):
        columns = polynomial(points, max(top, 1), (x.min(), x.max()))[:, :top]
        return np.column_stack([np.ones(len(columns)), columns])

    Q, R = np.linalg.qr(powers(x))
    whole = np.linalg.solve(R.T, powers(x_new).T).T
    used = np.arange(top + 1) <= degrees[:, None, None]
    return Smoothers(degrees, whole * used, Q)


@checked()
def ridge_smoothers(X, X_new, lams):
    """Ridge at each of lams (L,) from one SVD X - mean = U diag(d) V'.

    The map is (X_new - mean) V diag(d / (d^2 + n lam)); the mean of y is one more basis vector.
    X (n, p), X_new (m, p); lam = 0 is least squares of least norm.
    """
    X = check_matrix(X)
    data = centre(X, np.zeros(len(X)))
    n = len(data.y)
    lams = np.atleast_1d(check_lam(lams))
    U, d, Vt = thin_svd(data.X)
    warn_of_near_copies(data.X, d, lams)
    maps = data.moved(check_matrix(X_new, "X_new")) @ Vt.T * ridge_filter(
        d, n * lams[:, None, None])
    # The constant column 1/sqrt(n) as first basis vector gives the mean of y everywhere.
    constant = 1 / np.sqrt(n)
    maps = np.insert(maps, 0, constant, axis=2)
    return Smoothers(lams, maps, np.insert(U, 0, constant, axis=1))


@checked(ks=wholes(1))
def knn_smoothers(x, x_new, ks):
    """The mean of the k nearest y for each k of ks: the map has 1/k at the neighbours.

    x (n,) or (n, p), x_new alike. At a fixed point x0 the bias is mean f(neighbours) - f(x0) and
    the variance noise^2 / k. ValueError unless 1 <= k <= n.
    """
    x, x_new = check_points(x, "x"), check_points(x_new, "x_new")
    x, x_new = (points.reshape(len(points), -1) for points in (x, x_new))
    demand(x.shape[1] == x_new.shape[1],
           "x and x_new must have the same number of columns: got {} and {}", x.shape[1],
           x_new.shape[1])
    n = len(x)
    ks = np.asarray(ks, dtype=int)
    demand(1 <= ks.min() and ks.max() <= n,
           "k must lie between 1 and the number of points in x, {}: got {}", n, ks)
    squared = ((x_new[:, None] - x) ** 2).sum(axis=2)
    rank = squared.argsort(axis=1, kind="stable").argsort(axis=1)  # 0 for the nearest
    k = ks[:, None, None]
    return Smoothers(ks, (rank < k) / k, np.eye(n))


class BiasVariance(namedtuple(
        "BiasVariance", "capacity noise bias2 variance error bias2_se variance_se error_se "
        "fits exact_bias2 exact_variance")):
    """bias2 + variance + noise = error in expectation, means over m new points, each (C,).

    noise = sigma^2; bias2 and variance are unbiased Monte-Carlo estimates, error is measured on
    fresh noisy y; *_se are standard errors. exact_bias2 and exact_variance are the formulas.
    fits (C, m, sets) are the predictions.
    """

    @property
    def total(self):
        """bias2 + variance + noise, to compare with error."""
        return self.bias2 + self.variance + self.noise


def simulate(truth, noise, sets=200, seed=0):
    """(sets, n): data sets y = truth + noise * standard normal."""
    truth = check_array(truth, "truth")
    demand(sets >= 2 and noise >= 0,
           "sets must be 2 or more and noise zero or positive: got {} and {}", sets, noise)
    return truth + noise * np.random.default_rng(seed).standard_normal((sets, len(truth)))


@checked(smoothers=kind(Smoothers, 'rv.ridge_smoothers'), sets=whole(2, 10**6))
def bias_variance(smoothers, truth, truth_new, noise, sets=200, seed=0):
    """BiasVariance of linear smoothers over `sets` data sets, all fits by one batched product.

    truth (n,) and truth_new (m,) are the means of y, noise its standard deviation. The formulas at
    one new point, with S the row of maps @ basis.T: bias = S truth - truth_new and
    variance = noise^2 |S|^2.
    """
    maps, basis = smoothers.maps, smoothers.basis
    truth, truth_new = check_points(truth, "truth"), check_points(truth_new, "truth_new")
    demand(truth.shape == basis.shape[:1] and truth_new.shape == maps.shape[1:2],
           "truth and truth_new must have one value per point of the smoothers, {} and {}: they "
           "have shapes {} and {}", len(basis), maps.shape[1], truth.shape, truth_new.shape)
    fits = maps @ (simulate(truth, noise, sets, seed) @ basis).T
    fresh = simulate(truth_new, noise, sets, seed + 1)
    exact_bias = maps @ (truth @ basis) - truth_new
    exact_variance = noise**2 * np.einsum("cmr,cmr->c", maps, maps) / maps.shape[1]

    bias2, bias2_se, square = _bias_and_spread(fits, truth_new)
    error = _mean_square(fits - fresh.T)
    variance = square.sum(axis=1) / (sets - 1)
    return BiasVariance(smoothers.capacity, noise**2, bias2, variance, error.mean(axis=1),
                        bias2_se, standard_error(square), standard_error(error), fits,
                        (exact_bias**2).mean(axis=1), exact_variance)


def _bias_and_spread(fits, truth):
    """(bias2 (C,), its standard error (C,), mean square about the mean of each data set (C, sets)).

    The squared distance of the mean fit from the truth overestimates bias^2 by variance / sets.
    The standard error is the delta method's, plus the term of second order that is left when the
    bias is 0.
    """
    m, sets = fits.shape[1:]
    mean = fits.mean(axis=2)
    bias = mean - truth
    spread = fits - mean[:, :, None]
    square = _mean_square(spread)
    excess = square.sum(axis=1) / (sets - 1) / sets
    gradient = 2 / m * (bias[:, None] @ spread)[:, 0]
    se = np.sqrt(gradient.var(axis=1, ddof=1) / sets + 2 * excess**2)
    return (bias**2).mean(axis=1) - excess, se, square


def _mean_square(values):
    """(C, sets): mean square of values (C, m, sets) over the m points, without a squared copy."""
    return np.einsum("cmb,cmb->cb", values, values) / values.shape[1]
