"""The exact lasso path, by the route its data need."""

import math
import warnings
from bisect import bisect_right
from collections import namedtuple
from functools import cached_property

import numpy as np

from regviz.core.linalg import centre, equal_columns, largest, products, shared, ties
from regviz.core.validation import check_array, check_lam, demand
from regviz.solvers.lasso_dual import HELD, follow
from regviz.solvers.lasso_gram import between, kkt_error, tableau
from regviz.solvers.path import _Path

CERTIFIED = 1e-11  # KKT violation relative to lam_max up to which X'X is believed


class Event(namedtuple("Event", "lam feature joins")):
    """A feature (its column number) joins the active set or leaves it as lam falls through `lam`."""


class LassoPath(_Path):
    """The exact lasso path: `knots` fall from lam_max to 0, `coefs` (len(knots), n_features) are straight between.

    `events` says which feature joins or leaves where. Of tied solutions (columns equal up to sign: `groups`) the
    first column carries everything; `redistribute` shows the others, the fitted values are the same. lam = 0 is
    the limit lam -> 0: least squares with at most rank(X) coefficients. A path that need not reach 0 may stop at
    lam = floor, its last knot, below which it cannot be asked. ValueError past 20,000 knots. Derived in lesson 06.
    """

    def __init__(self, X, y, intercept=True, floor=0.0):
        super().__init__(X, y, intercept)
        X, y, self.floor = self._data.X, self._data.y, check_lam(floor)
        mus, self.coefs = lasso(X, y, self.floor * self.n_samples)
        self.knots = mus / self.n_samples
        self.lam_max = float(self.knots[0])
        self._levels = (-self.knots).tolist()
        if np.count_nonzero(ties(y.dot(X))) and self.groups:
            self.coefs = shared(self.coefs, self.groups)

    def __call__(self, lam):
        lam, levels = check_lam(lam, self.floor), self._levels
        if not isinstance(lam, float):
            return between(self.knots[None], self.coefs[None], lam.ravel())[0].reshape(*lam.shape, self.n_features)
        x = max(-lam, levels[0])
        k = bisect_right(levels, x) - 1
        after = min(k + 1, len(levels) - 1)
        part = (x - levels[k]) / (levels[after] - levels[k]) if after > k else 0.0
        return (1.0 - part) * self.coefs[k] + part * self.coefs[after]

    def df(self, lam):
        """Number of coefficients that are not zero = rank of the active columns; shape np.shape(lam)."""
        return np.count_nonzero(self(lam), axis=-1)

    @cached_property
    def events(self):
        """Event(lam, feature, joins), in the order of falling lam."""
        signs, found = np.sign(self.coefs[:-1] + self.coefs[1:]), []
        for lam, old, new in zip(self.knots, np.vstack([np.zeros(self.n_features), signs]), signs, strict=False):
            for joins, side in ((False, old), (True, new)):
                found += [Event(float(lam), int(j), joins) for j in np.flatnonzero((old != new) & (side != 0))]
        return tuple(found)

    def nearest_knot(self, lam):
        """The knot nearest to lam by ratio (as on a log axis); 0 for lam = 0."""
        lam = float(check_lam(lam))
        positive = self.knots[self.knots > 0]
        if lam == 0 or len(positive) == 0:
            return 0.0
        return float(positive[np.abs(np.log(positive / min(lam, self.lam_max))).argmin()])

    @cached_property
    def groups(self):
        """Columns equal up to sign (and shift, with an intercept): a tuple of ((column, sign), ...), first + 1."""
        return equal_columns(self._data.X)

    def redistribute(self, lam, shares):
        """Another solution at lam, as good as path(lam): each of `groups` spreads its total over its columns.

        shares (n_features,): weights >= 0, of which only the proportions inside a group matter.
        """
        shares = check_array(shares, "shares")
        demand(shares.shape == (self.n_features,) and (shares >= 0).all(),
               "shares must be {} weights, none negative: got {}", self.n_features, shares)
        demand(all(shares[[j for j, _ in group]].any() for group in self.groups),
               "shares must leave some weight in every group of equal columns: one has none")
        return shared(self(lam), self.groups, shares)


def debiased(X, y, support, intercept=True):
    """(coef (p,), intercept): least squares on `support` (a mask or column numbers), zero elsewhere.

    The relaxed lasso keeps the columns that the lasso chose, path(lam) != 0, and takes back the shrinkage; of
    dependent columns the solution of least norm. Derived in lesson 09.
    """
    data = centre(X, y, intercept)
    coef, support = np.zeros(data.X.shape[1]), np.asarray(support)
    demand(support.dtype != bool or support.shape == coef.shape,
           "support as a mask must have one value per column, {}: got {}", len(coef), support.shape)
    if support.size:
        coef[support] = np.linalg.lstsq(data.X[:, support], data.y, rcond=None)[0]
    return coef, float(data.y_mean - coef @ data.x_mean)


def lasso(X, y, stop=0.0):
    """(mus, coefs) of the path down to `stop` by the fastest route that `kkt_error` certifies.

    RuntimeWarning where none is: then the best of them is given.
    """
    (n, p), (corr, lam_max) = X.shape, products(X, y)
    if lam_max <= stop:
        return np.array([lam_max]), np.zeros((1, p))
    gram = X.T.dot(X) if p <= max(n, 100) else None
    best, least = None, np.inf
    for path, enough in _routes(X, y, gram, corr, stop):
        if path and (error := _error(X, y, gram, corr, *path) / lam_max) < 5 * least:  # as good: the sturdier
            best, least = path, error
        if least <= enough:
            return best
    warnings.warn("columns of X are so nearly dependent that the lasso path is optimal only to "
                  f"{least:.0e} of lam_max: drop near copies", RuntimeWarning, stacklevel=4)
    return best


def _routes(X, y, gram, corr, stop):
    """(path or None, error with which it will do), from fast to sturdy, each made when it is asked for."""
    if gram is not None:
        yield tableau(gram, corr, stop), CERTIFIED
        yield tableau(gram, corr, stop, worn=np.inf), CERTIFIED
    yield follow(X, y, stop), 1e-7
    moved = 1e-11 * math.sqrt(y @ y) * np.cos(np.arange(len(y)))  # ties can lead astray, few survive this
    yield follow(X, y + moved, stop, held=50 * HELD), 1e-7


def _error(X, y, gram, corr, mus, coefs):
    """kkt_error; where there is no X'X on a sample of the stretches."""
    if gram is not None:
        return largest(kkt_error(mus, coefs, corr - coefs.dot(gram)))
    some = np.unique(np.linspace(0, len(mus) - 2, 10_000 // len(corr) + 4).astype(int))[:, None] + [0, 1]
    corrs = (y - coefs[some.ravel()] @ X.T) @ X
    return largest(kkt_error(mus[some], coefs[some], corrs.reshape(*some.shape, -1)))
