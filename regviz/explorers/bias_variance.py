"""Where does test error come from? Refits on many training sets, and the parts of their error."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plain
from regviz.core.validation import demand
from regviz.data.datasets import sine
from regviz.explorers.base import explorer
from regviz.explorers.error_parts import SpreadView, StackView
from regviz.explorers.formula import Formula, YoursView, check_formula
from regviz.page.controls import choice, sample, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.selection import refits
from regviz.selection.refits import DEGREES, GRID, LAMS, METHODS
from regviz.views.base import Movable, View, legend_above, segments
from regviz.views.curves import CurvesView

AXES = {"polynomial": "degree (more capacity →)", "ridge": "lam (← more capacity)",
        "neighbours": "k (← more capacity)"}


@explorer("Where does test error come from?", lesson="02")
def bias_variance(*, method="polynomial", noise=0.3, parts=None):
    """Refits of one method to 300 training sets, and the error split into bias², variance, noise.

    What you see: fourteen of the refits, the mean of all 300 and the truth. Beside them bias²,
    variance, noise and their sum at all 13 settings: lines are exact formulas, markers come from
    the 300 refits. More panels: the sum beside the error on fresh data, and all predictions at x0.
    What to drag: setting, which is the degree, the place of lambda or the place of k. Then change
    the method, n (the rows of a training set), the point x0 and the sample of 300 sets.
    What data: one period of a sine at n evenly spaced x, with independent normal noise of standard
    deviation `noise`, between 0.05 and 0.6.

    method, where it begins: "polynomial" (degrees 0 to 12), "ridge" (degree 12, shrunk) or
    "neighbours" (the mean of the k nearest y). parts: your own formula,
    `parts(predictions, truth)` -> (bias2, variance). predictions has one row for each training set
    and one column for each x; return one number for each x, or their means. Divide by the number
    of sets. Hollow squares show your two means at the present setting.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(method in METHODS, "method must be one of {}: got {!r}", ", ".join(METHODS), method)
    demand(isinstance(noise, (int, float)) and 0.05 <= noise <= 0.6,
           "noise, a standard deviation, must lie between 0.05 and 0.6: got {!r}", noise)
    formula = Formula("parts", _means(parts), "bias² and variance for each x, or their means")

    def fit(setting, method, n, x0, sample):
        run = refits.run(method, n, float(noise), sample)
        state = refits.at_setting(run, setting, x0) | _labels(method, n, setting)
        if formula:
            given = run.fits[setting].T, sine(GRID)
            state["yours"] = formula(*given, exact=refits.parts(*given), of=("bias²", "variance"))
        return Fit(**run._asdict(), **state, setting=setting,
                   exact_noise=np.full(13, run.noise), exact_total=refits.exact_error(run))

    top = 0.65 + 1.7 * noise**2
    fig, (curves, capacity, stack, point) = style.canvas(4)
    views = [SpaghettiView(curves, GRID, sine(GRID)), CapacityView(capacity, DEGREES, (0, top)),
             StackView(stack, (0, top)), SpreadView(point)]
    if formula:
        views[2:2] = [YoursView(capacity, lambda fit, two: ([fit.setting] * 2, two))]
    return Explorer(fig, views, fit, first=2, stops=_stops(noise, method),
                    setting=slider(0, 12, value=1), method=choice(METHODS, method),
                    n=slider(20, 80, 10, value=30), x0=slider(0.0, 1.0, 0.025, value=0.25),
                    sample=sample())


def _labels(method, n, setting):
    """What the axis of the settings says."""
    ticks = [plain(capacity, 2) for capacity in refits.smoothers(method, n).capacity]
    name = AXES[method].split()[0]
    return {"ticks": ticks, "axis": AXES[method], "label": f"{name} = {ticks[setting]}"}


def _means(parts):
    """The reader's function, with the means over x of what it returns for each x."""
    if check_formula(parts, "parts") is None:
        return None

    def two(predictions, truth):
        given = parts(predictions, truth)
        if isinstance(given, tuple) and {np.shape(part) for part in given} <= {(), truth.shape}:
            return [np.mean(part) for part in given]
        return given
    return two


def _stops(noise, method):
    """The walk for an explorer that begins with `method`."""
    return _neighbour_stops(noise) if method == "neighbours" else _capacity_stops(noise)


def _capacity_stops(noise):
    """Too little capacity, too much, the best setting, more rows, ridge."""
    run, few, many = (refits.run("polynomial", n, noise, sets=2) for n in (30, 20, 80))
    ridge = refits.run("ridge", 30, noise, sets=2)
    best, calm = int(refits.exact_error(run).argmin()), int(refits.exact_error(ridge).argmin())
    return [
        Stop(f"No. Variance is only {number(run.exact_variance[0])}, but bias² is "
             f"{number(run.exact_bias2[0])}: a constant cannot follow the truth.",
             setting=0, method="polynomial",
             ask="At degree 0 all refits agree. Is their error small?",
             true=lambda fit: fit.exact_bias2[0] > 5 * fit.exact_variance[0]),
        Stop("It comes from variance. The mean of the refits follows the truth, but single refits "
             "are far from it.", setting=12, method="polynomial",
             ask="Where does the error of degree 12 come from: bias or variance?",
             true=lambda fit: fit.exact_variance[12] > 5 * fit.exact_bias2[12]),
        Stop(f"At degree {best}. There bias² is {number(run.exact_bias2[best])} and variance "
             f"{number(run.exact_variance[best])}. No degree can remove the noise, "
             f"{number(run.noise)}.", setting=best, method="polynomial",
             ask="At which degree is the sum of bias², variance and noise lowest?",
             true=lambda fit: fit.exact_total.argmin() == best == fit.setting),
        Stop(f"Variance. From 20 to 80 points it falls from {number(few.exact_variance[1])} to "
             f"{number(many.exact_variance[1])}. Bias² stays at {number(many.exact_bias2[1])}.",
             setting=1, n=80, method="polynomial",
             ask="We fit straight lines to 80 points, not 20. Which part of the error becomes "
             "smaller?",
             true=lambda fit: np.isclose(few.exact_bias2[1], fit.exact_bias2[1], rtol=0.01)
             and fit.exact_variance[1] < 0.3 * few.exact_variance[1]),
        Stop(f"No: ridge keeps all twelve powers. At lam = {plain(LAMS[calm], 2)} its variance is "
             f"{number(ridge.exact_variance[calm])}, without a penalty "
             f"{number(run.exact_variance[12])}.", setting=calm, method="ridge",
             ask="Must we lower the degree to reduce the variance of degree 12?",
             true=lambda fit: fit.exact_variance[calm] < 0.7 * run.exact_variance[12]
             and fit.exact_total[calm] < refits.exact_error(run)[12]),
    ]


def _neighbour_stops(noise):
    """One neighbour, too many at the left end, all of them."""
    run = refits.run("neighbours", 30, noise, sets=2)
    k, heights = int(run.capacity[8]), sine(refits.places(30))
    return [
        Stop(f"Variance: it is as large as the noise, {number(run.noise)}. The mean of the refits "
             "is near the truth.", setting=0, method="neighbours",
             ask="At k = 1 we predict the nearest y. Which part of the error is large: bias or "
             "variance?",
             true=lambda fit: np.isclose(fit.exact_variance[0], fit.noise)
             and fit.exact_bias2[0] < 0.005),
        Stop(f"It is {number(heights[:k].mean())} too high. All {k} neighbours lie to the right, "
             "higher up on the wave.", setting=8, method="neighbours", x0=0.0,
             ask=f"We average {k} neighbours. Where is their mean at the left end, x = 0?",
             true=lambda fit: heights[:k].mean() > 0.5 and fit.point_truth == 0),
        Stop("No, at this one point it vanishes: the whole sine averages to 0, and the truth here "
             "is 0. Averaged over all x, bias² is largest now.", setting=12, method="neighbours",
             x0=0.0, ask="We average all 30 neighbours. Is the bias at x = 0 large?",
             true=lambda fit: abs(heights.mean() - fit.point_truth) < 1e-9
             and fit.exact_bias2.argmax() == 12),
    ]


class SpaghettiView(View):
    """Refits of one model to many training sets, their mean and the truth, on `grid` (m,).

    Reads `fit.refits` (m, sets), of which the first 14 are drawn, `fit.mean` (m,), `fit.label`
    ("degree = 3") and `fit.x0`, a point of the x axis marked by a line that sets the control x0.
    """

    SHOWN = 14

    @style.styled
    def __init__(self, ax, grid, truth, xlabel="x", ylabel="y"):
        self.ax = ax
        self.grid = np.asarray(grid, dtype=float)
        self.truth = np.asarray(truth, dtype=float)
        line = style.sizes().line
        self.plot("refits", color=style.MARKS["variance"].color, linewidth=0.45 * line, alpha=0.75,
                  label=f"{self.SHOWN} refits", zorder=2)
        ax.plot(grid, truth, **style.MARKS["truth"].line(), label="truth", zorder=4)
        self.plot("mean", color=style.MARKS["bias"].color, linewidth=1.5 * line,
                  label="mean of all", zorder=3)
        self.plot("place", color=style.NOW, linewidth=0.6 * line, zorder=1)
        ax.set(xlim=(self.grid[0], self.grid[-1]), ylim=(-2, 2), xlabel=xlabel, ylabel=ylabel)
        self.part("title", legend_above(ax, "refits"))
        below = (float(np.median(grid)), -1.75)  # below the curves, between two ticks
        self.movable = (Movable(ax, x="x0", y=None, label="x0", at=below),)

    def update(self, fit) -> None:
        refits = np.asarray(fit.refits, dtype=float)[:, :self.SHOWN]
        xs = np.broadcast_to(self.grid[:, None], refits.shape)
        self.parts["refits"].set_data(segments(*xs), segments(*refits))
        self.parts["mean"].set_data(self.grid, fit.mean)
        self.parts["place"].set_data([fit.x0, fit.x0], self.ax.get_ylim())
        self.parts["title"].set_text(fit.label)

    def describe(self, fit) -> str:
        away = np.abs(np.asarray(fit.mean) - self.truth)
        return (f"With {fit.label} the mean of {np.shape(fit.refits)[1]} refits is farthest from "
                f"the truth at x = {plain(self.grid[away.argmax()], 3)}, by {number(away.max())}; "
                f"at a typical x the refits have a standard deviation of "
                f"{number(np.std(fit.refits, axis=1).mean())}.")


class CapacityView(CurvesView):
    """Bias², variance, noise and their sum at every setting of a model: exact values as lines,
    estimates as points with bars.

    Reads `fit.setting` (a place on `settings`), the curves `exact_bias2`, `exact_variance`,
    `exact_noise`, `exact_total`, the estimates `bias2`, `variance`, `error` with their `_se`, and
    what the axis says, which differs from model to model: `fit.axis`, its name, and `fit.ticks`,
    a text for each setting, of which every fourth is written.
    """

    LINES = {"exact_bias2": "bias", "exact_variance": "variance", "exact_noise": "noise",
             "exact_total": "total"}
    POINTS = {"bias2": "bias", "variance": "variance", "error": "total"}

    @style.styled
    def __init__(self, ax, settings, ylim):
        super().__init__(ax, "setting", settings, self.LINES, points=self.POINTS, ylim=ylim,
                         title="where the error comes from", xlabel=" ")
        ax.set_xticks(self.values, [""] * len(self.values))
        look = {"transform": ax.get_xaxis_transform(), "fontsize": 0.9 * style.sizes().text}
        self.part("ticks", [ax.text(x, -0.035, "0", ha="center", va="top", **look)
                            for x in self.values[::4]])
        self.part("axis name", ax.text(0.5, -0.115, "x", transform=ax.transAxes,
                                       ha="center", va="top"))

    def update(self, fit) -> None:
        super().update(fit)
        self.parts["axis name"].set_text(fit.axis)
        for text, tick in zip(self.parts["ticks"], fit.ticks[::4], strict=True):
            text.set_text(tick)

    def describe(self, fit) -> str:
        here = int(np.abs(self.values - fit.setting).argmin())
        exact = [getattr(fit, name)[here] for name in self.LINES]
        best = int(np.argmin(fit.exact_total))
        return ("Bias² {:.3f}, variance {:.3f} and noise {:.3f} add up to {:.3f}; the error "
                "measured on fresh data is {:.3f}. ".format(*exact, fit.error[here])
                + f"The sum is least at {fit.label.split(' = ')[0]} = {fit.ticks[best]}.")
