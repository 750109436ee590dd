"""Random forests against depth and number of trees."""

from collections import namedtuple

import numpy as np

from regviz.core.arguments import checked, kind, whole, wholes
from regviz.core.validation import check_array, check_matrix, demand
from regviz.data.problem import Problem

A_PROBLEM = kind(Problem, "rv.Problem(X, y)")


@checked(trees=whole(1))
def expected_error(votes, y, trees):
    """Mean squared error of the average of `trees` trees, drawn with replacement from votes (T, n).

    (average - y)^2 + variance / trees, mean over the rows.
    """
    votes, y = check_matrix(votes, "votes"), check_array(y, "y")
    demand(votes.size and y.shape == votes.shape[1:],
           "votes and y must have shapes (trees, n) and (n,): they have {} and {}", votes.shape,
           y.shape)
    return ((votes.mean(axis=0) - y) ** 2).mean() + votes.var(axis=0).mean() / trees


class Forests(namedtuple("Forests", "votes train test")):
    """votes: per depth the predictions (T, n) of each tree at the held-out rows.

    train, test (depths, T): mean squared errors of the average of the first 1, ..., T trees.
    """


@checked(
    train=A_PROBLEM,
    test=A_PROBLEM,
    depths=wholes(1, 100),
    trees=whole(1, 10**5),
    seed=whole(0, 2**32 - 1),
)
def forests(train, test, depths, trees, seed=0):
    """Forests of regression trees (Breiman 2001), one forest of `trees` for each of depths.

    Trees grow on resamples, with a third of the features drawn at each split. They grow once, to
    the largest depth, and are cut at each of the others: a tree splits from the top down, so what
    is above the cut is the tree that stops there.
    """
    from sklearn.ensemble import RandomForestRegressor

    forest = RandomForestRegressor(trees, max_depth=max(depths), max_features=1 / 3,
                                   random_state=seed).fit(train.X, train.y)
    own, votes = (_votes(forest, data.X, depths) for data in (train, test))
    return Forests(tuple(votes), np.array([grown_errors(each, train.y) for each in own]),
                   np.array([grown_errors(each, test.y) for each in votes]))


def _votes(forest, X, depths):
    """(depths, T, n): what each tree of a forest, cut at each depth, predicts at the rows of X."""
    X = X.astype(np.float32)  # in which scikit-learn compares with a threshold
    return np.stack([_walk(grown.tree_, X, depths) for grown in forest.estimators_], axis=1)


def _walk(tree, X, depths):
    """(depths, n): the mean of the node in which each row stands after that many splits."""
    node = np.zeros(len(X), dtype=int)
    rows = np.arange(len(X))
    reached = {}
    for depth in range(1, max(depths) + 1):
        inner = tree.children_left[node] >= 0
        goes_left = X[rows, tree.feature[node]] <= tree.threshold[node]
        child = np.where(goes_left, tree.children_left[node], tree.children_right[node])
        node = np.where(inner, child, node)
        reached[depth] = tree.value[node, 0, 0]
    return np.array([reached[depth] for depth in depths])


def grown_errors(votes, y):
    """(T,) mean squared errors of the average of the first 1, ..., T rows of votes (T, n)."""
    averages = np.cumsum(votes, axis=0) / np.arange(1, len(votes) + 1)[:, None]
    return ((averages - y) ** 2).mean(axis=1)
