"""Linear algebra: what counts as zero, as equal and as tied, and both routes of the SVD."""

import numpy as np
import pytest

from regviz.core.linalg import (
    centre,
    correlations,
    equal_columns,
    redistributed,
    standard_error,
    standardize,
    thin_svd,
    tied_correlations,
)

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("condition", [1.0, 5e3, 1e6, 1e20])
@pytest.mark.parametrize("shape", [(90, 40), (50, 40), (40, 50), (30, 3)])
def test_thin_svd_is_a_decomposition_by_either_route(shape, condition):
    U, d, Vt = np.linalg.svd(np.random.default_rng(0).standard_normal(shape), full_matrices=False)
    X = U * (d[0] * np.geomspace(1, 1 / condition, len(d))) @ Vt
    U, d, Vt = thin_svd(X, centred=False)
    assert np.abs(U * d @ Vt - X).max() < 1e-13 * d[0]
    assert np.abs(U.T @ U - np.eye(len(d)))[:, d > 0].max() < 1e-11
    assert d == pytest.approx(np.linalg.svd(X, compute_uv=False), abs=1e-13 * d[0])


def test_centre_makes_constant_columns_zero_at_any_size():
    for value in (0.1, 1e8, 1e-200, -1e140, 0.0):
        data = centre(np.column_stack([np.full(400, value), np.arange(400.0)]), np.arange(400.0))
        assert not data.X[:, 0].any() and data.X[:, 1].any()
        assert not centre(np.ones((400, 1)), np.full(400, value)).y.any()


def test_centre_keeps_what_varies():
    column = RNG.standard_normal(50)
    for offset, left in ((1e6, 1e-9), (1e10, 1e-5)):
        data = centre((column + offset)[:, None], column)
        assert np.allclose(data.X[:, 0], column - column.mean(), atol=left)
        assert abs(data.X.sum()) < left


def test_equal_columns():
    a, b = RNG.standard_normal((2, 30))
    assert equal_columns(np.column_stack([a, b, -a, 0 * a, b, 2 * a, 0 * a, a])) == (
        ((0, 1.0), (2, -1.0), (7, 1.0)), ((1, 1.0), (4, 1.0)))
    assert equal_columns(np.eye(5)) == () == equal_columns(np.zeros((3, 3)))


def test_standardized_rows_have_the_scale_of_the_first_array():
    X, X_test = RNG.normal(3, 2, (40, 3)), RNG.standard_normal((5, 3))
    X[:, 1] = 7.0
    scaled, moved = standardize(X, X_test)
    assert np.allclose(scaled.std(axis=0), [1, 0, 1]) and np.allclose(scaled.mean(axis=0), 0)
    assert np.allclose(moved[:, 2], (X_test[:, 2] - X[:, 2].mean()) / X[:, 2].std())
    assert not moved[:, 1].any()


def test_a_correlation_that_is_rounding_counts_as_none():
    x = np.array([[0.0, 1.0, -1.0, -1.0, 1.0]]).T
    y = np.array([-1.0, 1.0, 2.0, 0.0, 1.0]) - 0.6  # their covariance is 0
    assert correlations(x, y)[1] == 0.0
    corr, size = correlations(RNG.standard_normal((9, 4)), RNG.standard_normal(9))
    assert size == np.abs(corr).max()


def test_equal_columns_tie_and_share_their_total():
    a, b = RNG.standard_normal((2, 30))
    X = np.column_stack([a, b, -a])
    groups = equal_columns(X)
    assert tied_correlations(RNG.standard_normal(30) @ X).sum() == 1
    coefs = np.array([[1.0, 2.0, -3.0], [0.0, 1.0, 0.5]])
    for shares in (None, np.array([1.0, 0.0, 3.0])):
        assert np.allclose(redistributed(coefs, groups, shares) @ X.T, coefs @ X.T)
    assert redistributed(coefs, groups).tolist() == [[4.0, 2.0, 0.0], [-0.5, 1.0, 0.0]]


def test_standard_error_is_the_spread_of_means():
    means = RNG.standard_normal((4000, 25)).mean(axis=1)
    assert standard_error(RNG.standard_normal((25, 4000)), axis=0).mean() == pytest.approx(
        means.std(), rel=0.05
    )
    assert standard_error(np.array([1.0, 3.0])) == 1.0
