"""A stored lesson is short cells between sentences, executed, clean, and one with its siblings."""

import ast
import inspect
import re
import sys
from collections import defaultdict
from pathlib import Path

import nbformat
import pytest

import regviz as rv
from regviz.command.lessons import for_student
from regviz.command.still import LIVE

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
from measures import tagged  # noqa: E402
from prose import tree  # noqa: E402

from notebooks import clean, complaints  # noqa: E402

README = (ROOT / "README.md").read_text("utf-8")
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
BOOKS = {path.name: nbformat.read(path, as_version=4) for path in PATHS}
LESSONS = pytest.mark.parametrize("name", BOOKS)


def code_cells(name):
    return [cell for cell in BOOKS[name].cells if cell.cell_type == "code"]


def prose_before(name):
    """(the code cell, the Markdown cell right above it or None) of each code cell."""
    cells = BOOKS[name].cells
    above = [None, *cells]
    return [(c, a if a is not None and a.cell_type == "markdown" else None)
            for a, c in zip(above, cells, strict=False) if c.cell_type == "code"]


def words(markdown):
    """The words of the prose: without headings, formulas, tables and code blocks."""
    text = re.sub(r"```.*?```|\$\$.*?\$\$|^#.*?$|^\|.*?$", " ", markdown, flags=re.S | re.M)
    return re.sub(r"\$[^$]*\$", "x", text).split()


def trees(name):
    return [tree(cell) for cell in code_cells(name)]


def test_there_are_lessons_and_nothing_else_that_runs():
    assert PATHS and all(re.fullmatch(r"\d\d_[a-z0-9_]+\.ipynb", path.name) for path in PATHS)
    assert not list((ROOT / "notebooks").rglob("*.py"))


@LESSONS
def test_code_cells_are_short(name):
    seen = [cell for cell in code_cells(name) if not tagged(cell, "hide-input")]
    lines = [len(cell.source.strip().splitlines()) for cell in seen]
    assert max(lines) <= 19
    assert sum(n < 10 for n in lines) >= 0.8 * len(lines), sorted(lines)


@LESSONS
def test_code_in_view_is_not_wider_than_a_small_window(name):
    """A window of 1280 pixels shows 106 columns beside the list of files."""
    seen = [cell for cell in code_cells(name) if not tagged(cell, "hide-input")]
    assert [line for cell in seen for line in cell.source.splitlines() if len(line) > 100] == []


@LESSONS
def test_a_note_before_a_code_cell_is_short(name):
    """A note says how to read the code below it. Parts of the lesson and exercises, which begin
    with a heading or a bold word, are no notes."""
    for cell, above in prose_before(name):
        note = above is not None and not re.search(r"^#|^\*\*|<details>", above.source, flags=re.M)
        count = len(words(above.source)) if note else 0
        assert count <= 70, f"{count} words before:\n{cell.source}"


def test_the_import_cell_is_the_same_everywhere():
    assert len({code_cells(name)[0].source for name in BOOKS}) == 1


@LESSONS
def test_stored_executed_and_clean(name):
    assert complaints(BOOKS[name]) == []
    outputs = [output for cell in code_cells(name) for output in cell.outputs]
    live = any(LIVE in output.get("data", {}) for output in outputs)
    assert not live, "a live widget without a still picture"
    counts = [cell.execution_count for cell in code_cells(name)]
    assert counts == list(range(1, len(counts) + 1)), "not executed from the top in a fresh kernel"


@LESSONS
def test_ids_are_there_and_different(name):
    ids = [cell.id for cell in BOOKS[name].cells]
    assert len(set(ids)) == len(ids)


@LESSONS
def test_outputs_hold_no_addresses(name):
    for cell in code_cells(name):
        for output in cell.outputs:
            text = output.get("text", "") + output.get("data", {}).get("text/plain", "")
            assert not re.search(r" at 0x[0-9a-f]+", text), f"an address: {text[:80]}"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_stored_lessons_are_small(path):
    assert path.stat().st_size < 1_000_000


def test_nothing_is_defined_with_two_meanings():
    meanings = defaultdict(lambda: defaultdict(set))
    kinds = (ast.FunctionDef, ast.ClassDef)
    for name in BOOKS:
        for node in (node for whole in trees(name) for node in whole.body):
            if isinstance(node, kinds) and not node.name.startswith("fit"):
                meanings[node.name][ast.dump(node)].add(name)
    twice = {key: list(found.values()) for key, found in meanings.items() if len(found) > 1}
    twice = {key: books for key, books in twice.items() if len(set().union(*books)) > 1}
    assert not twice, f"one name, two meanings: {twice}"


def calls(name):
    nodes = (node for whole in trees(name) for node in ast.walk(whole))
    return [node for node in nodes if isinstance(node, ast.Call)]


@LESSONS
def test_random_numbers_come_from_a_seeded_generator(name):
    for call in calls(name):
        text = ast.unparse(call)
        if match := re.match(r"(?:np|numpy)\.random\.(\w+)\(", text):
            assert match[1] == "default_rng", f"{text}: draw from np.random.default_rng(seed)"
            assert call.args, f"{text}: the seed stands in the call"


@LESSONS
def test_seeds_stand_in_the_call(name):
    for call in calls(name):
        if match := re.fullmatch(r"rv\.(\w+)", ast.unparse(call.func)):
            called = getattr(rv, match[1])
            takes = inspect.signature(called).parameters if inspect.isfunction(called) else ()
            given = {keyword.arg for keyword in call.keywords}
            seeded = "seed" not in takes or given & {"seed", None}
            assert seeded, f"{ast.unparse(call)}: write seed=... in the call"


def anchors(name):
    """The headings of a lesson as JupyterLab turns them into anchors."""
    text = "\n".join(cell.source for cell in BOOKS[name].cells if cell.cell_type == "markdown")
    headings = re.findall(r"^#+ (.*)$", text, flags=re.M)
    return {re.sub(r"\s", "-", heading.strip()) for heading in headings}


@LESSONS
def test_links_between_lessons_resolve(name):
    for cell in BOOKS[name].cells:
        linked = cell.source if cell.cell_type == "markdown" else ""
        for target in re.findall(r"\]\(([^)\s]+)\)", linked):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            assert not file or (ROOT / "notebooks" / file).is_file(), f"{target}: no such file"
            assert not anchor or anchor in anchors(file or name), f"{target}: no such heading"


def test_readme_and_lesson_00_map_the_lessons():
    """One row for each lesson, in order, with the title and question that it begins with, and a
    picture."""
    row = r"^\| (\d\d) \| \[(.*)\]\(notebooks/(.*?)\) \| (.*) \| !\[.+\]\((.*)\) \|$"
    beginning = re.compile(r"# (\d\d) · (.*)\n\n\*\*(.*)\*\*")
    heads = {name: beginning.match(book.cells[0].source).groups() for name, book in BOOKS.items()}
    assert re.findall(row, README, flags=re.M) == [
        (number, title, name, question, f"notebooks/pictures/{number}.png")
        for name, (number, title, question) in heads.items()]
    cells = BOOKS["00_start_here.ipynb"].cells
    map_00 = next(cell.source for cell in cells if cell.source.startswith("## The map"))
    for number, _, question in heads.values():
        assert question in map_00 and f"](pictures/{number}.png)" in map_00
        picture = ROOT / "notebooks" / "pictures" / f"{number}.png"
        assert picture.read_bytes().startswith(b"\x89PNG")


@LESSONS
def test_students_get_no_solution(name):
    solutions = [cell for cell in BOOKS[name].cells if "<summary>Solution" in cell.source]
    assert all(tagged(cell, "solution") for cell in solutions), "tag the cell `solution`"
    stored = (ROOT / "notebooks" / name).read_bytes()
    left = nbformat.reads(for_student(stored).decode(), as_version=4).cells
    hidden = ("solution", "teacher")
    assert left == [c for c in BOOKS[name].cells if not any(tagged(c, tag) for tag in hidden)]
    assert len(left) < len(BOOKS[name].cells) or not solutions
    for cell in left:
        assert "<summary>Solution" not in cell.source and "teachers_guide" not in cell.source


@LESSONS
def test_code_that_holds_an_answer_is_folded(name):
    code = [cell for cell in BOOKS[name].cells if cell.cell_type == "code"]
    cards = [cell for cell in code if re.search(r"rv\.(predict|exit_question)\(", cell.source)]
    folded = {"tags": ["hide-input"], "jupyter": {"source_hidden": True}}
    assert cards and all(cell.metadata == folded for cell in cards)


def test_cleaning_drops_what_changes_by_itself():
    page = {"text/plain": "Explorer(lam=1)", "text/html": "<figure>", LIVE: {"model_id": "7"}}
    output = nbformat.v4.new_output("display_data", page, metadata={"needs_background": "light"})
    cell = nbformat.v4.new_code_cell("explorer", outputs=[output], execution_count=1)
    cell.metadata = nbformat.from_dict(
        {"execution": {"iopub.status.busy": "now"}, "tags": ["a"], "collapsed": True})
    metadata = {"widgets": {}, "language_info": {"name": "python", "version": "3"}}
    book = nbformat.v4.new_notebook(cells=[cell], metadata=metadata)
    kept = clean(book)
    assert set(kept.metadata) == {"kernelspec", "language_info"}
    assert "version" not in kept.metadata.language_info
    assert set(kept.cells[0].metadata) == {"tags"}
    assert set(kept.cells[0].outputs[0].data) == {"text/plain", "text/html"}
    assert not kept.cells[0].outputs[0].metadata
    assert clean(kept) == kept and book.cells[0].outputs[0].data == page
