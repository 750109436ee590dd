"""How fast pictures follow a slider in a real JupyterLab and Chromium: one table, one method.

    python benchmarks/slider.py [--lessons 06 07] [--quick]

key p50, p95   from the press of an arrow key to the end of the first frame that shows the new state
drag           different states shown in each second of a two-second drag by mouse, there and back
shown          those as a share of the different positions the handle was seen at
age p50        in the frames of the drag: how long ago the mouse was where the picture says it is
lag            from the last move of the drag to the end of the first frame with the final state

`echo` is the floor of every route through the kernel: a slider, an observer in Python, a label.
`interact` fits, draws the four panels and calls plt.show(); `explorer` is the same figure as a
regviz Explorer. The pages of an Explorer are filled while the hand rests, so every route rests
`REST` seconds before it is measured. A lesson's first explorer is measured at each of its sliders,
and so is the echo of a slider of as many positions. Then the explorer with three others dragged in
kernels of their own, with a network of 50 and 150 ms there and back, and under an ordinary
`jupyter lab`: the project's settings file makes the kernel's answers prompt, so it is the echo that
gains most by it. The mouse reports its place 125 times a second, as most mice do, and the screen is
drawn 60 times a second: no drag shows more states than that.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import websocket

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))
from lab import Notebook, Server, free_port, launch  # noqa: E402
from network import relay  # noqa: E402

REST, COUNT = 4.0, 121
PROBE = (Path(__file__).parent / "probe.js").read_text("utf-8")

ECHO = """
import ipywidgets as widgets
slider = widgets.IntSlider(min=0, max=LAST, description="lam", continuous_update=True)
label = widgets.Label("0").add_class("echo")
slider.observe(lambda change: setattr(label, "value", str(change.new)), "value")
widgets.VBox([slider, label])
"""
FIGURE = """
import numpy as np
import regviz as rv
data = rv.data.diabetes().standardize()
X, y = data.X[:300], data.y[:300] - data.y[:300].mean()
Xt, yt = data.X[300:], data.y[300:] - data.y[:300].mean()
lams = np.logspace(-2, 2, 121)
U, d, Vt = np.linalg.svd(X, full_matrices=False)

def ridge(lam):
    lam = np.asarray(lam)[..., None]
    return (d / (d**2 + len(y) * lam) * (U.T @ y)) @ Vt

def errors(coefs):
    return ((coefs @ X.T - y)**2).mean(-1), ((coefs @ Xt.T - yt)**2).mean(-1)

class Predicted(rv.views.View):
    def __init__(self, ax):
        self.ax = ax
        ax.set(xlim=(-200, 200), ylim=(-200, 200), xlabel="predicted", ylabel="observed")
        self.plot("points", linestyle="none", marker=".", color="#0072b2")
    def update(self, fit):
        self.parts["points"].set_data(Xt[:60] @ fit.coef, yt[:60])
    def describe(self, fit):
        return "Predicted against observed."

def fit(lam):
    coef = ridge(lam)
    train, test = errors(coef)
    df = (d**2 / (d**2 + len(y) * lam)).sum()
    return rv.Fit(lam=lam, coef=coef, df=df, train_error=train, test_error=test)

def views(axes):
    path, bars, error, predicted = axes
    return [rv.PathView(path, ridge, lams, data.names, kind="ridge"),
            rv.BarsView(bars, data.names, np.abs(ridge(lams)).max()),
            rv.ErrorView(error, lams, *errors(ridge(lams))), Predicted(predicted)]
"""
EXPLORER = """
fig, axes = rv.canvas(4)
rv.Explorer(fig, views(np.ravel(axes)), fit, lam=rv.lam_slider(100, decades=4))
"""
INTERACT = """
import matplotlib.pyplot as plt
from ipywidgets import interact
from matplotlib_inline.config import InlineBackend
state = {"Title": "0"}
InlineBackend.instance().print_figure_kwargs = {"metadata": state, "bbox_inches": None}

def show(lam=60):
    state["Title"] = str(lam)
    figure, axes = plt.subplots(2, 2, figsize=(10, 7), layout="tight")
    for view in views(axes.ravel()):
        view.update(fit(lams[lam]))
    plt.show()
interact(show, lam=(0, 120));
"""
SHAKE = """(handle) => setInterval(() => {
  handle.value = (Number(handle.value) + 1) % (Number(handle.max) + 1);
  handle.dispatchEvent(new Event("input", { bubbles: true }));
}, 33)"""


class Hand:
    """A mouse whose moves, unlike Playwright's, do not wait for the page to take them."""

    def __init__(self, page, port):
        pages = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json"))
        address = next(each["webSocketDebuggerUrl"] for each in pages if each["url"] == page.url)
        self.socket = websocket.create_connection(address, suppress_origin=True)
        self.count = 0
        self.place = (0, 0)

    def _send(self, kind, **more):
        self.count += 1
        x, y = self.place
        event = {"type": kind, "x": x, "y": y, "button": "left", **more}
        message = {"id": self.count, "method": "Input.dispatchMouseEvent", "params": event}
        self.socket.send(json.dumps(message))

    def move(self, x, y):
        self.place = x, y
        self._send("mouseMoved")

    def down(self):
        self._send("mousePressed", clickCount=1)

    def up(self):
        self._send("mouseReleased", clickCount=1)
        while json.loads(self.socket.recv()).get("id") != self.count:
            pass
        self.socket.close()


def changes(seen):
    """How often a column of states or positions changes; NaN is none."""
    return np.count_nonzero(np.diff(seen[np.isfinite(seen)]))


class Bench:
    """One slider and its picture, with the probe in the page."""

    def __init__(self, notebook, route, box, port, label="lam", count=COUNT):
        self.slider, self.page, self.port = notebook.slider(label, box), notebook.page, port
        self.count = int(self.slider.handle.get_attribute("max") or count - 1) + 1
        setup = {"handle": self.slider.handle.element_handle(), "box": box.element_handle()}
        self.probe = self.page.evaluate_handle(
            f"(s) => ({PROBE})(s)", setup | {"route": route, "count": count}
        )

    def _settled(self):
        got = self.probe.evaluate("(probe) => probe.settled()")
        frames = np.array([[np.nan if x is None else x for x in frame] for frame in got["frames"]])
        moves = np.array([move for move in got["moves"] if move[1] is not None]).reshape(-1, 2)
        return frames, moves, got["key"]

    def keys(self, times):
        """Milliseconds from key to pixels, one a press, by a hand that looks between presses."""
        rng, found = np.random.default_rng(0), []
        span = min(20, self.count - 1)
        self.slider.press("Home")
        self._settled()
        for k in range(times + 3):
            time.sleep(rng.uniform(0.12, 0.25))
            self.probe.evaluate("(probe) => probe.start()")
            self.page.keyboard.press("ArrowRight" if k // span % 2 == 0 else "ArrowLeft")
            frames, _, pressed = self._settled()
            right = frames[(frames[:, 0] > pressed) & (frames[:, 2] == frames[-1, 1])]
            found.append(right[0, 0] - pressed if len(right) else np.inf)
        return np.array(found[3:])

    def drag(self, seconds=2.0):
        """States a second, states shown / positions seen, ages of all frames in ms, lag after the
        last move in ms."""
        self.slider.press("Home")
        self._settled()

        def places():
            start = time.perf_counter()
            while (t := (time.perf_counter() - start) / seconds) < 1:
                yield 0.02 + 0.9 * (1 - abs(2 * t - 1))
            yield 0.31

        self.probe.evaluate("(probe) => probe.start()")
        self.slider.drag(places(), 125, Hand(self.page, self.port))
        frames, moves, _ = self._settled()
        last = moves[-1, 0]
        first = frames[np.flatnonzero(np.diff(frames[:, 1]))[0] + 1, 0]
        live = frames[(frames[:, 0] >= first) & (frames[:, 0] <= last)]
        shown, moved = (changes(seen) for seen in (live[:, 2], live[:, 1]))
        ages = [t - moves[same, 0].max() for t, _, seen in live
                if (same := (moves[:, 1] == seen) & (moves[:, 0] <= t)).any()]
        final = frames[(frames[:, 0] > last) & (frames[:, 2] == frames[-1, 1])]
        lag = final[0, 0] - last if len(final) else np.inf
        return shown / (last - first) * 1000, shown / moved, ages, lag


class Table:
    """Opens notebooks, measures their sliders, prints a line for each."""

    def __init__(self, server, browser, port, quick):
        self.server = server
        self.browser = browser
        self.port = port
        self.quick = quick
        self.echoed = set()
        titles = "key p50 ms", "p95 ms", "drag /s", "shown", "age p50 ms", "lag ms"
        print("{:32}{:>12}{:>9}{:>9}{:>8}{:>12}{:>8}".format("route", *titles))

    @contextmanager
    def opened(self, name, server=None):
        """A notebook after Run All and a rest, in a window of its own."""
        context = self.browser.new_context(viewport={"width": 1280, "height": 900})
        notebook = Notebook(server or self.server, context.new_page(), f"{name}.ipynb")
        notebook.execute("import regviz; regviz.teacher()")  # no slider waits for a prediction
        notebook.run_all()
        time.sleep(REST)
        yield notebook
        context.close()

    def line(self, title, notebook, route, label="lam", count=COUNT):
        """Measure, print, and return how many positions the slider has."""
        explorer = notebook.page.locator(".regviz-explorer").first
        output = notebook.page.locator(".jp-Cell-outputArea:has(.widget-slider)").last
        box = explorer if route == "stage" else output
        bench = Bench(notebook, route, box, self.port, label, count)
        time.sleep(REST)
        keys = bench.keys(20 if self.quick else 60)
        drags = [bench.drag() for _ in range(2 if self.quick else 5)]
        rate, shown, ages, lag = (list(column) for column in zip(*drags, strict=True))
        figures = *np.percentile(keys, (50, 95)), *np.median((rate, shown), axis=1)
        figures = *figures, np.median(sum(ages, [])), np.median(lag)
        line = "{:32}{:12.0f}{:9.0f}{:9.1f}{:8.0%}{:12.0f}{:8.0f}"
        print(line.format(title, *figures), flush=True)
        return bench.count

    def one(self, name, route):
        """A route, or a lesson's first explorer: its primary control, then the others."""
        with self.opened(name) as notebook:
            labels = ["lam"]
            if route == "stage":
                named = notebook.explorer().locator("label:has(input[type=range])")
                labels = [text.strip() for text in named.all_text_contents()]
            counts = [self.line(f"{'    ' if k else name + ' '}{label}", notebook, route, label)
                      for k, label in enumerate(labels)]
        for count in sorted({*counts} - self.echoed):
            self.echo(count)

    def echo(self, count=COUNT):
        """The floor of a slider of so many positions: no drag shows more states than it has."""
        self.echoed.add(count)
        name = "echo" if count == COUNT else f"echo, {count} positions"
        self.server.write(f"{name}.ipynb", ECHO.replace("LAST", str(count - 1)))
        with self.opened(name) as notebook:
            self.line(name, notebook, "label", count=count)

    def crowd(self, names):
        """The explorer while those in other kernels are moved all the time."""
        with ExitStack() as stack:
            for name in names:
                other = stack.enter_context(self.opened(name))
                other.slider("lam").handle.evaluate(SHAKE)
            notebook = stack.enter_context(self.opened("explorer"))
            self.line(f"explorer, {len(names)} others dragged", notebook, "stage")

    def ordinary(self, server, routes):
        """The routes under a server without the project's settings."""
        for name, route in routes.items():
            with self.opened(name, server) as notebook:
                self.line(f"{name}, ordinary jupyter lab", notebook, route)

    def slow(self, name, route, milliseconds):
        with relay(self.server.port, milliseconds / 1000) as port:
            far = SimpleNamespace(address=f"http://127.0.0.1:{port}", token=self.server.token)
            with self.opened(name, far) as notebook:
                self.line(f"{name}, network of {milliseconds} ms", notebook, route)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lessons", nargs="*", help="numbers such as 06; all when not given")
    parser.add_argument("--quick", action="store_true", help="fewer presses, no crowd, no delay")
    chosen = parser.parse_args()
    from playwright.sync_api import sync_playwright

    lessons = [path for path in sorted(ROOT.glob("notebooks/[0-9][0-9]_*.ipynb"))
               if chosen.lessons is None or path.name[:2] in chosen.lessons]
    others = ["other_1", "other_2", "other_3"]
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place, "notebooks")
        folder.mkdir()
        for lesson in lessons:
            shutil.copy(lesson, folder)
        server, port = Server(folder, Path(place, "home")), free_port()
        browser = launch(playwright, f"--remote-debugging-port={port}")
        routes = {"echo": "label", "interact": "picture", "explorer": "stage"}
        try:
            server.write("interact.ipynb", FIGURE, INTERACT)
            for name in ("explorer", *others):
                server.write(f"{name}.ipynb", FIGURE, EXPLORER)
            table = Table(server, browser, port, chosen.quick)
            table.echo()
            for name in ("interact", "explorer"):
                table.one(name, routes[name])
            for lesson in lessons:
                table.one(lesson.stem, "stage")
            if not chosen.quick:
                table.crowd(others)
                for milliseconds in (50, 150):
                    table.slow("echo", "label", milliseconds)
                    table.slow("explorer", "stage", milliseconds)
                server.stop()
                server = Server(folder, Path(place, "home"), prompt=False)
                table.ordinary(server, routes)
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
