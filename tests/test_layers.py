"""The directions of the house: who may import whom, read from the source."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "regviz"

# Floors of the numeric part, from the ground up: a room imports from lower floors only.
FLOORS = (
    ("checks", "words"),
    ("problem", "penalties", "conventions"),
    ("data", "solvers", "geometry", "landscape"),
    ("iterations", "homotopy"),
    ("spans",),
    ("nets",),
    ("paths", "robust"),
    ("batches", "shortcuts"),
    ("selection", "resampling"),
    ("risk", "report"),
    ("claims",),
)
NUMERIC = {room: set().union(*FLOORS[:k]) for k, floor in enumerate(FLOORS) for room in floor}
# The rooms that draw and the rooms on the page know no mathematics; the judge of exercises joins both sides.
PICTURES = {
    "style": set(),
    "views": {"style", "words"},
    "stage": set(),
    "controls": {"words"},
    "takeaway": {"stage", "controls"},
    "explorer": {"style", "stage", "controls", "takeaway"},
    "lesson": {"style", "words"},
}
ROOMS = NUMERIC | PICTURES | {"exercises": {"lesson", *NUMERIC}}
# What may be imported from outside, besides the standard library.
DRAWING, PAGE = {"numpy", "matplotlib", "contourpy"}, {"ipywidgets", "anywidget", "traitlets", "IPython"}
OUTSIDE = {room: {"numpy"} for room in (*NUMERIC, "exercises")} | {
    "style": DRAWING, "views": DRAWING, "stage": {*DRAWING, "PIL", *PAGE}, "takeaway": {*DRAWING, "PIL", *PAGE},
    "controls": PAGE, "explorer": PAGE, "lesson": PAGE,
}
INSIDE_FUNCTIONS = {"data": {"sklearn"}, "claims": {"sklearn"}}

FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path):
    """(rooms of regviz, [(outside package, at module level)]) that a file imports, anywhere in it."""
    tree = ast.parse(path.read_text("utf-8"))
    package = ("regviz", *path.relative_to(PACKAGE).parent.parts)
    top = {id(node) for node in tree.body}
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [(alias.name, id(node) in top) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[:len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *filter(None, [node.module])))
            # `from regviz import paths` names rooms; `from regviz.paths import x` names what is in one.
            found = [f"regviz.{alias.name}" for alias in node.names] if module == "regviz" else [module]
            names += [(name, id(node) in top) for name in found]
    inner = {name.split(".")[1] if "." in name else "__init__" for name, _ in names if name.split(".")[0] == "regviz"}
    return inner, [(name, level) for name, level in names if name.split(".")[0] != "regviz"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_what_lies_below(path):
    room = room_of(path)
    assert room in ROOMS, f"{room} is a new room: add it to FLOORS (numeric) or PICTURES in {__file__}"
    inner, _ = imports(path)
    upward = inner - {room} - ROOMS[room]
    assert not upward, f"{room} may import {sorted(ROOMS[room]) or 'nothing'} of regviz, but imports {sorted(upward)}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_the_packages_it_may(path):
    room = room_of(path)
    _, outer = imports(path)
    for name, at_top in outer:
        package = name.split(".")[0]
        allowed = OUTSIDE.get(room, set()) | (set() if at_top else INSIDE_FUNCTIONS.get(room, set()))
        assert package in sys.stdlib_module_names or package in allowed, f"{room} may not import {name} there"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_room_knows_pyplot(path):
    """Pyplot keeps every figure open; a Figure of one's own is closed by forgetting it."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    for node in nodes:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            modules = (getattr(node, "module", None) or "", *(alias.name for alias in node.names))
            names |= {part for module in modules for part in module.split(".")}
    assert not names & {"pyplot", "pylab"}


def test_files_stay_small():
    long = {str(path.relative_to(PACKAGE)): n for path in FILES if (n := path.read_text("utf-8").count("\n")) > 300}
    assert not long, f"over 300 lines: {long}"
