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
