"""What a cell of a table spells: a number in its dialect, a gap, or text."""

import functools
import re
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain

import numpy as np

EXACT = 2.0**53  # beyond this float64 does not hold every whole number

GAPS = frozenset(
    "|?|.|..|...|\u2026|-|--|---|\u2013|\u2014|\u2212|*|na|n/a|n.a.|n.a|n. a.|n.d.|nd|nan|-nan|"
    "+nan|null|none|nil|missing|(missing)|not available|unknown|<na>|<null>|(null)|\\n|nat|"
    "#n/a|#n/a n/a|#na|#nv|#div/0!|#wert!|#value!|#ref!|#bezug!|#name?|#null!|#num!|#zahl!|#####|"
    "#valeur!|#nom?|#nombre!|#valor!|#getting_data|#spill!|#calc!|1.#ind|-1.#ind|1.#qnan|"
    "-1.#qnan|keine angabe|k.a.|k. a.".split("|")
) | {f".{letter}" for letter in "abcdefghijklmnopqrstuvwxyz_"}  # those of SAS and Stata
COMMON = frozenset(["", "NA", "NaN", "nan", "N/A", "n/a", "NULL", "null", "?", ".", "None", "#N/A"])
SPACES = " \u00a0\u202f\u2009\u2007"
ALIKE = {" ": f"[{SPACES}]", "'": "['\u2019\u02bc]", ",": ",", ".": r"\."}
MINUS = "\u2212\u2013\u2010\u2011\ufe63\uff0d"
SIGN = f"([-+{MINUS}]?)"
TO_ASCII = str.maketrans(dict.fromkeys(MINUS, "-"))


@functools.cache
def _grammar(decimal, thousands):
    """The pattern of a number: sign, digits before the decimal mark, the rest."""
    whole = "[0-9]+"
    if thousands:
        t = ALIKE[thousands]
        indian = rf"[1-9][0-9]?(?:{t}[0-9]{{2}})+{t}[0-9]{{3}}"
        whole = rf"[1-9][0-9]{{0,2}}(?:{t}[0-9]{{3}})+|{indian}|[0-9]+"
    d = re.escape(decimal)
    return re.compile(rf"{SIGN}({whole}|(?={d}[0-9]))(?:{d}([0-9]*))?(?:[eE]{SIGN}([0-9]+))?")


@dataclass(frozen=True)
class Dialect:
    """How a table writes its numbers.

    thousands: None where nothing was said, "" where there are none. accounting: (5) and 5- are -5.
    codes: {text: number}, NaN for a gap.
    """

    decimal: str = "."
    thousands: str | None = None
    accounting: bool = False
    codes: dict = field(default_factory=dict)

    def plain(self, cell):
        """The cell as Python writes the number, None where it spells none."""
        cell = cell.strip()
        if self.accounting and cell[:1] == "(" and cell[-1:] == ")":
            cell = "-" + cell[1:-1].strip()
        elif self.accounting and cell[-1:] in ("-", "\u2212") and cell[:1] not in "-+\u2212":
            cell = "-" + cell[:-1].rstrip()
        found = _grammar(self.decimal, self.thousands or None).fullmatch(cell)
        if found is None:
            return None
        sign, whole, rest, power_sign, power = found.groups(default="")
        whole = re.sub("[^0-9]", "", whole) or "0"
        end = f"e{power_sign}{power}" if power else ""
        return f"{sign}{whole}.{rest or '0'}{end}".translate(TO_ASCII)

    def number(self, cell):
        """The float a cell spells, NaN where it is a gap, None where it is text."""
        cell = cell.strip()
        if cell in self.codes:
            return self.codes[cell]
        plain = self.plain(cell)
        if plain is not None:
            return float(plain)
        low = cell.lower()
        if low in GAPS:
            return np.nan
        return float(low) if low.lstrip("+-") in ("inf", "infinity") else None

    def rounded(self, cell):
        """Whether the cell writes out a whole number that float64 cannot hold."""
        plain = self.plain(cell)
        if plain is None or "e" in plain:
            return False
        exact = Decimal(plain)
        return exact == exact.to_integral_value() and exact != Decimal(float(plain))

    def grouped(self, cell):
        """Whether the only decimal mark stands before three digits, as one of thousands would."""
        pattern = rf"{SIGN}[1-9][0-9]{{0,2}}{re.escape(self.decimal)}[0-9]{{3}}"
        return re.fullmatch(pattern, cell.strip()) is not None


def numbers(rows, dialect):
    """(values (n, p), odd): the floats of rows of cells, NaN for gaps and for text.

    odd: [(i, j)] of the cells that are text. Whole blocks are tried first, then their columns,
    then their cells.
    """
    p = len(rows[0])
    cells = list(chain.from_iterable(rows))
    values = _quick(cells, dialect)
    if values is not None:
        return values.reshape(-1, p), []
    values, odd = np.empty((len(rows), p)), []
    gaps = COMMON - set(dialect.codes)
    for j in range(p):
        column = cells[j::p]
        quick = _quick(["nan" if cell in gaps else cell for cell in column], dialect, gaps=True)
        if quick is None:
            known = {cell: dialect.number(cell) for cell in set(column)}
            odd += [(i, j) for i, cell in enumerate(column) if known[cell] is None]
            quick = [np.nan if known[cell] is None else known[cell] for cell in column]
        values[:, j] = quick
    return values, odd


def _quick(cells, dialect, gaps=False):
    """The floats as Python reads them, None where a cell asks for a closer look."""
    joined = "\x1f".join(cells)
    if not joined.isascii() or "_" in joined:
        return None
    if dialect.thousands and dialect.thousands in joined:
        return None
    if dialect.decimal != ".":
        if "." in joined:
            return None
        cells = joined.replace(dialect.decimal, ".").split("\x1f")
    try:
        values = np.fromiter(map(float, cells), float, len(cells))
    except ValueError:
        return None
    found = ~np.isinf(values) if gaps else np.isfinite(values)
    return values if found.all() else None


class Marks:
    """What the cells of the columns say of their decimal marks, zeros and digits, block by block.

    settled: some mark can only be decimal. grouped {column: cell}: all marks of a column stand
    before three digits; free: the columns that also have numbers without a mark. zeros
    {column: cell} with a zero in front, as codes have it; rounded {column: cell}.
    """

    def __init__(self, p, dialect, seen=True):
        self.dialect = dialect
        self.settled = dialect.thousands is not None or not seen
        self.grouped, self.free, self.zeros, self.rounded = {}, set(), {}, {}
        self.whole = np.ones(p, dtype=bool)

    def look(self, values, rows):
        """Take in a block: its values (n, p) and the cells they came from."""
        for i, j in np.argwhere(np.abs(values) >= EXACT):
            if j not in self.rounded and self.dialect.rounded(rows[i][j]):
                self.rounded[j] = rows[i][j].strip()
        known = np.nan_to_num(values, posinf=0.5, neginf=0.5)
        whole = known == np.rint(known)
        self.whole &= whole.all(axis=0)
        for j in set(np.flatnonzero(self.whole)) - set(self.zeros):
            cells = [row[j].strip() for row in rows if "0" in row[j][:2]]
            coded = [cell for cell in cells if re.fullmatch("0[0-9]+", cell)]
            if coded:
                self.zeros[j] = coded[0]
        size = np.abs(known)
        near = np.abs(1000 * known - np.rint(1000 * known)) < 1e-6 * np.maximum(1000 * size, 1)
        alone = ~whole & ((size < 1) | (size >= 1000) | ~near)
        if self.settled or alone.any():  # such a number has no mark of thousands
            self.settled = True
            return
        mark = self.dialect.decimal
        for j in range(values.shape[1]):
            column = [row[j] for row in rows]
            marked = [cell for cell in column if mark in cell]
            if any(map(self.dialect.plain, (cell for cell in column if mark not in cell))):
                self.free.add(j)
            read = [cell for cell in marked if self.dialect.plain(cell) is not None]
            self.settled |= not all(map(self.dialect.grouped, read))
            if read:
                self.grouped.setdefault(j, read[0].strip())

    def unsettled(self):
        """{column: cell} whose marks may be those of thousands.

        A comma is named as the decimal mark because somebody chose it, perhaps by a hint. A point
        is so by default: there, numbers without a point beside 2.500 raise the question.
        """
        if self.settled:
            return {}
        ask = self.grouped if self.dialect.decimal == "," else self.grouped.keys() & self.free
        return {j: self.grouped[j] for j in sorted(ask)}

