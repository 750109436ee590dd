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
