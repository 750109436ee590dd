"""Ridge for every lambda from one decomposition of X."""

import numpy as np

from regviz.core.linalg import products, thin_svd
from regviz.core.validation import check_lam, demand
from regviz.solvers.path import _Path


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


def ridge_batch(X, y, lams):
    """(coef (R, L, p), intercept (R, L)) of ridge on R data sets at every lam: X (R, n, p), y (R, n), lams (L,).

    One batched SVD; lam = 0 is least squares of least norm.
    """
    x_mean, y_mean, n = X.mean(axis=1, keepdims=True), y.mean(axis=1, keepdims=True), X.shape[1]
    U, d, Vt = thin_svd(X - x_mean)
    d = d[:, None]
    shrunk = d / (d * d + n * np.asarray(lams, dtype=float)[:, None] + (d == 0))
    coef = (shrunk * ((y - y_mean)[:, None] @ U)) @ Vt
    return coef, y_mean - (coef @ x_mean.transpose(0, 2, 1))[..., 0]
