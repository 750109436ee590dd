"""Many pictures at once, and long play: does anything grow, slow down or fail?

    python benchmarks/load.py kernel [100] [CALL ...]   so many explorers in one kernel
    python benchmarks/load.py page [30]                 so many on one page, in a browser
    python benchmarks/load.py hour [06]                 an hour of play, in simulated time

kernel: seconds and memory (RSS, MB) of a kernel before and after, and what it sent. All calls of
rv.explore in turn, or those that are named.
page: seconds until all pictures are there, the browser's heap, key to pixel as in slider.py.
hour: a hand drags for two seconds and rests for seven, 400 times; the rests are cut to half a
second, in which the kernel fills pages ahead. The memory of the kernel is printed every quarter of
an hour; exit 1 for any error under a picture.
"""

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from student import ROOT, UNLOCK, Kernel

from notebooks import named

MANY = """
import itertools
import regviz as rv
from IPython.display import display
rv.teacher()
calls = [getattr(rv.explore, name) for name in NAMES or dir(rv.explore)]
for call in itertools.islice(itertools.cycle(calls), COUNT):
    display(call())
"""
ONE = """
import regviz as rv
rv.explore.coefficient_paths("diabetes")
"""
SECONDS = 3600
DRAG, REST, SHORT = 2.0, 7.0, 0.5  # seconds


def rss(kernel):
    return kernel.process.memory_info().rss / 1e6


def kernel(count="100", *names):
    crowd = Kernel(ROOT / "notebooks")
    try:
        crowd.run("import regviz as rv; rv.explore.ridge()")
        before, began, sent = rss(crowd), time.monotonic(), crowd.sent
        crowd.run(MANY.replace("COUNT", count).replace("NAMES", repr(names)))
        took, sent = time.monotonic() - began, (crowd.sent - sent) / 1e6
        print(f"{count} explorers of {', '.join(names) or 'all calls'}: {took:.1f} s, "
              f"{before:.0f} MB before, {rss(crowd):.0f} MB after, {sent:.1f} MB sent")
    finally:
        crowd.stop()


def page(count="30"):
    from playwright.sync_api import sync_playwright
    from slider import Bench, Notebook, Server, free_port, launch

    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place, "notebooks")
        folder.mkdir()
        server, port = Server(folder, Path(place, "home")), free_port()
        browser = launch(playwright, f"--remote-debugging-port={port}")
        try:
            server.write("many.ipynb", *[ONE] * int(count))
            window = browser.new_page(viewport={"width": 1280, "height": 900})
            notebook = Notebook(server, window, "many.ipynb")
            began = time.monotonic()
            notebook.run_all()
            for k in range(int(count)):
                notebook.explorer(k).locator(".regviz-layer").first.wait_for()
            shown = time.monotonic() - began
            time.sleep(5)
            keys = Bench(notebook, "stage", notebook.explorer(0), port).keys(40)
            heap = window.context.new_cdp_session(window).send("Runtime.getHeapUsage")
            print(f"{count} explorers on one page: all there after {shown:.1f} s, heap of the page "
                  f"{heap['usedSize'] / 1e6:.0f} MB, key to pixel {statistics.median(keys):.0f} ms "
                  f"(worst {max(keys):.0f}), {len(notebook.errors)} errors")
            return 1 if notebook.errors else 0
        finally:
            browser.close()
            server.stop()


def hour(lesson="06"):
    path, = named([lesson])
    hand, rng = Kernel(path.parent), random.Random(0)
    try:
        hand.run(UNLOCK)
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                hand.run(cell.source)
        pictures = hand.pictures.sliders
        for picture in pictures:
            picture.open()
        hand.listen(5)
        print(f"{path.stem}, {len(pictures)} pictures: {rss(hand):.0f} MB at the start", flush=True)
        played = drags = 0.0
        while played < SECONDS:
            picture = rng.choice(pictures)
            for _ in picture.drag(DRAG):
                hand.listen(0.002)
            hand.listen(SHORT)
            played, drags = played + DRAG + REST, drags + 1
            if played % (SECONDS / 4) < DRAG + REST:
                pages = sum(len(each.pages) for each in pictures)
                print(f"{played / 60:4.0f} minutes, {drags:.0f} drags: {rss(hand):.0f} MB, "
                      f"{pages} pages sent", flush=True)
        troubles = [text for each in pictures for text in each.troubles]
        print(f"errors: {len(troubles)}", *troubles[:3])
        return 1 if troubles else 0
    finally:
        hand.stop()


if __name__ == "__main__":
    words = sys.argv[1:]
    if not words or words[0] not in ("kernel", "page", "hour"):
        sys.exit(__doc__)
    sys.exit(globals()[words[0]](*words[1:]))
