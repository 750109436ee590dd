"""What does the unit of a column change? Least squares stays; ridge and the lasso move."""

import functools

import numpy as np

from regviz import style
from regviz.core.formatting import plain
from regviz.core.validation import demand
from regviz.data.given import as_problem
from regviz.explorers.base import explorer
from regviz.page.controls import lam_slider, log_slider, toggle
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import RidgePath
from regviz.views.bars import EffectsView
from regviz.views.base import padded
from regviz.views.curves import CurvesView
from regviz.views.names import short

METHODS = ("ols", "ridge", "lasso")
NO_UNIT = ("log", "code")  # the logarithm of a quantity, the code of a group: no unit to change


@explorer("What happens if a column is recorded in another unit?", lesson="06")
def units(data="diabetes", y=None, *, target=None, column=None, lam=None):
    """One column in ever smaller units: least squares never moves, ridge and the lasso do.

    What you see: for each feature the effect of one standard deviation on the prediction, that is
    its coefficient times the standard deviation of its column. Effects mean the same in every
    unit, so what moves here has really changed. Beside it the effect of the column whose unit
    changes, against the factor.
    What to drag: factor, by which every number of the column is multiplied; metres times 1000 are
    millimetres. Then lam, and "standardize it too".
    What data: see `regviz.data.given.as_problem`. All other columns are standardized. Choose a
    column that has a unit: a logarithm or the code of a group has none.

    column is the name or the number of the column whose unit changes, the one with the largest
    effect unless given; lam is where it begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    problem = as_problem(data, y, target)
    base = problem.standardize()
    j = _largest(problem, base) if column is None else problem.index(column)
    name, spread = problem.names[j], float(base.scale[j])
    demand(base.X[:, j].any(), "column {!r} never varies: choose another one", name)
    top = LassoPath(base.X, base.y).lam_max or 1.0
    steps = 1 if base.n_features > 20 else 3
    factors = _factors(spread, steps)

    @functools.lru_cache(maxsize=4 * factors.size)
    def paths(deviation):
        X = base.X.copy()
        X[:, j] *= deviation
        return RidgePath(X, base.y), LassoPath(X, base.y, floor=0.99e-3 * top)

    def effects(lam, deviation):
        ridge, lasso = paths(deviation)
        sizes = np.ones(base.n_features)
        sizes[j] = deviation
        return {"ols": sizes * ridge(0.0), "ridge": sizes * ridge(lam), "lasso": sizes * lasso(lam)}

    @functools.lru_cache(maxsize=256)
    def curves(lam, standardized):
        found = [effects(lam, 1.0 if standardized else spread * factor) for factor in factors]
        return {f"of_{method}": np.array([one[method][j] for one in found]) for method in METHODS}

    def fit(factor, lam, standardized=False):
        deviation = 1.0 if standardized else spread * factor
        return Fit(factor=factor, lam=lam, name=name, effects=effects(lam, deviation),
                   **curves(lam, standardized))

    free = paths(1.0)[0](0.0)
    alone = float(base.X[:, j] @ (base.y - base.y.mean())) / len(base)
    reach = max(np.abs(free).max(), abs(alone), 1e-12)
    unique = paths(1.0)[0].rank == base.n_features  # else least squares has many answers
    fig, (left, right) = style.canvas(2)
    views = [
        EffectsView(left, base.names, METHODS, limit=reach),
        CurvesView(right, "factor", factors, {f"of_{method}": method for method in METHODS},
                   ylim=padded([0.0, free[j], alone], 0.15), log_x=True,
                   title=f"effect of {short(name)}", xlabel=_axis(problem, j),
                   ylabel="effect of one standard deviation", noun=f"effect of {name}"),
    ]
    start = 0.1 * top if lam is None else lam
    return Explorer(fig, views, fit, stops=_stops(effects, name, j, factors, spread, unique),
                    factor=log_slider(factors[0], factors[-1], steps=steps),
                    lam=lam_slider(top, 3.0, start), standardized=toggle("standardize it too"))


def _largest(problem, base):
    """The column with the largest ridge effect among those that have a unit."""
    sizes = np.abs(RidgePath(base.X, base.y)(0.1))
    for j, unit in enumerate(problem.units or ()):
        if unit.startswith(NO_UNIT):
            sizes[j] = -1.0
    return int(sizes.argmax())


def _factors(spread, steps):
    """Factors, `steps` a decade, that make the standard deviation 0.001 to 1000, with 1 inside."""
    middle = -round(np.log10(spread))
    low, high = min(middle - 3, 0), max(middle + 3, 0)
    return 10.0 ** (np.arange(steps * low, steps * high + 1) / steps)


def _axis(problem, j) -> str:
    unit = problem.units[j] if problem.units else ""
    told = f" ({short(unit)} as recorded)" if unit else ""
    return f"numbers of {short(problem.names[j])}{told} times"


def _stops(effects, name, j, factors, spread, unique):
    """As recorded, a large unit, a small unit, and standardized in the large unit."""
    large, small = float(factors[0]), float(factors[-1])

    def moved(fit, factor, standardized=False):
        """How far the effects are from those at another factor, relative to the largest."""
        there = effects(fit.lam, 1.0 if standardized else spread * factor)
        scale = np.abs(fit.effects["ols"]).max()
        return {method: np.abs(fit.effects[method] - there[method]).max() / scale
                for method in METHODS}

    stops = [
        Stop(f"{name} is in the unit in which it was recorded. All other columns are standardized.",
             factor=1.0, ask=f"In which unit is {name} here, and what about the other columns?",
             true=lambda fit: fit.factor == 1.0),
        Stop(f"In a large unit the numbers are small, so {name} needs a large coefficient. The "
             "lasso throws it out, and ridge nearly so.", factor=large,
             ask=f"Multiply the numbers by {plain(large)}. What happens to {name}?",
             true=lambda fit: (fit.effects["lasso"][j] == 0
                               and abs(fit.effects["ridge"][j])
                               < 0.01 * np.abs(fit.effects["ols"]).max())),
        Stop("In a small unit the numbers are large, the coefficient is small, and the penalty "
             f"hardly touches {name}.", factor=small,
             ask=f"Multiply the numbers by {plain(small)}. What happens to {name}?",
             true=lambda fit: all(abs(fit.effects[method][j])
                                  >= abs(effects(fit.lam, spread * large)[method][j])
                                  for method in ("ridge", "lasso"))),
        Stop("Standardized, the column has standard deviation 1 in every unit. Now the factor "
             "changes nothing.", factor=large, standardized=True,
             ask="What does standardizing this column change?",
             true=lambda fit: max(moved(fit, small, standardized=True).values()) < 1e-9),
    ]
    if unique:
        stops.insert(3, Stop(
            "Least squares has not moved: its coefficient is divided by the factor, and the "
            "predictions stay.", factor=small, ask="Have the grey triangles moved?",
            true=lambda fit: moved(fit, 1.0)["ols"] < 1e-6))
    return stops
