"""The lasso path from X itself: for p > n, and for columns so nearly dependent that X'X has lost them."""

import math
import warnings

import numpy as np

from regviz.homotopy import MAX_KNOTS, finish, kkt_error, next_event, tableau, too_many

CERTIFIED = 5e-11  # KKT violation relative to lam_max up to which the fast routes are believed
NEAR = 1e-5  # distance from the active span, relative, below which the dual basis gives up
HELD = 2e-8  # distance below which a column counts as dependent: it is held out, which costs no more than this


def lasso(X, y):
    """(mus, coefs) of the whole path by the fastest route whose result is certified by `kkt_error`."""
    n, p = X.shape
    corr = X.T @ y
    if np.abs(corr).max() <= 4e-16 * np.sqrt(np.vdot(X, X) * (y @ y)):  # y is orthogonal to X, up to rounding
        return np.zeros(1), np.zeros((1, p))
    if p <= max(n, 100):
        gram = X.T @ X
        path = tableau(gram, corr)
        if path and kkt_error(*path, lambda coefs: corr - coefs @ gram) <= CERTIFIED * path[0][0]:
            return path
    if path := dual_basis(X, y):
        some = np.unique(np.linspace(0, len(path[0]) - 2, min(len(path[0]), 10_000 // p + 4)).astype(int))
        if kkt_error(*path, lambda coefs: (y - coefs @ X.T) @ X, some) <= CERTIFIED * path[0][0]:
            return path
    path = careful(X, y)
    error = kkt_error(*path, lambda coefs: (y - coefs @ X.T) @ X)
    if error > 1e-7 * path[0][0]:
        warnings.warn(f"columns of X are so nearly dependent that the lasso path is optimal only to "
                      f"{error / path[0][0]:.0e} of lam_max: drop near copies", RuntimeWarning, stacklevel=4)
    return path


def dual_basis(X, y, stop=0.0):
    """The path without X'X, O(n p) an event: `tableau` with only the pivot column formed.

    From D (k, n) with D x_j = e_j on the active columns: D x and X'z for a joining x whose part outside the
    active span is z, D d and -X'd for a leaving row d of D. None where a column nearly depends on the others.
    """
    n, p = X.shape
    rows = np.ascontiguousarray(X.T)
    size = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    basis = _Basis(rows, y, min(n, p))
    P, t, signs, idle = rows @ y, np.zeros(p), np.zeros(p), np.ones(p)
    mu = float(np.abs(P).max())
    tiny = floor = 1e-14 * mu * size / (size.max() or 1.0)
    mus, coefs = [], []
    with np.errstate(divide="ignore", invalid="ignore"):
        while len(mus) < MAX_KNOTS:
            row, at = next_event(P, t, signs, idle, tiny)
            if at <= stop:
                coefs.append((P - stop * t) * (signs * signs))
                return finish(np.array([*mus, stop]), np.array(coefs))
            joins = idle[row] > 0
            away, inner, pivot = basis.outside(row) if joins else basis.leaving(row)
            if joins and pivot <= (NEAR * size[row]) ** 2:
                if pivot > (1e-12 * size[row]) ** 2:
                    return None
                tiny = np.maximum(tiny, 2 * abs(P[row]) / size[row] * size)  # rounding, so is any P as small
                continue
            mu = min(at, mu)
            coef = (P - mu * t) * (signs * signs)
            coef[row] = 0.0
            mus.append(mu)
            coefs.append(coef)
            column = rows @ away
            if joins:
                signs[row], idle[row] = math.copysign(1.0, P[row]), 0.0
                t[row] += signs[row]
            else:
                np.negative(column, out=column)
            column[basis.order], column[row] = inner, -1.0
            step, turn = P[row] / pivot, t[row] / pivot
            P[row] = t[row] = 0.0
            P -= step * column
            t -= turn * column
            basis.update(row if joins else None, away, inner, pivot)
            if not joins:
                t[row] -= signs[row]
                signs[row], idle[row], tiny = 0.0, 1.0, floor
            if basis.drift > 1e-12:
                basis.refresh(P, t, signs)
    raise too_many(p)


class _Basis:
    """The active columns A (k, n), their dual basis D (k, n) with D A' = 1, and `order`, whose they are."""

    def __init__(self, rows, y, rank):
        self.rows, self.y, self.order, self.drift = rows, y, [], 0.0
        self.D, self.A, self.buffer = np.zeros((3, rank + 1, len(y)))

    def outside(self, row):
        """(part z of x outside the span, D x, z'z): projected twice, the second time shows the drift of D."""
        k, x = len(self.order), self.rows[row]
        D, A = self.D[:k], self.A[:k]
        inner = D @ x
        away = x - inner @ A
        again = D @ away
        inner += again
        away -= again @ A
        self.drift = np.abs(again).max(initial=0.0)
        return away, inner, float(away @ away)

    def leaving(self, row):
        """(d of the column that leaves, D d, d'd), d taken out of D."""
        j, k = self.order.index(row), len(self.order) - 1
        away = self.D[j].copy()
        self.D[j], self.A[j], self.order[j] = self.D[k], self.A[k], self.order[k]
        self.order.pop()
        return away, self.D[:k] @ away, float(away @ away)

    def update(self, row, away, inner, pivot):
        """D less what lies along `away`; a joining row is added."""
        k, along = len(inner), away / pivot
        D, buffer = self.D[:k], self.buffer[:k]
        np.subtract(D, np.dot(inner[:, None], along[None], out=buffer), out=D)
        if row is not None:
            self.D[k], self.A[k] = along, self.rows[row]
            self.order.append(row)

    def refresh(self, P, t, signs):
        """One Newton step for D, then P and t from the data again."""
        k = len(self.order)
        D, A = self.D[:k], self.A[:k]
        D[:] = 2 * D - (D @ A.T) @ D
        u, inner = signs[self.order] @ D, D @ self.y
        P[:], t[:] = self.rows @ (self.y - inner @ A), self.rows @ -u
        P[self.order], t[self.order] = inner, D @ u
        self.drift = 0.0


def careful(X, y, stop=0.0):
    """The path with every stretch from a fresh QR of the active columns, and coefficients that only move on.

    P = (value at the present mu) + mu t keeps what is small exact: P - mu t would be the difference of two
    numbers as large as the condition of X. A column within HELD of the active span is held out.
    """
    n, p = X.shape
    rows = np.ascontiguousarray(X.T)
    size = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    signs, idle, t, coef, value, Q = np.zeros(p), np.ones(p), np.zeros(p), np.zeros(p), rows @ y, np.zeros((n, 0))
    mu, held = float(np.abs(value).max()), []
    tiny = 1e-14 * mu * size / (size.max() or 1.0)
    mus, coefs = [], []
    with np.errstate(divide="ignore", invalid="ignore"):
        while len(mus) < MAX_KNOTS:
            P = value + mu * t
            side = np.copysign(idle, P)
            down = (side * mu - value) / (t + side)  # how far mu falls until the event
            down[(signs * t >= idle) | (np.abs(P) <= tiny * idle)] = np.inf
            row = int(down.argmin())
            step = min(max(float(down[row]), 0.0), mu - stop)
            moved = coef + step * t * (signs * signs)
            if step >= mu - stop:
                return finish(np.array([*mus, stop]), np.array([*coefs, moved]))
            if idle[row]:
                idle[row] = 0.0
                if np.linalg.norm(rows[row] - Q @ (Q.T @ rows[row])) <= HELD * size[row]:
                    held.append(row)
                    continue
                signs[row] = math.copysign(1.0, P[row])
            else:
                signs[row], idle[[row, *held]], held = 0.0, 1.0, []
            moved[row] = 0.0
            mu, coef = mu - step, moved
            mus.append(mu)
            coefs.append(coef)
            Q, value, t = _fresh(rows, y, coef, signs)
    raise too_many(p)


def _fresh(rows, y, coef, signs):
    """Q of the active columns, then for active ones (coefficient, its slope), for idle ones (correlation, ...)."""
    order = np.flatnonzero(signs)
    Q, R = np.linalg.qr(rows[order].T)
    w = np.linalg.solve(R.T, signs[order])
    value, t = rows @ (y - coef @ rows), -(rows @ (Q @ w))
    value[order], t[order] = coef[order], np.linalg.solve(R, w)
    return Q, value, t
