"""The explorer of AIC and BIC: the definitions at the slider's lambda, the two choices."""

import numpy as np
import pytest

import regviz as rv


def by_definition(X, y, coef, noise_variance):
    """The lesson's formula: y is without its mean."""
    scaled = ((y - X @ coef) ** 2).sum() / noise_variance
    df = np.count_nonzero(coef)
    return [scaled + 2 * df, scaled + np.log(len(y)) * df]


def fitted():
    train = rv.diabetes().split(0.66, 0)[0].standardize()
    return train, rv.criteria(train.X, train.y)


@pytest.mark.parametrize("lam", [0.1, 2.0, 20.0])
def test_both_criteria_are_those_of_the_definition(lam):
    train, found = fitted()
    explorer = rv.explore.information_criteria().set(lam=lam)
    coef = rv.LassoPath(train.X, train.y)(lam)
    exact = by_definition(train.X, train.y - train.y.mean(), coef, found.noise_variance)
    assert np.allclose(explorer.fit.scores, exact)
    above = [found.aic.min(), found.bic.min()]
    assert np.allclose(explorer.fit.above, np.array(exact) - above)


def test_the_stops_stand_where_the_criteria_are_lowest():
    _, found = fitted()
    explorer = rv.explore.information_criteria()
    assert explorer.stops[1].values["lam"] == found.lam_aic
    assert explorer.stops[2].values["lam"] == found.lam_bic
    view = explorer.views[0]
    for number, name in ((2, "aic"), (3, "bic")):
        explorer.stop(number)
        assert view.parts["here"][name].get_ydata()[0] == pytest.approx(0, abs=1e-6)


def of_yours(criterion):
    words = rv.explore.information_criteria(criterion=criterion).words
    return next(text for text in words if text.startswith("Your criterion"))


def test_the_readers_criterion_is_compared():
    assert of_yours(by_definition) == "Your criterion agrees with the exact answer."
    forgot = of_yours(lambda X, y, coef, s2: [((y - X @ coef) ** 2).sum() / s2] * 2)
    assert "is off by 35.1 at BIC" in forgot  # log(150) for each of seven features
    assert "returns one number; asked for is two numbers" in of_yours(lambda *given: 1.0)
    assert "stops with ZeroDivisionError" in of_yours(lambda *given: 1 / 0)


def test_more_features_than_rows_need_a_noise_variance():
    wide = rv.diabetes(quadratic=True).take(np.arange(60))
    with pytest.raises(ValueError, match="noise_variance cannot be estimated from n = 20 rows"):
        rv.explore.information_criteria(wide)
    explorer = rv.explore.information_criteria(wide, noise_variance=3000.0)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop
