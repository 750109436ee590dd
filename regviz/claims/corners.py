"""Claim of lesson 05: how often the ball is touched where a coefficient is exactly zero."""

import numpy as np

from regviz.claims.ledger import Finding, claim
from regviz.solvers.constraint import Bowl, constrained
from regviz.solvers.penalties import Ball

N_LOSSES = 500
TIGHT, LOOSE = 0.5, 2.0


@claim(
    "k",
    says="L1 solutions are sparse, L2 solutions are not.",
    verdict="true, with conditions",
    right="The smaller the budget (the larger lambda), the more losses have their solution at a "
          "corner of the diamond. All other solutions lie on an edge or are least squares itself, "
          "and they have no zero. How large lambda must be depends on how far noise and "
          "correlation scatter the least-squares point. On the circle an exact zero has "
          "probability 0.",
    lesson="05",
    source="Tibshirani, Regression shrinkage and selection via the lasso (1996)",
)
def sparse_solutions(seed: int = 0) -> Finding:
    """500 random losses on a tight and a loose ball: the share that ends with an exact zero.

    Their least-squares points scatter as noise in y scatters them, with covariance proportional to
    inverse(X'X).
    """
    noise = np.random.default_rng(seed).standard_normal((N_LOSSES, 2))

    def zeros(kind, radius, corr=0.5):
        hessian = np.array([[1.0, corr], [corr, 1.0]])
        ols = 1.5 * noise @ np.linalg.inv(np.linalg.cholesky(hessian))
        touched = constrained(Bowl(ols, hessian), Ball(kind, radius))
        return (touched == 0).any(axis=1).mean()

    figures = {
        "diamond, tight": zeros("l1", TIGHT),
        "diamond, loose": zeros("l1", LOOSE),
        "diamond, tight, correlation 0.9": zeros("l1", TIGHT, 0.9),
        "elastic net, tight": zeros("elastic net", TIGHT),
        "circle, tight": zeros("l2", TIGHT),
        "circle, loose": zeros("l2", LOOSE),
    }
    some = 0 < figures["diamond, loose"] < figures["diamond, tight"] < 1
    none = figures["circle, tight"] == figures["circle, loose"] == 0
    return Finding(figures, some and none)
