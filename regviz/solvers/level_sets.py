"""An objective of two coefficients as a shape in space: level rings, sections, the lowest point."""

from typing import NamedTuple

import numpy as np

from regviz.core.arguments import check_function, checked, number, whole
from regviz.core.validation import check_array, demand

HALVINGS = 40


class Relief(NamedTuple):
    """An objective in space: rings (k, m, 3), creases over the axes (2, j, 3), lowest (3,)."""

    rings: np.ndarray
    creases: np.ndarray
    lowest: np.ndarray


@checked(
    objective=check_function,
    rise=number(0,
    above=True),
    n_rings=whole(1, 1000),
    n_angles=whole(3, 10**4),
)
def relief(objective, lowest, rise=2.0, n_rings=6, n_angles=40):
    """The Relief of a strictly convex objective (..., 2) -> (...), up to `rise` above its minimum.

    `lowest` (2,) is the minimum. Rings are level curves, found by bisection on rays from it. The
    creases are sections over the axes, where |w|_1 has its kinks; they end at the outermost ring.
    """
    lowest = check_array(lowest, "lowest")
    demand(lowest.shape == (2,), "lowest must have shape (2,): it has {}", lowest.shape)
    angle = np.linspace(0, 2 * np.pi, n_angles + 1)
    rays = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    rim = objective(lowest) + rise
    share = np.arange(1, n_rings + 1)[:, None] / n_rings
    level = rim - rise * (1 - share**2)
    near = np.zeros((n_rings, n_angles + 1))
    far = np.ones((n_rings, n_angles + 1))
    while (short := objective(lowest + far[..., None] * rays) < level).any():
        far[short] *= 2
    for _ in range(HALVINGS):
        middle = (near + far) / 2
        short = objective(lowest + middle[..., None] * rays) < level
        near = np.where(short, middle, near)
        far = np.where(short, far, middle)
    curves = lowest + far[..., None] * rays
    rings = _raised(curves, np.broadcast_to(level, far.shape))

    s = np.abs(curves).max() * np.linspace(-1, 1, 81)
    axes = np.stack([np.stack([0 * s, s], axis=1), np.stack([s, 0 * s], axis=1)])
    height = objective(axes)
    creases = _raised(axes, np.where(height <= rim, height, np.nan))
    return Relief(rings, creases, np.append(lowest, rim - rise))


def _raised(plane, height):
    return np.concatenate([plane, height[..., None]], axis=-1)
