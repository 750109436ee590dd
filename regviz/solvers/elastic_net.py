"""The elastic net at given (l1, l2): minimize |y - X w|^2 / 2 + l1 |w|_1 + l2 |w|^2 / 2, exactly."""

from functools import cached_property

import numpy as np

from regviz.core.linalg import correlations
from regviz.core.validation import check_lam, demand
from regviz.solvers.lasso import LassoPath, lasso
from regviz.solvers.path import _Path


def elastic_net(X, y, gram, corr, l1, l2):
    """Coefficients (m, p) at l1, l2 (m,), all positive; gram = X'X or None, corr = X'y.

    From the largest l1 down: the signs of the neighbour are a guess that a few solves repair. Where that does not
    settle, or l2 is too small to tell equal columns apart, the path starts from nothing.
    """
    coefs, signs, small = np.zeros((len(l1), len(corr))), np.zeros(len(corr)), 1e-9 * np.einsum("ij,ij->j", X, X).max()
    for k in np.argsort(-l1):
        coef = _repaired(X, y, gram, corr, l1[k], l2[k], signs) if l2[k] > small else None
        coefs[k] = _from_nothing(X, y, corr, l1[k], l2[k]) if coef is None else coef
        signs = np.sign(coefs[k])
    return coefs


def _repaired(X, y, gram, corr, l1, l2, signs):
    """The solution from a guess of the signs, or None: solve on the active set, exchange what violates, repeat.

    At the solution the coefficients have their signs and no idle correlation exceeds l1: this certifies it.
    """
    for _ in range(12):
        active, coef = np.flatnonzero(signs), np.zeros(len(corr))
        square = X[:, active].T @ X[:, active] if gram is None else gram[np.ix_(active, active)]
        square.flat[:: len(active) + 1] += l2
        coef[active] = np.linalg.solve(square, corr[active] - l1 * signs[active])
        pull = (y - X @ coef) @ X if gram is None else corr - gram @ coef
        joins = np.where(np.abs(pull) > l1 * (1 + 1e-12), np.sign(pull), 0.0)
        right = np.where(signs == 0, joins, np.where(coef * signs > 0, signs, 0.0))
        if (right == signs).all():
            return coef
        signs = right
    return None


def _from_nothing(X, y, corr, l1, l2):
    """The lasso down to l1 on rows sqrt(l2) I more, for the columns that matter; those that violate are added."""
    some = np.sort(np.argsort(-np.abs(corr))[: max(50, 2 * len(y))])
    while True:
        rows, coef = np.vstack([X[:, some], np.sqrt(l2) * np.eye(len(some))]), np.zeros(len(corr))
        coef[some] = lasso(rows, np.concatenate([y, np.zeros(len(some))]), l1)[1][-1]
        outside = np.abs((y - X @ coef) @ X) > l1 * (1 + 1e-12)
        outside[some] = False
        if not outside.any():
            return coef
        some = np.union1d(some, np.flatnonzero(outside))


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
        self._corr, mu_max = correlations(X, y)
        self._gram = X.T @ X if self.n_features <= max(n, 500) else None
        self.lam_max = mu_max / (n * self.l1_ratio)

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
