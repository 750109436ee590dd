"""The objective, and how far a point is from its minimum: KKT residual and duality gap.

J = RSS / (2 n) + penalty(w). Intercept: None means that the model has none; a number is the fitted
one, which is not penalized.
"""

import numpy as np

from regviz.core.arguments import checked, number
from regviz.core.validation import check_array, check_xy, demand
from regviz.solvers.penalties import A_PENALTY


def checked_problem(X, y, coef, name):
    """X, y and a new float64 array of one value per column of X, zeros for None."""
    X, y = check_xy(X, y)
    coef = np.zeros(X.shape[1]) if coef is None else check_array(coef, name).copy()
    demand(
        coef.shape == X.shape[1:],
        "{} must have one value per column of X, {}: it has shape {}",
        name,
        X.shape[1],
        coef.shape,
    )
    return X, y, coef


def _residual(X, y, coef, intercept):
    return y - X @ coef - (0.0 if intercept is None else intercept)


@checked(penalty=A_PENALTY, intercept=number())
def objective(X, y, coef, penalty, intercept=None):
    """J = |y - intercept - X coef|^2 / (2 n) + penalty.value(coef)."""
    X, y, coef = checked_problem(X, y, coef, "coef")
    residual = _residual(X, y, coef, intercept)
    return float(residual @ residual) / (2 * len(residual)) + float(penalty.value(coef))


@checked(penalty=A_PENALTY, intercept=number())
def kkt_residual(X, y, coef, penalty, intercept=None):
    """Largest distance of 0 from the subdifferential of J, in units of lam: 0 exactly at a minimum.

    That 0 lies in it is the Karush-Kuhn-Tucker condition. A given intercept counts too: |mean
    residual|. Divide by lam_max for a relative figure. Derived in lesson 05.
    """
    X, y, coef = checked_problem(X, y, coef, "coef")
    residual = _residual(X, y, coef, intercept)
    worst = penalty.subgradient_distance(coef, -(residual @ X) / len(y)).max()
    return float(worst if intercept is None else max(worst, abs(residual.mean())))


@checked(penalty=A_PENALTY, intercept=number())
def duality_gap(X, y, coef, penalty, intercept=None):
    """An upper bound of J(coef) - min J, and 0 at the minimum.

    J less the dual objective at a feasible point. Where an intercept is given, J is that of the
    best one for coef. Divide by |y|^2 / n for a relative figure.

    The L2 part is written as p more rows, (sqrt(n l2) I, 0). Then every theta with
    |X'theta| <= n l1 bounds the minimum from below by (|y|^2 - |y - theta|^2) / (2 n). theta is the
    residual, moved into these constraints; for l1 = 0 it is that of least squares.
    """
    X, y, coef = checked_problem(X, y, coef, "coef")
    residual = _residual(X, y, coef, intercept)
    if intercept is not None:  # the dual of a free intercept: residuals that sum to zero
        X, y, residual = X - X.mean(axis=0), y - y.mean(), residual - residual.mean()
    n, p = X.shape
    primal = residual @ residual + 2 * n * penalty.value(coef)
    if penalty.l2 > 0:
        X = np.vstack([X, np.sqrt(n * penalty.l2) * np.eye(p)])
        y = np.concatenate([y, np.zeros(p)])
    if penalty.l1 > 0:
        feasible = _feasible(X, y, y - X @ coef, n * penalty.l1)
        dual = max(y @ y - np.sum((y - theta) ** 2) for theta in feasible)
    else:
        dual = np.sum((y - X @ np.linalg.lstsq(X, y, rcond=None)[0]) ** 2)
    return float(max(primal - dual, 0.0)) / (2 * n)


def _feasible(X, y, theta, bound):
    """Points with |X'theta| <= bound: the best on the ray through theta, then better rays.

    Scaling the residual is the usual choice (Fercoq, Gramfort & Salmon 2015). Near the minimum the
    residual is also projected on the constraints that it violates, and scaled again.
    """
    size = np.sqrt(np.einsum("ij,ij->j", X, X))
    size[size == 0] = 1.0
    X, bound = X / size, bound / size
    for _ in range(4):
        correlation = theta @ X
        most = float((np.abs(correlation) / bound).max())
        square = theta @ theta
        s = y @ theta / square if square > 0 else 0.0
        yield theta * np.clip(s, -1 / most, 1 / most) if most > 1e-300 else theta * s
        if not 1 < most < 2:  # far from the minimum scaling does as well
            return
        over = np.abs(correlation) > bound
        excess = correlation[over] - np.clip(correlation[over], -bound[over], bound[over])
        theta = theta - np.linalg.lstsq(X[:, over].T, excess, rcond=1e-9)[0]
