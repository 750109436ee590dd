"""Answers to the exercises of lesson 13, right and wrong."""

import numpy as np
from answers import answered, passes
from sklearn.cluster import KMeans

from regviz.claims.clusters import squared_distances
from regviz.claims.random_forests import expected_error
from regviz.exercises import capacity


def by_pairs(votes, y, trees):
    """The mean square of an average from the products of all pairs of trees."""
    away = votes - y
    products = away @ away.T / len(y)
    return products.mean() + (np.trace(products) / len(votes) - products.mean()) / trees


def forest(votes, y, trees, share):
    return np.mean((np.mean(votes, axis=0) - y) ** 2) + np.mean(np.var(votes, axis=0)) * share


def by_norms(points, centres):
    apart = [[np.linalg.norm(p - c) ** 2 for c in centres] for p in points]
    return np.mean([min(row) for row in apart])


def by_kmeans(points, centres):
    """KMeans with its centres put in place only scores."""
    model = KMeans(len(centres), init=centres, n_init=1).fit(centres)
    return -model.score(points) / len(points)


def distances(points, centres):
    return np.linalg.norm(points[:, None] - centres[None], axis=2)


RIGHT = [("forest_error", by_pairs), ("within", by_norms), ("within", by_kmeans)]
WRONG = [
    ("forest_error", "endlessly many", lambda votes, y, trees: forest(votes, y, trees, 0)),
    ("forest_error", "one tree", lambda votes, y, trees: np.mean((votes - y) ** 2)),
    ("forest_error", "√trees", lambda votes, y, trees: forest(votes, y, trees, trees**-0.5)),
    ("forest_error", "bias is the same",
     lambda votes, y, trees: np.mean((votes - y) ** 2) / trees),
    ("forest_error", "axis=0",
     lambda votes, y, trees: forest(votes, y, trees, 0) + np.var(votes) / trees),
    ("forest_error", "adds the standard deviation", lambda votes, y, trees:
     forest(votes, y, trees, 0) + np.sqrt(votes.var(0)).mean() / trees),
    ("forest_error", "ddof=0", lambda votes, y, trees:
     forest(votes, y, trees, len(votes) / (len(votes) - 1) / trees)),
    ("forest_error", "Square the distance", lambda votes, y, trees:
     np.abs(votes.sum(0) / len(votes) - y).mean() + votes.var(0).mean() / trees),
    ("within", "not their mean", lambda points, centres: by_norms(points, centres) / 2),
    ("within", "absolute values", lambda points, centres:
     np.mean([min(np.linalg.norm(p - c, 1) for c in centres) for p in points])),
    ("within", "mean of all points", lambda points, centres: points.var(axis=0).sum()),
    ("within", "square root", lambda points, centres: distances(points, centres).min(1).mean()),
    ("within", "divide by their number",
     lambda points, centres: (distances(points, centres) ** 2).min(1).sum()),
    ("within", "Only the nearest",
     lambda points, centres: np.mean(distances(points, centres) ** 2)),
    ("within", "nearest point of every centre",
     lambda points, centres: (distances(points, centres) ** 2).min(0).mean()),
    ("within", "farthest", lambda points, centres: (distances(points, centres) ** 2).max(1).mean()),
]

test_right_answers, test_wrong_answers, test_all_are_answered = answered(capacity, RIGHT, WRONG)


def test_the_pictures_of_the_lesson_compute_the_same():
    assert passes("forest_error", expected_error)
    assert passes("within", lambda points, centres:
                  squared_distances(points, centres).min(axis=1).mean())
