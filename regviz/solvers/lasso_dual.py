"""The lasso path by the route its data need, and from X itself where there are more features than rows."""

import math

import numpy as np

from regviz.core.linalg import largest
from regviz.solvers.lasso_gram import MAX_KNOTS, finish, next_event, too_many

HELD = 2e-8  # distance from the active span, relative, below which a column is held out: it costs no more than this


def follow(X, y, stop=0.0, held=HELD):
    """(mus, coefs) without X'X, O(n p) an event.

    `value`, active coefficients and idle correlations, grows by s t as mu falls by s. A column within `held` of the
    active span, relative, waits until another leaves.
    """
    p, size = X.shape[1], np.sqrt(np.einsum("ij,ij->j", X, X))
    basis, value, t, signs, idle = DualBasis(X, size, held), y @ X, np.zeros(p), np.zeros(p), np.ones(p)
    mu, waiting, mus, rows = largest(abs(value)), [], [], []
    tiny = 1e-13 * mu * size / (size.max() or 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        while len(mus) < MAX_KNOTS:
            P = value + mu * t
            row, at = next_event(P, t, signs, idle, tiny)
            fall = mu - min(max(at, stop), mu)
            if at <= stop:
                rows.append(np.where(signs, value + fall * t, 0.0))
                return finish(np.array([*mus, stop]), np.array(rows))
            if joins := idle[row] > 0:
                idle[row] = 0.0
                if not basis.join(row, side := math.copysign(1.0, P[row])):
                    waiting.append(row)
                    continue
            mu -= fall
            value += fall * t
            mus.append(mu)
            value[row] *= joins
            rows.append(np.where(signs, value, 0.0))
            if joins:
                value[row], signs[row] = 0.0, side
            else:
                basis.leave(row)
                value[row], idle[[row, *waiting]], waiting, signs[row] = signs[row] * mu, 1.0, [], 0.0
            t = basis.slopes()
    raise too_many(p)


class DualBasis:
    """Of the k active columns A (k, n) = X_A', D (k, n) with D A' = 1 and u (n,) with A u = their signs.

    An event changes D by one exchange.
    """

    def __init__(self, X, size, held):
        self.X, self.size, self.held, self.k, most, n = X, size, held, 0, min(X.shape), len(X)
        self.A, self.D, self.buffer = np.zeros((3, most, n))
        self.active, self.u = np.zeros(most, dtype=int), np.zeros(n)

    def join(self, row, side):
        """True, or False when the column lies in the active span; a part outside that is short is projected again."""
        x, k = self.X[:, row].copy(), self.k
        inner = self.D[:k] @ x
        away = x - inner @ self.A[:k]
        if away @ away < 0.01 * self.size[row] ** 2:
            again = self.D[:k] @ away
            inner += again
            away -= again @ self.A[:k]
        square = away @ away
        if k == len(self.D) or square <= (self.held * self.size[row]) ** 2:
            return False
        away /= square
        self._exchange(inner, away, side - self.u @ x)
        self.D[k], self.A[k], self.active[k], self.k = away, x, row, k + 1
        return True

    def leave(self, row):
        j, k = int((self.active[: self.k] == row).argmax()), self.k - 1
        away = self.D[j].copy()
        for kept in (self.D, self.A, self.active):
            kept[j] = kept[k]
        self.k = k
        self._exchange(self.D[:k] @ away, away / (away @ away), -self.u @ away)

    def _exchange(self, inner, along, turn):
        self.u += turn * along
        D = self.D[: self.k]
        D -= inner[:, None].dot(along[None], self.buffer[: self.k])

    def slopes(self):
        """t: D u for the active columns, -X'u for the idle ones."""
        t = -self.u @ self.X
        t[self.active[: self.k]] = self.D[: self.k] @ self.u
        return t
