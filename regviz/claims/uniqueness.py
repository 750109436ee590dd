"""Claim of lesson 08: how many solutions the lasso and ridge have."""

from itertools import islice

import numpy as np

from regviz.claims.ledger import Finding, claim
from regviz.data.datasets import correlated
from regviz.solvers.iterations import coordinate_descent
from regviz.solvers.lasso import LassoPath
from regviz.solvers.penalties import Penalty

LAM, PASSES = 0.3, 300


def _from_two_starts(X, y, penalty, weight):
    """Coefficients (2, p) by coordinate descent from `weight` on the first column alone, and on the last alone."""
    starts = np.zeros((2, X.shape[1]))
    starts[0, 0] = starts[1, -1] = weight
    return np.array([next(islice(coordinate_descent(X, y, penalty, start), PASSES - 1, None)) for start in starts])


@claim(
    "f",
    says="L1 has many solutions, L2 has one.",
    verdict="depends",
    right="Ridge with lam > 0 has one. So has the lasso when no column is a combination of the others and a "
          "constant (fewer features than rows), and, with probability 1, even with more features than rows when the "
          "columns are drawn from a continuous distribution. With a column and its copy it has a whole segment of "
          "solutions (unless it drops both); but all of them have the same fitted values and, at lam > 0, the same "
          "‖w‖₁, and a copy that differs by a little noise ends the tie.",
    lesson="08",
    share=0.95,
    source="R. J. Tibshirani, The lasso problem and uniqueness (Electronic Journal of Statistics, 2013)",
)
def how_many_solutions(seed: int = 0) -> Finding:
    """A column and its copy: coordinate descent from two starts; then a jittered copy; then 60 features, 20 rows."""
    data = correlated(n=60, p=4, corr=0.3, sparsity=4, noise=1.0, seed=seed).standardize()
    y, rng = data.y - data.y.mean(), np.random.default_rng(seed)
    tied = np.column_stack([data.X, data.X[:, 0]])
    hair = np.column_stack([data.X, data.X[:, 0] + 0.3 * rng.standard_normal(60)])
    hair -= hair.mean(axis=0)
    weight = LassoPath(data.X, y)(LAM)[0]
    lasso, net, ridge = (_from_two_starts(tied, y, Penalty(LAM, ratio), weight) for ratio in (1.0, 0.5, 0.0))
    jittered = _from_two_starts(hair, y, Penalty(LAM), weight)
    wide = correlated(n=20, p=60, corr=0.5, sparsity=5, noise=1.0, seed=seed)
    path = LassoPath(wide.X, wide.y)
    lam = 0.1 * path.lam_max
    pull = np.abs((wide.y - path.predict(wide.X, lam)) @ wide.X) / 20
    ties = np.flatnonzero(pull > lam * (1 - 1e-9))
    centred = wide.X[:, ties] - wide.X[:, ties].mean(axis=0)

    def apart(pair):
        return float(np.abs(pair[0] - pair[1]).max().round(7))

    figures = {
        "copy: two lasso solutions, coefficients apart by": apart(lasso),
        "copy: their fitted values, apart by": apart(lasso @ tied.T),
        "copy: their ‖w‖₁, apart by": float(abs(np.diff(np.abs(lasso).sum(axis=1))[0]).round(7)),
        "copy: two ridge solutions, apart by": apart(ridge),
        "copy: two elastic nets, apart by": apart(net),
        "jittered copy: two lasso solutions, apart by": apart(jittered),
        "60 features, 20 rows: columns that could share, less their rank":
            float(len(ties) - np.linalg.matrix_rank(centred)),
    }
    many, fitted, size, *one, spare = figures.values()
    return Finding(figures, bool(many > 0.05 and max(fitted, size, *one) < 1e-6 and spare == 0))
