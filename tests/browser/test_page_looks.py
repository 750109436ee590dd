"""Files that leave the room, and the presenter's theme."""

import re

import pytest
from explorer_page import CELLS, DRAWN, LASSO, LASSO_AT, POINT, START, Explorer

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SIZES = """(root) => [...root.querySelectorAll("*")]
  .filter((e) => e.matches("input")
    || [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .map((e) => [e.outerHTML.slice(0, 80), parseFloat(getComputedStyle(e).fontSize)])"""
TEXTS = """(stage) => {
  const svg = stage.querySelector(".regviz-layer").shadowRoot.querySelector("svg");
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return [...svg.querySelectorAll("text")].map((e) => scale * parseFloat(e.style.fontSize));
}"""


def test_from_the_last_row_everything_is_legible(lab, open_notebook):
    lab.write("presenter.ipynb", START, "rv.presenter()", LASSO, POINT)
    notebook = open_notebook("presenter.ipynb", size=(1920, 1080))
    notebook.run_all()
    for index, name in enumerate(("lasso", "point")):
        explorer = Explorer(notebook, index, name)
        explorer.box.get_by_text("take it away").click()
        small = [told for told in explorer.box.evaluate(SIZES) if told[1] < 24]
        assert small == []
        assert min([24, *explorer.stage.evaluate(TEXTS)]) == 24
        assert explorer.stage.bounding_box()["height"] < 1080 - 200
    code = notebook.page.locator(".jp-Cell .cm-content").first
    assert code.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)") == 20
    assert notebook.errors == []


@pytest.fixture(scope="module")
def lasso(lab, open_notebook):
    lab.write("files.ipynb", *CELLS[:2])
    notebook = open_notebook("files.ipynb")
    notebook.run_all()
    notebook.execute("lasso.set(lam=lasso.controls['lam'].values[7]);")
    lasso = Explorer(notebook, LASSO_AT, "lasso")
    lasso.shows("7|0|0|0")
    lasso.box.get_by_text("take it away").click()
    return lasso


@pytest.mark.parametrize(("button", "begins"), [
    ("PNG picture", b"\x89PNG"), ("SVG picture", b"<?xml"),
    ("PDF picture", b"%PDF"), ("GIF animation", b"GIF89a"),
])
def test_buttons_give_whole_files_and_say_how_far_they_are(lasso, button, begins):
    with lasso.page.expect_download() as waiting:
        lasso.box.get_by_role("button", name=button).click()
    assert re.fullmatch(r"regviz-lam=[\w=.,-]+", waiting.value.suggested_filename)
    assert waiting.value.path().read_bytes().startswith(begins)
    lasso.box.locator("output").get_by_text("saved").wait_for()
    lasso.shows("7|0|0|0")
    lasso.agrees()


def test_the_code_of_the_state_is_told(lasso):
    lasso.box.get_by_role("button", name="copy as code").click()
    lasso.box.locator("output").get_by_text(lasso.kernel("as_code()")).wait_for()


def test_the_page_needs_no_kernel_no_server_and_no_network(lasso, tmp_path):
    """Saved by its button, opened from the disk, moved by keys: as the notebook shows it."""
    with lasso.page.expect_download() as waiting:
        lasso.box.get_by_role("button", name="HTML page").click()
    waiting.value.save_as(tmp_path / "sweep.html")
    context = lasso.page.context.browser.new_context(offline=True)
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.goto((tmp_path / "sweep.html").as_uri())
    stage = page.locator(".regviz-stage")
    assert stage.get_attribute("data-key") == "7|0|0|0"
    words = stage.locator(".regviz-words")
    assert words.inner_text() == lasso.words
    page.get_by_label("lam", exact=True).focus()
    for position in range(8, 12):
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.querySelector('.regviz-stage').dataset.key"
                               f" === '{position}|0|0|0'")
    lasso.notebook.execute("lasso.set(lam=lasso.controls['lam'].values[11]);")
    lasso.shows("11|0|0|0")
    assert words.inner_text() == lasso.words == stage.locator("img").get_attribute("alt")
    # What is exported is rounded to a tenth of a pixel.
    exported, live = stage.evaluate(DRAWN), lasso.drawn()
    assert NUMBER.sub("", exported) == NUMBER.sub("", live)
    places = [[float(number) for number in NUMBER.findall(text)] for text in (exported, live)]
    assert places[0] == pytest.approx(places[1], rel=0, abs=0.0501)
    assert errors == []
    context.close()
