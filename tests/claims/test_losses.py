"""What lesson 09 draws with: nine fits, the refit of a lasso, curves made of bumps."""

import numpy as np
import pytest

from regviz.claims.accuracy import refit_risks, risk_by_cv
from regviz.claims.bump_dictionary import GRID, NOISE, BumpSample, bumps
from regviz.claims.losses import nine_fits
from regviz.data.datasets import true_coef
from regviz.solvers.lasso import LassoPath, debiased
from regviz.solvers.ridge import RidgePath


def test_nine_fits_of_one_column_of_ones_are_mean_and_median_and_what_a_penalty_makes_of_them():
    fits = nine_fits(np.ones(5), [0, 0, 1, 2, 50], lam=1.0, intercept=False)
    told = {("squared", "none"): 10.6, ("squared", "L1"): 9.6, ("squared", "L2"): 5.3, ("absolute", "none"): 1.0,
            ("absolute", "L1"): 0.0, ("absolute", "L2"): 0.2}
    assert len(fits) == 9 and all(b == 0 for _, b in fits.values())
    for key, place in told.items():
        assert fits[key][0] == pytest.approx(place, abs=1e-6)


def test_nine_fits_of_a_line_agree_with_the_paths():
    x = np.linspace(0, 2, 9)
    y = 1 + 2 * x + np.random.default_rng(0).standard_normal(9)
    fits = nine_fits(x, y, 0.1)
    for penalty, path in (("L1", LassoPath(x[:, None], y)), ("L2", RidgePath(x[:, None], y))):
        assert np.allclose(fits["squared", penalty], (path(0.1)[0], path.intercept(0.1)))


def test_refit_risks_are_those_of_the_single_fits():
    lams, found = np.array([0.05, 0.3]), refit_risks(3, np.array([0.05, 0.3]), n=20, p=5, norm=2.0, sets=2, seed=4)
    rng, truth = np.random.default_rng(4), true_coef(5, 3, 2.0, seed=4)
    X = rng.standard_normal((2, 20, 5))
    y = X @ truth + rng.standard_normal((2, 20))
    lasso = np.array([LassoPath(X[b], y[b])(lams) for b in range(2)])
    refit = np.array([[debiased(X[b], y[b], coef != 0)[0] for coef in lasso[b]] for b in range(2)])
    assert np.allclose(found["lasso"], lasso[0]) and np.allclose(found["refit"], refit[0])
    assert np.allclose(found["lasso_risk"], ((lasso - truth) ** 2).sum(axis=2).mean(axis=0))
    assert np.allclose(found["refit_risk"], ((refit - truth) ** 2).sum(axis=2).mean(axis=0))


def test_few_strong_weights_are_worth_a_refit_and_many_weak_ones_are_not():
    lams = np.geomspace(0.01, 1, 30)
    few, many = (refit_risks(k, lams, norm=2.0, sets=25, seed=1) for k in (4, 40))
    assert few["refit_risk"].min() < 0.7 * few["lasso_risk"].min()
    assert lams[few["refit_risk"].argmin()] > lams[few["lasso_risk"].argmin()]
    assert many["refit_risk"].min() > many["lasso_risk"].min()


def test_order_of_the_risks_stands_when_lambda_is_cross_validated():
    few, many = ([risk_by_cv(k, seed) for seed in range(12)] for k in (2, 40))
    assert all(risk["lasso"] < risk["ridge"] for risk in few)
    assert np.mean([risk["lasso"] for risk in many]) > np.mean([risk["ridge"] for risk in many])


def test_a_bump_sample_has_variance_one_and_is_drawn_at_multiples_of_its_best_lambda():
    weights = np.zeros(200)
    weights[[30, 90, 150]] = 1, -2, 1
    sample = BumpSample(weights, np.random.default_rng(0))
    assert np.isclose(sample.curve.std(), 1) and np.allclose(bumps(GRID) @ sample.truth, sample.curve)
    for name in ("lasso", "ridge"):
        told = sample.drawn(name, 1.0)
        away = ((told["curve"] - sample.curve) ** 2).mean()
        assert away == pytest.approx(sample.nearest[name])
        assert told["test_error"] == pytest.approx(away + NOISE**2)
        for times in (0.5, 2.0):
            assert sample.drawn(name, times)["test_error"] >= told["test_error"]
        assert str(np.count_nonzero(told["weights"][name])) in told["label"]
    assert np.isfinite(sample.drawn("lasso", 1e-9)["curve"]).all()
