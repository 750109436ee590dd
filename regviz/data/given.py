"""Data as it is given to an explorer: a name, arrays, a problem, or a data frame."""

from collections.abc import Hashable

from regviz.core.tables import column_names, take_columns
from regviz.core.validation import demand
from regviz.data import datasets
from regviz.data.problem import Problem

NAMED = {"diabetes": datasets.diabetes, "breast_cancer": datasets.breast_cancer,
         "digits": datasets.digits}


def nothing_given(data, y, target) -> bool:
    """Whether a call that has data of its own is to take them."""
    return data is None and y is None and target is None


def as_problem(data, y=None, target=None) -> Problem:
    """The `Problem` that is meant by `data`.

    data: the name of a data set ("diabetes", "breast_cancer", "digits"); a Problem; a pair (X, y);
    an array X (n, p) with `y` (n,); or a data frame with `target`, the name of the column to
    predict. The names of columns come along. ValueError or TypeError names what is wrong.
    """
    demand(isinstance(target, Hashable), "target must be the name of a column: got {!r:.60}",
           target)
    if isinstance(data, str):
        demand(data in NAMED, "data must be one of {}, or arrays, a Problem or a data frame: got "
               "{!r}", ", ".join(map(repr, NAMED)), data)
        data = NAMED[data]()
    if isinstance(data, Problem):
        demand(y is None, "y: data has its own, {}; leave y out", data.target)
        demand(target in (None, data.target), "target: data has its own, {}; leave {!r} out",
               data.target, target)
        return data
    demand(data is not None, "data is missing: y= or target= stands beside X or a frame")
    if isinstance(data, tuple) and len(data) == 2 and y is None:
        data, y = data
    if target is not None:
        demand(y is None, "y and target= both name what to predict: give one of them")
        return _from_frame(data, target)
    framed = column_names(data) is not None
    hint = " or target=, the name of the column to predict" if framed else ""
    demand(y is not None, "y is missing: give data as (X, y), or y as the second argument{}", hint)
    demand(not isinstance(y, str), "y is the text {!r}: a column of a frame is named by target=", y)
    return Problem(data, y)


def _from_frame(frame, target) -> Problem:
    """The column `target` of a frame against all others."""
    names = column_names(frame)
    demand(names is not None, "target names a column of a data frame: data is a {}",
           type(frame).__name__)
    found = [j for j, given in enumerate(frame.columns) if given is target or given == target]
    found = found or [j for j, name in enumerate(names) if name == target]
    demand(found, "target must be a column of the frame, one of {}: got {!r}",
           ", ".join(names), target)
    demand(len(found) == 1, "target {!r} names {} columns: rename all but one", target, len(found))
    features = [j for j in range(len(names)) if j != found[0]]
    demand(features, "the frame has no other column than the target {!r}", target)
    X, y = take_columns(frame, features), take_columns(frame, found)
    return Problem(X, y, tuple(names[j] for j in features), names[found[0]],
                   source="given as a data frame")
