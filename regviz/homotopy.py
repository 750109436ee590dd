"""The lasso path, knot by knot: minimize |y - X w|^2 / 2 + mu |w|_1 for every mu from max |X'y| down.

On a stretch with active set A and signs s the solution is a straight line in mu. Two columns hold all of it,
    P_i - mu t_i = the coefficient of an active i, the correlation x_i'(y - X w) of an idle i.
An idle i joins where its correlation reaches +-mu, at mu = |P_i| / (1 + t_i sign P_i); an active i leaves
where its coefficient reaches 0, at mu = P_i / t_i. The largest mu below the present one comes next.
All three routes return (mus, coefs): falling knots (k,), coefficients there (k, p). Derived in lesson 06.
"""

import math

import numpy as np

MAX_KNOTS = 20_000
DEPENDENT = 1e-10  # what is left of a column outside the span of the active ones, squared, relative


def _next_event(P, t, signs, idle, tiny):
    """(row, mu) of the next event; P below `tiny` is rounding and makes none; mu <= 0 when nothing is left."""
    at = P / (t + np.copysign(idle, P))
    at[signs * t >= idle] = 0.0
    row = int(at.argmax())
    if abs(P.item(row)) <= tiny.item(row):
        at[np.abs(P) <= tiny] = 0.0
        row = int(at.argmax())
    return row, at.item(row)


def _finish(mus, states, signs, stop):
    """(mus, coefs) from P and t before each event and the signs after it; zero where an event is."""
    mus, states = np.array([*mus, stop]), np.array(states)
    on = np.zeros((len(mus), states.shape[2]), dtype=bool)
    after = np.array(signs) != 0
    on[1:] = after[:-1]
    on &= after
    return mus, np.where(on, states[:, 0] - mus[:, None] * states[:, 1], 0.0)


def tableau(gram, corr, stop=0.0):
    """Path from gram = X'X (p, p) and corr = X'y (p,): a Gauss-Jordan tableau swept on the active set.

    One event is one pivot, O(p^2). Returns None when a pivot is lost in rounding (nearly dependent columns):
    the dual basis is for those.
    """
    p = len(corr)
    table = np.empty((p + 2, p))  # symmetric while the active block is -inverse; then the rows P and t
    table[:p], table[p], table[p + 1] = gram, corr, 0.0
    P, t = table[p:]
    square, signs, idle = gram.diagonal().tolist(), np.zeros(p), np.ones(p)
    mu = float(np.abs(corr).max())
    tiny = 1e-14 * mu / math.sqrt(max(square) or 1.0) * np.sqrt(square)
    mus, states, after, buffer = [], [], [], np.empty((p + 2, p))
    with np.errstate(divide="ignore", invalid="ignore"):
        while len(mus) < MAX_KNOTS:
            row, at = _next_event(P, t, signs, idle, tiny)
            states.append(table[p:].copy())
            if at <= stop:
                return _finish(mus, states, [*after, signs], stop)
            mu = min(at, mu)
            mus.append(mu)
            if joins := idle.item(row) > 0:
                if table.item(row, row) <= DEPENDENT * square[row]:
                    return None
                signs[row], idle[row] = math.copysign(1.0, P.item(row)), 0.0
                t[row] += signs[row]
            pivot = table.item(row, row)
            column = table[:, row : row + 1] / pivot
            np.subtract(table, np.dot(column, table[row : row + 1], out=buffer), out=table)
            table[:, row] = column[:, 0] if joins else -column[:, 0]
            table[row] = table[:p, row]
            table[row, row] = -1.0 / pivot
            if not joins:
                t[row] -= signs[row]
                signs[row], idle[row] = 0.0, 1.0
            after.append(signs.copy())
    raise too_many(p)


def dual_basis(X, y, stop=0.0):
    """The same path from X (n, p) and y (n,), for p > n and for nearly dependent columns: O(n p) an event.

    Only the pivot column of the tableau is formed, from D (k, n) with D x_j = e_j on the active columns: D x
    and X'z for a joining x whose part outside the active span is z, D d and -X'd for a leaving row d of D.
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
            row, at = _next_event(P, t, signs, idle, tiny)
            if at <= stop:
                return np.array([*mus, stop]), np.array([*coefs, (P - stop * t) * (signs * signs)])
            joins = idle[row] > 0
            away, inner, pivot = basis.outside(row) if joins else basis.leaving(row)
            if joins and (basis.full or pivot <= (DEPENDENT * size[row]) ** 2):
                tiny = np.maximum(tiny, 2 * abs(P[row]) / size[row] * size)  # rounding, so is any P as small
                continue
            mu = min(at, mu)
            coef = (P - mu * t) * (signs * signs)
            coef[row] = 0.0
            mus.append(mu)
            coefs.append(coef)
            if joins:
                signs[row], idle[row] = math.copysign(1.0, P[row]), 0.0
                t[row] += signs[row]
            column = rows @ away if joins else -(rows @ away)
            column[basis.order], column[row] = inner, -1.0
            step, turn = P[row] / pivot, t[row] / pivot
            P[row] = t[row] = 0.0
            P -= step * column
            t -= turn * column
            if joins:
                sharp = pivot < 1e-4 * size[row] ** 2
                basis.join(row, away, inner, pivot)
            else:
                sharp = pivot * size[row] ** 2 > 1e4
                basis.leave(away, inner, pivot)
                t[row] -= signs[row]
                signs[row], idle[row], tiny = 0.0, 1.0, floor
            if sharp or basis.drift > 1e-12:
                basis.refresh(P, t, signs, sharp)
    raise too_many(p)


class _Basis:
    """The active columns A (k, n), their dual basis D (k, n) with D A' = 1, and `order`, whose they are."""

    def __init__(self, rows, y, rank):
        self.rows, self.y, self.order, self.drift = rows, y, [], 0.0
        self.D, self.A, self.buffer = np.zeros((3, rank, len(y)))

    @property
    def full(self):
        return len(self.order) == len(self.D)

    def outside(self, row):
        """(part of x outside the span, D x, its square); projected twice, the second time shows the drift of D."""
        k, x = len(self.order), self.rows[row]
        inner = self.D[:k] @ x
        away = x - inner @ self.A[:k]
        again = self.D[:k] @ away
        away -= again @ self.A[:k]
        self.drift = np.abs(again).max(initial=0.0)
        return away, inner, float(away @ away)

    def leaving(self, row):
        """(d of the column that leaves, D d, d'd), d moved out of D."""
        j, k = self.order.index(row), len(self.order) - 1
        away = self.D[j].copy()
        self.D[j], self.A[j], self.order[j] = self.D[k], self.A[k], self.order[k]
        self.order.pop()
        return away, self.D[:k] @ away, float(away @ away)

    def join(self, row, away, inner, pivot):
        k = len(self.order)
        self._subtract(inner, away / pivot)
        self.D[k], self.A[k] = away / pivot, self.rows[row]
        self.order.append(row)

    def leave(self, away, inner, pivot):
        self._subtract(inner, away / pivot)

    def _subtract(self, inner, direction):
        D, buffer = self.D[: len(inner)], self.buffer[: len(inner)]
        np.subtract(D, np.dot(inner[:, None], direction[None], out=buffer), out=D)

    def refresh(self, P, t, signs, sharp):
        """D, then P and t, from the data again: rounding does not outlive nearly dependent columns."""
        k = len(self.order)
        D, A = self.D[:k], self.A[:k]
        D[:] = np.linalg.pinv(A, rcond=1e-15).T if sharp else 2 * D - (D @ A.T) @ D
        u, inner = signs[self.order] @ D, D @ self.y
        P[:], t[:] = self.rows @ (self.y - inner @ A), self.rows @ -u
        P[self.order], t[self.order] = inner, D @ u
        self.drift = 0.0


def kkt_error(corr, mus, coefs):
    """Largest violation of the optimality conditions along a path, in units of mus; corr (k, p) = X'(y - X w).

    On every stretch both are straight lines, so |corr| <= mu at the knots and corr = sign * mu in the middle,
    where a coefficient is not zero, settle it for every lambda.
    """
    error = (np.abs(corr) - mus[:, None]).max()
    signs = np.sign(coefs[:-1] + coefs[1:])
    short = (mus[:-1] + mus[1:])[:, None] - signs * (corr[:-1] + corr[1:])
    return float(max(error, (short * signs * signs).max(initial=0.0)))


def lasso(X, y):
    """(mus, coefs) of the whole path, by the tableau where it is faster and its result is certified."""
    n, p = X.shape
    if p <= max(n, 100):
        gram, corr = X.T @ X, X.T @ y
        path = tableau(gram, corr)
        if path and kkt_error(corr - path[1] @ gram, *path) <= 1e-12 * path[0][0]:
            return path
    return dual_basis(X, y)


def too_many(p):
    """The error of a path with more than MAX_KNOTS knots."""
    return ValueError(f"the lasso path of these {p} features has more than {MAX_KNOTS} knots (the worst case "
                      "is (3^p + 1) / 2): use fewer features, or ElasticNetPath with l1_ratio below 1")
