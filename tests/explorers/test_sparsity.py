"""RiskView: two risks up to the present count, and where ridge comes ahead."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.data.datasets import true_coef

COUNTS = np.arange(1, 11)


def risks(nonzeros):
    return rv.Fit(nonzeros=nonzeros, lasso=COUNTS * 1.0, ridge=np.full(10, 5.5),
                  lasso_se=np.full(10, 0.3), ridge_se=np.full(10, 0.4))


def risk_view():
    return rv.RiskView(rv.canvas()[1], COUNTS, (0, 10))


def test_risk_view_marks_the_first_count_where_ridge_is_ahead():
    view, fit = risk_view(), risks(7)
    view.update(fit)
    assert view.parts["crossing"].get_xdata() == [6, 6]
    assert view.parts["crossing name"].get_text().strip() == "from 6 on ridge"
    assert np.allclose(view.parts["here"]["lasso"].get_xydata(), [[7, 7]])
    assert np.isfinite(view.parts["curves"]["lasso"].get_ydata()).sum() == 7
    words = "ridge 5.50 (0.400): ridge is ahead by 1.50. Ridge is first ahead at 6."
    assert words in view.describe(fit)


def test_before_the_crossing_nothing_is_marked():
    view, fit = risk_view(), risks(5)
    view.update(risks(7))
    view.update(fit)
    assert np.isnan(view.parts["crossing"].get_xdata()).all()
    assert not view.parts["crossing name"].get_text()
    assert "nowhere ahead" in view.describe(fit)


def test_only_parts_move():
    assert_only_parts_move(risk_view(), risks(7), risks(5))


@pytest.fixture(scope="module")
def explorer():
    return rv.explore.sparsity(sets=20)


@pytest.mark.parametrize(("nonzeros", "length"), [(4, 4), (40, 4), (7, 1)])
def test_the_risks_are_means_over_fits_one_by_one(explorer, nonzeros, length):
    fit = explorer.set(nonzeros=nonzeros, length=length).fit
    k = list(fit.counts).index(nonzeros)
    rng = np.random.default_rng(0)
    X, noise = rng.standard_normal((20, 60, 40)), rng.standard_normal((20, 60))
    truth = true_coef(40, nonzeros, length, 0)
    for path, mean, lam in ((rv.LassoPath, fit.lasso, fit.lasso_lam),
                            (rv.RidgePath, fit.ridge, fit.ridge_lam)):
        far = [((path(x, x @ truth + e)(float(lam[k])) - truth) ** 2).sum()
               for x, e in zip(X, noise, strict=True)]
        assert np.isclose(mean[k], np.mean(far), rtol=1e-5)
    assert np.count_nonzero(fit.weights["truth"]) == nonzeros
    assert np.isclose(np.linalg.norm(fit.weights["truth"]), length)


@pytest.mark.parametrize("options", [{"seed": 1}, {"seed": 2}, {"n": 30, "p": 10, "noise": 0.5}])
def test_stops_are_true_for_other_data_sets(options):
    explorer = rv.explore.sparsity(sets=20, **options)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


@pytest.mark.parametrize(("options", "told"), [
    ({"nonzeros": 41}, "nonzeros must be a whole number from 1 to p = 40: got 41"),
    ({"length": 3}, "length must be one of"),
    ({"n": 5}, "n must be a whole number from 10 to 500: got 5"),
    ({"noise": 0}, "noise must be positive"),
])
def test_wrong_arguments_are_refused_in_words(options, told):
    with pytest.raises(ValueError, match=told):
        rv.explore.sparsity(**options)
