"""What the package may not do at all, read off its code."""

import ast
from pathlib import Path

import pytest

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
