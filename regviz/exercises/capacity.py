"""Exercises of lesson 13: the error of an average of trees; the distance that k-means lowers."""

from itertools import product

import numpy as np

from regviz.core.formatting import plain
from regviz.exercises.checker import CLOSE, Exercise, words
from regviz.exercises.tables import distinct_columns


def _draw_votes(seed):
    rng = np.random.default_rng(seed)
    rows = rng.integers(1, 4)
    return {
        "votes": rng.integers(-3, 8, (rng.integers(2, 4), rows)).astype(float),
        "y": rng.integers(0, 6, rows).astype(float),
        "trees": int(rng.integers(2, 4)),
    }


def _is_expected(error, votes, y, trees):
    """All ways of drawing so many trees with replacement are as likely: try every one."""
    errors = [((np.mean(drawn, axis=0) - y) ** 2).mean() for drawn in product(votes, repeat=trees)]
    right = float(np.mean(errors))
    if abs(error - right) <= CLOSE * (1 + right):
        return ""
    return (f"there are {len(errors)} ways to draw {trees} of the trees, and their mean error is "
            f"{plain(right)}")


def _forest(bias2=lambda votes, y: ((votes.mean(axis=0) - y) ** 2).mean(),
            variance=lambda votes: votes.var(axis=0).mean(), share=lambda trees: 1 / trees):
    """The expected error with one thing changed: bias², the variance, its share."""
    return lambda votes, y, trees: bias2(votes, y) + variance(votes) * share(trees)


FOREST_ERROR = Exercise(
    "forest_error(votes, y, trees)", ("error",),
    "it is the mean squared error of every average of so many trees, averaged over all draws",
    _draw_votes, _is_expected, _forest(),
    ((_forest(share=lambda trees: 0),
      "This is the error of endlessly many trees: the variance / trees is missing."),
     (_forest(share=lambda trees: 1),
      "This is the error of one tree: averaging divides the variance by trees."),
     (_forest(share=lambda trees: 1 / np.sqrt(trees)),
      "The variance is divided by trees, the standard deviation by √trees."),
     (_forest(variance=lambda votes: votes.std(axis=0).mean()),
      "This adds the standard deviation: errors have the variance in them."),
     (_forest(variance=lambda votes: votes.var(axis=0, ddof=1).mean()),
      "Divide by the number of rows of votes (ddof=0): the trees are drawn from these alone."),
     (_forest(variance=np.var),
      "Take the variance over the trees at each point (axis=0), then the mean over the points."),
     (lambda votes, y, trees: ((votes - y) ** 2).mean() / trees,
      "Only the variance is divided by trees: the bias is the same in every tree."),
     (_forest(bias2=lambda votes, y: abs(votes.mean(axis=0) - y).mean()),
      "Square the distance of the mean vote from y.")),
    lesson="13",
    hints=(
        "Split the error in two: how far the mean vote is from y, and how far the trees scatter.",
        "More trees leave the first part as it is. They divide the variance of the votes.",
        "Add ((votes.mean(axis=0) - y)**2).mean() and votes.var(axis=0).mean() / trees."))


def _draw_points(seed):
    rng = np.random.default_rng(seed)
    return {
        "points": distinct_columns(rng, -3, 6, rng.integers(3, 5), 2),
        "centres": distinct_columns(rng, -2, 5, rng.integers(2, 4), 2),
    }


def _is_within(distance, points, centres):
    nearest = []
    for point in points:
        nearest.append(min(float((point - centre) @ (point - centre)) for centre in centres))
    right = sum(nearest) / len(nearest)
    if abs(distance - right) <= CLOSE * (1 + right):
        return ""
    return (f"the squared distances from the nearest centre are {words(nearest)}, and their mean "
            f"is {plain(right)}")


def _squared(points, centres):
    return ((points[:, None] - centres) ** 2).sum(axis=2)


WITHIN = Exercise(
    "within(points, centres)", ("distance",),
    "it is the mean squared distance of the points from their nearest centres",
    _draw_points, _is_within, lambda points, centres: _squared(points, centres).min(axis=1).mean(),
    ((lambda points, centres: np.sqrt(_squared(points, centres)).min(axis=1).mean(),
      "These are distances: k-means lowers the squared ones, so leave out the square root."),
     (lambda points, centres: _squared(points, centres).min(axis=1).sum(),
      "This is the sum over the points: divide by their number."),
     (lambda points, centres: _squared(points, centres).mean(),
      "Only the nearest centre of a point counts: take the minimum over the centres."),
     (lambda points, centres: _squared(points, centres).min(axis=0).mean(),
      "You took the nearest point of every centre: take the nearest centre of every point."),
     (lambda points, centres: _squared(points, centres).min(axis=1).mean() / 2,
      "A squared distance adds up both coordinates: take their sum, not their mean."),
     (lambda points, centres: np.abs(points[:, None] - centres).sum(axis=2).min(axis=1).mean(),
      "Square the differences of the coordinates: you added up their absolute values."),
     (lambda points, centres: _squared(points, centres).max(axis=1).mean(),
      "This is the farthest centre of each point: take the nearest."),
     (lambda points, centres: ((points - points.mean(axis=0)) ** 2).sum(axis=1).mean(),
      "This is the distance from the mean of all points, which is the answer for one centre.")),
    lesson="13",
    hints=(
        "For one point: how far is each centre? Only the nearest one counts.",
        "points[:, None] - centres has all differences. Square them and add up the last axis.",
        "That gives one row a point: take .min(axis=1) of it, and then the mean."))
