"""What the package may not do at all, read off its code."""

import ast
from pathlib import Path

import numpy as np
import pytest

import regviz as rv

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "regviz").rglob("*.py"))
# They bring objects to life, run text, or leave the machine.
MODULES = {"pickle", "cPickle", "dill", "shelve", "marshal", "joblib", "socket", "http", "requests",
           "xmlrpc", "ftplib", "smtplib", "telnetlib"}
CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "yaml.load",
         "urllib.request.urlopen", "urlopen"}
# The one command that starts a program: `regviz site`, the project's own tool, without a shell.
PROGRAMS = {"command/cli.py": {"subprocess"}}


def named(node):
    return ast.unparse(node.func)


def offences(tree):
    """What a file does of all this, in words."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [alias.name for alias in node.names]
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else names
            for name in names:
                if name.split(".")[0] in MODULES | {"subprocess"}:
                    yield name.split(".")[0]
        if isinstance(node, ast.Call):
            given = {word.arg: ast.unparse(word.value) for word in node.keywords}
            if named(node) in CALLS:
                yield named(node)
            if named(node).endswith(("np.load", "numpy.load")):
                if given.get("allow_pickle") != "False":
                    yield "np.load that may unpickle"
            if given.get("shell", "False") != "False":
                yield "a shell"
            if given.get("allow_pickle", "False") != "False":
                yield "allow_pickle"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_is_unpickled_run_from_text_or_sent(path):
    found = set(offences(ast.parse(path.read_text("utf-8"))))
    assert found <= PROGRAMS.get(path.relative_to(ROOT / "regviz").as_posix(), set())


@pytest.mark.parametrize("code", [
    "import pickle", "from joblib import load", "eval('1')", "np.load('a.npy')", "import socket",
    "subprocess.run('ls', shell=True)", "np.load('a', allow_pickle=True)", "import http.client",
])
def test_an_offence_is_found(code):
    assert list(offences(ast.parse(code)))


NAMES = ["x'); import os; os.system('ls') #", 'a"""\nimport os\n"""', "a\\", "a\nb", "\u2028",
         "{x}", "%s", "'" * 3,
         "__import__('os')", "a\r\nb", "# -*- coding: utf-7 -*-", "\x00", "${x}"]


def tree(names, target, file="table.csv"):
    """The script of a table with these names, every text in it made equal."""
    X = np.random.default_rng(0).normal(size=(30, 2))
    problem = rv.Problem(X, X @ [1, 2], names, target, "a table")
    script = ast.parse(rv.script(problem, 0.1, 1.0, file))
    for node in ast.walk(script):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(script)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_text_in_a_generated_script(name):
    assert tree([name, "b"], "y") == tree(["a", "b"], "y") == tree(["a", "b"], name)
    assert tree(["a", "b"], "y", name) == tree(["a", "b"], "y")
