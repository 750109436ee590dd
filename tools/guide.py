"""Write "What to drag and where to stop" of the teacher's guide from the explorers' stops.

    python tools/guide.py            write it between the markers of notebooks/teachers_guide.md
    python tools/guide.py --check    change nothing; exit 1 when the guide is not current

The markers of a lesson are `<!-- stops: 03_ridge -->` and `<!-- end -->`.
"""

import argparse
import ast
import contextlib
import io
import re
import sys

import nbformat
from measures import fifty_minutes
from prose import calls, tree

from notebooks import FOLDER
from regviz.core.formatting import plain

GUIDE = FOLDER / "teachers_guide.md"
PART = re.compile(r"(<!-- stops: (\w+) -->\n).*?(<!-- end -->)", re.S)
IMPORTS = "import numpy as np\nimport regviz as rv"
FURTHER = " (*Going further*)"


def shown(book):
    """(call, cell, whether it stands before Going further) of each explorer.

    A second call of a name with the reader's own function moves the same picture: it is left out.
    """
    early = {cell.id for cell in fifty_minutes(book)}
    names, found = set(), []
    for cell in book.cells:
        for name, call in calls(cell) if cell.cell_type == "code" else ():
            if name.startswith("rv.explore.") and (name not in names or literal(call)):
                names.add(name)
                found.append((call, cell, cell.id in early))
    return found


def literal(call):
    """Whether a call is given plain values alone."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return not any(isinstance(node, ast.Name) for value in given for node in ast.walk(value))


def defined_before(book, cell):
    """What the lesson's statements define before a cell; what they print or show is left out."""
    above = book.cells[:book.cells.index(cell) + 1]
    statements = [node for part in above if part.cell_type == "code" for node in tree(part).body
                  if not isinstance(node, ast.Expr)]
    names = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(ast.Module(statements, []), "lesson", "exec"), names)
    return names


def built(book, call, cell):
    """The explorer of a call in a lesson."""
    code = compile(ast.Expression(call), "lesson", "eval")
    names = {}
    exec(IMPORTS, names)
    try:
        return eval(code, names)
    except NameError:
        return eval(code, defined_before(book, cell))


def move(control, value):
    """What to do with a control, in words."""
    if control.kind == "flag":
        return f"{'tick' if value else 'untick'} *{control.label}*"
    if control.kind == "choice":
        return f"set *{control.label}* to {control.options[control.to_raw(value)]}"
    return f"move *{control.label}* to {plain(value, 3)}"


def joined(parts):
    """'a', 'a and b', 'a, b and c'."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def steps(explorer):
    """The stops of an explorer as numbered lines: what to move, the question, the sentence."""
    state = explorer.start
    for number, stop in enumerate(explorer.stops, 1):
        goal = explorer.start | stop.values
        moves = [move(explorer.controls[name], value) for name, value in goal.items()
                 if value != state[name]]
        todo = joined(moves) if moves else "" if number > 1 else "stand where it begins"
        todo = f"{todo[0].upper()}{todo[1:]}." if todo else ""
        ask = f"*{stop.ask}*" if stop.ask else ""
        yield f"{number}. {' '.join(filter(None, (todo, ask, stop.say)))}"
        state = goal


def part(book):
    """The generated part of a lesson's section; stops that were listed already are left out."""
    blocks = ["**What to drag, and where to stop.**"]
    listed = []
    for call, cell, early in shown(book):
        explorer = built(book, call, cell)
        said = [stop.say for stop in explorer.stops]
        if said not in listed:
            listed.append(said)
            head = f"`{ast.unparse(call)}`{'' if early else FURTHER}: {explorer.title}"
            blocks.append("\n".join([head, "", *steps(explorer)]))
    return "\n\n".join(blocks) + "\n"


def current(text):
    """The guide's text with every generated part as the lessons and explorers are now."""
    def fill(found):
        path = FOLDER / f"{found[2]}.ipynb"
        if not path.is_file():
            return found[0]
        return f"{found[1]}{part(nbformat.read(path, as_version=4))}{found[3]}"
    return PART.sub(fill, text)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="exit 1 if it is not current")
    asked = parser.parse_args()
    before = GUIDE.read_text("utf-8")
    now = current(before)
    if not asked.check:
        GUIDE.write_text(now, "utf-8")
    elif before != now:
        sys.exit(f"{GUIDE.name} is not current: run python tools/guide.py")


if __name__ == "__main__":
    main()
