"""AIC and BIC along the lasso path: what a feature has to earn to be let in."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.data.given import as_problem
from regviz.explorers.base import explorer, lam_grid, lam_range, mean_squared_error
from regviz.explorers.formula import Formula, YoursView
from regviz.page.controls import lam_slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.selection.information_criteria import criteria
from regviz.solvers.lasso import LassoPath
from regviz.views.base import padded
from regviz.views.coefficient_paths import PathView
from regviz.views.curves import ErrorView, StillCurvesView

BESIDE = 1 - 1e-9  # just left of a knot


@explorer("Can lambda be chosen without folds?", lesson="07")
def information_criteria(data="diabetes", y=None, *, target=None, noise_variance=None,
                         test_share=0.66, criterion=None, lam=None):
    """AIC and BIC of the lasso against lambda: the fit, and a charge for every feature.

    What you see: AIC = RSS/s² + 2·df and BIC = RSS/s² + log(n)·df, both above their lowest value.
    RSS is the sum of squared residuals and df the number of features in the model. At a knot where
    a feature comes in, both jump by its charge. Beside them the path. More panels: the error on a
    test set.
    What to drag: lam, from the right to the left, and watch what each new feature is charged.
    What data: see `regviz.data.given.as_problem`. s² is estimated by least squares on all features,
    so there have to be more rows than features, or give noise_variance. The test set is
    test_share of the rows; columns are standardized.

    criterion: your own formula, `criterion(X, y, coef, noise_variance)` -> [AIC, BIC] of these
    coefficients. It gets standardized columns and y without its mean. Hollow squares show them.
    lam is where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    ours, unseen = as_problem(data, y, target).split(test_share, seed=0)
    train = ours.standardize()
    test = train.apply(unseen)
    found = criteria(train.X, train.y, noise_variance)
    path = LassoPath(train.X, train.y)
    top, decades = lam_range(path)
    lams = lam_grid(top, decades)
    centred = train.y - train.y.mean()
    formula = Formula("criterion", criterion, "two numbers, AIC and BIC")

    def scores(lam):
        """(AIC, BIC) at lam, or arrays of them."""
        rss = len(train) * mean_squared_error(path, train, lam)
        return rss / found.noise_variance + np.multiply.outer((2.0, np.log(len(train))),
                                                              path.df(lam))

    lowest = np.array([found.aic.min(), found.bic.min()])
    knots = path.knots[(path.knots > lams[0]) & (path.knots < lams[-1])]
    places = np.unique(np.concatenate([lams, knots, BESIDE * knots]))
    aic, bic = scores(places) - lowest[:, None]

    def fit(lam):
        exact = scores(lam)
        state = {"lam": lam, "coef": path(lam), "scores": exact, "above": exact - lowest,
                 "train_error": mean_squared_error(path, train, lam),
                 "test_error": mean_squared_error(path, test, lam)}
        if formula:
            state["yours"] = formula(train.X, centred, path(lam), found.noise_variance,
                                     exact=exact, of=("AIC", "BIC"))
        return Fit(**state)

    fig, (left, right, below) = style.canvas(3)
    views = [
        StillCurvesView(left, "lam", places, {"aic": aic, "bic": bic}, {"aic": 0, "bic": 3},
                        ylim=_limits(aic, bic), log_x=True, title="AIC and BIC",
                        ylabel="above the lowest value", labels={"aic": "AIC", "bic": "BIC"}),
        PathView(right, path, lams, train.names),
        ErrorView(below, lams, mean_squared_error(path, train, lams),
                  mean_squared_error(path, test, lams), title="error on the test set"),
    ]
    if formula:
        views[1:1] = [YoursView(left, lambda fit, two: ([fit.lam] * 2, two - lowest))]
    return Explorer(fig, views, fit, first=2, stops=_stops(found, path, train, lams),
                    lam=lam_slider(top, decades, lam))


def _limits(aic, bic):
    """The low part of both curves, where the choice is made."""
    both = np.concatenate([aic, bic])
    return padded([0.0, max(np.quantile(both, 0.7), 16.0)])


def _stops(found, path, train, lams):
    """The charge of the first feature, the two choices, the left end, where nothing is charged."""
    low, n = float(lams[0]), len(train)
    aic, bic = (max(lam, low) for lam in (found.lam_aic, found.lam_bic))
    first = train.names[int(np.flatnonzero(path(path.lam_max * 0.999))[0])]
    kept = {lam: int(path.df(lam)) for lam in (aic, bic)}
    stops = [
        Stop(f"{first} comes in first. AIC charges 2 for it and BIC log({n}) = "
             f"{number(np.log(n))}.", lam=path.lam_max * 0.999,
             ask="What do AIC and BIC charge for the first feature?",
             true=lambda fit: np.count_nonzero(fit.coef) == 1),
        Stop(_lowest("AIC", found.lam_aic, low, kept[aic]), lam=aic,
             ask="Which lam does AIC choose?",
             true=lambda fit: (np.count_nonzero(fit.coef) == kept[aic]
                               and (found.lam_aic < low or abs(fit.above[0]) < 1e-6))),
        Stop(f"{_lowest('BIC', found.lam_bic, low, kept[bic])} {_charge(n)}", lam=bic,
             ask="Will BIC choose a larger or a smaller lam?",
             true=lambda fit: ((found.lam_bic >= found.lam_aic) == (n > 7)
                               or found.lam_bic == found.lam_aic)
             and np.count_nonzero(fit.coef) == kept[bic]),
    ]
    knots = path.knots[(path.knots > low) & (path.knots < path.lam_max)]
    if knots.size:
        stops.append(_between(knots, path))
    return stops


def _lowest(name, lam, low, kept) -> str:
    if lam < low:
        return f"{name} is lowest at the left end of the axis or beyond it."
    return f"{name} is lowest at lam = {number(lam)}, with {plural(kept, 'feature')}."


def _charge(n) -> str:
    if n > 7:
        return "It charges more for a feature, so it never chooses a smaller lam than AIC."
    return "With so few rows it charges less for a feature than AIC."


def _between(knots, path):
    """Between two knots df stays and RSS grows with lambda, so the lowest place is a knot."""
    ends = np.sort(np.append(knots, path.lam_max))
    k = int(np.argmax(np.diff(np.log(ends))))
    middle = float(np.sqrt(ends[k] * ends[k + 1]))
    df = int(path.df(middle))
    return Stop(f"Between two knots the number of features stays at {df}, and more penalty only "
                "makes the fit worse. So the lowest place is always a knot.", lam=middle,
                ask="Can the lowest place lie between two knots?",
                true=lambda fit: (np.count_nonzero(fit.coef) == df
                                  and np.all(path.df(np.linspace(1.001 * ends[k],
                                                                 0.999 * ends[k + 1], 9)) == df)))
