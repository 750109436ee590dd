"""A cloud of random losses: exact zeros are counted, and each point is drawn by its zeros."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from pictures import assert_only_parts_move

import regviz as rv
from regviz import style
from regviz.explorers import random_losses
from regviz.explorers.random_losses import SHOWN, ZEROS, CloudView
from regviz.solvers import constraint as geometry

HESSIAN = np.array([[1.0, 0.5], [0.5, 1.0]])


def state(ball):
    ols = np.random.default_rng(0).normal(size=(300, 2))
    return rv.Fit(ols=ols, ball=ball, coefs=geometry.constrained(geometry.Bowl(ols, HESSIAN), ball))


CORNER, SMOOTH = state(rv.Ball("l1", 1.0)), state(rv.Ball("l2", 1.0))


def make():
    return CloudView(rv.canvas(1)[1])


def test_update_moves_the_artists_and_not_the_frame():
    assert_only_parts_move(make(), CORNER, SMOOTH, largest=25_000)


def test_cloud_counts_exact_zeros_and_ridge_has_none():
    view = make()
    for fit in (CORNER, SMOOTH):
        view.update(fit)
        zeros = (fit.coefs == 0).any(axis=1).sum()
        assert f"neither in {300 - zeros:,}." in view.describe(fit)
        strokes = sum(np.isnan(view.parts[name].get_xdata()).sum() for name in ZEROS)
        assert strokes == SHOWN  # one lifted pen per point shown
    assert (CORNER.coefs == 0).any() and not (SMOOTH.coefs == 0).any()


def test_a_zero_has_no_colour_of_a_penalty_and_a_marker_of_its_own():
    penalties = {style.MARKS[name].color for name in ("ridge", "lasso", "elastic_net")}
    assert penalties.isdisjoint(zero.color for zero in ZEROS.values())
    for a, b in combinations(ZEROS.values(), 2):
        assert a.marker != b.marker and a.color != b.color


def test_every_zero_stands_out_from_the_white_paper():
    for zero in ZEROS.values():
        assert contrast(zero.color) >= 3


def contrast(color):
    """With white, as WCAG 2 defines it."""
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return 1.05 / (linear @ [0.2126, 0.7152, 0.0722] + 0.05)


@pytest.mark.parametrize(("n", "seed"), [(50, 1), (300, 7), (2000, 2)])
def test_stops_hold_for_other_losses(n, seed):
    explorer = rv.explore.random_losses(n, seed)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


@pytest.mark.parametrize(("ball", "kind"), [("diamond", "lasso"), ("elastic net", "net")])
@pytest.mark.parametrize("corr", [-0.6, 0.3])
def test_a_zero_of_the_budget_problem_is_a_zero_of_the_path_at_the_same_budget(ball, kind, corr):
    fit = rv.explore.random_losses(60, ball=ball).set(corr=corr).fit
    hessian = np.array([[1, corr], [corr, 1]])
    for ols, coef in zip(fit.ols, fit.coefs, strict=True):
        X, y = geometry.Bowl(ols, hessian).data()
        l1_ratio = 1.0 if kind == "lasso" else 0.5
        path = rv.ElasticNetPath(X, y, l1_ratio=l1_ratio, intercept=False)
        lams = np.geomspace(1e-4, 20, 4000)
        found = path(lams)
        spent = fit.ball.norm(found)
        if spent[0] <= fit.ball.radius:
            assert np.array_equal(coef, ols)
        else:
            near = found[np.abs(spent - fit.ball.radius).argmin()]
            assert near == pytest.approx(coef, abs=0.02)


def test_shares_are_what_the_cloud_counts_at_every_budget():
    explorer = rv.explore.random_losses(100)
    for ball in random_losses.BALLS:
        for k, t in enumerate(random_losses.BUDGETS):
            fit = explorer.set(t=round(t, 1), ball=ball).fit
            assert vars(fit)[ball][k] == (fit.coefs == 0).any(axis=1).mean()


@pytest.mark.parametrize(("options", "error", "told"), [
    ({"n": 10}, ValueError, "n must be a whole number from 50 to 2000: got 10"),
    ({"n": 60.5}, TypeError, "n must be a whole number: got 60.5"),
    ({"corr": -1}, ValueError, "corr must be a number from −0.9 to 0.9: got -1"),
    ({"ball": "cube"}, ValueError, "ball must be one of diamond, circle, elastic net"),
    ({"t": 0}, ValueError, "t must be a number from 0.3 to 3: got 0"),
])
def test_bad_input_is_refused_in_words(options, error, told):
    with pytest.raises(error, match=told):
        rv.explore.random_losses(**options)
