"""ClustersView: every point once, in the look of its cluster."""

import numpy as np
import pytest
from pictures import assert_only_parts_move, frame

import regviz as rv

POINTS = np.random.default_rng(0).standard_normal((40, 2))


def clusters(k):
    own = np.arange(40) % k
    return rv.Fit(own=own, centres=[POINTS[own == j].mean(axis=0) for j in range(k)])


def clusters_view():
    return rv.ClustersView(rv.canvas()[1], POINTS)


@pytest.mark.parametrize("k", [1, 3, 12])
def test_every_point_is_drawn_once_with_its_cluster(k):
    view, fit = clusters_view(), clusters(k)
    still = frame(view.ax)
    view.update(fit)
    for j, line in enumerate(view.parts["members"]):
        assert np.array_equal(line.get_xydata(), POINTS[fit.own == j])
    assert np.allclose(view.parts["centres"].get_xydata(), fit.centres)
    assert frame(view.ax) == still and view.describe(fit).startswith(f"{k} cluster")


def test_clusters_are_told_apart_without_colour_and_their_sizes_in_words():
    view = clusters_view()
    assert len({line.get_marker() for line in view.parts["members"]}) == 12
    assert "3 clusters of 14, 13 and 13 points" in view.describe(clusters(3))
    assert "1 cluster of 40 points" in view.describe(clusters(1))
    with pytest.raises(ValueError, match="12 clusters at most: got 13"):
        view.update(clusters(13))


def test_the_same_state_draws_the_same_and_another_does_not():
    assert_only_parts_move(clusters_view(), clusters(2), clusters(5))


@pytest.mark.parametrize("k", [1, 4, 9])
def test_the_curves_are_k_means_and_the_density_of_round_clouds(k):
    points = np.random.default_rng(5).standard_normal((80, 2)) * [1, 3]
    explorer = rv.explore.clusters(points).set(k=k)
    fit, shown = explorer.fit, explorer.views[0].points
    assert len(shown) == 60 and {tuple(point) for point in shown} < {tuple(p) for p in points}
    away = ((shown[:, None] - fit.centres) ** 2).sum(axis=2)
    assert np.array_equal(fit.own, away.argmin(axis=1))
    assert fit.within[k - 1] == pytest.approx(away.min(axis=1).mean())
    for j in range(k):
        assert fit.centres[j] == pytest.approx(shown[fit.own == j].mean(axis=0))
    width2 = away.min(axis=1).sum() / (2 * len(shown))
    shares = np.bincount(fit.own) / len(shown)
    density = (shares * np.exp(-away / (2 * width2)) / (2 * np.pi * width2)).sum(axis=1)
    assert fit.train[k - 1] == pytest.approx(-np.log(density).mean())


@pytest.mark.parametrize("given", [
    {"seed": 0}, {"seed": 11, "n": 200}, {"spread": 0.3}, {"spread": 1.5},
    {"points": np.random.default_rng(2).standard_normal((50, 2))},
    {"points": np.random.default_rng(3).integers(0, 9, (90, 2))}])
def test_stops_hold_for_other_points(given):
    explorer = rv.explore.clusters(**given)
    assert 3 <= len(explorer.stops) <= 6
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


@pytest.mark.parametrize(("given", "error", "told"), [
    ({"points": np.zeros((40, 3))}, ValueError, "points must have two columns"),
    ({"points": np.zeros((40, 2))}, ValueError, "at least 24 different points"),
    ({"points": np.full((40, 2), np.nan)}, ValueError, "points holds NaN"),
    ({"n": 10}, ValueError, "n must be a whole number from 30 to 2000: got 10"),
    ({"spread": 0}, ValueError, "spread must be a number from 0.05 to 5: got 0"),
    ({"k": 13}, ValueError, "k must be a whole number from 1 to 12: got 13"),
])
def test_bad_input_is_refused_in_words(given, error, told):
    with pytest.raises(error, match=told):
        rv.explore.clusters(**given)
