"""A class walked through with two keys, in full screen; pages that are taken home; secrets kept."""

import io
import json

import pytest
from explorer_page import RECORD, Explorer
from lab import CHANGE_THEME, FILLED
from PIL import Image, ImageChops

IMPORT = "import numpy as np\nimport regviz as rv"
FULL = "document.fullscreenElement?.classList.contains('regviz-explorer') ?? false"


@pytest.fixture(scope="module")
def opened(lab, open_notebook):
    """opened(name, cells, size) -> the notebook after Run All."""
    def make(name, *cells, size=(1280, 900)):
        lab.write(f"{name}.ipynb", IMPORT, *cells)
        notebook = open_notebook(f"{name}.ipynb", size=size)
        notebook.run_all()
        return notebook
    return make


@pytest.fixture(scope="module")
def paths(opened):
    notebook = opened("walk", 'paths = rv.explore.coefficient_paths("diabetes")\npaths')
    return Explorer(notebook, 0, "paths")


def said(explorer):
    return explorer.box.locator(".regviz-said").inner_text()


def test_a_walkthrough_with_a_clicker_alone_in_full_screen(paths):
    page = paths.page
    told = json.loads(paths.kernel("__class__ and __import__('json').dumps("
                                   "[[s.ask, s.say] for s in paths.stops])"))
    keys = json.loads(paths.kernel("__class__ and __import__('json').dumps(paths.stop_keys)"))
    paths.box.get_by_role("button", name="present").click()
    page.wait_for_function(FULL)
    for (ask, say), key in zip(told, keys, strict=True):
        page.keyboard.press("PageDown")
        paths.shows(key)
        assert said(paths) == (ask or say)
        if ask:
            page.keyboard.press("PageDown")
        assert said(paths) == f"{ask} {say}".strip()
        paths.agrees()
    page.keyboard.press("PageDown")
    assert said(paths).endswith(told[-1][1]) and paths.key == keys[-1]
    page.keyboard.press("PageUp")
    paths.shows(keys[-2])
    assert said(paths).endswith(told[-2][1])
    for size in ((1920, 1080), (1280, 720)):
        page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
        page.wait_for_timeout(200)
        found = paths.box.evaluate(FILLED)
        assert found["outside"] == [] and not found["scrolls"] and found["share"] > 0.35, found
        assert found["text"] >= 18 and 13 * found["scale"] > 16, found
    # What Escape does; headless it does not reach the page.
    page.evaluate("document.exitFullscreen()")
    page.wait_for_function(f"!({FULL})")
    paths.shows(keys[-2])


def test_keys_go_from_stop_to_stop_and_code_does_too(paths):
    keys = json.loads(paths.kernel("__class__ and __import__('json').dumps(paths.stop_keys)"))
    paths.notebook.execute("paths.stop(1);")
    paths.shows(keys[0])
    assert paths.box.locator(".regviz-steps span").inner_text() == f"1 of {len(keys)}"
    paths.control("lam").focus()
    paths.page.keyboard.press("n")
    paths.page.keyboard.press("n")
    paths.shows(keys[1])
    paths.page.keyboard.press("p")
    paths.shows(keys[0])
    paths.agrees()
    paths.control("lam, exact value").focus()
    paths.page.keyboard.press("n")  # in a box of text it is a letter
    assert paths.key == keys[0]


def test_it_glides_through_pages_that_are_there(paths):
    """The controls move over many states, and the kernel is asked for none of them."""
    paths.notebook.execute("paths.stop(1);")
    paths.filled()
    asked = paths.notebook.wants()
    paths.stage.evaluate(RECORD)
    keys = json.loads(paths.kernel("__class__ and __import__('json').dumps(paths.stop_keys)"))
    paths.control("lam").focus()
    paths.page.keyboard.press("n")
    paths.shows(keys[1])
    assert len(paths.page.evaluate("turned")) >= 5 and paths.notebook.wants() == asked


def test_without_motion_where_the_reader_wants_none(opened, open_notebook, lab):
    notebook = open_notebook("walk.ipynb", reduced_motion="reduce")
    notebook.run_all()
    paths = Explorer(notebook, 0, "paths")
    paths.filled()
    paths.stage.evaluate(RECORD)
    paths.control("lam").focus()
    paths.page.keyboard.press("n")
    paths.shows(paths.kernel("stop_keys[0]"))
    assert len(paths.page.evaluate("turned")) == 1


def test_a_presenters_explorer_fits_one_screen(opened):
    notebook = opened("projector", "rv.presenter()", "rv.explore.coefficient_paths()",
                      size=(1920, 1080))
    box = notebook.explorer()
    notebook.page.keyboard.press("Escape")
    height = box.evaluate("(root) =>"
                          " root.querySelector('.regviz-tools').getBoundingClientRect().top"
                          " - root.getBoundingClientRect().top")
    frame = notebook.page.locator(".jp-WindowedPanel-outer").first.bounding_box()
    assert height <= frame["height"]


LOCKED = """
def answer(sign):
    data = rv.diabetes().standardize()
    path = rv.LassoPath(data.X, sign * data.y)
    fig, (left, right) = rv.canvas(2)
    views = [rv.PathView(left, path, np.geomspace(0.05, 57, 60), data.names),
             rv.BarsView(right, data.names, 40.0)]
    return rv.Explorer(fig, views, lambda lam: rv.Fit(lam=lam, coef=path(lam), df=path.df(lam)),
                       lam=rv.lam_slider(45.0), stops=[rv.Stop("So it is.", lam=0.3)])

card = rv.predict("Which sign?", ["plus", "minus"], answer="plus", why="It is so.")
"""


def difference(one, other):
    pictures = [Image.open(io.BytesIO(shot)).convert("RGB") for shot in (one, other)]
    return ImageChops.difference(*pictures).getbbox()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_no_pixel_of_a_locked_explorer_depends_on_the_answer(opened, theme):
    """Two notebooks alike but for the answer: the same pixels, until the prediction is made."""
    locked, unlocked = [], []
    for sign in (1, -1):
        notebook = opened("locked", LOCKED, f"card.unlocks(answer({sign}))")
        page, box = notebook.page, notebook.explorer()
        page.evaluate(CHANGE_THEME, theme)
        page.locator(f"body[data-jp-theme-name='{theme}']").wait_for(state="attached")
        page.wait_for_timeout(500)
        locked.append(box.screenshot())
        assert "lasso" not in box.inner_html() and "So it is" not in box.inner_html()
        notebook.execute("card.commit('plus')")
        page.locator(".regviz-locked").wait_for(state="detached")
        page.wait_for_timeout(500)
        unlocked.append(box.screenshot())
        assert notebook.errors == []
    assert difference(*locked) is None
    assert difference(*unlocked) is not None


@pytest.fixture
def taken_home(chromium, tmp_path):
    """A page of an explorer, open with no network on a phone; taken_home(address) -> page."""
    import regviz as rv

    file = rv.explore.coefficient_paths().save(tmp_path / "paths.html")
    context = chromium.new_context(offline=True, viewport={"width": 390, "height": 800})

    def at(address=""):
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(file.as_uri() + address)
        page.locator(".regviz-stage[data-key]").wait_for()
        return page

    yield at
    context.close()


def test_on_a_phone_panels_stand_under_each_other(taken_home):
    page = taken_home()
    boxes = [picture.bounding_box() for picture in page.locator(".regviz-picture").all()]
    assert len(boxes) == 2 and boxes[1]["y"] >= boxes[0]["y"] + boxes[0]["height"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("more panels").check()
    assert page.locator(".regviz-picture").count() == 4
    assert page.errors == []


def test_a_link_brings_its_state_and_the_address_follows(taken_home):
    page = taken_home("#lam=12.3&snap=false")
    words = page.locator(".regviz-words").inner_text()
    assert words.startswith("With lam = 12.") and page.title().startswith("In which order")
    assert page.locator("h1").inner_text() == "In which order do the features leave?"
    page.get_by_role("button", name="next").click()
    page.get_by_role("button", name="next").click()
    page.wait_for_timeout(1000)  # it glides there
    assert "stop=1" in page.evaluate("location.hash")
    other = taken_home(page.evaluate("location.hash"))
    shown = "document.querySelector('.regviz-stage').dataset.key"
    other.wait_for_function(f"{shown} === {page.evaluate(shown)!r}")
    told = page.locator(".regviz-said").inner_text()
    assert other.locator(".regviz-said").inner_text() == told != ""
    assert page.errors == other.errors == []


START = """
def soft_threshold(z, t):
    return z
mine = rv.explore.soft_threshold(threshold=soft_threshold)
mine
"""
WRONG = "np.sign(z) * (abs(z) - t)"
RIGHT = "np.sign(z) * np.maximum(abs(z) - t, 0)"


def test_a_formula_typed_by_the_reader_moves_the_picture(opened):
    """A wrong soft threshold is told by how much it is off, the right one agrees."""
    notebook = opened("typed", START)
    page = notebook.page

    def typed(formula):
        cell = page.locator(".jp-CodeCell").nth(1).locator(".cm-content")
        cell.locator(".cm-line").nth(1).click()
        page.keyboard.press("Home")
        page.keyboard.press("Shift+End")
        page.keyboard.type(f"return {formula}")
        page.keyboard.press("Shift+Enter")
        page.wait_for_timeout(300)
        notebook.wait_idle()
        mine = Explorer(notebook, 0, "mine")
        mine.shows(mine.kernel("key"))
        return mine

    wrong = typed(WRONG)
    assert "is off by" in wrong.words and "agrees" not in wrong.words
    drawn = wrong.drawn()
    right = typed(RIGHT)
    assert "agrees with the exact answer" in right.words
    assert right.drawn() != drawn
    broken = typed("z[:2]")
    assert "returns 2 numbers" in broken.words
    assert notebook.errors == []
