"""Ridge and lasso for every lambda: a path does the work once, then path(lam) is cheap and takes grids.

Objective: RSS / (2 n) + lam [l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2], the intercept not penalized.
"""

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

import numpy as np

from regviz.checks import centre, check_array, check_lam
from regviz.spans import lasso


class Event(NamedTuple):
    """A feature (its column number) joins the active set or leaves it as lam falls through `lam`."""

    lam: float
    feature: int
    joins: bool


class _Path:
    """What every path shares. `path(lam)` has shape np.shape(lam) + (n_features,)."""

    def __init__(self, X, y, intercept):
        self._data = centre(X, y, intercept)
        self.n_samples, self.n_features = self._data.X.shape

    def intercept(self, lam):
        """The intercept, shape np.shape(lam): mean of y less the mean of X times the coefficients."""
        return self._data.y_mean - self(lam) @ self._data.x_mean

    def predict(self, X, lam):
        """Fitted values at X (m, n_features), shape np.shape(lam) + (m,)."""
        X = check_array(X, "X")
        if X.ndim != 2 or X.shape[1] != self.n_features:
            raise ValueError(f"X must have shape (m, {self.n_features}), the path's features: it has {X.shape}")
        coef = self(lam)
        return (self._data.y_mean - coef @ self._data.x_mean)[..., None] + coef @ X.T


class RidgePath(_Path):
    """Ridge by one SVD X - mean = U diag(d) V': coef(lam) = V diag(d / (d^2 + n lam)) U'y, p > n too.

    lam = 0 is the least-squares solution of least norm, where singular values up to eps max(n, p) d_max count
    as zero (numpy's rank rule); lam = inf is 0. `singular_values` (min(n, p),); `lam_max`, a bound to draw to,
    is the lasso's on the same data (1 where that is 0). ValueError for lam < 0, unless allow_negative=True:
    then for lam <= -d_min^2 / n, where the objective has no minimum any more. Derived in lesson 03.
    """

    def __init__(self, X, y, intercept=True, *, allow_negative=False):
        super().__init__(X, y, intercept)
        X, y, n = self._data.X, self._data.y, self.n_samples
        U, d, self._Vt = np.linalg.svd(X, full_matrices=False)
        d[d <= np.finfo(float).eps * max(X.shape) * d[0]] = 0.0
        self.singular_values, self.rank = d, int((d > 0).sum())
        self.lam_max = float(np.abs(y @ X).max()) / n or 1.0
        self._Vt, d = self._Vt[: self.rank], d[: self.rank]
        self._square, self._weight = d * d / n, d * (y @ U[:, : self.rank]) / n
        full = self.rank == self.n_features
        self.lam_min = -float(self._square[-1]) if allow_negative and full else 0.0

    def _check(self, lam):
        if self.lam_min == 0.0:
            return check_lam(lam)
        lam = np.asarray(lam, dtype=float)
        if not (lam > self.lam_min).all():
            raise ValueError(f"lam must be above -d_min^2 / n = {self.lam_min:.6g}, "
                             f"where the objective has no minimum any more: got {lam}")
        return lam

    def __call__(self, lam):
        lam = np.asarray(self._check(lam))
        return (self._weight / (self._square + lam[..., None])) @ self._Vt

    def shrinkage(self, lam):
        """d^2 / (d^2 + n lam), one per singular value: what ridge keeps of y along each; 0 where d = 0."""
        lam = np.asarray(self._check(lam))[..., None]
        kept = np.zeros(lam.shape[:-1] + self.singular_values.shape)
        kept[..., : self.rank] = self._square / (self._square + lam)
        return kept

    def df(self, lam):
        """Degrees of freedom sum d^2 / (d^2 + n lam), the intercept not counted; shape np.shape(lam)."""
        return self.shrinkage(lam).sum(axis=-1)


class LassoPath(_Path):
    """The exact lasso path: `knots` fall from lam_max to 0, `coefs` (len(knots), n_features) are straight between.

    `events` says which feature joins or leaves where. lam = 0 is the limit lam -> 0: least squares, with at
    most rank(X) coefficients. ValueError past 20,000 knots (the worst case is exponential).
    Derived in lesson 06.
    """

    def __init__(self, X, y, intercept=True):
        super().__init__(X, y, intercept)
        self._fill(*lasso(self._data.X, self._data.y))

    def _fill(self, mus, coefs):
        knots = mus / self.n_samples
        self.knots, self.coefs, self.lam_max = knots, coefs, float(knots[0])
        self._levels, self._rows = -knots, coefs  # what a look-up interpolates: at least one stretch
        if len(knots) == 1:
            self._levels, self._rows = np.array([-1.0, 0.0]), np.vstack([coefs, coefs])
        self._list = self._levels.tolist()

    def __call__(self, lam):
        lam = check_lam(lam)
        levels, rows, last = self._list, self._rows, len(self._list) - 2
        if isinstance(lam, float):
            x = max(-lam, levels[0])
            k = min(bisect_right(levels, x) - 1, last)
            part = (x - levels[k]) / (levels[k + 1] - levels[k])
        else:
            levels = self._levels
            x = np.maximum(-lam, levels[0])
            k = np.minimum(np.searchsorted(levels, x, side="right") - 1, last)
            part = ((x - levels[k]) / (levels[k + 1] - levels[k]))[..., None]
        return (1.0 - part) * rows[k] + part * rows[k + 1]

    def df(self, lam):
        """Number of coefficients that are not zero = rank of the active columns; shape np.shape(lam)."""
        return np.count_nonzero(self(lam), axis=-1)

    @cached_property
    def events(self):
        """Event(lam, feature, joins), in the order of falling lam."""
        signs = np.sign(self.coefs[:-1] + self.coefs[1:])
        before = np.vstack([np.zeros(self.n_features), signs])
        found = []
        for lam, old, new in zip(self.knots, before, signs, strict=False):
            found += [Event(float(lam), int(j), False) for j in np.flatnonzero((old != new) & (old != 0))]
            found += [Event(float(lam), int(j), True) for j in np.flatnonzero((old != new) & (new != 0))]
        return tuple(found)

    def nearest_knot(self, lam):
        """The knot nearest to lam by ratio (as on a log axis); 0 for lam = 0."""
        lam = float(check_lam(lam))
        positive = self.knots[self.knots > 0]
        if lam == 0 or len(positive) == 0:
            return 0.0
        return float(positive[np.abs(np.log(positive / min(lam, self.lam_max))).argmin()])

