"""The lasso path, knot by knot: minimize |y - X w|^2 / 2 + mu |w|_1 for every mu from max |X'y| down.

On a stretch with active set A and signs s the solution is a straight line in mu. Two columns hold all of it,
    P_i - mu t_i = the coefficient of an active i, the correlation x_i'(y - X w) of an idle i.
An idle i joins where its correlation reaches +-mu, at mu = |P_i| / (1 + t_i sign P_i); an active i leaves
where its coefficient reaches 0, at mu = P_i / t_i. The largest mu below the present one comes next.
All three routes return (mus, coefs): falling knots (k,), coefficients there (k, p). Derived in lesson 06.
"""

import numpy as np

MAX_KNOTS = 20_000
DEPENDENT = 1e-10  # what is left of a column outside the span of the active ones, squared, relative


def _next_event(P, t, signs, idle, tiny):
    """(row, mu) of the next event below; mu <= 0 when there is none."""
    moves = (signs * t < idle) & (np.abs(P) > tiny)
    at = np.divide(P, t + np.copysign(idle, P), out=np.zeros_like(P), where=moves)
    row = int(at.argmax())
    return row, float(at[row])


def tableau(gram, corr, stop=0.0):
    """Path from gram = X'X (p, p) and corr = X'y (p,): a Gauss-Jordan tableau swept on the active set.

    One event is one pivot, O(p^2). Returns None when a pivot is lost in rounding (nearly dependent columns):
    the dual basis is for those.
    """
    p = len(corr)
    table = np.zeros((p, p + 2))
    table[:, :p], table[:, p] = gram, corr
    P, t = table[:, p], table[:, p + 1]
    square = gram.diagonal()
    signs, idle = np.zeros(p), (square > 0).astype(float)
    mu = float(np.abs(corr).max())
    tiny = 1e-14 * mu * np.sqrt(square / (square.max() or 1.0))
    mus, coefs = [], []
    while len(mus) < MAX_KNOTS:
        row, at = _next_event(P, t, signs, idle, tiny)
        if at <= stop:
            return np.array([*mus, stop]), np.array([*coefs, (P - stop * t) * signs * signs])
        mu = min(at, mu)
        coef = (P - mu * t) * (signs * signs)
        coef[row] = 0.0
        mus.append(mu)
        coefs.append(coef)
        joins = idle[row] > 0
        if joins:
            if table[row, row] <= DEPENDENT * square[row]:
                return None
            signs[row], idle[row] = (1.0 if P[row] > 0 else -1.0), 0.0
            t[row] += signs[row]
        line = table[row] / table[row, row]
        line[row] = 1.0 / table[row, row]
        column = table[:, row].copy()
        column[row] = -1.0
        table[row] = table[:, row] = 0.0
        table -= column[:, None] * line
        if not joins:
            t[row] -= signs[row]
            signs[row], idle[row] = 0.0, 1.0
    raise too_many(p)


def dual_basis(X, y, stop=0.0):
    """The same path from X (n, p) and y (n,), for p > n and for nearly dependent columns: O(n p) an event.

    Only the pivot column of the tableau is formed, from D (k, n) with D x_j = e_j on the active columns: D x
    and X'z for a joining x whose part outside the active span is z, D d and -X'd for a leaving row d of D.
    """
    n, p = X.shape
    rows = np.ascontiguousarray(X.T)
    size = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    signs, idle = np.zeros(p), (size > 0).astype(float)
    order = []  # which columns the rows of D and of A = X_A' belong to
    D, A, work = np.zeros((3, min(n, p), n))
    P, t = rows @ y, np.zeros(p)
    mu = float(np.abs(P).max())
    tiny = floor = 1e-14 * mu * size / (size.max() or 1.0)
    mus, coefs = [], []
    while len(mus) < MAX_KNOTS:
        row, at = _next_event(P, t, signs, idle, tiny)
        if at <= stop:
            return np.array([*mus, stop]), np.array([*coefs, (P - stop * t) * signs * signs])
        k, joins = len(order), idle[row] > 0
        if joins:
            inner = D[:k] @ rows[row]
            away = rows[row] - inner @ A[:k]
            away -= (D[:k] @ away) @ A[:k]
            pivot = float(away @ away)
            if k == len(D) or pivot <= (DEPENDENT * size[row]) ** 2:  # P is rounding here, so is any as small
                tiny = np.maximum(tiny, 2 * abs(P[row]) / size[row] * size)
                continue
        mu = min(at, mu)
        coef = (P - mu * t) * (signs * signs)
        coef[row] = 0.0
        mus.append(mu)
        coefs.append(coef)
        if joins:
            sharp = pivot < 1e-4 * size[row] ** 2
            signs[row], idle[row] = (1.0 if P[row] > 0 else -1.0), 0.0
            t[row] += signs[row]
            column = rows @ away
            column[order] = inner
            away /= pivot
            D[:k] -= np.multiply(inner[:, None], away, out=work[:k])
            D[k], A[k] = away, rows[row]
            order.append(row)
        else:
            k, j = k - 1, order.index(row)
            away = D[j].copy()
            pivot = float(away @ away)
            sharp = pivot * size[row] ** 2 > 1e4
            D[j], A[j], order[j] = D[k], A[k], order[k]
            order.pop()
            column = -(rows @ away)
            inner = column[order] = D[:k] @ away
            D[:k] -= np.multiply(inner[:, None], away / pivot, out=work[:k])
        column[row] = -1.0
        step, turn = P[row] / pivot, t[row] / pivot
        P[row] = t[row] = 0.0
        P -= step * column
        t -= turn * column
        if not joins:
            t[row] -= signs[row]
            signs[row], idle[row], tiny = 0.0, 1.0, floor
        if sharp or len(mus) % 32 == 0:
            _refresh(rows, y, signs, order, D, A, P, t, sharp)
    raise too_many(p)


def _refresh(rows, y, signs, order, D, A, P, t, sharp):
    """D, P and t afresh from the data, in place: rounding does not outlive nearly dependent columns."""
    k = len(order)
    D[:k] = np.linalg.pinv(A[:k], rcond=1e-15).T if sharp else 2 * D[:k] - (D[:k] @ A[:k].T) @ D[:k]
    u = signs[order] @ D[:k]
    inner, slope = D[:k] @ y, D[:k] @ u
    P[:], t[:] = rows @ (y - inner @ A[:k]), rows @ -u
    P[order], t[order] = inner, slope


def kkt_error(corr, mus, coefs):
    """Largest violation of the optimality conditions along a path, in units of mus; corr (k, p) = X'(y - X w).

    On every stretch each correlation is a line between its values at both knots, so the knots decide:
    |corr| <= mu everywhere, and corr = sign * mu at both ends of a stretch where a coefficient is not zero.
    """
    error = (np.abs(corr) - mus[:, None]).max()
    signs = np.sign(coefs[:-1] + coefs[1:])
    for end in (slice(None, -1), slice(1, None)):
        short = np.abs(signs) * mus[end, None] - signs * corr[end]
        error = max(error, short.max(initial=0.0))
    return float(error)


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
