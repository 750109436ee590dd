"""Claim of lesson 08: how many solutions the lasso and ridge have."""

from itertools import islice

import numpy as np

from regviz.claims.ledger import Finding, claim
from regviz.data.datasets import correlated
from regviz.solvers.iterations import coordinate_descent
from regviz.solvers.lasso import LassoPath
from regviz.solvers.penalties import Penalty

LAM = 0.3
PASSES = 300


def _from_two_starts(X, y, penalty, weight):
    """Coefficients (2, p) by coordinate descent from `weight` on the first or the last column."""
    starts = np.zeros((2, X.shape[1]))
    starts[0, 0] = starts[1, -1] = weight
    return np.array([next(islice(coordinate_descent(X, y, penalty, start), PASSES - 1, None))
                     for start in starts])


@claim(
    "f",
    says="L1 has many solutions, L2 has one.",
    verdict="depends",
    right="Ridge with lam > 0 has one solution. So has the lasso when no column is a combination "
          "of the others and a constant. With more features than rows the lasso still has one, "
          "with probability 1, if the columns are drawn from a continuous distribution. With a "
          "column and its copy it has a whole segment of solutions, unless it drops both. All of "
          "them have the same fitted values and, at lam > 0, the same ‖w‖₁. A copy that differs "
          "by a little noise ends the tie.",
    lesson="08",
    share=0.95,
    source="R. J. Tibshirani, The lasso problem and uniqueness (Electronic Journal of Statistics, "
           "2013)",
)
def how_many_solutions(seed: int = 0) -> Finding:
    """A column and its copy: two starts; then a jittered copy; then 60 features, 20 rows."""
    data = correlated(n=60, p=4, corr=0.3, sparsity=4, noise=1.0, seed=seed).standardize()
    X, y = data.X, data.y - data.y.mean()
    weight = LassoPath(X, y)(LAM)[0]
    tied = np.column_stack([X, X[:, 0]])
    lasso, net, ridge = (_from_two_starts(tied, y, Penalty(LAM, ratio), weight)
                         for ratio in (1.0, 0.5, 0.0))
    noise = np.random.default_rng(seed).standard_normal(60)
    jittered = np.column_stack([X, X[:, 0] + 0.3 * noise])
    jittered -= jittered.mean(axis=0)
    other = _from_two_starts(jittered, y, Penalty(LAM), weight)

    many = _apart(lasso)
    same = {
        "copy: their fitted values, apart by": _apart(lasso @ tied.T),
        "copy: their ‖w‖₁, apart by": abs(np.diff(np.abs(lasso).sum(axis=1))[0]).round(7),
        "copy: two ridge solutions, apart by": _apart(ridge),
        "copy: two elastic nets, apart by": _apart(net),
        "jittered copy: two lasso solutions, apart by": _apart(other),
    }
    spare = _spare_columns(correlated(n=20, p=60, corr=0.5, sparsity=5, noise=1.0, seed=seed))
    figures = {"copy: two lasso solutions, coefficients apart by": many} | same
    figures["60 features, 20 rows: active columns minus their rank"] = spare
    return Finding(figures, many > 0.05 and max(same.values()) < 1e-6 and spare == 0)


def _apart(pair):
    return np.abs(pair[0] - pair[1]).max().round(7)


def _spare_columns(data):
    """How many more columns have the largest correlation with the residual than their rank.

    Where it is 0, they are independent and the lasso solution is unique.
    """
    path = LassoPath(data.X, data.y)
    lam = 0.1 * path.lam_max
    correlation = np.abs((data.y - path.predict(data.X, lam)) @ data.X) / len(data)
    tied = data.X[:, correlation > lam * (1 - 1e-9)]
    return tied.shape[1] - np.linalg.matrix_rank(tied - tied.mean(axis=0))
