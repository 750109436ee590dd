"""Features selected on all rows flatter; selected inside each fold they do not."""

import numpy as np
import pytest

from regviz.data.datasets import correlated
from regviz.selection.cross_validation import folds
from regviz.selection.leakage import (
    honest_error,
    leak_reports,
    leaky_error,
    most_correlated,
    noise_only,
)


def pure_noise(seed, n=60, p=400):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n, p)), rng.standard_normal(n)


def test_most_correlated_columns_come_first_and_constant_ones_last():
    problem = correlated(n=30, p=5, seed=0)
    X = np.column_stack([np.full(30, 3.0), problem.X])
    size = [abs(np.corrcoef(column, problem.y)[0, 1]) for column in problem.X.T]
    order = [*(np.argsort(size)[::-1] + 1), 0]
    for keep in (2, 6):
        assert most_correlated(X, problem.y, keep).tolist() == order[:keep]


def test_selecting_outside_the_folds_finds_signal_in_pure_noise():
    leak, honest = [], []
    for seed in range(10):
        X, y = pure_noise(seed)
        leak.append(leaky_error(X, y, seed=seed).mean() / y.var())
        honest.append(honest_error(X, y, seed=seed).mean() / y.var())
    assert max(leak) < 0.85 and np.mean(honest) > 1
    assert np.all(np.array(honest) > np.array(leak) + 0.2)


def test_where_nothing_is_selected_nothing_leaks():
    problem = correlated(n=40, p=6, seed=1)
    leak, honest = (error(problem.X, problem.y, keep=6) for error in (leaky_error, honest_error))
    assert np.allclose(leak, honest)


def second_difference(error, X, y, test, shift):
    """Of a fold's error as the y that it holds out move: 2 shift^2 for predictions that stay."""
    def moved(by):
        changed = y.copy()
        changed[test] += by
        return error(X, changed, keep=3, k=5)

    return moved(shift) - 2 * moved(0.0) + moved(-shift)


@pytest.mark.parametrize("j", range(5))
def test_an_honest_fit_has_not_seen_the_values_it_is_scored_on(j):
    X, y = pure_noise(3, n=40, p=30)
    _, test = folds(40, 5)[j]
    honest = second_difference(honest_error, X, y, test, 20.0)[j]
    leaky = second_difference(leaky_error, X, y, test, 20.0)[j]
    assert honest == pytest.approx(2 * 20.0**2)
    assert leaky != pytest.approx(2 * 20.0**2)


def test_reports_of_noise_are_those_of_the_two_errors_on_the_same_data():
    found = leak_reports(n=30, most=50, keep=4, k=3, repeats=2)
    assert found.widths.tolist() == [4, 24, 44]
    for w, width in enumerate(found.widths):
        noise = [noise_only(50, 30, seed) for seed in range(2)]
        tables = [(X[:, :width], y, seed) for seed, (X, y) in enumerate(noise)]
        for error, reported in ((leaky_error, found.leaky), (honest_error, found.honest)):
            assert reported[w] == pytest.approx(np.mean(
                [error(X, y, keep=4, k=3, seed=seed) for X, y, seed in tables]))
        truth = []
        for X, y, _ in tables:  # y_new - a - x'b has variance 1 + a^2 + |b|^2
            chosen = most_correlated(X, y, 4)
            fit = np.linalg.lstsq(np.column_stack([np.ones(30), X[:, chosen]]), y, rcond=None)[0]
            truth.append(1 + fit @ fit)
        assert found.truth[w] == pytest.approx(np.mean(truth))


def test_noise_is_drawn_anew_for_every_seed_and_column():
    X, y = noise_only(3, n=2000, seed=1)
    assert X.shape == (2000, 3) and y.shape == (2000,)
    assert np.allclose(np.cov(np.column_stack([X, y]).T), np.eye(4), atol=0.1)
    assert not np.array_equal(noise_only(3, n=2000, seed=2)[1], y)
