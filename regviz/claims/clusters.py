"""k-means with its held-out likelihood: capacity without a penalty on any weight."""

import numpy as np

from regviz.core.arguments import checked, number, whole
from regviz.core.validation import check_matrix, demand

CENTRES = np.array([[-1.5, -1.5], [1.5, -1.2], [0.0, 1.6], [2.2, 1.8]])


@checked(n=whole(0), spread=number(0))
def blobs(n, rng, spread=0.6):
    """(n, 2) points around four centres, each as likely as the others."""
    return CENTRES[rng.integers(len(CENTRES), size=n)] + spread * rng.standard_normal((n, 2))


def squared_distances(points, centres):
    """(n, k) squared distances of points (n, d) from centres (k, d)."""
    points, centres = check_matrix(points, "points"), check_matrix(centres, "centres")
    demand(points.shape[1] == centres.shape[1],
           "points and centres must have the same number of columns: got {} and {}",
           points.shape[1], centres.shape[1])
    return ((points[:, None] - centres) ** 2).sum(axis=2)


def lloyd(points, centres):
    """k-means (Lloyd 1982): points to their nearest centre, centres to the mean of their points.

    The two steps alternate until nothing moves; a centre without points stays.
    """
    while True:
        own = squared_distances(points, centres).argmin(axis=1)
        means = np.array([points[own == j].mean(axis=0) if (own == j).any() else centre
                          for j, centre in enumerate(centres)])
        if np.array_equal(means, centres):
            return means
        centres = means


@checked(most=whole(1), tried=whole(1))
def grown_centres(points, most, tried=12):
    """[centres (1, d), ..., (most, d)]: each starts from the centres before it and one more point.

    Of about `tried` points the best is taken. So the within-cluster sum cannot rise with k, as that
    of the best possible centres cannot.
    """
    points = check_matrix(points, "points")
    demand(points.size, "points must hold one point at least: got shape {}", points.shape)

    def within(centres):
        return squared_distances(points, centres).min(axis=1)

    grown = [points.mean(axis=0, keepdims=True)]
    while len(grown) < most:
        starts = np.argsort(-within(grown[-1]))[::max(1, len(points) // tried)]
        found = [lloyd(points, np.vstack([grown[-1], points[i]])) for i in starts]
        grown.append(min(found, key=lambda centres: within(centres).sum()))
    return grown


def cluster_log_loss(points, centres, train):
    """Mean of -log density at `points` of round normal clusters of one width.

    The width and the shares of the clusters are those of `train`.
    """
    points, train = check_matrix(points, "points"), check_matrix(train, "train")
    centres = check_matrix(centres, "centres")
    demand(points.size and train.size and centres.size,
           "points, centres and train must hold one point at least: got shapes {}, {}, {}",
           points.shape, centres.shape, train.shape)
    apart = squared_distances(train, centres)
    share = np.bincount(apart.argmin(axis=1), minlength=len(centres)) / len(train)
    width2 = apart.min(axis=1).sum() / train.size
    with np.errstate(divide="ignore"):
        logs = np.log(share) - squared_distances(points, centres) / (2 * width2)
    top = logs.max(axis=1)  # taken out before exp, which would underflow far from all centres
    density = top + np.log(np.exp(logs - top[:, None]).sum(axis=1))
    return float(-density.mean() + points.shape[1] / 2 * np.log(2 * np.pi * width2))
