"""Two coefficients on a ball: min (w - ols)' H (w - ols) / 2 subject to norm(w) <= radius, solved and certified.

The loss is RSS / (2 n) of two features less its least value, with H = X'X / n. Derived in lesson 05.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from regviz.core.validation import check_array, demand
from regviz.solvers.penalties import Ball, soft_threshold
from regviz.solvers.ridge import RidgePath

HALVINGS = 58  # of one turn: 1e-17 radians
SIGNS = np.array([[1.0, 1], [1, -1], [-1, 1], [-1, -1]])


@dataclass(frozen=True, eq=False)
class Bowl:
    """The loss (w - ols)' hessian (w - ols) / 2, or a stack of losses.

    ols (2,) or (m, 2): the least-squares points; hessian (2, 2) or (m, 2, 2), symmetric positive definite:
    for standardized features with correlation r it is [[1, r], [r, 1]]. ValueError for anything else.
    """

    ols: np.ndarray
    hessian: np.ndarray

    def __post_init__(self):
        ols, hessian = check_array(self.ols, "ols"), check_array(self.hessian, "hessian")
        if ols.ndim not in (1, 2) or ols.shape[-1] != 2:
            raise ValueError(f"ols must have shape (2,) or (m, 2): it has {ols.shape}")
        if hessian.shape not in ((2, 2), (*ols.shape[:-1], 2, 2)):
            raise ValueError(f"hessian must have shape (2, 2), or one matrix per row of ols: it has {hessian.shape}")
        a, b, d = hessian[..., 0, 0], hessian[..., 0, 1], hessian[..., 1, 1]
        if not ((b == hessian[..., 1, 0]) & (a > 0) & (a * d > b * b)).all():
            raise ValueError("hessian must be symmetric and positive definite: a correlation of 1 or -1 is not")
        object.__setattr__(self, "ols", ols)
        object.__setattr__(self, "hessian", hessian)

    def value(self, w):
        """Loss at w (..., 2), over its least value."""
        return 0.5 * (self.gradient(w) * (w - self.ols)).sum(axis=-1)

    def gradient(self, w):
        """hessian (w - ols), shape (..., 2)."""
        return np.einsum("...ij,...j->...i", self.hessian, w - self.ols)

    def contours(self, heights, n_points=49):
        """(k, 2) points of the ellipses {loss = height}, one loss only; rows of NaN lift the pen between them."""
        around = np.linspace(0, 2 * np.pi, n_points)
        circle = np.stack([np.cos(around), np.sin(around)])
        ellipse = np.linalg.solve(np.linalg.cholesky(self.hessian).T, circle).T
        pen_up = np.full((1, 2), np.nan)
        return np.vstack([part for h in heights for part in (self.ols + np.sqrt(2 * h) * ellipse, pen_up)][:-1])

    def data(self):
        """(X, y) of shapes (2, 2) and (2,) whose RSS / (2 n), without intercept, is this loss; one loss only."""
        X = np.sqrt(2.0) * np.linalg.cholesky(self.hessian).T
        return X, X @ self.ols


class Cone(NamedTuple):
    """The normal cone of a ball: the unit vectors within `half_angle` radians of `axis`, and their multiples.

    A ray at a smooth place (0), a wedge at a corner, only the origin inside the ball (axis 0, 0), everything
    when the ball is a point (half_angle pi).
    """

    axis: np.ndarray
    half_angle: float

    def distance(self, v):
        """Distance from v (2,) to the nearest vector of the cone."""
        cross, dot = self.axis[0] * v[1] - self.axis[1] * v[0], self.axis @ v
        beyond = abs(np.arctan2(cross, dot)) - self.half_angle if self.axis.any() else np.pi
        return float(np.hypot(*v) * np.sin(np.clip(beyond, 0.0, np.pi / 2)))


@dataclass(frozen=True, eq=False)
class Touch:
    """Where the loss of `bowl` is least on `ball`: coef (2,), and its certificate. Made by `touch`.

    pull: minus the gradient at coef; cone: the normal cone there; lam: the multiplier, pull = lam times a
    subgradient of the penalty (infinite for radius 0); residual: distance from pull to the cone, or by how
    much coef leaves the ball, whichever is larger. Below q = 1 a residual of 0 certifies a stationary point.
    """

    bowl: Bowl
    ball: Ball
    coef: np.ndarray
    pull: np.ndarray
    cone: Cone
    lam: float
    residual: float


def touch(bowl, ball):
    """The Touch of one bowl and a ball."""
    coef = constrained(bowl, ball)
    pull, cone = -bowl.gradient(coef), normal_cone(ball, coef)
    slope = _slope(ball, coef)
    lam = float(pull @ slope / (slope @ slope)) if coef.any() else np.inf
    inside = not cone.axis.any()
    outside = max(float(ball.norm(coef)) - ball.radius, 0.0)
    return Touch(bowl, ball, coef, pull, cone, 0.0 if inside else lam, max(cone.distance(pull), outside))


def normal_cone(ball, w):
    """The Cone of `ball` at w (2,); at the cusps of q < 1 a half-plane, the polar of the one way in."""
    w = np.asarray(w, dtype=float)
    if ball.radius == 0:
        return Cone(np.array([1.0, 0.0]), np.pi)
    if ball.norm(w) < ball.radius * (1 - 1e-9):
        return Cone(np.zeros(2), 0.0)
    slope = _slope(ball, w)
    if w.all():
        return Cone(slope / np.hypot(*slope), 0.0)
    # On an axis the subgradients of the coefficient that is zero fill [-edge, edge].
    edge = ball.l1_ratio if ball.kind == "elastic net" else float(_power(ball) == 1)
    half_angle = np.arctan2(edge, np.abs(slope).max()) if _power(ball) >= 1 else np.pi / 2
    return Cone(np.sign(w), float(half_angle))


def _power(ball):
    """The q of the ball; the elastic net counts as 2, or as 1 where it is the diamond."""
    mixed = 1.0 if ball.l1_ratio == 1 else 2.0
    return {"l1": 1.0, "l2": 2.0, "elastic net": mixed}.get(ball.kind, ball.q)


def _slope(ball, w):
    """Gradient of the penalty whose level the ball is, 0 where w is: |w|_1, |w|^2 / 2, the mix, sum |w|^q / q."""
    size, sign = np.abs(w), np.sign(w)
    if ball.kind == "elastic net":
        return ball.l1_ratio * sign + (1 - ball.l1_ratio) * w
    return sign * np.where(size > 0, size, 1.0) ** (_power(ball) - 1)


def constrained(bowl, ball):
    """argmin of the loss over the ball, shape of bowl.ols: (2,) or (m, 2), exact zeros included.

    L1 by its corners and edges; other convex balls by bisection along the boundary; Lq with q < 1 as the lowest
    of the corners and of all minima along the four arcs.
    """
    coef = np.array(bowl.ols.reshape(-1, 2))
    outside = ball.norm(coef) > ball.radius
    if outside.any():
        hessian = np.broadcast_to(bowl.hessian, (len(coef), 2, 2))[outside]
        coef[outside] = _on_boundary(Bowl(coef[outside], hessian), ball)
    return coef.reshape(bowl.ols.shape)


def _on_boundary(bowl, ball):
    if ball.radius == 0:
        return np.zeros_like(bowl.ols)
    if _power(ball) > 1:
        return _by_bisection(bowl, ball)
    return (_on_diamond if _power(ball) == 1 else _on_arcs)(bowl, ball)


def _best_corner(bowl, ball):
    corners = ball.radius * np.array([[1.0, 0], [-1, 0], [0, 1], [0, -1]])
    return corners[bowl.value(corners[:, None]).argmin(axis=0)]


def _on_diamond(bowl, ball):
    """The best corner, unless the line through an edge, s'w = radius, is touched between its corners."""
    coef = _best_corner(bowl, ball)
    for s in SIGNS:
        way = np.linalg.solve(bowl.hessian, np.broadcast_to(s[:, None], (len(coef), 2, 1)))[..., 0]
        beyond = bowl.ols @ s - ball.radius
        w = bowl.ols - (beyond / (way @ s))[:, None] * way
        touched = (s * w > 0).all(axis=1) & (beyond >= 0)
        coef[touched] = w[touched]
    return coef


def _by_bisection(bowl, ball):
    """The loss is a squared distance to `ols` in the metric of H, so this projects onto a convex set.

    Along the arc that `ols` sees, n'(ols - w) > 0, the distance falls and then rises; that arc holds the place
    where the segment from 0 to `ols` leaves the ball, and ends within half a turn of it either way.
    """
    start = _angle_towards(bowl.ols, ball)
    low, high = start - np.pi, start + np.pi
    for _ in range(HALVINGS):
        angle = (low + high) / 2
        w, n = _boundary(ball, angle)
        seen = (n * (bowl.ols - w)).sum(axis=1) > 0
        pull = -bowl.gradient(w)
        onward = np.where(seen, n[:, 0] * pull[:, 1] > n[:, 1] * pull[:, 0], angle < start)
        low, high = np.where(onward, angle, low), np.where(onward, high, angle)
    return _boundary(ball, (low + high) / 2)[0]


def _angle_towards(z, ball):
    """The angle at which `_boundary` gives the point on the ray through z."""
    if ball.kind == "elastic net":
        a, b = (1 - ball.l1_ratio) / 2 * (z * z).sum(axis=1), ball.l1_ratio * np.abs(z).sum(axis=1)
        z = _slope(ball, z * (2 * ball.radius / (b + np.sqrt(b * b + 4 * a * ball.radius)))[:, None])
    elif _power(ball) < 2:
        z = np.sign(z) * (np.abs(z) / np.abs(z).max(axis=1, keepdims=True)) ** (ball.q - 1)
    return np.arctan2(z[:, 1], z[:, 0])


def _boundary(ball, angle):
    """Points (m, 2) of a convex ball's boundary and outward normals there, both turning with the angle.

    The angle is that of the normal (elastic net and q < 2, whose normals turn fast near the axes) or that of
    the point (q >= 2, whose points do).
    """
    u = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    q, size = _power(ball), np.abs(u) / np.abs(u).max(axis=1, keepdims=True)
    if ball.kind == "elastic net":
        a, c = ball.l1_ratio, 1 - ball.l1_ratio
        both = np.sqrt(2 * c * ball.radius + 2 * a * a)
        one = np.sqrt(2 * c * ball.radius + a * a) / np.abs(u).max(axis=1)
        reach = np.where(both * np.abs(u).min(axis=1) > a, both, one)
        return soft_threshold(reach[:, None] * u, a) / c, u
    if q >= 2:
        w = np.where(size > 1e-15, size, 0.0)  # the cosine of a right angle is 6e-17
        n = w ** (q - 1)
    else:
        w, n = size ** (1 / (q - 1)), size
    w = w * (ball.radius / (w**q).sum(axis=1) ** (1 / q))[:, None]
    return np.sign(u) * w, np.sign(u) * n


def _on_arcs(bowl, ball, n_grid=257):
    """The best corner, unless a minimum along one of the arcs r (cos^(2/q), sin^(2/q)) is lower."""
    power = 2 / ball.q
    angle = np.linspace(0, np.pi / 2, n_grid)[1:-1]

    def place(angle):
        return ball.radius * np.stack([np.cos(angle), np.sin(angle)], axis=-1) ** power

    def rising(bowl, signs, angle):  # the derivative of the loss along the arc, over power sin cos > 0
        along = np.stack([-np.cos(angle), np.sin(angle)], axis=-1)
        along = np.sign(along) * np.abs(along) ** (power - 2)
        return (bowl.gradient(signs * place(angle)) * signs * along).sum(axis=-1) > 0

    coef = _best_corner(bowl, ball)
    least = bowl.value(coef)
    for signs in SIGNS:
        up = rising(bowl, signs, angle[:, None])
        k, i = np.nonzero(~up[:-1] & up[1:])
        found, low, high = Bowl(bowl.ols[i], bowl.hessian[i]), angle[k], angle[k + 1]
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            past = rising(found, signs, middle)
            low, high = np.where(past, low, middle), np.where(past, middle, high)
        w = signs * place((low + high) / 2)
        for j in np.argsort(-found.value(w)):  # the lowest comes last
            if found.value(w)[j] < least[i[j]]:
                coef[i[j]], least[i[j]] = w[j], found.value(w)[j]
    return coef


def budget(path, lam):
    """t(lam), shape np.shape(lam): what the coefficients spend of the constraint that gives the same solution.

    |w|^2 for ridge, |w|_1 for lasso, l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2 for elastic net. Lesson 05.
    """
    coef = path(lam)
    if isinstance(path, RidgePath):
        return (coef * coef).sum(axis=-1)
    l1_ratio = getattr(path, "l1_ratio", 1.0)
    return l1_ratio * np.abs(coef).sum(axis=-1) + (1 - l1_ratio) / 2 * (coef * coef).sum(axis=-1)


def lam_for_budget(path, t):
    """The least lam with budget(path, lam) <= t, by halving: 0 from t = budget(path, 0) on. t a number or array.

    t = 0 gives lam_max for lasso and elastic net, infinity for ridge. ValueError for t < 0. Derived in lesson 05.
    """
    t = check_array(t, "t")
    demand((t >= 0).all(), "t must be zero or positive: got {}", t)
    low, high = np.zeros(t.shape), np.full(t.shape, path.lam_max)
    while isinstance(path, RidgePath) and (more := (budget(path, high) > t) & (t > 0)).any():
        high = np.where(more, 2 * high, high)
    for _ in range(100):
        middle = (low + high) / 2
        over = budget(path, middle) > t
        low, high = np.where(over, middle, low), np.where(over, high, middle)
    high = np.where(t == 0, np.inf if isinstance(path, RidgePath) else path.lam_max, high)
    return np.where(t >= budget(path, 0.0), 0.0, high)[()]
