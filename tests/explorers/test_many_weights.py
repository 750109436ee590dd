"""Weights of many fits: every weight is counted once, exact zeros apart."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.many_weights import ZerosView

COEFS = np.concatenate([np.zeros(40), np.random.default_rng(1).uniform(-2, 2, 60)])


def make():
    return ZerosView(rv.canvas()[1], limit=2.0, total=100, least_squares=np.full(100, 4.0),
                     truth=(-1, 1))


def test_update_moves_the_artists_and_not_the_frame():
    assert_only_parts_move(make(), rv.Fit(coefs=COEFS), rv.Fit(coefs=np.zeros(100)))


def test_zeros_view_counts_every_coefficient_once():
    view, fit = make(), rv.Fit(coefs=COEFS)
    view.update(fit)
    bars = view.parts["shape"].get_xy()[1:-1:2, 1]
    assert bars[:-1].sum() == 60
    assert view.parts["spike"].get_height() == pytest.approx(0.4 * view.ax.get_ylim()[1])
    words = view.describe(fit)
    assert "40 of 100" in words and "60 different values" in words
    assert f"{100 * np.abs(COEFS).sum() / 240:.1f} %" in words
    assert "nothing is kept" in view.describe(rv.Fit(coefs=np.zeros(100)))


@pytest.mark.parametrize("lam", [0.02, 0.3, 1.5])
def test_weights_are_the_lasso_and_the_refit_is_least_squares_on_what_it_keeps(lam):
    explorer = rv.explore.many_weights(6, 50, 8, sparsity=3, corr=0.7, seed=2).set(lam=lam)
    lasso = explorer.fit.coefs
    refit = explorer.set(refit=True).fit.coefs
    for k in range(6):
        problem = rv.correlated(50, 8, corr=0.7, sparsity=3, seed=2000 + k)
        assert lasso[k] == pytest.approx(rv.LassoPath(problem.X, problem.y)(lam), abs=1e-8)
        kept = np.flatnonzero(lasso[k])
        columns = np.column_stack([np.ones(50), problem.X[:, kept]])
        found = np.linalg.lstsq(columns, problem.y, rcond=None)[0][1:]
        assert refit[k][kept] == pytest.approx(found, abs=1e-8)
        assert not np.delete(refit[k], kept).any()
    assert "After the refit" in explorer.words[0]


@pytest.mark.parametrize("options", [
    {"seed": 1}, {"seed": 9}, {"corr": 0.9}, {"corr": -0.5}, {"sparsity": 1}, {"sparsity": 14},
    {"problems": 5, "n": 30, "p": 6, "sparsity": 2}, {"p": 2, "sparsity": 1, "lam": 0.5}])
def test_stops_hold_for_other_problems(options):
    explorer = rv.explore.many_weights(**options)
    assert len(explorer.stops) >= 3
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


@pytest.mark.parametrize(("options", "error", "told"), [
    ({"problems": 3}, ValueError, "problems must be a whole number from 5 to 400: got 3"),
    ({"n": 20}, ValueError, "n must be a whole number from 30 to 1000: got 20"),
    ({"p": 5.5}, TypeError, "p must be a whole number: got 5.5"),
    ({"corr": 1}, ValueError, "corr must be a number from −0.95 to 0.95: got 1"),
    ({"sparsity": 15}, ValueError, "sparsity must be a whole number from 1 to 14: got 15"),
    ({"lam": 1e-9}, ValueError, "lam must be a number from "),
])
def test_bad_input_is_refused_in_words(options, error, told):
    with pytest.raises(error, match=told):
        rv.explore.many_weights(**options)
