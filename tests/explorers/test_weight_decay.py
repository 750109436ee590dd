"""Weight decay: every step shrinks first and then moves; a walk that runs away is said to."""

from itertools import islice

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.weight_decay import StepsView


def descent(lam, steps, step=0.4, z=2.0):
    walked, shrunk = [-3.0], []
    for _ in range(steps):
        shrunk.append((1 - step * lam) * walked[-1])
        walked.append(shrunk[-1] - step * (walked[-1] - z))
    return rv.Fit(z=z, ridge=rv.Fit(coef=z / (1 + lam)), walked=walked, shrunk=shrunk)


def make():
    return StepsView(rv.canvas(1)[1], 12)


def test_update_moves_the_artists_and_not_the_frame():
    assert_only_parts_move(make(), descent(0.1, 0), descent(6.0, 12))


def test_every_step_shrinks_first_and_then_moves():
    view, fit = make(), descent(0.8, 7)
    view.update(fit)
    shrinks, moves = view.parts["shrinks"].get_ydata(), view.parts["moves"].get_ydata()
    assert np.allclose(shrinks[1::3] / shrinks[::3], 1 - 0.4 * 0.8)
    assert np.array_equal(moves[::3], shrinks[1::3])
    assert np.array_equal(moves[1::3], fit.walked[1:])
    assert "7 steps" in view.describe(fit)


def test_a_step_too_long_is_said_to_run_away():
    view, fit = make(), descent(lam=0.0, steps=12, step=2.1)
    view.update(fit)
    assert "it runs away" in view.describe(fit)
    assert np.isfinite(view.parts["dots"].get_ydata()).all()


def test_labels_of_the_two_goals_keep_apart():
    view = make()
    view.update(descent(1e-4, 3))
    ols, ridge = (text.get_position()[1] for text in view.parts["names"])
    assert abs(ols - ridge) > 0.3


# The call


def explorer(**given):
    return rv.explore.weight_decay(**given)


@pytest.mark.parametrize(("lam", "step"), [(0.01, 0.3), (2.0, 0.05), (0.5, 1.5)])
def test_the_walk_is_gradient_descent_on_one_row_and_on_the_sum(lam, step):
    fit = explorer(z=1.5, start=-2.0).set(lam=lam, step=step, k=12).fit
    penalty = rv.Penalty(lam, l1_ratio=0.0)
    solver = rv.gradient_descent(np.ones((1, 1)), [1.5], penalty, step, [-2.0])
    assert np.allclose(fit.walked, [-2.0, *np.ravel(list(islice(solver, 12)))])
    places, h = fit.walked[:-1], 1e-5
    slope = [sum(f(w + h) - f(w - h) for f in (fit.ridge.loss, fit.ridge.penalty)) / (2 * h)
             for w in places]
    assert np.allclose(fit.walked[1:], places - step * np.array(slope), atol=1e-4)
    assert np.isclose(fit.ridge.coef, 1.5 / (1 + lam))


@pytest.mark.parametrize("given", [{"z": 0.0}, {"z": -3.0, "start": 7.0}, {"z": 6.0, "start": 5.0},
                                   {"z": 6.0, "start": 4.0}, {"z": 0, "start": 0.5}, {"lam": 3}])
def test_stops_are_true_for_other_walks(given):
    shown = explorer(**given)
    assert 3 <= len(shown.stops) <= 6
    for number, stop in enumerate(shown.stops, 1):
        assert stop.true(shown.stop(number).fit), stop


@pytest.mark.parametrize("given", [{"z": 9.0}, {"z": np.nan}, {"start": -5}, {"start": 0},
                                   {"lam": 0.0}, {"lam": 11}, {"step": 0.3}])
def test_bad_input_is_refused_in_words(given):
    with pytest.raises(ValueError, match=next(iter(given))):
        explorer(**given)


def right(w, gradient, step, lam):
    return w - step * (gradient + lam * w)


def undecayed(w, gradient, step, lam):
    return w - step * gradient


def without_the_step(w, gradient, step, lam):
    return (1 - lam) * w - step * gradient


@pytest.mark.parametrize(("step", "told"), [
    (right, "Your step agrees with the exact one in 6 steps."),
    (undecayed, "Your step is off by 0.180: it gives −1.35, exact is −1.17. That is at step 1."),
    (without_the_step, "Your step is off by 0.420"),
    (lambda w, gradient, step, lam: {}[w], "stops with KeyError"),
    (lambda w, gradient, step, lam: (w, w), "Your step returns 2 numbers"),
])
def test_the_readers_step_walks_beside_and_the_exact_picture_stays(step, told):
    shown, exact = explorer(step=step), explorer()
    assert told in " ".join(shown.words)
    assert np.array_equal(shown.fit.walked, exact.fit.walked)
    assert [words for words in shown.words if "Your step" not in words] == exact.words
    if step is right:
        assert np.allclose(shown.views[1].parts["yours"].get_ydata(), exact.fit.walked)
    shown.set(step=2.0, lam=10.0, k=12)  # runs away, and so does the exact walk
    assert shown.png()
