"""Claim of lesson 10: fewer clusters and shallower trees, capacity held back without a penalty on any weight."""

import numpy as np

from regviz.claims.clusters import blobs, cluster_log_loss, grown_centres, squared_distances
from regviz.claims.ledger import Finding, claim
from regviz.claims.random_forests import expected_error, forests
from regviz.data.datasets import diabetes
from regviz.solvers.ridge import RidgePath

KS, DEPTHS, TREES = range(1, 13), (1, 2, 3, 6, 12), 30


def _clusters(seed):
    rng = np.random.default_rng(seed)
    train, test = blobs(100, rng), blobs(1000, rng)
    grown = grown_centres(train, len(KS))
    within = np.array([squared_distances(train, c).min(axis=1).mean() for c in grown])
    return within, np.array([cluster_log_loss(test, c, train) for c in grown])


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
