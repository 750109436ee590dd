"""The penalty lam * [l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2] with its prox, and balls."""

from dataclasses import dataclass

import numpy as np

from regviz.core.arguments import check_number, checked, kind, number, whole
from regviz.core.tables import as_numbers
from regviz.core.validation import demand


def soft_threshold(z, threshold):
    """argmin_b (b - z)^2 / 2 + threshold |b|, entry by entry: sign(z) max(|z| - threshold, 0).

    z and threshold broadcast. Derived in lesson 04.
    """
    z = as_numbers(z, "z")
    threshold = as_numbers(threshold, "threshold")
    try:
        return z - np.clip(z, -threshold, threshold)
    except ValueError:
        raise _unlike("z", z, "threshold", threshold) from None


def hard_threshold(z, threshold):
    """argmin_b (b - z)^2 / 2 + threshold^2 / 2 [b != 0]: z where |z| > threshold, else 0.

    Entry by entry; z and threshold broadcast. Derived in lesson 04.
    """
    z = as_numbers(z, "z")
    threshold = as_numbers(threshold, "threshold")
    try:
        return np.where(np.abs(z) > threshold, z, 0.0)
    except ValueError:
        raise _unlike("z", z, "threshold", threshold) from None


def _unlike(name, values, other, others):
    return ValueError(
        f"{name} and {other} must have shapes that broadcast: they have {np.shape(values)} and "
        f"{np.shape(others)}"
    )


@dataclass(frozen=True)
class Penalty:
    """lam * [l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2]; l1_ratio 1 is lasso, 0 is ridge.

    ValueError unless lam is finite and >= 0 and 0 <= l1_ratio <= 1.
    Derived in lessons 03, 04 and 08.
    """

    lam: float
    l1_ratio: float = 1.0

    def __post_init__(self):
        for name in ("lam", "l1_ratio"):  # the record is frozen for everyone else
            vars(self)[name] = check_number(getattr(self, name), name)
        demand(
            0 <= self.lam < np.inf,
            "lam must be a finite number, zero or positive: got {}",
            self.lam,
        )
        demand(
            0 <= self.l1_ratio <= 1,
            "l1_ratio must lie between 0 (ridge) and 1 (lasso): got {}",
            self.l1_ratio,
        )

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
        w = as_numbers(w, "w")
        return self.l1 * np.abs(w).sum(axis=-1) + self.l2 / 2 * (w * w).sum(axis=-1)

    @checked(step=number(0))
    def prox(self, z, step=1.0):
        """argmin_w |w - z|^2 / (2 step) + value(w): soft threshold, then shrink.

        z (..., p). Derived in lesson 04; Parikh & Boyd (2014), section 6.5.
        """
        return soft_threshold(z, step * self.l1) / (1.0 + step * self.l2)

    def subgradient_distance(self, w, grad):
        """Distance from 0 to grad_j + subdifferential at w_j, entry by entry: 0 at a minimum.

        grad, shaped like w, is the gradient of the loss at w. Derived in lesson 04.
        """
        w = as_numbers(w, "w")
        grad = as_numbers(grad, "grad")
        if grad.shape != w.shape:
            raise _unlike("w", w, "grad", grad)
        smooth = grad + self.l2 * w
        at_zero = soft_threshold(smooth, self.l1)  # the subdifferential of l1 |w_j| is [-l1, l1]
        return np.abs(np.where(w == 0, at_zero, smooth + self.l1 * np.sign(w)))


A_PENALTY = kind(Penalty, "rv.Penalty(0.1)")
KINDS = ("l1", "l2", "lq", "elastic net")


@dataclass(frozen=True)
class Ball:
    """{w : norm(w) <= radius}. Derived in lesson 05.

    kind 'l1' |w|_1; 'l2' |w|_2; 'lq' (sum |w_j|^q)^(1/q) with q >= 0.25, convex from q = 1 on;
    'elastic net' l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2: its radius is a budget for the penalty.
    """

    kind: str
    radius: float = 1.0
    q: float = 2.0
    l1_ratio: float = 0.5

    def __post_init__(self):
        for name in ("radius", "q", "l1_ratio"):
            vars(self)[name] = check_number(getattr(self, name), name)
        demand(
            isinstance(self.kind, str) and self.kind in KINDS,
            "kind must be 'l1', 'l2', 'lq' or 'elastic net': got {!r}",
            self.kind,
        )
        demand(
            0 <= self.radius < np.inf,
            "radius must be a finite number, zero or positive: got {}",
            self.radius,
        )
        demand(0.25 <= self.q < np.inf, "q must be finite and at least 0.25: got {}", self.q)
        demand(
            0 <= self.l1_ratio <= 1, "l1_ratio must lie between 0 and 1: got {}", self.l1_ratio
        )

    @property
    def power(self):
        """The q of the ball; the elastic net counts as 2, or as 1 where it is the diamond."""
        mixed = 1.0 if self.l1_ratio == 1 else 2.0
        return {"l1": 1.0, "l2": 2.0, "elastic net": mixed}.get(self.kind, self.q)

    def norm(self, w):
        """What the radius bounds, for w (..., p), over the last axis."""
        w = np.abs(as_numbers(w, "w"))
        demand(w.ndim and w.shape[-1], "w must have shape (..., p): it has {}", w.shape)
        if self.kind == "elastic net":
            return self.l1_ratio * w.sum(axis=-1) + (1 - self.l1_ratio) / 2 * (w * w).sum(axis=-1)
        # Divided by the largest entry first, so that no power overflows or vanishes.
        largest = w.max(axis=-1, keepdims=True)
        scaled = w / np.where(largest > 0, largest, 1.0)
        return largest[..., 0] * (scaled**self.power).sum(axis=-1) ** (1 / self.power)

    @checked(n_points=whole(5))
    def boundary(self, n_points=401):
        """(n_points, 2) points of the boundary in the plane: closed, counterclockwise from (r, 0).

        L1, L2 and Lq: r (cos a^(2/q), sin a^(2/q)); elastic net: the ray at angle a is cut where
        norm = r. n_points is raised to the next 4 m + 1 so that the four corners are hit exactly.
        """
        angle = np.linspace(0.0, np.pi / 2, -(-(n_points - 1) // 4) + 1)[:-1]
        quarter = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        if self.kind == "elastic net":
            x, y = (quarter * self.net_reach(quarter)[:, None]).T
        else:
            x, y = self.radius * quarter.T ** (2 / self.power)
        return np.hstack([(x, y), (-y, x), (-x, -y), (y, -x), (x[:1], y[:1])]).T

    def net_reach(self, w):
        """The s >= 0 with norm(s w) = radius, elastic net only: (...) for w (..., p), not 0."""
        if not self.radius:
            return np.zeros(w.shape[:-1])
        # a s^2 + b s = radius, in the form that loses no digits and allows a = 0
        a = (1 - self.l1_ratio) / 2 * (w * w).sum(axis=-1)
        b = self.l1_ratio * np.abs(w).sum(axis=-1)
        return 2 * self.radius / (b + np.sqrt(b * b + 4 * a * self.radius))

    def project(self, z):
        """The nearest point of the ball to z (p,), for kinds 'l1' and 'l2'; ValueError for others.

        L2: scale. L1: soft threshold at the one level that spends the whole radius (by a sort, then
        one division: Duchi, Shalev-Shwartz, Singer & Chandra 2008).
        """
        demand(
            self.kind in ("l1", "l2"),
            "project knows the kinds 'l1' and 'l2': this ball is {!r}",
            self.kind,
        )
        z = as_numbers(z, "z")
        demand(
            z.ndim == 1 and z.size and np.isfinite(z).all(),
            "z must be (p,) finite numbers: got {}",
            z,
        )
        if self.norm(z) <= self.radius:
            return z.copy()
        if self.kind == "l2":
            return z * (self.radius / self.norm(z))
        falling = np.sort(np.abs(z))[::-1]
        levels = (np.cumsum(falling) - self.radius) / np.arange(1, len(z) + 1)
        return soft_threshold(z, levels[np.flatnonzero(falling >= levels)[-1]])


A_BALL = kind(Ball, "rv.Ball('l1')")
