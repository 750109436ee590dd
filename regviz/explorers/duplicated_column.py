"""Has the lasso one answer? A column that stands in the table twice: equal solutions."""

import functools

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.core.validation import demand
from regviz.data.given import as_problem
from regviz.explorers.base import explorer
from regviz.page.controls import lam_slider, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import RidgePath
from regviz.views.bars import EffectsView
from regviz.views.base import Movable, View, disc, legend_above, zero_line
from regviz.views.comparison import AgreementView
from regviz.views.names import short

MIXES = {"ridge": 0.0, "elastic_net": 0.5, "lasso": 1.0}
SHARES = np.linspace(-0.25, 1.25, 61)
ROOM = 6  # other columns whose coefficients are shown
NOTHING = 1e-9  # a rise of J/lam below this is rounding


@explorer("One column stands in the table twice. How is its weight divided?", lesson="08")
def duplicated_column(data="diabetes", y=None, *, target=None, column=None, lam=None, share=0.8,
                      seed=3):
    """A column and its copy: many lasso solutions, one of ridge, one of the elastic net.

    What you see: J against the share of the weight that the first of the two columns has. J is the
    loss plus the penalty, shown above its lowest value and divided by lam. The ring is the lasso's
    split. Beside it the coefficients. More panels: what the lasso predicts for each row.
    What to drag: share, also by the ring; lam; jitter, the noise that is added to the copy, in
    standard deviations of the column.
    What data: see `regviz.data.given.as_problem`. Columns are standardized, and y is counted in its
    own standard deviation. `column` is the name or the number of the column that is copied; unless
    given it is the one most correlated with y. `seed` draws the noise.

    lam and share are where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(0 <= share <= 1, "share must lie between 0 and 1: got {!r}", share)
    pair = _Pair(as_problem(data, y, target), column, seed)
    fig, (left, right, below) = style.canvas(3)
    strongest = np.abs(pair.best(0.0, 0.01 * pair.lam_max)["lasso"])
    shown = [0, 1, *np.sort(2 + np.argsort(-strongest[2:], kind="stable")[:ROOM])]
    top = 0.55 * max(strongest[:2].sum(), 1e-9)
    views = [
        ValleyView(left, SHARES, top, unit="·lam"),
        EffectsView(right, [pair.names[j] for j in shown], list(MIXES),
                    1.1 * strongest[shown].max(), title="",
                    xlabel="coefficient, in standard deviations of y"),
        AgreementView(below, pair.y, name=pair.target, title="fitted rows, lasso"),
    ]

    def fit(share, lam, jitter):
        return pair.state(share, lam, jitter, shown)

    start = 0.2 * pair.lam_max
    return Explorer(fig, views, fit, first=2, stops=_stops(pair, start, shown),
                    share=slider(0.0, 1.0, 0.05, value=float(share)),
                    lam=lam_slider(0.8 * pair.lam_max, 1.9, lam or start),
                    jitter=slider(0.0, 0.3, 0.01, value=0.0))


class _Pair:
    """The table with a column of it twice, in front: the column, its copy, the others."""

    def __init__(self, problem, column, seed):
        self.target, self.y = problem.target, problem.y
        problem = problem.standardize()
        self.mean, self.scale = problem.y.mean(), problem.y.std()
        demand(self.scale > 0, "y must vary: all its values are {}", problem.y[0])
        pull = np.abs((problem.y - self.mean) @ problem.X)
        first = int(pull.argmax()) if column is None else problem.index(column)
        demand(problem.X[:, first].any(), "column must vary: {} is constant", problem.names[first])
        rest = np.delete(np.arange(problem.n_features), first)
        self.first, self.rest = problem.X[:, first], problem.X[:, rest]
        self.name = problem.names[first]
        self.names = (self.name, f"copy of {short(self.name, 10)}",
                      *(problem.names[j] for j in rest))
        self.z = (problem.y - self.mean) / self.scale  # the y of all fits
        self.noise = np.random.default_rng(seed).standard_normal(len(problem))
        self.lam_max = float(np.abs(self.z @ self.first)) / len(problem)
        self.fits = functools.cache(self._fits)

    def _fits(self, jitter):
        """The columns with this jitter of the copy, and the path of each penalty."""
        copy = self.first
        if jitter:
            copy = copy + jitter * self.noise
            copy = (copy - copy.mean()) / copy.std()
        X = np.column_stack([self.first, copy, self.rest])
        return X, {"ridge": RidgePath(X, self.z), "lasso": LassoPath(X, self.z),
                   "elastic_net": ElasticNetPath(X, self.z, MIXES["elastic_net"])}

    def best(self, jitter, lam):
        """The coefficients of each penalty."""
        return {name: path(lam) for name, path in self.fits(jitter)[1].items()}

    def state(self, share, lam, jitter, shown):
        """What the views read."""
        X, _ = self.fits(jitter)
        best = self.best(jitter, lam)
        rise = {name: self._rise(X, coef, lam, MIXES[name], SHARES) for name, coef in best.items()}
        mine = _divided(best["lasso"], share)
        return Fit(share=share, lam=lam, jitter=jitter, rise=rise, total=mine[:2].sum(),
                   cost=float(self._rise(X, best["lasso"], lam, 1.0, share)),
                   effects={name: coef[shown] for name, coef in (best | {"lasso": mine}).items()},
                   predicted=self.mean + self.scale * (X @ mine))

    def _rise(self, X, coef, lam, mix, share):
        """J/lam above its lowest, where the first column has this share of the pair's total."""
        moved = share * coef[:2].sum() - coef[0]
        apart = X[:, 0] - X[:, 1]
        slope = (self.z - X @ coef) @ apart / len(X)
        loss = moved**2 * (apart @ apart) / (2 * len(X)) - moved * slope
        after, before = (_price(w, mix) for w in ((coef[0] + moved, coef[1] - moved), coef[:2]))
        return loss / lam + after - before


def _divided(coef, share):
    """The coefficients with the total of the first two divided: `share` for the first."""
    total = coef[0] + coef[1]
    return np.concatenate([[share * total, (1 - share) * total], coef[2:]])


def _price(pair, mix):
    """The penalty of two coefficients at lam = 1."""
    one, other = pair
    return mix * (np.abs(one) + np.abs(other)) + (1 - mix) / 2 * (one**2 + other**2)


def _stops(pair, lam, shown):
    """All on one column, divided, ridge; then the copy with a little noise."""
    whole = pair.state(1.0, lam, 0.0, shown).predicted
    jitter = 0.02
    name = short(pair.name)
    noisy, half = pair.best(jitter, lam), pair.state(0.5, lam, jitter, shown)
    lasso, ridge = ([number(value) for value in noisy[kind][:2]] for kind in ("lasso", "ridge"))
    return [
        Stop("Yes: no other split has a smaller J.", share=1.0, lam=lam,
             ask=f"{name} stands in the table twice. Can the first column have all the weight?",
             true=lambda fit: fit.cost < NOTHING and fit.rise["lasso"].min() > -NOTHING),
        Stop("It is as good, and every fitted value is the same. The lasso has a whole valley of "
             "solutions.", share=0.3, lam=lam, ask="What if it has only 0.3 of it?",
             true=lambda fit: fit.cost < NOTHING and np.allclose(fit.predicted, whole)
             and (fit.rise["lasso"] < NOTHING).sum() >= 40),
        Stop("Ridge and the elastic net have one answer: one half each. For a fixed sum, the "
             "squares are smallest when both weights are equal.", share=0.5, lam=lam,
             ask="Which split does ridge choose?",
             true=lambda fit: all(np.isclose(*fit.effects[kind][:2])
                                  and np.isclose(SHARES[fit.rise[kind].argmin()], 0.5)
                                  for kind in ("ridge", "elastic_net"))),
        Stop(f"Now the lasso gives {name} {lasso[0]} and the copy {lasso[1]}. Equal shares cost "
             f"only {number(half.cost)}·lam more, so noise has decided.", share=0.5, lam=lam,
             jitter=jitter, ask="The copy gets a little noise. Does the valley stay flat?",
             true=lambda fit: fit.cost > NOTHING and np.isclose(fit.cost, half.cost)
             and not np.isclose(*noisy["lasso"][:2])),
        Stop(f"Hardly: ridge gives {ridge[0]} and {ridge[1]}. Its answer is steady, because the "
             "L2 penalty prefers equal shares.", share=0.5, lam=lam, jitter=jitter,
             ask="And does ridge notice this noise?",
             true=lambda fit: np.abs(np.subtract(*fit.effects["ridge"][:2]))
             < 0.1 * np.abs(fit.effects["ridge"][:2].sum())),
    ]


class ValleyView(View):
    """What J adds when two columns divide one total in another way: a flat valley is a tie.

    Reads `fit.rise`: "lasso", "ridge", "elastic_net" -> J above its lowest value on `shares`, the
    share of the first column; `fit.share`, which the control share sets, and `fit.cost`, what the
    lasso's J adds there. The axis ends at `top`; `unit` is written behind every rise of J.
    """

    @style.styled
    def __init__(self, ax, shares, top, unit=""):
        self.ax, self.unit = ax, unit
        self.shares = np.asarray(shares, dtype=float)
        ax.set(xlim=(self.shares[0], self.shares[-1]), ylim=(-0.06 * top, top),
               xlabel="share of the first column",
               ylabel=f"J above its lowest{' / lam' if unit else ''}")
        zero_line(ax, y=0)
        for edge in (0.0, 1.0):
            zero_line(ax, x=edge, linestyle=(0, (4, 2)))
        marks = {name: style.MARKS[name] for name in ("ridge", "elastic_net", "lasso")}
        self.part("curves", {name: ax.plot([], [], **mark.line(), label=mark.label, zorder=3)[0]
                             for name, mark in marks.items()})
        size = 1.1 * style.sizes().marker
        self.part("lowest", {
            name: ax.plot([], [], **marks[name].points(markersize=size), zorder=4)[0]
            for name in ("ridge", "elastic_net")})
        self.plot("ring", **disc(1.4))
        self.part("title", legend_above(ax, "J"))
        self.movable = (Movable(ax, "share", None, label="share of the first column"),)

    def _lowest(self, fit, name) -> float:
        """The share at which J is lowest."""
        return self.shares[np.argmin(fit.rise[name])]

    def update(self, fit) -> None:
        for name, curve in self.parts["curves"].items():
            curve.set_data(self.shares, fit.rise[name])
        for name, mark in self.parts["lowest"].items():
            mark.set_data([self._lowest(fit, name)], [0.0])
        self.parts["ring"].set_data([fit.share], [min(fit.cost, self.ax.get_ylim()[1])])
        self.parts["title"].set_text(f"lasso: this split costs {self._cost(fit)} more")

    def describe(self, fit) -> str:
        if np.max(fit.rise["lasso"]) < 1e-9:
            return "The lasso gives these two columns no weight here, so nothing is divided."
        flat = self.shares[np.asarray(fit.rise["lasso"]) < 1e-9]
        if flat.size > 1:
            valley = (f"its J is lowest, and the same, for every share from {number(flat.min())} "
                      f"to {number(flat.max())}")
        else:
            valley = f"its J is lowest near share {number(self._lowest(fit, 'lasso'))} only"
        ridge, net = (number(self._lowest(fit, name)) for name in self.parts["lowest"])
        return (f"With share {number(fit.share)} the lasso pays {self._cost(fit)} more than it "
                f"must; {valley}. J is lowest near share {ridge} for ridge and near share {net} "
                "for the elastic net.")

    def _cost(self, fit) -> str:
        """The rise of J for a sentence: rounding errors count as zero."""
        return "0" if fit.cost < 1e-9 else number(fit.cost) + self.unit
