"""Ridge removes the second peak of the test error."""

import numpy as np
import pytest

from regviz.claims.interpolation import double_descent


def test_second_descent_after_a_peak_at_width_n_and_none_with_ridge():
    found = double_descent([10, 40, 300], lams=[0.0, 0.05], n=40, sets=12)
    plain, ridge = found.test
    assert plain[1] > 3 * max(plain[0], plain[2])
    assert np.all(np.diff(ridge) < 0) and np.all(ridge < plain)
    assert found.train[0, 2] < 1e-16 < found.train[1, 2]


def test_the_quartiles_enclose_the_median():
    found = double_descent([10, 40], lams=[0.0, 0.05], n=40, sets=12)
    assert np.all(found.low <= found.test) and np.all(found.test <= found.high)


def test_a_penalty_raises_the_training_error():
    found = double_descent([10, 60], lams=[0.0, 0.1, 1.0], n=40, sets=5)
    assert np.all(np.diff(found.train, axis=0) > 0)


def test_under_an_endless_penalty_only_the_mean_is_left():
    found = double_descent([10], lams=[1e9], n=200, sets=20, noise=0.5, n_test=2000)
    assert found.test[0, 0] == pytest.approx(1 + 0.5**2, rel=0.05)  # the variance of y
