"""In which order do the features leave? The exact path of the coefficients against lambda."""

import numpy as np

from regviz.core.formatting import number
from regviz.core.validation import demand
from regviz.data.given import as_problem
from regviz.explorers.base import explorer, held_out, lam_grid, mean_squared_error
from regviz.page.controls import lam_slider, toggle
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import RidgePath
from regviz.style import canvas
from regviz.views.bars import BarsView
from regviz.views.coefficient_paths import PathView
from regviz.views.comparison import AgreementView
from regviz.views.curves import ErrorView

METHODS = ("lasso", "ridge", "elastic net")


@explorer("In which order do the features leave?", lesson="06")
def coefficient_paths(data="diabetes", y=None, *, target=None, method="lasso", l1_ratio=0.5,
                      lam=None):
    """Every coefficient against lambda, exact, with the present ones as bars.

    What you see: one curve for each feature; ticks mark the knots, where a coefficient reaches
    zero or leaves it. The bars are the coefficients at the cursor, hollow circles are exact zeros.
    More panels: the error on the rows that were fitted and on a quarter that was held out, and
    held-out values beside what is predicted.
    What to drag: lam, to the right for more penalty; "snap to knots" goes from knot to knot.
    What data: see `regviz.data.given.as_problem`; columns are standardized on the fitted rows.

    method is "lasso", "ridge" or "elastic net", the last with `l1_ratio`; lam is where it begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(method in METHODS, "method must be one of {}: got {!r}", ", ".join(METHODS), method)
    train, test = held_out(as_problem(data, y, target))
    path = _path(train, method, l1_ratio)
    lams = lam_grid(path.lam_max, decades=3 if method == "lasso" else 5)
    kind = method.replace(" ", "_")

    def fit(lam, snap=False):
        lam = path.nearest_knot(lam) if snap else lam
        return Fit(lam=lam, coef=path(lam), df=path.df(lam), predicted=path.predict(test.X, lam),
                   train_error=mean_squared_error(path, train, lam),
                   test_error=mean_squared_error(path, test, lam))

    fig, (curves, bars, errors, rows) = canvas(4)
    views = [
        PathView(curves, path, lams, train.names, kind, title=f"{method} path"),
        BarsView(bars, train.names, limit=np.abs(path(lams)).max() or 1.0),
        ErrorView(errors, lams, mean_squared_error(path, train, lams),
                  mean_squared_error(path, test, lams)),
        AgreementView(rows, test.y, name=train.target),
    ]
    decades = np.log10(path.lam_max / lams[0])
    controls = {"lam": lam_slider(path.lam_max, decades, lam)}
    if method == "lasso":
        controls["snap"] = toggle("snap to knots")
    return Explorer(fig, views, fit, first=2, stops=_stops(path, lams, train.names, method),
                    **controls)


def _path(train, method, l1_ratio):
    if method == "lasso":
        return LassoPath(train.X, train.y)
    if method == "ridge":
        return RidgePath(train.X, train.y)
    return ElasticNetPath(train.X, train.y, l1_ratio)


def _stops(path, lams, names, method):
    """Where to stand on any data: hardly any penalty, the first and the last to leave, the end."""
    low = float(lams[0])
    kept = np.count_nonzero(path(low))
    stops = [Stop(f"With hardly any penalty {kept} of {len(names)} features are in the model.",
                  lam=low, ask="How many features are in the model?",
                  true=lambda fit: np.count_nonzero(fit.coef) == kept)]
    if method == "ridge":
        return [*stops, *_ridge_stops(path, names)]
    order = _leaving(path, lams)
    if len(order) > 1:
        (first, at), (last, end) = order[0], order[-1]
        stops += [
            Stop(f"{names[first]} is the first to reach zero and stay there, "
                 f"at lam = {number(at)}.", lam=at, ask="Which one leaves first for good?",
                 true=lambda fit: fit.coef[first] == 0),
            Stop(f"{names[last]} is alone now: the last one to leave.", lam=_before(order, end),
                 ask="Which one stays longest?",
                 true=lambda fit: np.flatnonzero(fit.coef).tolist() == [last]),
        ]
    top = float(lams[-1])
    return [*stops, Stop(f"From lam_max = {number(path.lam_max)} on every coefficient is exactly "
                         "zero: the model predicts the mean.", lam=top,
                         ask="What is left of the model?",
                         true=lambda fit: not np.any(fit.coef))]


def _ridge_stops(path, names):
    """Ridge shrinks all coefficients and takes none away."""
    middle, top = path.lam_max / 10, path.lam_max
    kept = np.count_nonzero(path(top))
    return [
        Stop(f"The coefficients share {number(path.df(middle))} degrees of freedom now.",
             lam=middle, ask="How many degrees of freedom are left?",
             true=lambda fit: fit.df < path.rank),
        Stop(f"All are small, and {kept} of {len(names)} are still not zero.", lam=top,
             ask="How many are exactly zero?",
             true=lambda fit: np.count_nonzero(fit.coef) == kept),
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
