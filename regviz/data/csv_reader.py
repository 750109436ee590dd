"""A careful reader of tables with a header: it guesses nothing and refuses in sentences."""

import csv
import io
from pathlib import Path

import numpy as np

from regviz.core.validation import demand
from regviz.data.problem import Problem

MISSING = {"", "?", ".", "-", "na", "n/a", "nan", "null", "none"}
LARGEST = 20_000_000  # bytes


def read_csv(
    source, target=None, drop=(), missing="refuse", sep=",", decimal=".", encoding="utf-8-sig"
):
    """A Problem from a CSV file (a path, or the bytes of an upload): first row names, then numbers.

    target: the column to predict; drop: columns to leave out; missing: "refuse", or "drop" rows
    with gaps. What cannot be used is refused with a ValueError that says what is wrong and which
    argument settles it. Only numbers are read, nothing in the file is executed, and the file is
    never written to.
    """
    demand(missing in ("refuse", "drop"), "missing must be 'refuse' or 'drop': got {!r}", missing)
    header, rows = _cells(_decoded(source, encoding), sep)
    for name in (*drop, *([] if target is None else [target])):
        demand(
            name in header, "there is no column {!r}: the columns are {}", name, ", ".join(header)
        )
    columns = {
        name: cells for name, *cells in zip(header, *rows, strict=True) if name not in drop
    }
    names = list(columns)
    table, text = _numbers(columns, decimal)
    _refuse_unusable(names, table, text, target)
    table = _without_gaps(names, table, missing)
    j = names.index(target)
    label = Path(source).name if isinstance(source, (str, Path)) else "an upload"
    return Problem(
        np.delete(table, j, axis=1),
        table[:, j],
        names[:j] + names[j + 1 :],
        target,
        f"Read from {label}: {len(table)} of {len(rows)} rows.",
    )


def _decoded(source, encoding):
    """The text of the file, refused when it is too large, not text, or in another encoding."""
    is_file = isinstance(source, (str, Path))
    size = Path(source).stat().st_size if is_file else len(source)
    demand(
        size <= LARGEST,
        "the file has {:.0f} MB, more than {:.0f}: keep fewer rows",
        size / 1e6,
        LARGEST / 1e6,
    )
    raw = Path(source).read_bytes() if is_file else bytes(source)
    demand(
        not raw.startswith(b"PK\x03\x04"),
        "this is a spreadsheet or a zip archive, not text: export it as CSV first",
    )
    demand(
        encoding.lower().startswith("utf-16") or not raw.startswith((b"\xff\xfe", b"\xfe\xff")),
        "the file is not UTF-8: pass encoding='utf-16', or save it as UTF-8",
    )
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"byte {error.start} is not {encoding}: pass encoding='cp1252' (or the right one), "
            "or save the file as UTF-8"
        ) from error
    demand(
        "\0" not in text,
        "the file holds zero bytes, so it is not a CSV text: export it as CSV first",
    )
    return text


def _cells(text, sep):
    """(header, rows) of stripped strings.

    A wrong separator, ragged rows and useless headers are refused.
    """
    try:
        parsed = list(csv.reader(io.StringIO(text), delimiter=sep))
    except csv.Error as error:
        raise ValueError(f"the file is not a readable CSV: {error}") from error
    lines = [(k, [cell.strip() for cell in row]) for k, row in enumerate(parsed, 1) if any(row)]
    demand(
        len(lines) > 1, "the file needs a row of column names and at least one row of numbers"
    )
    header = lines[0][1]
    better = max(",;\t|", key=header[0].count)
    demand(
        len(header) > 1 or better not in header[0],
        "only one column with sep={!r}: it looks as if sep={!r} is right",
        sep,
        better,
    )
    for k, row in lines:
        demand(
            len(row) == len(header),
            "row {} does not have {} cells, as the header does: check sep and quotes",
            k,
            len(header),
        )
    unique = all(header) and len(set(header)) == len(header)
    demand(
        unique and any(_number(cell, ".") is None for cell in header),
        "the first row must name every column once: it is {}",
        ", ".join(header),
    )
    return header, [row for _, row in lines[1:]]


def _number(cell, decimal):
    """The float a cell spells, NaN where it is missing, None where it is text."""
    if cell.lower() in MISSING:
        return np.nan
    if "_" in cell or (decimal != "." and "." in cell):
        return None
    try:
        return float(cell.replace(decimal, "."))
    except ValueError:
        return None


def _numbers(columns, decimal):
    """(table (n, p) of floats, {name: first text cell} of the columns that hold text)."""
    values = {name: [_number(cell, decimal) for cell in cells] for name, cells in columns.items()}
    text = {
        name: columns[name][column.index(None)] for name, column in values.items() if None in column
    }
    return np.array(list(values.values()), dtype=float).T, text


def _refuse_unusable(names, table, text, target):
    """Raise the sentence that says which columns cannot be used, and what to choose instead."""
    filled = ~np.isnan(table).all(axis=0)
    numeric = [n for n, some in zip(names, filled, strict=True) if some and n not in text]
    said = "choose a target" if target is None else f"the target {target!r} is not a numeric column"
    choice = ", ".join(numeric) or "none (check decimal)"
    demand(target in numeric, "{}: numeric columns are {}", said, choice)
    found = ", ".join(f"{name} (as in {cell[:20]!r})" for name, cell in text.items())
    hint = " (or decimal=',')" if any("," in cell for cell in text.values()) else ""
    demand(not text, "text in {}: pass drop={}{}", found, list(text), hint)
    infinite = np.isinf(table).any(axis=0)
    wild = [n for n, bad in zip(names, infinite, strict=True) if bad]
    demand(
        not wild, "infinite values in {}: correct the file or drop the columns", ", ".join(wild)
    )


def _without_gaps(names, table, missing):
    """The full rows of the table; ValueError where rows with gaps are not to be dropped."""
    gaps = np.isnan(table)
    counts = zip(names, gaps.sum(axis=0), strict=True)
    where = [f"{name} ({count})" for name, count in counts if count]
    demand(
        missing == "drop" or not where,
        "missing values in {}: leave rows out with missing='drop', or drop columns",
        ", ".join(where),
    )
    table = table[~gaps.any(axis=1)]
    demand(
        min(table.shape) > 1,
        "{} full rows and {} columns are left: 2 of each are needed",
        *table.shape,
    )
    return table
