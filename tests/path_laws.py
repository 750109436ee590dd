"""Problems for the tests of paths, and the law that every path keeps: optimality."""

import numpy as np
from sklearn.datasets import load_diabetes

from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.lasso import LassoPath
from regviz.solvers.penalties import Penalty
from regviz.solvers.ridge import RidgePath

DIABETES = load_diabetes(scaled=False, return_X_y=True)
UNIT = load_diabetes(return_X_y=True)


def normal(n, p, seed=0, corr=0.5):
    rng = np.random.default_rng(seed)
    own = rng.standard_normal((n, p))
    common = rng.standard_normal((n, 1))
    X = np.sqrt(1 - corr) * own + np.sqrt(corr) * common
    return X, X[:, : p // 3 + 1].sum(axis=1) + rng.standard_normal(n)


def lams_of(path, many=10, seed=0):
    """Knots, middles of the segments, and random ones over eight decades."""
    rng = np.random.default_rng(seed)
    middles = (path.knots[1:] + path.knots[:-1]) / 2
    others = path.lam_max * 10 ** rng.uniform(-8, 0, many)
    return np.concatenate([path.knots, middles, others])


def optimality(X, y, path, lams, l1_ratio=1.0):
    """Largest KKT residual relative to lam_max, on data centred afresh."""
    X, y = X - X.mean(axis=0), y - y.mean()
    X = X - X.mean(axis=0)
    coef = path(lams)
    gradient = -(y - coef @ X.T) @ X / len(y)
    worst = [
        Penalty(lam, l1_ratio).subgradient_distance(w, g).max()
        for lam, w, g in zip(lams, coef, gradient, strict=True)
    ]
    return max(worst) / (path.lam_max or 1.0)


def column_error(X, y, path, lams, l1_ratio=1.0):
    """Largest KKT residual where each column counts by its own length, on data centred afresh.

    The residual of a column over its length, over that of y and of all |x_j| |w_j|: what rounding
    of y - X w alone can do is of the size of eps.
    """
    X, y = X - X.mean(axis=0), y - y.mean()
    X = X - X.mean(axis=0)
    size = np.sqrt((X * X).sum(axis=0))
    coef = path(lams)
    gradient = -(y - coef @ X.T) @ X / len(y)
    error = np.array([
        Penalty(lam, l1_ratio).subgradient_distance(w, g)
        for lam, w, g in zip(lams, coef, gradient, strict=True)
    ])
    whole = np.sqrt(y @ y) + (np.abs(coef) * size).sum(axis=1, keepdims=True)
    return float((len(y) * error / np.where(size > 0, size, 1.0) / whole).max())


PROBLEMS = {
    "diabetes": UNIT,
    "raw units": DIABETES,
    "wide": normal(30, 80),
    "square": normal(20, 20),
    "tall": normal(200, 40, corr=0.9),
    "two": normal(2, 5),
    "one column": normal(20, 1),
}
MAKERS = [RidgePath, LassoPath, lambda X, y, *more: ElasticNetPath(X, y, 0.5, *more)]
PENALTIES = [Penalty(0.2, 0.0), Penalty(0.2, 0.4), Penalty(0.2, 1.0)]
IDS = ["ridge", "net", "lasso"]


def centred_problem(n=40, p=6, seed=0):
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, p)) + 0.7 * rng.standard_normal((n, 1))
    y = X[:, 0] - X[:, 1] + rng.standard_normal(n)
    return X - X.mean(axis=0), y - y.mean()


def minimum(X, y, penalty):
    """The coefficients from the exact paths, without an intercept."""
    if penalty.l1_ratio == 0:
        return RidgePath(X, y, intercept=False)(penalty.lam)
    return ElasticNetPath(X, y, penalty.l1_ratio, intercept=False)(penalty.lam)
