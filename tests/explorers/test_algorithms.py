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


# The call


def explorer(**given):
    return rv.explore.algorithms(**given)


@pytest.mark.parametrize("given", [{"corr": 1.0}, {"corr": np.nan}, {"lam": 0.0}, {"lam": 50},
                                   {"penalty": "l1"}, {"update": "lasso"}])
def test_bad_input_is_refused_in_words(given):
    with pytest.raises((ValueError, TypeError), match=next(iter(given))):
        explorer(**given)


def one_pass(X, y, coef, lam):
    for j in range(2):
        rest = y - X @ coef + X[:, j] * coef[j]
        z, size = X[:, j] @ rest / len(y), X[:, j] @ X[:, j] / len(y)
        coef[j] = np.sign(z) * max(abs(z) - lam, 0) / size
    return coef


def no_threshold(X, y, coef, lam):
    return coef - 0.5 * X.T @ (X @ coef - y) / len(y)


def run_away(X, y, coef, lam):
    return coef - 5 * X.T @ (X @ coef - y) / len(y)


def third_fails(X, y, coef, lam):
    if abs(coef[0] - 1.6) < 0.5:
        raise ValueError("no more steps")
    return one_pass(X, y, coef, lam)


@pytest.mark.parametrize(("update", "told"), [
    (one_pass, "It walks as coordinate descent does."),
    (no_threshold, "above its minimum, and the coefficients are"),
    (run_away, "Your update runs away"),
    (third_fails, "Your update stops with ValueError: no more steps. That is at step "),
    (lambda X, y, coef, lam: coef[0], "asked for is two coefficients"),
    (lambda X, y, coef, lam: None, "returns nothing"),
])
def test_the_readers_update_is_drawn_beside_and_the_exact_picture_stays(update, told):
    shown, exact = explorer(update=update), explorer()
    for k in (0, 6, 40):
        words = " ".join(shown.set(k=k).words)
        exact.set(k=k)
        assert k < 40 or told in words
        for name, gaps in exact.fit.gaps.items():
            assert np.array_equal(shown.fit.gaps[name], gaps)
        assert set(exact.words) < set(shown.words)
    gap = shown.fit.yours.value[-1, 2]
    drawn = shown.views[-1].parts["yours"].get_ydata()
    assert drawn[-1] == pytest.approx(np.clip(gap, FLOOR, 1e6))


@pytest.mark.parametrize("penalty", ["lasso", "ridge"])
def test_with_an_update_the_penalty_is_fixed_and_the_stops_are_true(penalty):
    shown = explorer(update=one_pass, penalty=penalty)
    assert "penalty" not in shown.controls and len(shown.stops) >= 3
    for number, stop in enumerate(shown.stops, 1):
        assert stop.true(shown.stop(number).fit), stop
