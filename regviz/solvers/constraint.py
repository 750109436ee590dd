"""Two coefficients on a ball: the least loss subject to norm(w) <= radius, with a certificate.

The loss is a `Bowl`, (w - ols)' H (w - ols) / 2. Derived in lesson 05.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from regviz.core.arguments import checked
from regviz.solvers.penalties import A_BALL, Ball, soft_threshold
from regviz.solvers.quadratic_loss import A_BOWL, Bowl

HALVINGS = 58  # of one turn: 1e-17 radians
SIGNS = np.array([[1.0, 1], [1, -1], [-1, 1], [-1, -1]])  # of the four quadrants


class Cone(NamedTuple):
    """The normal cone of a ball: all multiples of unit vectors within `half_angle` of `axis`.

    A ray at a smooth point (0 radians), a wedge at a corner, only the origin inside the ball (axis
    0, 0), everything when the ball is a point (pi).
    """

    axis: np.ndarray
    half_angle: float

    def distance(self, v):
        """Distance from v (2,) to the nearest vector of the cone."""
        if not self.axis.any():
            return float(np.hypot(*v))
        cross = self.axis[0] * v[1] - self.axis[1] * v[0]
        beyond = abs(np.arctan2(cross, self.axis @ v)) - self.half_angle
        return float(np.hypot(*v) * np.sin(np.clip(beyond, 0.0, np.pi / 2)))


@dataclass(frozen=True, eq=False)
class Touch:
    """Where the loss of `bowl` is least on `ball`: coef (2,), and its certificate. See `touch`.

    negative_gradient (2,) at coef lies in the normal `cone` there, and is lam times a subgradient
    of the penalty (lam is infinite for radius 0): the Karush-Kuhn-Tucker conditions. residual:
    its distance from the cone, or by how much coef lies outside the ball, whichever is larger.
    Below q = 1 a residual of 0 certifies a stationary point.
    """

    bowl: Bowl
    ball: Ball
    coef: np.ndarray
    negative_gradient: np.ndarray
    cone: Cone
    lam: float
    residual: float


@checked(bowl=A_BOWL, ball=A_BALL)
def touch(bowl, ball):
    """The Touch of one bowl and a ball."""
    coef = constrained(bowl, ball)
    downhill = -bowl.gradient(coef)
    cone = normal_cone(ball, coef)
    if not cone.axis.any():
        lam = 0.0
    elif coef.any():
        slope = _slope(ball, coef)
        lam = float(downhill @ slope / (slope @ slope))
    else:
        lam = np.inf
    outside = max(float(ball.norm(coef)) - ball.radius, 0.0)
    return Touch(bowl, ball, coef, downhill, cone, lam, max(cone.distance(downhill), outside))


def normal_cone(ball, w):
    """The Cone of `ball` at w (2,).

    At the cusps of q < 1 a half-plane: the polar of the one direction into the ball.
    """
    w = np.asarray(w, dtype=float)
    if ball.radius == 0:
        return Cone(np.array([1.0, 0.0]), np.pi)
    if ball.norm(w) < ball.radius * (1 - 1e-9):
        return Cone(np.zeros(2), 0.0)
    slope = _slope(ball, w)
    if w.all():
        return Cone(slope / np.hypot(*slope), 0.0)
    # On an axis the subgradients of the coefficient that is zero fill [-edge, edge].
    edge = ball.l1_ratio if ball.kind == "elastic net" else float(ball.power == 1)
    half_angle = np.arctan2(edge, np.abs(slope).max()) if ball.power >= 1 else np.pi / 2
    return Cone(np.sign(w), float(half_angle))


def _slope(ball, w):
    """Gradient of the penalty whose level the ball is, 0 where w is 0.

    |w|_1, |w|^2 / 2, their mix, or sum |w|^q / q.
    """
    size, sign = np.abs(w), np.sign(w)
    if ball.kind == "elastic net":
        return ball.l1_ratio * sign + (1 - ball.l1_ratio) * w
    return sign * np.where(size > 0, size, 1.0) ** (ball.power - 1)


@checked(bowl=A_BOWL, ball=A_BALL)
def constrained(bowl, ball):
    """argmin of the loss over the ball, shape of bowl.ols: (2,) or (m, 2), exact zeros included.

    L1 by its corners and edges; other convex balls by bisection along the boundary; Lq with q < 1
    as the lowest of the corners and of all minima along the four arcs.
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
    if ball.power > 1:
        return _by_bisection(bowl, ball)
    return _on_diamond(bowl, ball) if ball.power == 1 else _on_arcs(bowl, ball)


def _best_corner(bowl, ball):
    corners = ball.radius * np.array([[1.0, 0], [-1, 0], [0, 1], [0, -1]])
    return corners[bowl.value(corners[:, None]).argmin(axis=0)]


def _on_diamond(bowl, ball):
    """The best corner, unless the loss is least on an edge s'w = radius between its corners.

    Where it is least at the very end of an edge, rounding must not make the zero there nonzero.
    """
    inside = 1e-12 * ball.radius
    coef = _best_corner(bowl, ball)
    for s in SIGNS:
        right = np.broadcast_to(s[:, None], (len(coef), 2, 1))
        direction = np.linalg.solve(bowl.hessian, right)[..., 0]
        beyond = bowl.ols @ s - ball.radius
        w = bowl.ols - (beyond / (direction @ s))[:, None] * direction
        on_edge = (s * w > inside).all(axis=1) & (beyond >= 0)
        coef[on_edge] = w[on_edge]
    return coef


def _by_bisection(bowl, ball):
    """Projection of `ols` onto a convex ball: the loss is a squared distance in the metric of H.

    Along the arc that `ols` sees, n'(ols - w) > 0, the distance falls and then rises. That arc
    holds the point where the segment from 0 to `ols` leaves the ball, and ends within half a turn
    of it either way.
    """
    start = _angle_towards(bowl.ols, ball)
    low, high = start - np.pi, start + np.pi
    for _ in range(HALVINGS):
        angle = (low + high) / 2
        w, n = _boundary(ball, angle)
        seen = (n * (bowl.ols - w)).sum(axis=1) > 0
        downhill = -bowl.gradient(w)
        turn = n[:, 0] * downhill[:, 1] > n[:, 1] * downhill[:, 0]  # counterclockwise of n
        onward = np.where(seen, turn, angle < start)
        low = np.where(onward, angle, low)
        high = np.where(onward, high, angle)
    return _boundary(ball, (low + high) / 2)[0]


def _angle_towards(z, ball):
    """The angle at which `_boundary` gives the point on the ray through z."""
    if ball.kind == "elastic net":
        z = _slope(ball, z * ball.net_reach(z)[:, None])
    elif ball.power < 2:
        size = np.abs(z)
        z = np.sign(z) * (size / size.max(axis=1, keepdims=True)) ** (ball.power - 1)
    return np.arctan2(z[:, 1], z[:, 0])


def _boundary(ball, angle):
    """Points (m, 2) of a convex ball's boundary and outward normals there.

    Both turn with the angle (m,). It is that of the normal (elastic net and q < 2, whose normals
    turn fast near the axes) or that of the point (q >= 2, whose points do).
    """
    u = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    size = np.abs(u)
    size /= size.max(axis=1, keepdims=True)
    q = ball.power
    if ball.kind == "elastic net":
        return _net_point(ball, u), u
    if q >= 2:
        w = np.where(size > 1e-15, size, 0.0)  # the cosine of a right angle is 6e-17
        n = w ** (q - 1)
    else:
        w = size ** (1 / (q - 1))
        n = size
    w = w * (ball.radius / (w**q).sum(axis=1) ** (1 / q))[:, None]
    return np.sign(u) * w, np.sign(u) * n


def _net_point(ball, u):
    """Where the elastic net's ball has the outward normal u (m, 2), of length 1.

    There l1_ratio sign(w) + (1 - l1_ratio) w = reach u, with the reach that puts w on the boundary:
    one formula where both coefficients are not zero, another where one is.
    """
    a, c = ball.l1_ratio, 1 - ball.l1_ratio
    size = np.abs(u)
    both = np.sqrt(2 * c * ball.radius + 2 * a * a)
    one = np.sqrt(2 * c * ball.radius + a * a) / size.max(axis=1)
    reach = np.where(both * size.min(axis=1) > a, both, one)
    return soft_threshold(reach[:, None] * u, a) / c


def _on_arcs(bowl, ball):
    """The best corner, unless a minimum along one of the arcs r (cos^(2/q), sin^(2/q)) is lower."""
    coef = _best_corner(bowl, ball)
    least = bowl.value(coef)
    grid = np.linspace(0, np.pi / 2, 257)[1:-1]
    for signs in SIGNS:
        rising = _rises(bowl, ball, signs, grid[:, None])
        k, i = np.nonzero(~rising[:-1] & rising[1:])  # a minimum of problem i after grid[k]
        found = Bowl(bowl.ols[i], bowl.hessian[i])
        low, high = grid[k], grid[k + 1]
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            past = _rises(found, ball, signs, middle)
            low = np.where(past, low, middle)
            high = np.where(past, middle, high)
        w = signs * _arc(ball, (low + high) / 2)
        value = found.value(w)
        for j in np.argsort(-value):  # the lowest comes last
            if value[j] < least[i[j]]:
                coef[i[j]] = w[j]
                least[i[j]] = value[j]
    return coef


def _arc(ball, angle):
    """Points (..., 2) of the ball's boundary in the first quadrant."""
    circle = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    return ball.radius * circle ** (2 / ball.q)


def _rises(bowl, ball, signs, angle):
    """Whether the loss rises along the arc; its derivative is divided by (2/q) r sin cos > 0."""
    along = np.stack([-np.cos(angle), np.sin(angle)], axis=-1)
    along = np.sign(along) * np.abs(along) ** (2 / ball.q - 2)
    gradient = bowl.gradient(signs * _arc(ball, angle))
    return (gradient * signs * along).sum(axis=-1) > 0
