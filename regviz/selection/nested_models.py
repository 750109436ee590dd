"""Least squares on ever more columns: the errors of all nested models at once.

With A = Q R, the fit on the first k columns of A is the sum of the projections on the first k
columns of Q, so one decomposition serves every k. Derived in lesson 01.
"""

from functools import cache

import numpy as np

from regviz.data.datasets import wave

TOP = 14  # the highest degree of the polynomials
SIZES = np.arange(15, 61, 5)
SAMPLES = 40
FRESH = 500


def nested_residuals(A, y, A_new, y_new):
    """(n, p) and (m, p): residuals of least squares on the first 1, 2, ..., p columns of A.

    A (n, p) of full column rank, y (n,); A_new (m, p) and y_new (m,) are rows that were not
    fitted.
    """
    Q, R = np.linalg.qr(A)
    shadows = Q.T @ y
    fitted = np.cumsum(Q * shadows, axis=1)
    predicted = np.cumsum(np.linalg.solve(R.T, A_new.T).T * shadows, axis=1)
    return y[:, None] - fitted, y_new[:, None] - predicted


def nested_errors(A, y, A_new, y_new):
    """(p,) and (p,): the mean squares of `nested_residuals`."""
    return tuple((r**2).mean(axis=0) for r in nested_residuals(A, y, A_new, y_new))


def legendre(x):
    """(n, TOP + 1): Legendre polynomials of 2x - 1, the constant first.

    They span the same models as the powers, and their columns are far from parallel.
    """
    return np.polynomial.legendre.legvander(2 * np.asarray(x, dtype=float) - 1, TOP)


@cache
def powers_of_legendre():
    """(TOP + 1, TOP + 1): column k holds the k-th Legendre polynomial's coefficients of powers."""
    change = np.zeros((TOP + 1, TOP + 1))
    for k in range(TOP + 1):
        change[:k + 1, k] = np.polynomial.legendre.leg2poly(np.eye(k + 1)[k])
    return change


def all_degrees(x, y):
    """(TOP + 1, TOP + 1): row d holds the least-squares coefficients of 1, u, ..., u^d, with
    u = 2x - 1, and zeros behind them."""
    Q, R = np.linalg.qr(legendre(x))
    shadows = Q.T @ y
    coefs = np.zeros((TOP + 1, TOP + 1))
    for d in range(TOP + 1):
        coefs[d, :d + 1] = np.linalg.solve(R[:d + 1, :d + 1], shadows[:d + 1])
    return coefs @ powers_of_legendre().T


@cache
def _parts_by_noise():
    """(2, 3, sizes, SAMPLES, TOP + 1): training and held-out errors of waves as a + bs + cs².

    A residual is linear in y = f + s·e, so its mean square is a quadratic in the noise s.
    """
    judges = wave(FRESH, 1.0, seed=30_000)
    seats = legendre(judges.X[:, 0])
    parts = np.empty((2, 3, SIZES.size, SAMPLES, TOP + 1))
    for i, n in enumerate(SIZES):
        for r in range(SAMPLES):
            rows = wave(int(n), 1.0, seed=20_000 + 100 * int(n) + r)
            A = legendre(rows.X[:, 0])
            smooth = nested_residuals(A, rows.truth, seats, judges.truth)
            noisy = nested_residuals(A, rows.y - rows.truth, seats, judges.y - judges.truth)
            for side, (f, e) in enumerate(zip(smooth, noisy, strict=True)):
                products = ((f * f), 2 * f * e, (e * e))
                parts[side, :, i, r] = [product.mean(axis=0) for product in products]
    return parts


def many_errors(noise):
    """(2, sizes, SAMPLES, TOP + 1): training and held-out error of 40 waves of each size."""
    a, b, c = np.moveaxis(_parts_by_noise(), 1, 0)
    return np.maximum(a + noise * b + noise**2 * c, 0.0)


def curve_on(grid, coefs):
    """(..., m): polynomials with coefficients (..., TOP + 1) of powers of 2x - 1, on grid (m,)."""
    return coefs @ np.vander(2 * np.asarray(grid) - 1, TOP + 1, increasing=True).T
