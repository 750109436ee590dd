"""Knots: straight lines between them, merging, the next event, and the certificate of a path."""

import numpy as np
import pytest
from path_laws import normal

from regviz.solvers.lasso import LassoPath
from regviz.solvers.lasso_knots import (
    interpolate,
    kkt_error,
    merge_knots,
    next_event,
    segments,
)


def test_interpolation_is_numpys_along_each_coefficient():
    rng = np.random.default_rng(0)
    knots = -np.sort(-rng.uniform(size=(3, 6)), axis=1)
    coefs = rng.standard_normal((3, 6, 2))
    lams = rng.uniform(-0.2, 1.2, 50).clip(knots[:, -1].max())
    found = interpolate(knots, coefs, lams)
    for i in range(3):
        for j in range(2):
            exact = np.interp(lams, knots[i, ::-1], coefs[i, ::-1, j])
            assert np.allclose(found[i, :, j], exact)


def test_a_segment_starts_at_the_knot_above():
    knots = np.array([[4.0, 2.0, 1.0, 0.0]])
    at, part = segments(knots, np.array([9.0, 4.0, 3.0, 2.0, 0.5, 0.0]))
    assert at.tolist() == [[0, 0, 0, 1, 2, 3]]
    assert part.tolist() == [[0.0, 0.0, 0.5, 0.0, 0.5, 0.0]]


def test_knots_that_differ_by_rounding_become_the_first():
    mus = np.array([3.0, 2.0, 2.0 * (1 - 1e-15), 1.0])
    coefs = np.array([[0.0, 0], [1.0, 1e-14], [1.0, 0.0], [2.0, 3.0]])
    merged, rows = merge_knots(mus, coefs)
    assert merged.tolist() == [3.0, 2.0, 1.0]
    assert rows.tolist() == [[0, 0], [1.0, 0.0], [2.0, 3.0]]
    same, _ = merge_knots(merged, rows)
    assert same is merged


def test_the_next_event_is_the_largest_mu_that_ends_the_segment():
    # Column 0 is idle with correlation 3 - mu / 2, which equals mu at 2. Column 1 is active with
    # coefficient 1 - mu (sign +), which is 0 at 1; column 2 with -1 - mu grows away from 0.
    base, slope = np.array([3.0, 1.0, -1.0]), np.array([0.5, 1.0, 1.0])
    signs, idle = np.array([0.0, -1.0, 1.0]), np.array([1.0, 0.0, 0.0])
    assert next_event(base, slope, signs, idle, np.zeros(3)) == (0, pytest.approx(2.0))
    # Where the first is only rounding the second comes.
    tiny = np.array([3.0, 0.0, 0.0])
    assert next_event(base, slope, signs, idle, tiny) == (1, pytest.approx(1.0))


def test_the_certificate_is_zero_on_the_path_and_sees_every_change():
    X, y = normal(40, 6)
    X, y = X - X.mean(axis=0), y - y.mean()
    path = LassoPath(X, y, intercept=False)
    mus = 40 * path.knots

    def worst(coefs):
        return kkt_error(mus, coefs, (y - coefs @ X.T) @ X).max()

    assert worst(path.coefs) < 1e-11 * mus[0]
    rng = np.random.default_rng(0)
    for k in range(len(mus)):
        moved = path.coefs.copy()
        moved[k] += 1e-3 * rng.standard_normal(6)
        assert worst(moved) > 1e-3
