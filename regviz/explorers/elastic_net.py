"""What if features come in groups? One slider from ridge to the lasso."""

import functools

import numpy as np

from regviz import style
from regviz.core.formatting import number, plain
from regviz.core.validation import demand
from regviz.data.datasets import correlated_groups
from regviz.data.given import as_problem, nothing_given
from regviz.explorers.base import explorer, held_out, mean_squared_error
from regviz.explorers.formula import Formula
from regviz.page.controls import lam_slider, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.penalties import soft_threshold
from regviz.solvers.ridge import RidgePath
from regviz.views.bars import EffectsView
from regviz.views.base import View, legend_above, padded, zero_line
from regviz.views.coefficient_paths import MixPathView
from regviz.views.curves import CurvesView

DECADES = 3.6
BEYOND = 4.0  # lam goes this many times beyond the lasso's lam_max
SHOWN = (0.0, 0.5, 1.0)  # the mixes that settle the limits of the axes
HOUSES = ("A",) * 4 + ("B",) * 4 + ("",) * 4


@explorer("What if features come in groups?", lesson="08")
def elastic_net(data=None, y=None, *, target=None, corr=0.95, seed=9, update=None, l1_ratio=1.0,
                lam=None):
    """One slider from ridge to the lasso: what the mix does to features that are alike.

    What you see: the coefficients against lambda for the present mix. Beside it the coefficients at
    the cursor, under the lasso and under the mix; hollow marks are exact zeros. More panels: the
    error on rows that were not fitted, and what the mix does to one coefficient alone.
    What to drag: l1_ratio, from 1 (lasso) down to 0 (ridge), and lam.
    What data: without any, a hundred weeks of two greenhouses, with four thermometers in each and
    four columns that do not matter. Thermometers of one house have correlation `corr`; `seed` draws
    the weeks, and 2,000 other weeks are held out. For data of your own see
    `regviz.data.given.as_problem`; a quarter is held out. Columns are standardized.

    update: your own formula, `update(z, lam, l1_ratio)` -> the b with the smallest
    (b − z)²/2 + lam·(l1_ratio·|b| + (1 − l1_ratio)/2·b²), for one number z. A dashed black curve
    shows your values, and the words say by how much they are off, and where. l1_ratio and lam are
    where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(0 <= l1_ratio <= 1, "l1_ratio must lie between 0 (ridge) and 1 (lasso): got {!r}",
           l1_ratio)
    generated = nothing_given(data, y, target)
    train, test = greenhouses(corr, seed) if generated else held_out(as_problem(data, y, target))
    mixes = _Mixes(train, test)
    formula = Formula("update", update and _one_by_one(update), "one number for each z")
    z = mixes.lam_max * np.linspace(-1.1, 1.1, 45)
    places = [f"z = {plain(place, 3)}" for place in z]

    def fit(l1_ratio, lam):
        state = mixes.state(l1_ratio, lam) | {"rules": _rules(z, lam, l1_ratio)}
        if formula:
            state["yours"] = formula(z, lam, l1_ratio, exact=state["rules"]["elastic_net"],
                                     of=places)
        return Fit(**state)

    fig, axes = style.canvas(4)
    views = _views(axes, mixes, z, generated, formula)
    middle = (0.4 if generated else 0.1) * mixes.lam_max
    strength = lam_slider(BEYOND * mixes.lam_max, DECADES, lam or middle)
    return Explorer(fig, views, fit, first=2, stops=_stops(mixes, middle),
                    l1_ratio=slider(0.0, 1.0, 0.05, value=float(l1_ratio)), lam=strength)


def _views(axes, mixes, z, generated, formula):
    """The four panels; the one coefficient comes second where the reader has a formula for it."""
    rule, weights, errors = axes[1:] if formula else (axes[3], axes[1], axes[2])
    shown = [mixes.at(mix) for mix in SHOWN]
    coefs = np.array([one.curve for one in shown])
    truth = 0.0 if mixes.train.coef is None else mixes.train.coef
    top = max(np.abs(coefs).max(), np.abs(truth).max())
    names = mixes.train.names
    views = [
        MixPathView(axes[0], mixes.lams, names, coefs.ravel(),
                    groups=HOUSES if generated else None),
        EffectsView(weights, names, mixes.methods, top or 1.0, xlabel="coefficient",
                    title="weights" if generated else "coefficients"),
        CurvesView(errors, "lam", mixes.lams,
                   {"lasso_error": "lasso", "test_error": "elastic_net"},
                   ylim=padded([one.error for one in shown]), log_x=True, title="held-out error",
                   best=("test_error", "lowest")),
    ]
    views.insert(1 if formula else 3, NetRuleView(rule, z, yours=bool(formula)))
    return views


def greenhouses(corr, seed):
    """(a hundred weeks, standardized; two thousand other weeks on the same scale)."""
    garden = {"groups": 2, "size": 4, "corr": corr, "noise_columns": 4, "noise": 3.0}
    train = correlated_groups(n=100, **garden, seed=seed).standardize()
    return train, train.apply(correlated_groups(n=2000, **garden, seed=seed + 1000))


def _one_by_one(update):
    """The reader's function for one z, called for each z of an array."""
    if not callable(update):
        return update

    def call(z, lam, l1_ratio):
        values = [update(float(one), lam, l1_ratio) for one in z]
        unfit = [value for value in values if value is None or np.size(value) != 1]
        return unfit[0] if unfit else [np.ravel(value)[0] for value in values]
    return call


def _rules(z, lam, l1_ratio):
    """What lasso, ridge and the elastic net make of one coefficient whose least squares are z."""
    return {"lasso": soft_threshold(z, lam), "ridge": z / (1 + lam),
            "elastic_net": soft_threshold(z, lam * l1_ratio) / (1 + lam * (1 - l1_ratio))}


class _Mixes:
    """The paths of all mixes of one problem, each solved when it is first looked at."""

    def __init__(self, train, test):
        self.train, self.test = train, test
        self.lam_max = ElasticNetPath(train.X, train.y, 1.0).lam_max or 1.0
        top = BEYOND * self.lam_max
        self.lams = top * np.geomspace(10.0**-DECADES, 1.35, 61)
        self.at = functools.lru_cache(maxsize=None)(self._solve)
        self.methods = ["truth", "lasso", "elastic_net"]
        if train.coef is None:
            self.methods[0] = "ridge"

    def _solve(self, l1_ratio):
        """The path of one mix, its coefficients and held-out errors over the lambdas."""
        train = self.train
        path = RidgePath(train.X, train.y)
        if l1_ratio:
            path = ElasticNetPath(train.X, train.y, l1_ratio)
        return Fit(path=path, curve=path(self.lams),
                   error=mean_squared_error(path, self.test, self.lams))

    def effects(self, l1_ratio, lam):
        """The coefficients of each method at lam."""
        first = self.train.coef if self.train.coef is not None else self.at(0.0).path(lam)
        both = {"lasso": self.at(1.0).path(lam), "elastic_net": self.at(l1_ratio).path(lam)}
        return {self.methods[0]: first} | both

    def state(self, l1_ratio, lam):
        """What the views of data read."""
        here = self.at(l1_ratio)
        effects = self.effects(l1_ratio, lam)
        return {"lam": lam, "l1_ratio": l1_ratio, "coef": effects["elastic_net"],
                "effects": effects, "path": here.curve, "test_error": here.error,
                "lasso_error": self.at(1.0).error}

    def alike(self):
        """(i, j, correlation) of the two columns that are most alike, None without such a pair."""
        X = self.train.X
        varies = X.any(axis=0)
        corr = np.abs(np.triu(X.T @ X / len(X), 1))
        corr[~varies] = 0.0
        i, j = np.unravel_index(corr.argmax(), corr.shape)
        return (int(i), int(j), float(X[:, i] @ X[:, j]) / len(X)) if corr.any() else None

    def apart_at_most(self, l1_ratio, lam, corr):
        """The grouping bound on |w_i − w_j|, or on |w_i + w_j| where corr is negative."""
        path = self.at(l1_ratio).path
        residual = self.train.y - path.predict(self.train.X, lam)
        length = np.sqrt((residual**2).mean())
        return float(np.sqrt(max(2 - 2 * abs(corr), 0.0)) * length / (lam * (1 - l1_ratio)))


def _stops(mixes, lam):
    """From the lasso over the half to ridge at one lambda, the error, and where nothing is left."""
    kept = {mix: int(np.count_nonzero(mixes.at(mix).path(lam))) for mix in SHOWN}
    size = len(mixes.train.names)
    counts = {mix: f"{count} of {size} features" for mix, count in kept.items()}
    stops = [
        Stop(f"The lasso keeps {counts[1.0]} at this lambda.", l1_ratio=1.0, lam=lam,
             ask="The lasso asks for few features. How many does it keep here?",
             true=lambda fit: np.count_nonzero(fit.coef) == kept[1.0]),
        Stop(f"The mix of one half keeps {counts[0.5]}; the lasso kept {kept[1.0]}. Only half of "
             "lam can make zeros now.", l1_ratio=0.5, lam=lam,
             ask="Now half of lam is L2. Do more features come in, or fewer?",
             true=lambda fit: np.count_nonzero(fit.coef) == kept[0.5]),
        *_alike_stop(mixes, lam),
        Stop(f"Ridge keeps {counts[0.0]}, because it has no L1 part to make zeros.",
             l1_ratio=0.0, lam=lam, ask="And with no L1 part at all?",
             true=lambda fit: np.count_nonzero(fit.coef) == kept[0.0]),
        _error_stop(mixes),
    ]
    end = 2 * mixes.lam_max
    return [*stops, Stop(
        f"With this mix the last feature leaves at lam = {number(end)}. That is twice the lasso's "
        "lam_max.",
        l1_ratio=0.5, lam=end * 1.001,
        ask="From which lam on does the mix of one half keep nothing?",
        true=lambda fit: not fit.coef.any() and mixes.at(0.5).path(0.999 * end).any())]


def _alike_stop(mixes, lam):
    """The two most alike columns under a mix: how far apart they are, and can be."""
    pair = mixes.alike()
    if pair is None:
        return []
    i, j, corr = pair
    effects = mixes.effects(0.2, lam)
    most = mixes.apart_at_most(0.2, lam, corr)
    lasso, net = ([number(effects[name][k]) for k in (i, j)] for name in ("lasso", "elastic_net"))
    kind = "differ" if corr > 0 else "differ in size"
    sign = np.sign(corr)
    return [Stop(
        f"Their correlation is {number(corr)}. The lasso gives them {lasso[0]} and {lasso[1]}, "
        f"this mix {net[0]} and {net[1]}. With this mix they can {kind} by {number(most)} at "
        "most.",
        l1_ratio=0.2, lam=lam,
        ask=f"No two columns are more alike than {mixes.train.names[i]} and "
            f"{mixes.train.names[j]}. Does the mix treat them alike?",
        true=lambda fit: np.allclose(fit.coef, effects["elastic_net"])
        and np.allclose(fit.effects["lasso"], effects["lasso"])
        and abs(fit.coef[i] - sign * fit.coef[j]) <= most * (1 + 1e-9))]


def _error_stop(mixes):
    """The lowest errors of the half and of the lasso, side by side."""
    half, lasso = mixes.at(0.5).error, mixes.at(1.0).error
    gain = 100 * (1 - half.min() / lasso.min())
    side = "lower" if gain >= 0 else "higher"
    return Stop(f"The lowest error of the mix is {number(half.min())}, and that of the lasso is "
                f"{number(lasso.min())}. So the mix is {number(round(abs(gain), 1))} % {side}.",
                l1_ratio=0.5, lam=float(mixes.lams[half.argmin()]),
                ask="How much better does the mix of one half predict, each at its best lam?",
                true=lambda fit: np.isclose(1 - fit.test_error.min() / fit.lasso_error.min(),
                                            gain / 100))


class NetRuleView(View):
    """What the elastic net makes of one coefficient, between what the lasso and ridge make of it.

    Reads `fit.rules`: "lasso", "ridge", "elastic_net" -> values over `z`; `fit.lam` and
    `fit.l1_ratio`; with `yours` also `fit.yours`, drawn as a dashed black curve.
    """

    @style.styled
    def __init__(self, ax, z, yours=False):
        self.ax, self.z = ax, z
        line = style.sizes().line
        ax.set(xlim=(z[0], z[-1]), ylim=padded(z), xlabel="z, the coefficient of least squares",
               ylabel="coefficient kept")
        zero_line(ax, x=0, y=0)
        ax.plot(z, z, color=style.FAINT, linewidth=0.6 * line, zorder=1)
        widths = {"lasso": 0.7, "ridge": 0.7, "elastic_net": 1.2}
        self.plots("rules", {name: style.MARKS[name].line(
            linewidth=width * line, label=style.MARKS[name].label, zorder=3)
            for name, width in widths.items()})
        self.yours = yours
        if yours:
            self.plot("yours", color=style.NOW, linestyle=(0, (4, 2.5)), label="yours", zorder=5)
        self.part("title", legend_above(ax, "one coefficient"))

    def update(self, fit) -> None:
        for name, line in self.parts["rules"].items():
            line.set_data(self.z, fit.rules[name])
        if self.yours:
            shown = (self.z, fit.yours.value) if fit.yours else ([], [])
            self.parts["yours"].set_data(*shown)
        zeros = f"0 up to |z| = {_edge(fit)}" if fit.l1_ratio else "no zeros"
        self.parts["title"].set_text(f"one coefficient: {zeros}")

    def describe(self, fit) -> str:
        if self.yours:
            return fit.yours.words
        shrinks = f"divides by {number(1 + fit.lam * (1 - fit.l1_ratio))}"
        if not fit.l1_ratio:
            return f"For one coefficient alone, ridge makes no zeros: it {shrinks}."
        return (f"For one coefficient alone, this mix gives exactly 0 up to |z| = {_edge(fit)}. "
                f"Beyond it takes {_edge(fit)} off and {shrinks}.")


def _edge(fit) -> str:
    """The |z| up to which the coefficient is 0: the L1 part of lam."""
    return number(fit.lam * fit.l1_ratio)
