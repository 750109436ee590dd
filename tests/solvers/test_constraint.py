"""Two coefficients on a ball: optimality on every convex ball, the global minimum below q = 1."""

import numpy as np
import pytest

from regviz.solvers.constraint import Cone, constrained, normal_cone, touch
from regviz.solvers.lasso import LassoPath
from regviz.solvers.penalties import Ball
from regviz.solvers.quadratic_loss import Bowl
from regviz.solvers.ridge import RidgePath

PLAIN = Bowl((2.0, 1.0), [[1.0, 0.5], [0.5, 1.0]])


def random_bowls(m, rng):
    corr, sd = rng.uniform(-0.98, 0.98, m), rng.uniform(0.3, 3, (m, 2))
    hessian = sd[:, :, None] * sd[:, None, :]
    hessian[:, 0, 1] *= corr
    hessian[:, 1, 0] = hessian[:, 0, 1]
    return Bowl(2 * rng.standard_normal((m, 2)), hessian)


def random_ball(rng):
    kind = rng.choice(["l1", "l2", "elastic net", "lq"])
    return Ball(kind, rng.uniform(0.02, 3), q=rng.choice([1, 1.02, 1.1, 1.5, 2, 2.5, 4, 8]),
                l1_ratio=rng.choice([0, 0.05, 0.5, 0.9, 0.99, 1]))


def each(bowls):
    return [Bowl(ols, hessian) for ols, hessian in zip(bowls.ols, bowls.hessian, strict=True)]


def test_5000_random_losses_budgets_and_penalties_meet_the_optimality_condition():
    rng = np.random.default_rng(0)
    for _ in range(50):
        ball, bowls = random_ball(rng), random_bowls(100, rng)
        coef = constrained(bowls, ball)
        assert (ball.norm(coef) <= ball.radius * (1 + 1e-9)).all()
        for bowl, w in zip(each(bowls), coef, strict=True):
            assert normal_cone(ball, w).distance(-bowl.gradient(w)) < 1e-8


def test_the_normal_cone_holds_just_the_directions_that_the_ball_does_not_exceed():
    # The definition: v is normal at w when v'(u - w) <= 0 for every u of a convex ball.
    rng = np.random.default_rng(1)
    smooth = [Ball("l2", 2.0), Ball("lq", q=1.5), Ball("lq", q=4.0)]
    for ball in (Ball("l1"), Ball("elastic net", 0.7), *smooth):
        edge = ball.boundary(4001)
        for w in (edge[0], edge[1000], *edge[rng.integers(4000, size=8)]):
            for v in rng.standard_normal((30, 2)):
                beyond, away = ((edge - w) @ v).max(), normal_cone(ball, w).distance(v)
                assert away > 1e-6 or beyond < 1e-3
                assert away < 0.3 or beyond > 0


@pytest.mark.parametrize("q", [0.25, 0.5, 0.8, 0.95])
def test_below_q_1_no_point_of_a_fine_grid_is_lower(q):
    rng = np.random.default_rng(2)
    for radius in (0.3, 1.0, 2.0):
        ball, bowls = Ball("lq", radius, q=q), random_bowls(40, rng)
        grid, coef = ball.boundary(40_001), constrained(bowls, ball)
        assert (ball.norm(coef) <= ball.radius * (1 + 1e-9)).all()
        for bowl, w in zip(each(bowls), coef, strict=True):
            assert bowl.value(w) <= bowl.value(grid).min() + 1e-12
            assert touch(bowl, ball).residual < 1e-8


def test_a_budget_and_its_lambda_give_the_same_point():
    X, y = PLAIN.data()
    for make, kind in ((LassoPath, "l1"), (RidgePath, "l2")):
        path = make(X, y, intercept=False)
        for lam in (0.01, 0.1, 0.5, 1.2):
            ball = Ball(kind)
            found = touch(PLAIN, Ball(kind, float(ball.norm(path(lam)))))
            assert np.allclose(found.coef, path(lam), atol=1e-12)
            assert found.lam == pytest.approx(lam)


def test_inside_the_ball_least_squares_is_kept_and_nothing_pulls():
    found = touch(PLAIN, Ball("l1", 5.0))
    assert (found.coef == PLAIN.ols).all()
    assert found.lam == 0 and found.residual == 0 and not found.cone.axis.any()


def test_a_ball_of_radius_zero_leaves_the_origin_alone():
    found = touch(PLAIN, Ball("l2", 0.0))
    assert not found.coef.any() and found.residual == 0 and found.lam == np.inf


def test_corners_give_exact_zeros_and_their_cones_widen_as_q_falls():
    along_axis = Bowl((2.0, 0.1), np.eye(2))
    widths = []
    for ball in (Ball("l2"), Ball("elastic net"), Ball("l1"), Ball("lq", q=0.5)):
        found = touch(along_axis, ball)
        assert (found.coef[1] == 0) == (ball.kind != "l2")
        widths.append(normal_cone(ball, constrained(Bowl((2.0, 0.0), np.eye(2)), ball)).half_angle)
    assert widths[0] == 0 and np.all(np.diff(widths) > 0)
    assert widths[2:] == pytest.approx([np.pi / 4, np.pi / 2])


def test_mirrored_and_swapped_losses_give_mirrored_and_swapped_points():
    rng = np.random.default_rng(4)
    bowls = random_bowls(30, rng)
    flip = np.array([-1.0, 1.0])
    mirrored = Bowl(bowls.ols * flip, bowls.hessian * np.outer(flip, flip))
    swapped = Bowl(bowls.ols[:, ::-1], bowls.hessian[:, ::-1, ::-1])
    for ball in (Ball("l1"), Ball("elastic net", 0.6), Ball("lq", q=3.0), Ball("lq", q=0.5)):
        coef = constrained(bowls, ball)
        assert np.allclose(constrained(mirrored, ball), coef * flip, atol=1e-9)
        assert np.allclose(constrained(swapped, ball), coef[:, ::-1], atol=1e-9)


def test_distance_to_a_cone():
    wedge = Cone(np.array([1.0, 0.0]), np.pi / 4)
    assert wedge.distance(np.array([2.0, 1.0])) == 0
    assert wedge.distance(np.array([0.0, 3.0])) == pytest.approx(3 / np.sqrt(2))
    assert wedge.distance(np.array([-2.0, 0.0])) == pytest.approx(2)


@pytest.mark.parametrize("corr", [-0.9, -0.5, 0.0, 0.3, 0.5, 0.9])
def test_at_the_end_of_an_edge_the_zero_is_exact(corr):
    """There the arrow lies on the edge of the corner's wedge."""
    for w2 in (1.0, -1.0):
        assert touch(Bowl((2.0, w2), [[1, corr], [corr, 1]]), Ball("l1")).coef.tolist() == [1, 0]
