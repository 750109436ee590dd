"""Choosing lambda without refits: leave-one-out and GCV of ridge, AIC and BIC of the lasso.

Derived in lesson 07. GCV is Golub, Heath & Wahba (1979); that the df of the lasso is its number of
coefficients other than 0 is Zou, Hastie & Tibshirani (2007).
"""

from collections import namedtuple

import numpy as np

from regviz.core.arguments import checked, number
from regviz.core.linalg import centre, thin_svd
from regviz.core.validation import check_lam, check_xy, demand
from regviz.selection.cross_validation import ridge_grid
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import ridge_filter, warn_of_near_copies


class RidgeScores(namedtuple("RidgeScores", "lams loo gcv df lam_loo lam_gcv")):
    """Leave-one-out error, GCV and df of ridge at lams, all (L,).

    lam_loo and lam_gcv are the lams where the first two are least.
    """


@checked()
def ridge_scores(X, y, lams=None):
    """RidgeScores at lams (100 values if None) by one SVD X - mean = U diag(d) V'.

    Leave-one-out, the intercept refitted: mean (r_i / (1 - h_i))^2 with the leverages
    h_i = 1/n + sum_j u_ij^2 d_j^2 / (d_j^2 + c), at c = (n - 1) lam the same as n refits at lam.
    GCV: mean r_i^2 / (1 - (1 + df) / n)^2 at c = n lam.
    ValueError for n = 1 and for infinite lam.
    """
    data = centre(X, y)
    n = len(data.y)
    lams = ridge_grid(data.X) if lams is None else np.atleast_1d(check_lam(lams))
    demand(n > 1 and np.isfinite(lams).all(),
           "ridge_scores needs two rows or more and finite lam: got n = {}, lam up to {}",
           n, lams.max())
    U, d, _ = thin_svd(data.X)
    warn_of_near_copies(data.X, d, lams)
    U = U[:, d > 0]
    d = d[d > 0, None]
    loo = _leave_one_out(U, d, data.y, (n - 1) * lams)
    gcv = _gcv(U, d, data.y, n * lams)
    df = (d * ridge_filter(d, n * lams)).sum(axis=0)
    return RidgeScores(lams, loo, gcv, df, float(lams[loo.argmin()]), float(lams[gcv.argmin()]))


def _leave_one_out(U, d, y, c):
    """Mean (r_i / (1 - h_i))^2, shape (L,), of U (n, r), d (r, 1), centred y (n,) and c (L,).

    r and 1 - h share what lies outside the columns of U; inside, 1 - d^2 / (d^2 + c) = c t with
    t = 1 / (d^2 + c). In rows where nothing lies outside, both vanish at c = 0: they are divided
    by c there, and the quotient is right at c = 0 too.
    """
    t = ridge_filter(d, c) / d
    along = (U.T @ y)[:, None]
    squares = U * U
    outside = y - U @ along[:, 0]
    free = 1 - 1 / len(y) - squares.sum(axis=1)
    # Sums in place and einsum: no further array of n times L numbers is made.
    left_out = U @ (along * (c * t))
    left_out += outside[:, None]
    share = squares @ (c * t)
    share += free[:, None]
    exact = np.flatnonzero(free < 1e-12)
    left_out[exact] = U[exact] @ (along * t)
    share[exact] = squares[exact] @ t
    left_out /= share
    return np.einsum("il,il->l", left_out, left_out) / len(y)


def _gcv(U, d, y, c):
    """n |r|^2 / (n - 1 - df)^2, shape (L,); arguments as in _leave_one_out.

    With n - 1 singular values both the residual and n - 1 - df vanish at c = 0: each is divided
    by c.
    """
    along = (U.T @ y)[:, None]
    outside = y - U @ along[:, 0]
    n_outside = len(y) - 1 - len(d)
    lost = ridge_filter(d, c) / d * (c if n_outside else 1.0)
    rss = outside @ outside + ((lost * along) ** 2).sum(axis=0)
    return len(y) * rss / (n_outside + lost.sum(axis=0)) ** 2


class Criteria(namedtuple("Criteria", "lams rss df aic bic noise_variance lam_aic lam_bic")):
    """AIC = RSS / s2 + 2 df and BIC = RSS / s2 + log(n) df of the lasso at its knots.

    lams (K,) fall. Between two knots df stays and RSS grows with lam, so the least values of all,
    at lam_aic and lam_bic, are at knots. df is the number of coefficients that are not zero;
    noise_variance is s2.
    """


@checked(noise_variance=number(0, above=True))
def criteria(X, y, noise_variance=None):
    """Criteria of the lasso path; noise_variance is RSS / (n - p - 1) of least squares if None.

    ValueError when it has to be given: n <= p + 1, or a perfect fit.
    """
    X, y = check_xy(X, y)
    n, p = X.shape
    path = LassoPath(X, y)
    rss = ((y - path.predict(X, path.knots)) ** 2).sum(axis=-1)
    if noise_variance is None:
        noise_variance = rss[-1] / max(n - p - 1, 1)
        demand(n > p + 1 and noise_variance > 1e-20 * rss[0],
               "noise_variance cannot be estimated from n = {} rows and p = {} features "
               "(least squares fits perfectly): give it", n, p)
    df = path.df(path.knots)
    aic = rss / noise_variance + 2 * df
    bic = rss / noise_variance + np.log(n) * df
    lam_aic, lam_bic = (float(path.knots[scores.argmin()]) for scores in (aic, bic))
    return Criteria(path.knots, rss, df, aic, bic, float(noise_variance), lam_aic, lam_bic)
