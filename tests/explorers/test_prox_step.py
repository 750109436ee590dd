"""Sign step and prox step: what is drawn are the steps, and hops over zero are counted."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.prox_step import ArrowsView, HopView

N_STEPS = 6


def state(k):
    hops = np.array([[1.5, 1.5]] + [[0.4, (-1) ** j * 0.3] for j in range(N_STEPS)])
    lands = np.array([[1.5, 1.5]] + [[0.4, 0.0]] * N_STEPS)
    return rv.Fit(k=k, sign=hops, prox=lands)


START, LATER = state(0), state(4)
MAKERS = {"hops": lambda ax: HopView(ax, N_STEPS), "arrows": ArrowsView}


def make(name):
    return MAKERS[name](rv.canvas(1)[1])


@pytest.mark.parametrize("name", MAKERS)
def test_update_moves_the_artists_and_not_the_frame(name):
    assert_only_parts_move(make(name), LATER, START)


def test_steps_are_shown_up_to_k_and_told():
    view = make("hops")
    view.update(LATER)
    assert np.allclose(view.parts["sign"].get_ydata(), LATER.sign[:5, 1])
    assert "hopped over zero 3 times" in view.describe(LATER)
    assert "prox step stands at 0 exactly" in view.describe(LATER)


def test_arrows_go_from_place_to_halfway_to_place():
    view = make("arrows")
    view.update(LATER)
    for name in ("sign", "prox"):
        row, steps = view.parts[name], getattr(LATER, name)
        assert row["before"].get_xdata() == [steps[3, 1]]
        assert row["after"].get_xdata() == [steps[4, 1]]
        assert row["loss"].get_visible() and row["penalty"].get_visible()


def test_before_the_first_step_there_is_no_arrow():
    view = make("arrows")
    view.update(START)
    for name in ("sign", "prox"):
        row = view.parts[name]
        assert not (row["loss"].get_visible() or row["penalty"].get_visible())
