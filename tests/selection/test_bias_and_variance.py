"""Bias, variance and noise add up to the measured error; batches are the paths they stand for."""

import numpy as np
import pytest

from regviz.data.datasets import correlated, diabetes, polynomial, sine, wave
from regviz.selection.bias_and_variance import (
    bias_variance,
    knn_smoothers,
    lasso_bias_variance,
    polynomial_smoothers,
    ridge_smoothers,
    simulate,
)
from regviz.selection.stability_selection import learning_curve, stability
from regviz.solvers.lasso import LassoPath
from regviz.solvers.lasso_batch import lasso_batch, lasso_paths
from regviz.solvers.ridge import RidgePath, ridge_batch

NOISE, LAMS = 0.3, np.geomspace(1e-4, 1.0, 12)
x = wave(n=30, seed=5).X[:, 0]
x_new = np.linspace(0.05, 0.95, 40)
SPAN = (x.min(), x.max())
B, B_new = polynomial(x, 9, SPAN), polynomial(x_new, 9, SPAN)
SMOOTHERS = {"polynomial": polynomial_smoothers(x, x_new, range(11)), "ridge": ridge_smoothers(B, B_new, LAMS),
             "knn": knn_smoothers(x, x_new, [1, 3, 10, 30])}


def direct(kind, y, c):
    if kind == "polynomial":
        return np.polynomial.Polynomial.fit(x, y, c)(x_new)
    if kind == "ridge":
        return RidgePath(B, y).predict(B_new, c)
    return np.array([y[np.argsort(np.abs(x - point))[:c]].mean() for point in x_new])


@pytest.mark.parametrize("kind", SMOOTHERS)
def test_smoothers_predict_as_a_fit_to_each_data_set(kind):
    found = bias_variance(SMOOTHERS[kind], sine(x), sine(x_new), NOISE, sets=5, seed=2)
    for b, y in enumerate(simulate(sine(x), NOISE, 5, seed=2)):
        for c, capacity in enumerate(found.capacity):
            assert np.allclose(found.fits[c, :, b], direct(kind, y, capacity), atol=1e-7)


@pytest.mark.parametrize("kind", [*SMOOTHERS, "lasso"])
@pytest.mark.parametrize("seed", range(4))
def test_parts_add_up_to_the_measured_error(kind, seed):
    found = (lasso_bias_variance(B, B_new, sine(x), sine(x_new), NOISE, LAMS, 200, seed) if kind == "lasso" else
             bias_variance(SMOOTHERS[kind], sine(x), sine(x_new), NOISE, 200, seed))
    se = np.sqrt(found.error_se**2 + found.bias2_se**2 + found.variance_se**2)
    assert np.all(np.abs(found.total - found.error) < 3 * se) and found.noise == NOISE**2


@pytest.mark.parametrize("kind", SMOOTHERS)
def test_estimates_and_their_standard_errors_agree_with_the_formulas(kind):
    misses = []
    for seed in range(60):
        found = bias_variance(SMOOTHERS[kind], sine(x), sine(x_new), NOISE, 100, 100 * seed)
        misses.append([(found.bias2 - found.exact_bias2) / found.bias2_se,
                       (found.variance - found.exact_variance) / found.variance_se])
    misses = np.array(misses)
    assert np.all(np.abs(misses.mean(axis=0)) < 4 / np.sqrt(60)) and (np.abs(misses) < 2).mean() > 0.9
    assert 0.8 < misses[:, 1].std(axis=0).mean() < 1.2


def test_variance_of_least_squares_counts_coefficients():
    found = bias_variance(polynomial_smoothers(x, x, range(11)), sine(x), sine(x), NOISE, 2)
    assert np.allclose(found.exact_variance, NOISE**2 * (np.arange(11) + 1) / 30)
    assert np.all(np.diff(found.exact_bias2) < 1e-12)


def test_ridge_trades_bias_for_variance_monotonically():
    found = bias_variance(ridge_smoothers(B, B, LAMS), sine(x), sine(x), NOISE, 2)
    assert np.all(np.diff(found.exact_bias2) > 0) and np.all(np.diff(found.exact_variance) < 0)
    kept = RidgePath(B, sine(x)).shrinkage(LAMS)
    assert np.allclose(found.exact_variance, NOISE**2 * (1 + (kept**2).sum(axis=1)) / 30)


def test_neighbours_at_the_peak_have_the_textbook_parts():
    grid, ks = np.linspace(0, 1, 50), np.array([1, 5, 15, 40])
    found = bias_variance(knn_smoothers(grid, [0.25], ks), sine(grid), sine([0.25]), NOISE, 2)
    near = np.argsort(np.abs(grid - 0.25), kind="stable")
    bias = [sine(grid[near[:k]]).mean() - 1 for k in ks]
    assert np.allclose(found.exact_variance, NOISE**2 / ks) and np.allclose(found.exact_bias2, np.square(bias))


def test_bias_of_neighbours_need_not_be_monotone():
    grid = np.linspace(0, 1, 50)
    found = bias_variance(knn_smoothers(grid, [0.1], [7, 19, 26, 50]), sine(grid), sine([0.1]), NOISE, 2)
    low, up, back, far = found.exact_bias2
    assert up > 5 * low and up > 5 * back and far > 5 * up


def test_lasso_ends_where_least_squares_and_the_mean_are():
    found = lasso_bias_variance(B[:, :3], B_new[:, :3], sine(x), sine(x_new), NOISE, [0.0, 50.0], 50, seed=1)
    ends = bias_variance(polynomial_smoothers(x, x_new, [3, 0]), sine(x), sine(x_new), NOISE, 50, seed=1)
    assert np.allclose(found.fits, ends.fits, atol=1e-8) and np.allclose(found.error, ends.error)


@pytest.mark.parametrize("n, p", [(20, 4), (8, 30)])
def test_batches_are_the_paths(n, p, rng):
    X, y, lams = rng.standard_normal((5, n, p)) + 3, rng.standard_normal((5, n)), [0.0, 0.05, 0.7]
    X[1, :, 2] = 4.0
    X[2, :, 3] = X[2, :, 0]
    for batch, Path in ((ridge_batch, RidgePath), (lasso_batch, LassoPath)):
        coef, intercept = batch(X, y, lams)
        for b in range(5):
            path = Path(X[b], y[b])
            assert np.allclose(coef[b], path(np.array(lams)), atol=1e-8)
            assert np.allclose(intercept[b], path.intercept(np.array(lams)), atol=1e-8)


def test_paths_may_stop_at_a_floor(rng):
    X, y = rng.standard_normal((8, 20, 5)), rng.standard_normal((8, 20))
    lams = np.array([0.1, 0.2, 5.0])
    short, whole = lasso_paths(X, y, floor=0.1), lasso_paths(X, y)
    assert np.allclose(short(lams)[0], whole(lams)[0], atol=1e-12) and short.knots.min() == 0.1
    assert short.knots.shape[1] < whole.knots.shape[1]
    with pytest.raises(ValueError, match="floor"):
        short([0.05])


def test_learning_curve_of_least_squares_has_its_expected_error(rng):
    p, sizes = 5, [10, 20, 80]
    X = rng.standard_normal((20_000, p))
    y = X @ np.arange(1.0, p + 1) + 2.0 + rng.standard_normal(20_000)
    found = learning_curve(X, y, sizes, repeats=400, test_share=0.01)
    n = np.array(sizes)
    assert np.all(np.abs(found.test - (n + 1) * (n - 2) / (n * (n - p - 2))) < 5 * found.test_se)
    assert np.all(np.abs(found.train - (n - p - 1) / n) < 5 * found.train_se)


def test_learning_curves_close_on_real_data():
    problem = diabetes().standardize()
    found = learning_curve(problem.X, problem.y, [15, 40, 300], lam=0.1)
    gap = found.test - found.train
    assert np.all(np.diff(gap) < 0) and np.all(np.diff(found.test) < 0)


def test_stability_is_the_share_of_halves_that_keep_a_feature():
    problem = correlated(n=60, p=6, corr=0.2, sparsity=2, seed=1)
    lams = np.array([0.05, 0.5, 50.0])
    found = stability(problem.X, problem.y, lams, resamples=40)
    assert found.coefs.shape == (40, 3, 6) and np.array_equal(found.selected, (found.coefs != 0).mean(axis=0))
    true = problem.coef != 0
    assert not found.selected[2].any() and found.selected[1, true].min() > found.selected[1, ~true].max()
    whole = stability(problem.X, problem.y, lams, resamples=2, share=1.0)
    assert np.allclose(whole.coefs, LassoPath(problem.X, problem.y)(lams))


@pytest.mark.parametrize("call, words", [
    (lambda: polynomial_smoothers(x[:4], x_new, [4]), "degrees must"),
    (lambda: knn_smoothers(x, x_new, [31]), "k must lie"),
    (lambda: ridge_smoothers(B, B_new, [-1.0]), "lam"),
    (lambda: simulate(sine(x), -1.0), "noise"), (lambda: simulate(sine(x), 1.0, sets=1), "sets"),
    (lambda: learning_curve(B, sine(x), [29]), "sizes must"),
    (lambda: stability(B, sine(x), [0.1], share=0.01), "share"),
])
def test_refusals_name_the_argument(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.fixture
def rng():
    return np.random.default_rng(0)
