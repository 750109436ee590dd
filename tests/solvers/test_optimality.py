"""Laws of the objective and its certificates."""

import numpy as np
import pytest
from path_laws import IDS, PENALTIES, centred_problem, minimum

from regviz.solvers.lasso import LassoPath
from regviz.solvers.optimality import duality_gap, kkt_residual, objective
from regviz.solvers.penalties import Penalty

X, Y = centred_problem()


@pytest.mark.parametrize("penalty", PENALTIES, ids=IDS)
def test_certificates_are_zero_at_the_minimum_and_only_there(penalty):
    w = minimum(X, Y, penalty)
    assert kkt_residual(X, Y, w, penalty) < 1e-13 and duality_gap(X, Y, w, penalty) < 1e-13
    rng, least = np.random.default_rng(0), objective(X, Y, w, penalty)
    for size in 10.0 ** -np.arange(6):
        other = w + size * rng.standard_normal(6)
        above = objective(X, Y, other, penalty) - least
        assert 0 < above <= duality_gap(X, Y, other, penalty) + 1e-15
        assert kkt_residual(X, Y, other, penalty) > 1e-3 * size


def test_certificates_without_penalty_and_where_all_is_zero():
    none, w = Penalty(0.0), np.linalg.lstsq(X, Y, rcond=None)[0]
    assert kkt_residual(X, Y, w, none) < 1e-13
    assert duality_gap(X, Y, w, none) == pytest.approx(0, abs=1e-14)
    above = objective(X, Y, 0 * w, none) - objective(X, Y, w, none)
    assert duality_gap(X, Y, 0 * w, none) == pytest.approx(above)
    for penalty in PENALTIES:
        assert duality_gap(X, 0 * Y, np.zeros(6), penalty) == 0
        assert kkt_residual(X, 0 * Y, np.zeros(6), penalty) == 0


def test_certificates_with_an_intercept():
    raw, target = X + 3.0, Y - 2.0
    path, penalty = LassoPath(raw, target), Penalty(0.2)
    w, b = path(0.2), path.intercept(0.2)
    assert kkt_residual(raw, target, w, penalty, b) < 1e-13
    assert duality_gap(raw, target, w, penalty, b) < 1e-13
    assert kkt_residual(raw, target, w, penalty, b + 0.1) > 0.09
    assert objective(raw, target, w, penalty, b) < objective(raw, target, w, penalty, b + 0.1)


def test_objective_is_the_formula():
    w = np.array([1.0, -2, 0, 0, 0.5, 0])
    value = ((Y - X @ w) ** 2).sum() / 80 + 0.2 * (0.4 * 3.5 + 0.3 * 5.25)
    assert objective(X, Y, w, Penalty(0.2, 0.4)) == pytest.approx(value)


@pytest.mark.parametrize("function", [objective, kkt_residual, duality_gap])
def test_coef_must_fit(function):
    with pytest.raises(ValueError, match="coef must have one value per column of X, 6"):
        function(X, Y, np.zeros(5), Penalty(0.1))
    with pytest.raises(ValueError, match="coef holds NaN"):
        function(X, Y, np.full(6, np.nan), Penalty(0.1))
