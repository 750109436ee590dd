"""The lasso path from X itself: for p > n, and for columns so nearly dependent that X'X has lost them."""

import math
import warnings

import numpy as np

from regviz.homotopy import MAX_KNOTS, finish, kkt_error, tableau, too_many

CERTIFIED = 1e-11  # KKT violation relative to lam_max up to which the fast routes are believed
HELD = 2e-8  # distance from the active span, relative, below which a column is held out: it costs no more than this


def lasso(X, y, stop=0.0):
    """(mus, coefs) of the path down to `stop` by the fastest route whose result is certified by `kkt_error`."""
    n, p = X.shape
    corr, error = y @ X, 0.0
    lam_max = float(np.abs(corr).max())
    if lam_max <= 4e-16 * math.sqrt(np.vdot(X, X) * (y @ y)):  # rounding: y is orthogonal to X
        lam_max = 0.0
    if lam_max <= stop:
        return np.array([lam_max]), np.zeros((1, p))
    if p <= max(n, 100):
        gram = X.T @ X
        path = tableau(gram, corr, stop)
        error = kkt_error(*path, corr - path[1] @ gram) / lam_max if path else np.inf
        if _certified(error, path, y):
            return path
    if error <= 1e-8:  # worse than that the dual basis does not do either
        mus, coefs = path = follow(X, y, stop, DualBasis)
        some = np.unique(np.linspace(0, len(mus) - 2, 10_000 // p + 4).astype(int))[:, None] + [0, 1]
        corrs = (y - coefs[some.ravel()] @ X.T) @ X
        if _certified(kkt_error(mus[some], coefs[some], corrs.reshape(-1, 2, p)).max() / lam_max, path, y):
            return path
    for moved in (y, y + 1e-11 * math.sqrt(y @ y) * np.cos(np.arange(n))):  # ties can lead astray, few survive this
        mus, coefs = follow(X, moved, stop, FreshBasis)
        error = kkt_error(mus, coefs, (y - coefs @ X.T) @ X) / lam_max
        if error <= 1e-7:
            return mus, coefs
    warnings.warn("columns of X are so nearly dependent that the lasso path is optimal only to "
                  f"{error:.0e} of lam_max: drop near copies", RuntimeWarning, stacklevel=4)
    return mus, coefs


def _certified(error, path, y):
    """Whether a KKT error relative to lam_max is small, and what it may cost of J, error |w|_1, beside |y|^2."""
    if error <= CERTIFIED / 100 or not error <= CERTIFIED:
        return error <= CERTIFIED
    mus, coefs = path
    return error * mus[0] * np.abs(coefs).sum(axis=1).max() <= 25 * CERTIFIED * (y @ y)


def follow(X, y, stop, Basis):
    """(mus, coefs) without X'X: as mu falls by s, active coefficients and idle correlations alike grow by s t.

    With D (k, n) the dual basis of the active columns, D x_j = e_j, and u = signs'D, t is D u for the active and
    -X'u for the idle ones. A DualBasis changes D by one exchange an event, O(n p); a FreshBasis begins every stretch
    with a new QR. A column within HELD of the active span is held out until another leaves.
    """
    p, size = X.shape[1], np.sqrt(np.einsum("ij,ij->j", X, X))
    basis, value, t, signs, idle = Basis(X, y, size), y @ X, np.zeros(p), np.zeros(p), np.ones(p)
    mu, held, mus, rows = float(np.abs(value).max()), [], [], []
    tiny = 1e-13 * mu * size / (size.max() or 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        while len(mus) < MAX_KNOTS:
            row, fall, side = _next_fall(value, t, signs, idle, tiny, mu)
            if fall >= mu - stop:
                active = np.flatnonzero(signs)
                rows.append((active, value[active] + (mu - stop) * t[active]))
                return finish(np.array([*mus, stop]), _dense(rows, p))
            if joins := idle[row] > 0:
                idle[row] = 0.0
                if not basis.join(row, side):
                    held.append(row)
                    continue
            mu -= fall
            value += fall * t
            left, signs[row] = signs[row], 0.0
            active = np.flatnonzero(signs)
            mus.append(mu)
            rows.append((active, value[active]))
            if joins:
                value[row], signs[row] = 0.0, side
            else:
                basis.leave(row)
                value[row], idle[[row, *held]], held = left * mu, 1.0, []
            value, t = basis.stretch(value, signs)
    raise too_many(p)


def _dense(rows, p):
    """Coefficients (k, p) from (the active columns, their values) at every knot."""
    coefs = np.zeros((len(rows), p))
    for coef, (active, values) in zip(coefs, rows, strict=True):
        coef[active] = values
    return coefs


def _next_fall(value, t, signs, idle, tiny, mu):
    """(row, how far mu falls until its event, the sign with which it would join).

    P of the tableau is value + mu t here, with the values at the present mu kept by themselves: P - mu t would be
    the difference of two numbers as large as the condition of X.
    """
    P = value + mu * t
    side = np.copysign(idle, P)
    fall = (side * mu - value) / (t + side)
    np.putmask(fall, signs * t >= idle, np.inf)
    row = int(fall.argmin())
    if abs(P.item(row)) <= tiny.item(row) * idle.item(row):
        fall[np.abs(P) <= tiny * idle] = np.inf
        row = int(fall.argmin())
    return row, max(fall.item(row), 0.0), side.item(row)


class DualBasis:
    """Of the k active columns A (k, n) = X_A', D (k, n) with D A' = 1 and u (n,) with A u = their signs."""

    def __init__(self, X, y, size):
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
        D -= np.dot(inner[:, None], along[None], out=self.buffer[: self.k])

    def stretch(self, value, signs):
        """(value, t) from here on."""
        t = -self.u @ self.X
        t[self.active[: self.k]] = self.D[: self.k] @ self.u
        return value, t


class FreshBasis:
    """The same by a QR decomposition of the active columns; the correlations are those of the data at each event."""

    def __init__(self, X, y, size):
        self.X, self.y, self.size, self.Q = X, y, size, np.zeros((len(y), 0))

    def join(self, row, side):
        x = self.X[:, row]
        return np.linalg.norm(x - self.Q @ (self.Q.T @ x)) > HELD * self.size[row]

    def leave(self, row):
        """The next stretch has it."""

    def stretch(self, value, signs):
        active = np.flatnonzero(signs)
        self.Q, R = np.linalg.qr(self.X[:, active])
        coef, w = value[active], np.linalg.solve(R.T, signs[active])
        value, t = (self.y - self.X[:, active] @ coef) @ self.X, -(self.Q @ w) @ self.X
        value[active], t[active] = coef, np.linalg.solve(R, w)
        return value, t
