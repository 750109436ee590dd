"""Laws of the iterations: they never climb, and reach the minimum at the rates that are proved."""

from itertools import islice

import numpy as np
import pytest
from path_laws import IDS, PENALTIES, centred_problem, minimum

from regviz.solvers.iterations import (
    accelerated_proximal_gradient,
    adam,
    coordinate_descent,
    gradient_descent,
    lipschitz,
    proximal_gradient,
    sgd,
    subgradient,
)
from regviz.solvers.lasso import LassoPath
from regviz.solvers.optimality import objective
from regviz.solvers.penalties import Penalty
from regviz.solvers.ridge import RidgePath

X, Y = centred_problem()
PROXIMAL = [proximal_gradient, accelerated_proximal_gradient, coordinate_descent]


def after(steps, iteration):
    return next(islice(iteration, steps - 1, None))


def falls(iteration, penalty, steps):
    walk = [np.zeros(6), *islice(iteration, steps)]
    values = [objective(X, Y, w, penalty) for w in walk]
    return bool((np.diff(values) <= 1e-14).all())


def test_lipschitz_is_the_largest_curvature():
    rng = np.random.default_rng(0)
    directions = rng.standard_normal((500, 6))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    curvature = ((directions @ X.T) ** 2).mean(axis=1)
    assert curvature.max() <= lipschitz(X) == pytest.approx(np.linalg.eigvalsh(X.T @ X / 40)[-1])


@pytest.mark.parametrize("penalty", PENALTIES, ids=IDS)
@pytest.mark.parametrize("method", PROXIMAL)
def test_methods_end_at_the_minimum(method, penalty):
    w = after(3000, method(X, Y, penalty))
    assert np.allclose(w, minimum(X, Y, penalty), atol=1e-9)
    assert ((w == 0) == (minimum(X, Y, penalty) == 0)).all()


@pytest.mark.parametrize("penalty", PENALTIES, ids=IDS)
def test_plain_steps_never_climb(penalty):
    assert falls(proximal_gradient(X, Y, penalty), penalty, 200)
    assert falls(coordinate_descent(X, Y, penalty, by_coordinate=True), penalty, 100)
    if penalty.l1 == 0:
        assert falls(gradient_descent(X, Y, penalty), penalty, 200)


def test_the_rates_of_the_proximal_methods():
    penalty, w = Penalty(0.05), LassoPath(X, Y, intercept=False)(0.05)
    least, L = objective(X, Y, w, penalty), lipschitz(X)
    methods = proximal_gradient(X, Y, penalty), accelerated_proximal_gradient(X, Y, penalty)
    for k, (plain, fast) in enumerate(zip(*methods, strict=False), 1):
        assert objective(X, Y, plain, penalty) - least <= L * (w @ w) / (2 * k) + 1e-14
        assert objective(X, Y, fast, penalty) - least <= 2 * L * (w @ w) / (k + 1) ** 2 + 1e-14
        if k == 100:
            break


def test_gradient_descent_is_weight_decay():
    penalty, start = Penalty(0.3, 0.0), np.ones(6)
    step = 0.1
    w = after(1, gradient_descent(X, 0 * Y, penalty, step=step, start=start))
    data = step * (X @ start) @ X / 40
    assert np.allclose(w, (1 - step * 0.3) * start - data)
    assert np.allclose(after(4000, gradient_descent(X, Y, penalty)), minimum(X, Y, penalty))
    too_long = 2.2 / (lipschitz(X) + 0.3)
    assert not falls(gradient_descent(X, Y, penalty, step=too_long), penalty, 100)
    with pytest.raises(ValueError, match="proximal_gradient"):
        next(gradient_descent(X, Y, Penalty(0.1)))


def test_the_sign_step_oscillates_and_the_prox_step_lands():
    x, y, penalty = np.ones((4, 1)), np.full(4, 0.2), Penalty(1.0)
    signs = [np.sign(w[0]) for w in islice(subgradient(x, y, penalty, step=0.3, start=[1.0]), 100)]
    assert 0 not in signs and set(signs[-10:]) == {1.0, -1.0}
    assert after(10, proximal_gradient(x, y, penalty, start=[1.0]))[0] == 0.0
    shrinking = subgradient(x, y, penalty, step=lambda k: 0.3 / np.sqrt(k + 1), start=[1.0])
    assert 0 < abs(after(4000, shrinking)[0]) < 0.02


def test_coordinate_steps_change_one_coefficient():
    walk = [np.zeros(6), *islice(coordinate_descent(X, Y, PENALTIES[2], by_coordinate=True), 12)]
    assert all((a != b).sum() <= 1 for a, b in zip(walk, walk[1:], strict=False))
    passes = list(islice(coordinate_descent(X, Y, PENALTIES[2]), 2))
    assert np.array_equal(passes[0], walk[6]) and np.array_equal(passes[1], walk[12])


def test_what_is_yielded_is_the_readers_to_keep():
    for method in (*PROXIMAL, subgradient):
        kept = list(islice(method(X, Y, PENALTIES[2]), 3))
        copies = [w.copy() for w in kept]
        kept[0][:] = 99
        assert np.array_equal(kept[1], copies[1]) and not np.array_equal(copies[0], copies[1])


def test_zero_columns_and_zero_data_do_no_harm():
    padded = np.column_stack([X, np.zeros(40)])
    for method in (*PROXIMAL, subgradient):
        assert after(20, method(padded, Y, PENALTIES[2]))[-1] == 0
        assert np.isfinite(after(5, method(0 * X, Y, Penalty(0.0)))).all()


def test_l2_and_decay_agree_for_plain_steps_and_not_for_adam():
    slow, step = np.array([0.05, 2.0]), 0.02
    x = np.random.default_rng(1).standard_normal((60, 2)) * slow
    y = x @ [2.0, 1.0]
    plain = [after(200, sgd(x, y, step, **how)) for how in ({"l2": 0.5}, {"decay": 0.5})]
    assert np.allclose(*plain)
    l2, decay = (after(200, adam(x, y, step, **how)) for how in ({"l2": 0.5}, {"decay": 0.5}))
    assert np.abs(l2 - decay).max() > 0.1


def test_sgd_and_adam_end_at_ridge_when_they_may_run():
    ridge = RidgePath(X, Y, intercept=False)(0.3)
    assert np.allclose(after(4000, sgd(X, Y, 0.2, l2=0.3)), ridge)
    assert np.allclose(after(6000, adam(X, Y, 0.01, l2=0.3)), ridge, atol=1e-4)


def test_batches_are_seeded_and_unbiased():
    one, same, other = (after(5, sgd(X, Y, 0.1, batch=8, seed=s)) for s in (0, 0, 1))
    assert np.array_equal(one, same) and not np.array_equal(one, other)
    steps = np.array([after(1, sgd(X, Y, 1.0, batch=8, seed=s)) for s in range(4000)])
    error = steps.std(axis=0) / np.sqrt(4000)
    assert (np.abs(steps.mean(axis=0) - Y @ X / 40) < 5 * error).all()


@pytest.mark.parametrize("method, share", [
    (gradient_descent, 1.0), (subgradient, 1.0), (proximal_gradient, 0.0),
    (accelerated_proximal_gradient, 0.0),
])
def test_the_step_that_is_not_given(method, share):
    """1 over the curvature of what the gradient is taken of: the loss, or J where l2 is in it."""
    penalty = Penalty(0.7, 0.0)
    step = 1 / (lipschitz(X) + share * penalty.l2)
    assert np.allclose(after(9, method(X, Y, penalty)), after(9, method(X, Y, penalty, step)))
    with pytest.raises(ValueError, match="step must be positive"):
        method(X, Y, penalty, step=0)
    with pytest.raises(TypeError, match="penalty must be a Penalty, made by"):
        method(X, Y, 0.7)


def test_accelerated_steps_are_those_of_the_paper():
    """The first is a proximal step; the second starts (m1 - 1) / m2 = 0 ahead, the third does."""
    penalty, step = Penalty(0.1), 1 / lipschitz(X)
    walk = list(islice(accelerated_proximal_gradient(X, Y, penalty), 3))
    plain = list(islice(proximal_gradient(X, Y, penalty), 2))
    assert np.allclose(walk[:2], plain)
    m2 = (1 + np.sqrt(5)) / 2
    ahead = walk[1] + (m2 - 1) / ((1 + np.sqrt(1 + 4 * m2**2)) / 2) * (walk[1] - walk[0])
    slope = (X @ ahead - Y) @ X / len(Y)
    assert np.allclose(walk[2], penalty.prox(ahead - step * slope, step))


def test_adam_s_first_steps_are_those_of_the_paper():
    mean, square, w = np.zeros(6), np.zeros(6), np.zeros(6)
    for k, coef in enumerate(islice(adam(X, Y, 0.01, l2=0.3, decay=0.2), 5), 1):
        slope = (X @ w - Y) @ X / len(Y) + 0.3 * w
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        w = w * (1 - 0.01 * 0.2)
        w = w - 0.01 * (mean / (1 - 0.9**k)) / (np.sqrt(square / (1 - 0.999**k)) + 1e-8)
        assert np.allclose(coef, w, rtol=1e-10)


@pytest.mark.parametrize("name, wrong", [("l2", -1), ("decay", -1), ("batch", 0), ("step", 0)])
@pytest.mark.parametrize("method", [sgd, adam])
def test_settings_out_of_reach_are_named(method, name, wrong):
    with pytest.raises(ValueError, match=f"^{name} must be"):
        method(X, Y, **({"step": 0.1} | {name: wrong}))


def test_start_must_fit():
    with pytest.raises(ValueError, match="start must have one value per column"):
        next(sgd(X, Y, 0.1, start=[0.0]))
