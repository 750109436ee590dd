"""The exact elastic net: minimize |y - X w|^2 / 2 + l1 |w|_1 + l2 |w|^2 / 2 at given (l1, l2)."""

from functools import cached_property

import numpy as np

from regviz.core.arguments import checked
from regviz.core.linalg import correlations
from regviz.core.validation import check_lam, demand
from regviz.solvers.lasso import CERTIFIED, LassoPath, lasso
from regviz.solvers.lasso_gram import sweep_path
from regviz.solvers.lasso_knots import correlation_units
from regviz.solvers.path import _Path

ROUNDS = 20  # of repairs, at most
SLACK = 1 + 1e-12  # of the bound l1 on idle correlations, for rounding


class ElasticNetPath(_Path):
    """The elastic net at each lam asked for, exactly: a lasso on X'X + n lam (1 - l1_ratio) I.

    `lam_max` = max |X'y| / (n l1_ratio). l1_ratio in (0, 1]; 1 is the lasso. The solution is unique
    for lam > 0 and l1_ratio < 1: equal columns get equal coefficients. At lam = 0 it is the
    least-squares solution that LassoPath ends at. ValueError for another l1_ratio.
    Derived in lesson 08.
    """

    @checked()
    def __init__(self, X, y, l1_ratio, intercept=True):
        demand(
            0 < l1_ratio <= 1,
            "l1_ratio must be above 0 and at most 1: got {}; RidgePath is l1_ratio 0",
            l1_ratio,
        )
        super().__init__(X, y, intercept)
        self.l1_ratio = float(l1_ratio)
        X, y = self._data.X, self._data.y
        self._corr, mu_max = correlations(X, y)
        self._gram = X.T @ X if self.n_features <= max(self.n_samples, 500) else None
        self.lam_max = mu_max / (self.n_samples * self.l1_ratio)

    @cached_property
    def _lasso(self):
        """The lasso on the same data: the answer at lam = 0 and l1_ratio = 1."""
        return LassoPath(self._data.X, self._data.y, intercept=False)

    def __call__(self, lam):
        lam = np.asarray(check_lam(lam))
        if self.l1_ratio == 1.0:
            return self._lasso(lam)
        flat = lam.ravel()
        coefs = np.zeros((lam.size, self.n_features))
        if not flat.all():
            coefs[flat == 0] = self._lasso.coefs[-1]
        inside = np.flatnonzero((flat > 0) & (flat < self.lam_max))
        mus = self.n_samples * flat[inside]
        l1, l2 = self.l1_ratio * mus, (1 - self.l1_ratio) * mus
        coefs[inside] = elastic_net(self._data.X, self._data.y, self._gram, self._corr, l1, l2)
        return coefs.reshape(*lam.shape, self.n_features)

    def df(self, lam):
        """Degrees of freedom sum d^2 / (d^2 + n lam (1 - l1_ratio)); shape np.shape(lam).

        d are the singular values of the active columns (Zou & Hastie 2005).
        """
        lam = np.asarray(check_lam(lam))
        if self.l1_ratio == 1.0:
            return self._lasso.df(lam)
        l2 = self.n_samples * (1 - self.l1_ratio) * lam.ravel()
        found = []
        for each, coef in zip(l2, self(lam).reshape(-1, self.n_features), strict=True):
            square = np.linalg.svd(self._data.X[:, coef != 0], compute_uv=False) ** 2
            found.append((square / (square + each)).sum())
        return np.array(found).reshape(lam.shape)[()]


def elastic_net(X, y, gram, corr, l1, l2):
    """Coefficients (m, p) at l1, l2 (m,), all positive; gram = X'X or None, corr = X'y.

    From the largest l1 down, the signs of each solution are the first guess for the next one, which
    a few solves repair. Where that does not settle, or l2 is too small to tell equal columns apart,
    the path is followed from its start instead.
    """
    coefs = np.zeros((len(l1), len(corr)))
    signs = np.zeros(len(corr))
    small = 1e-9 * np.einsum("ij,ij->j", X, X).max()
    for k in np.argsort(-l1):
        coef = None
        if l2[k] > small:
            coef = _by_active_sets(X, y, gram, corr, l1[k], l2[k], signs)
        if coef is None:
            coef = _by_sweeps(gram, corr, l1[k], l2[k])
        if coef is None:
            coef = _by_path(X, y, corr, l1[k], l2[k])
        coefs[k] = coef
        signs = np.sign(coef)
    return coefs


def _by_active_sets(X, y, gram, corr, l1, l2, signs):
    """The solution from a guess of the signs, or None where `ROUNDS` do not settle it.

    Solve on the active set, exchange all that violates, repeat (primal-dual active sets,
    Hintermueller, Ito & Kunisch 2003). When the number of violations does not fall for three
    rounds, only the last violator is exchanged, which ends circles (Judice & Pires 1994; Kim & Park
    2011). At the end the coefficients have their signs and no idle correlation exceeds l1: these
    are the Karush-Kuhn-Tucker conditions.
    """
    fewest, patience = len(corr) + 1, 3
    for _ in range(ROUNDS):
        active = np.flatnonzero(signs)
        coef = np.zeros(len(corr))
        square = X[:, active].T @ X[:, active] if gram is None else gram[np.ix_(active, active)]
        square.flat[:: len(active) + 1] += l2  # the diagonal
        coef[active] = np.linalg.solve(square, corr[active] - l1 * signs[active])
        correlation = (y - X @ coef) @ X if gram is None else corr - gram @ coef
        joins = np.where(np.abs(correlation) > l1 * SLACK, np.sign(correlation), 0.0)
        stays = np.where(coef * signs > 0, signs, 0.0)
        repaired = np.where(signs == 0, joins, stays)
        violators = np.flatnonzero(repaired != signs)
        if len(violators) == 0:
            return coef
        if len(violators) < fewest:
            fewest, patience = len(violators), 3
        else:
            patience -= 1
        if patience < 0:
            repaired[violators[:-1]] = signs[violators[:-1]]
        signs = repaired
    return None


def _by_sweeps(gram, corr, l1, l2):
    """The lasso down to l1 on X'X + l2 I, or None where that breaks the optimality conditions."""
    if gram is None:
        return None
    square = gram.copy()
    square.flat[:: len(corr) + 1] += l2
    path = sweep_path(square, corr, l1)
    if path is None:
        return None
    coef = path[1][-1]
    correlation = corr - square @ coef
    error = np.where(coef != 0, np.abs(correlation - l1 * np.sign(coef)), np.abs(correlation) - l1)
    allowed = CERTIFIED * correlation_units(corr, square.diagonal())
    return coef if (error <= allowed).all() else None


def _by_path(X, y, corr, l1, l2):
    """The lasso down to l1 on X with the rows sqrt(l2) I more (Zou & Hastie 2005).

    On some columns first, those with the largest correlations; columns that violate are added.
    """
    some = np.sort(np.argsort(-np.abs(corr))[: max(50, 2 * len(y))])
    while True:
        rows = np.vstack([X[:, some], np.sqrt(l2) * np.eye(len(some))])
        _, coefs = lasso(rows, np.concatenate([y, np.zeros(len(some))]), l1)
        coef = np.zeros(len(corr))
        coef[some] = coefs[-1]
        violates = np.abs((y - X @ coef) @ X) > l1 * SLACK
        violates[some] = False
        if not violates.any():
            return coef
        some = np.union1d(some, np.flatnonzero(violates))
