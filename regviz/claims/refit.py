"""The lasso, and least squares on the features it keeps: few strong weights gain by the refit."""

import numpy as np

from regviz.claims.accuracy import risk
from regviz.core.arguments import checked, whole
from regviz.data.datasets import true_coef
from regviz.solvers.lasso import debiased
from regviz.solvers.lasso_batch import lasso_paths


@checked(room=('sets', 'n', 'p'), nonzeros=whole(0), sets=whole(1))
def refit_risks(nonzeros, lams, n=60, p=40, norm=4.0, noise=1.0, sets=40, seed=0):
    """The lasso and the least-squares refit of what it keeps, at lams (L,).

    A dict of `lasso_risk` and `refit_risk` (L,), means of |coef - truth|^2 over data sets, of
    `truth` (p,), and of `lasso`, `refit` (L, p) in the first data set, `X` (n, p), `y` (n,).
    """
    rng = np.random.default_rng(seed)
    truth = true_coef(p, nonzeros, norm, seed)
    X = rng.standard_normal((sets, n, p))
    y = X @ truth + noise * rng.standard_normal((sets, n))
    lasso = lasso_paths(X, y)(lams)[0]
    refit = np.array([[debiased(X[b], y[b], coef != 0)[0] for coef in lasso[b]]
                      for b in range(sets)])
    return {
        "lasso_risk": risk(lasso, truth).mean(axis=0),
        "refit_risk": risk(refit, truth).mean(axis=0),
        "truth": truth,
        "lasso": lasso[0],
        "refit": refit[0],
        "X": X[0],
        "y": y[0],
    }
