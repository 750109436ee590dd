"""Soft and hard threshold: the curves are the rules, and the hard one jumps."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers import thresholds
from regviz.explorers.thresholds import ThresholdView

GRID = np.linspace(-3, 3, 61)


def state(lam, z):
    def rules(z):
        return {"lasso": rv.soft_threshold(z, lam), "hard": rv.hard_threshold(z, lam),
                "ridge": z / (1 + lam)}

    return rv.Fit(lam=lam, z=z, curves=rules(GRID), at=rules(z))


SMALL, LARGE = state(0.9, 0.7), state(0.4, -1.5)


def make():
    return ThresholdView(rv.canvas(1)[1], GRID)


def test_update_moves_the_artists_and_not_the_frame():
    assert_only_parts_move(make(), SMALL, LARGE)


def test_the_hard_threshold_is_drawn_with_a_gap_at_its_jump():
    view = make()
    view.update(SMALL)
    curves = view.parts["curves"]
    y = curves["hard"].get_ydata()
    assert np.isnan(y).sum() == 2
    assert np.nanmin(np.abs(y[y != 0])) > SMALL.lam
    assert not np.isnan(curves["lasso"].get_ydata()).any()


def test_each_mark_is_the_rule_at_z():
    view = make()
    for fit in (SMALL, LARGE):
        view.update(fit)
        for rule, point in view.parts["points"].items():
            assert point.get_xydata()[0].tolist() == [fit.z, fit.at[rule]]
    assert "0 exactly by the soft threshold, 0 exactly by the hard one" in view.describe(SMALL)


def test_the_handle_sets_the_control_that_is_named():
    fig, ax = rv.canvas(1)
    handle, = ThresholdView(ax, GRID, drag="z_now").movable
    assert (handle.x, handle.y) == ("z_now", None)


def right(z, t):
    return np.sign(z) * np.maximum(np.abs(z) - t, 0)


@pytest.mark.parametrize("options", [{}, {"seed": 0}, {"loudness": [0, 50, 0, -3], "lam": 2},
                                     {"loudness": [0.001, 0], "noise": 0}])
def test_the_tones_are_the_lasso_and_ridge_of_the_recording_and_the_stops_hold(options):
    explorer = rv.explore.soft_threshold(**options)
    made = {"loudness": thresholds.BELLS, "noise": 1.6, "seed": 3} | options
    loudness, z = thresholds._recording(made["loudness"], made["noise"], made["seed"])
    for number, stop in enumerate(explorer.stops, 1):
        explorer.stop(number)
        assert stop.true(explorer.fit), stop
    lam = explorer.fit.lam
    moment = (np.arange(64) + 0.5) / 64
    tones = np.sqrt(2) * np.cos(np.pi * np.outer(moment, np.arange(1, z.size + 1)))
    y = tones @ z  # what is orthogonal to the tones changes no coefficient
    effects = explorer.set(lam=lam).fit.effects
    assert effects["lasso"] == pytest.approx(rv.LassoPath(tones, y)(lam), abs=1e-9)
    assert effects["ridge"] == pytest.approx(rv.RidgePath(tones, y)(lam), abs=1e-9)
    assert effects["truth"] == pytest.approx(loudness)


@pytest.mark.parametrize(("threshold", "told"), [
    (right, "Your threshold agrees with the exact answer."),
    (lambda z, t: np.maximum(np.abs(z) - t, 0),
     "Your threshold is off by 4.20 at z = −2.5: it gives 2.10, exact is −2.10."),
    (lambda z, t: np.where(np.abs(z) > t, z, 0),
     "Your threshold is off by 0.400 at z = −2.5: it gives −2.50, exact is −2.10."),
    (lambda z, t: z - t if z > t else 0, "so use np.where instead of if"),
    (lambda z, t: None, "Your threshold returns nothing; asked for is one value for each z."),
    (lambda z, t: z[:3], "Your threshold returns 3 numbers; asked for is one value for each z"),
    (lambda z, t: 1 / 0, "Your threshold stops with ZeroDivisionError: division by zero."),
])
def test_the_readers_threshold_is_compared_and_the_exact_picture_stays(threshold, told):
    explorer = rv.explore.soft_threshold(threshold).set(lam=0.4)
    assert any(told in words for words in explorer.words), explorer.words
    exact = rv.explore.soft_threshold().set(lam=0.4)
    assert [words for words in explorer.words if "Your" not in words] == exact.words
    for rule, line in explorer.views[0].parts["curves"].items():
        theirs = exact.views[0].parts["curves"][rule].get_xydata()
        assert np.array_equal(line.get_xydata(), theirs, equal_nan=True)
    drawn = explorer.views[1].parts["yours"].get_ydata()
    assert (np.size(drawn) > 0) == ("it gives" in told or "agrees" in told)


@pytest.mark.parametrize(("options", "told"), [
    ({"threshold": 0.3}, "threshold must be a function, without calling it: got 0.3"),
    ({"loudness": [[1.0]]}, "loudness must hold one number for each tone"),
    ({"loudness": [0.0], "noise": 0}, "there is nothing to be heard"),
    ({"noise": -1}, "noise must be a number from 0 to 1000: got -1"),
    ({"lam": 1e-9}, "lam must be a number from 0.01 to 1.468"),
    ({"z": 3}, "z must be a number from −2.5 to 2.5: got 3"),
])
def test_bad_input_is_refused_in_words(options, told):
    with pytest.raises(ValueError, match=told):
        rv.explore.soft_threshold(**options)
