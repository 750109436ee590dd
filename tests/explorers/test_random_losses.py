"""A cloud of random losses: exact zeros are counted, and each point is drawn by its zeros."""

from itertools import combinations

import numpy as np
from matplotlib.colors import to_rgb
from pictures import assert_only_parts_move

import regviz as rv
from regviz import style
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
        assert f"{300 - zeros:,} have no zero" in view.describe(fit)
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
