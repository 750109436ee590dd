"""How fast pictures follow a slider in a real JupyterLab and Chromium: one table, one run, one method for all.

    python benchmarks/slider.py [--lessons 06 07] [--quick]

key p50, p95   from the press of an arrow key to the end of the first frame that shows the new state
drag           different states shown in each second of a two-second drag by mouse, there and back
age p50        in the frames of the drag: how long ago the mouse was where the picture says it is
lag            from the last move of the drag to the end of the first frame that shows the final state

`echo` is the floor of every route through the kernel: a slider, an observer in Python, a label. `interact` fits,
draws the four panels and calls plt.show(); `explorer` is the same figure as a regviz Explorer. The pages of an
Explorer are filled while the hand rests, so every route rests `REST` seconds before it is measured.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))
from lab import Notebook, Server, launch  # noqa: E402

REST, COUNT = 4.0, 121
PROBE = (Path(__file__).parent / "probe.js").read_text("utf-8")

ECHO = """
import ipywidgets as widgets
slider = widgets.IntSlider(min=0, max=120, description="lam", continuous_update=True)
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
        self.artists = tuple(ax.plot([], [], ".", color="#0072b2"))
    def update(self, fit):
        self.artists[0].set_data(Xt[:60] @ fit.coef, yt[:60])
    def describe(self, fit):
        return "Predicted against observed."

def fit(lam):
    coef = ridge(lam)
    train, test = errors(coef)
    return rv.Fit(lam=lam, coef=coef, df=(d**2 / (d**2 + len(y) * lam)).sum(), train_error=train, test_error=test)

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


class Bench:
    """One slider and its picture, with the probe in the page."""

    def __init__(self, notebook, route, box, label="lam"):
        self.slider, self.page = notebook.slider(label, box), notebook.page
        setup = {"handle": self.slider.handle.element_handle(), "box": box.element_handle()}
        self.probe = self.page.evaluate_handle(f"(s) => ({PROBE})(s)", setup | {"route": route, "count": COUNT})

    def _settled(self):
        got = self.probe.evaluate("(probe) => probe.settled()")
        frames = np.array([[np.nan if x is None else x for x in frame] for frame in got["frames"]])
        return frames, np.array([m for m in got["moves"] if m[1] is not None]).reshape(-1, 2), got["key"]

    def keys(self, times):
        """Milliseconds from key to pixels, one a press: a hand that presses, looks, presses again."""
        rng, found = np.random.default_rng(0), []
        self.slider.press("Home")
        self._settled()
        for k in range(times + 3):
            time.sleep(rng.uniform(0.12, 0.25))
            self.probe.evaluate("(probe) => probe.start()")
            self.slider.page.keyboard.press("ArrowLeft" if k % 40 >= 20 else "ArrowRight")
            frames, _, pressed = self._settled()
            right = frames[(frames[:, 0] > pressed) & (frames[:, 2] == frames[-1, 1])]
            found.append(right[0, 0] - pressed if len(right) else np.inf)
        return np.array(found[3:])

    def drag(self, seconds=2.0):
        """States a second, ages of all frames in ms, lag after the last move in ms."""
        self.slider.press("Home")
        self._settled()

        def places():
            start = time.perf_counter()
            while (t := (time.perf_counter() - start) / seconds) < 1:
                yield 0.02 + 0.9 * (1 - abs(2 * t - 1))
            yield 0.31

        self.probe.evaluate("(probe) => probe.start()")
        self.slider.drag(places())
        frames, moves, _ = self._settled()
        last = moves[-1, 0]
        first = frames[np.flatnonzero(np.diff(frames[:, 1]))[0] + 1, 0]
        live = frames[(frames[:, 0] >= first) & (frames[:, 0] <= last)]
        changed = np.count_nonzero(np.diff(live[:, 2][np.isfinite(live[:, 2])]))
        ages = [t - moves[same, 0].max() for t, _, seen in live
                if (same := (moves[:, 1] == seen) & (moves[:, 0] <= t)).any()]
        final = frames[(frames[:, 0] > last) & (frames[:, 2] == frames[-1, 1])]
        return changed / (last - first) * 1000, ages, final[0, 0] - last if len(final) else np.inf


def measure(server, browser, name, route, quick):
    """One row of the table: [key p50, key p95, frames a second, age p50, lag]."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    notebook = Notebook(server, context.new_page(), f"{name}.ipynb")
    if route == "stage":
        notebook.execute("import regviz; regviz.teacher()")  # no slider waits for a prediction
    notebook.run_all()
    place = ".regviz-explorer >> nth=0" if route == "stage" else ".jp-Cell-outputArea:has(.widget-slider) >> nth=-1"
    box = notebook.page.locator(place)
    time.sleep(REST)
    bench = Bench(notebook, route, box)
    time.sleep(REST)
    keys = bench.keys(20 if quick else 60)
    drags = [bench.drag() for _ in range(2 if quick else 5)]
    context.close()
    rate, ages, lag = (list(column) for column in zip(*drags, strict=True))
    return [*np.percentile(keys, (50, 95)), np.median(rate), np.median(np.concatenate(ages)), np.median(lag)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lessons", nargs="*", help="numbers such as 06; all lessons when not given")
    parser.add_argument("--quick", action="store_true", help="fewer presses and drags")
    chosen = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place, "notebooks")
        folder.mkdir()
        routes = {"echo": "label", "interact": "picture", "explorer": "stage"}
        for lesson in sorted(ROOT.glob("notebooks/[0-9][0-9]_*.ipynb")):
            if chosen.lessons is None or lesson.name[:2] in chosen.lessons:
                (folder / lesson.name).write_bytes(lesson.read_bytes())
                routes[lesson.stem] = "stage"
        server, browser = Server(folder, Path(place, "home")), launch(playwright)
        server.write("echo.ipynb", ECHO)
        server.write("interact.ipynb", FIGURE, INTERACT)
        server.write("explorer.ipynb", FIGURE, EXPLORER)
        print(f"{'route':28}{'key p50 ms':>12}{'p95 ms':>9}{'drag /s':>9}{'age p50 ms':>12}{'lag ms':>8}")
        try:
            for name, route in routes.items():
                row = measure(server, browser, name, route, chosen.quick)
                print(f"{name:28}{row[0]:12.0f}{row[1]:9.0f}{row[2]:9.1f}{row[3]:12.0f}{row[4]:8.0f}", flush=True)
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
