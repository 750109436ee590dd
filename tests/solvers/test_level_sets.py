"""Level sets of a function of two variables and their creases lie on its surface."""

import numpy as np

import regviz as rv


def objective(w):
    return (w - [0.5, -1.0]) ** 2 @ [1.0, 3.0] + np.abs(w).sum(axis=-1)


def test_relief_rings_lie_at_even_roots_of_the_rise_and_creases_on_the_surface():
    shape = rv.relief(objective, np.array([0.0, -5 / 6]), rise=2.0, n_rings=4)
    heights = shape.rings[..., 2]
    assert np.allclose(objective(shape.rings[..., :2]), heights, atol=1e-8)
    assert np.allclose(heights[:, 0] - shape.lowest[2], 2.0 * np.array([1, 4, 9, 16]) / 16)
    shown = shape.creases[np.isfinite(shape.creases[..., 2])]
    assert np.allclose(objective(shown[:, :2]), shown[:, 2])
    assert (shown[:, :2] == 0).any(axis=1).all()
