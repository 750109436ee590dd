"""What comes in: arrays made float64, refused in a sentence; columns centred, constant ones made zero."""

from collections import namedtuple

import numpy as np

LARGEST = 1e152  # beyond this a square overflows


def demand(condition, sentence, *values):
    """ValueError with the sentence, the values in its braces, unless the condition holds."""
    if not condition:
        raise ValueError(sentence.format(*values))


def check_array(values, name, columns=None):
    """float64 copy-if-needed of `values`; NaN, infinity, text and huge numbers are refused by name.

    TypeError when the values are not real numbers, ValueError when they cannot be used.
    """
    try:
        array = np.asarray("" if values is None else values)
        array = array.astype(float) if array.dtype.kind == "O" else array
    except (TypeError, ValueError):
        array = np.array("")
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} must hold real numbers in rows of one length: convert or drop text and gaps")
    array = array.astype(float, copy=False)
    if not np.vdot(array, array) <= LARGEST**2 and (bad := ~(np.abs(array) <= LARGEST)).any():  # NaN: never <=
        what = "numbers beyond 1e152" if np.isfinite(array).all() else "NaN or infinity"
        where = ""
        if array.ndim == 2:
            labels = [str(j if columns is None else columns[j]) for j in np.flatnonzero(bad.any(axis=0))]
            labels[8:] = ["..."] * (len(labels) > 8)
            where = f" in column{'s' * (len(labels) > 1)} {', '.join(labels)}"
        raise ValueError(f"{name} holds {what}{where}, {bad.sum()} of {array.size} values: drop or replace them")
    return array


def check_xy(X, y, names=None):
    """X (n, p) and y (n,) as float64; the inputs are never written to.

    y of shape (n, 1) is ravelled. ValueError for a 1-D X, n = 0, p = 0, lengths that differ, NaN, infinity.
    names: labels of the columns for the sentences; the columns of a data frame name themselves.
    """
    names = getattr(X, "columns", None) if names is None else names
    X, y = check_array(X, "X", names), check_array(y, "y")
    y = y.ravel() if y.shape[1:] == (1,) else y
    demand(X.ndim == 2, "X must have two dimensions, (n_samples, n_features): it has shape {}; one feature is "
           "X[:, None]", X.shape)
    demand(y.ndim == 1, "y must have one dimension, (n_samples,): it has shape {}", y.shape)
    demand(len(X) == len(y), "X and y must have the same length: X has {} rows, y has {} values", len(X), len(y))
    demand(X.size, "X is empty, its shape is {}: one sample and one feature are needed", X.shape)
    return X, y


def check_lam(lam, floor=0.0):
    """lam as a float or a float64 array: zero, positive or infinity, and not below the floor where a path stops.

    ValueError names lam otherwise, TypeError where it is not a number.
    """
    if isinstance(lam, float) and lam >= floor:
        return lam
    array = np.asarray(lam)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"lam must be a number or an array of numbers: got {lam!r}")
    demand((array >= 0).all(), "lam must be zero or positive (infinity is allowed): got {}", lam)
    demand((array >= floor).all(), "lam must not be below floor = {:g}, where the path stops: got {}", floor, lam)
    return array.astype(float)


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
