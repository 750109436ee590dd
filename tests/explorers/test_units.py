"""Another unit: least squares stays, the penalties move, and standardizing stops it."""

import numpy as np
import pytest

import regviz as rv


def effects_by_hand(column, factor, lam):
    """Effects on the diabetes data, all columns standardized but one."""
    data = rv.diabetes()
    X = data.standardize().X.copy()
    j = data.names.index(column)
    X[:, j] = factor * (data.X[:, j] - data.X[:, j].mean())
    spread = X.std(axis=0)
    return {"ols": spread * np.linalg.lstsq(X, data.y - data.y.mean(), rcond=None)[0],
            "ridge": spread * rv.RidgePath(X, data.y)(lam),
            "lasso": spread * rv.LassoPath(X, data.y)(lam)}


@pytest.mark.parametrize("factor", [0.01, 1.0, 100.0])
def test_the_effects_are_those_of_the_column_times_the_factor(factor):
    explorer = rv.explore.units(column="bp").set(factor=factor, lam=2.0)
    for method, effects in effects_by_hand("bp", factor, 2.0).items():
        assert np.allclose(explorer.fit.effects[method], effects, atol=1e-7), method
        curve = getattr(explorer.fit, f"of_{method}")
        at = np.argmin(np.abs(np.log(explorer.views[1].values / factor)))
        assert curve[at] == pytest.approx(effects[3], abs=1e-7)


def test_the_column_is_one_that_has_a_unit():
    assert rv.explore.units().fit.name == "bmi"  # s5, a logarithm, has the larger effect
    wide = rv.explore.units(rv.diabetes().X, rv.diabetes().y, column=3)
    assert wide.fit.name == "x4"


def test_standardized_the_factor_changes_nothing():
    explorer = rv.explore.units(column="s3")
    seen = [explorer.set(factor=factor, standardized=True).fit.effects for factor in (0.01, 100.0)]
    for method in ("ols", "ridge", "lasso"):
        assert np.array_equal(seen[0][method], seen[1][method])


@pytest.mark.parametrize("column", ["age", "bp", "s1"])
def test_stops_are_true_for_other_columns(column):
    explorer = rv.explore.units(column=column)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


def test_what_is_wrong_is_named():
    with pytest.raises(ValueError, match="column 'weight' is not in X: choose one of age"):
        rv.explore.units(column="weight")
    with pytest.raises(ValueError, match="column 'x2' never varies"):
        rv.explore.units(np.c_[np.arange(9.0), np.ones(9)], np.arange(9.0) ** 2, column="x2")
