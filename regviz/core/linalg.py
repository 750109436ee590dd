"""Linear algebra that several rooms share: centred columns, equal columns, the thin SVD, correlations."""

import math
from collections import namedtuple

import numpy as np

from regviz.core.validation import check_xy


class Centred(namedtuple("Centred", "X y x_mean y_mean")):
    """X and y less their means; columns (and y) that do not vary are exactly zero."""


def centre(X, y, intercept=True):
    """Centred(X - mean, y - mean, means), or the arrays as they are with means 0 when there is no intercept.

    A column counts as constant when its spread is rounding: root mean square <= 1e-13 sqrt(n) |mean|.
    """
    X, y = check_xy(X, y)
    if not intercept:
        return Centred(X, y, np.zeros(X.shape[1]), 0.0)
    n = len(y)
    ones = np.ones(n)
    x_mean, y_mean = ones.dot(X) / n, float(ones.dot(y)) / n
    X, y = X - x_mean, y - y_mean
    square = ones.dot(X * X)
    if np.count_nonzero(square <= 1e-6 * n * x_mean**2):  # far from zero: the mean itself was rounded
        X -= ones @ X / n
        X[:, square <= (1e-13 * n * x_mean) ** 2] = 0.0
    if y.dot(y) <= (1e-13 * n * y_mean) ** 2:
        y[:] = 0.0
    return Centred(X, y, x_mean, y_mean)


def equal_columns(X):
    """Groups of columns of X equal up to sign: a tuple of ((column, sign), ...), the first with sign 1.

    Columns of zeros are in no group. Only columns whose projections on one direction agree are compared.
    """
    largest, weights = np.abs(X).max(axis=0), np.sqrt(np.arange(1.0, len(X) + 1))
    marks, free, groups = np.abs(weights / weights.sum() @ X), largest > 0, []
    for j in range(X.shape[1]):
        near = np.flatnonzero(free & (np.abs(marks - marks[j]) <= 1e-11 * largest[j]))
        if free[j] and len(near) > 1:
            signs = np.sign(X[:, j] @ X[:, near])
            same = np.abs(X[:, near] - signs * X[:, [j]]).max(axis=0) <= 1e-12 * largest[j]
            free[near[same]] = False
            groups.append(tuple(zip(near[same].tolist(), signs[same].tolist(), strict=True)))
    return tuple(group for group in groups if len(group) > 1)


def thin_svd(X, centred=True):
    """(U, d, V') of X (..., n, p) = U diag(d) V', with 0 for a d that is rounding: up to eps max(n, p) d_max, numpy's
    rank rule, and from the n-th on where columns are centred."""
    if X.ndim == 2 and 32 <= X.shape[1] <= len(X) / 2:  # the d and V of R in X = Q R, and U = X V / d
        d, Vt = np.linalg.svd(np.linalg.qr(X, mode="r"))[1:]
        if d[-1] > 1e-4 * d[0]:
            return X @ (Vt.T / d), d, Vt
    U, d, Vt = np.linalg.svd(X, full_matrices=False)
    d[..., X.shape[-2] - centred :] = 0.0
    d[d <= np.finfo(float).eps * max(X.shape[-2:]) * d[..., :1]] = 0.0
    return U, d, Vt


def ties(corrs):
    """Where |x_j'y|, sorted, meets the next up to rounding, as those of equal columns do: corrs (..., p) = X'y."""
    pull = np.abs(corrs)
    pull.sort()
    return pull[..., 1:] - pull[..., :-1] <= 1e-11 * pull[..., -1:]


def shared(coefs, groups, shares=None):
    """Coefficients (..., p) with the total of each group spread by shares, or given to its first column."""
    coefs = coefs.copy()
    for group in groups:
        columns, signs = np.array(group).T
        columns = columns.astype(int)
        part = np.arange(len(group)) == 0 if shares is None else shares[columns] / shares[columns].sum()
        coefs[..., columns] = (coefs[..., columns] @ signs)[..., None] * (signs * part)
    return coefs + 0.0  # no minus zeros


def largest(values):
    """The largest entry, as a float: max() in a quarter of its time."""
    return values.item(values.argmax())


def products(X, y):
    """(X'y, the size of its largest entry): 0 where all are rounding, |x_j'y| <= 4e-16 |x_j| |y|."""
    corr = y.dot(X)
    most, dust = largest(abs(corr)), 4e-16 * math.sqrt(y.dot(y))
    if most <= dust * math.sqrt(np.vdot(X, X)) and (abs(corr) <= dust * np.linalg.norm(X, axis=0)).all():
        most = 0.0
    return corr, most


def standard_error(values):
    """Standard error of the mean over the last axis."""
    return values.std(axis=-1, ddof=1) / np.sqrt(values.shape[-1])
