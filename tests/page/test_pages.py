"""The pages that need no kernel: one for each explorer of a lesson, and its part of the index."""

import sys
from pathlib import Path

import nbformat
from pictures import inside

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import pages  # noqa: E402

CELLS = ["import regviz as rv", "1 + 1", """
fig, ax = rv.canvas()
rv.Explorer(fig, [rv.CurvesView(ax, "k", range(5), {"error": "test"}, ylim=(0, 5))],
            lambda k: rv.Fit(k=k, error=[4, 3, 2, 1, 0]), k=rv.slider(0, 4))
"""]


def test_each_explorer_of_a_lesson_has_its_page_and_its_line(tmp_path):
    text, code = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell
    opening = [text("# 12 · A & B\n\n**Which?**\n\n*Soon.*"), text("## Look <here>\n\nNow.")]
    path = tmp_path / "12_a.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=opening + [code(cell) for cell in CELLS]), path)
    index = pages.pages(path, tmp_path)
    (page,) = tmp_path.glob("*.html")
    assert f'<li><a href="{page.name}">Look &lt;here&gt;</a>: drag k</li>' in index
    assert "<h2>12 · A &amp; B</h2>\n<p>Which?</p>" in index
    words = [" ".join(words) for _, _, words in inside(page.read_text("utf-8"))["pages"]]
    assert "At k = 3, mean squared error: held out 1." in words[3]
