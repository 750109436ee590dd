"""A notebook of explorers with every kind of control, and what the tests of the page ask of it."""

import time

START = """
import numpy as np

import regviz as rv
"""
LASSO = """
data = rv.diabetes().standardize()
path = rv.LassoPath(data.X, data.y)
lams = np.geomspace(path.lam_max / 1000, 1.26 * path.lam_max, 120)

def fit(lam, snap, sign, draw):
    lam = path.nearest_knot(lam) if snap else lam
    shrunk = np.random.default_rng(draw).uniform(0.5, 1, 10) if draw else 1.0
    return rv.Fit(lam=lam, coef=sign * shrunk * path(lam), df=path.df(lam))

fig, (left, right) = rv.canvas(2)
views = [rv.PathView(left, path, lams, data.names),
         rv.BarsView(right, data.names, np.abs(path.coefs).max())]
lasso = rv.Explorer(fig, views, fit, lam=rv.lam_slider(path.lam_max),
                    snap=rv.toggle("snap to knots"),
                    sign=rv.choice([("as it is", 1), ("mirrored", -1)]), draw=rv.sample())
lasso
"""
AGAIN = "lasso"
POINT = """
class Point(rv.views.View):
    def __init__(self, ax):
        self.ax = ax
        ax.set(xlim=(-2, 2), ylim=(-1, 1))
        self.plot("point", linestyle="none", marker="o", color="black")
        self.movable = (rv.views.Movable(ax, x="across", y="up", label="the point"),)
    def update(self, fit):
        self.parts["point"].set_data([fit.across], [fit.up])
    def describe(self, fit):
        return f"The point is at {fit.across:.1f}, {fit.up:.1f}."

fig, ax = rv.canvas()
point = rv.Explorer(fig, [Point(ax)], rv.Fit, across=rv.slider(-2.0, 2.0, 0.1, 0.0),
                    up=rv.slider(-1.0, 1.0, 0.1, 0.0))
point
"""
TROUBLED = """
import time

pause = 0.0

def troubled(lam, times):
    time.sleep(pause)
    if 1 < lam < 2:
        raise ZeroDivisionError("no answer between one and two")
    return rv.Fit(lam=lam, coef=times * path(lam), df=path.df(lam))

fig, axes = rv.canvas(4)
views = [rv.BarsView(ax, data.names, 150) for ax in axes]
troubled = rv.Explorer(fig, views, troubled, first=2,
                       lam=rv.lam_slider(path.lam_max, value=5), times=rv.slider(1, 3))
troubled
"""
BARS = """
fig, ax = rv.canvas()
bars = rv.Explorer(fig, [rv.BarsView(ax, data.names, 45)],
                   lambda lam: rv.Fit(lam=lam, coef=path(lam), df=path.df(lam)),
                   lam=rv.lam_slider(path.lam_max))
bars
"""
LOG_POINT = """
fig, ax = rv.canvas()
views = [Point(ax)]
ax.set(xscale="log", xlim=(0.01, 2))
log_point = rv.Explorer(fig, views, rv.Fit, across=rv.lam_slider(1.0, 2.0),
                        up=rv.slider(-1.0, 1.0, 0.1, 0.0))
log_point
"""
CELLS = START, LASSO, AGAIN, POINT, TROUBLED, BARS, LOG_POINT
LASSO_AT, AGAIN_AT, POINT_AT, TROUBLED_AT, BARS_AT, LOG_POINT_AT = range(6)

DRAWN = "stage => stage.querySelector('.regviz-layer').shadowRoot.lastChild.innerHTML"
RECORD = """(stage) => {
  window.turned = [];
  new MutationObserver(() => turned.push(stage.dataset.key))
    .observe(stage, { attributeFilter: ["data-key"] });
}"""
TWO_FRAMES = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"


class Explorer:
    """One explorer on the page, as its reader sees it; `name` is its variable in the kernel."""

    def __init__(self, notebook, index, name):
        self.notebook, self.page, self.name = notebook, notebook.page, name
        self.box = notebook.explorer(index)
        self.stage = self.box.locator(".regviz-stage")

    @property
    def key(self):
        return self.stage.get_attribute("data-key")

    @property
    def words(self):
        return self.stage.locator(".regviz-words").inner_text()

    @property
    def alt(self):
        return self.stage.locator("img").get_attribute("alt")

    def control(self, label):
        return self.box.get_by_label(label, exact=True)

    def type(self, label, text):
        """Type into a number box and press Enter."""
        self.control(f"{label}, exact value").fill(str(text))
        self.page.keyboard.press("Enter")

    def shows(self, key, seconds=30):
        """Wait until the picture shows the state `key`."""
        arg = [self.stage.element_handle(), key]
        self.page.wait_for_function("([stage, key]) => stage.dataset.key === key", arg=arg,
                                    timeout=1000 * seconds)

    def put(self, key, values):
        """Bring page and kernel to a state by code.

        Moves of the hand that were still on their way may come between.
        """
        for _ in range(5):
            self.notebook.execute(f"{self.name}.set({values});")
            self.page.wait_for_timeout(100)
            self.shows(self.kernel("key"))
            if self.key == key:
                return
        raise AssertionError(f"{self.name} does not come to {key}, it is at {self.key}")

    def kernel(self, expression):
        """What the kernel prints for an expression of the explorer, such as "words"."""
        return self.notebook.execute(f"print({self.name}.{expression}, end='')")

    def agrees(self, seconds=30):
        """The kernel comes to the state that the picture shows, and both say the same of it."""
        end = time.monotonic() + seconds
        while self.kernel("key") != self.key and time.monotonic() < end:
            self.page.wait_for_timeout(50)
        assert self.kernel("key") == self.key
        told = self.notebook.execute(f"print(*{self.name}.words, end='')")
        more = self.box.get_by_label("more panels")
        some = more.count() and not more.is_checked()  # words of hidden panels are hidden too
        assert self.words == self.alt
        assert told.startswith(self.words) if some else told == self.words

    def filled(self, seconds=60):
        """Wait until every page that is to be filled ahead has been sent."""
        end = time.monotonic() + seconds
        ask = f"print(next({self.name}.missing(), None) is None, end='')"
        while (done := self.notebook.execute(ask)) != "True" and time.monotonic() < end:
            self.page.wait_for_timeout(200)
        assert done == "True"

    def drawn(self):
        """The moving layer as text."""
        return self.stage.evaluate(DRAWN)

    def pixels(self):
        self.page.evaluate(TWO_FRAMES)
        return self.stage.locator(".regviz-picture").screenshot()
