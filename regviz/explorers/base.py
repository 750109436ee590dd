"""What every explorer shares: its question, the call that brings it back, held-out errors."""

import functools
import inspect
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from regviz.core.arguments import checked
from regviz.core.formatting import plain
from regviz.core.validation import demand
from regviz.explorers.asked import CHECKS
from regviz.page.controls import lam_slider
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import RidgePath

METHODS = ("lasso", "ridge", "elastic net")


def explorer(question: str, lesson: str, **checks):
    """Mark a function that returns an Explorer: the question that its picture answers, and the
    lesson where it is met. The Explorer gets the question as its title, and `copy as code` writes
    the call. Arguments are checked by their names, or by `checks` where one is given."""
    def mark(function):
        asked = checked(**CHECKS | checks)(function)

        @functools.wraps(function)
        def call(*args, **options):
            made = asked(*args, **options)
            made.title = made.title or question
            made.call = _written(function, args, options)
            return made
        call.question = question
        call.lesson = lesson
        return call
    return mark


def _written(function, args, options) -> str:
    """The call as code; what has no short form is written as a variable of its parameter's name."""
    names = list(inspect.signature(function).parameters)
    given = [_short(value) or name for name, value in zip(names, args, strict=False)]
    given += [f"{name}={_short(value) or name}" for name, value in options.items()]
    return f"rv.explore.{function.__name__}({', '.join(given)})"


def _short(value) -> str:
    plain = (str, int, float, bool, type(None))  # nothing derived from them: it may write itself
    value = value.item() if isinstance(value, np.generic) else value
    if type(value) in plain or (type(value) in (tuple, list) and len(value) < 6
                                and all(type(part) in plain for part in value)):
        return repr(value)
    return ""


def held_out(problem, share=0.25, seed=0):
    """(train, test): rows to fit, standardized, and a share held out, moved by the same centre and
    scale."""
    as_given = replace(problem, centre=None, scale=None)  # it may have been standardized before
    train, test = as_given.split(share, seed)
    train = train.standardize()
    return train, train.apply(test)


def mean_squared_error(path, problem, lam):
    """Mean squared error of a path's fits on a problem's rows, shape np.shape(lam)."""
    return ((path.predict(problem.X, lam) - problem.y) ** 2).mean(axis=-1)


def lam_grid(lam_max, decades=3.0, count=121):
    """Lambdas that a picture shows: those of `lam_slider(lam_max, decades)`, which goes a little
    beyond lam_max."""
    slider = lam_slider(lam_max, decades)
    return np.geomspace(slider.base**slider.min, slider.base**slider.max, count)


def path_of(problem, method, l1_ratio):
    """The path of "lasso", "ridge" or "elastic net" (the last with l1_ratio) of a problem."""
    demand(method in METHODS, "method must be one of {}: got {!r}", ", ".join(METHODS), method)
    if method == "lasso":
        return LassoPath(problem.X, problem.y)
    if method == "ridge":
        return RidgePath(problem.X, problem.y)
    return ElasticNetPath(problem.X, problem.y, l1_ratio)


def lam_range(path):
    """(top, decades): lambdas from hardly any penalty to a model of the intercept, or nearly so.

    The lasso and the elastic net reach it at lam_max. Ridge never does: its top is a hundred times
    the largest d²/n, where the strongest direction keeps one per cent.
    """
    if isinstance(path, RidgePath):
        top = 100 * float(path.singular_values[0]) ** 2 / path.n_samples
        return top or 1.0, 7.0
    return path.lam_max or 1.0, 3.0


def listed(columns, name):
    """Columns given by one name or number, or by several, as a list; `name` is the argument's."""
    columns = columns.tolist() if isinstance(columns, np.ndarray) else columns
    if isinstance(columns, (str, int, np.integer)):
        return [columns]
    if isinstance(columns, (bytes, Mapping)) or not isinstance(columns, Iterable):
        raise TypeError(f"{name} must be the name of a column or a list of names: got {columns!r}")
    return list(columns)


def positions(problem, columns, name):
    """Positions of columns, as `listed` takes them; what is wrong is said of `name`."""
    try:
        return [problem.index(column) for column in listed(columns, name)]
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def within(value, name, low, high, whole=False):
    """A number that a call was given, checked: a float from `low` to `high`, or a whole number."""
    kinds = (int, np.integer) if whole else (int, float, np.integer, np.floating)
    kind = "a whole number" if whole else "a number"
    if not isinstance(value, kinds) or isinstance(value, bool):
        raise TypeError(f"{name} must be {kind}: got {value!r}")
    demand(low <= value <= high, "{} must be {} from {} to {}: got {}", name, kind,
           plain(low), plain(high), value)
    return int(value) if whole else float(value)
