"""Weight decay with Adam: the shares that are left, and words for when both recipes agree."""

import numpy as np
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.adam import KeptView

SIZES = (0.1, 1.0, 10.0)


def shares(first, last, title="plain"):
    half = np.full(3, 0.5)
    return rv.Fit(in_gradient=np.array([first, 0.5, last]), on_weight=half, ridge=half, title=title)


def make():
    return KeptView(rv.canvas(1)[1], SIZES)


def test_update_moves_the_artists_and_not_the_frame():
    assert_only_parts_move(make(), shares(0.1, 0.9), shares(0.5, 0.5))


def test_what_is_left_says_when_both_recipes_agree():
    view, fit = make(), shares(0.1, 0.9, "Adam")
    view.update(fit)
    for name in ("in_gradient", "on_weight", "ridge"):
        assert np.array_equal(view.parts[name].get_ydata(), getattr(fit, name))
    assert "10 % is left of the weight with the smallest gradients" in view.describe(fit)
    assert "both recipes leave the same share" in view.describe(shares(0.5, 0.5))
