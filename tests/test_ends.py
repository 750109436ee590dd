"""Every explorer of every lesson at the ends of its controls: cursors on their axes, words a person would write."""

import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
from notebooks import execute  # noqa: E402

PATHS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
ENDS = '''
def _ends():
    import re
    import numpy as np
    import regviz

    def outside(line):
        """A cursor or a marker whose place along x is not between the limits."""
        x, ax = np.unique(line.get_xdata()), line.axes
        low, high = sorted(ax.get_xlim())
        placed = line.get_transform() in (ax.transData, ax.get_xaxis_transform())
        return placed and line.get_visible() and len(x) == 1 and (x[0] < low or x[0] > high)

    shown, states, wrong = 0, 0, []
    for count, explorer in Out.items():
        if not isinstance(explorer, regviz.Explorer):
            continue
        start, shown = explorer.values, shown + 1
        for name, control in explorer.controls.items():
            few = control.kind in ("choice", "flag")
            for value in control.values if few else (control.values[0], control.values[-1]):
                states += 1
                words = " ".join(explorer.set(**start | {name: value}).words)
                if said := re.search(r"nan|None|[0-9]e[+−-]?[0-9]|[0-9][.][0-9]{8}", words):
                    wrong.append(f"[{count}] {name} = {value}: {said[0]!r} in {words!r}")
                lines = [a for view in explorer.views for a in view.artists if hasattr(a, "get_xdata")]
                wrong += [f"[{count}] {name} = {value}: at {line.get_xdata()} outside {line.axes.get_xlim()}"
                          for line in lines if outside(line)]
    print(shown, "explorers,", states, "states", *wrong, sep="\\n")
_ends()
'''


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_at_the_ends_of_every_control(path):
    book = nbformat.read(path, as_version=4)
    book.cells.append(nbformat.v4.new_code_cell(ENDS))
    shown, _, states, _, *wrong = execute(book, path.parent).cells[-1].outputs[0].text.splitlines()
    assert int(shown) >= 1 and int(states) > int(shown)
    assert not wrong, "\n".join(wrong)
