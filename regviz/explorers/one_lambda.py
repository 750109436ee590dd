"""What does one lambda do to everything at once? A curve, its weights, its errors, a corner."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from regviz import style
from regviz.core.formatting import number, plural
from regviz.core.validation import demand
from regviz.data.given import as_problem
from regviz.explorers.base import explorer, lam_grid, lam_range, within
from regviz.explorers.formula import Formula
from regviz.explorers.six_waves import BALLS, NAMES, SixWaves
from regviz.page.controls import lam_slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.views.bars import BarsView
from regviz.views.base import View, label_axes, legend_above, padded, zero_line
from regviz.views.coefficient_paths import PathView
from regviz.views.contours import GeometryView
from regviz.views.curves import ErrorView
from regviz.views.fit_over_data import FitView
from regviz.views.names import short


@explorer("What does one lambda do to everything at once?", lesson="00")
def one_lambda(data="diabetes", y=None, *, target=None, column=None, method="lasso", rows=40,
               seed=119, lam=None, objective=None):
    """One curve through one feature, and five pictures of it that one lambda moves.

    What you see: the curve through the rows that it was fitted to, and its six weights against
    lambda. The curve is a constant plus six waves over the range of the feature. The first wave
    falls once from left to right, so its weight is negative where y rises. The second falls and
    rises, the sixth is the fastest. More panels: w1 and w2 as a point in the plane, where the other
    weights are held as they are; the errors; the weights as bars.
    What to drag: lam, to the right for more penalty.
    What data: see `regviz.data.given.as_problem`; one column of it is used. `rows` rows, drawn at
    random by `seed`, are fitted; all others are held out.

    column is a name or a number, the column that is most correlated with y if None. method is
    "lasso" or "ridge"; lam is where the explorer begins. objective: your own formula,
    `objective(X, y, coef, intercept, lam)` -> J, where X holds the six waves. The second panel then
    draws your J for many values of w1, with everything else held, beside the exact J.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(method in BALLS, "method must be lasso or ridge: got {!r}", method)
    curve = SixWaves(as_problem(data, y, target), column, rows, seed, method)
    path = curve.path
    top, decades = lam_range(path)
    decades = min(decades, 6)
    lams = lam_grid(top, decades)
    start = None if lam is None else within(lam, "lam", lams[0], lams[-1])
    formula = Formula("objective", objective, "one number, J")

    def fit(lam):
        coef = path(lam)
        kept = plural(np.count_nonzero(coef), "wave")
        own = curve.around(lam, formula) if formula else {}
        return Fit(**own, lam=lam, coef=coef, df=path.df(lam), touch=curve.pair(coef),
                   x=curve.train.X[:, 0], y=curve.train.y, curve=path.predict(curve.on_grid, lam),
                   label=kept if method == "lasso" else f"lam = {number(lam)}",
                   train_error=curve.error("train", lam), test_error=curve.error("test", lam))

    fig, panels = style.canvas(5)
    return Explorer(fig, _views(panels, curve, lams, method, bool(formula)), fit, first=2,
                    stops=_stops(curve, lams, method, corner=not formula),
                    lam=lam_slider(top, decades, start))


def _views(panels, curve, lams, method, own):
    """The five pictures; the reader's objective takes the second place, and the corner is left
    out."""
    if own:
        drawn, around, weights, errors, bars = panels
    else:
        drawn, weights, pair, errors, bars = panels
    name, target = curve.train.names[0], curve.train.target
    views = [
        FitView(drawn, curve.grid, ylim=padded(curve.train.y, 0.2), kind=method, xlabel=short(name),
                ylabel=short(target)),
        PathView(weights, curve.path, lams, NAMES, kind=method, ylabel="weight",
                 title=f"{method}: six weights"),
        ErrorView(errors, lams, curve.error("train", lams), curve.error("test", lams)),
        BarsView(bars, NAMES, np.abs(curve.path(lams)).max() or 1.0, "weights", "weight"),
    ]
    if own:
        highest = curve.error("train", lams).max()
        return [views[0], OwnObjectiveView(around, curve.span, highest), *views[1:]]
    return [*views[:2], PairView(pair, limit=curve.reach(lams)), *views[2:]]


def _stops(curve, lams, method, corner):
    """From hardly any penalty over the lowest held-out error to far too much."""
    low, top, n = float(lams[0]), float(lams[-1]), len(curve.train)
    errors = curve.error("test", lams)
    best = float(lams[errors.argmin()])
    where = "in between" if low < best < top else "at the left" if best == low else "at the right"
    stops = [
        Stop(f"On those {n} the mean squared error is {number(curve.error('train', low))}, on the "
             f"other {len(curve.test)} it is {number(curve.error('test', low))}.", lam=low,
             ask=f"Hardly any penalty: how well does the curve predict the {n} rows it was fitted "
             "to, and the others?",
             true=lambda fit: np.allclose([fit.train_error, fit.test_error],
                                          [curve.error(side, low) for side in ("train", "test")])),
        Stop(f"It is lowest {where}: {number(errors.min())}, at lam = {number(best)}.", lam=best,
             ask="Where is the error on the other rows lowest: left, right or in between?",
             true=lambda fit: fit.test_error <= errors.min() * (1 + 1e-9)),
    ]
    if method == "ridge":
        return [*stops, *_ridge_end(curve, top)]
    between = [*(_corner(curve, lams) if corner else ()), *_alone(curve, lams)]
    between.sort(key=lambda stop: stop.values["lam"])
    return [*stops, *between, Stop(
        f"All six weights are exactly zero. The curve is the mean of the {n} rows, "
        f"{number(curve.train.y.mean())}.", lam=top,
        ask="Lambda is very large. What does the curve predict?",
        true=lambda fit: not fit.coef.any() and np.allclose(fit.curve, curve.train.y.mean()))]


def _ridge_end(curve, top):
    before, after = curve.path(top / 1e5), curve.path(top)
    return [
        Stop("None is exactly zero. Ridge makes all six weights small and takes none away.",
             lam=top, ask="How many of the six weights are exactly zero now?",
             true=lambda fit: fit.coef.all()
             and np.linalg.norm(fit.coef) < 0.1 * np.linalg.norm(before)),
        Stop(f"The curve is nearly flat: it lies near the mean of the fitted rows, "
             f"{number(curve.train.y.mean())}.", lam=top,
             ask="What does the curve predict when all weights are small?",
             true=lambda fit: np.ptp(fit.curve) <= 2 * np.abs(after).sum() + 1e-9),
    ]


def _corner(curve, lams):
    """A stop where one of w1 and w2 is exactly zero, if there is one."""
    zero = curve.path(lams) == 0
    one = zero[:, :2].sum(axis=1) == 1
    others = zero[:, 2:].all(axis=1)
    there = np.flatnonzero(one & ~others if (one & ~others).any() else one)
    if not there.size:
        return []
    at = there[there.size // 2]
    gone = int(zero[at].argmax())
    return [Stop(f"{NAMES[gone]} is exactly zero, so the point lies on a corner of the diamond.",
                 lam=float(lams[at]),
                 ask="Here only one of w1 and w2 is left. Where on the diamond is the point?",
                 true=lambda fit: fit.touch.coef[gone] == 0 == fit.coef[gone]
                 and fit.touch.coef[1 - gone] != 0)]


def _alone(curve, lams):
    """A stop where one weight is left, if there is such a lambda in the picture."""
    there = np.flatnonzero(np.count_nonzero(curve.path(lams), axis=1) == 1)
    if not there.size:
        return []
    at = float(lams[there[0]])
    last = int(np.flatnonzero(curve.path(at))[0])
    return [Stop(f"For these {len(curve.train)} rows it is {NAMES[last]}. The other five weights "
                 "are exactly zero.", lam=at,
                 ask="Which wave is left at the end: the slowest, w1, or a faster one?",
                 true=lambda fit: np.flatnonzero(fit.coef).tolist() == [last])]


class PairView(GeometryView):
    """Two of the weights as a point: the loss with the other weights held, and the ball.

    Reads `fit.touch`. The lowest point of this loss is no least-squares fit, since the other
    weights stay where the penalty put them; it moves with lambda.
    """

    @style.styled
    def __init__(self, ax, limit):
        super().__init__(ax, limit=limit, drag=None, certify=False)
        ticks = MaxNLocator(5).tick_values(-limit, limit)
        ticks = ticks[np.abs(ticks) <= limit]
        ax.set(xticks=ticks, yticks=ticks)
        self._heights = 0.5 * (0.25 * limit * np.arange(1, 6)) ** 2

    def _legend(self) -> list:
        self.parts["ols"].set_label("lowest loss,\nothers held")
        return super()._legend()

    def update(self, fit) -> None:
        super().update(fit)
        bowl = fit.touch.bowl
        heights = self._heights * np.trace(bowl.hessian) / 2
        self.parts["contours"].set_data(*bowl.contours(heights, n_points=41).T)

    def describe(self, fit) -> str:
        return f"{super().describe(fit)} The other four weights are held where they are now."


class OwnObjectiveView(View):
    """The exact J against w1, the rest held, with its lowest point, and the reader's J.

    Reads `fit.places`, `fit.exact` (m,), `fit.w1` and `fit.yours`.
    """

    @style.styled
    def __init__(self, ax, span, height):
        size = style.sizes()
        self.ax = ax
        zero_line(ax, x=0)
        exact = {"color": style.MARKS["ols"].color, "linewidth": 2.2 * size.line, "alpha": 0.5}
        self.plot("exact", label="exact J", zorder=3, **exact)
        self.plot("yours", label="your J", color=style.NOW, linewidth=0.6 * size.line, marker="s",
                  markerfacecolor="none", markersize=0.8 * size.marker, markevery=8, zorder=4)
        self.plot("w1", **style.MARKS["truth"].points(markersize=1.6 * size.marker, zorder=5),
                  label="w1 of the fit")
        ax.set(xlim=span, ylim=(0, 1.5 * height))
        label_axes(ax, xlabel="w1, the other weights held", ylabel="J")
        legend_above(ax, "J for other values of w1")

    def update(self, fit) -> None:
        self.parts["exact"].set_data(fit.places, fit.exact)
        self.parts["yours"].set_data(*((fit.places, fit.yours.value) if fit.yours else ([], [])))
        self.parts["w1"].set_data([fit.w1], [np.interp(fit.w1, fit.places, fit.exact)])

    def describe(self, fit) -> str:
        return fit.yours.words
