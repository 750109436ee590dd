"""Answers to the exercise of lesson 08, right and wrong."""

import numpy as np
from answers import answered, soft_by_branches
from sklearn.linear_model import ElasticNet

from regviz.exercises import elastic_net


def by_sklearn(z, lam, l1_ratio):
    """ElasticNet on one row; its own words for l1_ratio 0, where it would warn."""
    if l1_ratio == 0:
        return z / (1 + lam)
    model = ElasticNet(alpha=lam, l1_ratio=l1_ratio, fit_intercept=False, tol=1e-12)
    return model.fit([[1.0]], [z]).coef_


def mixed(z, lam, r):
    return r * soft_by_branches(z, lam) + (1 - r) * z / (1 + lam)


def update(z, lam, r, l2=1):
    return soft_by_branches(z, lam * r) / (1 + l2 * lam * (1 - r))


RIGHT = [("net_update", by_sklearn)]
WRONG = [
    ("net_update", "L2 part is missing", lambda z, lam, r: update(z, lam, r, l2=0)),
    ("net_update", "L1 part is missing", lambda z, lam, r: z / (1 + lam * (1 - r))),
    ("net_update", "First the threshold",
     lambda z, lam, r: soft_by_branches(z / (1 + lam * (1 - r)), lam * r)),
    ("net_update", "without a 2", lambda z, lam, r: update(z, lam, r, l2=2)),
    ("net_update", "swapped", lambda z, lam, r: update(z, lam, 1 - r)),
    ("net_update", "steps over",
     lambda z, lam, r: (z - lam * r * np.sign(z)) / (1 + lam * (1 - r))),
    ("net_update", "threshold is lam·l1_ratio",
     lambda z, lam, r: soft_by_branches(z, lam) / (1 + lam * (1 - r))),
    ("net_update", "divide by 1 + lam·(1 − l1_ratio)",
     lambda z, lam, r: soft_by_branches(z, lam * r) / (1 + lam)),
    ("net_update", "Negative z are lost", lambda z, lam, r: max(0.0, update(z, lam, r))),
    ("net_update", "hard threshold",
     lambda z, lam, r: z * (abs(z) > lam * r) / (1 + lam * (1 - r))),
    ("net_update", "not the two answers", mixed),
]

test_right, test_wrong, test_all_answered = answered(elastic_net, RIGHT, WRONG)
