"""Losses that outliers cannot pull far, with the same penalties: absolute deviations and Huber."""

from typing import NamedTuple

import numpy as np

from regviz.core.arguments import check_number, checked
from regviz.core.linalg import centre
from regviz.core.validation import demand
from regviz.solvers.penalties import A_PENALTY, Penalty


@checked(penalty=A_PENALTY)
def least_absolute_deviations(X, y, penalty=None, intercept=True):
    """(coef (p,), intercept) that minimize mean |y - intercept - X coef| + penalty.value(coef).

    Without columns that matter the intercept is the median. Where many solutions tie (an even
    count) one amid the tied ones is given. Accurate to a relative duality gap of 1e-11.
    Derived in lesson 09.
    """
    return _fit(X, y, penalty, intercept, 1.0, 0.0)


@checked(delta=check_number, penalty=A_PENALTY)
def huber(X, y, delta, penalty=None, intercept=True):
    """(coef (p,), intercept) that minimize mean h(y - intercept - X coef) + penalty.value(coef).

    h(r) = r^2 / 2 for |r| <= delta, and delta |r| - delta^2 / 2 beyond (Huber 1964): delta = inf is
    least squares, and a small delta gives delta times the absolute loss. Accurate to a relative
    duality gap of 1e-11. ValueError unless delta > 0. Derived in lesson 09.
    """
    demand(
        delta > 0,
        "delta must be positive, the residual from which the loss is straight: got {}",
        delta,
    )
    return _fit(X, y, penalty, intercept, float(delta), 1.0)


def _fit(X, y, penalty, intercept, bound, curvature):
    """Both losses as `_interior_point` takes them: h has slopes up to `bound`, and `curvature`.

    The L1 penalty becomes p more rows e_j with target 0 and bounds n l1, because |0 - w_j| is an
    absolute deviation too. A last column is the intercept's. Columns and y are scaled to mean
    square 1, so that tolerances mean the same for all data.
    """
    penalty = Penalty(0.0) if penalty is None else penalty
    data = centre(X, y, intercept)
    n, p = data.X.shape
    size = np.sqrt((data.X**2).mean(axis=0))
    size[size == 0] = 1.0
    unit = np.sqrt(data.y @ data.y / n) or 1.0
    scale = unit ** (1 + curvature)  # the absolute loss grows like y, the squared one like y^2
    extra = p if penalty.l1 > 0 else 0

    design = np.column_stack([data.X / size, np.full(n, float(intercept))])
    rows = np.vstack([design, np.eye(extra, p + 1)])
    target = np.append(data.y / unit, np.zeros(extra))
    bounds = unit / scale * np.append(np.full(n, bound), (n * penalty.l1 / size)[:extra])
    if curvature:
        bounds = np.minimum(bounds, 10 * np.abs(target).sum() + 10)  # delta may be infinite
    kappa = np.repeat([curvature, 0.0], [n, extra])
    square = np.append(n * penalty.l2 * (unit / size) ** 2 / scale, 0.0)

    w = _interior_point(rows, target, bounds, kappa, square)
    w[:extra][np.abs(w[:extra]) <= 1e-9] = 0.0
    coef = unit * w[:p] / size
    return coef, float(unit * w[p] + data.intercept(coef))


class _Point(NamedTuple):
    """Primal w (k,), dual theta (m,), and four positive slacks (m,) that meet in two products.

    The residual is kappa theta + above - below; upper = c - theta, lower = c + theta.
    """

    w: np.ndarray
    theta: np.ndarray
    above: np.ndarray
    below: np.ndarray
    upper: np.ndarray
    lower: np.ndarray


def _interior_point(A, b, c, kappa, square):
    """w (k,) that minimizes sum_i h_i(b_i - A_i w) + sum_j square_j w_j^2 / 2.

    h_i(r) = max of theta r - kappa_i theta^2 / 2 over |theta| <= c_i: c_i |r| for kappa 0, Huber's
    loss for kappa 1. A (m, k), b, c, kappa (m,), square (k,).

    Primal-dual path following (Mehrotra 1992, without his predictor; Portnoy & Koenker 1997 for
    absolute deviations): above upper = below lower = mu -> 0 by Newton steps, each one weighted
    least-squares problem. About 20 of them bring the gap to 1e-11 of the objective.
    RuntimeError where 200 do not.
    """
    w = np.linalg.lstsq(A, b, rcond=None)[0]
    r = b - A @ w
    spread = np.abs(r).mean() + 1e-3
    above, below = np.maximum(r, 0) + spread, np.maximum(-r, 0) + spread
    point = _Point(w, np.zeros(len(b)), above, below, c.copy(), c.copy())
    for _ in range(200):
        gap = float(point.above @ point.upper + point.below @ point.lower)
        primal = b - A @ point.w - kappa * point.theta - point.above + point.below
        dual = square * point.w - point.theta @ A
        value = float(c @ (point.above + point.below)) + float(square @ point.w**2)
        value += float(kappa @ point.theta**2) + 1e-3
        feasible = np.abs(primal).max() <= 1e-12 and np.abs(dual).max() <= 1e-10 * c.max()
        if gap <= 1e-14 * value and feasible:
            return point.w
        step = _newton_step(A, kappa, square, point, primal, dual, 0.1 * gap / (2 * len(b)))
        # The slacks stay positive. They move by their own steps: c - theta would be rounded to 0.
        fastest = np.max([-d / x for d, x in zip(step[2:], point[2:], strict=True)], initial=0.995)
        length = 0.995 / fastest
        point = _Point(*(x + length * d for x, d in zip(point, step, strict=True)))
    raise RuntimeError(
        "the interior point method did not settle: are columns of X nearly dependent?"
    )


def _newton_step(A, kappa, square, point, primal, dual, mu):
    """The _Point of changes that solves the linearized equations with products mu."""
    above, upper = point.above, point.upper
    below, lower = point.below, point.lower
    push = mu / upper - above - mu / lower + below
    weight = 1 / (kappa + above / upper + below / lower)
    system = (A * weight[:, None]).T @ A + np.diag(square)
    # Scaled to a unit diagonal: weights lie 1e15 apart where coefficients are 0.
    unit = np.sqrt(system.diagonal()) + (system.diagonal() == 0)
    right = ((weight * (primal - push)) @ A - dual) / unit
    dw = np.linalg.lstsq(system / np.outer(unit, unit), right, rcond=1e-15)[0] / unit
    dtheta = weight * (primal - push - A @ dw)
    d_above = mu / upper - above + above * dtheta / upper
    d_below = mu / lower - below - below * dtheta / lower
    return _Point(dw, dtheta, d_above, d_below, -dtheta, dtheta)
