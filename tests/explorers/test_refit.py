"""rv.explore.refit: least squares on what the lasso keeps, and the reader's version of it."""

import numpy as np
import pytest

import regviz as rv
from regviz.claims.refit import refit_risks
from regviz.data.datasets import true_coef


def right(X, y, support):
    """The lesson's solution: least squares with an intercept on the kept columns."""
    A = np.column_stack([np.ones(len(y)), X[:, support]])
    both = np.linalg.lstsq(A, y, rcond=None)[0]
    coef = np.zeros(X.shape[1])
    coef[support] = both[1:]
    return coef, both[0]


@pytest.mark.parametrize("nonzeros", [4, 16])
@pytest.mark.parametrize("lam", [0.05, 0.3])
def test_the_weights_are_those_of_the_first_data_set(nonzeros, lam):
    explorer = rv.explore.refit(sets=5).set(lam=lam, nonzeros=nonzeros)
    rng = np.random.default_rng(0)
    X, noise = rng.standard_normal((5, 60, 40)), rng.standard_normal((5, 60))
    y = X[0] @ true_coef(40, nonzeros, 2.0, 0) + noise[0]
    at = explorer.views[0].values[np.abs(np.log(explorer.views[0].values / lam)).argmin()]
    weights = explorer.fit.weights
    assert np.allclose(weights["lasso"], rv.LassoPath(X[0], y)(float(at)))
    assert np.allclose(weights["refit"], right(X[0], y, weights["lasso"] != 0)[0])
    found = refit_risks(nonzeros, np.array([at]), norm=2.0, sets=5, seed=0)
    k = int(np.abs(explorer.views[0].values - at).argmin())
    assert np.isclose(explorer.fit.refit_risk[k], found["refit_risk"][0])


@pytest.mark.parametrize("options", [{"seed": 1}, {"seed": 2, "norm": 4.0}])
def test_stops_are_true_for_other_data_sets(options):
    explorer = rv.explore.refit(sets=10, **options)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


@pytest.mark.parametrize("formula", [right, lambda X, y, s: right(X, y, s)[0]])
def test_a_right_refit_agrees_and_the_exact_picture_stays(formula):
    plain, mine = rv.explore.refit(sets=5), rv.explore.refit(sets=5, refit=formula)
    for lam in (0.05, 0.5, 1.3):
        fit = mine.set(lam=lam).fit
        assert fit.yours.words == "Your refit agrees with the exact answer."
        exact = plain.set(lam=lam).fit
        assert np.array_equal(exact.weights["refit"], fit.weights["refit"])
        assert np.array_equal(exact.refit_risk, fit.refit_risk)


@pytest.mark.parametrize(("formula", "told"), [
    (lambda X, y, s: s * np.linalg.lstsq(X, y, rcond=None)[0], "Your refit is off by"),
    (lambda X, y, s: np.linalg.lstsq(X[:, s], y, rcond=None)[0], "one weight for each feature"),
    (lambda X, y, s: None, "returns nothing; asked for is one weight for each feature"),
    (lambda X, y, s: 1 / 0, "stops with ZeroDivisionError"),
])
def test_a_wrong_refit_is_told(formula, told):
    explorer = rv.explore.refit(sets=5, refit=formula)
    assert told in explorer.words[-1]


@pytest.mark.parametrize(("options", "told"), [
    ({"lam": 9}, "lam must lie between 0.0100 and 1.55: got 9"),
    ({"nonzeros": 5}, "nonzeros must be one of"),
    ({"norm": -1}, "norm must lie between 0 and 10"),
    ({"sets": 1}, "sets must be a whole number from 5 to 200"),
    ({"refit": 1}, "refit must be a function"),
])
def test_wrong_arguments_are_refused_in_words(options, told):
    with pytest.raises(ValueError, match=told):
        rv.explore.refit(**options)
