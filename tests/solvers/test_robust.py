"""Laws of the absolute and the Huber loss."""

import numpy as np
import pytest

from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.penalties import Penalty
from regviz.solvers.ridge import RidgePath
from regviz.solvers.robust import huber, least_absolute_deviations

PENALTIES = [None, Penalty(0.1, 1.0), Penalty(0.1, 0.0), Penalty(0.1, 0.5)]


def problem(seed, n=30, p=4):
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, p)) * 10.0 ** rng.uniform(-1, 1, p) + 5
    return X, X[:, 0] + rng.standard_t(2, n)


def test_without_columns_the_absolute_loss_gives_the_median():
    _, median = least_absolute_deviations(np.zeros((5, 1)), [0, 0, 1, 2, 50])
    assert median == pytest.approx(1, abs=1e-9)
    assert least_absolute_deviations(np.zeros((2, 1)), [1, 2])[1] == pytest.approx(1.5, abs=1e-6)


@pytest.mark.parametrize("penalty", PENALTIES, ids=str)
@pytest.mark.parametrize("seed", range(5))
def test_absolute_loss_is_at_its_minimum(penalty, seed):
    """The loss is convex: where no short step in any direction lowers it, it is least."""
    X, y = problem(seed)
    coef, b = least_absolute_deviations(X, y, penalty)
    value = penalty.value if penalty else lambda w: 0 * w.sum(axis=-1)
    least = np.abs(y - b - X @ coef).mean() + value(coef)
    rng = np.random.default_rng(seed)
    for size in 10.0 ** -np.arange(0, 9, 2):
        moves = size * rng.standard_normal((400, 5)) / np.r_[X.std(axis=0), 1]
        moves[:, 4] -= moves[:, :4] @ X.mean(axis=0)
        rest = y[:, None] - (b + moves[:, 4]) - X @ (coef[:, None] + moves[:, :4].T)
        assert (np.abs(rest).mean(axis=0) + value(coef + moves[:, :4]) >= least - 1e-11).all()


@pytest.mark.parametrize("penalty", PENALTIES, ids=str)
@pytest.mark.parametrize("delta", [0.1, 1.0, 10.0])
def test_huber_satisfies_its_optimality_conditions(penalty, delta):
    X, y = problem(1)
    penalty = penalty or Penalty(0.0)
    coef, b = huber(X, y, delta, penalty)
    psi = np.clip(y - b - X @ coef, -delta, delta)
    assert abs(psi.mean()) < 1e-9
    assert (penalty.subgradient_distance(coef, -psi @ X / 30) / np.abs(X).mean(axis=0)).max() < 1e-9


def test_huber_runs_from_least_squares_to_absolute_deviations():
    X, y = problem(2)
    coef, b = huber(X, y, np.inf, Penalty(0.3, 0.5))
    path = ElasticNetPath(X, y, 0.5)
    assert np.allclose(coef, path(0.3), atol=1e-9) and b == pytest.approx(path.intercept(0.3))
    assert np.allclose(huber(X, y, 1e6)[0], RidgePath(X, y)(0.0))
    assert np.allclose(huber(X, y, 1e-7)[0], least_absolute_deviations(X, y)[0], atol=1e-5)


def test_an_outlier_moves_the_squared_loss_without_bound_and_the_absolute_loss_not():
    x = np.linspace(0, 1, 11)[:, None]
    for drop in (0, 5, 50, 5e6):
        y = 1 + 2 * x[:, 0] - drop * (x[:, 0] == 1)
        slope, b = least_absolute_deviations(x, y)
        assert slope[0] == pytest.approx(2, abs=1e-6) and b == pytest.approx(1, abs=1e-6)
        assert RidgePath(x, y)(0.0)[0] == pytest.approx(2 - drop * 0.5 / 1.1)


def test_l1_gives_exact_zeros_and_l2_shares_between_copies():
    X, y = problem(3)
    zeros, median = least_absolute_deviations(X, y, Penalty(50.0))
    assert (zeros == 0).all()
    low, high = np.sort(y)[14:16]
    assert low < median < high  # any median of an even count
    coef, _ = huber(X[:, [0, 0]], y, 1.0, Penalty(0.1, 0.0))
    assert coef[0] == pytest.approx(coef[1])


def test_equivariance_and_no_intercept():
    X, y = problem(4)
    coef, b = least_absolute_deviations(X, y, Penalty(0.1))
    scaled, shift = least_absolute_deviations(X, 7 * y + 3, Penalty(0.1))
    assert np.allclose(scaled, 7 * coef, atol=1e-7) and shift == pytest.approx(7 * b + 3, abs=1e-6)
    assert huber(X, y, 1.0, intercept=False)[1] == 0.0


def test_delta_must_be_positive():
    for bad in (0, -1, np.nan):
        with pytest.raises(ValueError, match="delta must be positive"):
            huber(*problem(0), bad)


@pytest.mark.parametrize("l1_ratio", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("lam", [0.01, 1.0, 5.0])
def test_the_optimum_is_reached_however_strong_the_penalty(lam, l1_ratio):
    penalty = Penalty(lam, l1_ratio)
    for seed in range(60):
        rng = np.random.default_rng(seed)
        X = rng.standard_normal((rng.integers(3, 60), rng.integers(1, 15)))
        y = rng.integers(0, 3) * X[:, 0] + rng.standard_t(1.5, len(X))
        coef, intercept = huber(X, y, 1.0, penalty)
        slope = np.clip(y - intercept - X @ coef, -1, 1)
        assert abs(slope.mean()) < 1e-9
        assert penalty.subgradient_distance(coef, -slope @ X / len(X)).max() < 1e-9 * max(1, lam)
        coef, intercept = least_absolute_deviations(X, y, penalty)
        if lam * l1_ratio > np.abs(X).mean(axis=0).max():  # beyond every pull that signs can have
            rest = y - intercept
            assert not coef.any()
            assert abs(np.sign(rest).sum()) <= 1 + np.count_nonzero(np.abs(rest) < 1e-8)
