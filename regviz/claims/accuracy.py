"""Which is more accurate, lasso or ridge: the sparsity of the truth decides."""

from collections import namedtuple

import numpy as np

from regviz.claims.ledger import Finding, claim
from regviz.core.arguments import checked, number, whole, wholes
from regviz.core.linalg import standard_error
from regviz.data.datasets import true_coef
from regviz.selection.cross_validation import cross_validate
from regviz.solvers.lasso import LassoPath
from regviz.solvers.lasso_batch import lasso_batch
from regviz.solvers.ridge import RidgePath, ridge_batch

NONZEROS = (4, 40)


def risk(coef, truth):
    """|coef - truth|^2 for coef (..., p).

    For uncorrelated features of variance 1 it is the excess test error.
    """
    return ((coef - truth) ** 2).sum(axis=-1)


class RiskCurves(namedtuple(
        "RiskCurves", "nonzeros lasso ridge lasso_se ridge_se lasso_lam ridge_lam")):
    """`risk` of lasso and ridge against the number of non-zero true coefficients, nonzeros (S,).

    lasso, ridge (S,): means over data sets at the lambda that makes them least; *_se their standard
    errors; *_lam those lambdas.
    """


@checked(room=('sets', 'n', 'p'), nonzeros=wholes(0), norm=number(0, above=True))
def risk_curves(nonzeros, n=60, p=40, norm=4.0, noise=1.0, sets=50, seed=0):
    """RiskCurves of truths with each number of non-zero coefficients.

    All truths have the Euclidean length `norm`. The data sets share their features and noise, so
    that the curves differ by the truth alone.
    """
    rng = np.random.default_rng(seed)
    nonzeros = np.atleast_1d(nonzeros)
    X = rng.standard_normal((sets, n, p))
    e = noise * rng.standard_normal((sets, n))
    lasso_lams = np.geomspace(1e-4, 1.0, 80) * max(norm, noise)
    ridge_lams = np.geomspace(1e-4, 1e2, 80)
    truths = [true_coef(p, int(count), norm, seed) for count in nonzeros]
    lasso, lasso_se, lasso_lam = _best_risks(lasso_batch, X, e, truths, lasso_lams)
    ridge, ridge_se, ridge_lam = _best_risks(ridge_batch, X, e, truths, ridge_lams)
    return RiskCurves(nonzeros, lasso, ridge, lasso_se, ridge_se, lasso_lam, ridge_lam)


def _best_risks(fit, X, e, truths, lams):
    """Rows (mean risk, its standard error, lam), each (S,), at the lam where the mean is least."""
    found = []
    for truth in truths:
        risks = risk(fit(X, X @ truth + e, lams)[0], truth)
        best = risks.mean(axis=0).argmin()
        found.append((risks[:, best].mean(), standard_error(risks[:, best]), lams[best]))
    return np.transpose(found)


@checked(room=('n', 'p'), nonzeros=whole(0), n=whole(6))
def risk_by_cv(nonzeros, seed, n=60, p=40, norm=4.0, noise=1.0):
    """{"lasso": risk, "ridge": risk} of one data set at the lambda of 5-fold cross-validation."""
    rng = np.random.default_rng(seed)
    truth = true_coef(p, nonzeros, norm, seed)
    X = rng.standard_normal((n, p))
    y = X @ truth + noise * rng.standard_normal(n)
    found = {}
    for name, path in (("lasso", LassoPath), ("ridge", RidgePath)):
        lam = cross_validate(X, y, k=5, seed=seed, method=name).lam_min
        found[name] = float(risk(path(X, y)(lam), truth))
    return found


@claim(
    "h",
    says="L2 is more accurate than L1 in all circumstances, at a much higher cost.",
    verdict="false",
    right="Neither is always ahead. Take 60 rows of 40 uncorrelated features, and give each "
          "penalty its best lambda. The lasso is far ahead when few true coefficients are not 0, "
          "and ridge is ahead when all have the same size. Correlation, noise and the way lambda "
          "is chosen move the border. Ridge does not cost more either: one decomposition serves "
          "all its lambdas.",
    lesson="09",
    source="Tibshirani, Regression shrinkage and selection via the lasso (1996)",
    share=0.95,
)
def sparse_and_dense(seed: int = 0) -> Finding:
    """50 data sets a truth, 4 and 40 non-zeros of 40: mean risk at its best lambda."""
    found = risk_curves(NONZEROS, sets=50, seed=seed)
    figures = {f"{name}, {count} non-zeros": value
               for name, values in (("lasso", found.lasso), ("ridge", found.ridge))
               for count, value in zip(NONZEROS, values, strict=True)}
    sparse_truth = found.lasso[0] < 0.5 * found.ridge[0]
    dense_truth = found.ridge[1] < found.lasso[1]
    return Finding(figures, sparse_truth and dense_truth)
