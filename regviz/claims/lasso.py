"""Claims of lessons 04 and 10: closed forms, binary weights, the sign of a negative weight."""

from itertools import islice

import numpy as np

from regviz.claims.ledger import Finding, claim
from regviz.data.datasets import correlated
from regviz.solvers.iterations import proximal_gradient, subgradient
from regviz.solvers.lasso import LassoPath
from regviz.solvers.optimality import kkt_residual
from regviz.solvers.penalties import Penalty, soft_threshold
from regviz.solvers.ridge import RidgePath


@claim(
    "g",
    says="Ridge has a closed form; the lasso has none, because |w| cannot be differentiated, so "
         "it costs more.",
    verdict="half",
    right="One formula, linear in y, serves ridge at every lambda. The lasso is not linear in y, "
          "so no matrix can give it. But with orthonormal features, and for one coefficient at a "
          "time, it is the soft threshold. In general its path is made of straight lines between "
          "knots. Usually there are about as many knots as features, so all lambdas together cost "
          "about as much as one least-squares fit. In the worst case there are exponentially many.",
    lesson="10",
    source="Efron, Hastie, Johnstone, Tibshirani, Least angle regression (2004); Mairal, Yu, "
           "Complexity analysis of the lasso regularization path (2012)",
)
def closed_forms(seed: int = 0) -> Finding:
    """A fit to y + y' beside the sum of the fits; the soft threshold for orthonormal X; knots."""
    problem = correlated(n=60, p=10, corr=0.5, sparsity=3, seed=seed)
    X, y = problem.X, problem.y
    path = LassoPath(X, y)
    ridge, lasso = (_off_a_sum(kind, X, y, 0.3 * path.lam_max) for kind in (RidgePath, LassoPath))
    threshold = _threshold_off_the_lasso(X, y)
    residual = max(kkt_residual(X, y, path(lam), Penalty(lam), path.intercept(lam))
                   for lam in np.geomspace(path.lam_max, path.lam_max / 1000, 20)) / path.lam_max
    knots = (len(path.knots) - 1) / problem.n_features
    figures = {
        "ridge, off a sum": round(ridge, 12),
        "lasso, off a sum": round(lasso, 12),
        "soft threshold, off the lasso": round(threshold, 12),
        "path, KKT residual / lam_max": round(residual, 12),
        "knots per feature": knots,
    }
    linear_or_not = ridge < 1e-10 < 1e-3 < lasso
    return Finding(figures, linear_or_not and max(threshold, residual) < 1e-10 and knots <= 3)


def _off_a_sum(kind, X, y, lam):
    """How far a fit to y + other is from the sum of the two fits, relative to its size."""
    other = X[:, 0] + y[::-1]
    whole = kind(X, y + other)(lam)
    parts = kind(X, y)(lam) + kind(X, other)(lam)
    return np.abs(whole - parts).max() / np.abs(whole).max()


def _threshold_off_the_lasso(X, y):
    """Largest distance of the soft threshold from the lasso on orthonormal columns."""
    n = len(y)
    orthonormal = np.linalg.qr(X - X.mean(axis=0))[0] * np.sqrt(n)
    path = LassoPath(orthonormal, y)
    lam = 0.3 * path.lam_max
    return np.abs(soft_threshold(orthonormal.T @ y / n, lam) - path(lam)).max()


@claim(
    "i",
    says="L1 gives binary weights, 0 or 1.",
    verdict="false",
    right="The weights are real numbers of either sign. Only the choice of features is binary: in "
          "or out. Added up, the weights of the selected features are shrunk. That is why people "
          "often fit these features again by least squares.",
    lesson="04",
    source="Tibshirani, Regression shrinkage and selection via the lasso (1996)",
    share=0.95,
)
def binary_weights(seed: int = 0) -> Finding:
    """The weights a lasso keeps, beside the least-squares refit of the same features."""
    problem = correlated(n=80, p=15, corr=0.5, sparsity=8, seed=seed)
    path = LassoPath(problem.X, problem.y)
    coef = path(0.1 * path.lam_max)
    kept = np.flatnonzero(coef)
    refit = LassoPath(problem.X[:, kept], problem.y)(0.0)
    weights = np.sort(coef[kept])
    gap = np.diff(weights).min()
    shrunk = np.abs(coef).sum() / np.abs(refit).sum()
    figures = {
        "zeros": len(coef) - len(kept),
        "kept": len(kept),
        "smallest kept": weights[0],
        "largest kept": weights[-1],
        "nearest two apart": gap,
        "size / size of the refit": shrunk,
    }
    binary = np.isclose(np.abs(weights), 1.0, atol=1e-6).any() or gap < 1e-6
    both_signs = weights[0] < 0 < weights[-1]
    return Finding(figures, not binary and both_signs and shrunk < 1)


@claim(
    "m",
    says="For a negative weight, or a negative lambda, L1 adds lambda to the weight.",
    verdict="false as said",
    right="Lambda is never negative in the lasso. A step of length s adds s·lambda to a negative "
          "weight and takes s·lambda from a positive weight, so both move towards zero. Where "
          "zero is the answer, the step must stop there. The sign step jumps over zero again and "
          "again, and the prox step lands on it.",
    lesson="10",
)
def added_lambda(seed: int = 0) -> Finding:
    """One coefficient that the lasso sets to zero: one step on either side, and 200 steps."""
    rng = np.random.default_rng(seed)
    lam, step = rng.uniform(0.3, 1.0), rng.uniform(0.1, 0.6)
    z, start = lam * rng.uniform(-0.6, 0.6), rng.uniform(1.0, 2.0)
    X, y = np.ones((1, 1)), np.array([z])
    penalty = Penalty(lam)

    def added(w):
        after = next(subgradient(X, y, penalty, step, [w]))[0]
        return (after - (w - step * (w - z))) / (step * lam)

    sign, prox = (np.ravel(list(islice(method(X, y, penalty, step, [-start]), 200)))
                  for method in (subgradient, proximal_gradient))
    hops = (sign[1:] * sign[:-1] < 0).sum()
    figures = {
        "added below 0, in units of step·lam": added(-start),
        "added above 0": added(start),
        "hops of the sign step over 0": hops,
        "sign step ends at": sign[-1],
        "prox step ends at": prox[-1],
    }
    towards_zero = np.allclose([added(-start), added(start)], [1, -1])
    return Finding(figures, towards_zero and prox[-1] == 0 and sign.all() and hops > 10)
