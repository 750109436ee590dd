"""What cannot be chosen from is refused by name; the ends are let in."""

import numpy as np
import pytest
from designs import default_seeds

import regviz as rv
from regviz.selection.bias_and_variance import simulate
from regviz.selection.row_blocks import RowBlocks
from regviz.selection.stability_selection import halves

RNG = np.random.default_rng(0)
X, Y = RNG.standard_normal((24, 3)), RNG.standard_normal(24)
KNN = rv.knn_smoothers(X, X, (1, 3))
DATA = rv.Problem(X, Y)

CASES = [
    (lambda: rv.polynomial_smoothers(Y, Y, [-1]), ValueError, "^degrees must"),
    (lambda: rv.polynomial_smoothers(Y[:3], Y, [3]), ValueError, "^degrees must lie .* and 2"),
    (lambda: rv.polynomial_smoothers([], Y, [1]), ValueError, "^x must hold one point"),
    (lambda: rv.polynomial_smoothers(Y, [], [1]), ValueError, "^x_new must hold one point"),
    (lambda: rv.ridge_smoothers(X, X, [-1.0]), ValueError, "^lams"),
    (lambda: rv.ridge_smoothers(X, Y, [1.0]), ValueError, "^X_new must have two dimensions"),
    (lambda: rv.knn_smoothers(X, X, [0]), ValueError, "^ks must"),
    (lambda: rv.knn_smoothers(X, X, [25]), ValueError, "^k must lie between 1 and .* 24"),
    (lambda: rv.knn_smoothers(X, Y, [1]), ValueError, "^x and x_new must .* got 3 and 1"),
    (lambda: rv.bias_variance(None, Y, Y, 1.0), TypeError, "^smoothers must be a Smoothers"),
    (lambda: rv.bias_variance(KNN, Y, Y, 1.0, sets=1), ValueError, "^sets must"),
    (lambda: rv.bias_variance(KNN, Y, Y, -1.0), ValueError, "^noise must"),
    (lambda: rv.bias_variance(KNN, Y[:3], Y, 1.0), ValueError, "^truth and truth_new must"),
    (lambda: rv.bias_variance(KNN, Y, Y[:3], 1.0), ValueError, "^truth and truth_new must"),
    (lambda: simulate(Y, 1.0, 1), ValueError, "^sets must be 2 or more"),
    (lambda: simulate(Y, -1.0, 2), ValueError, "and noise zero or positive"),
    (lambda: rv.folds(24, 1), ValueError, "^k must"),
    (lambda: rv.folds(24, 25), ValueError, "^k must"),
    (lambda: rv.cross_validate(X, Y, method="net"), ValueError, "^method must"),
    (lambda: rv.cross_validate(X, Y, method="elastic net", l1_ratio=1.1), ValueError, "^l1_ratio"),
    (lambda: rv.cross_validate(X, Y, standardize=2), TypeError, "^standardize must"),
    (lambda: rv.cross_validate(X, Y, k=25), ValueError, "^k must"),
    (lambda: rv.reshuffled(X, Y, repeats=0), ValueError, "^repeats must"),
    (lambda: rv.nested(X, Y, rule="best"), ValueError, "^rule must"),
    (lambda: rv.nested(X, Y, rule=3), (TypeError, ValueError), "^rule must"),
    (lambda: rv.nested(X, Y, inner=1), ValueError, "^inner must"),
    (lambda: rv.nested(X, Y, l1_ratio=-0.1), ValueError, "^l1_ratio must"),
    (lambda: rv.criteria(X, Y, noise_variance=0), ValueError, "^noise_variance must be positive"),
    (lambda: rv.most_correlated(X, Y, 0), ValueError, "^keep must"),
    (lambda: rv.leaky_error(X, Y, keep=0), ValueError, "^keep must"),
    (lambda: rv.honest_error(X, Y, k=1), ValueError, "^k must"),
    (lambda: rv.cross_validate_mixes(X, Y, [0.1], [0.5], k=1), ValueError, "^k must"),
    (lambda: rv.cross_validate_mixes(X, Y, [0.1], []), ValueError, "^l1_ratios must"),
    (lambda: rv.cross_validate_mixes(X, Y, [-0.1], [0.5]), ValueError, "^lams"),
    (lambda: rv.stability(X, Y, [0.1], share=1.1), ValueError, "^share must"),
    (lambda: rv.stability(X, Y, [0.1], resamples=0), ValueError, "^resamples must"),
    (lambda: rv.script(X, 0.1), TypeError, "^problem must be a Problem"),
    (lambda: rv.script(DATA, -0.1), ValueError, "^lam must"),
    (lambda: rv.script(DATA, 0.1, 1.1), ValueError, "^l1_ratio must"),
    (lambda: rv.script(DATA, 0.1, sep=3), TypeError, "^sep must be a text"),
    (lambda: rv.script(DATA, 0.1, decimal=3), TypeError, "^decimal must be a text"),
    (lambda: rv.script(DATA, 0.1, encoding=3), TypeError, "^encoding must be a text"),
    (lambda: rv.script(DATA, 0.1, thousands=3), TypeError, "^thousands must be a text"),
    (lambda: rv.script(DATA, 0.1, skip=-1), ValueError, "^skip must"),
    (lambda: rv.script(DATA, 0.1, footer=-1), ValueError, "^footer must"),
    (lambda: RowBlocks(X, Y, blocks=1), ValueError, "^blocks must lie between 2"),
    (lambda: RowBlocks(X, Y, blocks=4).cross_validate([0.1], k=1), ValueError, "^k must divide"),
]


@pytest.mark.parametrize("call, error, sentence", CASES)
def test_the_argument_is_named(call, error, sentence):
    with pytest.raises(error, match=sentence):
        call()


def test_the_ends_are_let_in():
    assert len(rv.folds(3, 3)) == 3 and len(rv.folds(3, 2)) == 2
    assert rv.knn_smoothers(X, X, [24]).maps == pytest.approx(1 / 24)
    assert len(rv.polynomial_smoothers(Y[:3], Y, [0, 2]).maps) == 2
    assert rv.bias_variance(KNN, Y, Y, 0.0, sets=2).exact_variance.tolist() == [0.0, 0.0]
    assert len(rv.reshuffled(X, Y, repeats=1, k=2)) == 1
    assert rv.most_correlated(X, Y, 1).shape == (1,)
    assert rv.stability(X, Y, [0.1], resamples=1, share=1.0).coefs.shape == (1, 1, 3)
    assert rv.cross_validate(X, Y, k=2, method="elastic net", l1_ratio=1.0).errors.shape[0] == 2
    assert len(RowBlocks(X, Y, blocks=24).products) == 24


def test_reshuffles_follow_their_seeds():
    found = rv.reshuffled(X, Y, repeats=3, seed=5, k=4)
    for r, curve in enumerate(found):
        assert np.array_equal(curve.errors, rv.cross_validate(X, Y, k=4, seed=5 + r).errors)


def test_a_seed_that_is_not_given_is_zero():
    assert default_seeds(rv.selection) == {0}


def test_simulated_data_follow_their_seed_which_is_zero():
    assert np.array_equal(simulate(Y, 1.0, 3), simulate(Y, 1.0, 3, seed=0))
    assert simulate(Y, 1.0).shape == (200, 24)
    assert not np.array_equal(simulate(Y, 1.0, 3), simulate(Y, 1.0, 3, seed=1))


def test_halves_follow_their_seed_which_is_zero():
    assert np.array_equal(halves(9, 3), halves(9, 3, seed=0))
    assert not np.array_equal(halves(9, 3), halves(9, 3, seed=1))
