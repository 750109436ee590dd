"""The lessons as assignments of nbgrader: answers with their solutions, and cells that give points.

One exercise is two cells. The first is the reader's, with the solution between nbgrader's marks:
the marks and what is between them go when the release version is made, and the lesson's own `...`
stays. The second is locked and gives the points: `rv.check(..., strict=True)`.
"""

import ast
import json
import re

from regviz.command.lessons import for_student, is_marked
from regviz.exercises.catalogue import EXERCISES, READINGS

CALL = re.compile(r'rv\.check\("(\w+)", (\w+)\)')
FENCE = re.compile(r"^```python\n(.*?)^```", flags=re.S | re.M)
LINK = re.compile(r"\]\((\d\d_\w+)\.ipynb\)")
POINTS = {"function": 2, "number": 1}
FIRST = "00_start_here"  # shows a picture of every lesson, and leads to the glossary
SETTINGS = "nbgrader_config.py"
SETTINGS_TEXT = """\
# nbgrader's settings for the lessons of regviz. `c` is given by nbgrader.
c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "regviz"
# Where a solution stood nothing is put: the lesson's own `...` is there already.
c.ClearSolutions.code_stub = {"python": ""}
"""


def as_course(files):
    """Files of a course folder for nbgrader, {name: bytes}, from those of the lessons."""
    laid = {SETTINGS: SETTINGS_TEXT.encode()}
    for name, content in files.items():
        if name.endswith(".ipynb"):
            laid[f"source/{name.removesuffix('.ipynb')}/{name}"] = as_assignment(content)
        elif name.startswith("pictures/") or name == "glossary.md":
            laid[f"source/{FIRST}/{name}"] = content
    return laid


def as_assignment(content):
    """The bytes of a lesson as an assignment of nbgrader's source folder."""
    written = solutions(content)
    book = json.loads(for_student(content))
    cells, book["cells"] = book["cells"], []
    for cell in cells:
        source = "".join(cell["source"])
        asked = CALL.findall(source) if cell["cell_type"] == "code" else []
        if cell["cell_type"] == "markdown":
            cell["source"] = LINK.sub(r"](../\1/\1.ipynb)", source)
        book["cells"].append(cell)
        if asked:
            cell["source"] = with_solutions(source, asked, written)
            cell |= {"outputs": [], "execution_count": None}
            cell["metadata"]["nbgrader"] = _kind(f"answer-{asked[0][0]}", solution=True)
        book["cells"] += [_graded(name, variable) for name, variable in asked]
    return (json.dumps(book, indent=1, ensure_ascii=False) + "\n").encode()


def solutions(content):
    """{function: the lines of its body} that the lesson's solutions print."""
    found = {}
    for cell in json.loads(content)["cells"]:
        if not is_marked(cell, {"solution"}):
            continue
        for code in FENCE.findall("".join(cell["source"])):
            functions = [node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]
            lines = code.splitlines()
            found |= {node.name: lines[node.body[0].lineno - 1:node.end_lineno]
                      for node in functions}
    return found


def with_solutions(source, asked, written):
    """The reader's cell with each solution after the `...` in its place."""
    places = {f"def {name}(": [*written[name]] for name, _ in asked if name in EXERCISES}
    places |= {f"{variable} = ": [f"{variable} = {_number(name)}"]
               for name, variable in asked if name in READINGS}
    lines, begun = [], None
    for line in source.splitlines():
        lines.append(line)
        begun = next(filter(line.startswith, places), begun)
        if begun and line.endswith("..."):
            indent = line[:len(line) - len(line.lstrip())]
            lines.append(f"{indent}### BEGIN SOLUTION")
            lines += places.pop(begun)
            lines.append(f"{indent}### END SOLUTION")
            begun = None
    if places:
        raise ValueError(f"no place for the answer of {', '.join(places)} in:\n{source}")
    return "\n".join(lines)


def _number(name):
    """A right number of a reading, in four digits."""
    return f"{sum(READINGS[name].exact()) / 2:.4g}"


def _graded(name, variable):
    points = POINTS["function" if name in EXERCISES else "number"]
    return {
        "cell_type": "code", "id": f"points-{name}"[:64], "execution_count": None, "outputs": [],
        # "Run All" goes on after it: an exercise without an answer does not end the lesson.
        "metadata": {"tags": ["raises-exception"], "nbgrader": _kind(f"points-{name}", points)},
        "source": f'rv.check("{name}", {variable}, strict=True)',
    }


def _kind(grade_id, points=None, solution=False):
    """What nbgrader's third schema asks of a cell."""
    kind = {"schema_version": 3, "grade_id": grade_id, "grade": points is not None,
            "locked": points is not None, "solution": solution, "task": False}
    return kind if points is None else kind | {"points": points}
