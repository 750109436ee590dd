"""k-means and the likelihood of its clusters on other points."""

import numpy as np
import pytest

from regviz.claims.clusters import blobs, cluster_log_loss, grown_centres, lloyd, squared_distances

points = blobs(80, np.random.default_rng(0))
other = blobs(50, np.random.default_rng(1))


def test_lloyd_stops_where_every_centre_is_the_mean_of_its_points():
    centres = lloyd(points, points[:5])
    own = squared_distances(points, centres).argmin(axis=1)
    assert np.allclose(centres, [points[own == j].mean(axis=0) for j in range(5)])


def test_the_within_cluster_sum_never_rises_with_more_centres():
    grown = grown_centres(points, 8)
    assert [len(centres) for centres in grown] == list(range(1, 9))
    within = [squared_distances(points, centres).min(axis=1).sum() for centres in grown]
    assert np.all(np.diff(within) <= 0)


@pytest.mark.parametrize("seed", range(12))
def test_with_every_point_tried_the_second_centre_is_the_best_that_a_point_can_start(seed):
    few = np.random.default_rng(seed).standard_normal((9, 2))
    grown = grown_centres(few, 2, tried=len(few))[-1]
    started = [lloyd(few, np.vstack([few.mean(axis=0), point])) for point in few]
    sums = [squared_distances(few, centres).min(axis=1).sum() for centres in (grown, *started)]
    assert sums[0] == min(sums)


def test_one_cluster_is_a_round_normal_density():
    centre = points.mean(axis=0)
    width2 = ((points - centre) ** 2).mean()
    logs = -((other - centre) ** 2).sum(axis=1) / (2 * width2) - np.log(2 * np.pi * width2)
    assert cluster_log_loss(other, centre[None], points) == pytest.approx(-logs.mean())


@pytest.mark.parametrize("k", [1, 4])
def test_a_change_of_units_adds_its_logarithm_for_each_coordinate(k):
    centres = grown_centres(points, k)[-1]
    loss = cluster_log_loss(other, centres, points)
    scaled = cluster_log_loss(10 * other, 10 * centres, 10 * points)
    assert scaled == pytest.approx(loss + 2 * np.log(10))
