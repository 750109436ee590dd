"""The SVD of columns whose sizes are far apart, each column with the digits of its own size.

An ordinary SVD is right up to eps times the largest column, so that columns smaller than that are
lost. For X = B D with D diagonal, this one loses what the condition of B costs, whatever D is:
QR with column pivoting, a second QR of R', then one-sided Jacobi rotations (Demmel et al. 1999,
"Computing the singular value decomposition with high relative accuracy"; Drmac & Veselic 2008).
"""

from functools import partial

import numpy as np

EPS = np.finfo(float).eps
DOUBT = 2e-8  # share of its length: ridge then has errors of about 100 eps / 2e-8 = 1e-6
FAR = 1e100
SWEEPS = 30  # of rotations; six or so are needed


def graded_svd(X, most=None):
    """(U, d, V') of X (n, p) = U diag(d) V', d falling, shape (r,) with r the rank of X.

    A column counts as dependent on larger ones when what is left of it outside their span is at
    most eps max(n, p) of its own length. r is `most` at most, if given.
    """
    n, p = X.shape
    most = min(n, p) if most is None else min(most, p)
    rounding = EPS * (max(n, p) + 40)
    if n <= 2 * p:
        return _decomposed(X, most, rounding)
    # Tall: an ordinary QR first, which keeps every column's digits too.
    falling = np.argsort(-np.abs(X).max(axis=0), kind="stable")
    Q, R = np.linalg.qr(X[:, falling])
    U, d, Vt = _decomposed(R, most, rounding)
    return Q @ U, d, Vt[:, np.argsort(falling)]


def _decomposed(X, most, rounding):
    n, p = X.shape
    Q, R, order = _pivoted_qr(X, most, rounding)
    if not len(R):
        return np.zeros((n, 0)), np.zeros(0), np.zeros((0, p))
    across, S, rows = _row_pivoted_qr(R.T)
    left, d, right = _jacobi(S)
    V = np.empty((p, len(d)))
    size = np.abs(R).max(axis=0)
    if len(R) == p and size.max() > FAR * size.min():  # products of sizes underflow
        V[order] = np.linalg.solve(R / size, right) * d / size[:, None]
    else:
        V[order[rows]] = across(left)
    return Q(right), d, V.T


def near_copies(X, d):
    """(columns, size): columns of X (n, p) that float64 can hardly tell from a sum of others.

    What a column of length `size` has outside the span of larger ones is then below 2e-8 of it,
    but counts: ridge loses digits, eps size^2 / (n lam) of what the column does to the fit, for
    n lam below 2e-8 size^2. `d` are the singular values of X. (None, 0.0) where there are none.
    """
    n, p = X.shape
    d = d[d > 0]
    if len(d) == 0 or d[-1] ** 2 > DOUBT * d[0] ** 2:
        return None, 0.0
    rounding = EPS * (max(n, p) + 40)
    X = np.linalg.qr(X, mode="r") if n > 2 * p else X
    _, R, order = _pivoted_qr(X, len(d), rounding)
    size = np.sqrt(np.einsum("ij,ij->j", R, R))
    for k in range(1, len(R)):
        rest = np.sqrt(np.einsum("ij,ij->j", R[k:, k:], R[k:, k:]))
        near = (rest > 0) & (rest < DOUBT * size[k:]) & (R[k, k] ** 2 < DOUBT * size[k:] ** 2)
        if near.any():
            j = k + int((near * size[k:]).argmax())
            share = np.abs(np.linalg.solve(R[:k, :k] / size[:k], R[:k, j]))
            columns = [*order[:k][share > 0.3 * share.max()], order[j]]
            return np.sort(columns), float(size[j])
    return None, 0.0


def _pivoted_qr(X, most, rounding):
    """(function Z -> Q Z, R (r, p), order): X[:, order] = Q R, the largest remainder first."""
    n, p = X.shape
    R = X.copy()
    order = np.arange(p)
    negligible = rounding * np.sqrt(np.einsum("ij,ij->j", X, X))
    mirrors = np.zeros((n, most))
    rank = 0
    for k in range(most):
        rest = np.sqrt(np.einsum("ij,ij->j", R[k:, k:], R[k:, k:]))
        dependent = rest <= negligible[k:]
        R[k:, k:][:, dependent] = 0.0
        rest[dependent] = 0.0
        j = int(rest.argmax())
        if rest[j] == 0.0:
            break
        for array in (order, negligible, R.T):
            array[[k, k + j]] = array[[k + j, k]]
        mirrors[k:, k] = _reflect(R[k:, k:])
        rank += 1
    return partial(_product, mirrors[:, :rank]), R[:rank], order


def _row_pivoted_qr(A):
    """(function Z -> Q Z, S (r, r), rows): A (m, r)[rows] = Q S.

    The largest entry of a column comes first: then small rows keep their digits (Powell & Reid
    1969; Cox & Higham 1998).
    """
    A = A.copy()
    m, r = A.shape
    rows = np.arange(m)
    mirrors = np.zeros((m, r))
    for k in range(r):
        j = k + int(np.abs(A[k:, k]).argmax())
        for array in (rows, A, mirrors):
            array[[k, j]] = array[[j, k]]
        mirrors[k:, k] = _reflect(A[k:, k:])
    return partial(_product, mirrors), A[:r], rows


def _reflect(A):
    """Householder's reflection of A (m, q), in place, that clears its first column; its vector."""
    v = A[:, 0].copy()
    size = np.sqrt(v @ v)
    v[0] += np.copysign(size, v[0])
    v /= np.sqrt(v @ v) or 1.0
    A -= 2 * np.outer(v, v @ A)
    A[1:, 0] = 0.0
    return v


def _product(mirrors, Z):
    """Q Z, (n, q), of Z (r, q): the reflections in the columns of mirrors (n, r), last first."""
    found = np.zeros((len(mirrors), Z.shape[1]))
    found[: len(Z)] = Z
    for k in range(mirrors.shape[1] - 1, -1, -1):
        v = mirrors[k:, k]
        found[k:] -= 2 * np.outer(v, v @ found[k:])
    return found


def _jacobi(S):
    """(U, d, V) of S (r, r) = U diag(d) V', d falling, by rotations of pairs of columns.

    Disjoint pairs turn together: r - 1 rounds let every column meet every other one.
    """
    r = len(S)
    both = np.hstack([S.T, np.eye(r)])  # row k: column k of S, then of the rotations
    ring = np.arange(r + r % 2)
    for _ in range(SWEEPS):
        largest = 0.0
        for _ in range(len(ring) - 1):
            pairs = np.sort([ring[: len(ring) // 2], ring[: len(ring) // 2 - 1 : -1]], axis=0)
            largest = max(largest, _rotate(both, *pairs[:, pairs[1] < r]))
            ring[1:] = np.roll(ring[1:], 1)
        if largest <= 4 * EPS * np.sqrt(r):
            break
    d = _lengths(both[:, :r])
    order = np.argsort(-d, kind="stable")
    d, both = d[order], both[order]
    return (both[:, :r] / d[:, None]).T, d, both[:, r:].T


def _rotate(both, i, j):
    """Make rows i of both (their first r entries) orthogonal to rows j; the largest cosine."""
    r = both.shape[0]
    first, second = both[i], both[j]
    a, b = _lengths(first[:, :r]), _lengths(second[:, :r])
    cosine = np.einsum("kr,kr->k", first[:, :r] / a[:, None], second[:, :r] / b[:, None])
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        zeta = (b / a - a / b) / (2 * cosine)
        t = np.copysign(1.0, zeta) / (np.abs(zeta) + np.hypot(1.0, zeta))
    t[cosine == 0.0] = 0.0
    c = 1 / np.sqrt(1 + t * t)
    c, s = c[:, None], (c * t)[:, None]
    both[i] = c * first - s * second
    both[j] = s * first + c * second
    return (np.abs(cosine) * np.maximum(a / b, b / a)).max(initial=0.0)


def _lengths(rows):
    """Lengths of rows (k, r), without squares that underflow."""
    most = np.abs(rows).max(axis=1)
    return most * np.sqrt(((rows / most[:, None]) ** 2).sum(axis=1))
