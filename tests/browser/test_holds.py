"""What happens beside a hand that drags: a kernel dies, restarts, is interrupted; a line is cut; a
second tab looks on; the notebook is saved."""

import json
import time
from types import SimpleNamespace

import pytest
from explorer_page import BARS, START, Explorer
from lab import Notebook
from network import relay

PATH = """
data = rv.diabetes().standardize()
path = rv.LassoPath(data.X, data.y)
"""
PID = "import os; print(os.getpid(), end='')"
DEAD = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
RECONNECT = """() => {
  jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.reconnect();
}"""
STATUS = "jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.connectionStatus"


@pytest.fixture
def opened(lab, open_notebook, request):
    """A notebook with one explorer that has all pages along lam, in a window of its own."""
    name = f"{request.node.name}.ipynb"
    lab.write(name, START + PATH, BARS)
    notebook = open_notebook(name)
    notebook.run_all()
    bars = Explorer(notebook, 0, "bars")
    notebook.slider("lam", bars.box).press("Home")
    bars.filled()
    yield notebook, bars
    assert all("WebSocket" in text or "ERR_" in text for text in notebook.errors), notebook.errors


class Drag:
    """A mouse held down on the slider: `to(share)` moves it there."""

    def __init__(self, slider):
        slider.handle.scroll_into_view_if_needed()
        box = slider.track.bounding_box()
        self.mouse = slider.page.mouse
        self.left, self.width = box["x"] + slider.thumb / 2, box["width"] - slider.thumb
        self.y = box["y"] + box["height"] / 2

    def to(self, share):
        self.mouse.move(self.left + share * self.width, self.y, steps=8)

    def __enter__(self):
        self.mouse.move(self.left, self.y)
        self.mouse.down()
        self.to(0.2)
        return self

    def __exit__(self, *_):
        self.mouse.up()


def place(slider):
    return slider.handle.evaluate("(handle) => handle.value")


def turns(notebook, bars, drag, share):
    """The picture follows the hand to a place whose page is there."""
    drag.to(share)
    bars.shows(f"{place(notebook.slider('lam', bars.box))}")


def run_again(notebook):
    """Run all cells again: a new picture that lives."""
    notebook.run_all()
    bars = Explorer(notebook, 0, "bars")
    bars.type("lam", 0.7777)
    bars.shows("v0.7777")
    bars.agrees()


def missing_is_said(bars):
    bars.type("lam", 0.7777)
    bars.stage.get_by_role("alert").get_by_text("Run its cell again").wait_for()


def test_a_kernel_that_dies_under_the_hand(opened):
    """Pages that are there still turn, what is missing is said; the cell runs again."""
    notebook, bars = opened
    before = notebook.execute(PID)
    with Drag(notebook.slider("lam", bars.box)) as drag:
        turns(notebook, bars, drag, 0.4)
        notebook.page.evaluate("""(code) => {
            const { kernel } = jupyterapp.shell.currentWidget.context.sessionContext.session;
            kernel.requestExecute({ code });
        }""", DEAD)
        for share in (0.6, 0.8, 0.3):
            turns(notebook, bars, drag, share)
            time.sleep(0.3)
    notebook.page.get_by_text("Kernel Restarting").wait_for(timeout=30_000)
    notebook.page.get_by_role("button", name="Ok").click()
    notebook.wait_idle()
    assert notebook.execute(PID) != before
    with Drag(notebook.slider("lam", bars.box)) as drag:
        turns(notebook, bars, drag, 0.5)
    missing_is_said(bars)
    run_again(notebook)


def test_a_kernel_that_is_restarted_under_the_hand(opened):
    notebook, bars = opened
    with Drag(notebook.slider("lam", bars.box)) as drag:
        turns(notebook, bars, drag, 0.4)
        notebook.restart()
        for share in (0.6, 0.8, 0.3):
            turns(notebook, bars, drag, share)
    missing_is_said(bars)
    run_again(notebook)


def test_a_kernel_that_is_interrupted_under_the_hand(opened):
    notebook, bars = opened
    with Drag(notebook.slider("lam", bars.box)) as drag:
        for share in (0.4, 0.6, 0.8, 0.3):
            turns(notebook, bars, drag, share)
            notebook.command("kernelmenu:interrupt")
    bars.type("lam", 0.7777)
    bars.shows("v0.7777")
    bars.agrees()


def test_a_notebook_that_is_saved_under_the_hand(opened, lab):
    notebook, bars = opened
    with Drag(notebook.slider("lam", bars.box)) as drag:
        for share in (0.4, 0.6, 0.8, 0.3):
            turns(notebook, bars, drag, share)
            notebook.save()
    bars.agrees()
    book = json.loads((lab.folder / notebook.name).read_text("utf-8"))
    kept, = book["cells"][1]["outputs"]
    assert "regviz-still" in "".join(kept["data"]["text/html"])
    bars.type("lam", 0.7777)
    bars.shows("v0.7777")


def test_two_tabs_on_one_kernel_both_move_their_pictures(opened, lab):
    """The second one runs the cells again in the same kernel: each picture goes on living."""
    notebook, bars = opened
    other = Notebook(lab, notebook.page.context.new_page(), notebook.name)
    other.run_all()
    first, second = Explorer(notebook, 0, "bars"), Explorer(other, 0, "bars")
    second.filled()
    with Drag(other.slider("lam", second.box)) as drag:
        for share in (0.4, 0.6, 0.8, 0.3):
            turns(other, second, drag, share)
    second.agrees()
    with Drag(notebook.slider("lam", first.box)) as drag:
        for share in (0.5, 0.7):
            turns(notebook, first, drag, share)
    for each, lam in ((first, 0.7777), (second, 0.8888)):
        each.type("lam", lam)
        each.shows(f"v{lam}")
    assert other.errors == []
    other.page.close()


def test_a_line_that_is_cut_and_comes_back(lab, chromium, request):
    """While it is cut, pages that are there turn; when it is back, the kernel answers again."""
    name = f"{request.node.name}.ipynb"
    lab.write(name, START + PATH, BARS)
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    with relay(lab.port, 0) as port:
        far = SimpleNamespace(address=f"http://127.0.0.1:{port}", token=lab.token)
        notebook = Notebook(far, context.new_page(), name)
        notebook.run_all()
        bars = Explorer(notebook, 0, "bars")
        notebook.slider("lam", bars.box).press("Home")
        bars.filled()
        drag = Drag(notebook.slider("lam", bars.box)).__enter__()
        turns(notebook, bars, drag, 0.4)
    notebook.page.wait_for_function(f"{STATUS} !== 'connected'")
    for share in (0.6, 0.8, 0.3):
        turns(notebook, bars, drag, share)
    drag.mouse.up()
    bars.type("lam", 0.7777)
    bars.stage.get_by_text("no connection").wait_for()
    with relay(lab.port, 0, own=port):
        # JupyterLab tries again by itself, in a minute or two; this is its menu's "Reconnect".
        notebook.page.evaluate(RECONNECT)
        bars.shows("v0.7777", seconds=60)
        bars.agrees()
    assert not bars.stage.get_by_text("no connection").is_visible()
    context.close()
