"""What averaging trees does to the expected error."""

from itertools import product

import numpy as np
import pytest

from regviz.claims.random_forests import expected_error, forests, grown_errors
from regviz.data.datasets import correlated

rng = np.random.default_rng(0)
y, votes = rng.standard_normal(6), rng.standard_normal((4, 6))


def test_the_expected_error_is_the_mean_over_all_draws_of_trees():
    errors = [((votes[list(drawn)].mean(axis=0) - y) ** 2).mean()
              for drawn in product(range(4), repeat=3)]
    assert expected_error(votes, y, 3) == pytest.approx(np.mean(errors))


def test_errors_are_those_of_the_average_of_the_first_trees():
    errors = [((votes[:t].mean(axis=0) - y) ** 2).mean() for t in range(1, 5)]
    assert np.allclose(grown_errors(votes, y), errors)


def test_a_deeper_forest_fits_its_rows_better():
    train, test = correlated(n=60, p=4, seed=0).split(0.3)
    found = forests(train, test, (1, 3, 6), trees=5)
    assert [v.shape for v in found.votes] == [(5, len(test))] * 3
    assert np.all(np.diff(found.train[:, -1]) < 0)
    assert found.test[1, -1] == pytest.approx(((found.votes[1].mean(axis=0) - test.y) ** 2).mean())
