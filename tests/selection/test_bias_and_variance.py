"""Bias, variance and noise add up to the measured error; smoothers are the fits they stand for."""

import numpy as np
import pytest

from regviz.data.datasets import polynomial, sine, wave
from regviz.selection.bias_and_variance import (
    bias_variance,
    knn_smoothers,
    polynomial_smoothers,
    ridge_smoothers,
    simulate,
)
from regviz.solvers.ridge import RidgePath

NOISE = 0.3
LAMS = np.geomspace(1e-4, 1.0, 12)
x = wave(n=30, seed=5).X[:, 0]
x_new = np.linspace(0.05, 0.95, 40)
SPAN = (x.min(), x.max())
B = polynomial(x, 9, SPAN)
B_new = polynomial(x_new, 9, SPAN)
SMOOTHERS = {
    "polynomial": polynomial_smoothers(x, x_new, range(11)),
    "ridge": ridge_smoothers(B, B_new, LAMS),
    "knn": knn_smoothers(x, x_new, [1, 3, 10, 30]),
}


def direct(kind, y, capacity):
    """The fit to y alone, at x_new."""
    if kind == "polynomial":
        return np.polynomial.Polynomial.fit(x, y, capacity)(x_new)
    if kind == "ridge":
        return RidgePath(B, y).predict(B_new, capacity)
    return np.array([y[np.argsort(np.abs(x - point))[:capacity]].mean() for point in x_new])


@pytest.mark.parametrize("kind", SMOOTHERS)
def test_smoothers_predict_as_a_fit_to_each_data_set(kind):
    found = bias_variance(SMOOTHERS[kind], sine(x), sine(x_new), NOISE, sets=5, seed=2)
    for b, y in enumerate(simulate(sine(x), NOISE, 5, seed=2)):
        for c, capacity in enumerate(found.capacity):
            assert np.allclose(found.fits[c, :, b], direct(kind, y, capacity), atol=1e-7)


@pytest.mark.parametrize("kind", SMOOTHERS)
def test_the_basis_is_orthonormal(kind):
    basis = SMOOTHERS[kind].basis
    kept = basis[:, np.abs(basis).any(axis=0)]
    assert np.allclose(kept.T @ kept, np.eye(kept.shape[1]))


@pytest.mark.parametrize("kind", SMOOTHERS)
def test_smoothers_keep_a_constant(kind):
    maps, basis = SMOOTHERS[kind].maps, SMOOTHERS[kind].basis
    assert np.allclose(maps @ (basis.T @ np.full(30, 7.0)), 7.0)


@pytest.mark.parametrize("kind", SMOOTHERS)
@pytest.mark.parametrize("seed", range(4))
def test_parts_add_up_to_the_measured_error(kind, seed):
    found = bias_variance(SMOOTHERS[kind], sine(x), sine(x_new), NOISE, 200, seed)
    se = np.sqrt(found.error_se**2 + found.bias2_se**2 + found.variance_se**2)
    assert np.all(np.abs(found.total - found.error) < 3 * se)
    assert found.noise == NOISE**2


@pytest.mark.parametrize("kind", SMOOTHERS)
def test_estimates_and_their_standard_errors_agree_with_the_formulas(kind):
    misses = []
    for seed in range(60):
        found = bias_variance(SMOOTHERS[kind], sine(x), sine(x_new), NOISE, 100, 100 * seed)
        misses.append([(found.bias2 - found.exact_bias2) / found.bias2_se,
                       (found.variance - found.exact_variance) / found.variance_se])
    misses = np.array(misses)
    assert np.all(np.abs(misses.mean(axis=0)) < 4 / np.sqrt(60))
    assert (np.abs(misses) < 2).mean() > 0.9
    assert 0.8 < misses[:, 1].std(axis=0).mean() < 1.2


def test_variance_of_least_squares_counts_coefficients():
    found = bias_variance(polynomial_smoothers(x, x, range(11)), sine(x), sine(x), NOISE, 2)
    assert np.allclose(found.exact_variance, NOISE**2 * (np.arange(11) + 1) / 30)
    assert np.all(np.diff(found.exact_bias2) < 1e-12)


def test_ridge_trades_bias_for_variance_monotonically():
    found = bias_variance(ridge_smoothers(B, B, LAMS), sine(x), sine(x), NOISE, 2)
    assert np.all(np.diff(found.exact_bias2) > 0)
    assert np.all(np.diff(found.exact_variance) < 0)
    kept = RidgePath(B, sine(x)).shrinkage(LAMS)
    assert np.allclose(found.exact_variance, NOISE**2 * (1 + (kept**2).sum(axis=1)) / 30)


def test_ridge_without_a_penalty_is_least_squares():
    found = bias_variance(ridge_smoothers(B, B_new, [0.0]), sine(x), sine(x_new), NOISE, 5)
    cubic = bias_variance(polynomial_smoothers(x, x_new, [9]), sine(x), sine(x_new), NOISE, 5)
    assert np.allclose(found.fits, cubic.fits, atol=1e-6)


def test_neighbours_at_the_peak_have_the_textbook_parts():
    grid, ks = np.linspace(0, 1, 50), np.array([1, 5, 15, 40])
    found = bias_variance(knn_smoothers(grid, [0.25], ks), sine(grid), sine([0.25]), NOISE, 2)
    near = np.argsort(np.abs(grid - 0.25), kind="stable")
    bias = [sine(grid[near[:k]]).mean() - 1 for k in ks]
    assert np.allclose(found.exact_variance, NOISE**2 / ks)
    assert np.allclose(found.exact_bias2, np.square(bias))


def test_bias_of_neighbours_need_not_be_monotone():
    grid = np.linspace(0, 1, 50)
    neighbours = knn_smoothers(grid, [0.1], [7, 19, 26, 50])
    found = bias_variance(neighbours, sine(grid), sine([0.1]), NOISE, 2)
    at_7, at_19, at_26, at_50 = found.exact_bias2
    assert at_19 > 5 * at_7 and at_19 > 5 * at_26 and at_50 > 5 * at_19


@pytest.mark.parametrize("call, words", [
    (lambda: polynomial_smoothers(x[:4], x_new, [4]), "degrees must"),
    (lambda: knn_smoothers(x, x_new, [31]), "k must lie"),
    (lambda: ridge_smoothers(B, B_new, [-1.0]), "lam"),
    (lambda: simulate(sine(x), -1.0), "noise"),
    (lambda: simulate(sine(x), 1.0, sets=1), "sets"),
])
def test_refusals_name_the_argument(call, words):
    with pytest.raises(ValueError, match=words):
        call()
