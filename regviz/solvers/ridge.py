"""Ridge for every lambda from one decomposition of X."""

import warnings

import numpy as np

from regviz.core.arguments import check_flag, checked
from regviz.core.graded import DOUBT, near_copies
from regviz.core.linalg import correlations, thin_svd
from regviz.core.tables import as_numbers
from regviz.core.validation import check_lam, demand
from regviz.solvers.path import _Path

TINY = np.finfo(float).tiny


def ridge_filter(d, n_lam):
    """d / (d^2 + n lam), and 0 where d = 0: the factor of u'y in ridge's coefficients.

    With X = U diag(d) V' (centred) the coefficients are V diag(ridge_filter(d, n lam)) U'y, and the
    fit along each column of U is shrunk by d ridge_filter(d, n lam) = d^2 / (d^2 + n lam).
    `d` are singular values, 0 for those that are rounding. The shapes of `d` and `n_lam` broadcast:
    `n_lam` of shape (L, 1) gives one row of factors per lambda. n lam = 0 gives the pseudoinverse.
    """
    return d / np.maximum(d * d + n_lam, TINY)  # faster than np.where(d > 0, ...)


def warn_of_near_copies(X, d, lams):
    """RuntimeWarning where columns of X (n, p) are so nearly dependent, and one of lams so small,
    that float64 may give wrong coefficients; d are the singular values of X."""
    columns, doubt = _near_copies(X, d)
    if np.min(lams) < doubt:
        _warn(columns, doubt, None, 4)


def _near_copies(X, d):
    """(columns, lam below which they are in doubt)."""
    columns, size = near_copies(X, d)
    return columns, DOUBT * size**2 / len(X)


def _warn(columns, doubt, names, level):
    named = [str(names[j] if names else j) for j in columns[:8]]
    warnings.warn(
        f"columns {', '.join(named)} of X are so nearly dependent that float64 may give wrong "
        f"coefficients for lam below {doubt:.0e}: drop one of them, or take a larger lam",
        RuntimeWarning,
        stacklevel=level,
    )


class RidgePath(_Path):
    """Ridge for every lambda, p > n too, by one decomposition X - mean = U diag(d) V'.

    coef(lam) = V diag(d / (d^2 + n lam)) U'y; derived in lesson 03. lam = 0 is the least-squares
    solution of least norm (of the coefficients as they are, in the units of X); lam = inf gives 0.
    A column counts as dependent on others when its rest is rounding of its own length, however
    small it is beside them (see core.linalg.thin_svd). Columns with a rest of less than 2e-8 of
    their length get a RuntimeWarning where lam is too small to settle their coefficients.

    `singular_values` has shape (min(n, p),) and `rank` counts those that are not 0. `lam_max`, a
    bound to draw to, is the lasso's on the same data (1 where that is 0).

    ValueError for lam < 0, unless allow_negative=True: then for lam <= -d_min^2 / n, where the
    objective has no minimum any more.
    """

    @checked(allow_negative=check_flag)
    def __init__(self, X, y, intercept=True, *, allow_negative=False):
        super().__init__(X, y, intercept)
        X, y, n = self._data.X, self._data.y, self.n_samples
        corr, mu_max = correlations(X, y)
        d, self._Vt, Uy = _decompose(X, y, corr, intercept)
        self.singular_values = d
        self.rank = int(np.count_nonzero(d))
        # ridge_filter(d, n lam) * Uy is pull / (square + n lam): a look-up has no more to do.
        self._pull = d * Uy
        self._square = np.where(d > 0, d * d, 1.0)
        self._near, self._doubt = _near_copies(X, d)
        self.lam_max = mu_max / n or 1.0
        self.lam_min = 0.0
        if allow_negative and self.rank == self.n_features:
            self.lam_min = -float(self.singular_values[-1] ** 2 / n)

    def _check(self, lam):
        if self.lam_min == 0.0:
            lam = check_lam(lam)
            if self._doubt and np.any(lam < self._doubt):
                _warn(self._near, self._doubt, self.names, 5)
            return lam
        lam = as_numbers(lam, "lam")
        demand(
            (lam > self.lam_min).all(),
            "lam must be above -d_min^2 / n = {:.6g}, where the objective has no minimum any more: "
            "got {}",
            self.lam_min,
            lam,
        )
        return lam

    def _n_lam(self, lam):
        lam = self._check(lam)
        if isinstance(lam, float):
            return self.n_samples * lam
        return self.n_samples * lam[..., None]

    def __call__(self, lam):
        return (self._pull / (self._square + self._n_lam(lam))).dot(self._Vt)

    def shrinkage(self, lam):
        """d^2 / (d^2 + n lam), one per singular value: what ridge keeps of y along each."""
        return self.singular_values * ridge_filter(self.singular_values, self._n_lam(lam))

    def df(self, lam):
        """Degrees of freedom sum d^2 / (d^2 + n lam), intercept not counted; np.shape(lam)."""
        return self.shrinkage(lam).sum(axis=-1)


def _decompose(X, y, corr, intercept):
    """(d, V', U'y) of X = U diag(d) V' with d falling, where corr = X'y.

    X'X = V diag(d^2) V' is decomposed where it is much smaller than X and squaring loses little
    (condition number of X below 100); otherwise X itself.
    """
    if 2 * X.shape[1] <= len(X):
        square, V = np.linalg.eigh(X.T @ X)
        if square[0] > 1e-4 * square[-1]:
            d, Vt = np.sqrt(square[::-1]), V.T[::-1]
            return d, Vt, Vt @ corr / d
    U, d, Vt = thin_svd(X, intercept)
    return d, Vt, y @ U


def ridge_batch(X, y, lams):
    """Ridge on R data sets at L lambdas by one batched SVD: (coef (R, L, p), intercept (R, L)).

    X (R, n, p), y (R, n), lams (L,), not checked; lam = 0 is least squares of least norm.
    """
    n = X.shape[1]
    x_mean = X.mean(axis=1, keepdims=True)
    y_mean = y.mean(axis=1, keepdims=True)
    U, d, Vt = thin_svd(X - x_mean)
    factors = ridge_filter(d[:, None], n * np.asarray(lams, dtype=float)[:, None])
    coef = (factors * ((y - y_mean)[:, None] @ U)) @ Vt
    return coef, y_mean - (coef @ x_mean.transpose(0, 2, 1))[..., 0]
