"""Claims of lesson 04: closed forms and their cost, binary weights, the sign that is added to a negative weight."""

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
    says="Ridge has a closed form; the lasso has none, because |w| cannot be differentiated, so it costs more.",
    verdict="half",
    right="One formula, linear in y, serves ridge at every lambda. The lasso is not linear in y, so no matrix can give "
          "it; yet with orthonormal features, and for one coefficient at a time, it is the soft threshold, and in "
          "general its path is made of straight lines that are followed exactly from knot to knot. Usually there are "
          "about as many knots as features, so all lambdas together cost about as much as one least-squares fit; in "
          "the worst case there are exponentially many.",
    lesson="04",
    source="Efron, Hastie, Johnstone, Tibshirani, Least angle regression (2004); Mairal, Yu, Complexity analysis of "
           "the lasso regularization path (2012)",
)
def closed_forms(seed: int = 0) -> Finding:
    """Is a fit to y + y' the sum of the fits? Is the soft threshold right for orthonormal X? How many knots?"""
    problem = correlated(n=60, p=10, corr=0.5, sparsity=3, seed=seed)
    X, y, other = problem.X, problem.y, problem.X[:, 0] + problem.y[::-1]
    path = LassoPath(X, y)
    lam = 0.3 * path.lam_max

    def bent(kind):
        parts, whole = kind(X, y)(lam) + kind(X, other)(lam), kind(X, y + other)(lam)
        return round(float(np.abs(whole - parts).max() / np.abs(whole).max()), 12)

    n = len(y)
    orthonormal = np.linalg.qr(X - X.mean(axis=0))[0] * np.sqrt(n)
    exact = LassoPath(orthonormal, y)
    formula = soft_threshold(orthonormal.T @ y / n, 0.3 * exact.lam_max)
    worst = max(kkt_residual(X, y, path(mu), Penalty(mu), path.intercept(mu))
                for mu in np.geomspace(path.lam_max, path.lam_max / 1000, 20))
    figures = {
        "ridge, off a sum": bent(RidgePath),
        "lasso, off a sum": bent(LassoPath),
        "soft threshold, off the lasso": round(float(np.abs(formula - exact(0.3 * exact.lam_max)).max()), 12),
        "path, KKT residual / lam_max": round(worst / path.lam_max, 12),
        "knots per feature": (len(path.knots) - 1) / problem.n_features,
    }
    straight = figures["ridge, off a sum"] < 1e-10 < 1e-3 < figures["lasso, off a sum"]
    exactly = max(figures["soft threshold, off the lasso"], figures["path, KKT residual / lam_max"]) < 1e-10
    return Finding(figures, bool(straight and exactly and figures["knots per feature"] <= 3))


@claim(
    "i",
    says="L1 gives binary weights, 0 or 1.",
    verdict="false",
    right="The weights are real numbers of either sign. Only whether a feature is selected is binary, and the selected "
          "ones are, taken together, shrunk, which is why they are often fitted again by least squares on the selected "
          "features alone.",
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
    figures = {
        "zeros": float(len(coef) - len(kept)), "kept": float(len(kept)),
        "smallest kept": float(weights[0]), "largest kept": float(weights[-1]),
        "nearest two apart": float(np.diff(weights).min()),
        "size / size of the refit": float(np.abs(coef).sum() / np.abs(refit).sum()),
    }
    binary = np.isclose(np.abs(weights), 1.0, atol=1e-6).any() or figures["nearest two apart"] < 1e-6
    both_signs = weights[0] < 0 < weights[-1]
    return Finding(figures, bool(not binary and both_signs and figures["size / size of the refit"] < 1))


@claim(
    "m",
    says="For a negative weight, or a negative lambda, L1 adds lambda to the weight.",
    verdict="false as said",
    right="Lambda is never negative in the lasso. A step of length s adds s·lambda to a negative weight and takes "
          "s·lambda from a positive one, so either is moved towards zero. Where zero is the answer it has to stop "
          "there: the sign step alone hops over it for ever, the prox step lands on it.",
    lesson="04",
)
def added_lambda(seed: int = 0) -> Finding:
    """One coefficient that the lasso sets to zero: what one step adds on either side, and where 200 steps end."""
    rng = np.random.default_rng(seed)
    lam, step, n_steps = rng.uniform(0.3, 1.0), rng.uniform(0.1, 0.6), 200
    z, start = lam * rng.uniform(-0.6, 0.6), rng.uniform(1.0, 2.0)
    X, y, penalty = np.ones((1, 1)), np.array([z]), Penalty(lam)

    def added(w):
        return (next(subgradient(X, y, penalty, step, [w]))[0] - (w - step * (w - z))) / (step * lam)

    sign = np.ravel(list(islice(subgradient(X, y, penalty, step, [-start]), n_steps)))
    prox = np.ravel(list(islice(proximal_gradient(X, y, penalty, step, [-start]), n_steps)))
    hops = float((sign[1:] * sign[:-1] < 0).sum())
    figures = {
        "added below 0, in units of step·lam": float(added(-start)),
        "added above 0": float(added(start)),
        "hops of the sign step over 0": hops,
        "sign step ends at": float(sign[-1]),
        "prox step ends at": float(prox[-1]),
    }
    towards_zero = np.allclose([added(-start), added(start)], [1, -1])
    return Finding(figures, bool(towards_zero and prox[-1] == 0 and sign.all() and hops > 10))
