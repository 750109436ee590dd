"""A careful reader of tables with a header: it guesses nothing and refuses in sentences."""

import re
from operator import itemgetter

import numpy as np

from regviz.core.validation import demand
from regviz.data.csv_numbers import Dialect, Marks, numbers
from regviz.data.csv_refusals import MOST, Odd, refuse_text, refuse_unsettled
from regviz.data.csv_source import text_of
from regviz.data.csv_table import TOTALS, blocks, listed, open_table
from regviz.data.problem import Problem

SENTINELS = (-9.0, -99.0, -999.0, -9999.0, -99999.0, 99.0, 999.0, 9999.0, 99999.0)


def read_csv(
    source, target=None, drop=(), missing="refuse", sep=",", decimal=".", encoding="utf-8-sig",
    *, thousands=None, skip=0, footer=None, quote='"', codes=None, accounting=False, progress=None,
):
    """A Problem from a CSV file: a row of names, then rows of numbers. It guesses nothing.

    source: a path, bytes, an open file, or the value of an upload.
    target: the column to predict; drop: columns to leave out, one name or several.
    missing: "refuse", or "drop" rows with gaps (empty, NA, n/a, NULL, ?, -, #DIV/0!, .a ...).
    sep, decimal, encoding, quote: how the file is written; sep=" " is any white space.
    thousands: "," "." " " or "'" where such a mark groups thousands, "" where none does.
    skip, footer: lines to leave out above the names and at the end. footer=0 says that rows named
    Total are data.
    codes: {text: number} for cells such as {"yes": 1, "no": 0}; None marks a gap, {-999: None}.
    accounting: (5) and 5- are -5. progress(rows, share): called while a large file is read.

    A file of up to 1 GB is read, about 20 MB a second, in about three times its size of memory.
    What cannot be used is refused with a ValueError that says what is wrong and which argument
    settles it. What was left out or renamed is said in `source` of the Problem. Nothing in the
    file is executed or downloaded, and the file is never written to.
    """
    _check_options(missing, sep, decimal, thousands, quote, skip, footer, progress)
    words, swaps = _codes(codes)
    dialect = Dialect(decimal, thousands, bool(accounting), words)
    text, label, notes = text_of(source, encoding)
    table = open_table(text, sep, quote, skip, footer or 0)
    names, places = _chosen(table, target, drop)
    values, marks = _read(table, names, places, dialect, target, footer, progress)
    unnamed = [table.names[k] for k in table.unnamed]
    notes += table.notes
    n_rows = len(values)
    del text, table  # half of the memory that the reading takes
    values = _swapped(values, swaps)
    names, values = _without_empty(names, values, unnamed, notes)
    _refuse_unusable(names, values, marks, dialect)
    values = _without_gaps(names, values, missing, notes)
    notes += _remarks(names, values, unnamed, marks)
    said = [f"Read from {label}: {len(values)} of {n_rows} rows.", *notes]
    return Problem(values[:, :-1], values[:, -1], names[:-1], names[-1], " ".join(said))


def _check_options(missing, sep, decimal, thousands, quote, skip, footer, progress):
    demand(missing in ("refuse", "drop"), "missing must be 'refuse' or 'drop': got {!r}", missing)
    demand(
        isinstance(sep, str) and len(sep) == 1 and not re.match(r"[\w.\"'+\-\n\r]", sep),
        "sep must be one character such as ',' ';' '\\t', or ' ' for any white space: got {!r}",
        sep,
    )
    demand(decimal in (".", ","), "decimal must be '.' or ',': got {!r}", decimal)
    demand(
        thousands in (None, "", ",", ".", " ", "'") and thousands != decimal,
        "thousands must be ',' '.' ' ' or \"'\", or '' where there is none, and not the decimal "
        "mark {!r}: got {!r}",
        decimal,
        thousands,
    )
    demand(quote in ('"', "'"), "quote must be '\"' or \"'\": got {!r}", quote)
    counts = {"skip": skip, "footer": footer or 0}
    for name, count in counts.items():
        whole = isinstance(count, (int, np.integer)) and not isinstance(count, bool)
        demand(
            whole and count >= 0, "{} must be a number of lines, 0 or more: got {!r}", name, count
        )
    demand(
        progress is None or callable(progress),
        "progress must be a function of (rows, share): got {!r}",
        progress,
    )


def _codes(codes):
    """({text: value}, {number: value}) of what cells stand for: a number, or NaN for a gap."""
    demand(
        codes is None or isinstance(codes, dict),
        "codes must be a dictionary such as {{'yes': 1, 'no': 0}}: got {!r}",
        codes,
    )
    words, swaps = {}, {}
    for key, value in (codes or {}).items():
        number = isinstance(value, (int, float, np.number)) and np.isfinite(value)
        demand(
            value is None or number,
            "codes must give a number, or None for a gap: got {!r} for {!r}",
            value,
            key,
        )
        text = str(key).strip()
        plain = Dialect().plain(text)
        home, key = (words, text) if plain is None else (swaps, float(plain))
        home[key] = np.nan if value is None else float(value)
    return words, swaps


def _swapped(values, swaps):
    """The table with its coded numbers replaced, all at once."""
    places = [(values == old, new) for old, new in swaps.items()]
    for where, new in places:
        values[where] = new
    return values


def _chosen(table, target, drop):
    """(names, places) of the columns that are read, the target last."""
    drop = [drop] if isinstance(drop, (str, int)) else drop
    try:
        drop = [str(name) for name in drop]
    except TypeError as error:
        raise TypeError(f"drop must be a name or a list of names: got {drop!r}") from error
    wanted = None if target is None else str(target)
    for name in (*drop, *([] if wanted is None else [wanted])):
        demand(
            name in table.names,
            "there is no column {!r}: the columns are {}{}",
            name,
            listed(table.names, 30),
            _where_it_is(name, table),
        )
    demand(wanted not in drop, "{!r} is the target and cannot be dropped", wanted)
    places = [k for k, name in enumerate(table.names) if name not in (*drop, wanted)]
    if wanted is not None:
        places.append(table.names.index(wanted))
    return [table.names[k] for k in places], places


def _where_it_is(name, table):
    """A hint where a name that is not there stands in quotes, or further below."""
    if repr(name) in table.names and repr(name)[0] == "'":
        return "; pass quote=\"'\" where single quotes enclose cells"
    below = table.lines.text[table.lines.place:].split("\n", 20)[:20]
    rows = [k for k, line in enumerate(below, table.number) if name and name in line]
    return f"; row {rows[0]} holds it, so pass skip={rows[0] - 1}" if rows else ""


def _read(table, names, places, dialect, target, footer, progress):
    """(values (n, p), marks): the columns at these places; text is refused in words."""
    whole = table.lines.text.count("\n", table.lines.place) + 1
    values, n = np.empty((whole, len(places))), 0
    marks = Marks(len(places), dialect, dialect.decimal in table.lines.text)
    left = [k for k in range(table.width) if k not in places]
    odd, sums, sample = {}, [], None
    pick = itemgetter(*places) if len(places) > 1 else lambda row: (row[places[0]],)
    in_order = places == list(range(table.width))
    for block in blocks(table):
        rows = [row if in_order else pick(row) for _, row in block]
        found, text = numbers(rows, dialect)
        marks.look(found, rows)
        values[n : n + len(rows)] = found
        for i, j in text:
            cell = rows[i][j].strip()
            demand(
                cell != names[j], "row {} repeats the names: take it out of the file", block[i][0]
            )
            odd.setdefault(names[j], Odd(block[i][0], cell)).add(cell)
        words = [(i, rows[i][j]) for i, j in text]
        words += [(i, row[k]) for k in left for i, (_, row) in enumerate(block) if row[k]]
        sums += [(n + i, block[i][0], cell) for i, cell in words if cell.strip().lower() in TOTALS]
        sample = sample or dict(zip(names, map(set, zip(*rows[:MOST], strict=True)), strict=True))
        n += len(rows)
        if progress is not None:
            progress(n, table.lines.share)
    demand(n > 0, "the file needs a row of column names and at least one row of numbers")
    if sums and footer is None:
        _refuse_sums(sums, n)
    numeric = [name for j, name in enumerate(names) if name not in odd
               and not np.isnan(values[:n, j]).all()]
    demand(target is not None, "choose a target: numeric columns are {}", listed(numeric, 30))
    if odd:
        refuse_text(odd, sample, dialect, str(target), n)
    return values[:n], marks


def _refuse_sums(sums, n):
    """Refuse rows that sum up others: they are no observations."""
    first, row, cell = sums[0]
    tail = n - first
    ask = f"leave the last lines out with footer={tail}" if tail <= 3 else "take such rows away"
    raise ValueError(
        f"row {row} holds {cell.strip()!r}: if it sums up other rows, {ask}; if it is data, pass "
        "footer=0"
    )


def _without_empty(names, values, unnamed, notes):
    """(names, values) without the columns that have neither a name nor a number."""
    empty = np.isnan(values).all(axis=0)
    gone = [name for name, none in zip(names, empty, strict=True) if none and name in unnamed]
    demand(names[-1] not in gone, "the target {!r} holds no number", names[-1])
    if gone:
        notes.append(f"Left out, since they have neither a name nor a number: {listed(gone)}.")
        keep = [j for j, name in enumerate(names) if name not in gone]
        names, values = [names[j] for j in keep], values[:, keep]
    return names, values


def _refuse_unusable(names, values, marks, dialect):
    """Refuse what no number can be: empty columns, infinite values, lost digits, unclear marks."""
    refuse_unsettled({names[j]: cell for j, cell in marks.unsettled().items()}, dialect)
    empty = _where(names, np.isnan(values).all(axis=0))
    demand(not empty, "no number in {}: pass drop={}", listed(empty), empty)
    wild = _where(names, np.isinf(values).any(axis=0))
    demand(
        not wild, "infinite values in {}: correct the file or drop the columns", listed(wild)
    )
    long = {names[j]: cell for j, cell in marks.rounded.items()}
    demand(
        not long,
        "whole numbers in {} have more digits than float64 holds (as in {!r}): if they name rows, "
        "pass drop={}; if they measure something, write them rounded, as 1.23e18",
        listed(long),
        next(iter(long.values()), ""),
        list(long),
    )


def _where(names, mask):
    return [name for name, there in zip(names, mask, strict=True) if there]


def _without_gaps(names, values, missing, notes):
    """The full rows of the table; ValueError where rows with gaps are not to be dropped."""
    counts = np.isnan(values).sum(axis=0)
    where = [f"{name} ({count})" for name, count in zip(names, counts, strict=True) if count]
    demand(
        missing == "drop" or not where,
        "missing values in {}: leave rows out with missing='drop', or drop columns",
        listed(where, 30),
    )
    if where:
        values = values[~np.isnan(values).any(axis=1)]
        notes.append(f"Rows were left out for gaps in {listed(where)}.")
    demand(
        min(values.shape) > 1,
        "{} full rows and {} columns are left: 2 of each are needed",
        *values.shape,
    )
    return values


def _remarks(names, values, unnamed, marks):
    """Sentences on columns that were read, but may not be what they look like."""
    notes = []
    known = [name for name in names if name in unnamed]
    if known:
        notes.append(f"Without a name in the file: {listed(known)} (drop={known} leaves it out).")
    zeros = [f"{names[j]} ({cell})" for j, cell in marks.zeros.items()]
    if zeros:
        notes.append(f"Zeros in front, so these may be codes, read as numbers: {listed(zeros)}.")
    points = [f"{names[j]} ({cell})" for j, cell in marks.grouped.items() if not marks.settled]
    if points:
        notes.append(f"No cell shows whether points group thousands: {listed(points)} were read "
                     "with decimal points.")
    alone = [f"{name} ({end:g})" for j, name in enumerate(names) for end in _far(values[:, j])]
    if alone:
        notes.append(
            f"Far from all others, perhaps the sign of a gap, read as numbers: {listed(alone)}; "
            "codes={-999: None} makes -999 one."
        )
    return notes


def _far(column):
    """The usual signs of a gap, -99, 999 ..., that lie further out than all others are wide."""
    ends = [end for end in (column.min(), column.max()) if end in SENTINELS]
    rest = [column[column != end] for end in ends]
    return [
        end for end, others in zip(ends, rest, strict=True)
        if len(others) and np.abs(others - end).min() > np.ptp(others)
    ]
