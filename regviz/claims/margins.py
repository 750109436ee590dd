"""The C of a support vector machine, as a price and as a budget."""

import numpy as np

from regviz.claims.ledger import Finding, claim

COSTS = (0.1, 100.0)
KERNELS = {"straight": {"kernel": "linear"}, "curved": {"kernel": "rbf", "gamma": 1.0}}
N_SETS, N_POINTS = 20, 60


def moons(n, rng):
    """Two half circles that bite into each other, equally many points on each, with normal noise of 0.3.

    X (n, 2) and side (n,), -1 for the upper circle about (0, 0), 1 for the lower one about (1, 0.5).
    """
    side = np.repeat([-1.0, 1.0], [n // 2, n - n // 2])
    angle = np.pi * rng.uniform(size=n)
    circle = np.column_stack([np.cos(angle), -side * np.sin(angle)])
    return circle + np.outer(side > 0, [1.0, 0.5]) + 0.3 * rng.standard_normal((n, 2)), side


def vote_variance(votes):
    """(variance, standard error) of votes (sets, m) of -1 and 1, mean over m points, between independent sets.

    For two independent machines E[v v'] = E[v]^2, so 1 - v.v'/m, averaged over all pairs, is unbiased.
    """
    sets = len(votes)
    apart = (1 - votes @ votes.T / votes.shape[1]).sum(axis=1) / (sets - 1)
    return float(apart.mean()), float(2 * apart.std(ddof=1) / np.sqrt(sets))


def _machines(kernel, cost, samples, X_new):
    """Mean violations, budget and margin width of one SVC per sample, and their votes (sets, m) on X_new."""
    from sklearn.svm import SVC

    told, votes = [], []
    for X, side in samples:
        svc = SVC(C=cost, **KERNELS[kernel]).fit(X, side)
        slack = np.maximum(0.0, 1 - side * svc.decision_function(X))
        norm2 = float(svc.dual_coef_[0] @ (svc.decision_function(svc.support_vectors_) - svc.intercept_[0]))
        told.append(((slack > 1e-3).sum(), slack.sum(), 2 / np.sqrt(norm2)))
        votes.append(np.sign(svc.decision_function(X_new)))
    return np.mean(told, axis=0), np.array(votes)


@claim(
    "a",
    says="Support vector machines have low bias and high variance; raising C allows more violations of the margin and "
         "lowers the variance.",
    verdict="depends",
    right="True where C is a budget of violations. libsvm, liblinear and scikit-learn make C the price of one: there a "
          "larger C means fewer violations, a narrower margin and more variance. The bias depends on the kernel and "
          "its width: a straight boundary through a curved problem is wrong at every C.",
    lesson="02",
    source="James, Witten, Hastie, Tibshirani, An Introduction to Statistical Learning (2013), support vector machines",
    share=0.9,
)
def cost_and_budget(seed: int = 0) -> Finding:
    """20 training sets of two moons, a low and a high price, two kernels; majority votes judged on 400 fresh points."""
    rng = np.random.default_rng(seed)
    samples = [moons(N_POINTS, rng) for _ in range(N_SETS)]
    X_new, side_new = moons(400, rng)
    figures, variance = {}, {}
    for kernel in KERNELS:
        for cost in COSTS:
            (violations, budget, width), votes = _machines(kernel, cost, samples, X_new)
            variance[kernel, cost] = vote_variance(votes)[0]
            figures |= {f"{kernel}, C = {cost:g}: violations": violations, f"{kernel}, C = {cost:g}: budget": budget,
                        f"{kernel}, C = {cost:g}: margin": width,
                        f"{kernel}, C = {cost:g}: variance": variance[kernel, cost]}
            wrong = float((np.sign(votes.sum(axis=0)) != side_new).mean())
            figures[f"{kernel}, C = {cost:g}: majority wrong"] = wrong
    figures = {name: float(value) for name, value in figures.items()}
    low, high = (f"C = {cost:g}" for cost in COSTS)
    harder = all(figures[f"{k}, {high}: {what}"] < figures[f"{k}, {low}: {what}"]
                 for k in KERNELS for what in ("violations", "budget", "margin"))
    varies = variance["curved", COSTS[1]] > 1.5 * variance["curved", COSTS[0]]
    biased = all(figures[f"straight, {c}: majority wrong"] > figures[f"curved, {high}: majority wrong"] + 0.02
                 for c in (low, high))
    return Finding(figures, bool(harder and varies and biased))
