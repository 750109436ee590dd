"""The tableau: sweeps leave inverses and solutions behind, and solving agrees with them."""

import numpy as np
import pytest
from path_laws import normal

from regviz.solvers import lasso_gram
from regviz.solvers.lasso import LassoPath
from regviz.solvers.lasso_gram import Tableau, sweep_path


def products(n=60, p=25):
    X, y = normal(n, p, corr=0.8)
    X, y = X - X.mean(axis=0), y - y.mean()
    return X, y, X.T @ X, y @ X


@pytest.mark.parametrize("small_pivot", [0.0, np.inf])
def test_after_every_exchange_the_lines_solve_the_equations_of_the_active_set(small_pivot):
    _, _, gram, corr = products(p=6)
    table = Tableau(gram, corr, small_pivot)
    for row in (2, 0, 5, 0, 3, 2):
        table.exchange(row)
        active = table.signs != 0
        assert np.array_equal(active, table.idle == 0)
        square = gram[np.ix_(active, active)]
        slope = np.linalg.solve(square, table.signs[active])
        base = np.linalg.solve(square, corr[active])
        assert np.allclose(table.slope[active], slope) and np.allclose(table.base[active], base)
        rest = gram[np.ix_(~active, active)]
        assert np.allclose(table.slope[~active], -rest @ slope)
        assert np.allclose(table.base[~active], corr[~active] - rest @ base)


def test_the_swept_block_is_minus_the_inverse_and_stays_symmetric():
    _, _, gram, corr = products(p=6)
    table = Tableau(gram, corr, 0.0)
    for row in (1, 4, 3):
        table.exchange(row)
    active = [1, 3, 4]
    assert np.allclose(table.swept[:6], table.swept[:6].T)
    inverse = np.linalg.inv(gram[np.ix_(active, active)])
    assert np.allclose(table.swept[np.ix_(active, active)], -inverse)
    for row in active:
        table.exchange(row)
    assert np.allclose(table.swept[:6], gram) and np.allclose(table.base, corr)


def test_solving_at_every_event_follows_the_path_of_the_sweeps():
    X, y, gram, corr = products()
    path = LassoPath(X, y, intercept=False)
    for mus, coefs in (sweep_path(gram, corr), sweep_path(gram, corr, small_pivot=np.inf)):
        assert np.allclose(mus / 60, path.knots, atol=1e-12)
        assert np.allclose(coefs, path.coefs, atol=1e-11)


def test_a_lost_column_or_too_many_knots_give_none(monkeypatch):
    equal = np.ones((2, 2))
    table = Tableau(equal, np.ones(2), np.inf)
    assert table.exchange(0) and not table.exchange(1)
    assert sweep_path(equal, np.array([1.0, 0.5]), small_pivot=np.inf) is None
    _, _, gram, corr = products()
    monkeypatch.setattr(lasso_gram, "MAX_KNOTS", 5)
    assert sweep_path(gram, corr) is None
