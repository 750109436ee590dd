"""Answers to the exercises of lesson 12, right and wrong."""

import numpy as np
from answers import answered

from regviz.exercises import early_stopping


def by_bisection(strength, step, t):
    low, high = 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        if strength / (strength + middle) > kept(strength, step, t):
            low = middle
        else:
            high = middle
    return middle


def kept(strength, step, t):
    return 1 - (1 - step * strength) ** t


def slope(X, y, w, add=0.0):
    return (X @ w - y) @ X / len(y) + add * w


def by_hessian(X, y, w, sigma):
    return (X.T @ X / len(y) + sigma**2 * np.eye(len(w))) @ w - X.T @ y / len(y)


RIGHT = [("matching_lam", by_bisection), ("noisy_gradient", by_hessian)]
WRONG = [
    ("matching_lam", "rule of thumb", lambda d, step, t: 1 / (t * step)),
    ("matching_lam", "solve for lam", kept),
    ("matching_lam", "exchanged", lambda d, step, t: d * kept(d, step, t) / (1 - step * d) ** t),
    ("matching_lam", "strength is missing", lambda d, step, t: 1 / kept(d, step, t) - 1),
    ("matching_lam", "take strength off", lambda d, step, t: d / kept(d, step, t)),
    ("matching_lam", "must fall", lambda d, step, t: t * step),
    ("noisy_gradient", "sign is turned", lambda X, y, w, sigma: slope(X, y, w, -(sigma**2))),
    ("noisy_gradient", "not an absolute value",
     lambda X, y, w, sigma: slope(X, y, w) + sigma**2 * np.where(w > 0, 1, -1)),
    ("noisy_gradient", "noise is missing", lambda X, y, w, sigma: slope(X, y, w)),
    ("noisy_gradient", "sigma²", lambda X, y, w, sigma: slope(X, y, w, sigma)),
    ("noisy_gradient", "factor 2", lambda X, y, w, sigma: slope(X, y, w, 2 * sigma**2)),
    ("noisy_gradient", "divide it by n",
     lambda X, y, w, sigma: slope(X, y, w, sigma**2 / len(y))),
    ("noisy_gradient", "n times", lambda X, y, w, sigma: len(y) * slope(X, y, w, sigma**2)),
]

test_right, test_wrong, test_all_answered = answered(early_stopping, RIGHT, WRONG)
