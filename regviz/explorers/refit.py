"""Choose with the lasso, fit without it: least squares on what the lasso keeps."""

import functools

import numpy as np

from regviz import style
from regviz.claims.refit import refit_risks
from regviz.core.formatting import number
from regviz.core.validation import demand
from regviz.explorers.base import explorer
from regviz.explorers.formula import Formula, YoursView, check_formula
from regviz.page.controls import choice, lam_slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.views.bars import WeightsView
from regviz.views.curves import CurvesView

COUNTS = (4, 16, 40)  # true weights that are not zero
N, P = 60, 40
DECADES, PLACES = 2.0, 47
LAMS = 10 ** np.linspace(-DECADES, DECADES * 4 / (PLACES - 5), PLACES)  # those of the slider
FEATURES = [f"feature {j}" for j in range(1, P + 1)]


@explorer("The lasso shrinks what it keeps. Is it better to fit that again without a penalty?",
          lesson="09")
def refit(lam=0.2, nonzeros=4, *, norm=2.0, sets=40, seed=0, refit=None):
    """The lasso, and the refit: least squares on the features that the lasso keeps.

    What you see: the risk of both against lambda. The risk is the squared distance from the true
    weights, a mean over data sets. Beside it the weights in one data set; small hollow marks are
    exact zeros.
    What to drag: lam, to the right for fewer features; nonzeros, how many of the 40 true weights
    are not zero.
    What data: `sets` data sets of 60 rows and 40 uncorrelated normal features of variance 1. The
    true weights have length `norm`, and the noise has standard deviation 1; `seed` draws them.

    refit: your own formula, `refit(X, y, support)` -> one weight for each feature, where support
    is true for the features that the lasso keeps. Hollow squares show your weights, and the words
    say how far they are from least squares on these columns with an intercept. lam and nonzeros are
    where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    _refuse(lam, nonzeros, norm, sets)
    formula = Formula("refit", _weights_alone(refit), "one weight for each feature")
    risks = functools.cache(lambda count: refit_risks(count, LAMS, N, P, norm, 1.0, sets, seed))

    def fit(lam, nonzeros):
        found = risks(nonzeros)
        k = int(np.abs(np.log(LAMS / lam)).argmin())
        weights = {"truth": found["truth"], "lasso": found["lasso"][k], "refit": found["refit"][k]}
        state = {"lam": lam, "weights": weights, "lasso_risk": found["lasso_risk"],
                 "refit_risk": found["refit_risk"]}
        if formula:
            state["yours"] = formula(found["X"], found["y"], weights["lasso"] != 0,
                                     exact=weights["refit"], of=FEATURES)
        return Fit(**state)

    shown = np.concatenate([risks(count)[name] for count in COUNTS
                            for name in ("lasso_risk", "refit_risk")])
    fig, (left, right) = style.canvas(2)
    views = [CurvesView(left, "lam", LAMS, {"lasso_risk": "lasso", "refit_risk": 15},
                        ylim=(0.8 * shown.min(), 1.3 * shown.max()), log_x=True, log_y=True,
                        title="mean risk", ylabel="risk", labels={"refit_risk": "refit"}),
             WeightsView(right, P, ["lasso", "refit"], limit=1.7 * norm / 2)]
    if formula:
        views.append(YoursView(right, functools.partial(_beside, limits=right.get_ylim())))
    return Explorer(fig, views, fit, stops=_stops(risks),
                    lam=lam_slider(1.0, DECADES, lam, PLACES),
                    nonzeros=choice(list(COUNTS), nonzeros))


def _refuse(lam, nonzeros, norm, sets):
    """A sentence for what cannot be simulated or shown."""
    demand(LAMS[0] <= lam <= LAMS[-1], "lam must lie between {} and {}: got {!r}", number(LAMS[0]),
           number(LAMS[-1]), lam)
    demand(nonzeros in COUNTS, "nonzeros must be one of {}: got {!r}", COUNTS, nonzeros)
    demand(0 < norm <= 10, "norm must lie between 0 and 10: got {!r}", norm)
    demand(isinstance(sets, int) and 5 <= sets <= 200,
           "sets must be a whole number from 5 to 200: got {!r}", sets)


def _beside(_, value, limits):
    """Where the reader's weights are drawn: beside the refit's, those that are not zero."""
    shown = np.flatnonzero(value)
    return shown + 1.2, np.clip(value[shown], *limits)


def _weights_alone(refit):
    """The reader's function; one that returns (weights, intercept) is taken at its weights."""
    if check_formula(refit, "refit") is None:
        return None

    def call(X, y, support):
        given = refit(X, y, support)
        pair = isinstance(given, tuple) and len(given) == 2 and np.size(given[1]) == 1
        return given[0] if pair else given
    return call


def _stops(risks):
    """The lowest place of either curve for few weights, then for more of them."""
    few = risks(COUNTS[0])
    low = {name: int(few[f"{name}_risk"].argmin()) for name in ("lasso", "refit")}
    lams = {name: float(LAMS[k]) for name, k in low.items()}
    least = {name: few[f"{name}_risk"][k] for name, k in low.items()}
    kept = {name: int(np.count_nonzero(few["lasso"][k])) for name, k in low.items()}
    return [
        Stop(f"At its best lambda, {number(lams['lasso'])}, the lasso has risk "
             f"{number(least['lasso'])}. In this data set it keeps {kept['lasso']} features.",
             lam=lams["lasso"], nonzeros=4,
             ask="Four weights matter. How many does the lasso keep at its best lambda?",
             true=lambda fit: np.isclose(fit.lasso_risk.min(), least["lasso"])
             and np.count_nonzero(fit.weights["lasso"]) == kept["lasso"]),
        Stop(f"The refit is best at {number(lams['refit'])}, with risk {number(least['refit'])}. "
             f"It keeps {kept['refit']} features here.", lam=lams["refit"], nonzeros=4,
             ask="The refit does not shrink. Is its best lambda larger or smaller?",
             true=lambda fit: np.isclose(fit.refit_risk.min(), least["refit"])
             and np.count_nonzero(fit.weights["refit"]) == kept["refit"]),
        _shrunk(few, lams["refit"], low["refit"]),
        *(_both(risks(count), count) for count in COUNTS[1:]),
    ]


def _shrunk(few, lam, k):
    """The mean size of the true weights under both."""
    active = few["truth"] != 0
    truth, lasso, again = (np.abs(few[name] if name == "truth" else few[name][k])[active].mean()
                           for name in ("truth", "lasso", "refit"))
    return Stop(f"In this data set the lasso gives the four a mean size of {number(lasso)}, and "
                f"the refit gives {number(again)}. The true size is {number(truth)}.", lam=lam,
                nonzeros=4, ask="How much does the lasso shrink the four weights that matter?",
                true=lambda fit: all(np.isclose(np.abs(fit.weights[name])[active].mean(), size)
                                     for name, size in (("lasso", lasso), ("refit", again))))


def _both(found, count):
    """The lowest risk of both for this many weights."""
    lasso, again = found["lasso_risk"].min(), found["refit_risk"].min()
    return Stop(f"The lowest risk of the lasso is {number(lasso)}, and that of the refit "
                f"{number(again)}.", lam=float(LAMS[found["refit_risk"].argmin()]), nonzeros=count,
                ask=f"Now {count} weaker weights share the same length. Does the refit still gain?",
                true=lambda fit: np.isclose(fit.lasso_risk.min(), lasso)
                and np.isclose(fit.refit_risk.min(), again))
