"""Views of lesson 10: what is drawn is what the fit says, and the frame stands still."""

import numpy as np
import pytest

import regviz as rv
from regviz.page import flipbook as stage


def frame(view):
    return view.ax.get_xlim(), view.ax.get_ylim()


@pytest.fixture(scope="module")
def twins():
    data = rv.diabetes().standardize()
    path, lams = rv.RidgePath(data.X, data.y), np.geomspace(1e-2, 10, 60)

    def other(lams):
        return 0.9 * path(lams)

    def fit(lam):
        return rv.Fit(lam=lam, ridge=path(lam), other=other(lam), steps=round(10 / lam))
    return rv.TwinPathsView(rv.canvas()[1], path, other, lams, data.names), path, fit


@pytest.mark.parametrize("lam", [0.01, 0.3, 10.0])
def test_both_paths_are_marked_at_the_same_lambda(twins, lam):
    view, path, fit = twins
    still = frame(view)
    view.update(fit(lam))
    assert np.allclose(view._dots.get_xydata(), np.column_stack([np.full(10, lam), path(lam)]))
    assert np.allclose(view._others.get_xydata(), np.column_stack([np.full(10, lam), 0.9 * path(lam)]))
    assert f"{round(10 / lam)} step" in view._readout.get_text() and frame(view) == still


def test_the_other_path_lies_in_the_picture_as_dots(twins):
    view, path, _ = twins
    dots = [line for line in view.ax.lines if line.get_marker() == "o" and len(line.get_xdata()) == 30]
    assert len(dots) == 10
    for j, line in enumerate(dots):
        assert np.allclose(line.get_ydata(), 0.9 * path(line.get_xdata())[:, j])


def test_words_name_the_coefficient_that_differs_most(twins):
    view, path, fit = twins
    lam, names = 0.05, rv.diabetes().names
    words = view.describe(fit(lam))
    assert f"differ most at {names[np.abs(path(lam)).argmax()]}" in words and "After 200 steps" in words
    assert "After 1 step " in view.describe(fit(10.0))


POINTS = np.random.default_rng(0).standard_normal((40, 2))


def clusters(k):
    own = np.arange(40) % k
    return rv.Fit(own=own, centres=[POINTS[own == j].mean(axis=0) for j in range(k)])


@pytest.mark.parametrize("k", [1, 3, 12])
def test_every_point_is_drawn_once_with_its_cluster(k):
    view, fit = rv.ClustersView(rv.canvas()[1], POINTS), clusters(k)
    still = frame(view)
    view.update(fit)
    for j, line in enumerate(view._members):
        assert np.array_equal(line.get_xydata(), POINTS[fit.own == j])
    assert np.allclose(view._centres.get_xydata(), fit.centres) and frame(view) == still
    assert view.describe(fit).startswith(f"{k} cluster")


def test_clusters_are_told_apart_without_colour_and_their_sizes_in_words():
    view = rv.ClustersView(rv.canvas()[1], POINTS)
    assert len({line.get_marker() for line in view._members}) == 12
    assert "3 clusters of 14, 13 and 13 points" in view.describe(clusters(3))
    assert "1 cluster of 40 points" in view.describe(clusters(1))
    with pytest.raises(ValueError, match="most must be 12 at most.*got 13"):
        rv.ClustersView(rv.canvas()[1], POINTS, most=13)


def test_the_same_state_draws_the_same_and_another_does_not():
    view = rv.ClustersView(rv.canvas()[1], POINTS)
    view.update(clusters(2))
    first = stage.fragment(view.ax.figure, view.artists)
    view.update(clusters(5))
    assert stage.fragment(view.ax.figure, view.artists) != first
    view.update(clusters(2))
    assert stage.fragment(view.ax.figure, view.artists) == first
