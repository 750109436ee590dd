"""Who is the more accurate, lasso or ridge: the sparsity of the truth decides."""

from collections import namedtuple

import numpy as np

from regviz.claims.ledger import Finding, claim
from regviz.core.linalg import standard_error
from regviz.data.datasets import true_coef
from regviz.selection.cross_validation import cross_validate
from regviz.solvers.lasso import LassoPath, debiased
from regviz.solvers.lasso_batch import lasso_batch, lasso_paths
from regviz.solvers.ridge import RidgePath, ridge_batch

NONZEROS = (4, 40)


def risk_by_cv(nonzeros, seed, n=60, p=40, norm=4.0, noise=1.0):
    """{"lasso": risk, "ridge": risk} of one data set, |coef - truth|^2 at the lambda of 5-fold cross-validation."""
    rng, truth = np.random.default_rng(seed), true_coef(p, nonzeros, norm, seed)
    X = rng.standard_normal((n, p))
    y = X @ truth + noise * rng.standard_normal(n)
    lams = {name: cross_validate(X, y, k=5, seed=seed, method=name).lam_min for name in ("lasso", "ridge")}
    return {name: float(((path(X, y)(lams[name]) - truth) ** 2).sum())
            for name, path in (("lasso", LassoPath), ("ridge", RidgePath))}


def refit_risks(nonzeros, lams, n=60, p=40, norm=4.0, noise=1.0, sets=40, seed=0):
    """The lasso and the least-squares refit of what it keeps, at lams (L,): a dict of `lasso_risk` and `refit_risk`
    (L,), means of |coef - truth|^2 over data sets, of `truth` (p,), and of `lasso`, `refit` (L, p) in the first."""
    rng, truth = np.random.default_rng(seed), true_coef(p, nonzeros, norm, seed)
    X = rng.standard_normal((sets, n, p))
    y = X @ truth + noise * rng.standard_normal((sets, n))
    lasso = lasso_paths(X, y)(lams)[0]
    refit = np.array([[debiased(X[b], y[b], coef != 0)[0] for coef in lasso[b]] for b in range(sets)])
    risks = {f"{name}_risk": ((coefs - truth) ** 2).sum(axis=2).mean(axis=0)
             for name, coefs in (("lasso", lasso), ("refit", refit))}
    return risks | {"truth": truth, "lasso": lasso[0], "refit": refit[0]}


@claim(
    "h",
    says="L2 is more accurate than L1 in all circumstances, at a much higher cost.",
    verdict="false",
    right="Neither dominates. With 60 rows of 40 uncorrelated features, and each penalty at the lambda of smallest "
          "risk, the lasso is ahead by far when few of the true coefficients are not 0, ridge when all are of one "
          "size. Correlation, noise and the rule that chooses lambda move the border. Nor does ridge cost more: one "
          "decomposition serves all its lambdas.",
    lesson="09",
    source="Tibshirani, Regression shrinkage and selection via the lasso (1996)",
    share=0.95,
)
def sparse_and_dense(seed: int = 0) -> Finding:
    """50 data sets a truth: |coef − truth|² at the lambda that makes its mean least, 4 and 40 non-zeros of 40."""
    found = risk_curves(NONZEROS, sets=50, seed=seed)
    figures = {f"{name}, {count} non-zeros": float(risk) for name, risks in (("lasso", found.lasso),
               ("ridge", found.ridge)) for count, risk in zip(NONZEROS, risks, strict=True)}
    return Finding(figures, bool(found.lasso[0] < 0.5 * found.ridge[0] and found.ridge[1] < found.lasso[1]))


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
