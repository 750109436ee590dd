"""Claim of lesson 10: fewer clusters and shallower trees, capacity held back without a penalty on any weight."""

from collections import namedtuple

import numpy as np

from regviz.claims.base import Finding, claim
from regviz.data import diabetes
from regviz.paths import RidgePath

KS, DEPTHS, TREES = range(1, 13), (1, 2, 3, 6, 12), 30
CENTRES = np.array([[-1.5, -1.5], [1.5, -1.2], [0.0, 1.6], [2.2, 1.8]])


def blobs(n, rng, spread=0.6):
    """(n, 2) points around four centres, each as likely as the others."""
    return CENTRES[rng.integers(len(CENTRES), size=n)] + spread * rng.standard_normal((n, 2))


def squared_distances(points, centres):
    """(n, k) squared distances of points (n, d) from centres (k, d)."""
    return ((points[:, None] - centres) ** 2).sum(axis=2)


def lloyd(points, centres):
    """Every point to its nearest centre, every centre to the mean of its points, until nothing moves."""
    while True:
        own = squared_distances(points, centres).argmin(axis=1)
        means = np.array([points[own == j].mean(axis=0) if (own == j).any() else c for j, c in enumerate(centres)])
        if np.array_equal(means, centres):
            return means
        centres = means


def grown_centres(points, most, tried=12):
    """[centres (1, d), ..., (most, d)]: one more starts from the last ones and the best of some points.

    So the within-cluster sum cannot rise with k, as that of the best possible centres cannot.
    """
    grown = [points.mean(axis=0, keepdims=True)]
    while len(grown) < most:
        far = np.argsort(-squared_distances(points, grown[-1]).min(axis=1))[::max(1, len(points) // tried)]
        found = [lloyd(points, np.vstack([grown[-1], points[i]])) for i in far]
        grown.append(min(found, key=lambda c: squared_distances(points, c).min(axis=1).sum()))
    return grown


def cluster_log_loss(points, centres, train):
    """Mean of -log density at `points` of round normal clusters of one width, width and shares from `train`."""
    apart = squared_distances(train, centres)
    share = np.bincount(apart.argmin(axis=1), minlength=len(centres)) / len(train)
    width2 = apart.min(axis=1).sum() / train.size
    with np.errstate(divide="ignore"):
        logs = np.log(share) - squared_distances(points, centres) / (2 * width2)
    top = logs.max(axis=1)
    density = top + np.log(np.exp(logs - top[:, None]).sum(axis=1))
    return float(-density.mean() + points.shape[1] / 2 * np.log(2 * np.pi * width2))


def expected_error(votes, y, trees):
    """Mean squared error of the average of `trees` trees drawn at random, with replacement, from votes (T, n)."""
    return ((votes.mean(axis=0) - y) ** 2).mean() + votes.var(axis=0).mean() / trees


def _clusters(seed):
    rng = np.random.default_rng(seed)
    train, test = blobs(100, rng), blobs(1000, rng)
    grown = grown_centres(train, len(KS))
    within = np.array([squared_distances(train, c).min(axis=1).mean() for c in grown])
    return within, np.array([cluster_log_loss(test, c, train) for c in grown])


class Forests(namedtuple("Forests", "votes train test")):
    """votes: per depth the predictions (T, n) of each tree at the held-out rows; train, test (depths, T): the mean
    squared errors of the average of the first 1, ..., T trees."""


def forests(train, test, depths, trees, seed=0):
    """Forests of regression trees on resamples, a third of the features drawn at each split, one forest a depth."""
    from sklearn.ensemble import RandomForestRegressor

    rows = []
    for depth in depths:
        forest = RandomForestRegressor(trees, max_depth=depth, max_features=1 / 3, random_state=seed)
        forest.fit(train.X, train.y)
        own, votes = (np.array([tree.predict(data.X) for tree in forest.estimators_]) for data in (train, test))
        rows.append((votes, grown_errors(own, train.y), grown_errors(votes, test.y)))
    votes, own, held_out = zip(*rows, strict=True)
    return Forests(votes, np.array(own), np.array(held_out))


def grown_errors(votes, y):
    """(T,) mean squared errors of the average of the first 1, ..., T rows of votes (T, n)."""
    averages = np.cumsum(votes, axis=0) / np.arange(1, len(votes) + 1)[:, None]
    return ((averages - y) ** 2).mean(axis=1)


@claim(
    "p",
    says="Fewer clusters in k-means, or shallower trees in a forest, are regularization.",
    verdict="in the broad sense",
    right="They hold capacity back, and as with lambda a value between too little and too much often predicts best; "
          "but no weight is penalized. The least within-cluster sum never rises with k, so it cannot choose k: a "
          "held-out likelihood can. Depth trades bias for variance, most visibly in a single tree. The number of "
          "trees is no such knob: averaging more of them lowers the variance, and the expected squared error with it, "
          "towards a limit.",
    lesson="10",
    share=0.95,
    source="Breiman, Random forests (Machine Learning, 2001)",
)
def capacity_without_a_penalty(seed: int = 0) -> Finding:
    """Held-out curves: 1 to 12 clusters of four blobs; trees of depth 1 to 12 and ridge on 300 random patients."""
    within, log_loss = _clusters(seed)
    train, test = diabetes().split(test_share=142 / 442, seed=seed)
    grown = forests(train, test, DEPTHS, TREES, seed)
    one, spread = np.array([(expected_error(v, test.y, 1), v.var(axis=0).mean()) for v in grown.votes]).T
    all_of_them, training = grown.test[:, -1], grown.train[:, -1]
    wide, others = diabetes(quadratic=True).split(test_share=142 / 442, seed=seed)
    path, lams = RidgePath(wide.X, wide.y), np.geomspace(1e-4, 1e3, 60)
    ridge = ((path.predict(others.X, lams) - others.y) ** 2).mean(axis=-1) / others.y.var()
    figures = {
        "within-cluster sum: steps up, k = 1 to 12": (np.diff(within) > 0).sum(),
        "held-out −log-likelihood: best k": KS[log_loss.argmin()],
        "at k = 12, more than at the best": log_loss[-1] - log_loss.min(),
        "one tree: best depth": DEPTHS[one.argmin()],
        "one tree: error at depth 12 / at the best": one[-1] / one.min(),
        f"{TREES} trees: error at depth 12 / at the best": all_of_them[-1] / all_of_them.min(),
        f"depth 12: error of {TREES} trees / of one": all_of_them[-1] / one[-1],
        "variance of a tree, depth 12 / depth 1": spread[-1] / spread[0],
        "training error, depth 12 / depth 1": training[-1] / training[0],
        "ridge: error at the smallest lam / at the best": ridge[0] / ridge.min(),
        "ridge: error at the largest lam / at the best": ridge[-1] / ridge.min(),
    }
    figures = {name: float(value) for name, value in figures.items()}
    inside = (0 < log_loss.argmin() < len(KS) - 1 and 0 < one.argmin() < len(DEPTHS) - 1
              and 0 < ridge.argmin() < len(lams) - 1)
    trade = spread[-1] > 2 * spread[0] and (np.diff(training) < 0).all()
    averaged = all_of_them[-1] < 0.75 * one[-1] and all_of_them[-1] / all_of_them.min() < one[-1] / one.min()
    return Finding(figures, bool(inside and trade and averaged and (np.diff(within) <= 0).all()))
