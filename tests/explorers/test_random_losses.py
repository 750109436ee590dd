"""A cloud of random losses: exact zeros are counted, and each point is drawn by its zeros."""

import numpy as np
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.random_losses import CloudView
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
        assert f"{300 - zeros:,} have no zero" in view.describe(fit)
        strokes = sum(np.isnan(mark.get_xdata()).sum() for mark in view._marks)
        assert strokes == 220  # one lifted pen per point shown
    assert (CORNER.coefs == 0).any() and not (SMOOTH.coefs == 0).any()
