"""Refits of one sine: their settings, their parts and what stands at one place."""

import numpy as np
import pytest

from regviz.data.datasets import sine
from regviz.selection import refits
from regviz.selection.bias_and_variance import simulate


def test_places_lie_evenly_inside():
    x = refits.places(8)
    assert np.diff(x) == pytest.approx(1 / 8) and x[0] == pytest.approx(1 - x[-1]) == 1 / 16


@pytest.mark.parametrize("method", refits.METHODS)
@pytest.mark.parametrize("n", [13, 40])
def test_thirteen_settings_for_every_size(method, n):
    settings = refits.smoothers(method, n).capacity
    assert len(settings) == 13 and (np.diff(settings) > 0).all()
    ends = {"polynomial": (0, 12), "ridge": (1e-6, 1.0), "neighbours": (1, n)}[method]
    assert (settings[0], settings[-1]) == pytest.approx(ends)


def test_powers_up_to_the_twelfth_go_through_thirteen_points():
    """Least squares with all powers, and ridge with a penalty that is next to nothing."""
    x = refits.places(13)
    maps, basis = refits.smoothers("polynomial", 13)[1:]
    powers = x[:, None] ** np.arange(13)
    fitted = maps[-1] @ (basis.T @ powers)
    assert np.allclose(fitted, refits.GRID[:, None] ** np.arange(13), atol=1e-6)
    maps, basis = refits.smoothers("ridge", 40)[1:]
    x = refits.places(40)
    assert np.allclose(maps[0] @ (basis.T @ x**3), refits.GRID**3, atol=0.02)
    strong = maps[-1] @ (basis.T @ x**3)
    assert np.ptp(strong) < 0.9 < np.ptp(refits.GRID**3)


@pytest.mark.parametrize("method", refits.METHODS)
def test_the_exact_error_is_that_of_the_smoother_s_matrix(method):
    """E |H y - y_new|^2 / m = |H f - f_new|^2 / m + noise^2 |H|^2 / m + noise^2."""
    run = refits.run(method, 15, 0.4, seed=1, sets=2)
    maps, basis = refits.smoothers(method, 15)[1:]
    H = maps @ basis.T
    bias = H @ sine(refits.places(15)) - sine(refits.GRID)
    expected = (bias**2).mean(axis=1) + 0.16 * ((H**2).sum(axis=2).mean(axis=1) + 1)
    assert refits.exact_error(run) == pytest.approx(expected)


def test_a_run_repeats_itself_and_has_as_many_sets_as_asked_for():
    run = refits.run("neighbours", 20, 0.3, seed=4, sets=6)
    assert run.fits.shape == (13, len(refits.GRID), 6)
    assert run is refits.run("neighbours", 20, 0.3, seed=4, sets=6)
    one = simulate(sine(refits.places(20)), 0.3, 6, seed=4)  # k = n: the mean of all y
    assert np.allclose(run.fits[-1], one.mean(axis=1))
    assert refits.run("ridge", 20, 0.3).fits.shape[2] == refits.SETS


def test_the_parts_add_up_to_the_error_of_these_very_sets():
    run = refits.run("polynomial", 20, 0.3, sets=8)
    predictions, truth = run.fits[5].T, sine(refits.GRID)
    bias2, variance = refits.parts(predictions, truth)
    assert bias2 + variance == pytest.approx(((predictions - truth) ** 2).mean())
    assert refits.parts(predictions, predictions.mean(axis=0))[0] == 0.0
    assert refits.parts(predictions[:1], truth)[1] == 0.0


def test_one_setting_at_the_nearest_place_of_the_grid():
    run = refits.run("polynomial", 20, 0.3, sets=8)
    found = refits.at_setting(run, 4, 0.262)
    assert found["x0"] == pytest.approx(0.25) and found["point_truth"] == sine(found["x0"])
    at = np.flatnonzero(refits.GRID == found["x0"])[0]
    assert np.array_equal(found["at_point"], found["refits"][at])
    assert np.array_equal(found["refits"], run.fits[4])
    assert found["mean"] == pytest.approx(sum(run.fits[4].T) / 8)
    assert sum(found["piled"]) == pytest.approx(refits.exact_error(run)[4])
    assert found["piled"][0] == pytest.approx(0.09)
    assert found["piled"][2] == run.exact_bias2[4]
    assert (found["measured"], found["measured_se"]) == (run.error[4], run.error_se[4])
