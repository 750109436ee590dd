"""The loss of two coefficients: its data, its contours, what it refuses."""

import numpy as np
import pytest

from regviz.solvers.quadratic_loss import Bowl

PLAIN = Bowl((2.0, 1.0), [[1.0, 0.5], [0.5, 1.0]])


def test_data_have_the_loss_they_were_made_for():
    X, y = PLAIN.data()
    for w in np.random.default_rng(3).standard_normal((5, 2)):
        assert PLAIN.value(w) == pytest.approx(((y - X @ w) ** 2).sum() / 4)


def test_contours_lie_at_their_heights_with_the_pen_lifted_between():
    points = PLAIN.contours([0.5, 2.0], n_points=9)
    assert np.isnan(points[9]).all()
    assert np.allclose(PLAIN.value(points[:9]), 0.5)
    assert np.allclose(PLAIN.value(points[10:]), 2.0)


@pytest.mark.parametrize("ols, hessian, told", [
    ((1.0, 2.0, 3.0), np.eye(2), "ols must have shape"),
    ((1.0, 2.0), np.eye(3), "hessian must have shape"),
    ((1.0, 2.0), [[1.0, 1.0], [1.0, 1.0]], "positive definite"),
    ((1.0, 2.0), [[1.0, 0.5], [0.2, 1.0]], "symmetric"),
    ((1.0, np.nan), np.eye(2), "ols holds NaN"),
])
def test_what_cannot_be_a_bowl_is_refused(ols, hessian, told):
    with pytest.raises(ValueError, match=told):
        Bowl(ols, hessian)
