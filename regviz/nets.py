"""The elastic net at given (l1, l2): minimize |y - X w|^2 / 2 + l1 |w|_1 + l2 |w|^2 / 2, exactly."""

from functools import partial

import numpy as np

from regviz.homotopy import kkt_error, lockstep, tableau
from regviz.spans import CERTIFIED, careful

MEMORY = 4_000_000  # numbers in one batch of tableaus


def elastic_net(X, y, gram, corr, l1, l2):
    """Coefficients (m, p) at l1, l2 (m,), all positive; gram = X'X or None, corr = X'y.

    Many small problems: the tableau in lockstep. Others, from the largest l1 down: the signs of the neighbour
    are a guess that a few solves repair.
    """
    if gram is not None and len(corr) <= 16 and len(l1) > 3:
        coefs = _small(gram, corr, l1, l2)
        pull = corr - coefs @ gram - l2[:, None] * coefs
        error = np.where(coefs != 0, np.abs(pull - l1[:, None] * np.sign(coefs)), np.abs(pull) - l1[:, None])
        todo = np.flatnonzero(~(error.max(axis=1) <= 1e-12 * np.abs(corr).max()))  # NaN too
    else:
        coefs, todo = np.zeros((len(l1), len(corr))), np.argsort(-l1)
    signs = np.zeros(len(corr))
    for k in todo:
        coefs[k] = _repaired(X, y, gram, corr, l1[k], l2[k], signs)
        signs = np.sign(coefs[k])
    return coefs


def _small(gram, corr, l1, l2):
    """The lasso on gram + l2 I down to l1, for all (l1, l2) in lockstep, in parts that fit the memory."""
    p, found = len(corr), []
    size = max(1, MEMORY // (p * p))
    for k in range(0, len(l1), size):
        some, shift = l1[k : k + size], l2[k : k + size, None, None] * np.eye(p)
        found.append(lockstep(gram + shift, np.tile(corr, (len(some), 1)), some)[1][:, -1])
    return np.concatenate(found)


def _repaired(X, y, gram, corr, l1, l2, signs):
    """The solution from a guess of the signs: solve on the active set, exchange what violates, repeat.

    At the solution the coefficients have their signs and no idle correlation exceeds l1: this certifies it.
    Where that does not settle, or l2 is too small to tell equal columns apart, the path starts from nothing.
    """
    if l2 <= 1e-9 * np.einsum("ij,ij->j", X, X).max():
        return _from_nothing(X, y, corr, l1, l2)
    for _ in range(12):
        active = np.flatnonzero(signs)
        XA = X[:, active] if gram is None else None
        square = XA.T @ XA if gram is None else gram[np.ix_(active, active)]
        square.flat[:: len(active) + 1] += l2
        inside = np.linalg.solve(square, corr[active] - l1 * signs[active])
        pull = (y - XA @ inside) @ X if gram is None else corr - inside @ gram[active]
        right = np.zeros(len(corr))
        right[active] = np.where(inside * signs[active] > 0, signs[active], 0.0)
        idle = signs == 0
        right[idle] = np.where(np.abs(pull) > l1 * (1 + 1e-12), np.sign(pull), 0.0)[idle]
        if (right == signs).all():
            coef = np.zeros(len(corr))
            coef[active] = inside
            return coef
        signs = right
    return _from_nothing(X, y, corr, l1, l2)


def _from_nothing(X, y, corr, l1, l2):
    """The path on the columns that matter, down to l1; those that violate are added until none does."""
    some = np.sort(np.argsort(-np.abs(corr))[: max(50, 2 * len(y))])
    while True:
        square = X[:, some].T @ X[:, some]
        square.flat[:: len(some) + 1] += l2
        path = tableau(square, corr[some], l1)
        if not path or kkt_error(*path, partial(_pull, corr[some], square)) > CERTIFIED * path[0][0]:
            rows = np.vstack([X[:, some], np.sqrt(l2) * np.eye(len(some))])  # the same lasso, X'X unformed
            path = careful(rows, np.concatenate([y, np.zeros(len(some))]), l1)
        coef = np.zeros(len(corr))
        coef[some] = path[1][-1]
        outside = np.abs((y - X @ coef) @ X) > l1 * (1 + 1e-12)
        outside[some] = False
        if not outside.any():
            return coef
        some = np.union1d(some, np.flatnonzero(outside))


def _pull(corr, gram, coefs):
    return corr - coefs @ gram
