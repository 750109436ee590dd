"""The exact lasso path, by the route its data need."""

import math
import warnings
from bisect import bisect_right
from collections import namedtuple
from functools import cached_property

import numpy as np

from regviz.core.arguments import checked, number
from regviz.core.linalg import (
    centre,
    correlations,
    equal_columns,
    largest,
    redistributed,
    tied_correlations,
)
from regviz.core.validation import check_array, check_lam, check_places, demand
from regviz.solvers.lasso_dual import HELD_OUT, HELD_OUT_NEAR, dual_path
from regviz.solvers.lasso_gram import sweep_path
from regviz.solvers.lasso_knots import correlation_units, interpolate, kkt_error
from regviz.solvers.path import _Path

# Violations of the optimality conditions that are accepted from each route, relative to
# lasso_knots.correlation_units: those of a short column count by its own length.
CERTIFIED = 1e-11
CERTIFIED_DUAL = 1e-8


class Event(namedtuple("Event", "lam feature joins")):
    """A feature (its column number) joins the active set, or leaves it, as lam falls to `lam`."""


class LassoPath(_Path):
    """The exact lasso path: `knots` fall from lam_max to 0, with straight lines between.

    `coefs` (len(knots), n_features) are those at the knots; `events` says which feature joins or
    leaves where. lam = 0 is the limit lam -> 0: least squares with at most rank(X) coefficients.
    Where solutions tie (columns equal up to sign: `groups`) the first column carries everything;
    `redistribute` shows the others, with the same fitted values.

    A path that need not reach 0 may stop at lam = floor, its last knot, below which it cannot be
    asked. ValueError past 20,000 knots. Derived in lesson 06.
    """

    @checked(floor=number(0, np.inf))
    def __init__(self, X, y, intercept=True, floor=0.0):
        super().__init__(X, y, intercept)
        X, y = self._data.X, self._data.y
        self.floor = check_lam(floor)
        mus, self.coefs = lasso(X, y, self.floor * self.n_samples)
        self.knots = mus / self.n_samples
        self.lam_max = float(self.knots[0])
        self._levels = (-self.knots).tolist()  # rising, for bisect
        if np.count_nonzero(tied_correlations(y.dot(X))) and self.groups:
            self.coefs = redistributed(self.coefs, self.groups)

    def __call__(self, lam):
        lam = check_lam(lam, self.floor)
        if not isinstance(lam, float):
            coefs = interpolate(self.knots[None], self.coefs[None], lam.ravel())
            return coefs.reshape(*lam.shape, self.n_features)
        # One lambda, the slider's case: bisection in a list takes a tenth of the time.
        levels = self._levels
        x = max(-lam, levels[0])
        k = bisect_right(levels, x) - 1
        after = min(k + 1, len(levels) - 1)
        part = (x - levels[k]) / (levels[after] - levels[k]) if after > k else 0.0
        return (1.0 - part) * self.coefs[k] + part * self.coefs[after]

    def df(self, lam):
        """Number of coefficients that are not zero = rank of the active columns.

        Its expectation is the degrees of freedom (Zou, Hastie & Tibshirani 2007); np.shape(lam).
        """
        return np.count_nonzero(self(lam), axis=-1)

    @cached_property
    def events(self):
        """Event(lam, feature, joins), in the order of falling lam."""
        signs = np.sign(self.coefs[:-1] + self.coefs[1:])  # one row per segment
        before = np.vstack([np.zeros(self.n_features), signs])
        found = []
        for lam, old, new in zip(self.knots, before, signs, strict=False):
            for joins, side in ((False, old), (True, new)):
                changed = np.flatnonzero((old != new) & (side != 0))
                found += [Event(float(lam), int(j), joins) for j in changed]
        return tuple(found)

    @checked(lam=number(0, np.inf))
    def nearest_knot(self, lam):
        """The knot nearest to lam by ratio (as on a log axis); 0 for lam = 0."""
        positive = self.knots[self.knots > 0]
        if lam == 0 or len(positive) == 0:
            return 0.0
        return float(positive[np.abs(np.log(positive / min(lam, self.lam_max))).argmin()])

    @cached_property
    def groups(self):
        """Columns equal up to sign (and shift, with an intercept).

        A tuple of ((column, sign), ...), the first sign 1.
        """
        return equal_columns(self._data.X)

    def redistribute(self, lam, shares):
        """Another solution at lam, as good as path(lam): the total of each of `groups` is spread.

        shares (n_features,): weights >= 0, of which only the proportions inside a group matter.
        """
        shares = check_array(shares, "shares")
        demand(
            shares.shape == (self.n_features,) and (shares >= 0).all(),
            "shares must be {} weights, none negative: got {}",
            self.n_features,
            shares,
        )
        demand(
            all(shares[[j for j, _ in group]].any() for group in self.groups),
            "shares must leave some weight in every group of equal columns: one has none",
        )
        return redistributed(self(lam), self.groups, shares)


@checked()
def debiased(X, y, support, intercept=True):
    """(coef (p,), intercept): least squares on `support`, zero elsewhere.

    support: a mask or column numbers. The relaxed lasso (Meinshausen 2007) keeps the columns that
    the lasso chose, path(lam) != 0, and takes back the shrinkage; of dependent columns the solution
    of least norm. Derived in lesson 09.
    """
    data = centre(X, y, intercept)
    coef = np.zeros(data.X.shape[1])
    support = check_places(support, "support", len(coef))
    if np.size(coef[support]):
        coef[support] = np.linalg.lstsq(data.X[:, support], data.y, rcond=None)[0]
    return coef, float(data.intercept(coef))


def lasso(X, y, stop=0.0):
    """(mus, coefs) of the path down to mu = stop by the fastest route that `kkt_error` certifies.

    X (n, p) and y (n,) centred, not checked. RuntimeWarning where no route is certified: then the
    best of them is given.
    """
    n, p = X.shape
    corr, mu_max = correlations(X, y)
    if mu_max <= stop:
        return np.array([mu_max]), np.zeros((1, p))
    gram = X.T.dot(X) if p <= max(n, 100) else None
    square = np.einsum("ij,ij->j", X, X) if gram is None else gram.diagonal()
    unit = correlation_units(corr, square)
    best, least = None, np.inf
    for path, limit in _routes(X, y, gram, corr, stop):
        if path:
            error = _error(X, y, gram, corr, unit, *path)
            if error < 5 * least:  # about as good: the later route is the more reliable
                best, least = path, error
        if least <= limit:
            return best
    warnings.warn(
        "columns of X are so nearly dependent that the lasso path is optimal only to "
        f"{least:.0e} of lam_max, and at lam = 0 not exactly least squares: drop near copies",
        RuntimeWarning,
        stacklevel=4,
    )
    return best


def _routes(X, y, gram, corr, stop):
    """(path or None, limit of its error), from fast to reliable, each made when asked for."""
    if gram is not None:
        yield sweep_path(gram, corr, stop), CERTIFIED
        yield sweep_path(gram, corr, stop, small_pivot=np.inf), CERTIFIED
    yield dual_path(X, y, stop), CERTIFIED_DUAL
    yield dual_path(X, y, stop, held_out=HELD_OUT_NEAR), CERTIFIED_DUAL
    # Ties can lead to a wrong exchange. A tiny shift of y breaks nearly all of them.
    shift = 1e-11 * math.sqrt(y @ y) * np.cos(np.arange(len(y)))
    yield dual_path(X, y + shift, stop, held_out=50 * HELD_OUT), CERTIFIED_DUAL


def _error(X, y, gram, corr, unit, mus, coefs):
    """The largest kkt_error, in units (p,); where there is no X'X, on a sample of the segments."""
    if gram is not None:
        return largest(kkt_error(mus, coefs, corr - coefs.dot(gram)) / unit)
    starts = np.unique(np.linspace(0, len(mus) - 2, 10_000 // len(corr) + 4).astype(int))
    ends = starts[:, None] + [0, 1]
    corrs = (y - coefs[ends.ravel()] @ X.T) @ X
    return largest(kkt_error(mus[ends], coefs[ends], corrs.reshape(*ends.shape, -1)) / unit)
