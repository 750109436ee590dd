"""Experiments on whole methods: lasso against ridge from sparse to dense, right supports, double descent.

Each draws many data sets and fits them together. Derived in lessons 09 and 10.
"""

from collections import namedtuple

import numpy as np

from regviz.batches import lasso_paths
from regviz.checks import check_lam
from regviz.data import true_coef
from regviz.resampling import lasso_batch, ridge_batch, standard_error


class RiskCurves(namedtuple("RiskCurves", "nonzeros lasso ridge lasso_se ridge_se lasso_lam ridge_lam")):
    """|coef - truth|^2, the slopes' excess test error for uncorrelated features of variance 1, against nonzeros (S,).

    lasso, ridge (S,): the mean over data sets at the lambda that makes it least; *_se their standard errors; *_lam
    those lambdas.
    """


def risk_curves(nonzeros, n=60, p=40, norm=4.0, noise=1.0, sets=50, seed=0):
    """RiskCurves of truths with each number of non-zero coefficients, all of Euclidean length `norm`, n > 1 rows.

    The data sets share their features and noise, so that the curves differ by the truth alone.
    """
    rng, nonzeros = np.random.default_rng(seed), np.atleast_1d(nonzeros)
    X, e = rng.standard_normal((sets, n, p)), noise * rng.standard_normal((sets, n))
    lasso_lams, ridge_lams = np.geomspace(1e-4, 1.0, 80) * max(norm, noise), np.geomspace(1e-4, 1e2, 80)
    rows = []
    for count in nonzeros:
        truth = true_coef(p, int(count), norm, seed)
        y = X @ truth + e
        for fit, lams in ((lasso_batch, lasso_lams), (ridge_batch, ridge_lams)):
            risk = ((fit(X, y, lams)[0] - truth) ** 2).sum(axis=2)
            best = risk.mean(axis=0).argmin()
            rows.append((risk[:, best].mean(), standard_error(risk[:, best]), lams[best]))
    (lasso, lasso_se, lasso_lam), (ridge, ridge_se, ridge_lam) = np.reshape(rows, (-1, 2, 3)).transpose(1, 2, 0)
    return RiskCurves(nonzeros, lasso, ridge, lasso_se, ridge_se, lasso_lam, ridge_lam)


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


class DoubleDescent(namedtuple("DoubleDescent", "widths lams train test low high")):
    """train, test (L, W): mean squared errors of ridge on random features for lams (L,) and widths (W,).

    Medians over data sets, since near width = n single sets are off by orders of magnitude at lam = 0;
    low, high (L, W): the quartiles of the test error. The noise is in the test error: it cannot fall below noise^2.
    """


def double_descent(widths, lams=(0.0,), n=40, d=10, noise=0.5, sets=20, n_test=400, seed=0):
    """DoubleDescent: y = x'b + noise with |b| = 1, x (d,) normal; features max(0, w'x) sqrt(2/width), w random.

    lam = 0 is the interpolation of least norm once width >= n; the test error peaks at about width = n.
    """
    rng, lams = np.random.default_rng(seed), np.atleast_1d(check_lam(lams))
    x = rng.standard_normal((sets, n + n_test, d))
    b, weights = rng.standard_normal(d), rng.standard_normal((sets, d, max(widths)))
    y = x @ (b / np.linalg.norm(b)) + noise * rng.standard_normal((sets, n + n_test))
    errors = []
    for width in widths:
        features = np.maximum(x @ weights[..., :width], 0) * np.sqrt(2 / width)
        coef, intercept = ridge_batch(features[:, :n], y[:, :n], lams)
        miss = (coef @ features.transpose(0, 2, 1) + intercept[..., None] - y[:, None]) ** 2
        errors.append((miss[..., :n].mean(axis=2), miss[..., n:].mean(axis=2)))
    train, test = np.transpose(errors, (1, 3, 0, 2))
    low, middle, high = np.quantile(test, [0.25, 0.5, 0.75], axis=2)
    return DoubleDescent(np.asarray(widths), lams, np.median(train, axis=2), middle, low, high)
