"""The SVD of columns of very different size: a decomposition, column by column."""

import numpy as np
import pytest
from path_laws import normal

from regviz.core.graded import graded_svd
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
