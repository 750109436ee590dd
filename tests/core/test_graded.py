"""The SVD of columns of very different size: a decomposition, column by column."""

import numpy as np
import pytest
from path_laws import normal

from regviz.core.graded import _jacobi, graded_svd, near_copies
from regviz.core.linalg import thin_svd

SIZES = 10.0 ** np.array([0.0, 9, -9, 4, -5, 0, 12, -12])


@pytest.mark.parametrize("shape", [(40, 8), (8, 8), (5, 8), (40, 1)])
def test_every_column_is_given_back_to_its_own_digits(shape):
    X = normal(*shape)[0] * SIZES[: shape[1]]
    U, d, Vt = graded_svd(X)
    one = np.eye(min(shape))
    assert np.allclose(U.T @ U, one, atol=1e-14) and np.allclose(Vt @ Vt.T, one, atol=1e-14)
    assert (np.abs(U * d @ Vt - X) <= 1e-14 * np.linalg.norm(X, axis=0)).all()
    assert (np.diff(d) <= 0).all()


def test_singular_values_of_two_columns_from_the_determinant():
    """Of [[b, b], [0, s]] they have the product b s and the sum of squares 2 b^2 + s^2."""
    for b, s in ((1e9, 1e-9), (1e100, 1e-40), (3.0, 2.0)):
        d = graded_svd(np.array([[b, s], [0.0, s]]))[1]
        assert d.prod() == pytest.approx(b * s, rel=1e-15)
        assert (d @ d) == pytest.approx(b * b + 2 * s * s, rel=1e-15)


def test_the_rank_does_not_depend_on_units():
    X = normal(30, 5)[0]
    for rows in (np.hstack([X, X[:, :3]]), np.hstack([X, X @ np.ones((5, 1))]), X[:4]):
        rank = np.linalg.matrix_rank(rows)
        for seed in range(20):
            units = 2.0 ** np.random.default_rng(seed).integers(-40, 41, rows.shape[1])
            assert np.count_nonzero(thin_svd(rows * units, centred=False)[1]) == rank


def test_a_near_copy_ten_times_shorter_is_no_copy():
    """Its rest is 1e-12 of its length and 1e-15 of the longest column's: it counts."""
    X = normal(9, 2)[0]
    short = 1e-3 * (X[:, :1] + 1e-12 * X[:, 1:])
    assert np.count_nonzero(thin_svd(np.hstack([X[:, :1], short]), centred=False)[1]) == 2
    assert np.count_nonzero(thin_svd(np.hstack([X[:, :1]] * 2), centred=False)[1]) == 1


def test_nothing_at_all():
    U, d, Vt = thin_svd(np.zeros((4, 2)))
    assert d.tolist() == [0.0, 0.0] and U.shape == (4, 2) and Vt.shape == (2, 2)
    assert graded_svd(np.zeros((4, 2)))[1].shape == (0,)


def lengths_of(X):
    return np.linalg.svd(X, compute_uv=False)


@pytest.mark.parametrize("n", [12, 7])
def test_near_copies_are_the_columns_of_a_sum_that_hardly_differs(n):
    X, other = np.split(np.random.default_rng(1).standard_normal((n, 7)), [6], axis=1)
    assert near_copies(X, lengths_of(X)) == (None, 0.0)
    X[:, 4] = X[:, 1] - X[:, 3] + 1e-10 * other[:, 0]
    for scale in (1.0, 1e-6, 1e6):
        columns, size = near_copies(X * scale, lengths_of(X * scale))
        assert columns.tolist() == [1, 3, 4]
        assert any(size == pytest.approx(scale * np.linalg.norm(X[:, j])) for j in columns)


def test_near_copies_of_columns_of_every_size():
    """A copy of the shortest column counts by its own length; an exact copy is none."""
    X, other = np.split(np.random.default_rng(2).standard_normal((15, 5)), [4], axis=1)
    X = X * [1.0, 1e3, 1e-3, 1e2]
    assert near_copies(X, lengths_of(X)) == (None, 0.0)
    near = np.column_stack([X, X[:, [2]] + 1e-13 * other])
    columns, size = near_copies(near, graded_svd(near)[1])
    assert columns.tolist() == [2, 4] and size == pytest.approx(np.linalg.norm(X[:, 2]), rel=1e-6)
    exact = np.column_stack([X, X[:, 2]])
    assert near_copies(exact, graded_svd(exact)[1]) == (None, 0.0)
    assert near_copies(np.zeros((3, 2)), np.zeros(2)) == (None, 0.0)


def test_a_share_of_one_in_a_million_is_no_near_copy():
    X = np.random.default_rng(3).standard_normal((9, 2))
    for share, found in ((1e-6, None), (1e-9, [0, 1])):
        near = np.column_stack([X[:, 0], X[:, 0] + share * X[:, 1]])
        columns = near_copies(near, lengths_of(near))[0]
        assert (columns if columns is None else columns.tolist()) == found


@pytest.mark.parametrize("shape", [(30, 5), (6, 6), (4, 9)])
def test_no_more_than_was_asked_for(shape):
    X = normal(*shape)[0]
    plain = lengths_of(X)
    assert graded_svd(X)[1] == pytest.approx(plain, rel=1e-13)
    assert graded_svd(X, most=99)[1].shape == plain.shape
    assert [graded_svd(X, most=k)[1].shape[0] for k in (1, 3)] == [1, 3]


def test_sizes_whose_products_underflow():
    X = normal(6, 3)[0] * [1.0, 1e-150, 1e-75]
    U, d, Vt = graded_svd(X)
    assert np.allclose(U.T @ U, np.eye(3), atol=1e-14)
    back = (U * d) @ (Vt / np.abs(X).max(axis=0))
    assert np.abs(back - X / np.abs(X).max(axis=0)).max() < 1e-13


def test_columns_at_right_angles_only_change_places():
    sizes = np.array([2.0, 8.0, 8.0, 1.0])
    U, d, Vt = graded_svd(np.diag(sizes))
    assert d == pytest.approx([8.0, 8.0, 2.0, 1.0], rel=1e-14)
    assert np.allclose(U * d @ Vt, np.diag(sizes), atol=1e-14)


def test_of_two_near_copies_the_larger_one_is_named():
    X, other = np.split(np.random.default_rng(4).standard_normal((12, 4)), 2, axis=1)
    X = X * [1.0, 0.01]
    near = np.hstack([X, X * (1 + 1e-10 * other)])
    columns, size = near_copies(near, lengths_of(near))
    assert columns.tolist() == [0, 2] and size == pytest.approx(np.linalg.norm(X[:, 0]), rel=1e-6)


def test_rotations_leave_columns_at_right_angles_alone():
    S = np.diag([2.0, 8.0, 8.0, 1.0])
    U, d, V = _jacobi(S)
    assert d.tolist() == [8.0, 8.0, 2.0, 1.0] and np.array_equal(U * d @ V.T, S)
