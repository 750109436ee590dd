"""A reader's own table: what can be used of it, what is refused and why, in words."""

import time
from pathlib import Path

import numpy as np

from regviz.core.formatting import first_few, plural
from regviz.core.tables import GAPS, as_numbers, column_names, label, take_columns
from regviz.core.validation import demand
from regviz.data.csv_reader import read_csv
from regviz.data.given import as_problem
from regviz.data.problem import Problem
from regviz.explorers.base import listed, positions

KINDS = ("text", "dates or times", "categories", "complex numbers")
FEW = 8  # names in a sentence
LARGE = 1_000_000  # cells: from here on progress is said


def read(data, y, target, drop, missing, reading, progress=None):
    """The Problem that is meant, with what was left out of the table said in its `source`.

    data: a path, bytes or an open file, for `read_csv` with the options `reading`; a data frame;
    or what `as_problem` takes. ValueError says what cannot be used, and what to write.
    """
    demand(missing in ("refuse", "drop"), "missing must be 'refuse' or 'drop': got {!r}", missing)
    drop = listed(drop, "drop")
    if isinstance(data, (Path, bytes, bytearray, memoryview)) or hasattr(data, "read"):
        share = progress and (lambda rows, share: progress(share, 1))
        return read_csv(data, target, drop, missing, progress=share, **reading)
    demand(not reading, "{} is for files: give a path, pathlib.Path('table.csv')",
           first_few(list(reading)))
    names = column_names(data)
    if names is None or (y is None and target is None):
        return _without(as_problem(data, y, target), drop, missing)
    return _Frame(data, names, y, target, drop, missing).problem(progress)


def _without(problem, drop, missing):
    demand(missing == "refuse", "missing='drop' is for data frames and files: got {}",
           "arrays or a Problem")
    if not drop:
        return problem
    gone = positions(problem, drop, "drop")
    return problem.select([j for j in range(problem.n_features) if j not in gone])


class _Frame:
    """The columns of a data frame, one after the other: numbers, or the reason why not."""

    def __init__(self, frame, names, y, target, drop, missing):
        self.frame, self.names, self.missing = frame, names, missing
        self.dropped = [self._place(name, "drop") for name in drop]
        self.place = None if target is None else self._place(target, "target")
        demand(y is None or target is None,
               "y and target= both name what to predict: give one of them")
        demand(self.place not in self.dropped or self.place is None,
               "{!r} is the target and cannot be dropped", target)
        apart = {self.place, *self.dropped}
        self.features = [j for j in range(len(names)) if j not in apart]
        demand(self.features, "the frame has no column left to predict with")
        self.y = y

    def _place(self, name, argument):
        """The position of a column given by its name."""
        found = [j for j, own in enumerate(self.names) if own == label(name)]
        demand(len(found) == 1, "{} must name one column of the frame, of {}: got {!r}, and {} "
               "have this name", argument, first_few(self.names), name, len(found) or "none")
        return found[0]

    def problem(self, progress):
        """The Problem; ValueError for columns that hold no numbers, and for gaps."""
        odd, gaps = {}, {}
        table = np.empty((len(self.frame), len(self.features)))
        for k, j in enumerate(self.features):
            try:
                table[:, k] = _numbers(take_columns(self.frame, [j]))
            except TypeError as error:
                odd[self.names[j]] = next((kind for kind in KINDS if kind in str(error)), "objects")
                table[:, k] = 0
            if missing := np.count_nonzero(np.isnan(table[:, k])):
                gaps[self.names[j]] = missing
            if progress and table.size > LARGE:
                progress(k + 1, len(self.features))
        y, name = self._target()
        holes = np.isnan(table).any(axis=1) | np.isnan(y)
        if np.isnan(y).any():
            gaps[name] = np.count_nonzero(np.isnan(y))
        self._refuse(odd, gaps, np.count_nonzero(holes))
        if holes.any():
            table, y = table[~holes], y[~holes]
        return Problem(table, y, [self.names[j] for j in self.features], name,
                       source=self._said(len(y), gaps, np.count_nonzero(holes)))

    def _target(self):
        """(y (n,), its name)."""
        if self.place is None:
            return _numbers(self.y), label(getattr(self.y, "name", None) or "y")
        name = self.names[self.place]
        try:
            return _numbers(take_columns(self.frame, [self.place])), name
        except TypeError as error:
            raise TypeError(
                f"the target {name!r} must hold numbers: {str(error).split(': ', 1)[-1]}. For two "
                "classes write 0 and 1, and see lesson 11") from None

    def _refuse(self, odd, gaps, holes):
        """ValueError that names all columns in question, and the call that settles the matter."""
        told, advice = [], []
        if odd:
            kinds = [f"{name!r} ({kind})" for name, kind in odd.items()]
            are = "column does not hold" if len(odd) == 1 else "columns do not hold"
            told.append(f"{len(odd)} {are} numbers: {first_few(kinds, FEW)}")
            dropped = [self.names[j] for j in self.dropped]
            advice.append(f"drop={[*dropped, *odd]!r} to leave them out (or first make columns of "
                          "0 and 1 of them, as pandas.get_dummies does)")
        if gaps and self.missing == "refuse":
            rows = f"{plural(holes, 'row')} of {len(self.frame)}"
            told.append(f"{rows} have gaps: {_counted(gaps)}")
            advice.append("missing='drop' to leave these rows out")
        demand(not told, "{}; write {}", ", and ".join(told), ", and ".join(advice))
        demand(holes < len(self.frame), "every row has a gap: leave out the columns with most gaps "
               "by drop=, {}", _counted(gaps))

    def _said(self, rows, gaps, holes) -> str:
        """What was read and what was left out."""
        told = [f"Given as a data frame of {len(self.frame)} rows and {len(self.names)} columns"]
        if self.dropped:
            names = [self.names[j] for j in self.dropped]
            told.append(f"left out by drop=: {first_few(names, FEW)}")
        if holes:
            told.append(f"{plural(holes, 'row')} with gaps left out, {_counted(gaps)}")
        return "; ".join(told) + "."


def _counted(gaps) -> str:
    """'age 177, cabin 687': the columns with most gaps first."""
    falling = sorted(gaps, key=gaps.get, reverse=True)
    return first_few([f"{name} {gaps[name]}" for name in falling], FEW)


def _numbers(column):
    """A column as floats, (n,), NaN for every gap; TypeError for what holds no numbers."""
    try:
        return as_numbers(column, "data").reshape(-1)
    except ValueError:
        cells = np.ma.asarray(np.asarray(column, dtype=object)).ravel()
        empty = np.array([type(cell).__name__ in GAPS or cell != cell for cell in cells.data])
    filled = np.where(empty, np.nan, cells.data)
    return as_numbers(filled, "data")


class Progress:
    """Words on one line of the output, from the first second on: `progress("fits")` gives a
    function (done, of)."""

    def __init__(self):
        self._line = ""
        self._start = time.monotonic()

    def __call__(self, what):
        return lambda done, of: self._say(f"{what}: {5 * int(20 * done / of)} %")

    def _say(self, line):
        if line != self._line and time.monotonic() > self._start + 1:
            print(f"\r{line:<{len(self._line)}}", end="", flush=True)
            self._line = line

    def end(self):
        """Leave an empty line."""
        if self._line:
            print("\r" + " " * len(self._line) + "\r", end="", flush=True)
