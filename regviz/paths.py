"""Ridge and lasso for every lambda: a path does the work once, then path(lam) is cheap and takes grids.

Objective: RSS / (2 n) + lam [l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2], the intercept not penalized.
"""

from bisect import bisect_right
from collections import namedtuple
from functools import cached_property

import numpy as np

from regviz.checks import centre, check_array, check_lam, demand, equal_columns
from regviz.homotopy import between
from regviz.nets import elastic_net
from regviz.spans import lasso, products


class Event(namedtuple("Event", "lam feature joins")):
    """A feature (its column number) joins the active set or leaves it as lam falls through `lam`."""


class _Path:
    """What every path shares. `path(lam)` has shape np.shape(lam) + (n_features,)."""

    def __init__(self, X, y, intercept=True):
        self._data = centre(X, y, intercept)
        self.n_samples, self.n_features = self._data.X.shape

    def intercept(self, lam):
        """The intercept, shape np.shape(lam): mean of y less the mean of X times the coefficients."""
        return self._data.y_mean - self(lam) @ self._data.x_mean

    def predict(self, X, lam):
        """Fitted values at X (m, n_features), shape np.shape(lam) + (m,)."""
        X = check_array(X, "X")
        demand(X.ndim == 2 and X.shape[1] == self.n_features,
               "X must have shape (m, {}), the path's features: it has {}", self.n_features, X.shape)
        coef = self(lam)
        return (self._data.y_mean - coef @ self._data.x_mean)[..., None] + coef @ X.T


class RidgePath(_Path):
    """Ridge by one decomposition X - mean = U diag(d) V': coef(lam) = V diag(d / (d^2 + n lam)) U'y, p > n too.

    lam = 0 is the least-squares solution of least norm, where singular values up to eps max(n, p) d_max count
    as zero (numpy's rank rule); lam = inf is 0. `singular_values` (min(n, p),); `lam_max`, a bound to draw to,
    is the lasso's on the same data (1 where that is 0). ValueError for lam < 0, unless allow_negative=True:
    then for lam <= -d_min^2 / n, where the objective has no minimum any more. Derived in lesson 03.
    """

    def __init__(self, X, y, intercept=True, *, allow_negative=False):
        super().__init__(X, y, intercept)
        X, y, n = self._data.X, self._data.y, self.n_samples
        corr, most = products(X, y)
        d, self._Vt, along = _factors(X, y, corr, intercept)
        self.singular_values, self.rank = d, int((d > 0).sum())
        self.lam_max = most / n or 1.0
        self._square, self._weight = np.where(d > 0, d * d / n, 1.0), along / n  # where d = 0 any square will do
        self.lam_min = -float(self._square[-1]) if allow_negative and self.rank == self.n_features else 0.0

    def _check(self, lam):
        if self.lam_min == 0.0:
            return np.asarray(check_lam(lam))
        lam = np.asarray(lam, dtype=float)
        demand((lam > self.lam_min).all(), "lam must be above -d_min^2 / n = {:.6g}, where the objective has no "
               "minimum any more: got {}", self.lam_min, lam)
        return lam

    def __call__(self, lam):
        return (self._weight / (self._square + self._check(lam)[..., None])) @ self._Vt

    def shrinkage(self, lam):
        """d^2 / (d^2 + n lam), one per singular value: what ridge keeps of y along each; 0 where d = 0."""
        return self.singular_values**2 / self.n_samples / (self._square + self._check(lam)[..., None])

    def df(self, lam):
        """Degrees of freedom sum d^2 / (d^2 + n lam), the intercept not counted; shape np.shape(lam)."""
        return self.shrinkage(lam).sum(axis=-1)


def _factors(X, y, corr, intercept):
    """(d, V', diag(d) U'y) of X = U diag(d) V', d falling: from X'X where squaring loses nothing, else by SVD."""
    if 2 * X.shape[1] <= len(X):
        square, V = np.linalg.eigh(X.T @ X)
        if square[0] > 1e-4 * square[-1]:
            Vt = V.T[::-1]
            return np.sqrt(square[::-1]), Vt, Vt @ corr
    U, d, Vt = thin_svd(X, intercept)
    return d, Vt, d * (y @ U)


def thin_svd(X, centred=True):
    """(U, d, V') of X (..., n, p) = U diag(d) V', with 0 for a d that is rounding: up to eps max(n, p) d_max, numpy's
    rank rule, and from the n-th on where columns are centred."""
    if X.ndim == 2 and 32 <= X.shape[1] <= len(X) / 2:  # the d and V of R in X = Q R, and U = X V / d
        d, Vt = np.linalg.svd(np.linalg.qr(X, mode="r"))[1:]
        if d[-1] > 1e-4 * d[0]:
            return X @ (Vt.T / d), d, Vt
    U, d, Vt = np.linalg.svd(X, full_matrices=False)
    d[..., X.shape[-2] - centred :] = 0.0
    d[d <= np.finfo(float).eps * max(X.shape[-2:]) * d[..., :1]] = 0.0
    return U, d, Vt


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


def ties(corrs):
    """Where |x_j'y|, sorted, meets the next up to rounding, as those of equal columns do: corrs (..., p) = X'y."""
    pull = np.abs(corrs)
    pull.sort()
    return pull[..., 1:] - pull[..., :-1] <= 1e-11 * pull[..., -1:]


def shared(coefs, groups, shares=None):
    """Coefficients (..., p) with the total of each group spread by shares, or given to its first column."""
    coefs = coefs.copy()
    for group in groups:
        columns, signs = np.array(group).T
        columns = columns.astype(int)
        part = np.arange(len(group)) == 0 if shares is None else shares[columns] / shares[columns].sum()
        coefs[..., columns] = (coefs[..., columns] @ signs)[..., None] * (signs * part)
    return coefs + 0.0  # no minus zeros


class ElasticNetPath(_Path):
    """The elastic net, solved exactly at each lam asked for: a lasso on X'X + n lam (1 - l1_ratio) I.

    `lam_max` = max |X'y| / (n l1_ratio). l1_ratio in (0, 1]; 1 is the lasso.
    The solution is unique for lam > 0 and l1_ratio < 1: equal columns share alike. At lam = 0 it is the least
    squares that LassoPath ends at. ValueError for another l1_ratio. Derived in lesson 08.
    """

    def __init__(self, X, y, l1_ratio, intercept=True):
        demand(0 < l1_ratio <= 1, "l1_ratio must be above 0 and at most 1: got {}; RidgePath is l1_ratio 0", l1_ratio)
        super().__init__(X, y, intercept)
        self.l1_ratio = float(l1_ratio)
        X, y, n = self._data.X, self._data.y, self.n_samples
        self._corr, most = products(X, y)
        self._gram = X.T @ X if self.n_features <= max(n, 500) else None
        self.lam_max = most / (n * self.l1_ratio)

    @cached_property
    def _lasso(self):
        """The lasso on the same data: the answer at lam = 0 and l1_ratio = 1."""
        return LassoPath(self._data.X, self._data.y, intercept=False)

    def __call__(self, lam):
        lam = np.asarray(check_lam(lam))
        if self.l1_ratio == 1.0:
            return self._lasso(lam)
        flat, coefs = lam.ravel(), np.zeros((lam.size, self.n_features))
        if not flat.all():
            coefs[flat == 0] = self._lasso.coefs[-1]
        inside = np.flatnonzero((flat > 0) & (flat < self.lam_max))
        mus = self.n_samples * flat[inside]
        coefs[inside] = elastic_net(self._data.X, self._data.y, self._gram, self._corr, self.l1_ratio * mus,
                                    (1 - self.l1_ratio) * mus)
        return coefs.reshape(*lam.shape, self.n_features)

    def df(self, lam):
        """Degrees of freedom sum d^2 / (d^2 + n lam (1 - l1_ratio)), d the singular values of the active columns."""
        lam, found = np.asarray(check_lam(lam)), []
        if self.l1_ratio == 1.0:
            return self._lasso.df(lam)
        for value, coef in zip(lam.ravel(), self(lam).reshape(-1, self.n_features), strict=True):
            square = np.linalg.svd(self._data.X[:, coef != 0], compute_uv=False) ** 2
            found.append((square / (square + value * self.n_samples * (1 - self.l1_ratio))).sum())
        return np.array(found).reshape(lam.shape)[()]


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


def budget(path, lam):
    """t(lam), shape np.shape(lam): what the coefficients spend of the constraint that gives the same solution.

    |w|^2 for ridge, |w|_1 for lasso, l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2 for elastic net. Lesson 05.
    """
    coef = path(lam)
    if isinstance(path, RidgePath):
        return (coef * coef).sum(axis=-1)
    l1_ratio = getattr(path, "l1_ratio", 1.0)
    return l1_ratio * np.abs(coef).sum(axis=-1) + (1 - l1_ratio) / 2 * (coef * coef).sum(axis=-1)


def lam_for_budget(path, t):
    """The least lam with budget(path, lam) <= t, by halving: 0 from t = budget(path, 0) on. t a number or array.

    t = 0 gives lam_max for lasso and elastic net, infinity for ridge. ValueError for t < 0. Derived in lesson 05.
    """
    t = check_array(t, "t")
    demand((t >= 0).all(), "t must be zero or positive: got {}", t)
    low, high = np.zeros(t.shape), np.full(t.shape, path.lam_max)
    while isinstance(path, RidgePath) and (more := (budget(path, high) > t) & (t > 0)).any():
        high = np.where(more, 2 * high, high)
    for _ in range(100):
        middle = (low + high) / 2
        over = budget(path, middle) > t
        low, high = np.where(over, middle, low), np.where(over, high, middle)
    high = np.where(t == 0, np.inf if isinstance(path, RidgePath) else path.lam_max, high)
    return np.where(t >= budget(path, 0.0), 0.0, high)[()]
