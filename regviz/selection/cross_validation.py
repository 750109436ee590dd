"""Choosing lambda by cross-validation along exact paths, plain, repeated and nested, and how a leak flatters.

Every error is a mean of squared errors on rows the fit has not seen. Derived in lesson 07.
"""

from collections import namedtuple

import numpy as np

from regviz.core.linalg import centre, products
from regviz.core.validation import check_lam, check_xy, demand
from regviz.data.problem import Problem
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.lasso_batch import lasso_paths
from regviz.solvers.lasso_gram import stretches
from regviz.solvers.ridge import RidgePath

GRID = np.geomspace(1e-3, 1.0, 100)


def folds(n, k=10, seed=0):
    """k pairs (train, test) of row numbers: every row is in one test set, the sizes differ by one at most.

    k = n leaves one out. ValueError unless 2 <= k <= n.
    """
    demand(2 <= k <= n, "k must lie between 2 and the number of rows, {}: got {}", n, k)
    part = np.random.default_rng(seed).permutation(np.arange(n) % k)
    return [(np.flatnonzero(part != j), np.flatnonzero(part == j)) for j in range(k)]


class CVCurve(namedtuple("CVCurve", "method lams errors lam_min lam_1se held_out")):
    """K-fold cross-validation: cv(lam) is the mean over the folds of the held-out error, at any lam >= lams[0].

    lams (L,) rising; errors (k, L); mean, se (L,), se = sd over the folds (ddof = 1) / sqrt(k); lam_min where the
    mean is smallest between lams[0] and lams[-1]; lam_1se >= lam_min the largest lam there whose mean exceeds that
    minimum by no more than its standard error.
    """

    def fold_errors(self, lam):
        """Held-out error of each fold, shape (k,) + np.shape(lam)."""
        lam = np.asarray(check_lam(lam))
        demand((lam >= self.lams[0]).all(), "lam must not lie below the grid, from {:g} on: got {}", self.lams[0], lam)
        return self.held_out(lam)

    def __call__(self, lam):
        return self.fold_errors(lam).mean(axis=0)

    @property
    def mean(self):
        return self.errors.mean(axis=0)

    @property
    def se(self):
        return _standard_error(self.errors)


def _standard_error(errors):
    return errors.std(axis=0, ddof=1) / np.sqrt(len(errors))


def cross_validate(X, y, k=10, seed=0, method="lasso", l1_ratio=0.5, lams=None, standardize=False):
    """CVCurve of 'lasso', 'ridge' or 'elastic net' (the one with l1_ratio); lams: the grid, 100 values if None.

    The lasso's errors are piecewise quadratic in lam, so its lam_min and lam_1se are exact; for the others the grid
    is refined around them. standardize=True scales each fold by its own training rows.
    """
    X, y = check_xy(X, y)
    demand(method in ("lasso", "ridge", "elastic net"),
           "method must be one of 'lasso', 'ridge', 'elastic net': got {!r}", method)
    lams = _grid(_scaled(X, X, standardize)[0], y, method, l1_ratio) if lams is None else np.unique(check_lam(lams))
    parts = [(*_scaled(X[a], X[b], standardize), y[a], y[b]) for a, b in folds(len(y), k, seed)]
    X_train, X_test, y_train, y_test = zip(*parts, strict=True)
    if method == "lasso":
        held_out = _LassoErrors(lasso_paths(X_train, y_train, floor=lams[0]), X_test, y_test)
        return CVCurve(method, lams, held_out(lams), *_exact_choice(held_out, lams), held_out)
    fits = [RidgePath(A, b) if method == "ridge" else ElasticNetPath(A, b, l1_ratio)
            for A, b in zip(X_train, y_train, strict=True)]
    def held_out(lam):
        return np.stack([((b - path.predict(A, lam)) ** 2).mean(axis=-1)
                         for path, A, b in zip(fits, X_test, y_test, strict=True)])
    errors = held_out(lams)
    return CVCurve(method, lams, errors, *_refined_choice(held_out, lams, errors), held_out)


def _grid(X, y, method, l1_ratio):
    """100 values: for ridge from df near the rank to df near 0, otherwise from lam_max / 1000 to lam_max."""
    data = centre(X, y)
    if method == "ridge":
        return ridge_grid(data.X)
    lam_max = products(data.X, data.y)[1] / len(data.y) / (1.0 if method == "lasso" else l1_ratio)
    return GRID * (lam_max or 1.0)


def _scaled(X, X_test, standardize):
    """(X, X_test); with standardize both moved by the centre and scale of X, columns constant in X made 0."""
    if not standardize:
        return X, X_test
    train = Problem(X, np.zeros(len(X))).standardize()
    return train.X, train.apply(Problem(X_test, np.zeros(len(X_test)))).X


class _LassoErrors:
    """Held-out errors of the folds' lasso paths: called with lam, shape (k,) + np.shape(lam).

    Part t of the way from knot to knot the residual is r + t move, so that the mean square over m rows is
    (|r|^2 + t 2 r'move + t^2 |move|^2) / m: square, slope and curve (k, K) are these, stretch by stretch.
    """

    def __init__(self, fits, Xs, ys):
        self.knots, size = fits.knots, np.array([len(y) for y in ys])
        parts = zip(Xs, ys, fits.coefs, fits.x_mean, fits.y_mean, strict=True)
        r = np.concatenate([y - y_mean - coefs @ (X - x_mean).T for X, y, coefs, x_mean, y_mean in parts], axis=1)
        move = np.diff(r, axis=0, append=r[-1:])
        self.square, self.slope, self.curve = (
            (np.add.reduceat(product, np.cumsum(size) - size, axis=1) / size).T.copy()
            for product in (r * r, 2 * r * move, move * move))

    def __call__(self, lam):
        at, t = stretches(self.knots, np.ravel(lam))
        error = self.square.take(at) + t * (self.slope.take(at) + t * self.curve.take(at))
        return error.reshape(-1, *np.shape(lam))


def _exact_choice(held_out, lams):
    """(lam_min, lam_1se): between all knots the mean is start + slope t + curve t^2, 0 <= t <= 1, curve >= 0."""
    edges = np.sort(np.clip(np.append(held_out.knots, lams[[0, -1]]), lams[0], lams[-1]))
    low, width = edges[:-1], np.diff(edges)
    start, middle, end = held_out(np.array([low, low + width / 2, edges[1:]])).mean(axis=0)
    curve = np.maximum(2 * (start - 2 * middle + end), 0.0)
    slope = end - start - curve
    at = np.clip(np.divide(-slope, 2 * curve, out=(slope <= 0).astype(float), where=curve > 0), 0.0, 1.0)
    least = start + at * (slope + at * curve)
    best = np.flatnonzero(least <= least.min() * (1 + 1e-14))[-1]
    lam_min = low[best] + at[best] * width[best]
    limit = least[best] + _standard_error(held_out(lam_min))
    far = np.flatnonzero(least <= limit)[-1]
    room, rise = limit - least[far], slope[far] + 2 * at[far] * curve[far]
    root = np.sqrt(rise**2 + 4 * curve[far] * room) + rise
    reach = min(at[far] + 2 * room / root, 1.0) if root > 0 else 1.0
    return float(lam_min), float(max(lam_min, low[far] + reach * width[far]))


def _refined_choice(held_out, lams, errors):
    """(lam_min, lam_1se), each from the grid made finer around it five times, by a factor of 4."""
    def zoom(place):
        at, values = lams, errors
        for _ in range(5):
            best = place(values.mean(axis=0))
            at = np.linspace(at[max(best - 1, 0)], at[min(best + 1, len(at) - 1)], 9)
            values = held_out(at)
        best = place(values.mean(axis=0))
        return float(at[best]), values[:, best]

    lam_min, there = zoom(lambda means: np.flatnonzero(means == means.min())[-1])
    limit = there.mean() + _standard_error(there)
    return lam_min, max(lam_min, zoom(lambda means: np.flatnonzero(means <= limit)[-1])[0])


def reshuffled(X, y, repeats=50, seed=0, **options):
    """The CVCurve of each of `repeats` random partitions into folds; options as in cross_validate."""
    return tuple(cross_validate(X, y, seed=seed + r, **options) for r in range(repeats))


class Nested(namedtuple("Nested", "errors lams inner mean se")):
    """Nested cross-validation: errors (k,) and chosen lams (k,) of the outer folds, mean and se of the errors.

    `inner` (k,) is what the inner cross-validations promised at the lam they chose: flattered by the choice, but
    trained on fewer rows.
    """


def nested(X, y, k=10, seed=0, rule="lam_min", inner=10, method="lasso", l1_ratio=0.5, standardize=False):
    """Nested: in each of k outer training sets `inner` folds choose lam by the rule 'lam_min' or 'lam_1se'."""
    demand(rule in ("lam_min", "lam_1se"), "rule must be 'lam_min' or 'lam_1se': got {!r}", rule)
    X, y = check_xy(X, y)
    curves = [cross_validate(X[train], y[train], inner, seed, method, l1_ratio, standardize=standardize)
              for train, _ in folds(len(y), k, seed)]
    lams = np.array([getattr(cv, rule) for cv in curves])
    promised = np.array([cv(lam) for cv, lam in zip(curves, lams, strict=True)])
    outer = cross_validate(X, y, k, seed, method, l1_ratio, lams, standardize)
    errors = np.diag(outer.fold_errors(lams)).copy()  # of every outer fold at the lam chosen without it
    return Nested(errors, lams, promised, float(errors.mean()), float(_standard_error(errors)))


def ridge_grid(X):
    """100 lambdas over which the df of ridge falls from near the rank to near 0: 1e-6 to 100 times the sum of the
    variances of the columns of X (n, p), which are centred."""
    return np.geomspace(1e-6, 100.0, 100) * (np.vdot(X, X) / len(X) or 1.0)
