"""The objective, and how far a point is from its minimum: KKT residual and duality gap.

J = RSS / (2 n) + penalty(w). Intercept: None means the model has none; a number is the fitted one, not penalized.
"""

import numpy as np

from regviz.core.validation import check_array, check_xy, demand


def _checked(X, y, coef, name):
    """X, y and a new float64 array of one value per column of X, zeros for None."""
    X, y = check_xy(X, y)
    coef = np.zeros(X.shape[1]) if coef is None else check_array(coef, name).copy()
    demand(coef.shape == X.shape[1:], "{} must have one value per column of X, {}: it has shape {}",
           name, X.shape[1], coef.shape)
    return X, y, coef


def _residual(X, y, coef, intercept):
    X, y, coef = _checked(X, y, coef, "coef")
    return X, y, coef, y - X @ coef - (0.0 if intercept is None else intercept)


def objective(X, y, coef, penalty, intercept=None):
    """J = |y - intercept - X coef|^2 / (2 n) + penalty.value(coef)."""
    *_, coef, rest = _residual(X, y, coef, intercept)
    return float(rest @ rest) / (2 * len(rest)) + float(penalty.value(coef))


def kkt_residual(X, y, coef, penalty, intercept=None):
    """Largest distance of 0 from the subdifferential of J, in units of lam: 0 exactly at a minimum.

    A given intercept counts too: |mean residual|. Divide by lam_max for a relative figure. Derived in lesson 05.
    """
    X, y, coef, rest = _residual(X, y, coef, intercept)
    worst = penalty.subgradient_distance(coef, -(rest @ X) / len(y)).max()
    return float(worst if intercept is None else max(worst, abs(rest.mean())))


def duality_gap(X, y, coef, penalty, intercept=None):
    """An upper bound of J(coef) - min J, and 0 at the minimum: J less the dual objective at a feasible point.
    Where an intercept is given, J is that of the best one for coef.

    The L2 part is written as p more rows, (sqrt(n l2) I, 0). Then every theta with |X'theta| <= n l1 bounds the
    minimum from below by (|y|^2 - |y - theta|^2) / (2 n), and theta is the residual, pushed to the constraints; for
    l1 = 0 it is that of least squares. Divide by |y|^2 / n for a relative figure.
    """
    X, y, coef, rest = _residual(X, y, coef, intercept)
    if intercept is not None:  # the dual of a free intercept: residuals that sum to zero
        X, y, rest = X - X.mean(axis=0), y - y.mean(), rest - rest.mean()
    n, l1, l2 = len(y), penalty.l1, penalty.l2
    primal = rest @ rest + 2 * n * penalty.value(coef)
    if l2 > 0:
        X, y = np.vstack([X, np.sqrt(n * l2) * np.eye(len(coef))]), np.concatenate([y, np.zeros(len(coef))])
    if l1 > 0:
        best = max(y @ y - np.sum((y - theta) ** 2) for theta in _feasible(X, y, y - X @ coef, n * l1))
    else:
        best = np.sum((y - X @ np.linalg.lstsq(X, y, rcond=None)[0]) ** 2)
    return float(max(primal - best, 0.0)) / (2 * n)


def _feasible(X, y, theta, bound):
    """Points of the ray s theta with |X'(s theta)| <= bound, the best of each; theta as it is, then pushed inwards."""
    size = np.sqrt(np.einsum("ij,ij->j", X, X))
    X, bound = X / (size + (size == 0)), bound / (size + (size == 0))
    for _ in range(4):
        pull = theta @ X
        most, square = float((np.abs(pull) / bound).max()), theta @ theta
        s = y @ theta / square if square > 0 else 0.0
        yield theta * np.clip(s, -1 / most, 1 / most) if most > 1e-300 else theta * s
        over = np.abs(pull) > bound
        if not 1 < most < 2:  # far from the minimum scaling does as well
            return
        excess = pull[over] - np.clip(pull[over], -bound[over], bound[over])
        theta = theta - np.linalg.lstsq(X[:, over].T, excess, rcond=1e-9)[0]
