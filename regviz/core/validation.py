"""Input made float64 or refused in a sentence that says what came and what to do."""

import warnings

import numpy as np

from regviz.core.tables import as_numbers, column_names, located

LARGEST = 1e152  # beyond this a square overflows


def demand(condition, sentence, *values):
    """ValueError with the sentence, the values in its braces, unless the condition holds."""
    if not condition:
        raise ValueError(sentence.format(*values))


def check_array(values, name, columns=None):
    """`values` as a float64 array, all of it finite: a new one only where it has to be.

    Arrays, lists, columns and frames of any library (see `as_numbers`), all by position. `columns`
    names the columns in the sentences; a frame names its own. TypeError where there are no real
    numbers, ValueError for gaps, NaN, infinity and numbers beyond 1e152.
    """
    array = as_numbers(values, name)
    if not np.vdot(array, array) <= LARGEST**2:  # a quick test; NaN compares as false
        bad = ~(np.abs(array) <= LARGEST)
        if bad.any():
            what = "numbers beyond 1e152" if np.isfinite(array).all() else "NaN or infinity"
            columns = column_names(values) if columns is None else columns
            raise ValueError(f"{name} holds {what}{located(bad, columns)}: drop or replace them")
    return array


def check_matrix(X, name="X", names=None):
    """X (n, p) as float64, as `check_array`; ValueError for another number of dimensions."""
    X = check_array(X, name, names)
    demand(
        X.ndim == 2,
        "{0} must have two dimensions, (n_samples, n_features): it has shape {1}; one feature is "
        "{0}[:, None], or frame[['its name']]",
        name,
        X.shape,
    )
    return X


def check_xy(X, y, names=None):
    """X (n, p) and y (n,) as float64; the inputs are never written to.

    Rows are paired by position. y of shape (n, 1) is ravelled. names: labels of the columns for the
    sentences; the columns of a data frame name themselves.

    ValueError for a 1-D X, n = 0, p = 0, lengths that differ, NaN, infinity. UserWarning where two
    frames hold the same index labels in different orders, since their rows are hardly pairs.
    """
    if hasattr(type(X), "iloc") and hasattr(type(y), "iloc"):
        _warn_of_order(X.index, y.index)
    X = check_matrix(X, "X", names)
    y = check_array(y, "y")
    y = y.ravel() if y.shape[1:] == (1,) else y
    demand(y.ndim == 1, "y must have one dimension, (n_samples,): it has shape {}", y.shape)
    demand(
        len(X) == len(y),
        "X and y must have the same length: X has {} rows, y has {} values{}",
        len(X),
        len(y),
        "; X has as many columns: X.T is (n_samples, n_features)" * (X.shape[1] == len(y)),
    )
    demand(X.size, "X is empty, its shape is {}: one sample and one feature are needed", X.shape)
    return X, y


def _warn_of_order(one, other):
    """UserWarning where two indexes hold the same labels, but not in the same order."""
    if len(one) == len(other) and not one.equals(other) and set(one) == set(other):
        warnings.warn(
            "X and y have the same index labels in different orders; their rows are paired by "
            "position. To pair them by label give y.loc[X.index]",
            UserWarning,
            stacklevel=4,
        )


def check_places(places, name, size):
    """`places` among `size` of them, by position: a mask, or whole numbers as an array.

    A mask of booleans has one value for each; a number counts from 0, or from the end where it is
    negative. A slice passes. ValueError or TypeError otherwise.
    """
    if isinstance(places, slice):
        return places
    numbers = np.atleast_1d(as_numbers(places, name))
    given = np.asarray(places)
    kinds = {given.dtype.type}
    if given.dtype.kind == "O":
        kinds = set(map(type, given.ravel().tolist()))
    if given.size and kinds <= {bool, np.bool_}:
        demand(
            numbers.shape == (size,),
            "{} as a mask must have one value for each, {}: got shape {}",
            name,
            size,
            numbers.shape,
        )
        return numbers.astype(bool)
    demand(
        numbers.ndim == 1 and (-size <= numbers).all() and (numbers < size).all()
        and (numbers % 1 == 0).all(),
        "{} must be whole numbers from 0 to {}, or a mask: got {}",
        name,
        size - 1,
        places,
    )
    return numbers.astype(int)


def check_lam(lam, floor=0.0):
    """lam as a float or a float64 array: zero, positive or infinity, not below a path's floor.

    ValueError names lam otherwise, TypeError where it is not a number.
    """
    if isinstance(lam, float) and lam >= floor:
        return lam
    try:
        array = as_numbers(lam, "lam")
    except TypeError:
        sentence = f"lam must be a number or an array of numbers: got {lam!r:.60}"
        raise TypeError(sentence) from None
    demand(
        (array >= 0).all(), "lam must be zero or positive (infinity is allowed): got {}", lam
    )
    demand(
        (array >= floor).all(),
        "lam must not be below floor = {:g}, where the path stops: got {}",
        floor,
        lam,
    )
    return array
