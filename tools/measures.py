"""What a lesson costs: cells, words, lines of code, minutes; and how soon its first picture comes.

Measured before the heading *Going further*, which does not belong to the fifty minutes.
"""

import re
from dataclasses import dataclass

from prose import calls, plain, words

GOING_FURTHER = re.compile(r"^#+ Going further", re.M)
PREPARES = re.compile(
    r"rv\.(canvas|Explorer|Stop|slider|lam_slider|log_slider|choice|toggle|sample|\w+View)$"
)
MINUTES_A_CARD = 2
MINUTES_AN_EXPLORER = 4
MINUTES_AN_EXERCISE = 5
WORDS_A_MINUTE = 120


@dataclass(frozen=True)
class First:
    """Where the first explorer stands: its cell from 1, the words and the lines of code above."""

    cell: int
    words: int
    lines: int


@dataclass(frozen=True)
class Measures:
    """The measures of a lesson before *Going further*."""

    cells: int
    words: int
    lines: int
    wiring: float
    explorers: int
    cards: int
    exercises: int
    first: First | None

    @property
    def minutes(self):
        """Estimated class time."""
        looking = MINUTES_A_CARD * self.cards + MINUTES_AN_EXPLORER * self.explorers
        doing = MINUTES_AN_EXERCISE * self.exercises
        return round(looking + doing + self.words / WORDS_A_MINUTE)


def tagged(cell, tag):
    return tag in cell.metadata.get("tags", ())


def fifty_minutes(book):
    """The cells before *Going further*, without the solutions."""
    cells = book.cells
    for k, cell in enumerate(cells):
        if cell.cell_type == "markdown" and GOING_FURTHER.search(cell.source):
            cells = cells[:k]
            break
    return [cell for cell in cells if not (tagged(cell, "solution") or tagged(cell, "teacher"))]


def in_view(cells):
    """The code cells that are not folded."""
    return [cell for cell in cells if cell.cell_type == "code" and not tagged(cell, "hide-input")]


def count_words(cells):
    return sum(len(words(plain(c.source))) for c in cells if c.cell_type == "markdown")


def count_lines(cells):
    return sum(bool(line.strip()) for cell in cells for line in cell.source.splitlines())


def explored(cell):
    """The names of the explorers that a cell shows."""
    if cell.cell_type != "code":
        return []
    return [name.removeprefix("rv.explore.") for name, _ in calls(cell)
            if name.startswith("rv.explore.")]


def prepares(cell):
    """Whether a cell only prepares a picture: canvas, views, controls, the Explorer of its own."""
    return any(PREPARES.match(name) for name, _ in calls(cell))


def count_calls(cells, *wanted):
    return sum(name in wanted for cell in cells if cell.cell_type == "code"
               for name, _ in calls(cell))


def exercises(cells):
    """The steps under the heading Exercises that carry a number, or the checks if there are more.
    """
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    part = re.search(r"^## Exercises?\b.*?$(.*?)(?=^## |\Z)", text, re.S | re.M)
    step = r"^(?:#+ |[-*] )?\**(?:Exercise |Step )?\(?([1-9])(?:\)|\.|:|\*\*| ·)"
    steps = set(re.findall(step, part[1], re.M)) if part else set()
    return max(len(steps), count_calls(cells, "rv.check"))


def first_explorer(cells):
    """Where the first explorer stands; None in a lesson without one."""
    for k, cell in enumerate(cells):
        if explored(cell) or (cell.cell_type == "code" and count_calls([cell], "rv.Explorer")):
            above = cells[:k]
            return First(k + 1, count_words(above), count_lines(in_view(above)))
    return None


def measure(book):
    """The measures of a notebook."""
    cells = fifty_minutes(book)
    code = in_view(cells)
    lines = count_lines(code)
    wiring = count_lines(cell for cell in code if prepares(cell))
    return Measures(
        cells=len(cells),
        words=count_words(cells),
        lines=lines,
        wiring=wiring / lines if lines else 0.0,
        explorers=sum(len(explored(cell)) for cell in cells if cell.cell_type == "code")
        + count_calls(cells, "rv.Explorer"),
        cards=count_calls(cells, "rv.predict", "rv.exit_question"),
        exercises=exercises(cells),
        first=first_explorer(cells),
    )


HEAD = ("lesson", "cells", "words", "lines", "wiring", "explorers", "cards", "exercises",
        "minutes", "first explorer")


def row(name, book):
    """One line of the table."""
    m = measure(book)
    first = f"cell {m.first.cell}, {m.first.words} words, {m.first.lines} lines" if m.first else "-"
    numbers = (m.cells, m.words, m.lines, f"{m.wiring:.0%}", m.explorers, m.cards, m.exercises,
               m.minutes)
    return (name, *map(str, numbers), first)


def table(books):
    """The measures of {name: notebook} as text, one row a lesson."""
    rows = [HEAD, *(row(name, book) for name, book in books.items())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(text.ljust(width) if k in (0, len(widths) - 1) else text.rjust(width)
                  for k, (text, width) in enumerate(zip(line, widths, strict=True))).rstrip()
        for line in rows
    )
