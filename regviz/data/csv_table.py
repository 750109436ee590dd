"""The rows and names of a table of text: a row of names, then rows as wide as it."""

import csv
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from regviz.core.validation import demand
from regviz.data.csv_numbers import GAPS, Dialect
from regviz.data.csv_source import laid_bare

TOTALS = frozenset(
    "total|totals|grand total|subtotal|sub-total|sum|summe|gesamt|insgesamt|gesamtsumme|"
    "zwischensumme|somme|suma|totale|totaal|totalt|summa|mean|average|mittelwert|moyenne|"
    "\u5408\u8ba1|\u603b\u8ba1|\u5408\u8a08|\u7dcf\u8a08|\u0438\u0442\u043e\u0433\u043e".split("|")
)
HEAD = 200  # rows that are looked at before the table is read


@dataclass
class Table:
    """names (p,) of the first columns of rows of `width` cells; unnamed: places of those without.

    rows: an iterator over lists of cells, from the row of this number on; lines knows its place.
    """

    names: list
    unnamed: list
    width: int
    sep: str
    rows: object
    lines: object
    number: int
    notes: list


class Lines:
    """The lines of a text from a place on, one by one; share: how much of it has been given."""

    given = 0

    def __init__(self, text, start=0):
        self.text = text
        self.place = start

    def __iter__(self):
        while self.place < len(self.text):
            end = self.text.find("\n", self.place) + 1 or len(self.text)
            line = self.text[self.place:end]
            self.place = end
            self.given += 1
            yield line

    @property
    def share(self):
        return self.place / max(len(self.text), 1)


def records(lines, sep, quote):
    """Lists of cells, [] for an empty line; ValueError where quotes do not close."""
    reader = csv.reader(
        lines, delimiter=sep, quotechar=quote, skipinitialspace=sep != "\t", strict=True
    )
    try:
        yield from reader
    except csv.Error as error:
        raise ValueError(
            f"line {reader.line_num} is not readable as CSV ({error}): check the quotes, or sep"
            f"{_other_separator(lines.text, sep, quote)}"
        ) from error


def _other_separator(text, sep, quote):
    """A hint at the separator that cuts the first lines into as many cells each, "" for none."""
    lines = [line for line in text.split("\n", HEAD)[:HEAD] if line]
    for other in ";\t|, ":
        try:
            widths = {len(row) for row in csv.reader(
                lines, delimiter=other, quotechar=quote, skipinitialspace=other != "\t", strict=True
            )}
        except csv.Error:
            continue
        if other != sep and len(widths) == 1 and max(widths) > 1:
            return f"; it looks as if sep={other!r} is right"
    return ""


def open_table(text, sep, quote, skip, footer):
    """The Table of a text: its names found, its rows still to be read. ValueError in words."""
    text, start, first, sep, notes = laid_bare(text, sep, skip, footer)
    lines, head = Lines(text, start), []
    for number, cells in enumerate(records(lines, sep, quote), first):
        if any(cells):
            head.append((number, list(map(_clean, cells)), lines.place))
        if len(head) > HEAD:
            break
    demand(
        len(head) > 1, "the file needs a row of column names and at least one row of numbers"
    )
    rows = [cells for _, cells, _ in head]
    _refuse_one_column(rows, sep)
    width = Counter(map(len, rows[1:])).most_common(1)[0][0]
    _refuse_lines_above(head, width)
    number, header, place = head[0]
    header = _as_wide(header, text[place:], head[1:], width, sep, quote, notes)
    names, unnamed = _named(header, notes)
    lines = Lines(text, place)
    return Table(names, unnamed, width, sep, records(lines, sep, quote), lines, number + 1, notes)


def _clean(cell):
    return cell.strip().strip("\ufeff\u200b").strip()


def _refuse_one_column(rows, sep):
    """Refuse a table of one column that another separator makes several."""
    if max(map(len, rows)) > 1 and len(rows[0]) > 1:
        return
    lines = [cells[0] for cells in rows if len(cells) == 1]
    for other in ";\t|, ":
        even = len({line.count(other) for line in lines}) == 1 and len(lines) == len(rows)
        found = other in rows[0][0] and (other != " " or even) and len(rows[0]) == 1
        demand(
            other == sep or not found,
            "only one column with sep={!r}: it looks as if sep={!r} is right",
            sep,
            other,
        )


def _refuse_lines_above(head, width):
    """Refuse a title above the names, and say how many lines it takes to skip it."""
    number, header, _ = head[0]
    fitting = [number for number, cells, _ in head if len(cells) == width]
    demand(
        len(header) >= width - 1,
        "row {} has {} cells and the rows below have {}: if it stands above the names, pass "
        "skip={}",
        number,
        len(header),
        width,
        fitting[0] - 1,
    )


def _as_wide(header, below, body, width, sep, quote, notes):
    """The names as wide as the rows: delimiters at the end of lines, names of rows."""
    ended = len(header)
    while len(header) > width and not header[-1]:
        header = header[:-1]
    if len(header) < ended:
        notes.append("The names end in a delimiter that the rows do not have.")
    ends = []
    if len(header) == width - 1:
        rows = filter(any, records(Lines(below), sep, quote))
        ends = [(len(row), row[0].strip(), row[-1].strip()) for row in rows]
    if {count for count, _, _ in ends} == {width}:
        if not any(last for _, _, last in ends):
            notes.append("Every row ends in a delimiter: the empty last column is left out.")
            return header
        demand(
            _names_of_rows([first for _, first, _ in ends], below, sep, quote),
            "the rows have {} cells and the header {}: if the first column holds names of rows, "
            "write a name above it in the file; otherwise check sep, decimal and quotes",
            width,
            len(header),
        )
        return ["", *header]
    odd = [number for number, cells, _ in body if len(cells) != len(header)]
    demand(
        len(header) == width,
        "row {} does not have {} cells, as the header does: check sep and quotes",
        *odd[:1],
        len(header),
    )
    return header


def _names_of_rows(cells, below, sep, quote):
    """Whether a first column without a name, as R writes it, can only hold names of rows.

    They are all different, and are words, in quotes, or counted where white space separates:
    numbers at the left may as well be halves of numbers with decimal commas.
    """
    words = not any(map(Dialect().plain, cells))
    counted = sep in " \t" and _consecutive(cells)
    lines = below.split("\n")
    quoted = all(line.lstrip().startswith(quote) for line in lines if line.strip())
    return len(set(cells)) == len(cells) and (words or counted or quoted)


def _named(header, notes):
    """(names, places of those that had none): all different. What was renamed is noted."""
    unnamed = [k for k, name in enumerate(header) if not name]
    given = [name for name in header if name]
    numeric = [name for name in given if Dialect().plain(name) or name.lower() in GAPS]
    counted = 0 in unnamed and len(given) > 1 and _consecutive(given)
    demand(
        given and (len(numeric) < len(given) or counted),
        "the first row must name every column once: it is {}",
        listed(header),
    )
    if numeric:
        notes.append(
            f"Columns named by a number: {listed(numeric)}. If the first row holds data, write a "
            "row of names above it."
        )
    names = [name or f"column {k}" for k, name in enumerate(header, 1)]
    twice = [name for name, count in Counter(names).items() if count > 1]
    names = [f"{name} (column {k})" if name in twice else name for k, name in enumerate(names, 1)]
    demand(
        len(set(names)) == len(names),
        "the first row must name every column once: it is {}",
        listed(header),
    )
    if twice:
        renamed = [name for name, old in zip(names, header, strict=True) if name != old and old]
        notes.append(f"Names that stood there twice became {listed(renamed)}.")
    return names, unnamed


def _consecutive(names):
    """Whether the names are whole numbers that go up by one, as pandas numbers columns."""
    if not all(name.isdigit() for name in names):
        return False
    numbers = list(map(int, names))
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def listed(names, most=12):
    """Names with commas between them, the first ones where there are many."""
    names = [str(name) for name in names]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def blocks(table, cells=200_000):
    """[(row number, cells)] of the table, block by block, without empty rows.

    ValueError for a row of another width, and for a quoted cell that has swallowed rows.
    """
    number, empty, given = table.number, 0, 0
    while rows := list(islice(table.rows, max(cells // table.width, 1))):
        block = []
        for k, row in enumerate(rows, number):
            if row and (row[0].strip() or any(map(str.strip, row))):
                block.append((k, row))
            else:
                empty += len(row) > 1
        number += len(rows)
        ragged = [(k, row) for k, row in block if len(row) != table.width]
        demand(
            not ragged,
            "row {} does not have {} cells, as the header does: check sep and quotes{}",
            ragged and ragged[0][0],
            len(table.names),
            ragged and _how_to_leave_out(ragged[0][1], table),
        )
        if table.lines.given - given > len(rows):  # some cells have lines of their own
            _refuse_swallowed(block, table.sep)
        given = table.lines.given
        yield block
    if empty:
        table.notes.append(f"Rows without anything in them were left out: {empty}.")


def _how_to_leave_out(row, table):
    """What helps where a short row of words is the last thing in the file."""
    last = not table.lines.text[table.lines.place:].strip()
    words = row[0].strip() and Dialect().plain(row[0]) is None
    return ", or leave out lines at the end with footer=1" if last and words else ""


def _refuse_swallowed(block, sep):
    """Refuse a quoted cell with a line inside that looks like a row: a quote stands astray."""
    for number, row in block:
        inner = [line for cell in row for line in cell.split("\n")[1:-1]]
        rows = [line.split(sep) for line in inner if line.count(sep) == len(row) - 1]
        demand(
            not any(all(map(Dialect().plain, cells)) for cells in rows),
            "row {} has a quoted cell with whole rows in it: check the quotes",
            number,
        )
