"""Numbers out of what people hold: arrays, lists, columns and data frames of any library.

All goes by position. A library of tables is known by what its objects can do: none is imported.
"""

import datetime

import numpy as np

FLOAT = np.dtype(float)
EXACT = 2.0**53  # float64 holds every whole number up to here
GAPS = ("NoneType", "NAType", "NaTType", "MaskedConstant")
TIMES = ("Period", "Interval")  # of pandas; its Timestamp is a datetime


def as_numbers(values, name):
    """`values` as a float64 array, a new one where it has to be; NaN and infinity pass.

    TypeError for what holds no real numbers (text, categories, dates, complex numbers, sparse
    matrices, rows of different lengths), ValueError for gaps (None, NA, masked values) and for
    whole numbers that float64 would round. The sentence names `name` and the column.
    """
    if type(values) is np.ndarray and values.dtype == FLOAT:
        return values
    if isinstance(values, float):
        return np.asarray(values)
    names = column_names(values)
    if names is not None and hasattr(type(values), "iloc"):
        array, gaps = _from_frame(values, name, names)
    else:
        array, gaps = _floats(_plain(values, name, ""), name, names)
    if gaps is not None and gaps.any():
        where = located(gaps | np.isnan(array), names)
        sentence = f"{name} holds gaps (None, NaN, NA or masked){where}: drop or replace them"
        raise ValueError(sentence)
    return array


def column_names(table):
    """The names of a data frame's columns as a tuple of texts, None for what has none.

    The parts of a name in several levels are joined by " / ".
    """
    if isinstance(table, np.ndarray) or getattr(table, "ndim", 2) != 2:
        return None
    key = "column_names" if hasattr(type(table), "column_names") else "columns"
    names = getattr(table, key, None)
    return None if names is None or callable(names) else tuple(map(label, names))


def label(name):
    """A name of a column or of a Series as text."""
    return " / ".join(map(str, name)) if isinstance(name, tuple) else str(name)


def take_columns(table, columns):
    """The columns of a data frame at these places: a frame where the frame can do it."""
    if hasattr(type(table), "iloc"):
        return table.iloc[:, columns]
    return np.asarray(table)[:, columns]


def located(bad, names=None):
    """Where the values marked in `bad` are: " in column bmi, 2 of 30 values"."""
    where = ""
    if bad.ndim == 2:
        found = np.flatnonzero(bad.any(axis=0))
        labels = [str(j if names is None else names[j]) for j in found[:8]]
        labels += ["..."] * (len(found) > 8)
        where = f" in column{'s' * (len(found) > 1)} {', '.join(labels)}"
    return f"{where}, {bad.sum()} of {bad.size} values"


def _from_frame(frame, name, names):
    """(float64 array, gaps or None) of a frame of pandas, column by column where that is needed."""
    kinds = [dtype.kind if isinstance(dtype, np.dtype) else "" for dtype in frame.dtypes]
    if all(kind and kind in "biuf" for kind in kinds):
        array = np.asarray(frame, dtype=float, order="C")
        whole = [j for j, kind in enumerate(kinds) if kind in "iu"]
        if not (np.abs(array[:, whole]) >= EXACT).any():
            return array, None
    array = np.empty(frame.shape)
    gaps = np.zeros(frame.shape, dtype=bool)
    for j, own in enumerate(names):
        column = _plain(frame.iloc[:, j], name, f"column {own!r} ")
        array[:, j], missing = _floats(column, name, None, f"column {own!r} ")
        gaps[:, j] = False if missing is None else missing
    return array, gaps


def _plain(values, name, where):
    """`values` as an array of numpy, masked where something is missing."""
    dtype = getattr(values, "dtype", None)
    if hasattr(type(values), "toarray"):
        raise TypeError(f"{name} must hold real numbers: it is sparse; give {name}.toarray()")
    if getattr(dtype, "names", None):
        fields = ", ".join(dtype.names)
        raise TypeError(
            f"{name} must hold real numbers: {where}it is a structured array of the fields "
            f"{fields}; give numpy.column_stack of those that are numbers"
        )
    if hasattr(dtype, "categories"):
        raise TypeError(
            f"{name} must hold real numbers: {where or 'it '}holds categories "
            f"({_some(dtype.categories)}); give numbers, or a column of 0 and 1 for each category"
        )
    kind = getattr(dtype, "kind", "O")
    if not isinstance(dtype, np.dtype) and kind in "biuf" and hasattr(type(values), "isna"):
        gaps = np.asarray(values.isna(), dtype=bool)
        if gaps.any():
            return np.ma.array(np.zeros(gaps.shape), mask=gaps)
        wide = {"b": bool, "i": np.int64, "u": np.uint64, "f": float}
        return np.asarray(values, dtype=wide[kind])
    rows = values if isinstance(values, (list, tuple)) else ()
    try:
        if any(value is np.ma.masked for value in rows):
            return np.asarray(values, dtype=object)
        if any(isinstance(value, np.ma.MaskedArray) for value in (values, *rows)):
            return np.ma.array(values)
        array = np.asarray(values)
        if array.dtype.kind in "UST" and not hasattr(values, "dtype"):
            array = np.asarray(values, dtype=object)  # one text makes text of all numbers
    except (TypeError, ValueError, RuntimeError) as error:
        raise TypeError(
            f"{name} must hold real numbers in rows of one length: {where or 'it '}"
            f"could not become an array ({str(error)[:80]})"
        ) from None
    return array


def _floats(array, name, names=None, where=""):
    """(float64 array, gaps or None) of an array of numpy; `where` names the column it is."""
    gaps = None
    if isinstance(array, np.ma.MaskedArray):
        gaps = np.ma.getmaskarray(array)
        array = array.data
    kind = array.dtype.kind
    if kind == "O":
        array, missing = _objects(array, name, names, where)
        return array, missing if gaps is None else gaps | missing
    if kind not in "biuf":
        at = np.zeros(array.ndim, dtype=int)
        example = array[tuple(at)] if array.size else array.dtype.type()
        raise TypeError(_strange(example, at, name, names, where))
    with np.errstate(over="ignore"):
        floats = array.astype(float, copy=False)
    if kind in "iu" and array.itemsize == 8:
        large = np.abs(floats) >= EXACT
        if large.any():
            _demand_exact(array[large].astype(object), name, where)
    return np.asarray(floats), gaps


def _objects(array, name, names, where):
    """(float64 array, gaps) of an array of objects, each of which has to be a number or a gap."""
    from decimal import Decimal
    from numbers import Integral, Real

    flat = array.ravel()
    kinds = set(map(type, flat.tolist()))
    gap_kinds = {kind for kind in kinds if kind.__name__ in GAPS and array.ndim}
    strange = {
        kind
        for kind in kinds - gap_kinds
        if not issubclass(kind, (Real, Decimal, np.bool_)) or issubclass(kind, np.timedelta64)
    }
    if strange:
        first = next(i for i, value in enumerate(flat) if type(value) in strange)
        at = np.array(np.unravel_index(first, array.shape) if array.ndim else (), dtype=int)
        raise TypeError(_strange(flat[first], at, name, names, where))
    gaps = np.zeros(array.shape, dtype=bool)
    if gap_kinds:
        gaps = np.reshape([type(value) in gap_kinds for value in flat], array.shape)
    try:
        floats = np.where(gaps, 0, array).astype(float)
    except OverflowError:
        where = where and f" in {where.strip()}"
        sentence = f"{name} holds numbers beyond 1e152{where}: drop or replace them"
        raise ValueError(sentence) from None
    large = np.abs(floats) >= EXACT
    if large.any():
        whole = [value for value in array[large].ravel() if isinstance(value, Integral)]
        _demand_exact(np.array(whole, dtype=object), name, where)
    return floats, gaps


def _demand_exact(whole, name, where):
    """ValueError unless float64 holds these whole numbers."""
    lost = [value for value in whole if int(float(value)) != int(value)]
    if lost:
        where = where and f" in {where.strip()}"
        raise ValueError(
            f"{name} holds whole numbers beyond 2^53{where}, such as {lost[0]}, whose last digits "
            "float64 cannot hold: subtract the smallest one first, or divide and give floats"
        )


def _strange(value, at, name, names, where):
    """The sentence on a value at the place `at` of its array that is not a real number."""
    if not len(at) and not where:
        return f"{name} must hold real numbers: got {value!r:.60}"
    if len(at) == 2 and not where:
        where = f"column {at[1] if names is None else repr(names[at[1]])} "
    row = f" in row {at[0]}" if len(at) else ""
    begins = f"{name} must hold real numbers: {where or 'it '}"
    if isinstance(value, (str, bytes)):
        shown = repr(value) if len(value) <= 40 else repr(value[:40]) + "..."
        return f"{begins}holds text, {shown}{row}; convert it to numbers, or drop it"
    times = (datetime.date, datetime.time, datetime.timedelta, np.datetime64, np.timedelta64)
    if isinstance(value, times) or type(value).__name__ in TIMES:
        return f"{begins}holds dates or times, {value}{row}; give numbers, such as days since one"
    if isinstance(value, (complex, np.complexfloating)):
        return f"{begins}holds complex numbers, {value}{row}; give their real part, or both parts"
    return f"{begins}holds a {type(value).__name__}{row}; convert or drop it"


def _some(values):
    """The first five of some values, as texts."""
    shown = [repr(str(value)) for value in list(values)[:5]]
    return ", ".join(shown + ["..."] * (len(values) > 5))
