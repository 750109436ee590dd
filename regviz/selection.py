"""Choosing lambda by cross-validation along exact paths, plain, repeated and nested, and how a leak flatters.

Every error is a mean of squared errors on rows the fit has not seen. Derived in lesson 07.
"""

from dataclasses import dataclass, replace

import numpy as np

from regviz import paths
from regviz.batches import lasso_paths
from regviz.checks import centre, check_lam, check_xy
from regviz.problem import Problem
from regviz.shortcuts import ridge_grid


def folds(n, k=10, seed=0):
    """k pairs (train, test) of row numbers: every row is in one test set, the sizes differ by one at most.

    k = n leaves one out. ValueError unless 2 <= k <= n.
    """
    if not 2 <= k <= n:
        raise ValueError(f"k must lie between 2 and the number of rows, {n}: got {k}")
    part = np.random.default_rng(seed).permutation(np.arange(n) % k)
    return [(np.flatnonzero(part != j), np.flatnonzero(part == j)) for j in range(k)]


@dataclass(frozen=True, eq=False)
class CVCurve:
    """K-fold cross-validation: cv(lam) is the mean over the folds of the held-out error, at any lam.

    lams (L,) rising; errors (k, L); mean, se (L,), se = sd over the folds (ddof = 1) / sqrt(k); lam_min where the
    mean is smallest between lams[0] and lams[-1]; lam_1se >= lam_min the largest lam there whose mean exceeds that
    minimum by no more than its standard error. cv.fold_errors(lam) has shape (k,) + np.shape(lam).
    """

    method: str
    lams: np.ndarray
    errors: np.ndarray
    lam_min: float
    lam_1se: float
    fitted: tuple

    def fold_errors(self, lam):
        """Held-out error of each fold, shape (k,) + np.shape(lam)."""
        lam = check_lam(lam)
        return np.stack([error(lam) for error in self.fitted])

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
    fit = _fitter(method, l1_ratio)
    lams = _grid(_scaled(X, X, standardize)[0], y, method, l1_ratio) if lams is None else np.unique(check_lam(lams))
    parts = folds(len(y), k, seed)
    X_train, X_test = zip(*[_scaled(X[train], X[test], standardize) for train, test in parts], strict=True)
    y_train, y_test = zip(*[(y[train], y[test]) for train, test in parts], strict=True)
    fits = lasso_paths(X_train, y_train) if method == "lasso" else map(fit, X_train, y_train)
    fitted = tuple(map(_LassoError if method == "lasso" else _Error, fits, X_test, y_test))
    curve = CVCurve(method, lams, np.stack([error(lams) for error in fitted]), np.nan, np.nan, fitted)
    lam_min, lam_1se = (_exact_choice if method == "lasso" else _refined_choice)(curve)
    return replace(curve, lam_min=lam_min, lam_1se=lam_1se)


def _fitter(method, l1_ratio):
    fitters = {"lasso": paths.LassoPath, "ridge": paths.RidgePath,
               "elastic net": lambda X, y: paths.ElasticNetPath(X, y, l1_ratio)}
    if method not in fitters:
        raise ValueError(f"method must be one of {', '.join(map(repr, fitters))}: got {method!r}")
    return fitters[method]


def _grid(X, y, method, l1_ratio):
    """100 values: for ridge from df near the rank to df near 0, otherwise from lam_max / 1000 to lam_max."""
    data = centre(X, y)
    if method == "ridge":
        return ridge_grid(data.X)
    lam_max = np.abs(data.y @ data.X).max() / len(data.y) / (1.0 if method == "lasso" else l1_ratio)
    return np.geomspace(1e-3, 1.0, 100) * (lam_max or 1.0)


def _scaled(X, X_test, standardize):
    """(X, X_test); with standardize both moved by the centre and scale of X, columns constant in X made 0."""
    if not standardize:
        return X, X_test
    train = Problem(X, np.zeros(len(X))).standardize()
    return train.X, train.apply(Problem(X_test, np.zeros(len(X_test)))).X


class _Error:
    """Held-out error of one path, at any lam."""

    def __init__(self, path, X, y):
        self.path, self.X, self.y = path, X, y

    def __call__(self, lam):
        return ((self.y - self.path.predict(self.X, lam)) ** 2).mean(axis=-1)


class _LassoError:
    """Held-out error of one lasso path: a quadratic in u = knot - lam below each knot, constant above the first.

    Residuals are straight lines between knots: r + u d, so the error is |r|^2/m + u (2 r'd/m + u |d|^2/m).
    """

    def __init__(self, path, X, y):
        r = y - path.predict(X, path.knots)
        d = np.diff(r, axis=0) / -np.diff(path.knots)[:, None]
        self.knots, self.falling = path.knots, -path.knots
        self.base, self.slope, self.curve = np.zeros((3, len(r)))
        self.base[:] = np.einsum("ij,ij->i", r, r) / len(y)
        self.slope[:-1] = np.einsum("ij,ij->i", r[:-1], d) * (2 / len(y))
        self.curve[:-1] = np.einsum("ij,ij->i", d, d) / len(y)

    def below(self, lam):
        """The piece that lam lies in, the lower one at a knot; -1 above the first knot."""
        return np.searchsorted(self.falling, -lam, side="right") - 1

    def __call__(self, lam):
        lam = np.minimum(lam, self.knots[0])
        j = self.below(lam)
        u = self.knots[j] - lam
        return self.base[j] + u * (self.slope[j] + u * self.curve[j])

    def derivatives(self, lam, middle):
        """d/dlam at lam and d2/dlam2, on the pieces that hold `middle`."""
        j = self.below(middle)
        inside = j >= 0
        slope, curve = self.slope[j] * inside, self.curve[j] * inside
        return -slope - 2 * (self.knots[j] - lam) * curve, 2 * curve


def _exact_choice(cv):
    """(lam_min, lam_1se) from the quadratics between the knots of all folds together."""
    first, last = cv.lams[0], cv.lams[-1]
    knots = np.unique(np.concatenate([error.knots for error in cv.fitted]))
    edges = np.r_[first, knots[(knots > first) & (knots < last)], last]
    low, width = edges[:-1], np.diff(edges)
    slope, curve = sum(np.stack(error.derivatives(low, low + width / 2)) for error in cv.fitted) / len(cv.fitted)
    rest = np.where(slope <= 0, width, 0.0)
    step = np.clip(np.divide(-slope, curve, out=rest, where=curve > 0), 0.0, width)
    value = cv(low) + step * (slope + step * curve / 2)
    best = np.flatnonzero(value <= value.min() * (1 + 1e-14))[-1]
    lam_min = low[best] + step[best]
    limit = value[best] + _standard_error(cv.fold_errors(lam_min))
    far = np.flatnonzero(value <= limit)[-1]
    room, rise = limit - value[far], slope[far] + step[far] * curve[far]
    root = np.sqrt(rise**2 + 2 * curve[far] * room) + rise
    reach = step[far] + 2 * room / root if root > 0 else width[far]
    return float(lam_min), float(max(lam_min, low[far] + min(reach, width[far])))


def _refined_choice(cv):
    """(lam_min, lam_1se), each from the grid made finer around it five times, by a factor of 4."""
    lam_min = _zoom(cv, lambda values: np.flatnonzero(values == values.min())[-1])
    limit = cv(lam_min) + _standard_error(cv.fold_errors(lam_min))
    return lam_min, max(lam_min, _zoom(cv, lambda values: np.flatnonzero(values <= limit)[-1]))


def _zoom(cv, place):
    lams, values = cv.lams, cv.mean
    for _ in range(5):
        best = place(values)
        lams = np.linspace(lams[max(best - 1, 0)], lams[min(best + 1, len(lams) - 1)], 9)
        values = cv(lams)
    return float(lams[place(values)])


def reshuffled(X, y, repeats=50, seed=0, **options):
    """The CVCurve of each of `repeats` random partitions into folds; options as in cross_validate."""
    return tuple(cross_validate(X, y, seed=seed + r, **options) for r in range(repeats))


@dataclass(frozen=True, eq=False)
class Nested:
    """Nested cross-validation: errors (k,) and chosen lams (k,) of the outer folds, mean and se of the errors.

    `inner` (k,) is what the inner cross-validations promised at the lam they chose: smaller on average.
    """

    errors: np.ndarray
    lams: np.ndarray
    inner: np.ndarray

    @property
    def mean(self):
        return float(self.errors.mean())

    @property
    def se(self):
        return float(_standard_error(self.errors))


def nested(X, y, k=10, seed=0, rule="lam_min", inner=10, method="lasso", l1_ratio=0.5, standardize=False):
    """Nested: in each of k outer training sets `inner` folds choose lam by the rule 'lam_min' or 'lam_1se'."""
    if rule not in ("lam_min", "lam_1se"):
        raise ValueError(f"rule must be 'lam_min' or 'lam_1se': got {rule!r}")
    X, y = check_xy(X, y)
    fit, rows = _fitter(method, l1_ratio), []
    for train, test in folds(len(y), k, seed):
        cv = cross_validate(X[train], y[train], inner, seed, method, l1_ratio, standardize=standardize)
        lam = getattr(cv, rule)
        X_train, X_test = _scaled(X[train], X[test], standardize)
        rows.append((_Error(fit(X_train, y[train]), X_test, y[test])(lam), lam, cv(lam)))
    return Nested(*np.array(rows).T)


def strongest(X, y, keep):
    """The `keep` columns most correlated with y, by |cor|; constant columns come last."""
    data = centre(X, y)
    size = np.linalg.norm(data.X, axis=0)
    return np.argsort(-np.abs(data.y @ data.X) / np.where(size > 0, size, np.inf), kind="stable")[:keep]


def leaky_error(X, y, keep=10, k=10, seed=0):
    """Wrong: features are selected on all rows, then least squares on them is cross-validated. CV error (k,)."""
    errors = []
    for train, test in folds(len(y), k, seed):
        chosen = strongest(X, y, keep)
        errors.append(_least_squares_error(X[:, chosen], y, train, test))
    return np.array(errors)


def honest_error(X, y, keep=10, k=10, seed=0):
    """Right: the same, but the features are selected again on the training rows of every fold. CV error (k,)."""
    errors = []
    for train, test in folds(len(y), k, seed):
        chosen = strongest(X[train], y[train], keep)
        errors.append(_least_squares_error(X[:, chosen], y, train, test))
    return np.array(errors)


def _least_squares_error(X, y, train, test):
    return _Error(paths.RidgePath(X[train], y[train]), X[test], y[test])(0.0)
