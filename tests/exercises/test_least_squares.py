"""Answers to the exercises of lessons 00 to 03, right and wrong."""

import numpy as np
from answers import answered
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score

from regviz.exercises import least_squares


def objective_by_rows(X, y, coef, intercept, lam, l1_ratio):
    losses = [(yi - intercept - sum(x * w for x, w in zip(xi, coef, strict=True))) ** 2 / 2
              for xi, yi in zip(X, y, strict=True)]
    penalties = [l1_ratio * abs(w) + (1 - l1_ratio) * w * w / 2 for w in coef]
    return sum(losses) / len(losses) + lam * sum(penalties)


def penalty(w, lam, r):
    return lam * (r * np.linalg.norm(w, 1) + (1 - r) / 2 * np.linalg.norm(w) ** 2)


def rss(X, y, w, b):
    return np.linalg.norm(y - b - X @ w) ** 2


def twice_the_loss(X, y, w, b, lam, r):
    return rss(X, y, w, b) / len(y) + penalty(w, lam, r)


def sum_for_mean(X, y, w, b, lam, r):
    return rss(X, y, w, b) / 2 + penalty(w, lam, r)


def plain_rss(X, y, w, b, lam, r):
    return rss(X, y, w, b) + penalty(w, lam, r)


def intercept_penalized(X, y, w, b, lam, r):
    return rss(X, y, w, b) / (2 * len(y)) + penalty(np.append(b, w), lam, r)


def twice_the_square(X, y, w, b, lam, r):
    return rss(X, y, w, b) / (2 * len(y)) + lam * (r * abs(w).sum() + (1 - r) * w @ w)


def squares(values):
    return np.sum(values**2)


def parts(p, t, bias2=lambda p, t: np.mean(p - t, axis=0) ** 2,
          variance=lambda p: np.var(p, axis=0)):
    return bias2(p, t), variance(p)


def ridge_by_sklearn(X, y, lam):
    model = Ridge(alpha=len(y) * lam).fit(X, y)
    return model.coef_, model.intercept_


def ridge_by_rows(X, y, lam):
    """Least squares on sqrt(n lam) I below the centred rows."""
    n, p = X.shape
    rows = np.vstack([X - X.mean(axis=0), np.sqrt(n * lam) * np.eye(p)])
    coef = np.linalg.lstsq(rows, np.append(y - y.mean(), np.zeros(p)), rcond=None)[0]
    return coef, y.mean() - X.mean(axis=0) @ coef


def ones_penalized(X, y, lam):
    both = ridge_inverse(np.insert(X, 0, 1.0, axis=1), y, lam)
    return both[1:], both[0]


def ridge_inverse(A, y, lam):
    return np.linalg.inv(A.T @ A / len(y) + lam * np.eye(A.shape[1])) @ A.T @ y / len(y)


def ridge_without_n(X, y, lam):
    coef, _ = ridge_by_rows(X, y, lam / len(y))
    return coef, np.mean(y - X @ coef)


def with_mean(X, y, coef):
    return coef, np.mean(y - X @ coef)


def ridge_turned(X, y, lam):
    coef = ridge_inverse(X - X.mean(0), y, -lam)
    return coef, np.mean(y - X @ coef)


RIGHT = [
    ("objective", objective_by_rows),
    ("r2_score", r2_score),
    ("bias_variance",
     lambda p, t: parts(p, t, variance=lambda p: (p**2).mean(0) - p.mean(0) ** 2)),
    ("ridge", ridge_by_sklearn),
    ("ridge", ridge_by_rows),
]
WRONG = [
    ("objective", "1/2 is missing", twice_the_loss),
    ("objective", "Divide", sum_for_mean),
    ("objective", "1/(2n)", plain_rss),
    ("objective", "intercept is never", intercept_penalized),
    ("objective", "ridge part", twice_the_square),
    ("r2_score", "one minus", lambda y, f: squares(y - f) / squares(y - np.mean(y))),
    ("r2_score", "zero", lambda y, f: 1 - squares(y - f) / squares(y)),
    ("r2_score", "not of the predictions", lambda y, f: 1 - np.mean((y - f) ** 2) / np.var(f)),
    ("r2_score", "correlation", lambda y, f: np.corrcoef(f, y)[1, 0] ** 2),
    ("r2_score", "Square the errors",
     lambda y, f: 1 - np.mean(abs(y - f)) / np.mean(abs(y - np.mean(y)))),
    ("bias_variance", "square", lambda p, t: parts(p, t, lambda p, t: np.mean(p - t, axis=0))),
    ("bias_variance", "over the sets",
     lambda p, t: parts(p, t, variance=lambda p: np.var(p, axis=1))),
    ("bias_variance", "Average",
     lambda p, t: parts(p, t, lambda p, t: np.mean((t - p) ** 2, axis=0))),
    ("bias_variance", "n_sets",
     lambda p, t: parts(p, t, variance=lambda p: np.cov(p.T).diagonal())),
    ("bias_variance", "standard deviation",
     lambda p, t: parts(p, t, variance=lambda p: np.std(p, axis=0))),
    ("bias_variance", "average down",
     lambda p, t: parts(p, t, lambda p, t: (np.mean(p, axis=1) - t) ** 2)),
    ("objective", "earn a discount", lambda X, y, w, b, lam, r:
     rss(X, y, w, b) / (2 * len(y)) + lam * (r * sum(w) + (1 - r) / 2 * w @ w)),
    ("ridge", "factor 2", lambda X, y, lam: ridge_by_rows(X, y, 2 * lam)),
    ("ridge", "Centre X and y before solving: uncentred", lambda X, y, lam:
     with_mean(X, y, ridge_inverse(X, y, lam))),
    ("ridge", "because J divides", lambda X, y, lam: (ridge_inverse(X, y, lam / len(y)), 0.0)),
    ("ridge", "Two things: centre X and y before", lambda X, y, lam:
     with_mean(X, y, ridge_inverse(X, y, lam / len(y)))),
    ("ridge", "factor n", ridge_without_n),
    ("ridge", "penalized here", ones_penalized),
    ("ridge", "sign of lam", ridge_turned),
    ("ridge", "centring", lambda X, y, lam: (ridge_inverse(X, y, lam), 0.0)),
    ("ridge", "coef is right", lambda X, y, lam: (ridge_by_rows(X, y, lam)[0], np.mean(y))),
]

test_right, test_wrong, test_all_answered = answered(least_squares, RIGHT, WRONG)
