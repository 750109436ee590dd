"""The C of a support vector machine, as a price and as a budget."""

from collections import namedtuple

import numpy as np

from regviz.claims.ledger import Finding, claim

COSTS = (0.1, 100.0)
KERNELS = {"straight": {"kernel": "linear"}, "curved": {"kernel": "rbf", "gamma": 1.0}}
N_SETS = 20
N_POINTS = 60


def moons(n, rng):
    """Two interlocked half circles, equally many points on each, with normal noise of 0.3.

    X (n, 2) and side (n,), -1 for the upper circle about (0, 0), 1 for the lower one about
    (1, 0.5): scikit-learn's make_moons, at random angles.
    """
    side = np.repeat([-1.0, 1.0], [n // 2, n - n // 2])
    angle = np.pi * rng.uniform(size=n)
    circle = np.column_stack([np.cos(angle), -side * np.sin(angle)])
    return circle + np.outer(side > 0, [1.0, 0.5]) + 0.3 * rng.standard_normal((n, 2)), side


def vote_variance(votes):
    """(variance, standard error) of votes (sets, m) of -1 and 1 between sets, mean over m points.

    For two independent machines E[v v'] = E[v]^2, so 1 - v.v'/m, averaged over all pairs, is
    unbiased.
    """
    sets = len(votes)
    apart = (1 - votes @ votes.T / votes.shape[1]).sum(axis=1) / (sets - 1)
    return float(apart.mean()), float(2 * apart.std(ddof=1) / np.sqrt(sets))


class _Machines(namedtuple("_Machines", "violations budget margin variance majority_wrong")):
    """Means over training sets: violations of the margin, their sum, its width; and the votes'."""


def _machines(kernel, cost, samples, X_new, side_new):
    """_Machines: one SVC per sample, which all vote on the points X_new."""
    from sklearn.svm import SVC

    told, votes = [], []
    for X, side in samples:
        svc = SVC(C=cost, **KERNELS[kernel]).fit(X, side)
        slack = np.maximum(0.0, 1 - side * svc.decision_function(X))
        heights = svc.decision_function(svc.support_vectors_) - svc.intercept_[0]
        norm2 = float(svc.dual_coef_[0] @ heights)  # |w|^2 in the space of the kernel
        told.append(((slack > 1e-3).sum(), slack.sum(), 2 / np.sqrt(norm2)))
        votes.append(np.sign(svc.decision_function(X_new)))
    votes = np.array(votes)
    wrong = (np.sign(votes.sum(axis=0)) != side_new).mean()
    return _Machines(*np.mean(told, axis=0), vote_variance(votes)[0], wrong)


@claim(
    "a",
    says="Support vector machines have low bias and high variance; raising C allows more "
         "violations of the margin and lowers the variance.",
    verdict="depends",
    right="True where C is a budget of violations. libsvm, liblinear and scikit-learn make C the "
          "price of one: there a larger C means fewer violations, a narrower margin and more "
          "variance. The bias depends on the kernel and its width: a straight boundary through a "
          "curved problem is wrong at every C.",
    lesson="11",
    source="James, Witten, Hastie, Tibshirani, An Introduction to Statistical Learning (2013), "
           "support vector machines",
    share=0.9,
)
def cost_and_budget(seed: int = 0) -> Finding:
    """20 training sets of two moons, a low and a high price, two kernels; 400 fresh points."""
    rng = np.random.default_rng(seed)
    samples = [moons(N_POINTS, rng) for _ in range(N_SETS)]
    X_new, side_new = moons(400, rng)
    made = {(kernel, cost): _machines(kernel, cost, samples, X_new, side_new)
            for kernel in KERNELS for cost in COSTS}
    figures = {f"{kernel}, C = {cost:g}: {name.replace('_', ' ')}": value
               for (kernel, cost), machines in made.items()
               for name, value in machines._asdict().items()}
    low, high = COSTS
    harder = all(np.less(made[kernel, high][:3], made[kernel, low][:3]).all() for kernel in KERNELS)
    varies = made["curved", high].variance > 1.5 * made["curved", low].variance
    curved_wrong = made["curved", high].majority_wrong
    biased = all(made["straight", c].majority_wrong > curved_wrong + 0.02 for c in COSTS)
    return Finding(figures, harder and varies and biased)
