"""Features selected on all rows flatter; selected inside each fold they do not."""

import numpy as np
import pytest

from regviz.data.datasets import correlated
from regviz.selection.cross_validation import folds
from regviz.selection.leakage import honest_error, leaky_error, most_correlated


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
