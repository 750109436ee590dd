"""Zhao and Yu's condition decides whether the lasso finds the support of a long sample."""

import numpy as np
import pytest

from regviz.claims.sparsity import ZHAO_YU, recovery


def irrepresentable(covariance, coef):
    """max |C21 C11^-1 sign(coef_1)| over the idle features; 0 when all are active."""
    active = np.asarray(coef) != 0
    C11 = covariance[np.ix_(active, active)]
    C21 = covariance[np.ix_(~active, active)]
    return np.abs(C21 @ np.linalg.solve(C11, np.sign(coef)[active])).max(initial=0.0)


def test_the_published_design_is_that_of_its_third_feature():
    x1, x2, e = np.random.default_rng(0).standard_normal((3, 100_000))
    assert np.allclose(np.cov([x1, x2, (2 * x1 + 2 * x2 + e) / 3]), ZHAO_YU, atol=0.02)


def test_irrepresentable_numbers_of_the_published_design():
    assert irrepresentable(ZHAO_YU, [2, 3, 0]) == pytest.approx(4 / 3)
    assert irrepresentable(ZHAO_YU, [-2, 3, 0]) == pytest.approx(0)
    assert irrepresentable(np.eye(4), [1, 0, 0, 2]) == 0 == irrepresentable(np.eye(2), [1, 1])


@pytest.mark.parametrize("coef", [(-2, 3, 0), (2, 3, 0), (2, 0, 3), (2, 0, -3)])
def test_long_samples_recover_the_support_only_under_the_condition(coef):
    found = recovery(coef, [50, 1000], sets=100)
    if irrepresentable(ZHAO_YU, coef) < 1:
        assert found.share[1] == 1
    else:
        assert np.all(found.share < 0.5 + 3 * 0.05)


def test_without_noise_and_correlation_the_support_is_always_found():
    found = recovery((1, -1, 0), [200], covariance=np.eye(3), noise=0.0, sets=20)
    assert found.share[0] == 1 and found.share_se[0] == 0
