"""Least squares on what the lasso keeps: the same features, without the shrinkage."""

import numpy as np
import pytest

from regviz.claims.refit import refit_risks


def test_the_refit_keeps_what_the_lasso_keeps():
    found = refit_risks(3, np.geomspace(0.01, 1, 9), n=20, p=5, norm=2.0, sets=2, seed=4)
    assert np.array_equal(found["lasso"] != 0, found["refit"] != 0)


def test_both_end_at_least_squares_and_at_no_coefficients():
    found = refit_risks(3, np.array([0.0, 100.0]), n=20, p=5, norm=2.0, sets=3, seed=4)
    assert np.allclose(found["lasso"], found["refit"])
    assert not found["lasso"][1].any() and (found["truth"] ** 2).sum() == pytest.approx(4)
    for name in ("lasso_risk", "refit_risk"):
        assert found[name][1] == pytest.approx(4)


def test_of_one_data_set_the_risks_are_the_distances_from_the_truth():
    found = refit_risks(3, np.array([0.05, 0.3]), n=20, p=5, norm=2.0, sets=1, seed=4)
    for name in ("lasso", "refit"):
        distance = ((found[name] - found["truth"]) ** 2).sum(axis=1)
        assert np.allclose(found[f"{name}_risk"], distance)


def test_few_strong_weights_are_worth_a_refit_and_many_weak_ones_are_not():
    lams = np.geomspace(0.01, 1, 30)
    few, many = (refit_risks(k, lams, norm=2.0, sets=25, seed=1) for k in (4, 40))
    assert few["refit_risk"].min() < 0.7 * few["lasso_risk"].min()
    assert lams[few["refit_risk"].argmin()] > lams[few["lasso_risk"].argmin()]
    assert many["refit_risk"].min() > many["lasso_risk"].min()
