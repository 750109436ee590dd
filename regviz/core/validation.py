"""Input made float64 or refused in a sentence that says what came and what to do."""

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
        raise TypeError(
            f"{name} must hold real numbers in rows of one length: convert or drop text and gaps"
        )
    array = array.astype(float, copy=False)
    if not np.vdot(array, array) <= LARGEST**2:  # a quick test; NaN compares as false
        bad = ~(np.abs(array) <= LARGEST)
        if bad.any():
            raise ValueError(_unusable(array, bad, name, columns))
    return array


def _unusable(array, bad, name, columns):
    """The sentence on the values marked in `bad`, and the first eight columns that hold them."""
    what = "numbers beyond 1e152" if np.isfinite(array).all() else "NaN or infinity"
    where = ""
    if array.ndim == 2:
        found = np.flatnonzero(bad.any(axis=0))
        labels = [str(j if columns is None else columns[j]) for j in found[:8]]
        labels += ["..."] * (len(found) > 8)
        where = f" in column{'s' * (len(found) > 1)} {', '.join(labels)}"
    count = f"{bad.sum()} of {array.size} values"
    return f"{name} holds {what}{where}, {count}: drop or replace them"


def check_xy(X, y, names=None):
    """X (n, p) and y (n,) as float64; the inputs are never written to.

    y of shape (n, 1) is ravelled. names: labels of the columns for the sentences; the columns of a
    data frame name themselves.

    ValueError for a 1-D X, n = 0, p = 0, lengths that differ, NaN, infinity.
    """
    names = getattr(X, "columns", None) if names is None else names
    X = check_array(X, "X", names)
    y = check_array(y, "y")
    y = y.ravel() if y.shape[1:] == (1,) else y
    demand(
        X.ndim == 2,
        "X must have two dimensions, (n_samples, n_features): it has shape {}; one feature is "
        "X[:, None]",
        X.shape,
    )
    demand(y.ndim == 1, "y must have one dimension, (n_samples,): it has shape {}", y.shape)
    demand(
        len(X) == len(y),
        "X and y must have the same length: X has {} rows, y has {} values",
        len(X),
        len(y),
    )
    demand(X.size, "X is empty, its shape is {}: one sample and one feature are needed", X.shape)
    return X, y


def check_lam(lam, floor=0.0):
    """lam as a float or a float64 array: zero, positive or infinity, not below a path's floor.

    ValueError names lam otherwise, TypeError where it is not a number.
    """
    if isinstance(lam, float) and lam >= floor:
        return lam
    array = np.asarray(lam)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"lam must be a number or an array of numbers: got {lam!r}")
    demand(
        (array >= 0).all(), "lam must be zero or positive (infinity is allowed): got {}", lam
    )
    demand(
        (array >= floor).all(),
        "lam must not be below floor = {:g}, where the path stops: got {}",
        floor,
        lam,
    )
    return array.astype(float)
