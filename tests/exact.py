"""Ridge in exact rational numbers, for the float64 numbers that are given: the oracle."""

from fractions import Fraction

import numpy as np


def exact_ridge(X, y, lam, intercept=True):
    """(coef (p,), intercept) with (X'X / n + lam I) w = X'y / n, rounded at the end only.

    lam = 0 gives the least-squares solution of least norm.
    """
    rows, target, means, mean = _centred(X, y, intercept)
    columns = list(zip(*rows, strict=True))
    n_lam = len(target) * Fraction(lam)
    if n_lam == 0:
        coef = _least_norm(columns, target)
    elif len(columns) <= len(target):
        coef = _solve(_gram(columns, n_lam), [_dot(x, target) for x in columns])
    else:
        dual = _solve(_gram(rows, n_lam), target)
        coef = [_dot(x, dual) for x in columns]
    return np.array([float(w) for w in coef]), float(mean - _dot(coef, means))


def ridge_error(X, y, lam, coef):
    """Largest |x_j| |w_j - exact w_j|, over |y| and the exact |x_j| |w_j|; lengths after centring.

    So a column counts by what it does to the fit, however short it is.
    """
    exact, _ = exact_ridge(X, y, lam)
    X = X - X.mean(axis=0)
    size = np.sqrt(((X - X.mean(axis=0)) ** 2).sum(axis=0))
    whole = np.sqrt(((y - y.mean()) ** 2).sum()) + (size * np.abs(exact)).sum()
    return float((size * np.abs(coef - exact)).max() / whole) if whole else 0.0


def _centred(X, y, intercept):
    columns = [[Fraction(x) for x in column] for column in np.asarray(X, dtype=float).T.tolist()]
    target = [Fraction(v) for v in np.asarray(y, dtype=float).tolist()]
    means = [sum(column) / len(target) * intercept for column in columns]
    mean = sum(target) / len(target) * intercept
    columns = [[x - m for x in column] for column, m in zip(columns, means, strict=True)]
    return list(zip(*columns, strict=True)), [v - mean for v in target], means, mean


def _dot(a, b):
    return sum((u * v for u, v in zip(a, b, strict=True)), Fraction(0))


def _gram(vectors, extra):
    gram = [[_dot(a, b) for b in vectors] for a in vectors]
    for k in range(len(gram)):
        gram[k][k] += extra
    return gram


def _solve(A, b):
    """x of the regular system A x = b, by elimination."""
    return [row[-1] for row in _reduced([[*row, v] for row, v in zip(A, b, strict=True)])[0]]


def _reduced(rows):
    """(reduced echelon form without rows of zeros, columns of its pivots)."""
    rows, pivots = [list(row) for row in rows], []
    for j in range(len(rows[0])):
        k = len(pivots)
        found = next((i for i in range(k, len(rows)) if rows[i][j]), None)
        if found is None:
            continue
        rows[k], rows[found] = rows[found], rows[k]
        rows[k] = [value / rows[k][j] for value in rows[k]]
        for i, row in enumerate(rows):
            if i != k and row[j]:
                rows[i] = [v - row[j] * w for v, w in zip(row, rows[k], strict=True)]
        pivots.append(j)
    return rows[: len(pivots)], pivots


def _least_norm(columns, target):
    """X = C F with C some columns and F the echelon form: w = F' (F F')^-1 (C'C)^-1 C'y."""
    F, pivots = _reduced(list(zip(*columns, strict=True)))
    if not pivots:
        return [Fraction(0)] * len(columns)
    C = [columns[j] for j in pivots]
    middle = _solve(_gram(F, 0), _solve(_gram(C, 0), [_dot(x, target) for x in C]))
    return [_dot(column, middle) for column in zip(*F, strict=True)]
