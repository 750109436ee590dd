"""A fit that takes long: it is said under the picture, it can be stopped, cells go on beside it."""

import re

import pytest
from explorer_page import Explorer

SLOW = """
import threading
import time
import regviz as rv

pause, begun, lines = 0.0, [], []

def slow(k, seed):
    begun.append(threading.current_thread().name)
    print("fitting", k)
    end = time.monotonic() + pause
    while time.monotonic() < end:
        time.sleep(0.02)
    return rv.Fit(k=k, error=[4, 3, 2, 1, 0])

fig, ax = rv.canvas()
curves = rv.CurvesView(ax, "k", range(5), {"error": "test"}, ylim=(0, 5))
slow = rv.Explorer(fig, [curves], slow, seed=rv.slider(0, 100_000), k=rv.slider(0, 4))
slow
"""


@pytest.fixture(scope="module")
def slow(lab, open_notebook):
    lab.write("slow.ipynb", SLOW)
    notebook = open_notebook("slow.ipynb")
    notebook.run_all()
    return Explorer(notebook, 0, "slow")


@pytest.fixture
def status(slow):
    return slow.stage.locator(".regviz-computing[role=status]")


def test_one_fit_before_the_cell_is_done_and_one_line_of_what_it_prints(slow):
    output = slow.page.locator(".jp-OutputArea-output")
    slow.shows("0|0")
    assert slow.notebook.execute("print(len(begun), begun[0], end='')").endswith("MainThread")
    assert output.first.inner_text().strip() == "fitting 0" and output.count() == 2


def test_pages_are_filled_in_the_thread_that_hears_the_page(slow):
    """So that they never hold up a cell."""
    for _ in range(100):
        if "subshell" in slow.notebook.execute("print(begun[-1], end='')"):
            return
        slow.page.wait_for_timeout(100)
    raise AssertionError("pages are still filled in the main thread")


def test_it_is_said_and_can_be_stopped(slow, status):
    slow.notebook.execute("pause = 600")
    slow.control("seed").press("End")
    status.get_by_text("computing").wait_for()
    slow.page.keyboard.press("PageDown")  # to the next one that will not end
    assert slow.key == "0|0" and "regviz-stale" not in slow.stage.get_attribute("class")
    assert slow.notebook.execute("print('beside', end='')") == "beside"
    status.get_by_role("button", name="stop").press("Enter")
    slow.stage.get_by_role("alert").get_by_text("The computation was stopped").wait_for()
    assert status.inner_text() == "" and slow.key == "0|0"
    slow.notebook.execute("pause = 0.0")
    slow.control("seed").press("PageDown")
    slow.shows("80000|0")
    assert not slow.stage.get_by_role("alert").is_visible()
    assert slow.notebook.errors == []


def test_a_stop_holds_for_no_question_that_comes_later(slow):
    """Questions carry the time, so a page that is opened again does not begin below an old stop."""
    frames = [f.encode() if isinstance(f, str) else f for f in slow.notebook.sent]
    asked = [int(found[1]) for frame in frames
             if (found := re.search(rb'"question":\s*(\d+)', frame))]
    begun = slow.page.evaluate("performance.timeOrigin")
    assert len(asked) > 1 and asked == sorted(asked) and asked[0] > begun


def test_a_cell_waits_for_one_fit_at_most(slow, status):
    slow.notebook.execute("pause = 0.4")
    slow.control("seed").press("PageDown")
    slow.shows("70000|0")
    counts = [int(slow.notebook.execute("print(len(begun), end='')")) for _ in range(6)]
    assert all(later - before <= 1 for before, later in zip(counts, counts[1:], strict=False))


def test_nothing_is_said_where_pages_are_quick(slow, status):
    slow.notebook.execute("pause = 0.0")
    slow.page.evaluate("""() => {
      window.said = [];
      new MutationObserver(() => said.push(document.querySelector(".regviz-computing").innerText))
        .observe(document.querySelector(".regviz-computing"), { childList: true, subtree: true });
    }""")
    for key in ("Home", "End", "PageDown", "PageDown", "Home"):
        slow.control("seed").press(key)
    slow.shows("0|0")
    assert slow.page.evaluate("said") == []
