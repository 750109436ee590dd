"""The penalty lam * [l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2] with its prox, and balls {norm <= radius}."""

from dataclasses import dataclass

import numpy as np

from regviz.core.validation import demand


def soft_threshold(z, threshold):
    """argmin_b (b - z)^2 / 2 + threshold |b|, entry by entry: sign(z) max(|z| - threshold, 0).

    z and threshold broadcast. Derived in lesson 04.
    """
    z = np.asarray(z, dtype=float)
    threshold = np.asarray(threshold, dtype=float)
    return z - np.clip(z, -threshold, threshold)


def hard_threshold(z, threshold):
    """argmin_b (b - z)^2 / 2 + threshold^2 / 2 [b != 0], entry by entry: z where |z| > threshold, else 0.

    z and threshold broadcast. Derived in lesson 04.
    """
    return np.where(np.abs(z) > threshold, np.asarray(z, dtype=float), 0.0)


@dataclass(frozen=True)
class Penalty:
    """lam * [l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2]; l1_ratio 1 is lasso, 0 is ridge.

    ValueError unless lam is finite and >= 0 and 0 <= l1_ratio <= 1. Derived in lessons 03, 04 and 08.
    """

    lam: float
    l1_ratio: float = 1.0

    def __post_init__(self):
        demand(0 <= self.lam < np.inf, "lam must be a finite number, zero or positive: got {}", self.lam)
        demand(0 <= self.l1_ratio <= 1, "l1_ratio must lie between 0 (ridge) and 1 (lasso): got {}", self.l1_ratio)

    @property
    def l1(self):
        """The weight lam * l1_ratio of |w|_1."""
        return self.lam * self.l1_ratio

    @property
    def l2(self):
        """The weight lam * (1 - l1_ratio) of |w|^2 / 2."""
        return self.lam * (1.0 - self.l1_ratio)

    def value(self, w):
        """Penalty of w (..., p), summed over the last axis."""
        w = np.asarray(w, dtype=float)
        return self.l1 * np.abs(w).sum(axis=-1) + self.l2 / 2 * (w * w).sum(axis=-1)

    def prox(self, z, step=1.0):
        """argmin_w |w - z|^2 / (2 step) + value(w): soft threshold, then shrink. Derived in lesson 04."""
        return soft_threshold(z, step * self.l1) / (1.0 + step * self.l2)

    def subgradient_distance(self, w, grad):
        """Distance from 0 to grad_j + subdifferential at w_j, entry by entry: all zero exactly at a minimum.

        grad is the gradient of the loss at w. Derived in lesson 04.
        """
        w, grad = np.asarray(w, dtype=float), np.asarray(grad, dtype=float)
        smooth = grad + self.l2 * w
        return np.abs(np.where(w == 0, soft_threshold(smooth, self.l1), smooth + self.l1 * np.sign(w)))


@dataclass(frozen=True)
class Ball:
    """{w : norm(w) <= radius}. Derived in lesson 05.

    kind 'l1' |w|_1; 'l2' |w|_2; 'lq' (sum |w_j|^q)^(1/q) with q >= 0.25, convex from q = 1 on;
    'elastic net' l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2, so its radius is a budget for the penalty.
    """

    kind: str
    radius: float = 1.0
    q: float = 2.0
    l1_ratio: float = 0.5

    def __post_init__(self):
        kinds = ("l1", "l2", "lq", "elastic net")
        demand(self.kind in kinds, "kind must be 'l1', 'l2', 'lq' or 'elastic net': got {!r}", self.kind)
        demand(0 <= self.radius < np.inf, "radius must be a finite number, zero or positive: got {}", self.radius)
        demand(0.25 <= self.q < np.inf, "q must be finite and at least 0.25: got {}", self.q)
        demand(0 <= self.l1_ratio <= 1, "l1_ratio must lie between 0 and 1: got {}", self.l1_ratio)

    def norm(self, w):
        """What the radius bounds, for w (..., p), over the last axis."""
        w = np.abs(np.asarray(w, dtype=float))
        if self.kind == "elastic net":
            return self.l1_ratio * w.sum(axis=-1) + (1 - self.l1_ratio) / 2 * (w * w).sum(axis=-1)
        q = self._power
        largest = w.max(axis=-1, keepdims=True)
        scaled = w / np.where(largest > 0, largest, 1.0)
        return largest[..., 0] * (scaled**q).sum(axis=-1) ** (1 / q)

    def boundary(self, n_points=401):
        """(n_points, 2) points of the boundary in the plane: closed, counterclockwise from (r, 0).

        L1, L2 and Lq: r (cos a^(2/q), sin a^(2/q)); elastic net: the ray at angle a is cut where norm = r.
        n_points is raised to the next 4 m + 1 so that the four corners are hit exactly.
        """
        angle = np.linspace(0.0, np.pi / 2, -(-(n_points - 1) // 4) + 1)[:-1]
        x, y = np.cos(angle), np.sin(angle)
        if self.kind == "elastic net":
            a, b = (1 - self.l1_ratio) / 2, self.l1_ratio * (x + y)
            reach = 2 * self.radius / (b + np.sqrt(b * b + 4 * a * self.radius)) if self.radius else 0.0
            x, y = reach * x, reach * y
        else:
            x, y = self.radius * x ** (2 / self._power), self.radius * y ** (2 / self._power)
        return np.hstack([(x, y), (-y, x), (-x, -y), (y, -x), (x[:1], y[:1])]).T

    @property
    def _power(self):
        return {"l1": 1.0, "l2": 2.0}.get(self.kind, self.q)

    def project(self, z):
        """The nearest point of the ball to z (p,), for kinds 'l1' and 'l2'; ValueError for the others.

        L2: scale. L1: soft threshold at the one level that spends the whole radius (sort, then one division).
        """
        demand(self.kind in ("l1", "l2"), "project knows the kinds 'l1' and 'l2': this ball is {!r}", self.kind)
        z = np.asarray(z, dtype=float)
        if self.norm(z) <= self.radius:
            return z.copy()
        if self.kind == "l2":
            return z * (self.radius / self.norm(z))
        falling = np.sort(np.abs(z))[::-1]
        levels = (np.cumsum(falling) - self.radius) / np.arange(1, len(z) + 1)
        return soft_threshold(z, levels[np.flatnonzero(falling >= levels)[-1]])
