"""What cannot be computed is refused in a sentence that names the argument."""

from inspect import Parameter, isfunction, signature

import numpy as np
import pytest

import regviz as rv
from regviz.claims.accuracy import risk_by_cv, risk_curves
from regviz.claims.bump_dictionary import BumpSample
from regviz.claims.clusters import blobs, cluster_log_loss, grown_centres, squared_distances
from regviz.claims.correlated_pair import MOST, CorrelatedPair
from regviz.claims.interpolation import double_descent
from regviz.claims.losses import nine_fits
from regviz.claims.random_forests import expected_error, forests
from regviz.claims.refit import refit_risks
from regviz.data.datasets import correlated
from regviz.data.problem import Problem

RNG = np.random.default_rng(0)
TWO, THREE, NONE = np.ones((4, 2)), np.ones((4, 3)), np.ones((0, 2))
GAP = np.array([[1.0, np.nan]])
DATA = Problem(RNG.standard_normal((9, 2)), RNG.standard_normal(9))
SAMPLE = BumpSample(np.eye(200)[3], RNG, n=40)

CASES = [
    (squared_distances, (TWO, THREE), ValueError, "points and centres .* got 2 and 3"),
    (squared_distances, (GAP, TWO), ValueError, "^points holds NaN"),
    (squared_distances, (TWO, GAP), ValueError, "^centres holds NaN"),
    (cluster_log_loss, (GAP, TWO, TWO), ValueError, "^points holds NaN"),
    (cluster_log_loss, (TWO, GAP, TWO), ValueError, "^centres holds NaN"),
    (cluster_log_loss, (TWO, TWO, GAP), ValueError, "^train holds NaN"),
    (cluster_log_loss, (NONE, TWO, TWO), ValueError, "points, centres and train must hold one"),
    (cluster_log_loss, (TWO, NONE, TWO), ValueError, "points, centres and train must hold one"),
    (cluster_log_loss, (TWO, TWO, NONE), ValueError, "points, centres and train must hold one"),
    (grown_centres, (GAP, 2), ValueError, "^points holds NaN"),
    (grown_centres, (NONE, 2), ValueError, "^points must hold one point"),
    (grown_centres, (TWO, 0), ValueError, "^most must be"),
    (grown_centres, (TWO, 2, 0), ValueError, "^tried must be"),
    (blobs, (-1, RNG), ValueError, "^n must be"),
    (blobs, (1, RNG, -1.0), ValueError, "^spread must be"),
    (blobs, (1, 0), TypeError, "^rng must be"),
    (expected_error, (TWO, [1.0], 2), ValueError, "^votes and y must have shapes"),
    (expected_error, (np.ones((0, 0)), [], 2), ValueError, "^votes and y must have shapes"),
    (expected_error, (GAP, [1.0, 1.0], 2), ValueError, "^votes holds NaN"),
    (expected_error, (TWO, GAP[0], 2), ValueError, "^y holds NaN"),
    (expected_error, (TWO, [1.0, 1.0], 0), ValueError, "^trees must be"),
    (forests, (TWO, DATA, (1,), 2), TypeError, "^train must be a Problem"),
    (forests, (DATA, TWO, (1,), 2), TypeError, "^test must be a Problem"),
    (forests, (DATA, DATA, (0,), 2), ValueError, "^depths must be"),
    (forests, (DATA, DATA, (101,), 2), ValueError, "^depths must be"),
    (forests, (DATA, DATA, (1,), 0), ValueError, "^trees must be"),
    (forests, (DATA, DATA, (1,), 2, 2**32), ValueError, "^seed must be"),
    (refit_risks, (-1, [0.1]), ValueError, "^nonzeros must be"),
    (lambda sets: refit_risks(1, [0.1], sets=sets), (0,), ValueError, "^sets must be"),
    (lambda n: refit_risks(1, [0.1], n=n, p=10**6, sets=1), (10**3,), ValueError, "ask for"),
    (risk_curves, ([-1],), ValueError, "^nonzeros must be"),
    (lambda norm: risk_curves([1], norm=norm), (0,), ValueError, "^norm must be"),
    (lambda p: risk_curves([1], p=p), (10**6,), ValueError, "^sets, n, p ask for"),
    (risk_by_cv, (-1, 0), ValueError, "^nonzeros must be"),
    (risk_by_cv, (1, 0, 5), ValueError, "^n must be"),
    (risk_by_cv, (1, 0, 10**4, 10**5), ValueError, "^n, p ask for"),
    (double_descent, ([0],), ValueError, "^widths must be"),
    (lambda sets: double_descent([2], sets=sets), (0,), ValueError, "^sets must be"),
    (lambda many: double_descent([2], n_test=many), (0,), ValueError, "^n_test must be"),
    (lambda many: double_descent([10**4], n_test=many), (10**6,), ValueError, "ask for"),
    (double_descent, ([2], -1.0), ValueError, "^lams?: ?.*must be zero or positive|^lams?"),
    (nine_fits, ([1.0, 2.0], [1.0], 0.1), ValueError, "^x and y must have one value per row"),
    (nine_fits, ([], [], 0.1), ValueError, "^x and y must have one value per row"),
    (nine_fits, ([1.0, np.nan], [1.0, 2.0], 0.1), ValueError, "^x holds NaN"),
    (nine_fits, ([1.0, 2.0], [1.0, np.nan], 0.1), ValueError, "^y holds NaN"),
    (nine_fits, ([1.0, 2.0], [1.0, 2.0], -1.0), ValueError, "^lam must be"),
    (BumpSample, (np.ones(3), RNG), ValueError, r"^weights must be 200 numbers.* \(3,\)"),
    (BumpSample, (np.zeros(200), RNG), ValueError, "^weights must be 200 numbers"),
    (SAMPLE.error, ("net", 0.1), ValueError, "^method must be one of 'lasso', 'ridge'"),
    (SAMPLE.fit, ("net", 1.0), ValueError, "^method must be one of 'lasso', 'ridge'"),
    (SAMPLE.fit, ("lasso", -1.0), ValueError, "^times_best must be"),
    (CorrelatedPair, ((1.0,), 9, 1.0, 0), ValueError, "^coef must hold two numbers"),
    (CorrelatedPair, ((1.0, np.nan), 9, 1.0, 0), ValueError, "^coef holds NaN"),
    (CorrelatedPair, ((1.0, 2.0), 3, 1.0, 0), ValueError, "^n must be a whole number of rows"),
    (CorrelatedPair, ((1.0, 2.0), MOST + 1, 1.0, 0), ValueError, "^n must be a whole number"),
    (CorrelatedPair, ((1.0, 2.0), 9.0, 1.0, 0), ValueError, "^n must be a whole number"),
    (CorrelatedPair, ((1.0, 2.0), 9, 0.0, 0), ValueError, "^noise must be a positive number"),
    (CorrelatedPair, ((1.0, 2.0), 9, np.inf, 0), ValueError, "^noise must be a positive number"),
    (CorrelatedPair, ((1.0, 2.0), 9, [1.0], 0), ValueError, "^noise must be a positive number"),
]


@pytest.mark.parametrize("call, given, error, sentence", CASES)
def test_the_argument_is_named(call, given, error, sentence):
    with pytest.raises(error, match=sentence):
        call(*given)


def test_the_least_that_can_be_asked_for():
    assert blobs(0, RNG).shape == (0, 2) and len(blobs(5, RNG, spread=0)) == 5
    assert len(grown_centres(TWO, 1, tried=1)) == 1
    assert refit_risks(0, [0.1], n=8, p=2, sets=1)["truth"].tolist() == [0.0, 0.0]
    assert set(risk_by_cv(0, 1, n=6, p=2)) == {"lasso", "ridge"}
    assert CorrelatedPair((1.0, 2.0), 4, 0.5, 0).features(0.5).shape == (4, 2)
    assert double_descent([1], n=4, d=1, sets=1, n_test=1).test.shape == (1, 1)
    assert forests(DATA, correlated(n=9, p=2, sparsity=1), (1,), 1).test.shape == (1, 1)


def test_a_seed_that_is_not_given_is_zero():
    calls = [getattr(rv.claims, name) for name in rv.claims.__all__]
    asked = [signature(call).parameters for call in calls if isfunction(call)]
    seeds = {names["seed"].default for names in asked if "seed" in names}
    assert seeds - {Parameter.empty} == {0}
