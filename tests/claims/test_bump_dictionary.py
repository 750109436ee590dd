"""Curves made of bumps: both penalties fitted, and measured against the truth."""

import numpy as np
import pytest

from regviz.claims import bump_dictionary
from regviz.claims.bump_dictionary import CENTRES, GRID, NOISE, BumpSample, bumps

METHODS = ("lasso", "ridge")
both = pytest.mark.parametrize("method", METHODS)


@pytest.fixture(scope="module")
def sample():
    weights = np.zeros(200)
    weights[[30, 90, 150]] = 1, -2, 1
    return BumpSample(weights, np.random.default_rng(0))


def test_a_bump_is_highest_at_its_own_centre():
    assert np.allclose(bumps(CENTRES).diagonal(), 1)
    assert np.array_equal(bumps(CENTRES).argmax(axis=0), np.arange(200))


def test_a_sample_has_variance_one(sample):
    assert np.isclose(sample.curve.std(), 1)
    assert np.allclose(bumps(GRID) @ sample.truth, sample.curve)


@both
def test_a_fit_is_measured_against_the_curve(sample, method):
    fit = sample.fit(method, 1.0)
    away = ((fit.curve - sample.curve) ** 2).mean()
    assert fit.lam == sample.best[method]
    assert fit.kept == np.count_nonzero(sample.paths[method](fit.lam))
    assert away == pytest.approx(sample.nearest[method])
    assert fit.test_error == pytest.approx(away + NOISE**2)


@both
def test_no_other_lambda_is_nearer_than_the_best(sample, method):
    best = sample.fit(method, 1.0)
    for times in (0.5, 2.0):
        assert sample.fit(method, times).test_error >= best.test_error


@both
def test_the_training_error_grows_with_lambda(sample, method):
    errors = [sample.fit(method, times).train_error for times in (0.1, 1.0, 10.0)]
    assert errors == sorted(errors)


def test_below_its_last_knot_the_lasso_stays_there(sample):
    fit = sample.fit("lasso", 1e-9)
    assert fit.lam == sample.paths["lasso"].floor and np.isfinite(fit.curve).all()


def test_the_weights_of_six_bumps_are_one_and_minus_one():
    weights = bump_dictionary._bump_weights(6, np.random.default_rng(0))
    assert np.count_nonzero(weights) == 6 and {*np.abs(weights)} == {0.0, 1.0}
