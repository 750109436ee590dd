"""Small tables of whole numbers, and the soft threshold of the slips."""

import numpy as np
import pytest

from regviz.exercises.tables import distinct, distinct_columns, intercept_of, soft
from regviz.solvers.penalties import soft_threshold


def test_no_number_comes_twice_in_a_column():
    for seed in range(20):
        table = distinct_columns(np.random.default_rng(seed), -2, 6, 5, 3)
        assert table.shape == (5, 3) and np.array_equal(table, table.round())
        assert all(len(set(column)) == 5 for column in table.T)
        assert table.min() >= -2 and table.max() <= 5


def test_all_numbers_of_the_range_are_drawn():
    assert sorted(distinct(np.random.default_rng(0), -1, 3, 4)) == [-1, 0, 1, 2]


@pytest.mark.parametrize("t", [0.0, 1.0, 2.5])
def test_soft_is_the_soft_threshold(t):
    z = np.linspace(-4, 4, 33)
    assert np.allclose(soft(z, t), soft_threshold(z, t))


def test_with_its_intercept_a_model_has_residuals_of_mean_zero():
    rng = np.random.default_rng(0)
    X, y, coef = rng.standard_normal((9, 2)), rng.standard_normal(9), np.array([2.0, -1.0])
    assert (y - intercept_of(X, y, coef) - X @ coef).mean() == pytest.approx(0)
