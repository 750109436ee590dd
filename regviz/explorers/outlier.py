"""One reading is wrong: which slopes resist? Three losses, each with three penalties."""

import functools

import numpy as np

from regviz import style
from regviz.claims.losses import nine_fits
from regviz.core.formatting import number
from regviz.core.validation import demand
from regviz.explorers.asked import zero_or_more
from regviz.explorers.base import explorer
from regviz.explorers.median_and_mean import LOSSES, LossPenaltyView
from regviz.page.controls import slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.penalties import soft_threshold
from regviz.views.base import Movable, View, disc, legend_above

X = np.linspace(0, 2, 9)
SLOPE, HEIGHT = 2.0, 1.0  # of the true line


@explorer("One reading is wrong. What resists it: the loss or the penalty?", lesson="09",
          lam=zero_or_more)
def outlier(y_out=5.0, x_out=2.0, lam=0.02, *, noise=0.4, seed=0):
    """A straight line through nine points, one of them dragged away: three losses, three penalties.

    What you see: on the left the points and the line of each loss without a penalty. On the right
    nine slopes, one row for each loss and one mark for each penalty; a thin line joins each to what
    it was before the point moved.
    What to drag: the ringed point, or y_out, its height, and x_out, its place; lam.
    What data: eight points about the line 1 + 2x with normal noise of standard deviation `noise`,
    drawn with `seed`, and a ninth on the line. The losses are r²/2, |r|, and Huber's, straight from
    |r| = 1 on. The penalties are lam·|slope| (L1) and lam·slope²/2 (L2).

    y_out, x_out and lam are where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(-12 <= y_out <= 8, "y_out must lie between -12 and 8: got {!r}", y_out)
    demand(2 <= x_out <= 6, "x_out must lie between 2 and 6: got {!r}", x_out)
    demand(0 <= lam <= 0.5, "lam must lie between 0 and 0.5: got {!r}", lam)
    demand(0 <= noise <= 2, "noise must lie between 0 and 2: got {!r}", noise)
    heights = HEIGHT + SLOPE * X
    heights[:8] += noise * np.random.default_rng(seed).standard_normal(8)

    def moved(y_out, x_out):
        return np.append(X[:-1], x_out), np.append(heights[:-1], y_out)

    @functools.cache
    def solve(y_out, x_out, lam):
        return nine_fits(*moved(y_out, x_out), lam)

    def fit(y_out, x_out, lam):
        x, y = moved(y_out, x_out)
        return Fit(x=x, y=y, lam=lam, fits=solve(y_out, x_out, lam),
                   before=solve(float(heights[-1]), 2.0, lam))

    fig, (left, right) = style.canvas(2)
    views = [OutlierView(left, (0, 6.5), (-13.5, 9.5), truth=(SLOPE, HEIGHT)),
             LossPenaltyView(right, (-4, 3), "slope", "nine slopes", truth=SLOPE)]
    return Explorer(fig, views, fit, stops=_stops(solve),
                    y_out=slider(-12.0, 8.0, 0.25, value=float(y_out)),
                    x_out=slider(2.0, 6.0, 0.25, value=float(x_out)),
                    lam=slider(0.0, 0.5, 0.02, value=float(lam)))


def _stops(solve):
    """The point on the line, fallen, fallen farther, under a large penalty, and far out in x."""
    fallen, farther, out = ({loss: solve(y, x, 0.02)[loss, "none"][0] for loss in LOSSES}
                            for y, x in ((-10.0, 2.0), (-12.0, 2.0), (-10.0, 6.0)))
    large = {penalty: solve(-10.0, 2.0, 0.5)["squared", penalty][0] for penalty in ("L1", "L2")}
    start = [solve(5.0, 2.0, 0.02)[loss, "none"][0] for loss in LOSSES]
    squared, absolute, huber = (number(fallen[loss]) for loss in LOSSES)
    stops = [
        Stop(f"All three slopes lie between {number(min(start))} and {number(max(start))}.",
             y_out=5.0, x_out=2.0, lam=0.02, ask="The ringed point is still right. How far apart "
             "are the lines?",
             true=lambda fit: np.isclose(min(start), min(_slopes(fit)))
             and np.isclose(max(start), max(_slopes(fit)))),
        Stop(f"The slope of the squared loss falls to {squared}. The absolute loss keeps "
             f"{absolute}, and Huber's loss has {huber}.", y_out=-10.0, x_out=2.0, lam=0.02,
             ask="The last reading falls from 5 to −10. Which slopes stay nearest to 2?",
             true=lambda fit: np.allclose(_slopes(fit), list(fallen.values()))
             and np.argmax(np.abs(np.subtract(_slopes(fit), SLOPE))) == 0),
        Stop("Only the squared loss moves on, to "
             f"{number(farther['squared'])}. In the other two losses a point pulls "
             "no harder when it is farther away.",
             y_out=-12.0, x_out=2.0, lam=0.02, ask="It falls by 2 more. Which slopes follow?",
             true=lambda fit: fallen["squared"] - _slopes(fit)[0] > 0.3
             and np.allclose(_slopes(fit)[1:], list(fallen.values())[1:], atol=0.01)),
        Stop(f"With L1 the squared loss gives {number(large['L1'])}, with L2 "
             f"{number(large['L2'])}. They shrink the slope towards 0, not back to 2.",
             y_out=-10.0, x_out=2.0, lam=0.5,
             ask="Does a large penalty repair the squared loss?",
             true=lambda fit: all(np.isclose(fit.fits["squared", kind][0], value)
                                  and abs(value) < abs(fallen["squared"])
                                  for kind, value in large.items())),
        Stop("Yes: give each row a shift, and put an L1 penalty on the shifts. The squared loss "
             "then gives Huber's line exactly.", y_out=-10.0, x_out=2.0, lam=0.02,
             ask="Is there a penalty that makes the squared loss robust?",
             true=lambda fit: np.allclose(_shifted(fit.x, fit.y), fit.fits["Huber", "none"],
                                          atol=1e-4)),
    ]
    if abs(out["absolute"] - SLOPE) < 2:
        return stops
    return [*stops, Stop(
        f"Now the absolute loss follows too, to {number(out['absolute'])}. These losses resist a "
        "wrong y, but not an x far out.", y_out=-10.0, x_out=6.0, lam=0.02,
        ask="The wrong point is also far out in x. Do the two still resist?",
        true=lambda fit: np.allclose(_slopes(fit), list(out.values()))
        and abs(fit.fits["absolute", "none"][0] - SLOPE) > 2)]


def _slopes(fit):
    """The slope of each loss without a penalty."""
    return [fit.fits[loss, "none"][0] for loss in LOSSES]


def _shifted(x, y):
    """(slope, height) of least squares with a shift for each row and |shift| as its penalty.

    By turns: the line of what is left, then the shifts by a soft threshold at 1.
    """
    design = np.column_stack([x, np.ones_like(x)])
    project = np.linalg.pinv(design)
    shift = np.zeros_like(y)
    for _ in range(2000):
        line = project @ (y - shift)
        shift = soft_threshold(y - design @ line, 1.0)
    return line


class OutlierView(View):
    """Points, a straight line for each loss, and one point that is dragged away from the others.

    Reads `fit.x`, `fit.y` (n,), the movable point last, and `fit.fits`, which maps (loss, penalty)
    to (slope, intercept); drawn are those without a penalty. `truth` is (slope, intercept). The
    controls x_out and y_out are the movable point's.
    """

    @style.styled
    def __init__(self, ax, xlim, ylim, truth):
        self.ax = ax
        self.xs = np.array(xlim, dtype=float)
        line = style.sizes().line
        ax.plot(self.xs, truth[1] + truth[0] * self.xs, label="truth", zorder=2,
                **style.MARKS["truth"].line(linewidth=0.6 * line))
        self.plot("points", **style.MARKS["train"].points(), zorder=3)
        self.part("lines", {
            loss: ax.plot([], [], **mark.line(linewidth=1.3 * line), zorder=4,
                          label=mark.label.split()[0])[0]
            for loss, mark in LOSSES.items()})
        self.plot("ring", **disc(1.5))
        ax.set(xlim=xlim, ylim=ylim, xlabel="x", ylabel="y")
        legend_above(ax, "drag the ringed point")
        self.movable = (Movable(ax, "x_out", "y_out", label="the ringed point"),)

    def update(self, fit) -> None:
        self.parts["points"].set_data(fit.x[:-1], fit.y[:-1])
        self.parts["ring"].set_data(fit.x[-1:], fit.y[-1:])
        for loss, line in self.parts["lines"].items():
            slope, intercept = fit.fits[loss, "none"]
            line.set_data(self.xs, intercept + slope * self.xs)

    def describe(self, fit) -> str:
        slopes = ", ".join(f"{loss} {number(fit.fits[loss, 'none'][0])}" for loss in LOSSES)
        return (f"The ringed point is at x = {number(fit.x[-1])}, y = {number(fit.y[-1])}. "
                f"Slopes by loss: {slopes}.")
