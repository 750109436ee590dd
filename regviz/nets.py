"""The elastic net at given (l1, l2): minimize |y - X w|^2 / 2 + l1 |w|_1 + l2 |w|^2 / 2, exactly."""

import numpy as np

from regviz.spans import lasso


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
