"""The lasso path by the route its data need, and from X itself where there are more features than rows."""

import math
import warnings

import numpy as np

from regviz.homotopy import MAX_KNOTS, finish, kkt_error, largest, next_event, tableau, too_many

CERTIFIED = 1e-11  # KKT violation relative to lam_max up to which X'X is believed
HELD = 2e-8  # distance from the active span, relative, below which a column is held out: it costs no more than this


def lasso(X, y, stop=0.0):
    """(mus, coefs) of the path down to `stop` by the fastest route that `kkt_error` certifies."""
    n, p = X.shape
    corr = y.dot(X)
    lam_max = largest(abs(corr))
    dust = 4e-16 * math.sqrt(y.dot(y))  # times the norm of x_j: an x_j'y that is rounding
    if lam_max <= dust * math.sqrt(np.vdot(X, X)) and (abs(corr) <= dust * np.linalg.norm(X, axis=0)).all():
        lam_max = 0.0
    if lam_max <= stop:
        return np.array([lam_max]), np.zeros((1, p))
    gram = X.T.dot(X) if p <= max(n, 100) else None
    best, least = None, np.inf
    for path, enough in _routes(X, y, gram, corr, stop):
        if path and (error := _error(X, y, gram, corr, *path) / lam_max) < least:
            best, least = path, error
        if least <= enough:
            return best
    warnings.warn("columns of X are so nearly dependent that the lasso path is optimal only to "
                  f"{least:.0e} of lam_max: drop near copies", RuntimeWarning, stacklevel=4)
    return best


def _routes(X, y, gram, corr, stop):
    """(path or None, error with which it will do), from fast to sturdy, each made when it is asked for."""
    if gram is not None:
        yield tableau(gram, corr, stop), CERTIFIED
        yield tableau(gram, corr, stop, worn=np.inf), CERTIFIED
    yield follow(X, y, stop), 1e-7
    moved = 1e-11 * math.sqrt(y @ y) * np.cos(np.arange(len(y)))  # ties can lead astray, few survive this
    yield follow(X, y + moved, stop), 1e-7


def _error(X, y, gram, corr, mus, coefs):
    """kkt_error; where there is no X'X on a sample of the stretches."""
    if gram is not None:
        return largest(kkt_error(mus, coefs, corr - coefs.dot(gram)))
    some = np.unique(np.linspace(0, len(mus) - 2, 10_000 // len(corr) + 4).astype(int))[:, None] + [0, 1]
    corrs = (y - coefs[some.ravel()] @ X.T) @ X
    return largest(kkt_error(mus[some], coefs[some], corrs.reshape(*some.shape, -1)))


def follow(X, y, stop=0.0):
    """(mus, coefs) without X'X, O(n p) an event: as mu falls by s, active coefficients and idle correlations, `value`,
    grow by s t.

    A column within HELD of the active span is held out until another leaves.
    """
    p, size = X.shape[1], np.sqrt(np.einsum("ij,ij->j", X, X))
    basis, value, t, signs, idle = DualBasis(X, size), y @ X, np.zeros(p), np.zeros(p), np.ones(p)
    mu, held, mus, rows = largest(abs(value)), [], [], []
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
                    held.append(row)
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
                value[row], idle[[row, *held]], held, signs[row] = signs[row] * mu, 1.0, [], 0.0
            t = basis.slopes()
    raise too_many(p)


class DualBasis:
    """Of the k active columns A (k, n) = X_A', D (k, n) with D A' = 1 and u (n,) with A u = their signs.

    An event changes D by one exchange.
    """

    def __init__(self, X, size):
        (n, p), self.X, self.size, self.k = X.shape, X, size, 0
        self.A, self.D, self.buffer = np.zeros((3, min(n, p) + 1, n))
        self.active, self.u = np.zeros(min(n, p) + 1, dtype=int), np.zeros(n)

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
        if square <= (HELD * self.size[row]) ** 2:
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
