"""In which order do the features leave? The exact path of the coefficients against lambda."""

import numpy as np

from regviz.core.formatting import number, plural
from regviz.data.given import as_problem
from regviz.explorers.base import (
    explorer,
    held_out,
    lam_grid,
    lam_range,
    mean_squared_error,
    path_of,
)
from regviz.explorers.formula import Formula, YoursView
from regviz.page.controls import lam_slider, toggle
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.optimality import objective
from regviz.solvers.penalties import Penalty
from regviz.style import canvas
from regviz.views.bars import BarsView
from regviz.views.coefficient_paths import PathView
from regviz.views.comparison import AgreementView
from regviz.views.curves import ErrorView


@explorer("In which order do the features leave?", lesson="06")
def coefficient_paths(data="diabetes", y=None, *, target=None, method="lasso", l1_ratio=0.5,
                      test_share=0.25, solve=None, lam=None):
    """Every coefficient against lambda, exact, with the present ones as bars.

    What you see: one curve for each feature; ticks mark the knots, where a coefficient reaches
    zero or leaves it. The bars are the coefficients at the cursor, hollow circles are exact zeros.
    More panels: the error on the rows that were fitted and on a share that was held out, and
    held-out values beside what is predicted.
    What to drag: lam, to the right for more penalty; "snap to knots" goes from knot to knot.
    What data: see `regviz.data.given.as_problem`, also with more features than rows; columns are
    standardized on the fitted rows. test_share is the share of the rows that is held out.

    method is "lasso", "ridge" or "elastic net", the last with `l1_ratio`; lam is where it begins.
    solve: your own formula, `solve(X, y, lam)` -> one coefficient per column, for the same method.
    It gets standardized columns and y without its mean. Hollow squares show your coefficients, and
    the words say how far they are from the exact ones.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    train, test = held_out(as_problem(data, y, target), test_share)
    path = path_of(train, method, l1_ratio)
    top, decades = lam_range(path)
    lams = lam_grid(top, decades)
    share = {"lasso": 1.0, "ridge": 0.0}.get(method, l1_ratio)
    yours = _compared(Formula("solve", solve, "one coefficient per column of X"), train, share)

    def fit(lam, snap=False):
        lam = path.nearest_knot(lam) if snap else lam
        coef = path(lam)
        return Fit(lam=lam, coef=coef, df=path.df(lam), predicted=path.predict(test.X, lam),
                   train_error=mean_squared_error(path, train, lam),
                   test_error=mean_squared_error(path, test, lam), **yours(coef, lam))

    fig, (curves, bars, errors, rows) = canvas(4)
    views = [
        PathView(curves, path, lams, train.names, method.replace(" ", "_"),
                 title=f"{method} path"),
        BarsView(bars, train.names, limit=np.abs(path(lams)).max() or 1.0),
        ErrorView(errors, lams, mean_squared_error(path, train, lams),
                  mean_squared_error(path, test, lams)),
        AgreementView(rows, test.y, name=train.target),
    ]
    if solve is not None:
        views[1:1] = [YoursView(curves, lambda fit, coef: (np.full(coef.size, fit.lam), coef))]
    controls = {"lam": lam_slider(top, decades, lam)}
    if method == "lasso":
        controls["snap"] = toggle("snap to knots")
    return Explorer(fig, views, fit, first=2, stops=_stops(path, lams, train, method), **controls)


def _compared(formula, train, l1_ratio):
    """A function (exact coefficients, lam) -> what a fit carries of the reader's formula."""
    centred_y = train.y - train.y.mean()

    def yours(coef, lam):
        if not formula:
            return {}
        penalty = Penalty(lam, l1_ratio=l1_ratio)
        return {"yours": formula(train.X, centred_y, lam, exact=coef, of=train.names,
                                 cost=lambda w: objective(train.X, centred_y, w, penalty))}

    return yours


def _stops(path, lams, train, method):
    """Where to stand on any data: hardly any penalty, the first and the last to leave, the end."""
    names = train.names
    if method == "ridge":
        return _ridge_stops(path, lams, names)
    stops = [_least_penalty(path, lams, train)]
    order = _leaving(path, lams)
    if len(order) > 1:
        (first, at), (last, end) = order[0], order[-1]
        middle = [Stop(f"On this axis {names[first]} is the first to reach zero and stay "
                       f"there, at lam = {number(at)}.", lam=at,
                       ask="Which one leaves first for good?",
                       true=lambda fit: fit.coef[first] == 0), *_comes_back(path, lams, names)]
        stops += sorted(middle, key=lambda stop: stop.values["lam"])
        before = _before(order, end)
        if np.flatnonzero(path(before)).tolist() == [last]:
            stops.append(Stop(f"{names[last]} is alone now: the last one to leave.", lam=before,
                              ask="Which one stays longest?",
                              true=lambda fit: np.flatnonzero(fit.coef).tolist() == [last]))
    return [*stops, Stop(f"From lam_max = {number(path.lam_max)} on every coefficient is exactly "
                         "zero: the model predicts the mean.", lam=float(lams[-1]),
                         ask="What is left of the model?",
                         true=lambda fit: not np.any(fit.coef))]


def _least_penalty(path, lams, train):
    """The left end: how many features are in; of more features than rows the lasso keeps fewer."""
    low = float(lams[0])
    kept = np.count_nonzero(path(low))
    rows, size = len(train), train.n_features
    say = f"With hardly any penalty {kept} of {size} features are in the model."
    ask = "How many features are in the model?"
    most = size
    if size >= rows and hasattr(path, "knots"):
        most = rows - 1
        say += f" With {plural(rows, 'row')} the lasso never needs more than {most}."
        ask = f"There are {rows} rows and {size} features. How many can the lasso keep?"
    return Stop(say, lam=low, ask=ask,
                true=lambda fit: np.count_nonzero(fit.coef) == kept <= most)


def _comes_back(path, lams, names):
    """A lasso coefficient that has to change sign leaves, waits at zero, and comes back."""
    for event in getattr(path, "events", ()):
        joins = [e.lam for e in path.events if e.feature == event.feature and e.joins]
        back = max([lam for lam in joins if lam < event.lam], default=0.0)
        if event.joins or not lams[0] < back < 0.98 * event.lam:
            continue
        if path(0.99 * back)[event.feature] * path(1.01 * event.lam)[event.feature] < 0:
            return [_gap(path, event.feature, back, event.lam, names)]
    return []


def _gap(path, j, back, gone, names):
    """Between `back` and `gone` coefficient j is zero, with different signs on both sides."""
    return Stop(f"{names[j]} is exactly zero here, for a while. Further left it comes back with "
                "the other sign.", lam=float(np.sqrt(back * gone)),
                ask="Does a feature that has left stay out for ever?",
                true=lambda fit: (fit.coef[j] == 0
                                  and path(0.99 * back)[j] * path(1.01 * gone)[j] < 0))


def _ridge_stops(path, lams, names):
    """Ridge shrinks all coefficients and takes none away."""
    low, top = float(lams[0]), float(lams[-1])
    middle = float(np.median(path.singular_values[path.singular_values > 0]) ** 2 / path.n_samples)
    kept = np.count_nonzero(path(top))
    size = np.abs(path(low)).max()
    return [
        Stop(f"With hardly any penalty the coefficients have {number(path.df(low))} degrees of "
             f"freedom. There are {len(names)} features.", lam=low,
             ask="How many degrees of freedom do the coefficients have?",
             true=lambda fit: fit.df <= path.rank),
        Stop(f"The coefficients share {number(path.df(middle))} degrees of freedom now.",
             lam=middle, ask="How many degrees of freedom are left?",
             true=lambda fit: path.df(top) < fit.df < path.df(low)),
        Stop(f"All are small, and {kept} of {len(names)} are still not zero.", lam=top,
             ask="How many are exactly zero?",
             true=lambda fit: (np.count_nonzero(fit.coef) == kept
                               and np.abs(fit.coef).max() < 0.05 * size)),
    ]


def _leaving(path, lams):
    """(feature, lam from which it stays zero) of the features that are in at the start, by lam."""
    grid = np.union1d(lams, getattr(path, "knots", ()))
    grid = grid[(grid >= lams[0]) & (grid <= lams[-1])]
    inside = path(grid) != 0
    ends = {int(j): float(grid[np.flatnonzero(inside[:, j])[-1] + 1])
            for j in np.flatnonzero(inside.any(axis=0)) if not inside[-1, j]}
    return sorted(ends.items(), key=lambda pair: pair[1])


def _before(order, end):
    """A lambda just before the last feature leaves, with the one before it gone."""
    others = order[-2][1]
    return float(np.sqrt(max(others, 0.5 * end) * end))
