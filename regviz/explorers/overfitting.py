"""Why does a model that fits perfectly predict badly? Polynomials of rising degree."""

from functools import lru_cache

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.core.validation import demand
from regviz.data.datasets import sine, wave
from regviz.explorers.base import explorer
from regviz.explorers.formula import Formula, Yours
from regviz.page.controls import sample, slider, toggle
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.selection import nested_models as nested
from regviz.views.base import View, label_axes, legend_above
from regviz.views.curves import CurvesView
from regviz.views.fit_over_data import FitView

GRID = np.linspace(0, 1, 241)
DEGREES = np.arange(1, nested.TOP + 1)
THREE = (1, 4, 12)
EXACT = 1e-12  # a mean squared error below it is rounding


@explorer("Why does a model that fits perfectly predict badly?", lesson="01")
def overfitting(*, degree=12, stretch=1.0, solve=None):
    """Least squares with a polynomial of degree 1 to 14, on points from one period of a sine.

    What you see: the curve through its training points, and the training and the held-out error of
    every degree; the star is the lowest held-out error, the band holds 8 of 10 other samples. More
    panels: degrees 1, 4 and 12 side by side, the largest coefficient of every degree, and the
    errors of a typical sample for every n.
    What to drag: degree, to the right for more capacity; then n, noise and sample. "show fresh
    points" shows 40 of the 500 points that no curve was fitted to.
    What data: n points at random x with normal noise of standard deviation `noise`.

    degree is where the explorer begins. The columns are the powers of u, which is x mapped to
    [-stretch, stretch]: another stretch changes the coefficients and no curve. solve: your own
    formula, `solve(X, y)` -> one coefficient for each column of X, which are 1, u, u², ... The thin
    line with hollow squares is your curve; the words say how far your fitted values are off.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(degree in DEGREES, "degree must be a whole number from 1 to 14: got {!r}", degree)
    demand(isinstance(stretch, (int, float)) and 0.1 <= stretch <= 10,
           "stretch must lie between 0.1 and 10: got {!r}", stretch)
    formula = Formula("solve", solve, "one coefficient for each column of X")
    units = float(stretch) ** np.arange(nested.TOP + 1)

    def fit(degree, n, noise, sample, show_fresh):
        run = _run(n, noise, sample)
        shown = slice(6, 486, 12) if show_fresh else slice(0)
        state = _state(run, degree) | _others(degree, n, noise)
        if formula:
            state["yours"] = _yours(formula, run, degree, units)
        return Fit(**state, n=n, x_new=run.x_new[shown], y_new=run.y_new[shown],
                   largest=[np.abs(run.coefs[d] / units)[1:].max() for d in DEGREES])

    fig, panels = style.canvas(5)
    views = _views(panels)
    if formula:
        views[1:1] = [YourCurveView(panels[0], GRID)]
    return Explorer(fig, views, fit, first=2, stops=_stops(),
                    degree=slider(1, nested.TOP, value=int(degree)), n=slider(15, 60, 5, value=20),
                    noise=slider(0.0, 0.6, 0.1, value=0.3), sample=sample(1),
                    show_fresh=toggle("show fresh points"))


def _views(panels):
    curve, errors, three, weights, rows = panels
    log = {"ylim": (1e-4, 1e3), "log_y": True}
    both = {"train_curve": "train", "test_curve": "test"}
    typical = {"typical_train": "train", "typical_test": "test"}
    return [
        FitView(curve, GRID, sine(GRID), fresh=True),
        CurvesView(errors, "degree", DEGREES, both, title="error by degree, this sample",
                   band="band", best=("test_curve", "lowest"), **log),
        ThreeView(three, GRID[::2], sine(GRID[::2]), THREE),
        CurvesView(weights, "degree", DEGREES, {"largest": "ols"}, title="size of the coefficients",
                   ylabel="largest |coefficient|", ylim=(1e-1, 1e9), log_y=True),
        CurvesView(rows, "n", nested.SIZES, typical, title="error by n, typical sample",
                   ylabel="typical squared error", **log),
    ]


@lru_cache(maxsize=64)
def _run(n, noise, sample):
    """The curves of all degrees through one sample, and their errors on its points and on fresh
    ones."""
    data, fresh = wave(n, noise, seed=sample), wave(nested.FRESH, noise, seed=10_000 + sample)
    x, x_new = data.X[:, 0], fresh.X[:, 0]
    coefs = nested.all_degrees(x, data.y)
    train, test = nested.nested_errors(nested.legendre(x), data.y, nested.legendre(x_new), fresh.y)
    return Fit(x=x, y=data.y, x_new=x_new, y_new=fresh.y, coefs=coefs, train=_rounded(train),
               test=_rounded(test), curves=nested.curve_on(GRID, coefs))


def _rounded(errors):
    return np.where(errors < EXACT, 0.0, errors)


def _state(run, degree):
    """What the pictures read of one sample at one degree."""
    return {"degree": degree, "label": f"degree {degree}", "x": run.x, "y": run.y,
            "curve": run.curves[degree], "train_error": run.train[degree],
            "test_error": run.test[degree], "train_curve": run.train[1:],
            "test_curve": run.test[1:], "three": run.curves[list(THREE), ::2],
            "three_errors": [(run.train[d], run.test[d]) for d in THREE]}


def _others(degree, n, noise):
    """The held-out errors of 8 of 10 other samples, and the median errors for each n."""
    train, test = nested.many_errors(noise)
    here = int(np.abs(nested.SIZES - n).argmin())
    return {"band": np.quantile(test[here, :, 1:], [0.1, 0.9], axis=0),
            "typical_train": _rounded(np.median(train[..., degree], axis=1)),
            "typical_test": _rounded(np.median(test[..., degree], axis=1))}


def _yours(formula, run, degree, units):
    """The reader's coefficients, compared in the values that they give at the training points."""
    def columns(x):
        u = units[1] * (2 * x - 1)
        return np.vander(u, degree + 1, increasing=True)

    X, exact = columns(run.x), run.coefs[degree] / units
    yours = formula(X, run.y, exact=exact[:degree + 1])
    if not yours:
        return yours
    fitted = Formula("solve", lambda: X @ yours.value, "one fitted value for each point")
    names = [f"x = {x:.2f}" for x in run.x]
    words = fitted(exact=X @ exact[:degree + 1], of=names).words
    return Yours(columns(GRID) @ yours.value, words)


def _stops():
    """One sample: a line, the star, the wire; then a perfect fit, more points, no noise."""
    run, few, many = (_run(n, 0.3, 1) for n in (20, 15, 60))
    best = int(run.test[1:].argmin()) + 1
    low, high = number(run.test[best]), number(run.test[12])
    return [
        Stop(f"Neither is small: {number(run.train[1])} and {number(run.test[1])}. A straight line "
             "cannot follow the wave. It underfits.", degree=1,
             ask="A straight line: is its training error small, or its held-out error?",
             true=lambda fit: min(fit.train_error, fit.test_error) > 2 * fit.train_curve[best - 1]),
        Stop(f"At degree {best}, where the star is: the error on new points is {low}.", degree=best,
             ask="At which degree is the held-out error lowest?",
             true=lambda fit: fit.test_error == min(fit.test_curve)),
        Stop(f"Training falls to {number(run.train[12])}, held out rises from {low} to {high}. "
             "The curve follows the noise: it overfits.", degree=12,
             ask=f"From degree {best} to 12, which of the two errors falls and which rises?",
             true=lambda fit: fit.train_error < run.train[best]
             and fit.test_error > run.test[best]),
        Stop(f"It is 0: the curve passes through every point. On new points the error is "
             f"{number(few.test[14])}.", degree=14, n=15,
             ask="Degree 14 has 15 coefficients for 15 points. How large is the training error?",
             true=lambda fit: fit.train_error == 0 and fit.test_error > 1),
        Stop(f"No: its held-out error is {number(many.test[12])}. With 20 points it was {high}.",
             degree=12, n=60, ask="Does degree 12 still overfit as badly with 60 points?",
             true=lambda fit: fit.test_error < 0.1 * run.test[12]),
        Stop("No: both errors are practically 0. The swings came from the noise that the curve "
             "learned.",
             degree=12, noise=0.0,
             ask="Only 20 points again, but without noise. Does degree 12 still swing?",
             true=lambda fit: max(fit.train_error, fit.test_error) < 1e-6),
    ]


class ThreeView(View):
    """Three curves of rising degree through the same points, with the errors of each.

    Reads `fit.x`, `fit.y` (n,), `fit.three` (3, m) on `grid`, and `fit.three_errors`, three pairs
    of a training and a held-out error.
    """

    LOOKS = ("ridge", "elastic_net", "lasso")

    @style.styled
    def __init__(self, ax, grid, truth, degrees):
        size = style.sizes()
        self.ax = ax
        self.grid = grid
        self.degrees = degrees
        ax.plot(grid, truth, **style.MARKS["truth"].line(linewidth=0.7 * size.line), zorder=2)
        self.plot("points", **style.MARKS["train"].points(markersize=0.8 * size.marker, zorder=3))
        looks = [style.MARKS[look] for look in self.LOOKS]
        self.plots("curves", {d: look.line(label=f"degree {d}", zorder=4)
                              for d, look in zip(degrees, looks, strict=True)})
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85}
        self.part("errors", [
            ax.text(0.02, 0.18 - 0.08 * k, "", transform=ax.transAxes, color=look.color, bbox=paper,
                    zorder=5)
            for k, look in enumerate(looks)])
        ax.set(xlim=(grid[0], grid[-1]), ylim=(-2.2, 2.2))
        label_axes(ax, xlabel="x", ylabel="y")
        legend_above(ax, "three degrees, the same points")

    def update(self, fit) -> None:
        self.parts["points"].set_data(fit.x, fit.y)
        for line, curve in zip(self.parts["curves"].values(), fit.three, strict=True):
            line.set_data(self.grid, curve)
        for text, told in zip(self.parts["errors"], self._told(fit), strict=True):
            text.set_text(told)

    def _told(self, fit):
        return [f"degree {d}: training {number(train)}, held out {number(test)}"
                for d, (train, test) in zip(self.degrees, fit.three_errors, strict=True)]

    def describe(self, fit) -> str:
        return f"On the same points: {'; '.join(self._told(fit))}."


class YourCurveView(View):
    """The curve of the reader's formula, thin with hollow squares. Reads `fit.yours`, values on
    `grid`."""

    @style.styled
    def __init__(self, ax, grid):
        self.ax = ax
        self.grid = grid
        size = style.sizes()
        self.plot("yours", color=style.NOW, linewidth=0.5 * size.line, marker="s", markevery=12,
                  markerfacecolor="none", markersize=size.marker,
                  markeredgewidth=0.6 * size.line, zorder=6)

    def update(self, fit) -> None:
        points = (self.grid, fit.yours.value) if fit.yours else ([], [])
        self.parts["yours"].set_data(*points)

    def describe(self, fit) -> str:
        return fit.yours.words
