"""Every lesson beyond "Run All": code that stands in its text, each control at its ends, and each
cell run once more."""

import re
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
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
                lines = [a for view in explorer.views for a in view.artists
                         if hasattr(a, "get_xdata")]
                wrong += [f"[{count}] {name} = {value}: at {line.get_xdata()} outside "
                          f"{line.axes.get_xlim()}" for line in lines if outside(line)]
    print(shown, "explorers,", states, "states", *wrong, sep="\\n")
_ends()
'''


AGAIN = '''
def _again(sources):
    """Each cell once more, from the last to the first: no later cell has taken its names away."""
    run = get_ipython().run_cell
    failed = [source for source in reversed(sources) if not run(source, silent=True).success]
    print("again", *failed, sep="\\n")
_again(In[1:-2])
'''


# Code in the text of a lesson, and what it prints. It stands there because a library would take
# more memory than all the rest of the lesson.
SAID = "Copied into a cell of its own, it prints:"
SHOWN = re.compile(rf"```python\n([^`]*)\n```\n\n{SAID}\n\n```text\n([^`]*)\n```")


def with_code_of_the_text(book):
    """Each piece of code in the text as a cell where it stands; (the cells, what each prints)."""
    cells, printed = [], []
    for cell in book.cells:
        cells.append(cell)
        if cell.cell_type == "markdown":
            for code, text in SHOWN.findall(cell.source):
                cells.append(nbformat.v4.new_code_cell(code, metadata={"printed": text}))
                printed.append(text)
    return cells, printed


def output(cell):
    return "".join(o.text for o in cell.outputs if o.output_type == "stream")


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_controls_at_their_ends_and_cells_run_again(path):
    """Cursors stay on their axes, words are as a person writes, no cell takes another's names."""
    book = nbformat.read(path, as_version=4)
    said = sum(cell.source.count(SAID) for cell in book.cells)
    book.cells, printed = with_code_of_the_text(book)
    assert len(printed) == said
    book.cells += map(nbformat.v4.new_code_cell, (ENDS, AGAIN))
    run = execute(book, path.parent).cells
    assert [output(cell).rstrip("\n") for cell in run if "printed" in cell.metadata] == printed
    ends, again = (output(cell).split("\n") for cell in run[-2:])
    shown, _, states, _, *wrong = ends[:-1]
    assert int(shown) >= 1 and int(states) > int(shown)
    assert not wrong, "\n".join(wrong)
    assert again[-2:] == ["again", ""], "\n".join(again)
