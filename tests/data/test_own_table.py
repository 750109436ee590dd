"""Lesson 14 with a reader's own table in the place of the wines."""

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from test_notebooks import ROOT

LESSON = ROOT / "notebooks" / "14_your_own_data.ipynb"
GIVEN = 'file, data = "wine.csv", rv.data.wine()'
CLOSED = "opened = False"


def table(kind):
    """(features (n, p), target (n,)) in units far apart."""
    rng = np.random.default_rng(0)
    n, p = (30, 40) if kind == "wide" else (60, 6)
    X = rng.standard_normal((n, p)) * 10.0 ** rng.integers(-3, 4, p)
    y = rng.standard_normal(n)
    if kind != "noise":
        y += 2 * X[:, 0] / X[:, 0].std()
    if kind == "copies":
        X[:, 4], X[:, 2] = X[:, 0], 0.1
    return X, y


@pytest.mark.parametrize("kind", ["copies", "wide", "noise"])
def test_the_lesson_runs_on_another_table(kind, tmp_path):
    X, y = table(kind)
    file = tmp_path / "a table.csv"
    lines = [",".join([*(f"column {j}" for j in range(X.shape[1])), "what I measured"])]
    lines += [",".join(map(repr, row)) for row in np.column_stack([X, y]).tolist()]
    file.write_text("\n".join(lines))
    book = nbformat.read(LESSON, as_version=4)
    cell, = [cell for cell in book.cells if GIVEN in cell.source]
    cell.source = f"file = {str(file)!r}; data = rv.read_csv(file, target='what I measured')"
    cell, = [cell for cell in book.cells if CLOSED in cell.source]
    cell.source = cell.source.replace(CLOSED, "opened = True")
    NotebookClient(book, timeout=300).execute()
    outputs = [output for cell in book.cells for output in cell.get("outputs", ())]
    printed = "".join(output.get("text", "") for output in outputs)
    assert f"of {X.shape[1]} features to predict what I measured" in printed
    assert ("column 0 (+" in printed) == (kind != "noise") and "a table.csv" in printed
