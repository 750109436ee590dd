"""Weight decay: every step shrinks first and then moves; a walk that runs away is said to."""

import numpy as np
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
