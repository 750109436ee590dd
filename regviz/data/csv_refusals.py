"""What is said about columns that are not numbers, and which argument settles the matter."""

import re
from dataclasses import dataclass, field, replace
from itertools import product

from regviz.core.validation import demand
from regviz.data.csv_numbers import MINUS, SPACES
from regviz.data.csv_table import listed

MOST = 1000  # different cells of a column that are looked at
OTHER = {".": ",", ",": "."}
MARKS = {",": "commas", ".": "points", " ": "spaces", "'": "apostrophes"}
MONTHS = "jan|feb|mar|m\u00e4r|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec"
NUMBER = rf"[-+{MINUS}]?[0-9][0-9.,'\u2019{SPACES}]*"
TRUE = {"true", "yes", "y", "t", "ja", "j", "oui", "si", "s\u00ed", "wahr", "vrai"}
FALSE = {"false", "no", "n", "f", "nein", "non", "falsch", "faux"}
KINDS = (  # (what it is, how every such cell looks, what to do)
    (
        "dates or times",
        rf"(?=.*[0-9])([0-9]{{1,4}}([-./ ])[0-9]{{1,2}}\2[0-9]{{1,4}}([T ].*)?|"
        rf"([0-9]{{1,4}}[-. /]+)?({MONTHS})[a-z]*[-. /,]*[0-9]{{0,4}}([-. ,/]+[0-9]{{2,4}})?|"
        "[0-9]{1,2}:[0-9]{2}.*|[0-9]{4}[-/ ]?[qw][0-9]{1,2}|[0-9]{4}-[0-9]{2})",
        "write them as numbers (the days since the first one, the hour)",
    ),
    (
        "percent signs",
        rf"{NUMBER}%|%{NUMBER}",
        "write 12 % as 12 everywhere in that column, or as 0.12, without the sign",
    ),
    (
        "signs of a currency",
        rf"[-+(]*([$\u20ac\u00a3\u00a5\u20b9\u20bd\u20a9]|[a-z]{{1,2}}\$|usd|eur|chf|gbp|fr\.?)"
        rf"[{SPACES}]*{NUMBER}\)?|"
        rf"[-+(]*{NUMBER}"
        r"([$\u20ac\u00a3\u00a5\u20b9\u20bd\u20a9]|usd|eur|chf|gbp|fr\.?|z\u0142|kr)\)?",
        "write the amounts as numbers in one currency, without the sign",
    ),
    (
        "values beyond a limit of measurement",
        rf"[<>\u2264\u2265\u2248~]=?[{SPACES}]*{NUMBER}",
        "decide what such a value counts as, and write that number",
    ),
    ("numbers in single quotes", "'.*'", 'pass quote="\'"'),
    ("numbers in base 16", "0x[0-9a-f]+", "write them in base 10"),
    ("formulas", "=.+", "save the file from the spreadsheet as CSV with values"),
    ("numbers with a unit", rf"{NUMBER}[a-z\u00b0\u00b5\u03bc][a-z0-9\u00b2\u00b3/%]*",
     "write the numbers in one unit, and put the unit in the name of the column"),
)


@dataclass
class Odd:
    """The cells of one column that are not numbers: how many, the first one, the different ones."""

    row: int
    first: str
    count: int = 0
    cells: set = field(default_factory=set)

    def add(self, cell):
        self.count += 1
        if len(self.cells) < MOST:
            self.cells.add(cell)


def refuse_text(odd, sample, dialect, target, n_rows):
    """ValueError for columns with cells that are not numbers, with what settles each kind.

    odd: {name: Odd}; sample: {name: cells} of a part of all columns.
    """
    rows = {(found.count, found.row) for found in odd.values()}
    demand(
        len(odd) < len(sample) or len(rows) > 1 or n_rows < 3 or min(rows)[0] > 1,
        "row {} holds only words ({}): if it is the row of names, leave out the lines above with "
        "skip={}; if it holds units, take it out of the file",
        min(rows)[1],
        listed((found.first for found in odd.values()), 5),
        min(rows)[1] - 1,
    )
    choices = _variants(dialect)
    foreign = [name for name in odd if any(_reads(odd[name].cells, one) for one in choices)]
    parts = [_about_marks(foreign, odd, sample, dialect, choices)] if foreign else []
    rest = [name for name in odd if name not in foreign]
    kinds = {name: _kind(odd[name].cells) for name in rest}
    if target in rest:
        what, advice = kinds[target]
        numeric = [name for name in sample if name not in odd]
        raise ValueError(
            f"the target {target!r} is not a numeric column, it holds {what} "
            f"({_example(odd[target], n_rows)}){': ' + advice if advice else ''}; numeric columns "
            f"are {listed(numeric) or 'none (check decimal)'}"
        )
    for what, advice in dict.fromkeys(kinds.values()):
        names = [name for name in rest if kinds[name] == (what, advice)]
        said = listed(f"{name} ({_example(odd[name], n_rows)})" for name in names)
        parts.append(f"{what} in {said}{': ' + advice if advice else ''}")
    advised = any(advice for _, advice in kinds.values())
    drop = f"{', or' if advised else ':'} pass drop={rest}" if rest else ""
    raise ValueError("; ".join(parts) + drop)


def refuse_unsettled(columns, dialect):
    """ValueError for {name: cell}: decimal marks that may be marks of thousands."""
    mark = MARKS[dialect.decimal]
    example = next(iter(columns.values()), "")
    demand(
        not columns,
        "{} in {} all stand before three digits (as in {!r}): if they group thousands, pass "
        "thousands={!r}, decimal={!r}; if they are decimal {}, pass thousands=''",
        mark,
        listed(columns),
        example,
        dialect.decimal,
        OTHER.get(dialect.decimal, "."),
        mark,
    )


def _example(odd, n_rows):
    few = f", {'only ' if odd.count == 1 else ''}row {odd.row}" if odd.count < n_rows / 10 else ""
    return f"as in {odd.first[:20]!r}{few}"


def _reads(cells, dialect):
    return all(dialect.number(cell) is not None for cell in cells)


def _kind(cells):
    """(what the cells are, what to do about it)."""
    for what, pattern, advice in KINDS:
        if all(re.fullmatch(pattern, cell, re.IGNORECASE) for cell in cells):
            return what, advice
    low = {cell.lower() for cell in cells}
    if low <= TRUE | FALSE and low & TRUE and low & FALSE:
        codes = {cell: int(cell.lower() in TRUE) for cell in sorted(cells)}
        return "words for yes and no", f"pass codes={codes}"
    return "text", ""


def _variants(dialect):
    """The other dialects, those nearest to this one first."""
    made = [
        replace(dialect, decimal=decimal, thousands=thousands, accounting=accounting)
        for accounting, thousands, decimal in product(
            sorted({dialect.accounting, True}),
            (None, ",", ".", " ", "'"),
            dict.fromkeys((dialect.decimal, ".", ",")),
        )
        if thousands != decimal
    ]
    return [one for one in made if one != dialect]


def _about_marks(names, odd, sample, dialect, choices):
    """Which marks the numbers of these columns bear, and the arguments that read them."""
    cells = set().union(*(odd[name].cells for name in names))
    others = [cells for name, cells in sample.items() if name not in odd or name in names]
    fitting = [
        one for one in choices
        if _reads(cells, one) and all(_reads(column, one) for column in others)
    ]
    said = listed(f"{name} (as in {odd[name].first[:20]!r})" for name in names)
    if not fitting:
        return f"numbers in {said} are not written as in the rest: write all in one way"
    simple = [one for one in fitting if not any(_simpler(other, one) for other in fitting)]
    ways = sorted({one.thousands for one in simple}, key=lambda way: way is None)
    # Of each way to group, the one with the decimal mark of today comes first.
    simple = [next(one for one in simple if one.thousands == way) for way in ways]
    marks = "".join(MARKS[mark] + " or " for mark in MARKS if any(mark in c for c in cells))
    what = f"{marks.removesuffix(' or ') or 'signs'} in {said}: "
    return what + "; ".join(_if_so(one, dialect, len(simple) > 1) for one in simple)


def _simpler(one, other):
    """Whether one dialect does with less: no thousands, or signs only as usual."""
    less = (not one.thousands and other.thousands) or one.thousands == other.thousands
    plain = one.accounting <= other.accounting
    same = one.decimal == other.decimal
    return one != other and same and less and plain


def _if_so(one, dialect, ambiguous):
    """The arguments of a dialect, and on what condition they are right."""
    changes = {}
    conditions = []
    if one.thousands:
        conditions.append(f"the {MARKS[one.thousands]} group thousands")
    if one.accounting and not dialect.accounting:
        conditions.append("(5) or 5- means -5")
        changes["accounting"] = True
    if one.thousands != dialect.thousands and (one.thousands or dialect.thousands):
        changes["thousands"] = one.thousands
    if one.decimal != dialect.decimal:
        changes["decimal"] = one.decimal
    if ambiguous and not one.thousands:
        conditions.append(f"they are decimal {MARKS[one.decimal]}")
        changes["thousands"] = ""
    given = ", ".join(f"{key}={value!r}" for key, value in changes.items())
    return f"{'if ' + ' and '.join(conditions) + ', ' if conditions else ''}pass {given}"
