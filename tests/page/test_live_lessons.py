"""The lessons of the site: executed once, with outputs that need no kernel."""

import sys
from pathlib import Path

import nbformat
import pytest

import regviz as rv
from regviz.page import embed

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import live_lessons  # noqa: E402

CELLS = ["import regviz as rv\n"
         "card = rv.predict('Which?', ['a', 'b'], answer='a', why='So.')\ncard",
         "card.unlocks(rv.explore.clusters())", "1 + 1",
         'rv.check("ridge_coefficient", ...)', 'rv.hint("ridge_coefficient")']


def test_a_lesson_needs_no_kernel_afterwards(tmp_path):
    code = nbformat.v4.new_code_cell
    path = tmp_path / "12_a.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[code(cell) for cell in CELLS]), path)
    book, (told,) = live_lessons.live_lesson(path, tmp_path, "_static", "lite?path={}", draft=True)
    shown = [cell.outputs[0].data for cell in book.cells]
    assert [cell.source for cell in book.cells] == CELLS
    assert [cell.execution_count for cell in book.cells] == [1, 2, 3, 4, 5]
    assert shown[2]["text/plain"] == "2"
    assert 'class="regviz-question"' in shown[0]["text/html"]
    assert f'data-pack="_static/pictures/{told["pack"]}" data-card="card-' in shown[1]["text/html"]
    assert 'href="lite?path=12_a.ipynb"' in shown[3]["text/html"]
    assert shown[4]["text/html"].startswith('<details class="regviz-hint">')
    assert (tmp_path / "pictures" / told["pack"]).exists() and told["along"] == ["k"]
    assert not any("widget" in kind for data in shown for kind in data)


@pytest.mark.parametrize(("call", "name"), [
    ("rv.explore.clusters()", "clusters"),
    ("rv.explore.coefficient_paths('diabetes')", "coefficient_paths"),
    ("rv.explore.coefficient_paths(data)", ""),
    ("rv.explore.one_lambda(method='ridge')", ""),
    ("explorer", ""),
])
def test_a_call_with_nothing_given_is_known(call, name):
    blank = dict.fromkeys(embed.Packed.__dataclass_fields__, "")
    told = embed.Packed(**blank | {"call": call, "moved": False})
    assert live_lessons.as_it_is(told) == name
    assert live_lessons.as_it_is(embed.Packed(**blank | {"call": call, "moved": True})) == ""


def test_calls_are_written_so_that_they_are_known():
    assert rv.explore.clusters().call == "rv.explore.clusters()"
