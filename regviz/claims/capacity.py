"""Claim of lesson 13: fewer clusters or shallower trees, capacity without a penalty on weights."""

from collections import namedtuple

import numpy as np

from regviz.claims.clusters import blobs, cluster_log_loss, grown_centres, squared_distances
from regviz.claims.ledger import Finding, claim
from regviz.claims.random_forests import expected_error, forests
from regviz.data.datasets import diabetes
from regviz.solvers.ridge import RidgePath

KS = range(1, 13)
DEPTHS = (1, 2, 3, 6, 12)
TREES = 30


class _Trees(namedtuple("_Trees", "one forest variance training")):
    """Per depth: errors of one tree (expected) and of the forest, variance, training error."""


def _clusters(seed):
    """(within-cluster sums, held-out -log-likelihoods) for each number of clusters."""
    rng = np.random.default_rng(seed)
    train, test = blobs(100, rng), blobs(1000, rng)
    grown = grown_centres(train, len(KS))
    within = np.array([squared_distances(train, c).min(axis=1).mean() for c in grown])
    return within, np.array([cluster_log_loss(test, c, train) for c in grown])


def _trees(seed):
    train, test = diabetes().split(test_share=142 / 442, seed=seed)
    grown = forests(train, test, DEPTHS, TREES, seed)
    one = np.array([expected_error(votes, test.y, 1) for votes in grown.votes])
    variance = np.array([votes.var(axis=0).mean() for votes in grown.votes])
    return _Trees(one, grown.test[:, -1], variance, grown.train[:, -1])


def _ridge(seed):
    """Held-out error, as a share of the variance of y, from the smallest lam to the largest."""
    train, test = diabetes(quadratic=True).split(test_share=142 / 442, seed=seed)
    predicted = RidgePath(train.X, train.y).predict(test.X, np.geomspace(1e-4, 1e3, 60))
    return ((predicted - test.y) ** 2).mean(axis=-1) / test.y.var()


def _inside(errors):
    """Whether the smallest is neither the first nor the last."""
    return 0 < errors.argmin() < len(errors) - 1


@claim(
    "p",
    says="Fewer clusters in k-means, or shallower trees in a forest, are regularization.",
    verdict="in the broad sense",
    right="They limit the capacity, and as with lambda a middle value often predicts best. But no "
          "weight is penalized. The smallest within-cluster sum never rises with k, so it cannot "
          "choose k. A held-out likelihood can. Depth trades bias for variance, most visibly in a "
          "single tree. The number of trees is another kind of knob: averaging more trees lowers "
          "the variance, and the expected squared error falls with it towards a limit.",
    lesson="13",
    share=0.95,
    source="Breiman, Random forests (Machine Learning, 2001)",
)
def capacity_without_a_penalty(seed: int = 0) -> Finding:
    """Held-out curves of 1 to 12 clusters of four blobs; of trees and ridge on 300 patients."""
    within, log_loss = _clusters(seed)
    trees, ridge = _trees(seed), _ridge(seed)
    figures = {
        "within-cluster sum: steps up, k = 1 to 12": (np.diff(within) > 0).sum(),
        "held-out −log-likelihood: best k": KS[log_loss.argmin()],
        "at k = 12, more than at the best": log_loss[-1] - log_loss.min(),
        "one tree: best depth": DEPTHS[trees.one.argmin()],
        "one tree: error at depth 12 / at the best": trees.one[-1] / trees.one.min(),
        f"{TREES} trees: error at depth 12 / at the best": trees.forest[-1] / trees.forest.min(),
        f"depth 12: error of {TREES} trees / of one": trees.forest[-1] / trees.one[-1],
        "variance of a tree, depth 12 / depth 1": trees.variance[-1] / trees.variance[0],
        "training error, depth 12 / depth 1": trees.training[-1] / trees.training[0],
        "ridge: error at the smallest lam / at the best": ridge[0] / ridge.min(),
        "ridge: error at the largest lam / at the best": ridge[-1] / ridge.min(),
    }
    between = _inside(log_loss) and _inside(trees.one) and _inside(ridge)
    trade = trees.variance[-1] > 2 * trees.variance[0] and (np.diff(trees.training) < 0).all()
    averaged = (trees.forest[-1] < 0.75 * trees.one[-1]
                and trees.forest[-1] / trees.forest.min() < trees.one[-1] / trees.one.min())
    return Finding(figures, between and trade and averaged and (np.diff(within) <= 0).all())
