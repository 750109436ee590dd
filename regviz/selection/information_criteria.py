"""Choosing lambda without refits: leave-one-out and GCV of ridge in closed form, AIC and BIC of the lasso.

Derived in lesson 07.
"""

from collections import namedtuple

import numpy as np

from regviz.core.linalg import centre, thin_svd
from regviz.core.validation import check_lam, check_xy, demand
from regviz.selection.cross_validation import ridge_grid
from regviz.solvers.lasso import LassoPath


class RidgeScores(namedtuple("RidgeScores", "lams loo gcv df lam_loo lam_gcv")):
    """Leave-one-out error, GCV and df of ridge at lams, all (L,); lam_loo and lam_gcv where the first two are least."""


def ridge_scores(X, y, lams=None):
    """RidgeScores of a whole grid (100 values if None) by one SVD X - mean = U diag(d) V'; the intercept is refitted.

    Leave-one-out: mean (r_i / (1 - h_i))^2, h_i = 1/n + sum_j u_ij^2 d_j^2 / (d_j^2 + c): n refits at the same lam
    when c = (n - 1) lam. GCV: mean r_i^2 / (1 - (1 + df) / n)^2 at c = n lam. r and 1 - h vanish together where the
    fit is exact at lam = 0: both are divided by c there. ValueError for n = 1 and for infinite lam.
    """
    data = centre(X, y)
    n = len(data.y)
    U, d, _ = thin_svd(data.X)
    lams = ridge_grid(data.X) if lams is None else np.atleast_1d(check_lam(lams))
    demand(n > 1 and np.isfinite(lams).all(),
           "ridge_scores needs two rows or more and finite lam: got n = {}, lam up to {}", n, lams.max())
    U, d = U[:, d > 0], d[d > 0]
    U2, b, square = U * U, U.T @ data.y, (d * d)[:, None]
    rest, free = data.y - U @ b, 1 - 1 / n - U2.sum(axis=1)
    exact = np.flatnonzero(free < 1e-12)
    c = (n - 1) * lams
    t = 1 / (square + c)
    ct = c * t
    left_out, share = U @ (b[:, None] * ct), U2 @ ct
    left_out += rest[:, None]
    share += free[:, None]
    left_out[exact], share[exact] = U[exact] @ (b[:, None] * t), U2[exact] @ t
    left_out /= share
    t, c = 1 / (square + n * lams), 1.0 if len(d) == n - 1 else n * lams
    gcv = n * (rest @ rest + ((c * t * b[:, None]) ** 2).sum(axis=0)) / (n - 1 - len(d) + (c * t).sum(axis=0)) ** 2
    loo, df = np.einsum("il,il->l", left_out, left_out) / n, (square * t).sum(axis=0)
    return RidgeScores(lams, loo, gcv, df, float(lams[loo.argmin()]), float(lams[gcv.argmin()]))


class Criteria(namedtuple("Criteria", "lams rss df aic bic noise_variance lam_aic lam_bic")):
    """AIC = RSS / s2 + 2 df and BIC = RSS / s2 + log(n) df of the lasso at its knots, lams (K,) falling.

    Between two knots df stays and RSS grows with lam, so the least values of all, at lam_aic and lam_bic, are at
    knots. df is the number of coefficients that are not zero; noise_variance is s2.
    """


def criteria(X, y, noise_variance=None):
    """Criteria of the lasso path; noise_variance is RSS / (n - p - 1) of least squares unless given.

    ValueError when it has to be given: n <= p + 1, or a perfect fit.
    """
    X, y = check_xy(X, y)
    path, n = LassoPath(X, y), len(y)
    rss = ((y - path.predict(X, path.knots)) ** 2).sum(axis=-1)
    if noise_variance is None:
        noise_variance = rss[-1] / max(n - X.shape[1] - 1, 1)
        demand(n > X.shape[1] + 1 and noise_variance > 1e-20 * rss[0], "noise_variance cannot be estimated from "
               "n = {} rows and p = {} features (least squares fits perfectly): give it", n, X.shape[1])
    df = path.df(path.knots)
    aic, bic = (rss / noise_variance + weight * df for weight in (2.0, np.log(n)))
    lam_aic, lam_bic = (float(path.knots[scores.argmin()]) for scores in (aic, bic))
    return Criteria(path.knots, rss, df, aic, bic, float(noise_variance), lam_aic, lam_bic)
