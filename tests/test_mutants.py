"""The runner of tools/mutants.py: it changes what it says, catches harm, and lets the rest pass."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
from mutations import mutations  # noqa: E402

CHANGES = {
    "x = a < b": {"a <= b", "a >= b"},
    "x = a is None": {"a is not None"},
    "x = a + b": {"a - b"},
    "x = a @ b": {"a * b"},
    "x = a and b": {"a or b"},
    "x = not a": {"a"},
    "x = -a": {"a"},
    "x = a[1:]": {"2"},
    "x = 0.5": {"1.5"},
    "x = True": {"False"},
    "x = a if b else c": {"True", "False"},
    "x = [a for a in b if c]": {"True"},
    "x = f(a, b, c=d)": {"f(a, c=d)", "f(a, b)"},
    "x = min(a)": {"max"},
    "x = np.argmax(a)": {"np.argmin"},
    "a += b": {"a -= b", "pass"},
    "a[b] = c": {"pass"},
    "f(a)": {"pass"},
    "while a:\n    b = c": {"False"},
    "if a:\n    b = c": {"True", "False"},
    "def f():\n    return a": {"return None"},
    "def f():\n    raise ValueError(1 + 2)": {"pass"},
    "def f(a: int = 3) -> list[4]:\n    'text 5'": {"4"},
    "x = zip(a, b, strict=True)": {"zip(a, strict=True)"},
    "with np.errstate(divide=1 + 2):\n    pass": set(),
    "@lru_cache(maxsize=2)\ndef f():\n    b = c": set(),
    "x: tuple[1, 2] = a": set(),
    "x = f'{1 + 2}' + a": set(),
    "def __repr__(self):\n    return a + b": set(),
    "if __name__ == '__main__':\n    f(a, b)": set(),
}


@pytest.mark.parametrize("source", CHANGES)
def test_what_is_changed(source):
    changes = mutations(source)
    assert {ast.unparse(ast.parse(each.after)) for each in changes} == CHANGES[source]
    assert len(changes) == len(CHANGES[source])


@pytest.mark.parametrize("name", ["core/linalg", "solvers/logistic", "views/base"])
def test_a_change_is_one_place_of_valid_python(name):
    source = (ROOT / "regviz" / f"{name}.py").read_text("utf-8")
    before = source.splitlines()
    for each in mutations(source):
        changed = each.apply(source)
        assert ast.dump(ast.parse(changed)) != ast.dump(ast.parse(source))
        kept = changed.splitlines()
        assert kept[:each.line - 1] == before[:each.line - 1]
        assert each.once or each.first <= each.line <= each.last


RUN = """
import json
import random
from dataclasses import replace

from mutants import opened

with opened(["core"], warm=["numpy", "pandas", "scipy.sparse"]) as rooms:
    room = rooms["core"]
    some = room.draw(6, random.Random("seed"))
    path, mutation = next(pair for pair in some if not pair[1].once)
    same = replace(mutation, after=f"({mutation.before})")
    if mutation.before.startswith(("return", "raise")):
        same = replace(mutation, after=mutation.before)
    told = [room.verdict(*pair) for pair in some]
    print(json.dumps({"some": told, "same": room.verdict(path, same),
                      "kept": path.read_text() == room.sources[path]}))
"""


def test_the_runner_catches_harm_and_lets_the_rest_pass():
    """Six changes to regviz/core against tests/core, and one that changes nothing."""
    run = subprocess.run([sys.executable, "-c", RUN], cwd=ROOT / "tools", capture_output=True,
                         text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    found = json.loads(run.stdout.splitlines()[-1])
    assert sum(verdict == "caught" for verdict, _ in found["some"]) >= 4, found["some"]
    assert all(why.startswith("tests/core/") or why == "no import"
               for verdict, why in found["some"] if verdict == "caught")
    assert found["same"][0] == "survived" and found["kept"]
