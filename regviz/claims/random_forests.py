"""Random forests against depth and number of trees."""

from collections import namedtuple

import numpy as np


def expected_error(votes, y, trees):
    """Mean squared error of the average of `trees` trees, drawn with replacement from votes (T, n).

    (average - y)^2 + variance / trees, mean over the rows.
    """
    return ((votes.mean(axis=0) - y) ** 2).mean() + votes.var(axis=0).mean() / trees


class Forests(namedtuple("Forests", "votes train test")):
    """votes: per depth the predictions (T, n) of each tree at the held-out rows.

    train, test (depths, T): mean squared errors of the average of the first 1, ..., T trees.
    """


def forests(train, test, depths, trees, seed=0):
    """Forests of regression trees (Breiman 2001), one forest of `trees` for each of depths.

    Trees grow on resamples, with a third of the features drawn at each split.
    """
    from sklearn.ensemble import RandomForestRegressor

    rows = []
    for depth in depths:
        forest = RandomForestRegressor(trees, max_depth=depth, max_features=1 / 3,
                                       random_state=seed).fit(train.X, train.y)
        own, votes = (np.array([tree.predict(data.X) for tree in forest.estimators_])
                      for data in (train, test))
        rows.append((votes, grown_errors(own, train.y), grown_errors(votes, test.y)))
    votes, own, held_out = zip(*rows, strict=True)
    return Forests(votes, np.array(own), np.array(held_out))


def grown_errors(votes, y):
    """(T,) mean squared errors of the average of the first 1, ..., T rows of votes (T, n)."""
    averages = np.cumsum(votes, axis=0) / np.arange(1, len(votes) + 1)[:, None]
    return ((averages - y) ** 2).mean(axis=1)
