"""Lasso, ridge and elastic net of the same rows, side by side on one lambda."""

import numpy as np

from regviz.core.formatting import number, plural
from regviz.core.validation import demand
from regviz.data.given import as_problem
from regviz.explorers.base import explorer, held_out, lam_grid, mean_squared_error
from regviz.page.controls import lam_slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import RidgePath
from regviz.style import canvas
from regviz.views.base import padded
from regviz.views.coefficient_paths import PathView
from regviz.views.curves import StillCurvesView


@explorer("How do lasso, elastic net and ridge differ at the same lambda?", lesson="06")
def three_paths(data="diabetes", y=None, *, target=None, l1_ratio=0.5, lam=None):
    """The paths of the lasso, the elastic net and ridge, on the same axes.

    What you see: three panels with one curve for each feature; the vertical axes are the
    same. More panels: the error of the three on a quarter of the rows that was held out.
    What to drag: lam, to the right for more penalty, for all three at once.
    What data: see `regviz.data.given.as_problem`; columns are standardized on the fitted rows.

    l1_ratio is the mix of the elastic net, between 0 (ridge) and 1 (lasso); lam is where it begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(0 < l1_ratio < 1, "l1_ratio must lie between 0 and 1, without the ends: got {}",
           l1_ratio)
    train, test = held_out(as_problem(data, y, target))
    paths = {"lasso": LassoPath(train.X, train.y),
             "elastic_net": ElasticNetPath(train.X, train.y, l1_ratio),
             "ridge": RidgePath(train.X, train.y)}
    top = paths["elastic_net"].lam_max or 1.0
    decades = 3 + np.log10(1 / l1_ratio)
    lams = lam_grid(top, decades)
    errors = {name: mean_squared_error(path, test, lams) for name, path in paths.items()}

    def fit(lam):
        return Fit(lam=lam, **{name: path(lam) for name, path in paths.items()})

    fig, (*panels, below) = canvas(4, columns=3)
    curves = [path(lams) for path in paths.values()]
    limits = min(map(np.min, curves)), max(map(np.max, curves))
    views = [PathView(ax, paths[name], lams, train.names, kind=name, reads=name, limits=limits)
             for ax, name in zip(panels, paths, strict=True)]
    views.append(StillCurvesView(below, "lam", lams, errors, {name: name for name in paths},
                                 log_x=True, ylim=padded(list(errors.values())),
                                 title="held-out error", noun="held-out mean squared error"))
    return Explorer(fig, views, fit, first=3, stops=_stops(paths, lams),
                    lam=lam_slider(top, decades, lam))


def _counts(fit):
    """How many coefficients of each are not zero, lasso, elastic net, ridge."""
    return [np.count_nonzero(getattr(fit, name)) for name in ("lasso", "elastic_net", "ridge")]


def _stops(paths, lams):
    """Nearly alike, the middle, the end of the lasso, the end of the elastic net."""
    def counts(lam):
        return [np.count_nonzero(path(lam)) for path in paths.values()]

    low, end, top = float(lams[0]), paths["lasso"].lam_max, paths["elastic_net"].lam_max
    middle = end / 10
    kept, at_low, at_end = counts(middle), counts(low), counts(end)
    stops = [
        Stop(f"With hardly any penalty the lasso keeps {at_low[0]} features, the elastic net "
             f"{at_low[1]} and ridge {at_low[2]}.", lam=low,
             ask="How many features does each of them keep with hardly any penalty?",
             true=lambda fit: _counts(fit) == at_low),
        Stop(f"The same lam for all: the lasso keeps {kept[0]} features, the elastic net {kept[1]} "
             f"and ridge {kept[2]}.", lam=middle, ask="Which of the three has exact zeros here?",
             true=lambda fit: _counts(fit) == kept and kept[0] < kept[2]),
        Stop(f"At lam = {number(end)} the lasso is at zero. The elastic net still has "
             f"{plural(at_end[1], 'feature')}: only a part of its lam pulls like the lasso.",
             lam=end, ask="The lasso is at zero now. Is the elastic net?",
             true=lambda fit: not fit.lasso.any() and _counts(fit)[1] == at_end[1] > 0),
        Stop(f"At lam = {number(top)} the elastic net is at zero too. Ridge has shrunk, and "
             f"{counts(top)[2]} of its coefficients are not zero.", lam=top,
             ask="Does ridge ever reach zero?",
             true=lambda fit: (not fit.elastic_net.any() and fit.ridge.any()
                               and np.linalg.norm(fit.ridge)
                               < np.linalg.norm(paths["ridge"](low)))),
    ]
    return stops if kept[0] < kept[2] else [stops[0], *stops[2:]]
