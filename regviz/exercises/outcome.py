"""Calls what a reader wrote, and keeps what came back in a form that cannot do any harm.

A reader's function may raise anything, print, or return objects whose own methods raise. All of it
is caught here, so that the other files see numbers, tuples, and the records of this file only.
"""

import contextlib
import copy
import io
import re
import warnings
from dataclasses import dataclass

import numpy as np

from regviz.core.formatting import plain

LONGEST = 160  # characters of an error's reason
DEEPEST = 4  # tuples in tuples: a list may even contain itself


@dataclass(frozen=True)
class Failure:
    """An error that a reader's function raised or returned; `blank` if it only is unfinished."""

    kind: str
    reason: str
    blank: bool

    def __str__(self):
        return f"{self.kind}: {self.reason}" if self.reason else self.kind


@dataclass(frozen=True)
class Other:
    """A value that is no number and no array of numbers."""

    kind: str


class Heard(io.TextIOBase):
    """Takes the place of the standard output, and remembers only whether anything was printed."""

    anything = False

    def write(self, text):
        self.anything = self.anything or bool(text.strip())
        return len(text)


def outcome_of(function, inputs, heard):
    """What the function returns for copies of the inputs, settled; a Failure where it raises.

    Only KeyboardInterrupt gets through: a reader must be able to stop an endless loop.
    """
    try:
        with _quiet(heard):
            return _settled(function(*copy.deepcopy(inputs)))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit too: nothing that a reader writes ends the page
        return _failure(error)


def settled(value):
    """A value that was handed over, settled as if a function had returned it."""
    return outcome_of(lambda: value, (), Heard())


def is_blank(outcome) -> bool:
    """Whether nothing has been answered: None, dots, or an error that says so."""
    if isinstance(outcome, tuple):
        return len(outcome) > 0 and all(map(is_blank, outcome))
    if isinstance(outcome, Failure):
        return outcome.blank
    return outcome is None or outcome is Ellipsis


def words(value) -> str:
    """An input or an answer for a sentence: numbers with four digits, arrays in brackets."""
    return _written(_settled(value))


def _written(value) -> str:
    if value is None or value is Ellipsis:
        return "nothing"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_written, value)) + ")"
    if isinstance(value, (Failure, Other)):
        return f"a {value.kind}"
    if value.size > 12:
        return f"{' × '.join(map(str, value.shape))} numbers"
    if value.ndim:
        return "[" + ", ".join(map(_written, value)) + "]"
    return plain(float(value) + 0.0)


@contextlib.contextmanager
def _quiet(heard):
    """Without warnings, and without a hundred printed lines for the hundred inputs.

    What a reader puts in the place of numpy's own functions is gone afterwards: laws need them.
    """
    numpys = dict(vars(np))
    with (np.errstate(all="ignore"), warnings.catch_warnings(),
          contextlib.redirect_stdout(heard), contextlib.redirect_stderr(Heard())):
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            vars(np).update(numpys)


def _settled(value, depth=0):
    """None, dots, a Failure, a float array, a tuple of such, or an Other."""
    if value is None or value is Ellipsis or isinstance(value, (Failure, Other)):
        return value
    if isinstance(value, BaseException):
        return _failure(value)
    array = None if isinstance(value, tuple) else _array(value)
    if array is not None:
        return array
    if isinstance(value, (tuple, list)) and depth < DEEPEST:
        return tuple(_settled(piece, depth + 1) for piece in value)
    return Other(_name(value))


def _array(value):
    """A float array with a memory of its own, or None where there is none to be had."""
    try:
        array = np.array(value)
        return None if array.dtype.kind in "cUSMmV" else array.astype(float)
    except KeyboardInterrupt:
        raise
    except BaseException:  # `__array__`, `__float__` and their like are the reader's code
        return None


def _failure(error) -> Failure:
    kind = _name(error)
    try:
        lines = str(error).splitlines()
    except KeyboardInterrupt:
        raise
    except BaseException:
        lines = []
    reason = re.sub(r" at 0x[0-9a-fA-F]+", "", lines[0]) if lines else ""
    if len(reason) > LONGEST:
        reason = reason[:LONGEST] + "…"
    unfinished = issubclass(type(error), TypeError) and "ellipsis" in reason  # such as 2 * ...
    return Failure(kind, reason, unfinished or issubclass(type(error), NotImplementedError))


def _name(value) -> str:
    return type.__getattribute__(type(value), "__name__")
