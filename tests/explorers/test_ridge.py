"""Shares kept by ridge: they lie on their curve, and half is kept where d²/n is lam."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.ridge import ShrinkageView

STRENGTHS = np.array([4.0, 1.0, 0.25, 0.0])


def kept(strengths, lam):
    return strengths / (strengths + lam)


def directions(lam):
    return rv.Fit(lam=lam, df=kept(STRENGTHS, lam).sum())


def make():
    return ShrinkageView(rv.canvas(1)[1], STRENGTHS, kept)


def test_update_moves_the_artists_and_not_the_frame():
    assert_only_parts_move(make(), directions(0.1), directions(3.0))


@pytest.mark.parametrize("lam", [1e-3, 0.5, 1.0, 50.0])
def test_shares_lie_on_the_curve_and_half_is_kept_at_lam(lam):
    view, fit = make(), directions(lam)
    view.update(fit)
    places, shares = view.parts["dots"].get_data()
    assert np.allclose(shares, kept(STRENGTHS[:3], lam))
    x, y = view.parts["curve"].get_data()
    assert np.allclose(np.interp(np.log(places), np.log(x), y), shares, atol=1e-3)
    if x[0] < lam < x[-1]:
        assert np.isclose(np.interp(np.log(lam), np.log(x), y), 0.5, atol=1e-3)
    assert f"more than half of {(STRENGTHS > lam).sum()} of 4" in view.describe(fit)
    assert "1 direction without any data" in view.describe(fit)
