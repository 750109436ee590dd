"""The classic iterations, each a generator of coefficients.

J = RSS / (2 n) + penalty(w) without an intercept: centre X and y first. They never end: the caller
stops and records. Each yields coef (p,), a new array, after every step.
"""

from itertools import count, cycle

import numpy as np

from regviz.core.arguments import check_flag, checked, number, whole
from regviz.core.validation import check_matrix, demand
from regviz.solvers.optimality import checked_problem
from regviz.solvers.penalties import A_PENALTY, soft_threshold

POSITIVE = number(0, above=True)


def _step_or_rule(value, name):
    return value if callable(value) and not isinstance(value, type) else POSITIVE(value, name)


def lipschitz(X):
    """Largest eigenvalue of X'X / n: the Lipschitz constant of the gradient of RSS / (2 n).

    J falls at plain steps up to 1 / lipschitz.
    """
    X = check_matrix(X)
    demand(X.size, "X is empty, its shape is {}: one sample and one feature are needed", X.shape)
    return float(np.linalg.norm(X, 2)) ** 2 / len(X)


def _start(X, y, start, step=None, l2=0.0):
    """(gradient of RSS / (2 n), first coef, step), with step 1 / (lipschitz + l2) for None."""
    X, y, coef = checked_problem(X, y, start, "start")
    n = len(y)
    step = 1 / (lipschitz(X) + l2 or 1.0) if step is None else step
    return lambda w: (X @ w - y) @ X / n, coef, step


@checked(penalty=A_PENALTY, step=POSITIVE)
def gradient_descent(X, y, penalty, step=None, start=None):
    """Ridge as weight decay: w <- (1 - step l2) w - step X'(X w - y) / n.

    step is 1 / (lipschitz + l2) unless given: J falls at every step shorter than twice that.
    ValueError for a penalty with an L1 part, which has no gradient at 0. Derived in lesson 10.
    """
    demand(
        penalty.l1 == 0,
        "gradient_descent is for ridge (l1_ratio = 0), got {}: use proximal_gradient",
        penalty,
    )
    gradient, coef, step = _start(X, y, start, step, penalty.l2)
    while True:
        coef = (1 - step * penalty.l2) * coef - step * gradient(coef)
        yield coef.copy()


@checked(penalty=A_PENALTY, step=_step_or_rule)
def subgradient(X, y, penalty, step=None, start=None):
    """The subgradient method: w <- w - step (X'(X w - y) / n + l2 w + l1 sign w).

    step: a number (1 / (lipschitz + l2) unless given), or a function of the count 0, 1, 2, ...
    Where 0 is the answer a constant step jumps back and forth over it and never settles; only
    steps that shrink, slowly, converge. Derived in lesson 10.
    """
    gradient, coef, step = _start(X, y, start, step, penalty.l2)
    for k in count():
        slope = gradient(coef) + penalty.l2 * coef + penalty.l1 * np.sign(coef)
        coef = coef - (step(k) if callable(step) else step) * slope
        yield coef.copy()


@checked(penalty=A_PENALTY, step=POSITIVE)
def proximal_gradient(X, y, penalty, step=None, start=None):
    """ISTA, w <- prox(w - step X'(X w - y) / n): a gradient step, then the prox of the penalty.

    With step 1 / lipschitz (the default) the quadratic model lies above the loss, so J never rises
    and the gap falls like 1 / k (Beck & Teboulle 2009; Parikh & Boyd 2014 on the prox).
    Coefficients become exactly 0. Derived in lesson 10.
    """
    gradient, coef, step = _start(X, y, start, step)
    while True:
        coef = penalty.prox(coef - step * gradient(coef), step)
        yield coef.copy()


@checked(penalty=A_PENALTY, step=POSITIVE)
def accelerated_proximal_gradient(X, y, penalty, step=None, start=None):
    """FISTA (Beck & Teboulle 2009): the proximal step taken from a point ahead of w.

    ahead = w + (m_k - 1) / m_{k+1} (w - w_old), with 2 m_{k+1} = 1 + sqrt(1 + 4 m_k^2).
    Same step 1 / lipschitz; the gap falls like 1 / k^2, though J may rise on the way.
    Derived in lesson 10.
    """
    gradient, coef, step = _start(X, y, start, step)
    ahead = coef
    momentum = 1.0
    while True:
        new = penalty.prox(ahead - step * gradient(ahead), step)
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = new + (momentum - 1) / following * (new - coef)
        coef = new
        momentum = following
        yield coef.copy()


@checked(penalty=A_PENALTY, by_coordinate=check_flag)
def coordinate_descent(X, y, penalty, start=None, by_coordinate=False):
    """Exact minimum over one coefficient at a time: w_j <- S(x_j'r_j / n, l1) / (|x_j|^2 / n + l2).

    r_j is the residual without feature j (Friedman, Hastie & Tibshirani 2010). There is no step to
    choose, and J never rises. Yields after every pass, or after every coordinate when
    by_coordinate. A zero column keeps 0. Derived in lesson 10.
    """
    X, y, coef = checked_problem(X, y, start, "start")
    n, p = X.shape
    curvature = (X * X).sum(axis=0) / n + penalty.l2
    residual = y - X @ coef
    for j in cycle(range(p)):
        correlation = X[:, j] @ residual / n + (curvature[j] - penalty.l2) * coef[j]
        new = 0.0
        if curvature[j] > 0:
            new = float(soft_threshold(correlation, penalty.l1)) / curvature[j]
        residual -= (new - coef[j]) * X[:, j]
        coef[j] = new
        if by_coordinate or j == p - 1:
            yield coef.copy()


@checked(step=POSITIVE, l2=number(0), decay=number(0), batch=whole(1))
def sgd(X, y, step, l2=0.0, decay=0.0, batch=None, start=None, seed=0):
    """Stochastic gradient descent: w <- (1 - step decay) w - step (gradient + l2 w).

    With these plain steps l2 and decay are the same thing. The gradient is that of RSS / (2 n) over
    `batch` rows, drawn again at each step (all rows unless given). Derived in lessons 03 and 10.
    """
    for coef, slope in _sampled_slopes(X, y, l2, batch, start, seed):
        coef *= 1 - step * decay
        coef -= step * slope
        yield coef.copy()


@checked(step=POSITIVE, l2=number(0), decay=number(0), batch=whole(1))
def adam(X, y, step, l2=0.0, decay=0.0, batch=None, start=None, seed=0):
    """Adam (Kingma & Ba 2015): each step divided by the root of the coordinate's mean square.

    l2 enters the gradient, so it is divided too and weights with large gradients are hardly shrunk;
    decay shrinks every weight by the same factor 1 - step decay (AdamW: Loshchilov & Hutter 2019).
    The constants are the authors'. Derived in lesson 10.
    """
    b1, b2 = 0.9, 0.999
    mean = square = 0.0
    for k, (coef, slope) in enumerate(_sampled_slopes(X, y, l2, batch, start, seed), 1):
        mean = b1 * mean + (1 - b1) * slope
        square = b2 * square + (1 - b2) * slope**2
        coef *= 1 - step * decay
        # Both averages started at 0; dividing by 1 - b^k takes this bias away.
        root = np.sqrt(square / (1 - b2**k)) + 1e-8
        coef -= step * (mean / (1 - b1**k)) / root
        yield coef.copy()


def _sampled_slopes(X, y, l2, batch, start, seed):
    """Forever (coef, gradient there + l2 coef); the consumer changes coef in place."""
    X, y, coef = checked_problem(X, y, start, "start")
    rng = np.random.default_rng(seed)
    while True:
        rows = slice(None) if batch is None else rng.integers(len(y), size=batch)
        A, b = X[rows], y[rows]
        yield coef, (A @ coef - b) @ A / len(b) + l2 * coef
