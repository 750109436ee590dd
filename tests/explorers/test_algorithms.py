"""Algorithms step by step: all methods keep pace, and gaps stop at the floor."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.algorithms import FLOOR, GapView, IteratesView

METHODS = ("coordinate descent", "proximal gradient")
N_STEPS = 6


def state(k):
    """Coordinate descent has two points a step, the other method one."""
    trails = {"coordinate descent": np.linspace([2, 2], [0, 1], 2 * N_STEPS + 1),
              "proximal gradient": np.linspace([2, 2], [1, 1], N_STEPS + 1)}
    gaps = {"coordinate descent": 1e-3 ** np.linspace(0, N_STEPS, 2 * N_STEPS + 1),
            "proximal gradient": 0.5 ** np.arange(N_STEPS + 1)}
    relief = rv.relief(lambda w: ((w - [0, 1]) ** 2).sum(axis=-1), np.array([0.0, 1.0]))
    return rv.Fit(k=k, trails=trails, gaps=gaps, relief=relief)


START, LATER = state(0), state(4)


def make(kind):
    return kind(rv.canvas(1)[1], METHODS, N_STEPS)


@pytest.mark.parametrize("kind", [IteratesView, GapView])
def test_update_moves_the_artists_and_not_the_frame(kind):
    assert_only_parts_move(make(kind), LATER, START)


def test_trails_with_several_points_a_step_keep_pace():
    view = make(IteratesView)
    view.update(LATER)
    assert len(view.parts["coordinate descent"].get_xdata()) == 2 * LATER.k + 1
    assert len(view.parts["proximal gradient"].get_xdata()) == LATER.k + 1
    assert np.ravel(view.parts["lowest"].get_data()) == pytest.approx([0, 1])


def test_gaps_stop_at_the_floor_and_the_method_that_arrived_is_named():
    view = make(GapView)
    view.update(LATER)
    shown = view.parts["coordinate descent"].get_ydata()
    assert np.allclose(shown[:4], 1e-3 ** np.arange(4)) and shown[4] == FLOOR
    assert "coordinate descent" in view.parts["title"].get_text()
    assert "below 10⁻¹⁰" in view.describe(LATER)


def test_the_last_point_is_always_marked():
    view = make(IteratesView)
    for k in range(N_STEPS + 1):
        view.update(state(k))
        for name in METHODS:
            line = view.parts[name]
            places = np.arange(len(line.get_xdata()))
            assert places[line.get_markevery()][-1] == places[-1]
