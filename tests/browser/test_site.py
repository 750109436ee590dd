"""The site in a browser that reaches no other host: every page, its pictures, its links, its words;
and a lesson where Python itself runs in the page."""

import json
import re
import shutil
import subprocess
import sys
import tarfile
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import lite
import pytest
from axe_playwright_python.sync_playwright import Axe
from lab import FILLED, ROOT, SESSION, Notebook, Slider

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LIVE_LESSON = "06_coefficient_paths"
WALKED = "lessons/05_constraint_geometry.html"
MEGABYTE = 1_000_000
# One page of each kind, for axe in both themes.
KINDS = ("index.html", "lessons/03_ridge.html", "lessons/glossary.html", "course_page.html",
         "lessons/teachers_guide.html", "api/solvers.html", "search.html", "embed/ridge.html",
         "404.html")
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
  .filter(() => document.documentElement.scrollWidth > innerWidth)
  .slice(0, 3).map((e) => `${e.tagName} ${e.className}`)"""
DRAWN_AGAIN = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(done)))"""
FULL = "Boolean(document.fullscreenElement)"
PROJECTORS = ({"width": 1920, "height": 1080}, {"width": 1280, "height": 720})
LOADED = """() => performance.getEntries()
  .filter((e) => e.responseStatus && !e.name.includes("/_static/pictures/"))
  .map((e) => [e.name, e.encodedBodySize])"""


class Links(HTMLParser):
    """The addresses that a page names, those it loads by itself, and its anchors."""

    def __init__(self, text):
        super().__init__()
        self.named, self.loaded, self.anchors = [], [], {""}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.anchors |= {told.get("id"), told.get("name")}
        if "href" in told:
            (self.named if tag == "a" else self.loaded).append(told["href"])
        self.loaded += [told[key] for key in ("src", "data-pack") if told.get(key)]


@pytest.fixture(scope="module")
def pages(site):
    """The pages of the site without the live lessons, as paths within it."""
    found = [file.relative_to(site.folder).as_posix() for file in site.folder.rglob("*.html")]
    return sorted(page for page in found if not page.startswith("lite/"))


@pytest.fixture
def opened(chromium, site):
    """opened(page, **options of its context) -> the page, in a browser that reaches the site alone.
    What it asked of others, and every error that it told, fails the test."""
    wrong, contexts = [], []

    def opened(name, **options):
        options = {"viewport": WIDE, "reduced_motion": "reduce"} | options
        contexts.append(chromium.new_context(**options))
        page = contexts[-1].new_page()
        strangers(contexts[-1], site.address, wrong)
        page.on("console", lambda told: told.type == "error" and wrong.append(told.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{site.address}/{name}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def strangers(context, address, asked):
    """Refuse every other host, and write down what was asked of it."""
    def refuse(route):
        asked.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith((address, "data:", "blob:")), refuse)


def first_picture(page):
    """The first picture of a page, alive; a card that keeps it is not asked."""
    picture = page.locator(".regviz-live").first
    picture.scroll_into_view_if_needed()
    show = picture.locator(".regviz-veil button")
    if show.count():
        show.click()
    picture.locator(".regviz-stage[data-key]").wait_for()
    return picture


def key(picture):
    return picture.locator(".regviz-stage").get_attribute("data-key")


def drag(picture):
    """Drag the first slider from one end to the other; the keys of the pages that were seen."""
    handle = picture.locator("input[type=range]").first
    slider, seen = Slider(picture.page, handle, handle, 18), []
    slider.drag((step / 4 for step in range(5) if seen.append(key(picture)) is None), rate=60)
    seen.append(key(picture))
    return {one for one in seen if one}


def complaints(page, address):
    """What is wrong with a page, wide and narrow, and when its first picture is dragged."""
    page.set_viewport_size(WIDE)
    page.goto(address)
    heavy = sum(size for _, size in page.evaluate(LOADED))
    if heavy > MEGABYTE:
        yield address, f"{heavy} bytes before its pictures"
    yield from ((address, WIDE["width"], found) for found in page.evaluate(TOO_WIDE))
    if page.locator(".regviz-live").count() and len(drag(first_picture(page))) < 2:
        yield address, "its slider moved nothing"
    page.set_viewport_size(NARROW)
    yield from ((address, NARROW["width"], found) for found in page.evaluate(TOO_WIDE))


def test_every_page_opens_wide_and_narrow_and_its_first_picture_is_dragged(opened, pages, site):
    """But for the pages of single pictures, which the next test opens."""
    own = [name for name in pages if not name.startswith("embed/")]
    assert len(own) > 20 and sum(name.startswith("lessons/0") for name in own) == 10
    page = opened("index.html")
    wrong = [one for name in own for one in complaints(page, f"{site.address}/{name}")]
    assert wrong == []


def test_every_call_has_a_page_and_fills_the_screen_and_nothing_is_cut(opened, pages, site):
    """Each call of the catalogue, at the last stop, at both sizes of projector."""
    page, wrong = opened("index.html"), []
    calls = [name for name in pages if name.startswith("embed/")]
    assert len(calls) > 40
    for name in calls:
        wrong += complaints(page, f"{site.address}/{name}")
        page.set_viewport_size(WIDE)
        picture = first_picture(page)
        following = picture.get_by_role("button", name="next")
        while following.get_attribute("aria-disabled") == "false":
            following.click()
        picture.get_by_role("button", name="present").click()
        page.wait_for_function(FULL)
        for size in PROJECTORS:
            page.set_viewport_size(size)
            page.evaluate(DRAWN_AGAIN)
            found = picture.locator(".regviz-explorer").evaluate(FILLED)
            small = found["share"] < 0.25 or 13 * found["scale"] < 14
            if found["outside"] or found["scrolls"] or small:
                wrong.append((name, size, found))
        page.evaluate("document.exitFullscreen()")
        page.wait_for_function(f"!({FULL})")
    assert wrong == []


def test_the_first_picture_moves_by_itself_until_it_is_touched(opened):
    page = opened("index.html", reduced_motion="no-preference")
    picture = first_picture(page)
    begun = key(picture)
    stage = picture.locator(f".regviz-stage:not([data-key='{begun}'])")
    stage.wait_for()
    picture.locator("input[type=range]").first.press("Home")
    held = key(picture)
    page.wait_for_timeout(400)
    assert held.startswith("0|") and key(picture) == held
    still = first_picture(opened("index.html"))
    still.page.wait_for_timeout(1500)  # longer than what the moving one waits
    assert key(still) == begun


def test_the_stops_of_a_lesson_are_walked(opened):
    page = opened(WALKED, viewport=NARROW, has_touch=True)
    picture = first_picture(page)
    counter, following = (picture.get_by_text(re.compile(r"^\d+ of \d+$")),
                          picture.get_by_role("button", name="next"))
    last = None
    for _ in range(20):
        following.tap()
        last = counter.inner_text().split(" of ")
        if last[0] == last[1]:
            break
    assert last[0] == last[1] and int(last[1]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(opened, theme):
    page, wrong = opened("index.html", color_scheme=theme), []
    root = page.url.removesuffix("index.html")
    for name in KINDS:
        page.goto(root + name)
        if page.locator(".regviz-live").count():
            first_picture(page)
        found = Axe().run(page).response["violations"]
        wrong += [(name, one["id"], node["html"][:160], node["failureSummary"][:300])
                  for one in found if one["impact"] in ("serious", "critical")
                  for node in one["nodes"]]
    assert wrong == []


def test_no_link_is_dead_and_nothing_is_loaded_from_elsewhere(site, pages):
    @cache
    def links(path):
        return Links(path.read_text("utf-8"))

    dead, root = [], site.folder.resolve()
    for name in pages:
        here = root / name
        for address in links(here).named + links(here).loaded:
            parts = urlsplit(address)
            if parts.scheme in ("data", "mailto", "javascript"):
                continue
            if parts.scheme or parts.netloc:
                if address in links(here).loaded:
                    dead.append((name, address))
                continue
            file = (here.parent / unquote(parts.path)).resolve() if parts.path else here
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file() or not file.is_relative_to(root):
                dead.append((name, address))
            elif file.suffix == ".html" and file.is_relative_to(root / "lite"):
                lesson = parts.query.removeprefix("path=")
                if not (root / "lite" / "files" / lesson).is_file():
                    dead.append((name, address))
            elif file.suffix == ".html" and "embed" not in file.parts:
                if unquote(parts.fragment) not in links(file).anchors:
                    dead.append((name, address))
    assert dead == []


INJECTED = """() => {
  document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = 1'>");
  const script = document.body.appendChild(document.createElement("script"));
  script.text = "window.ran = 2";
}"""


@pytest.mark.parametrize("name", ["index.html", "lessons/03_ridge.html", "embed/ridge.html"])
def test_no_page_runs_a_script_that_was_put_into_it(site, chromium, name):
    page, told = chromium.new_page(), []
    page.on("console", lambda line: told.append(line.text))
    page.goto(f"{site.address}/{name}")
    page.evaluate(INJECTED)
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert sum("Content Security Policy" in line for line in told) >= 2
    page.close()


def test_a_search_finds_its_page(opened):
    page = opened("search.html?q=collinear")
    found = page.locator("#search-results li a").first
    found.wait_for()
    assert "lessons/" in found.get_attribute("href")


def test_spelling(site):
    front = re.sub(r"<[^>]+>", " ", (site.folder / "index.html").read_text("utf-8"))
    command = [sys.executable, "-m", "codespell_lib", "--builtin", "clear,rare,usage"]
    files = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    for named, text in ((["-"], front), (files, "")):
        told = subprocess.run([*command, *named], input=text, capture_output=True, text=True)
        assert told.stdout + told.stderr == ""


def test_a_lesson_runs_live(site, chromium):
    if not site.live:
        pytest.skip("no Pyodide release: the live lessons were not built")
    context, strange = chromium.new_context(viewport={"width": 1280, "height": 1000}), []
    strangers(context, site.address, strange)
    page = context.new_page()
    page.goto(f"{site.address}/lessons/{LIVE_LESSON}.html")
    page.get_by_role("link", name="Run this lesson live").first.click()
    notebook = PageNotebook(site.address, page, f"{LIVE_LESSON}.ipynb")
    notebook.execute("import regviz; regviz.teacher()")
    notebook.run_all()
    cells = page.evaluate("""() =>
        jupyterapp.shell.currentWidget.content.model.sharedModel.cells
        .map((cell) => cell.toJSON()).filter((cell) => cell.cell_type === "code")""")
    assert all(cell["execution_count"] for cell in cells if "".join(cell["source"]).strip())
    red = [output for cell in cells for output in cell["outputs"] if output.get("name") == "stderr"]
    assert red == []

    explorer = notebook.explorer()
    stage, slider = explorer.locator(".regviz-stage"), notebook.slider("lam", explorer)
    slider.press("Home")
    page.wait_for_function("(stage) => stage.dataset.key.startsWith('0|')",
                           arg=stage.element_handle())
    first = explorer.locator(".regviz-words").inner_text()
    slider.drag([0.05 * k for k in range(1, 19)])
    position = slider.handle.input_value()
    page.wait_for_function("([stage, at]) => stage.dataset.key.startsWith(`${at}|`)",
                           arg=[stage.element_handle(), position])
    assert int(position) > 0 and explorer.locator(".regviz-words").inner_text() != first
    assert explorer.locator(".regviz-trouble").inner_text() == "" and strange == []
    context.close()


class PageNotebook(Notebook):
    """A notebook that Python in the page runs, once it is open there."""

    def open(self):
        self.page.wait_for_function(SESSION, timeout=60_000)
        self._await("context.sessionContext.ready")
        self.wait_idle(120)


def test_pyodide_is_fetched_and_checked(tmp_path, monkeypatch, pyodide):
    """From an archive of one's own instead of the release; files that were changed are refused."""
    if pyodide is None:
        pytest.skip("no Pyodide release to fetch from")
    folder, archive = tmp_path / "there", tmp_path / "pyodide.tar"
    with tarfile.open(archive, "w") as packed:
        packed.add(pyodide, "pyodide")
    pinned = lite.pin
    monkeypatch.setattr(lite, "pin", lambda name: archive.as_uri() if name == "release"
                        else pinned(name))
    lite.fetch(folder)
    lock = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))
    wheel = lock["packages"]["six"]["file_name"]
    there = {path.name for path in folder.iterdir()}
    assert {"pyodide.asm.wasm", wheel} <= there and "package.json" not in there

    (folder / wheel).write_bytes(b"half a file")
    lite.fetch(folder)  # it is fetched again
    assert (folder / wheel).stat().st_size > 1000

    for name in ("pyodide.js", wheel):
        changed = tmp_path / f"with another {name}"
        shutil.copytree(folder, changed)
        (changed / name).write_bytes(b"not this")
        with tarfile.open(archive, "w") as packed:
            packed.add(changed, "pyodide")
        with pytest.raises(ValueError, match=f"{name} is not the file that was pinned"):
            lite.fetch(tmp_path / f"new {name}")
