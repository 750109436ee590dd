"""Soft and hard threshold: the curves are the rules, and the hard one jumps."""

import numpy as np
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.thresholds import ThresholdView

GRID = np.linspace(-3, 3, 61)


def state(lam, z):
    def rules(z):
        return {"lasso": rv.soft_threshold(z, lam), "hard": rv.hard_threshold(z, lam),
                "ridge": z / (1 + lam)}

    return rv.Fit(lam=lam, z=z, curves=rules(GRID), at=rules(z))


SMALL, LARGE = state(0.9, 0.7), state(0.4, -1.5)


def make():
    return ThresholdView(rv.canvas(1)[1], GRID)


def test_update_moves_the_artists_and_not_the_frame():
    assert_only_parts_move(make(), SMALL, LARGE)


def test_the_hard_threshold_is_drawn_with_a_gap_at_its_jump():
    view = make()
    view.update(SMALL)
    curves = view.parts["curves"]
    y = curves["hard"].get_ydata()
    assert np.isnan(y).sum() == 2
    assert np.nanmin(np.abs(y[y != 0])) > SMALL.lam
    assert not np.isnan(curves["lasso"].get_ydata()).any()


def test_each_mark_is_the_rule_at_z():
    view = make()
    for fit in (SMALL, LARGE):
        view.update(fit)
        for rule, point in view.parts["points"].items():
            assert point.get_xydata()[0].tolist() == [fit.z, fit.at[rule]]
    assert "0 exactly by the soft threshold, 0 exactly by the hard one" in view.describe(SMALL)


def test_the_handle_sets_the_control_that_is_named():
    fig, ax = rv.canvas(1)
    handle, = ThresholdView(ax, GRID, drag="z_now").movable
    assert (handle.x, handle.y) == ("z_now", None)
