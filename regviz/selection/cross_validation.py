"""Choosing lambda by cross-validation along exact paths: plain, repeated and nested.

Every error is a mean of squared errors on rows the fit has not seen. Derived in lesson 07.
"""

from collections import namedtuple

import numpy as np

from regviz.core import linalg
from regviz.core.arguments import checked, number
from regviz.core.linalg import centre_checked, correlations, standard_error
from regviz.core.validation import check_lam, check_xy, demand
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.lasso_batch import lasso_paths
from regviz.solvers.lasso_knots import segments
from regviz.solvers.ridge import RidgePath

METHODS = ("lasso", "ridge", "elastic net")
RULES = ("lam_min", "lam_1se")


@checked()
def folds(n, k=10, seed=0):
    """k pairs (train, test) of row numbers: every row is in one test set.

    The sizes of the test sets differ by one at most; k = n leaves one out.
    ValueError unless 2 <= k <= n.
    """
    demand(2 <= k <= n, "k must lie between 2 and the number of rows, {}: got {}", n, k)
    fold = np.random.default_rng(seed).permutation(np.arange(n) % k)
    return [(np.flatnonzero(fold != j), np.flatnonzero(fold == j)) for j in range(k)]


class CVCurve(namedtuple("CVCurve", "method lams errors lam_min lam_1se held_out")):
    """K-fold cross-validation: cv(lam) is the mean of the held-out errors, at any lam >= lams[0].

    lams (L,) rising; errors (k, L), one row per fold; mean (L,) and se (L,), the standard
    deviation over the folds (ddof = 1) / sqrt(k).
    lam_min: where the mean is smallest between lams[0] and lams[-1].
    lam_1se: the largest lam there whose mean exceeds that minimum by no more than its standard
    error, the one-standard-error rule (Breiman et al. 1984).
    """

    def fold_errors(self, lam):
        """Held-out error of each fold, shape (k,) + np.shape(lam)."""
        lam = np.asarray(check_lam(lam))
        demand(lam.size, "lam must hold one number at least: its shape is {}", lam.shape)
        lowest = self.lams[0]
        demand((lam >= lowest).all(),
               "lam must not lie below the grid, from {:g} on: got {}", lowest, lam)
        return self.held_out(lam)

    def __call__(self, lam):
        return self.fold_errors(lam).mean(axis=0)

    @property
    def mean(self):
        return self.errors.mean(axis=0)

    @property
    def se(self):
        return standard_error(self.errors, axis=0)


@checked(l1_ratio=number(0, 1))
def cross_validate(X, y, k=10, seed=0, method="lasso", l1_ratio=0.5, lams=None, standardize=False):
    """CVCurve of 'lasso', 'ridge' or 'elastic net' (the one with l1_ratio) over k folds.

    X (n, p), y (n,); lams: the grid, 100 values if None. standardize=True scales each fold by its
    own training rows. The lasso's errors are piecewise quadratic in lam, so its lam_min and lam_1se
    are exact; for the others the grid is refined around them.
    """
    return _cross_validate(*check_xy(X, y), k, seed, method, l1_ratio, lams, standardize)


def _cross_validate(X, y, k, seed, method, l1_ratio, lams, standardize):
    """cross_validate for arrays that were checked."""
    demand(isinstance(method, str) and method in METHODS,
           "method must be one of 'lasso', 'ridge', 'elastic net': got {!r}", method)
    if lams is None:
        lams = _grid(X, y, method, l1_ratio, standardize)
    else:
        lams = np.unique(check_lam(lams))
        demand(lams[-1] <= 1e100, "lams must be finite, at most 1e100: got {}", lams)
    parts = [_fold(X, y, train, test, standardize) for train, test in folds(len(y), k, seed)]
    if method == "lasso":
        held_out = _LassoErrors(parts, floor=lams[0])
        choice = _exact_choice(held_out, lams)
        return CVCurve(method, lams, held_out(lams), *choice, held_out)
    held_out = _path_errors(parts, method, l1_ratio)
    errors = held_out(lams)
    return CVCurve(method, lams, errors, *_refined_choice(held_out, lams, errors), held_out)


def _grid(X, y, method, l1_ratio, standardize):
    """100 lambdas: for ridge see `ridge_grid`, otherwise from lam_max / 1000 to lam_max."""
    data = centre_checked(linalg.standardize(X, X)[0] if standardize else X, y)
    if method == "ridge":
        return ridge_grid(data.X)
    lam_max = correlations(data.X, data.y)[1] / len(y)
    if method == "elastic net":
        lam_max /= l1_ratio
    return np.geomspace(1e-3, 1.0, 100) * (lam_max or 1.0)


def ridge_grid(X):
    """100 lambdas over which the df of ridge falls from near the rank to near 0.

    1e-6 to 100 times the sum of the variances of the columns of X (n, p), which are centred.
    """
    return np.geomspace(1e-6, 100.0, 100) * (np.vdot(X, X) / len(X) or 1.0)


class _Fold(namedtuple("_Fold", "train X_test y_test")):
    """The training rows, `Centred`, and the rows held out, less the means of the training rows."""


def _fold(X, y, train, test, standardize):
    X_train, X_test = X[train], X[test]
    if standardize:
        X_train, X_test = linalg.standardize(X_train, X_test)
    data = centre_checked(X_train, y[train])
    return _Fold(data, data.moved(X_test), data.moved_y(y[test]))


class _LassoErrors:
    """Held-out errors of the folds' lasso paths: called with lam, shape (k,) + np.shape(lam).

    Part t of the way from knot to knot the residual is r + t move, so the mean square over m rows
    is (|r|^2 + t 2 r'move + t^2 |move|^2) / m. `square`, `slope` and `curve` (k, K) hold these
    three coefficients, segment by segment.
    """

    def __init__(self, parts, floor):
        fits = lasso_paths([f.train for f in parts], [f.train.y for f in parts], floor=floor)
        self.knots = fits.knots
        # The held-out rows of all folds side by side, (K, n): three products serve every fold.
        r = np.concatenate([f.y_test - coefs @ f.X_test.T
                            for f, coefs in zip(parts, fits.coefs, strict=True)], axis=1)
        move = np.diff(r, axis=0, append=r[-1:])
        size = np.array([len(f.y_test) for f in parts])
        self.square = _mean_by_fold(r * r, size)
        self.slope = _mean_by_fold(2 * r * move, size)
        self.curve = _mean_by_fold(move * move, size)

    def __call__(self, lam):
        at, t = segments(self.knots, np.ravel(lam))
        error = self.square.take(at) + t * (self.slope.take(at) + t * self.curve.take(at))
        return error.reshape(-1, *np.shape(lam))


def _mean_by_fold(values, size):
    """(k, K): means of values (K, n) over the first size[0] columns, the next size[1], ..."""
    sums = np.add.reduceat(values, np.cumsum(size) - size, axis=1)
    return (sums / size).T.copy()  # a copy, since `take` reads it in the order of memory


def _path_errors(parts, method, l1_ratio):
    """The function lam -> held-out errors, (k,) + np.shape(lam), of ridge or the elastic net."""
    if method == "ridge":
        paths = [RidgePath(f.train, f.train.y) for f in parts]
    else:
        paths = [ElasticNetPath(f.train, f.train.y, l1_ratio) for f in parts]

    def held_out(lam):
        return np.stack([((f.y_test - path(lam) @ f.X_test.T) ** 2).mean(axis=-1)
                         for path, f in zip(paths, parts, strict=True)])

    return held_out


def _exact_choice(held_out, lams):
    """(lam_min, lam_1se) of lasso errors, whose mean is a parabola between neighbouring knots.

    With lam = low + t width, 0 <= t <= 1, between two neighbours among the knots of all folds, it
    is start + slope t + curve t^2 with curve >= 0, known from its values at t = 0, 1/2 and 1.
    """
    edges = np.sort(np.clip(np.append(held_out.knots, lams[[0, -1]]), lams[0], lams[-1]))
    low = edges[:-1]
    width = np.diff(edges)
    start, middle, end = held_out(np.array([low, low + width / 2, edges[1:]])).mean(axis=0)
    curve = np.maximum(2 * (start - 2 * middle + end), 0.0)
    slope = end - start - curve

    lowest = (slope <= 0).astype(float)  # an end, where the parabola is a straight line
    np.divide(-slope, 2 * curve, out=lowest, where=curve > 0)
    lowest = np.clip(lowest, 0.0, 1.0)
    least = start + lowest * (slope + lowest * curve)
    best = np.flatnonzero(least <= least.min() * (1 + 1e-14))[-1]  # of equal minima the last
    lam_min = low[best] + lowest[best] * width[best]

    limit = least[best] + standard_error(held_out(lam_min))
    last = np.flatnonzero(least <= limit)[-1]
    t = lowest[last]
    rise = slope[last] + 2 * t * curve[last]
    t = min(t + _first_crossing(limit - least[last], rise, curve[last]), 1.0)
    return float(lam_min), float(max(lam_min, low[last] + t * width[last]))


def _first_crossing(height, slope, curve):
    """The smallest s >= 0 with slope s + curve s^2 = height; 1 where the function stays at 0.

    The form with the root in the denominator loses no digits where curve is near 0.
    """
    root = np.sqrt(slope**2 + 4 * curve * height) + slope
    return 2 * height / root if root > 0 else 1.0


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
    limit = there.mean() + standard_error(there)
    lam_1se, _ = zoom(lambda means: np.flatnonzero(means <= limit)[-1])
    return lam_min, max(lam_min, lam_1se)


@checked()
def reshuffled(X, y, repeats=50, seed=0, **options):
    """The CVCurve of each of `repeats` random partitions; options as in cross_validate."""
    return tuple(cross_validate(X, y, seed=seed + r, **options) for r in range(repeats))


class Nested(namedtuple("Nested", "errors lams inner mean se")):
    """Nested cross-validation: errors (k,) and chosen lams (k,) of the outer folds, mean and se.

    `inner` (k,) is what the inner cross-validations promised at the lam they chose: too low,
    because lam was chosen for it, but from fits to fewer rows.
    """


@checked(l1_ratio=number(0, 1))
def nested(X, y, k=10, seed=0, rule="lam_min", inner=10, method="lasso", l1_ratio=0.5,
           standardize=False):
    """Nested: in each of k outer training sets `inner` folds choose lam by the rule.

    rule: 'lam_min' or 'lam_1se'; the other arguments as in cross_validate.
    """
    demand(isinstance(rule, str) and rule in RULES,
           "rule must be 'lam_min' or 'lam_1se': got {!r}", rule)
    X, y = check_xy(X, y)
    options = {"method": method, "l1_ratio": l1_ratio, "standardize": standardize}
    curves = [_cross_validate(X[train], y[train], inner, seed, lams=None, **options)
              for train, _ in folds(len(y), k, seed)]
    lams = np.array([getattr(cv, rule) for cv in curves])
    promised = np.array([cv(lam) for cv, lam in zip(curves, lams, strict=True)])
    outer = _cross_validate(X, y, k, seed, lams=lams, **options)
    # On the diagonal: each outer fold at the lam chosen without it.
    errors = np.diag(outer.fold_errors(lams)).copy()
    return Nested(errors, lams, promised, float(errors.mean()), float(standard_error(errors)))
