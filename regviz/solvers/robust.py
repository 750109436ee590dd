"""Losses that outliers cannot pull far, with the same penalties: absolute deviations and Huber, for lesson 09."""

import numpy as np

from regviz.core.linalg import centre
from regviz.core.validation import demand
from regviz.solvers.penalties import Penalty


def least_absolute_deviations(X, y, penalty=None, intercept=True):
    """(coef (p,), intercept) that minimize mean |y - intercept - X coef| + penalty.value(coef).

    Without columns that matter the intercept is the median. Where many solutions tie (an even count) one amid
    the tied ones is given. Accurate to a relative duality gap of 1e-11, by `_interior`. Derived in lesson 09.
    """
    return _fit(X, y, penalty, intercept, 1.0, 0.0)


def huber(X, y, delta, penalty=None, intercept=True):
    """(coef (p,), intercept) that minimize mean h(y - intercept - X coef) + penalty.value(coef).

    h(r) = r^2 / 2 for |r| <= delta, delta |r| - delta^2 / 2 beyond: delta = inf is least squares, and small delta
    gives delta times the absolute loss. Accurate to a relative duality gap of 1e-11. Derived in lesson 09.
    """
    demand(delta > 0, "delta must be positive, the residual from which the loss is straight: got {}", delta)
    return _fit(X, y, penalty, intercept, float(delta), 1.0)


def _fit(X, y, penalty, intercept, bound, curvature):
    """In units where columns and y have mean square 1: rows of the data, and rows e_j with bounds n l1, since
    |0 - w_j| is an absolute deviation too; a last column for the intercept."""
    penalty = Penalty(0.0) if penalty is None else penalty
    data = centre(X, y, intercept)
    n, p = data.X.shape
    size = np.sqrt((data.X**2).mean(axis=0))
    size[size == 0] = 1.0
    unit = np.sqrt(data.y @ data.y / n) or 1.0
    scale = unit ** (1 + curvature)  # of the objective: the absolute loss grows like y, the squared one like y^2
    extra = p if penalty.l1 > 0 else 0
    rows = np.vstack([np.column_stack([data.X / size, np.full(n, float(intercept))]), np.eye(extra, p + 1)])
    target, kappa = np.append(data.y / unit, np.zeros(extra)), np.repeat([curvature, 0.0], [n, extra])
    slack = unit / scale * np.append(np.full(n, bound), (n * penalty.l1 / size)[:extra])
    slack = np.minimum(slack, 10 * np.abs(target).sum() + 10) if curvature else slack
    w = _interior(rows, target, slack, kappa, np.append(n * penalty.l2 * (unit / size) ** 2 / scale, 0.0))
    w[:extra][np.abs(w[:extra]) <= 1e-9] = 0.0
    coef = unit * w[:p] / size
    return coef, float(unit * w[p] + data.y_mean - coef @ data.x_mean)


def _interior(A, b, c, kappa, square):
    """Minimize sum_i h_i(b_i - A_i w) + sum_j square_j w_j^2 / 2, h_i(r) = max over |theta| <= c_i of
    theta r - kappa_i theta^2 / 2: |r| c_i for kappa 0, Huber for kappa 1.

    Primal-dual interior point: r = kappa theta + u - v with u (c - theta) = v (c + theta) = mu, mu -> 0. Newton
    steps, each one weighted least-squares problem; the gap shrinks to 1e-11 of the objective in about 20.
    """
    w = np.linalg.lstsq(A, b, rcond=None)[0]
    theta, r = np.zeros(len(b)), b - A @ w
    spread = np.abs(r).mean() + 1e-3
    u, v, up, down = np.maximum(r, 0) + spread, np.maximum(-r, 0) + spread, c - theta, c + theta
    for _ in range(200):
        gap = float(u @ up + v @ down)
        primal, dual = b - A @ w - kappa * theta - u + v, square * w - theta @ A
        value = float(c @ (u + v)) + float(square @ w**2) + float(kappa @ theta**2) + 1e-3
        if gap <= 1e-14 * value and np.abs(primal).max() <= 1e-12 and np.abs(dual).max() <= 1e-10 * c.max():
            return w
        mu = 0.1 * gap / (2 * len(b))
        push = mu / up - u - mu / down + v
        weight = 1 / (kappa + u / up + v / down)
        system = (A * weight[:, None]).T @ A + np.diag(square)
        unit = np.sqrt(system.diagonal()) + (system.diagonal() == 0)  # weights lie 1e15 apart where coefficients are 0
        pull = ((weight * (primal - push)) @ A - dual) / unit
        dw = np.linalg.lstsq(system / np.outer(unit, unit), pull, rcond=1e-15)[0] / unit
        dtheta = weight * (primal - push - A @ dw)
        du, dv = mu / up - u + u * dtheta / up, mu / down - v - v * dtheta / down
        step = 0.995 / np.max([-du / u, -dv / v, dtheta / up, -dtheta / down], initial=0.995)  # u, v, up, down stay > 0
        w, theta, u, v = w + step * dw, theta + step * dtheta, u + step * du, v + step * dv
        up, down = up - step * dtheta, down + step * dtheta  # from c -+ theta they would be rounded to 0
    raise RuntimeError("the interior point method did not settle: are columns of X nearly dependent?")
