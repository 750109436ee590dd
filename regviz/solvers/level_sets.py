"""An objective of two coefficients as a shape in space: level rings, sections over the axes, the lowest point."""

from typing import NamedTuple

import numpy as np


class Relief(NamedTuple):
    """An objective in space: rings (k, m, 3), its sections over the axes (2, j, 3), its lowest point (3,)."""

    rings: np.ndarray
    creases: np.ndarray
    lowest: np.ndarray


def relief(objective, lowest, rise=2.0, n_rings=6, n_angles=40):
    """The Relief of a strictly convex objective (..., 2) -> (...) up to `rise` above its minimum at `lowest`.

    Rings are level curves, found by bisection on rays from the minimum; sections end at the rim.
    """
    angle = np.linspace(0, 2 * np.pi, n_angles + 1)
    rays = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    rim = objective(lowest) + rise
    level = rim - rise * (1 - (np.arange(1, n_rings + 1)[:, None] / n_rings) ** 2)
    near, far = np.zeros((n_rings, n_angles + 1)), np.ones((n_rings, n_angles + 1))
    while (short := objective(lowest + far[..., None] * rays) < level).any():
        far[short] *= 2
    for _ in range(40):
        middle = (near + far) / 2
        short = objective(lowest + middle[..., None] * rays) < level
        near, far = np.where(short, middle, near), np.where(short, far, middle)
    curves = lowest + far[..., None] * rays
    s = np.abs(curves).max() * np.linspace(-1, 1, 81)
    lines = np.stack([np.stack([0 * s, s], axis=1), np.stack([s, 0 * s], axis=1)])
    height = objective(lines)
    return Relief(_raised(curves, np.broadcast_to(level, far.shape)),
                  _raised(lines, np.where(height <= rim, height, np.nan)), np.append(lowest, rim - rise))


def _raised(plane, height):
    return np.concatenate([plane, height[..., None]], axis=-1)
