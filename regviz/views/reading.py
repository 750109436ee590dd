"""What a view reads of a fit: finite numbers of the right shape, or a sentence on what came."""

from collections.abc import Mapping

import numpy as np


def read(fit, name: str, shape: tuple = (), gaps=False):
    """`fit.name` as a float where `shape` is (), else as a float array; None in `shape` is any
    length. With `gaps` some of the numbers may be NaN, where a curve has no value.

    TypeError: no real numbers; ValueError: another shape, NaN or an infinity. Both name the field.
    """
    return check(getattr(fit, name), f"fit.{name}", shape, gaps)


def read_of(fit, name: str, key: str, shape: tuple):
    """The same for `fit.name[key]`."""
    found = getattr(fit, name)
    if not isinstance(found, Mapping) or key not in found:
        came = list(found) if isinstance(found, Mapping) else found
        raise TypeError(f"fit.{name} must map {key!r} to {_asked(shape)}: got {came!r:.80}.")
    return check(found[key], f"fit.{name}[{key!r}]", shape)


def check(value, said: str, shape: tuple = (), gaps=False):
    """The same for a value at hand, which sentences call `said`."""
    if type(value) is float and not shape and np.isfinite(value):
        return value
    try:
        array = np.asarray(value)
    except ValueError:  # lists of different lengths
        array = np.asarray(None)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{said} must be {_asked(shape)}: got {_kind(value, array)}.")
    if len(array.shape) != len(shape) or any(
        asked not in (None, size) for asked, size in zip(shape, array.shape, strict=True)
    ):
        raise ValueError(f"{said} must be {_asked(shape)}: got {_size(array.shape)}.")
    missing = np.isnan(array)
    if np.isinf(array).any() or missing.any() and not (gaps and not missing.all()):
        what = "NaN" if missing.any() else "an infinite number"
        raise ValueError(f"{said} must be {_asked(shape)}: it holds {what}.")
    return array.astype(float) if shape else float(array)


def _asked(shape) -> str:
    if not shape:
        return "a finite number"
    return " × ".join("n" if size is None else str(size) for size in shape) + " finite numbers"


def _size(shape) -> str:
    return " × ".join(map(str, shape)) + " numbers" if shape else "one number"


def _kind(value, array) -> str:
    if value is None:
        return "nothing (None)"
    if array.dtype.kind == "c":
        return "complex numbers"
    if array.dtype.kind in "US":
        return "text"
    return f"a {type(value).__name__}"
