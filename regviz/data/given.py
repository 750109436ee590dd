"""Data as it is given to an explorer: a name, arrays, a problem, or a data frame."""

import numpy as np

from regviz.core.validation import demand
from regviz.data import datasets
from regviz.data.problem import Problem

NAMED = {"diabetes": datasets.diabetes, "breast_cancer": datasets.breast_cancer,
         "digits": datasets.digits}


def as_problem(data, y=None, target=None) -> Problem:
    """The `Problem` that is meant by `data`.

    data: the name of a data set ("diabetes", "breast_cancer", "digits"); a Problem; a pair (X, y);
    an array X (n, p) with `y` (n,); or a data frame with `target`, the name of the column to
    predict. The names of columns come along. ValueError or TypeError names what is wrong.
    """
    if isinstance(data, str):
        demand(data in NAMED, "data must be one of {}, or arrays, a Problem or a data frame: got "
               "{!r}", ", ".join(map(repr, NAMED)), data)
        return NAMED[data]()
    if isinstance(data, Problem):
        return data
    if isinstance(data, tuple) and len(data) == 2 and y is None:
        data, y = data
    if target is not None:
        return _from_frame(data, target)
    hint = " or target=, the name of the column to predict" if hasattr(data, "columns") else ""
    demand(y is not None, "y is missing: give data as (X, y), or y as the second argument{}", hint)
    name = getattr(y, "name", None)
    return Problem(data, y, target=str(name) if name is not None else "y")


def _from_frame(frame, target) -> Problem:
    """The column `target` of a frame against all others."""
    demand(hasattr(frame, "columns"), "target names a column of a data frame: data is a {}",
           type(frame).__name__)
    names = list(frame.columns)
    demand(target in names, "target must be a column of the frame, one of {}: got {!r}",
           ", ".join(map(str, names)), target)
    features = [name for name in names if name != target]
    demand(features, "the frame has no other column than the target {!r}", target)
    X = frame[features]
    return Problem(np.asarray(X), np.asarray(frame[target]), tuple(map(str, features)),
                   target=str(target), source="given as a data frame")
