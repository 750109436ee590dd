"""Who is nearer to the truth? Lasso and ridge against the number of true weights that matter."""

import functools
from types import SimpleNamespace

import numpy as np

from regviz import style
from regviz.claims.accuracy import risk_curves
from regviz.core.formatting import number, plural
from regviz.core.validation import demand
from regviz.data.datasets import true_coef
from regviz.explorers.base import explorer
from regviz.page.controls import choice, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import RidgePath
from regviz.views.bars import WeightsView
from regviz.views.curves import CurvesView

LENGTHS = (4, 2, 1)  # of the true weights, in standard deviations of the noise


@explorer("Which is the more accurate, lasso or ridge?", lesson="09")
def sparsity(nonzeros=6, length=4, *, n=60, p=40, noise=1.0, sets=40, seed=0):
    """The risk of lasso and ridge against the number of true weights that are not zero.

    What you see: both risks up to where you are. The risk is the squared distance from the true
    weights, a mean over data sets with bars of two standard errors each way. Each method has the
    lambda at which its mean is lowest. Beside it the weights of one data set.
    What to drag: nonzeros, the number of true weights that are not zero. length is the length of
    the true weights, in standard deviations of the noise: it stays the same when they are shared
    out among more features.
    What data: `sets` data sets of `n` rows and `p` uncorrelated normal features of variance 1, with
    normal noise of standard deviation `noise`; `seed` draws them.

    nonzeros and length are where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    _refuse(nonzeros, length, n, p, noise, sets)
    truths = _Truths(n, p, noise, sets, seed)
    highest = truths.curves(LENGTHS[0])
    fig, (left, right) = style.canvas(2)
    views = [
        RiskView(left, truths.counts, (0, 1.08 * max(highest.lasso.max(), highest.ridge.max()))),
        WeightsView(right, p, ["lasso", "ridge"], 1.07 * LENGTHS[0] * noise),
    ]
    return Explorer(fig, views, truths.state, stops=_stops(truths),
                    nonzeros=slider(1, p, value=nonzeros), length=choice(list(LENGTHS), length))


def _refuse(nonzeros, length, n, p, noise, sets):
    """A sentence for what cannot be simulated."""
    for name, value, low, high in (("n", n, 10, 500), ("p", p, 4, 100), ("sets", sets, 5, 200)):
        demand(isinstance(value, int) and low <= value <= high,
               "{} must be a whole number from {} to {}: got {!r}", name, low, high, value)
    demand(isinstance(nonzeros, int) and 1 <= nonzeros <= p,
           "nonzeros must be a whole number from 1 to p = {}: got {!r}", p, nonzeros)
    demand(length in LENGTHS, "length must be one of {}: got {!r}", LENGTHS, length)
    demand(noise > 0, "noise must be positive: got {!r}", noise)


class _Truths:
    """The risks for every length of the truth, computed when it is first looked at."""

    def __init__(self, n, p, noise, sets, seed):
        self.p, self.noise, self.seed = p, noise, seed
        self.counts = np.unique(np.r_[1, 2, 4:p:3, p])
        self.curves = functools.cache(lambda length: risk_curves(
            self.counts, n, p, length * noise, noise, sets, seed))
        rng = np.random.default_rng(seed + 1)
        self.X = rng.standard_normal((n, p))
        self.error = noise * rng.standard_normal(n)

    def state(self, nonzeros, length):
        """What the views read: the curves, and one data set at the lambdas of lowest mean risk."""
        found = self.curves(length)
        k = int(np.abs(self.counts - nonzeros).argmin())
        truth = true_coef(self.p, nonzeros, length * self.noise, self.seed)
        y = self.X @ truth + self.error
        weights = {"truth": truth, "lasso": LassoPath(self.X, y)(float(found.lasso_lam[k])),
                   "ridge": RidgePath(self.X, y)(float(found.ridge_lam[k]))}
        return Fit(**found._asdict() | {"nonzeros": nonzeros, "counts": self.counts,
                                        "weights": weights})

    def crossing(self, length):
        """The first count at which ridge has the smaller risk, None without one."""
        found = self.curves(length)
        ahead = self.counts[found.ridge < found.lasso]
        return int(ahead[0]) if ahead.size else None


def _stops(truths):
    """Few weights, all of them, the crossing, ridge's flat curve, weaker weights."""
    few, p = 4, truths.p
    found = truths.curves(LENGTHS[0])
    lasso, ridge = found.lasso, found.ridge
    sparse = int(np.flatnonzero(truths.counts == few)[0])
    spread = ridge.max() - ridge.min()
    stops = [
        Stop(f"The risk of the lasso is {number(lasso[sparse])}, and that of ridge is "
             f"{number(ridge[sparse])}.", nonzeros=few, length=4,
             ask=f"{few} of {p} weights are not zero. Which method is nearer to them?",
             true=lambda fit: np.isclose(fit.lasso[sparse], lasso[sparse])
             and np.isclose(fit.ridge[sparse], ridge[sparse])),
        Stop(f"The risk of the lasso is {number(lasso[-1])}, and that of ridge is "
             f"{number(ridge[-1])}.", nonzeros=p, length=4,
             ask=f"Now all {p} weights share the same length. Which method is nearer?",
             true=lambda fit: np.isclose(fit.lasso[-1], lasso[-1])
             and np.isclose(fit.ridge[-1], ridge[-1]) and np.all(fit.weights["truth"] != 0)),
        Stop("For such features the risk of ridge does not depend on how many weights share the "
             f"length. Here it varies by {number(spread)}, and that is chance.", nonzeros=p,
             length=4, ask="Why is the curve of ridge so flat?",
             true=lambda fit: np.isclose(fit.ridge.max() - fit.ridge.min(), spread)
             and spread < 4 * np.sqrt(2) * fit.ridge_se.max()),
    ]
    for length, ask in ((4, "From how many weights on is ridge ahead?"),
                        (1, "The weights are weaker now: length 1. Where do the curves cross?")):
        at = truths.crossing(length)
        if at is not None and at > 1:
            stops.append(Stop(f"Ridge is ahead for the first time at {at} of {p}.", nonzeros=at,
                              length=length, ask=ask,
                              true=lambda fit, at=at: _first_ahead(fit) == at))
    return stops


def _first_ahead(fit):
    """The first count at which ridge has the smaller risk."""
    return int(fit.counts[fit.ridge < fit.lasso][0])


class RiskView(CurvesView):
    """The risks of the lasso and of ridge, drawn up to `fit.nonzeros` true non-zero coefficients.

    Reads also the curves `fit.lasso` and `fit.ridge` with their `_se`, drawn as bars of two
    standard errors each way. The place where the lasso's risk first exceeds that of ridge is marked
    as soon as it is reached.
    """

    METHODS = {"lasso": "lasso", "ridge": "ridge"}

    @style.styled
    def __init__(self, ax, values, ylim):
        super().__init__(ax, "nonzeros", values, self.METHODS, points=self.METHODS, ylim=ylim,
                         title="risk, each at its best lambda", ylabel="risk",
                         xlabel="non-zero true coefficients")
        self.part("crossing", ax.axvline(np.nan, color="#555555", linestyle=(0, (2, 2)),
                                         linewidth=1))
        self.part("crossing name", ax.text(0.0, 0.98, "", transform=ax.get_xaxis_transform(),
                                           va="top"))

    def _crossing(self, fit):
        """The number of non-zeros from which ridge has the smaller risk, if it is reached."""
        behind = np.asarray(fit.lasso) > np.asarray(fit.ridge)
        reached = self.values[behind & (self.values <= fit.nonzeros)]
        return reached[0] if reached.size else None

    def update(self, fit) -> None:
        hidden = self.values > fit.nonzeros
        shown = {name: np.where(hidden, np.nan, getattr(fit, name))
                 for name in ("lasso", "ridge", "lasso_se", "ridge_se")}
        super().update(SimpleNamespace(nonzeros=fit.nonzeros, **shown))
        line, name = self.parts["crossing"], self.parts["crossing name"]
        x = self._crossing(fit)
        if x is None:
            line.set_xdata([np.nan, np.nan])
            name.set_text("")
        else:
            line.set_xdata([x, x])
            name.set(x=x, ha="right" if x > np.median(self.values) else "left",
                     text=f" from {x:g} on ridge ")

    def describe(self, fit) -> str:
        here = int(np.abs(self.values - fit.nonzeros).argmin())
        x, gap = self._crossing(fit), fit.ridge[here] - fit.lasso[here]
        better = "lasso" if gap > 0 else "ridge"
        where = "Up to here ridge is nowhere ahead."
        if x is not None:
            where = f"Ridge is first ahead at {x:g}."
        return (f"With {plural(int(self.values[here]), 'non-zero coefficient')} of "
                f"{int(self.values[-1])} the risk of the lasso is {number(fit.lasso[here])} "
                f"(standard error {number(fit.lasso_se[here])}), that of ridge "
                f"{number(fit.ridge[here])} ({number(fit.ridge_se[here])}): {better} is ahead by "
                f"{number(abs(gap))}. {where}")
