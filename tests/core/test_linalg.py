"""Linear algebra: what counts as zero, as equal and as tied, and both routes of the SVD."""

from fractions import Fraction

import numpy as np
import pytest

from regviz.core.linalg import (
    centre,
    centre_columns,
    correlations,
    equal_columns,
    largest,
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
    table = np.array([[1.0, 10.0], [3.0, 30.0]])
    assert standard_error(table, axis=0).tolist() == [1.0, 10.0]
    assert standard_error(table).tolist() == standard_error(table.T, axis=0).tolist()


def exactly_centred(values):
    """(values less their mean, the mean), worked out in fractions."""
    exact = [Fraction(value) for value in values.tolist()]
    mean = sum(exact) / len(exact)
    return np.array([float(value - mean) for value in exact]), mean


@pytest.mark.parametrize("offset", [0.0, 3.0, 1e5, 1e9, -1e11])
def test_centring_far_from_zero_keeps_every_digit(offset):
    rng = np.random.default_rng(0)
    values = rng.standard_normal(61) + offset
    rest, mean = exactly_centred(values)
    data = centre(values[:, None], values)
    for centred in (data.X[:, 0], data.y):
        assert np.abs(centred - rest).max() <= 1e-15 * np.abs(rest).max()
    both = [Fraction(float(np.sum(m))) + Fraction(float(np.sum(r)))
            for m, r in ((data.x_mean, data.x_rest), (data.y_mean, data.y_rest))]
    assert all(abs(found - mean) <= 1e-15 for found in both)


def test_new_rows_are_moved_as_the_old_ones():
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((20, 3)) + [0.0, 1e9, -4.0], rng.standard_normal(20) + 1e9
    for data in (centre(X, y), centre(X, y, intercept=False)):
        assert np.array_equal(data.moved(X), data.X) and np.array_equal(data.moved_y(y), data.y)
        coefs = np.array([[1.0, 0.0, 2.0], [0.0, 0.0, 0.0]])
        expected = data.y_mean - data.x_mean[0] - 2 * data.x_mean[2]
        assert data.intercept(coefs) == pytest.approx([expected, data.y_mean])


def test_without_an_intercept_nothing_is_moved():
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((20, 3)) + 5, rng.standard_normal(20) + 5
    data = centre(X, y, intercept=False)
    assert np.array_equal(data.X, X) and np.array_equal(data.y, y)
    assert data.intercept(np.ones(3)) == 0.0 and centre(data, None) is data
    assert np.array_equal(data.moved(X), X) and np.array_equal(data.moved_y(y), y)


@pytest.mark.parametrize("n", [5, 400])
def test_spread_that_is_rounding_counts_as_none(n):
    """The root mean square is compared with 1e-13 sqrt(n) times the mean."""
    signs = np.where(np.arange(n) % 2, 1.0, -1.0)
    for share, kept in ((0.2, False), (5.0, True)):
        values = 1.0 + share * 1e-13 * np.sqrt(n) * signs
        data = centre(values[:, None], values)
        assert data.X.any() == kept and data.y.any() == kept


def test_spread_too_small_to_be_squared_is_refused():
    tiny, plain = 1e-160 * np.arange(5.0), np.arange(5.0)
    with pytest.raises(ValueError, match="^X, columns 1, varies by less than 1e-152"):
        centre(np.column_stack([plain, tiny]), plain)
    with pytest.raises(ValueError, match="^y varies by less than 1e-152"):
        centre(plain[:, None], tiny)
    many = np.outer(tiny, np.ones(20))
    with pytest.raises(ValueError, match="columns 0, 1, 2, 3, 4, 5, 6, 7, varies"):
        centre(many, plain)
    kept = 1e-150 * np.arange(5.0)
    data = centre(kept[:, None], kept)
    assert data.X[:, 0] == pytest.approx(kept - 2e-150, rel=1e-12)
    assert data.y == pytest.approx(kept - 2e-150, rel=1e-12)


def test_centred_columns_of_every_route_sum_to_nothing():
    rng = np.random.default_rng(0)
    X, mean, rest = centre_columns(rng.standard_normal((30, 4)))
    assert np.abs(X.sum(axis=0)).max() < 1e-13 and rest == 0.0 and mean.shape == (4,)


def test_a_stack_is_decomposed_one_by_one():
    """Three matrices: plain, with columns far apart, with a copy fifty times shorter."""
    rng = np.random.default_rng(0)
    one, other, short = rng.standard_normal((3, 9, 4))
    short[:, 3] = short[:, 0] / 50
    stack = np.array([one, other * 10.0 ** np.array([0, -9, 3, 6]), short])
    for centred in (False, True):
        X = stack - stack.mean(axis=1, keepdims=True) if centred else stack
        U, d, Vt = thin_svd(X, centred)
        for k in range(3):
            assert d[k] == pytest.approx(thin_svd(X[k], centred)[1], rel=1e-10)
            size = np.linalg.norm(X[k], axis=0)
            assert (np.abs(U[k] * d[k] @ Vt[k] - X[k]) <= 1e-13 * size).all()


@pytest.mark.parametrize("shape", [(6, 9), (6, 6)])
def test_centred_rows_have_one_rank_less(shape):
    rng = np.random.default_rng(0)
    X = rng.standard_normal(shape)
    X -= X.mean(axis=0)
    for scale in (1.0, 10.0 ** np.linspace(0, 9, shape[1])):
        assert np.count_nonzero(thin_svd(X * scale)[1]) == 5
        assert np.count_nonzero(thin_svd(X * scale, centred=False)[1]) == 5
    for rows in (X, X[None]):
        assert (thin_svd(rows)[1][..., 5:] == 0.0).all()


def test_the_largest_entry():
    assert largest(np.array([1.0, 5.0, -7.0])) == 5.0 and type(largest(np.ones(2))) is float


def test_correlations_of_every_size():
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((30, 3)), rng.standard_normal(30)
    y -= X @ np.linalg.lstsq(X, y, rcond=None)[0]
    corr, size = correlations(X, y)
    assert corr == pytest.approx(X.T @ y) and size in (0.0, np.abs(corr).max())
    for scale in (1e-3, 1.0, 1e6):  # 1e-14 of |x_j| |y| is more than rounding
        slightly = y + 1e-14 * np.linalg.norm(y) * X[:, 0] / np.linalg.norm(X[:, 0])
        assert correlations(X * scale, slightly)[1] > 0.0


def test_a_column_of_zeros_ties_with_nothing_and_signs_are_kept():
    rng = np.random.default_rng(0)
    assert not tied_correlations(np.array([1.0, 2.0, -3.0])).any()
    assert tied_correlations(np.array([[2.0, 1.0, -2.0], [1.0, 2.0, 3.0]])).tolist() == [
        [False, True], [False, False]]
    close = np.array([1.0, 1.0 + 1e-9])
    assert not tied_correlations(close).any()
    column = rng.standard_normal((30, 1))
    assert equal_columns(np.hstack([column, column * (1 + 1e-9)])) == ()
    other = column.copy()
    other[3] = -other[3]
    assert equal_columns(np.hstack([column, other])) == ()
    assert np.signbit(redistributed(np.array([-0.0, 0.0]), ())).sum() == 0
