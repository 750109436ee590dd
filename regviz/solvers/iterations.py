"""The objective, its certificates, and the classic iterations, each a generator of coefficients.

J = RSS / (2 n) + penalty(w). Intercept: None means the model has none; a number is the fitted one, not penalized.
The iterations have no intercept: centre X and y first. They never end: the caller stops and records.
"""

from itertools import count, cycle

import numpy as np

from regviz.core.validation import demand
from regviz.solvers.optimality import _checked
from regviz.solvers.penalties import soft_threshold


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
