"""Laws of the penalties, their prox and the balls."""

import numpy as np
import pytest

from regviz.solvers.penalties import Ball, Penalty, hard_threshold, soft_threshold

PENALTIES = [Penalty(lam, l1_ratio) for lam in (0.0, 0.3, 4.0) for l1_ratio in (0.0, 0.25, 1.0)]
BALLS = [
    Ball("l1", 2.0),
    Ball("l2", 0.7),
    Ball("lq", 1.5, q=0.5),
    Ball("lq", 2.0, q=4.0),
    Ball("lq", 1.0, q=1.2),
    Ball("elastic net", 1.3, l1_ratio=0.4),
    Ball("elastic net", 1.0, l1_ratio=0.0),
]
NAMES = ["l1", "l2", "l0.5", "l4", "l1.2", "net", "net as ridge"]


@pytest.mark.parametrize("penalty", PENALTIES, ids=str)
@pytest.mark.parametrize("step", [0.1, 1.0, 3.0])
def test_prox_is_the_minimum_it_stands_for(penalty, step):
    rng = np.random.default_rng(1)
    z = 3 * rng.standard_normal(6)
    w = penalty.prox(z, step)
    least = ((w - z) ** 2).sum() / (2 * step) + penalty.value(w)
    others = w + rng.standard_normal((500, 6)) * np.geomspace(1e-4, 3, 500)[:, None]
    values = ((others - z) ** 2).sum(axis=1) / (2 * step) + penalty.value(others)
    assert (values >= least - 1e-12).all()
    assert penalty.subgradient_distance(w, (w - z) / step).max() < 1e-12


@pytest.mark.parametrize("penalty", PENALTIES, ids=str)
def test_prox_brings_points_no_further_apart(penalty):
    a, b = np.random.default_rng(2).standard_normal((2, 50, 4)) * 3
    apart = np.linalg.norm(penalty.prox(a) - penalty.prox(b), axis=1)
    assert (apart <= np.linalg.norm(a - b, axis=1) + 1e-15).all()


def test_moreau_soft_threshold_and_the_clipped_rest_make_up_z():
    z = np.linspace(-3, 3, 61)
    assert np.array_equal(soft_threshold(z, 1.0) + np.clip(z, -1, 1), z)


def test_soft_threshold_is_continuous_and_hard_threshold_jumps():
    near = np.array([-1 - 1e-9, 1 - 1e-9, 1 + 1e-9])
    assert np.abs(soft_threshold(near, 1.0)).max() < 2e-9
    assert hard_threshold(near, 1.0).tolist() == [near[0], 0.0, near[2]]


def test_thresholds_give_plain_zeros_and_broadcast():
    assert not np.signbit(soft_threshold([-0.5, 0.5, -0.0], [1.0, 0.5, np.inf])).any()
    assert hard_threshold(2.0, [1.0, 3.0]).tolist() == [2.0, 0.0]


def test_hard_threshold_minimizes_the_counted_penalty():
    z, level = np.linspace(-2, 2, 41), 0.75
    w = hard_threshold(z, level)
    cost = (w - z) ** 2 / 2 + level**2 / 2 * (w != 0)
    assert (cost <= np.minimum(z**2 / 2, level**2 / 2) + 1e-15).all()


@pytest.mark.parametrize("penalty", PENALTIES, ids=str)
def test_subgradient_distance_is_the_least_slope_of_any_direction(penalty):
    """0 is in the subdifferential exactly where no step to either side goes down."""
    rng = np.random.default_rng(3)
    w = rng.standard_normal(400) * rng.integers(0, 2, 400)
    grad = rng.standard_normal(400) * 3
    near, line = 1e-7, penalty.value(w[:, None])
    sides = [grad * h + penalty.value(w[:, None] + h) - line for h in (near, -near)]
    steepest = np.maximum(-np.minimum(*sides) / near, 0)
    assert np.allclose(steepest, penalty.subgradient_distance(w, grad), atol=1e-5)


def test_value_is_the_sum_of_its_parts():
    penalty, w = Penalty(2.0, 0.25), np.array([3.0, -4.0])
    assert penalty.value(w) == pytest.approx(2 * (0.25 * 7 + 0.75 / 2 * 25))
    assert penalty.value(np.stack([w, -w])).shape == (2,)


@pytest.mark.parametrize("bad", [(-1,), (np.nan,), (np.inf,), (1, 1.2)])
def test_penalty_refuses(bad):
    with pytest.raises(ValueError, match="lam|l1_ratio"):
        Penalty(*bad)


@pytest.mark.parametrize("ball", BALLS, ids=NAMES)
def test_boundary_is_closed_on_the_sphere_and_hits_the_corners(ball):
    points = ball.boundary(402)
    assert len(points) >= 402 and np.array_equal(points[0], points[-1])
    assert np.allclose(ball.norm(points), ball.radius, rtol=1e-12)
    quarter = (len(points) - 1) // 4
    assert np.abs(points[quarter][0]) < 1e-12 and points[quarter][1] > 0
    x, y = points.T
    assert (x[:-1] * y[1:] - x[1:] * y[:-1]).sum() > 0  # counterclockwise


@pytest.mark.parametrize("ball", BALLS, ids=NAMES)
def test_convex_from_q_1_on(ball):
    points = ball.boundary(80)[:-1]
    middles = (points[:, None] + points[None]) / 2
    convex = (ball.norm(middles) <= ball.radius * (1 + 1e-9)).all()
    assert convex == (ball.kind != "lq" or ball.q >= 1)


@pytest.mark.parametrize("kind", ["l1", "l2"])
@pytest.mark.parametrize("p", [1, 2, 7])
def test_projection_is_the_nearest_point(kind, p):
    rng, ball = np.random.default_rng(p), Ball(kind, 1.5)
    inside = np.array([ball.project(z) for z in 4 * rng.standard_normal((200, p))])
    assert (ball.norm(inside) <= ball.radius * (1 + 1e-12)).all()
    for z in 4 * rng.standard_normal((30, p)):
        w = ball.project(z)
        assert np.array_equal(ball.project(w), w) or np.allclose(ball.project(w), w, atol=1e-15)
        assert ((inside - w) @ (z - w) <= 1e-10).all()  # the obtuse angle of convex projection


def test_projection_on_l1_has_ties_and_zero_radius():
    assert Ball("l1", 0.0).project(np.array([3.0, -1.0])).tolist() == [0.0, 0.0]
    assert Ball("l1", 2.0).project(np.array([3.0, -3.0])).tolist() == [1.0, -1.0]
    with pytest.raises(ValueError, match="l1.*l2.*elastic net"):
        Ball("elastic net").project(np.ones(2))


@pytest.mark.parametrize("bad", [("cube", 1.0), ("l1", -1.0), ("l2", np.nan), ("lq", 1.0, 0.1)])
def test_ball_refuses(bad):
    with pytest.raises(ValueError, match="kind|radius|q"):
        Ball(*bad)


def test_shapes_that_do_not_broadcast_are_said():
    for threshold in (soft_threshold, hard_threshold):
        with pytest.raises(ValueError, match=r"z and threshold must .* \(3,\) and \(2,\)"):
            threshold(np.zeros(3), np.ones(2))
    with pytest.raises(ValueError, match=r"w and grad must .* \(3,\) and \(2,\)"):
        Penalty(1.0).subgradient_distance(np.zeros(3), np.zeros(2))


def test_a_ball_of_radius_zero_is_a_point():
    for ball in (Ball("l1", 0.0), Ball("l2", 0.0), Ball("elastic net", 0.0, l1_ratio=0.5)):
        assert not ball.boundary(9).any()
