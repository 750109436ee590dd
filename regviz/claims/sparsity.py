"""When the lasso finds the right features: the irrepresentable condition and a simulation."""

from collections import namedtuple

import numpy as np

from regviz.core.linalg import standard_error
from regviz.solvers.lasso_batch import lasso_paths


def irrepresentable(covariance, coef):
    """Zhao & Yu's number max |C21 C11^-1 sign(coef_1)| over the idle features; the lasso finds the support of a long
    sample when it is below 1 and does not when it is above. covariance (p, p), coef (p,); 0 when all are active."""
    C, active = np.asarray(covariance, dtype=float), np.asarray(coef) != 0
    pull = C[np.ix_(~active, active)] @ np.linalg.solve(C[np.ix_(active, active)], np.sign(coef)[active])
    return float(np.abs(pull).max(initial=0.0))


ZHAO_YU = np.array([[1, 0, 2 / 3], [0, 1, 2 / 3], [2 / 3, 2 / 3, 1]])  # x3 = (2 x1 + 2 x2 + e) / 3


class Recovery(namedtuple("Recovery", "sizes share share_se irrepresentable")):
    """share (S,) of data sets of each of sizes (S,) whose lasso path has, at some lambda, the signs of the truth.

    share_se their standard errors; irrepresentable is Zhao & Yu's number, 1 the limit between the two fates.
    """


def recovery(coef, sizes, covariance=ZHAO_YU, noise=0.5, sets=200, seed=0):
    """Recovery for normal features with this covariance (p, p) and true coef (p,).

    With ZHAO_YU, coef (-2, 3, 0) is always recovered in the end (0 < 1) and (2, 3, 0) by chance only, in about half of
    the data sets however long they are (4/3 > 1).
    """
    rng, coef, shares = np.random.default_rng(seed), np.asarray(coef, dtype=float), []
    for n in sizes:
        X = rng.standard_normal((sets, n, len(coef))) @ np.linalg.cholesky(covariance).T
        y = X @ coef + noise * rng.standard_normal((sets, n))
        coefs = lasso_paths(X, y).coefs
        signs = np.sign(coefs[:, :-1] + coefs[:, 1:])  # (sets, K - 1, p): on the stretches between the knots
        right = (signs == np.sign(coef)).all(axis=2).any(axis=1).astype(float)
        shares.append((right.mean(), standard_error(right)))
    return Recovery(np.asarray(sizes), *np.transpose(shares), irrepresentable(covariance, coef))
