"""The lasso path from X itself: for p > n, and for columns so nearly dependent that X'X has lost them."""

import math
import warnings

import numpy as np

from regviz.homotopy import MAX_KNOTS, finish, kkt_error, next_event, tableau, too_many

CERTIFIED = 1e-11  # KKT violation relative to lam_max up to which the fast routes are believed
NEAR = 1e-5  # distance from the active span, relative, below which the dual basis gives up
HELD = 2e-8  # distance below which a column counts as dependent: it is held out, which costs no more than this


def lasso(X, y, stop=0.0):
    """(mus, coefs) of the path down to `stop` by the fastest route whose result is certified by `kkt_error`."""
    n, p = X.shape
    corr, error = y @ X, 0.0
    lam_max = float(max(corr.max(), -corr.min()))
    if lam_max <= 4e-16 * math.sqrt(np.vdot(X, X) * (y @ y)):  # rounding: y is orthogonal to X
        return np.array([stop]), np.zeros((1, p))
    if p <= max(n, 100):
        gram = X.T @ X
        path = tableau(gram, corr, stop)
        error = kkt_error(*path, lambda coefs: corr - coefs @ gram) / lam_max if path else np.inf
        if _certified(error, path, y):
            return path
    if error <= 1e-8 and (path := dual_basis(X, y, stop)):  # worse than that the dual basis does not do either
        some = np.unique(np.linspace(0, len(path[0]) - 2, min(len(path[0]), 10_000 // p + 4)).astype(int))
        if _certified(kkt_error(*path, lambda coefs: (y - coefs @ X.T) @ X, some) / lam_max, path, y):
            return path
    path = careful(X, y, stop)
    error = kkt_error(*path, lambda coefs: (y - coefs @ X.T) @ X)
    if error > 1e-7 * lam_max:
        warnings.warn(f"columns of X are so nearly dependent that the lasso path is optimal only to "
                      f"{error / lam_max:.0e} of lam_max: drop near copies", RuntimeWarning, stacklevel=4)
    return path


def _certified(error, path, y):
    """Whether a KKT error relative to lam_max is small, and what it may cost of J, error |w|_1, beside |y|^2."""
    if error <= CERTIFIED / 100 or error > CERTIFIED:
        return error <= CERTIFIED
    mus, coefs = path
    return error * mus[0] * np.abs(coefs).sum(axis=1).max() <= 25 * CERTIFIED * (y @ y)


def dual_basis(X, y, stop=0.0):
    """The path without X'X, O(n p) an event: `tableau` with only the pivot column formed.

    From D (k, n) with D x_j = e_j on the active columns: D x and X'z for a joining x whose part outside the
    active span is z, D d and -X'd for a leaving row d of D. None where a column nearly depends on the others.
    """
    state = _Dual(X, y)
    P, t, size = state.P, state.t, state.size
    mu = float(np.abs(P).max())
    tiny = floor = 1e-13 * mu * size / (size.max() or 1.0)
    mus, rows = [], []
    with np.errstate(divide="ignore", invalid="ignore"):
        while len(mus) < MAX_KNOTS:
            row, at = next_event(P, t, state.signs, state.idle, tiny)
            if at <= stop:
                rows.append((state.active.copy(), state.at(stop)))
                return finish(np.array([*mus, stop]), _dense(rows, len(P)))
            joins = state.idle[row] > 0
            away, inner, pivot = state.outside(row) if joins else state.leaving(row)
            if joins and pivot <= (NEAR * size[row]) ** 2:
                if pivot > (1e-12 * size[row]) ** 2:
                    return None
                tiny = np.maximum(tiny, 2 * abs(P[row]) / size[row] * size)  # rounding, so is any P as small
                continue
            mu, tiny = min(at, mu), tiny if joins else floor
            mus.append(mu)
            rows.append((state.active.copy(), state.at(mu)))  # a leaving row is out of `active` already: zero
            state.exchange(row, joins, away, inner, pivot)
    raise too_many(len(P))


def _dense(rows, p):
    """Coefficients (k, p) from the active columns and their values at each knot."""
    coefs = np.zeros((len(rows), p))
    for coef, (active, values) in zip(coefs, rows, strict=True):
        coef[active] = values
    return coefs


class _Dual:
    """P, t, signs, idle of the tableau, and for the k columns in `active`: A (k, n) = X_A', D (k, n), D A' = 1."""

    def __init__(self, X, y):
        (n, p), self.X, self.y = X.shape, X, y
        self.size = np.sqrt(np.einsum("ij,ij->j", X, X))
        self.P, self.t, self.signs, self.idle = y @ X, np.zeros(p), np.zeros(p), np.ones(p)
        self._D, self._A, self._buffer = np.zeros((3, min(n, p) + 1, n))
        self._active, self.drift = np.zeros(min(n, p) + 1, dtype=int), 0.0
        self._keep(0)

    def _keep(self, k):
        self.k, self.D, self.A, self.active = k, self._D[:k], self._A[:k], self._active[:k]

    def at(self, mu):
        """The active coefficients at mu."""
        return self.P[self.active] - mu * self.t[self.active]

    def outside(self, row):
        """(part z of x outside the span, D x, z'z): projecting twice where z is short; it shows the drift of D."""
        self.x = x = self.X[:, row].copy()
        inner = self.D @ x
        away = x - inner @ self.A
        if self.k % 8 == 0 or away @ away < 0.1 * self.size[row] ** 2:
            again = self.D @ away
            inner += again
            away -= again @ self.A
            self.drift = np.abs(again).max(initial=0.0)
        return away, inner, float(away @ away)

    def leaving(self, row):
        """(d of the column that leaves, D d, d'd), d moved out of D."""
        j, k = int((self.active == row).argmax()), self.k - 1
        away = self._D[j].copy()
        for kept in (self._D, self._A, self._active):
            kept[j] = kept[k]
        self._keep(k)
        return away, self.D @ away, float(away @ away)

    def exchange(self, row, joins, away, inner, pivot):
        """One pivot: P, t, signs, idle, D and the active columns."""
        P, t, along = self.P, self.t, away / pivot
        new = math.copysign(1.0, P[row]) if joins else 0.0
        t[row] += new
        column = (away if joins else -away) @ self.X
        column[self.active], column[row] = inner, -1.0
        step, turn = P[row] / pivot, t[row] / pivot
        P[row] = t[row] = 0.0
        P -= step * column
        t -= turn * column
        np.subtract(self.D, np.dot(inner[:, None], along[None], out=self._buffer[: self.k]), out=self.D)
        if joins:
            self._D[self.k], self._A[self.k], self._active[self.k] = along, self.x, row
            self._keep(self.k + 1)
        else:
            t[row] -= self.signs[row]
        self.signs[row], self.idle[row] = new, float(not joins)
        if self.drift > 1e-12:
            self._refresh()

    def _refresh(self):
        """One Newton step for D, then P and t from the data again."""
        D, A, active = self.D, self.A, self.active
        D[:] = 2 * D - (D @ A.T) @ D
        u, inner = self.signs[active] @ D, D @ self.y
        self.P[:], self.t[:] = (self.y - inner @ A) @ self.X, -u @ self.X
        self.P[active], self.t[active], self.drift = inner, D @ u, 0.0


def careful(X, y, stop=0.0):
    """The path with every stretch from a fresh QR of the active columns, and coefficients that only move on.

    A column within HELD of the active span is held out until another leaves.
    """
    n, p = X.shape
    rows = np.ascontiguousarray(X.T)
    size = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    signs, idle, t, coef, value, Q = np.zeros(p), np.ones(p), np.zeros(p), np.zeros(p), rows @ y, np.zeros((n, 0))
    mu, held, mus, coefs = float(np.abs(value).max()), [], [], []
    tiny = 1e-13 * mu * size / (size.max() or 1.0)
    while len(mus) < MAX_KNOTS:
        row, fall, side = _next_fall(value, t, signs, idle, tiny, mu)
        moved = coef + min(fall, mu - stop) * t * (signs * signs)
        if fall >= mu - stop:
            return finish(np.array([*mus, stop]), np.array([*coefs, moved]))
        if idle[row]:
            idle[row] = 0.0
            if np.linalg.norm(rows[row] - Q @ (Q.T @ rows[row])) <= HELD * size[row]:
                held.append(row)
                continue
            signs[row] = side
        else:
            signs[row], idle[[row, *held]], held = 0.0, 1.0, []
        moved[row] = 0.0
        mu, coef = mu - fall, moved
        mus.append(mu)
        coefs.append(coef)
        Q, value, t = _fresh(rows, y, coef, signs)
    raise too_many(p)


def _next_fall(value, t, signs, idle, tiny, mu):
    """(row, how far mu falls until its event, the sign with which it would join).

    Here P = value + mu t, with the values at the present mu kept by themselves: P - mu t would be the difference
    of two numbers as large as the condition of X.
    """
    P = value + mu * t
    side = np.copysign(idle, P)
    with np.errstate(divide="ignore", invalid="ignore"):
        fall = (side * mu - value) / (t + side)
    fall[(signs * t >= idle) | (np.abs(P) <= tiny * idle)] = np.inf
    row = int(fall.argmin())
    return row, max(float(fall[row]), 0.0), float(side[row])


def _fresh(rows, y, coef, signs):
    """Q of the active columns, then for active ones (coefficient, its slope), for idle ones (correlation, ...)."""
    order = np.flatnonzero(signs)
    Q, R = np.linalg.qr(rows[order].T)
    w = np.linalg.solve(R.T, signs[order])
    value, t = rows @ (y - coef @ rows), -(rows @ (Q @ w))
    value[order], t[order] = coef[order], np.linalg.solve(R, w)
    return Q, value, t
