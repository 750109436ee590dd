"""What an explorer goes through: many moves, slow and failing fits, a restart, a reload."""

import json
import time

import nbformat
import pytest
from explorer_page import BARS_AT, CELLS, LASSO_AT, POINT_AT, RECORD, TROUBLED_AT, Explorer
from nbformat.sign import NotebookNotary

MOVES, LIVE = 2000, "application/vnd.jupyter.widget-view+json"
MEMORY = "import gc, psutil; gc.collect(); print(psutil.Process().memory_info().rss)"


@pytest.fixture
def lasso(notebook):
    return Explorer(notebook, LASSO_AT, "lasso")


@pytest.fixture
def troubled(notebook):
    return Explorer(notebook, TROUBLED_AT, "troubled")


def test_two_thousand_moves_leave_both_memories_flat(notebook):
    """Key by key, to and fro over pages that are all there: the kernel is not asked for any."""
    bars = Explorer(notebook, BARS_AT, "bars")
    slider = notebook.slider("lam", bars.box)
    browser = notebook.page.context.new_cdp_session(notebook.page)

    def moves(count):
        for k in range(count):
            slider.page.keyboard.press("ArrowRight" if k % 200 < 100 else "ArrowLeft")
        bars.shows("0")
        browser.send("HeapProfiler.collectGarbage")
        return browser.send("Runtime.getHeapUsage")["usedSize"], int(notebook.execute(MEMORY))

    slider.press("Home")
    for index, name in ((LASSO_AT, "lasso"), (POINT_AT, "point"), (TROUBLED_AT, "troubled"),
                        (BARS_AT, "bars")):
        Explorer(notebook, index, name).filled()
    heap, kernel = moves(400)
    asked = notebook.wants()
    heap_after, kernel_after = moves(MOVES)
    assert notebook.wants() == asked
    assert kernel_after - kernel < 5_000_000
    assert heap_after - heap < 5_000_000
    bars.agrees()


def test_an_error_in_the_fit_is_said_and_the_last_good_picture_stays(notebook, troubled):
    notebook.page.evaluate("""() => {
        window.raised = [];
        const { session } = jupyterapp.shell.currentWidget.context.sessionContext;
        session.kernel.iopubMessage.connect((_, message) => {
          if (message.header.msg_type === "error") raised.push(message.content.evalue);
        });
    }""")
    troubled.type("lam", 5)
    troubled.shows("v5|0")
    good = troubled.drawn()
    troubled.type("lam", 1.5)
    alert = troubled.stage.get_by_role("alert")
    alert.get_by_text("ZeroDivisionError: no answer between one and two").wait_for()
    assert "regviz-stale" in troubled.stage.get_attribute("class")
    assert troubled.key == "v5|0" and troubled.drawn() == good
    notebook.page.wait_for_function("raised.length > 0")
    troubled.filled()
    assert notebook.page.evaluate("raised") == ["no answer between one and two"]
    troubled.type("lam", 5)
    notebook.page.wait_for_function("stage => !stage.classList.contains('regviz-stale')",
                                    arg=troubled.stage.element_handle())
    assert not alert.is_visible() and troubled.drawn() == good
    troubled.type("lam", 6)
    troubled.shows("v6|0")
    assert "regviz-stale" not in troubled.stage.get_attribute("class") and not alert.is_visible()


def test_more_panels_come_with_their_words(troubled):
    picture, words = troubled.stage.locator(".regviz-picture"), troubled.words
    height = picture.bounding_box()["height"]
    troubled.control("more panels").check()
    troubled.agrees()
    assert picture.bounding_box()["height"] > 1.7 * height
    assert troubled.words == f"{words} {words}"
    troubled.control("more panels").uncheck()
    assert troubled.words == words


def test_with_a_slow_fit_the_latest_position_wins_and_no_frame_is_out_of_order(notebook, troubled):
    notebook.slider("lam", troubled.box).press("Home")
    notebook.execute("pause = 0.2")
    notebook.slider("times", troubled.box).press("End")
    troubled.stage.evaluate(RECORD)
    asked = notebook.wants()
    slider, began = notebook.slider("lam", troubled.box), time.monotonic()
    for _ in range(30):
        slider.press("ArrowRight")
        notebook.page.wait_for_timeout(20)
    troubled.shows("30|2")
    took = time.monotonic() - began
    notebook.execute("pause = 0.0")
    turned = notebook.page.evaluate("turned.map((key) => parseInt(key))")
    assert turned == sorted(turned) and turned[-1] == 30
    # One at a time is asked for, and each takes the kernel 0.2 seconds.
    assert notebook.wants() - asked <= took / 0.2 + 2
    troubled.control("more panels").check()
    troubled.agrees()


def test_after_a_restart_the_old_picture_stays_and_running_again_works(notebook, lasso):
    slider = notebook.slider("lam", lasso.box)
    slider.press("Home")
    lasso.shows("0|0|0|0")
    notebook.restart()
    slider.press("ArrowRight", 2)
    lasso.shows("2|0|0|0")
    lasso.type("lam", 0.7777)
    lasso.stage.get_by_role("alert").get_by_text("Run its cell again").wait_for()
    assert lasso.key == "2|0|0|0" and lasso.drawn()
    notebook.run_all()
    new = Explorer(notebook, LASSO_AT, "lasso")
    new.shows("58|0|0|0")
    new.type("lam", 0.7777)
    new.shows("v0.7777|0|0|0")
    new.agrees()


STILL = """(output) => {
  const image = output.querySelector("img"), words = output.querySelector("figcaption").textContent;
  return [image.complete && image.naturalWidth > 500, image.alt === words, words.length > 20];
}"""


def test_a_saved_notebook_shows_pictures_and_words_before_anything_runs(
        notebook, lab, open_notebook):
    """Also where nobody has trusted it yet and JupyterLab strips what could run."""
    notebook.save()
    book = json.loads((lab.folder / notebook.name).read_text("utf-8"))
    for data in (output["data"] for cell in book["cells"] for output in cell["outputs"]):
        assert LIVE not in data
        data["text/html"].append("<script>window.unsafe = true</script>")
    (lab.folder / "strange.ipynb").write_text(json.dumps(book), "utf-8")
    strange = open_notebook("strange.ipynb")
    outputs = strange.page.locator(".jp-OutputArea-output[data-mime-type='text/html']")
    assert outputs.count() == len(CELLS) - 1
    assert strange.page.locator(".jp-mod-trusted").count() == 0
    for output in outputs.all():
        assert output.evaluate(STILL) == [True, True, True]
    assert strange.page.evaluate("window.unsafe") is None and strange.errors == []


def test_a_reload_finds_the_living_explorer_where_the_front_end_kept_it(notebook, lab, lasso):
    """A JupyterLab without our settings stores the live view.

    Ours opens the still one, and running shows the state.
    """
    notebook.execute("lasso.set(lam=0.333);")
    lasso.shows("v0.333|0|0|0")
    notebook.save()
    notebook.open()
    assert notebook.page.locator(".regviz-explorer").count() == 0
    model = notebook.execute("print(lasso.widget.model_id, end='')")
    file = lab.folder / notebook.name
    book = json.loads(file.read_text("utf-8"))
    live = {"version_major": 2, "version_minor": 0, "model_id": model}
    book["cells"][1]["outputs"][0]["data"][LIVE] = live
    file.write_text(json.dumps(book), "utf-8")
    NotebookNotary().sign(nbformat.read(file, as_version=4))
    notebook.open()
    alive = Explorer(notebook, LASSO_AT, "lasso")
    alive.shows("v0.333|0|0|0")
    alive.agrees()
    notebook.slider("lam", alive.box).press("ArrowRight")
    alive.agrees()
    assert not alive.key.startswith("v")


def test_nothing_went_wrong_on_the_page(notebook):
    assert notebook.errors == []
