"""The objective, its certificates, and the classic iterations, each a generator of coefficients.

J = RSS / (2 n) + penalty(w). Intercept: None means the model has none; a number is the fitted one, not penalized.
The iterations have no intercept: centre X and y first. They never end: the caller stops and records.
"""

from itertools import count, cycle

import numpy as np

from regviz.checks import check_array, check_xy, demand
from regviz.penalties import soft_threshold


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


def lipschitz(X):
    """Largest eigenvalue of X'X / n: no gradient of RSS / (2 n) changes faster; plain steps up to 1 / it descend."""
    return float(np.linalg.norm(X, 2)) ** 2 / len(X)


def _start(X, y, start, step=None, l2=0.0):
    """(X, y, first coef, n, step), with step 1 / (lipschitz + l2) for None."""
    X, y, coef = _checked(X, y, start, "start")
    return X, y, coef, len(y), 1 / (lipschitz(X) + l2 or 1.0) if step is None else step


def gradient_descent(X, y, penalty, step=None, start=None):
    """Ridge as weight decay: w <- (1 - step l2) w - step X'(X w - y) / n. Yields coef (p,) after every step.

    step 1 / (lipschitz + l2) unless given: J falls at every step shorter than twice that.
    ValueError for a penalty with an L1 part, which has no gradient at 0. Derived in lesson 03.
    """
    demand(penalty.l1 == 0, "gradient_descent is for ridge (l1_ratio = 0), got {}: use proximal_gradient", penalty)
    X, y, coef, n, step = _start(X, y, start, step, penalty.l2)
    while True:
        coef = (1 - step * penalty.l2) * coef - step * ((X @ coef - y) @ X) / n
        yield coef.copy()


def subgradient(X, y, penalty, step=None, start=None):
    """The sign step w <- w - step (X'(X w - y) / n + l2 w + l1 sign w). Yields coef (p,) after every step.

    step: a number (1 / (lipschitz + l2) unless given), or a function of the count 0, 1, 2, ... Where 0
    is the answer a constant step hops to and fro over it and does not rest; only steps that die out, slowly, converge.
    Lesson 04.
    """
    X, y, coef, n, step = _start(X, y, start, step, penalty.l2)
    for k in count():
        slope = (X @ coef - y) @ X / n + penalty.l2 * coef + penalty.l1 * np.sign(coef)
        coef = coef - (step(k) if callable(step) else step) * slope
        yield coef.copy()


def proximal_gradient(X, y, penalty, step=None, start=None):
    """w <- prox(w - step X'(X w - y) / n): a gradient step, then the exact minimum of the penalty part.

    Yields coef (p,) after every step. With step 1 / lipschitz (the default) the quadratic model lies above the
    loss, so J never rises and the gap falls like 1 / k; coefficients land on 0 exactly. Derived in lesson 04.
    """
    X, y, coef, n, step = _start(X, y, start, step)
    while True:
        coef = penalty.prox(coef - step * ((X @ coef - y) @ X) / n, step)
        yield coef.copy()


def accelerated_proximal_gradient(X, y, penalty, step=None, start=None):
    """The proximal step taken from a point ahead: v = w + (m_k - 1) / m_{k+1} (w - w_old), 2 m_{k+1} = 1 +
    sqrt(1 + 4 m_k^2). Yields coef (p,) after every step.

    Same step 1 / lipschitz; the gap falls like 1 / k^2, though J may rise on the way. Derived in lesson 04.
    """
    X, y, coef, n, step = _start(X, y, start, step)
    ahead, momentum = coef, 1.0
    while True:
        new = penalty.prox(ahead - step * ((X @ ahead - y) @ X) / n, step)
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = new + (momentum - 1) / following * (new - coef)
        coef, momentum = new, following
        yield coef.copy()


def coordinate_descent(X, y, penalty, start=None, by_coordinate=False):
    """Exact minimum over one coefficient at a time: w_j <- S(x_j'r_j / n, l1) / (|x_j|^2 / n + l2).

    r_j is the residual without feature j. There is no step to choose, and J never rises. Yields coef (p,) after
    every pass, or after every coordinate when by_coordinate. A zero column keeps 0. Derived in lesson 04.
    """
    X, y, coef = _checked(X, y, start, "start")
    n = len(y)
    curvature = (X * X).sum(axis=0) / n + penalty.l2
    rest = y - X @ coef
    for j in cycle(range(len(coef))):
        pull = X[:, j] @ rest / n + (curvature[j] - penalty.l2) * coef[j]
        new = float(soft_threshold(pull, penalty.l1)) / curvature[j] if curvature[j] > 0 else 0.0
        rest -= (new - coef[j]) * X[:, j]
        coef[j] = new
        if by_coordinate or j == len(coef) - 1:
            yield coef.copy()


def sgd(X, y, step, l2=0.0, decay=0.0, batch=None, start=None, seed=0):
    """w <- (1 - step decay) w - step (gradient + l2 w): with plain steps l2 and decay are the same thing.

    gradient of RSS / (2 n) over `batch` rows drawn afresh each step (all rows unless given).
    Yields coef (p,) after every step. Derived in lessons 03 and 10.
    """
    for coef, slope in _sampled(X, y, l2, batch, start, seed):
        coef *= 1 - step * decay
        coef -= step * slope
        yield coef.copy()


def adam(X, y, step, l2=0.0, decay=0.0, batch=None, start=None, seed=0, beta=(0.9, 0.999), eps=1e-8):
    """Adam: each coordinate's step is divided by the root of its own mean squared gradient, bias corrected.

    l2 enters the gradient, so it is divided too and weights with large gradients are hardly shrunk; decay
    shrinks every weight by the same factor 1 - step decay (decoupled, AdamW). Yields coef (p,). Lesson 10.
    """
    mean = square = 0.0
    for k, (coef, slope) in enumerate(_sampled(X, y, l2, batch, start, seed), 1):
        mean = beta[0] * mean + (1 - beta[0]) * slope
        square = beta[1] * square + (1 - beta[1]) * slope**2
        coef *= 1 - step * decay
        coef -= step * (mean / (1 - beta[0] ** k)) / (np.sqrt(square / (1 - beta[1] ** k)) + eps)
        yield coef.copy()


def _sampled(X, y, l2, batch, start, seed):
    """Forever (coef, gradient there + l2 coef); the consumer changes coef in place."""
    X, y, coef = _checked(X, y, start, "start")
    rng = np.random.default_rng(seed)
    while True:
        at = slice(None) if batch is None else rng.integers(len(y), size=batch)
        A, b = X[at], y[at]
        yield coef, (A @ coef - b) @ A / len(b) + l2 * coef
