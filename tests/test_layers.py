"""The directions of the house: who may import whom, from the source and in bare processes."""

import ast
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "regviz"

# Each room with the rooms below it: it imports from these and from itself.
BELOW = {
    "core": set(),
    "style": {"core"},
    "data": {"core"},
    "solvers": {"core"},
    "selection": {"core", "data", "solvers"},
    "claims": {"core", "data", "solvers", "selection"},
    "exercises": {"core", "data", "solvers", "selection"},
    "views": {"core", "style"},
    "page": {"core", "style"},
}
NUMERIC = ("core", "data", "solvers", "selection", "claims", "exercises")
BELOW["explorers"] = set(BELOW)
BELOW["command"] = {"core", "exercises", ""}  # "" is regviz itself, for its version
BELOW["__main__"] = {"command"}
# Pictures and pages write numbers and lists; they know none of the mathematics of `core`.
WRITING = {  # and what a verdict looks like, and what is kept of answers
    "regviz.core.arguments", "regviz.core.files", "regviz.core.formatting", "regviz.core.lazy",
    "regviz.core.records", "regviz.core.verdict",
}
DRAWING = {"numpy", "matplotlib"}
PAGE = {"ipywidgets", "anywidget", "traitlets", "IPython", "PIL", *DRAWING}
OUTSIDE = {room: {"numpy"} for room in NUMERIC}
OUTSIDE |= {"style": DRAWING, "views": DRAWING, "page": PAGE, "explorers": {*DRAWING, "contourpy"}}
OUTSIDE |= {"command": {"jupyter_server"}, "__main__": set()}  # of the settings for JupyterLab
INSIDE_FUNCTIONS = {room: {"sklearn"} for room in ("data", "claims", "explorers")}
INSIDE_FUNCTIONS["command"] = {"jupyterlab"}

FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path):
    """[(module, at module level)] that a file imports, anywhere in it."""
    tree = ast.parse(path.read_text("utf-8"))
    top = {id(node) for node in tree.body}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, id(node) in top) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            # `from regviz.page import export` names a file, `from regviz.style import MARKS` a
            # thing in one.
            found += [(name if is_file(name) else node.module, id(node) in top) for name in names]
    return found


def is_file(module):
    place = PACKAGE.parent.joinpath(*module.split("."))
    return place.with_suffix(".py").exists() or place.is_dir()


@every_file
def test_a_room_imports_only_what_lies_below(path):
    room = room_of(path)
    assert room in BELOW, f"{room} is a new room: add it to BELOW in {__file__}"
    for module, _ in imports(path):
        package, _, inside = module.partition(".")
        if package != "regviz":
            continue
        other = inside.split(".")[0]
        assert other == room or other in BELOW[room], f"{room} may not import {module}"
        if room in ("views", "page") and other == "core":
            assert module in WRITING, f"{room} may not import {module}"


@every_file
def test_a_room_imports_only_the_packages_it_may(path):
    room = room_of(path)
    for module, at_top in imports(path):
        package = module.split(".")[0]
        allowed = OUTSIDE[room] | (set() if at_top else INSIDE_FUNCTIONS.get(room, set()))
        known = package == "regviz" or package in sys.stdlib_module_names
        assert known or package in allowed, f"{room} may not import {module} there"


@every_file
def test_no_room_knows_pyplot(path):
    """Pyplot keeps every figure open; a Figure of one's own is closed by forgetting it."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    names |= {part for module, _ in imports(path) for part in module.split(".")}
    assert not names & {"pyplot", "pylab"}


WITHOUT = """
import importlib, pkgutil, sys
for name in {missing}:
    sys.modules[name] = None
for room in {rooms}:
    package = importlib.import_module(f"regviz.{{room}}")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"regviz.{{room}}.{{module.name}}")
    for name in package.__all__:
        getattr(package, name)
"""


def run_script(script):
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def run_without(missing, rooms):
    return run_script(WITHOUT.format(missing=missing, rooms=rooms))


@pytest.mark.parametrize("room", NUMERIC)
def test_numerics_need_numpy_alone(room):
    missing = ["matplotlib", "ipywidgets", "anywidget", "traitlets", "PIL", "IPython",
               "sklearn", "scipy", "pandas"]
    run = run_without(missing, [room])
    assert run.returncode == 0, run.stderr


def test_pictures_need_no_widgets_and_pages_no_scikit_learn():
    for missing, rooms in ((["ipywidgets", "anywidget", "sklearn"], ["views"]),
                           (["sklearn"], ["page", "explorers"])):
        run = run_without(missing, rooms)
        assert run.returncode == 0, run.stderr


def test_a_missing_package_is_noticed():
    assert "numpy" in run_without(["numpy"], ["solvers"]).stderr


def test_the_package_is_lazy():
    run = run_script("import sys, regviz\n"
                     "print(sorted({'numpy', 'matplotlib', 'ipywidgets'} & set(sys.modules)))")
    assert run.stdout.strip() == "[]", run.stderr


@pytest.mark.parametrize("room", [room for room in BELOW if (PACKAGE / room).is_dir()])
def test_a_public_name_is_not_taken_by_a_file(room):
    """Once imported, a file is an attribute of its folder and would hide what has the same name."""
    public = importlib.import_module(f"regviz.{room}")
    for path in (PACKAGE / room).glob("*.py"):
        assert path.stem not in public.__all__ or inspect.ismodule(getattr(public, path.stem)), path


def test_files_stay_small():
    lines = {str(path.relative_to(PACKAGE)): path.read_text("utf-8").count("\n") for path in FILES}
    long = {name: count for name, count in lines.items() if count > 300}
    assert not long, f"over 300 lines: {long}"
