"""ValleyView: a flat valley is a tie, a tilted one is not."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from pictures import assert_only_parts_move

import regviz as rv

SHARES = np.linspace(-0.25, 1.25, 61)


def valley(share, tilt):
    outside = np.maximum(np.abs(SHARES - 0.5) - 0.5, 0)
    rise = {"lasso": outside + tilt * np.abs(SHARES), "ridge": (SHARES - 0.5) ** 2,
            "elastic_net": (SHARES - 0.5) ** 2 / 2 + outside}
    return rv.Fit(share=share, rise=rise, cost=tilt * share)


@pytest.fixture
def view():
    return rv.ValleyView(rv.canvas(2)[1][0], SHARES, top=1.0)


def test_a_flat_valley_is_a_tie(view):
    fit = valley(0.8, 0.0)
    view.update(fit)
    assert view.parts["ring"].get_xydata().tolist() == [[0.8, 0.0]]
    assert "costs 0 more" in view.parts["title"].get_text()
    assert "from 0 to 1" in view.describe(fit) and "ridge near 0.500" in view.describe(fit)
    assert view.movable[0].x == "share"


def test_a_tilted_valley_is_not(view):
    fit = valley(0.8, 0.1)
    view.update(fit)
    assert "costs 0.0800 more" in view.parts["title"].get_text()
    assert "near share 0 only" in view.describe(fit)


def test_only_parts_move(view):
    assert_only_parts_move(view, valley(0.8, 0.0), valley(0.8, 0.1))


def test_marks_are_those_of_the_penalties(view):
    for name, line in view.parts["curves"].items():
        assert to_rgba(line.get_color()) == to_rgba(rv.style.MARKS[name].color)
