"""The lasso path by the route its data need, and from X itself where there are more features than rows."""

import math
import warnings

import numpy as np

from regviz.homotopy import MAX_KNOTS, finish, kkt_error, largest, next_event, tableau, too_many

CERTIFIED = 1e-11  # KKT violation relative to lam_max up to which X'X is believed
HELD = 2e-8  # distance from the active span, relative, below which a column is held out: it costs no more than this


def products(X, y):
    """(X'y, the size of its largest entry): 0 where all are rounding, |x_j'y| <= 4e-16 |x_j| |y|."""
    corr = y.dot(X)
    most, dust = largest(abs(corr)), 4e-16 * math.sqrt(y.dot(y))
    if most <= dust * math.sqrt(np.vdot(X, X)) and (abs(corr) <= dust * np.linalg.norm(X, axis=0)).all():
        most = 0.0
    return corr, most


def lasso(X, y, stop=0.0):
    """(mus, coefs) of the path down to `stop` by the fastest route that `kkt_error` certifies.

    RuntimeWarning where none is: then the best of them is given.
    """
    (n, p), (corr, lam_max) = X.shape, products(X, y)
    if lam_max <= stop:
        return np.array([lam_max]), np.zeros((1, p))
    gram = X.T.dot(X) if p <= max(n, 100) else None
    best, least = None, np.inf
    for path, enough in _routes(X, y, gram, corr, stop):
        if path and (error := _error(X, y, gram, corr, *path) / lam_max) < 5 * least:  # as good: the sturdier
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
    yield follow(X, y + moved, stop, held=50 * HELD), 1e-7


def _error(X, y, gram, corr, mus, coefs):
    """kkt_error; where there is no X'X on a sample of the stretches."""
    if gram is not None:
        return largest(kkt_error(mus, coefs, corr - coefs.dot(gram)))
    some = np.unique(np.linspace(0, len(mus) - 2, 10_000 // len(corr) + 4).astype(int))[:, None] + [0, 1]
    corrs = (y - coefs[some.ravel()] @ X.T) @ X
    return largest(kkt_error(mus[some], coefs[some], corrs.reshape(*some.shape, -1)))


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
