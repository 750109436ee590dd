"""Answers to the exercises of lessons 04 to 06 and 10, right and wrong."""

import numpy as np
from answers import answered, soft_by_branches

from regviz.exercises import lasso


def branches(values, t):
    return np.array([soft_by_branches(z, t) for z in values])


def prox_step(w, g, step, lam):
    return branches(w - step * g, step * lam)


def by_bisection(w, t):
    low, high = 0.0, np.abs(w).max()
    if np.abs(w).sum() <= t:
        return w
    for _ in range(80):
        middle = (low + high) / 2
        if np.maximum(np.abs(w) - middle, 0).sum() > t:
            low = middle
        else:
            high = middle
    return np.sign(w) * np.maximum(np.abs(w) - high, 0)


def first(X, y, size=abs, centred=True, n=len):
    """The first to enter from X'(y - mean) / n, with the size, the mean or n as told."""
    found = size(X.T @ (y - centred * y.mean())) / n(y)
    return int(np.argmax(found)), max(found)


def strongest(X, y):
    """The feature with the largest coefficient of least squares; lam_max is right."""
    coef = np.linalg.pinv(X - X.mean(axis=0)) @ y
    return int(np.argmax(abs(coef))), first(X, y)[1]


def keep_sign(z, size):
    return np.where(z < 0, -size, size)


RIGHT = [
    ("soft_threshold", soft_by_branches),
    ("lasso_prox_step", prox_step),
    ("project_on_l1_ball", by_bisection),
    ("first_to_enter", first),
]
WRONG = [
    ("soft_threshold", "negative z", lambda z, t: z - t if abs(z) > t else 0),
    ("soft_threshold", "hard threshold", lambda z, t: z * (abs(z) > t)),
    ("soft_threshold", "sticks at 0", lambda z, t: z - t if z > 0 else z + t if z < 0 else z),
    ("soft_threshold", "doubled", lambda z, t: keep_sign(z, max(abs(z) - 2 * t, 0))),
    ("soft_threshold", "sign of z", lambda z, t: max(abs(z) - t, 0)),
    ("soft_threshold", "are lost", lambda z, t: max(z - t, 0)),
    ("soft_threshold", "halved", lambda z, t: keep_sign(z, max(abs(z) - t / 2, 0))),
    ("lasso_prox_step", "multiplied by step too",
     lambda w, g, step, lam: branches(w - g, step * lam)),
    ("lasso_prox_step", "step·lam", lambda w, g, step, lam: branches(w - step * g, lam)),
    ("lasso_prox_step", "hops over",
     lambda w, g, step, lam: w - step * g - step * lam * np.sign(w)),
    ("lasso_prox_step", "uphill", lambda w, g, step, lam: prox_step(w, -g, step, lam)),
    ("lasso_prox_step", "First the gradient",
     lambda w, g, step, lam: branches(w, step * lam) - step * g),
    ("project_on_l1_ball", "Scaling", lambda w, t: w / max(1, np.abs(w).sum() / t)),
    ("project_on_l1_ball", "budget", branches),
    ("project_on_l1_ball", "circle", lambda w, t: w / max(1, np.linalg.norm(w) / t)),
    ("project_on_l1_ball", "inside", lambda w, t: t * w / np.linalg.norm(w, 1)),
    ("project_on_l1_ball", "sum", lambda w, t: np.minimum(t, np.maximum(-t, w))),
    ("project_on_l1_ball", "share the rest",
     lambda w, t: np.sign(w) * np.clip(abs(w) - (sum(abs(w)) - t) / len(w), 0, None)),
    ("first_to_enter", "least-squares", strongest),
    ("first_to_enter", "divides", lambda X, y: first(X, y, n=lambda y: 1)),
    ("first_to_enter", "absolute", lambda X, y: first(X, y, size=lambda v: v)),
    ("first_to_enter", "Centre", lambda X, y: first(X, y, centred=False)),
    ("first_to_enter", "factor 2", lambda X, y: first(X, y, n=lambda y: len(y) / 2)),
]

test_right, test_wrong, test_all_answered = answered(lasso, RIGHT, WRONG)
