"""Sign step and prox step: what is drawn are the steps, and hops over zero are counted."""

from itertools import islice

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


# The call


def explorer(**given):
    return rv.explore.prox_step(**given)


@pytest.mark.parametrize(("step", "lam", "z"), [(0.4, 0.8, 0.3), (0.1, 0.2, -1.0), (0.6, 1.5, 1.5)])
def test_both_walks_are_those_of_the_solvers_on_one_row(step, lam, z):
    fit = explorer().set(step=step, lam=lam, z=z, k=5).fit
    one, penalty = np.ones((1, 1)), rv.Penalty(lam)
    for places, method in ((fit.sign, rv.subgradient), (fit.prox, rv.proximal_gradient)):
        solver = np.ravel(list(islice(method(one, [z], penalty, step, [1.5]), 30)))
        assert places[0, 1] == 1.5 and np.allclose(places[1:, 1], solver)
        assert np.allclose(places[1:, 0], places[:-1, 1] - step * (places[:-1, 1] - z))


@pytest.mark.parametrize("given", [{"lam": -0.1}, {"lam": 0}, {"lam": 9}, {"z": 2.0}, {"z": np.nan},
                                   {"step": 0.4}])
def test_bad_input_is_refused_in_words(given):
    with pytest.raises((ValueError, TypeError), match=next(iter(given))):
        explorer(**given)


def test_stops_are_true_wherever_the_picture_begins():
    shown = explorer(lam=0.02, z=-0.77)
    assert shown.fit.z == -0.77 and shown.fit.lam == 0.02
    for number, stop in enumerate(shown.stops, 1):
        assert stop.true(shown.stop(number).fit), stop


def right(w, gradient, step, lam):
    half = w - step * gradient
    return np.sign(half) * max(abs(half) - step * lam, 0)


def too_much(w, gradient, step, lam):
    half = w - step * gradient
    return np.sign(half) * max(abs(half) - lam, 0)


def hopping(w, gradient, step, lam):
    return w - step * (gradient + lam * np.sign(w))


@pytest.mark.parametrize(("step", "told"), [
    (right, "Your step agrees with the exact one in 12 steps."),
    (too_much, "is off by 0.480: it gives 0.220, exact is 0.700. That is at step 1."),
    (hopping, "That is at step 3."),
    (lambda w, gradient, step, lam: -1e4 * w, "That is at step 1."),
    (lambda w, gradient, step, lam: w[0], "stops with TypeError"),
    (lambda w, gradient, step, lam: None, "Your step returns nothing; asked for is one number"),
    (lambda w, gradient, step, lam: [w, w], "Your step returns 2 numbers"),
])
def test_the_readers_step_walks_beside_and_the_exact_picture_stays(step, told):
    shown, exact = explorer(step=step), explorer()
    assert told in " ".join(shown.words)
    assert np.array_equal(shown.fit.prox, exact.fit.prox)
    assert [words for words in shown.words if "Your step" not in words] == exact.words
    places = shown.fit.yours.value
    assert places[0] == 1.5 and np.isfinite(places).all()
    if step in (right, hopping):
        walk = shown.fit.prox if step is right else shown.fit.sign
        assert np.allclose(places, walk[:13, 1])
        drawn = shown.views[1].parts["yours"].get_ydata()
        assert np.allclose(drawn, places)


def test_before_the_first_step_the_readers_step_waits():
    shown = explorer(step=right).set(k=0)
    assert "has not been taken yet" in " ".join(shown.words)
