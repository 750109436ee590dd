"""rv.explore.bump_dictionary: both curves against scikit-learn, and the truth."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.claims.bump_dictionary import GRID, bumps
from regviz.explorers.bump_dictionary import BumpCurveView


@pytest.fixture(scope="module")
def explorer():
    return rv.explore.bump_dictionary()


@pytest.mark.parametrize("truth", ["six bumps", "all bumps"])
def test_the_curves_are_those_of_scikit_learn(explorer, truth):
    linear_model = pytest.importorskip("sklearn.linear_model")
    fit = explorer.set(truth=truth, times_best=2.0).fit
    X = bumps(fit.lasso.x)
    theirs = {"lasso": linear_model.Lasso(alpha=fit.lasso.lam, tol=1e-10, max_iter=100_000),
              "ridge": linear_model.Ridge(alpha=len(X) * fit.ridge.lam)}
    for method, model in theirs.items():
        ours = getattr(fit, method)
        assert np.allclose(model.fit(X, ours.y).predict(bumps(GRID)), ours.curve, atol=1e-4)
        assert np.isclose(((ours.curve - ours.truth) ** 2).mean(), ours.away)
        assert np.isclose(ours.test_error, ours.away + 0.25)
    assert fit.lasso.kept == np.count_nonzero(fit.lasso.weights["lasso"])


def test_no_multiple_of_the_best_lambda_comes_nearer(explorer):
    best = explorer.set(truth="six bumps", times_best=1.0).fit
    for times in (0.3, 0.8, 1.3, 5.0):
        fit = explorer.set(times_best=times).fit
        for method in ("lasso", "ridge"):
            assert getattr(fit, method).away >= 0.97 * getattr(best, method).away  # of a fine grid


@pytest.mark.parametrize("options", [{"seed": 0}, {"seed": 1}, {"n": 80}, {"n": 300}])
def test_stops_are_true_for_other_points(options):
    explorer = rv.explore.bump_dictionary(**options)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


@pytest.mark.parametrize(("options", "told"), [
    ({"truth": "ten bumps"}, "truth must be 'six bumps' or 'all bumps': got 'ten bumps'"),
    ({"times_best": 99}, "times_best must lie between 0.0949 and 30: got 99"),
    ({"n": 3}, "n must be a whole number of points from 40 to 400: got 3"),
])
def test_wrong_arguments_are_refused_in_words(options, told):
    with pytest.raises(ValueError, match=told):
        rv.explore.bump_dictionary(**options)


def test_only_parts_move(explorer):
    view = BumpCurveView(rv.canvas(2)[1][0], 4.0, "lasso")
    first = explorer.set(truth="six bumps", times_best=1.0).fit
    second = explorer.set(truth="all bumps", times_best=3.0).fit
    assert_only_parts_move(view, first, second, largest=60_000)
