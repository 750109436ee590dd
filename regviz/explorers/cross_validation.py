"""Which lambda? Folds, their mean with its standard error, both choices, and a test set."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.core.validation import demand
from regviz.data.given import as_problem
from regviz.explorers.base import explorer, lam_grid, lam_range, mean_squared_error, path_of
from regviz.explorers.formula import Formula, YoursView, check_formula
from regviz.page.controls import lam_slider, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.selection.cross_validation import cross_validate, folds
from regviz.views.bars import BarsView
from regviz.views.base import View, padded
from regviz.views.coefficient_paths import PathView
from regviz.views.cross_validation import CVView
from regviz.views.curves import StillCurvesView


@explorer("Which lambda predicts best, and how sure can we be?", lesson="07")
def cross_validation(data="diabetes", y=None, *, target=None, method="lasso", l1_ratio=0.5, k=10,
                     test_share=0.66, seed=0, error=None, lam=None):
    """Cross-validation: the error of every fold, their mean, and the two usual choices of lambda.

    What you see: one grey line for each fold, the mean of the folds and a band of one standard
    error. Dotted lines mark lam_min, where the mean is lowest, and lam_1se, the largest lambda
    whose mean is within one standard error of it. Beside it the path of the coefficients. More
    panels: the coefficients as bars, and the error on a test set that took no part in the choice.
    What to drag: lam, to the right for more penalty; fold, to look at one fold alone.
    What data: see `regviz.data.given.as_problem`. The test set is test_share of the rows; columns
    are standardized inside every fold, with the means and standard deviations of its training rows.

    method is "lasso", "ridge" or "elastic net", the last with `l1_ratio`; k is the number of folds,
    seed deals the rows to them, lam is where it begins.
    error: your own formula, `error(X, y, train, test, lam)` -> the mean squared error on the rows
    `test` of a fit to the rows `train`. It gets columns as they were recorded, so it has to
    standardize them. It is called once for each fold; hollow squares show its errors.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    ours, unseen = as_problem(data, y, target).split(test_share, seed=0)
    demand(2 <= k <= len(ours), "k must lie between 2 and the number of rows that are not in the "
           "test set, {}: got {}", len(ours), k)
    train = ours.standardize()
    path = path_of(train, method, l1_ratio)
    top, decades = lam_range(path)
    lams = lam_grid(top, decades)
    cv = cross_validate(ours.X, ours.y, k=k, seed=seed, method=method, l1_ratio=l1_ratio,
                        lams=lams, standardize=True)
    judges = {"training": mean_squared_error(path, train, lams), "crossed": cv.mean,
              "unseen": mean_squared_error(path, train.apply(unseen), lams)}
    yours = _each_fold(error, ours, folds(len(ours), k, seed))

    def fit(lam, fold):
        errors = cv.fold_errors(max(lam, float(lams[0])))
        return Fit(lam=lam, coef=path(lam), df=path.df(lam), fold=fold, fold_errors=errors,
                   cv_error=errors.mean(), **yours(errors, lam))

    fig, (left, right, bars, truth) = style.canvas(4)
    views = [
        CVView(left, cv, title=f"{k} folds"),
        FoldView(left, cv),
        PathView(right, path, lams, train.names, method.replace(" ", "_"),
                 title=f"{method} path"),
        BarsView(bars, train.names, limit=np.abs(path(lams)).max() or 1.0),
        JudgesView(truth, lams, judges),
    ]
    if error is not None:
        views.insert(2, YoursView(left, lambda fit, value: (np.full(value.size, fit.lam), value)))
    return Explorer(fig, views, fit, first=2, stops=_stops(cv, path, lams, judges),
                    lam=lam_slider(top, decades, lam), fold=slider(1, k))


def _each_fold(error, ours, parts):
    """A function (exact errors, lam) -> what a fit carries of the reader's error."""
    check_formula(error, "error")

    def every(X, y, lam):
        given = [error(X.copy(), y.copy(), train.copy(), test.copy(), lam)
                 for train, test in parts]
        return None if any(one is None for one in given) else given

    formula = Formula("error", error and every, "one number for each fold")
    names = [f"fold {j}" for j in range(1, len(parts) + 1)]

    def yours(errors, lam):
        return {"yours": formula(ours.X, ours.y, lam, exact=errors, of=names)} if formula else {}

    return yours


def _stops(cv, path, lams, judges):
    """The two choices, how far the folds are apart, what the training and the test error say."""
    low, lowest, simple = float(lams[0]), cv.lam_min, cv.lam_1se
    here = cv.fold_errors(lowest)
    stops = [
        Stop("The training error is lowest with the least penalty, whatever the data. So it cannot "
             "choose lam.", lam=low, ask="Why not choose lam by the training error?",
             true=lambda fit: judges["training"][0] <= (1 + 1e-9) * judges["training"].min()
             and np.isclose(fit.lam, low)),
        _lowest(cv, lams),
    ]
    if here.min() > 0:
        stops.append(Stop(
            f"At lam_min the hardest fold has {number(here.max() / here.min())} times the error "
            "of the easiest one.", lam=lowest, fold=int(here.argmax()) + 1,
            ask="How far apart are the folds at the best lam?",
            true=lambda fit: np.isclose(fit.fold_errors[fit.fold - 1] / fit.fold_errors.min(),
                                        here.max() / here.min())))
    if simple > lowest:
        stops += [_one_standard_error(cv, path), _test_set(cv, lams, judges)]
    return stops


def _lowest(cv, lams):
    """lam_min; where it is an end of the axis, the sentence says so."""
    least = float(cv(cv.lam_min))
    if cv.lam_min <= lams[0] * (1 + 1e-9):
        say = ("The mean error is lowest at the left end of the axis. These data ask for next to "
               "no penalty.")
    elif cv.lam_min >= lams[-1] * (1 - 1e-9):
        say = ("The mean error is lowest at the right end of the axis. These data ask for no "
               "feature at all.")
    else:
        say = (f"The mean error is lowest at lam_min = {number(cv.lam_min)}. There it is "
               f"{number(least)}.")
    return Stop(say, lam=cv.lam_min, ask="Where is the mean of the folds lowest?",
                true=lambda fit: np.isclose(fit.cv_error, least)
                and fit.cv_error <= cv.mean.min() * (1 + 1e-9))


def _one_standard_error(cv, path):
    """lam_1se: the largest lambda within one standard error of the lowest mean."""
    least = cv.fold_errors(cv.lam_min)
    limit = least.mean() + least.std(ddof=1) / np.sqrt(len(least))
    simple, lowest = (number(path.df(lam)) for lam in (cv.lam_1se, cv.lam_min))
    what = "features" if cv.method == "lasso" else "degrees of freedom"
    return Stop(f"lam_1se = {number(cv.lam_1se)} is the largest lam within one standard error of "
                f"the lowest mean. It has {simple} {what}, lam_min has {lowest}.", lam=cv.lam_1se,
                ask="Which simpler model is not clearly worse?",
                true=lambda fit: fit.cv_error <= limit * (1 + 1e-6) and fit.lam > cv.lam_min)


def _test_set(cv, lams, judges):
    """What the simpler model costs on rows that took no part in the choice."""
    there = [float(np.interp(np.log(lam), np.log(lams), judges["unseen"]))
             for lam in (cv.lam_1se, cv.lam_min)]
    change = 100 * (there[0] / there[1] - 1)
    worse = "higher" if change >= 0 else "lower"
    return Stop(f"On the test set the error at lam_1se is {number(abs(change))} % {worse} than at "
                "lam_min. The rule prefers simple models; it does not say that both are equal.",
                lam=cv.lam_1se, ask="What does the simpler model cost on the test set?",
                true=lambda fit: (there[0] >= there[1]) == (worse == "higher"))


class FoldView(View):
    """One fold's error curve on the panel of all folds, with a mark where the fit stands.

    `cv` is that of the `CVView` on the same axes. Reads `fit.fold`, counted from 1, and
    `fit.fold_errors` (k,) at `fit.lam`.
    """

    @style.styled
    def __init__(self, ax, cv):
        self.ax = ax
        self._cv = cv
        size = style.sizes()
        self.plot("fold", color=style.NOW, linewidth=0.6 * size.line, zorder=3)
        self.plot("here", linestyle="none", marker="o", color=style.NOW, zorder=5,
                  markersize=0.7 * size.marker)

    def update(self, fit) -> None:
        j = fit.fold - 1
        self.parts["fold"].set_data(self._cv.lams, self._cv.errors[j])
        self.parts["here"].set_data([fit.lam], [fit.fold_errors[j]])

    def describe(self, fit) -> str:
        curve = self._cv.errors[fit.fold - 1]
        rank = int((fit.fold_errors < fit.fold_errors[fit.fold - 1]).sum()) + 1
        lowest = f"at lam = {number(self._cv.lams[curve.argmin()])}"
        if curve.argmin() in (0, len(curve) - 1):
            lowest = f"at the {'right' if curve.argmin() else 'left'} end of the axis"
        return (f"Fold {fit.fold} has error {number(fit.fold_errors[fit.fold - 1])} here: number "
                f"{rank} of {len(fit.fold_errors)}, counted from the easiest. Alone it is lowest "
                f"{lowest}.")


class JudgesView(StillCurvesView):
    """Training error, cross-validated error and the error on the test set against lambda.

    `judges` maps "training", "crossed" and "unseen" to the curves over `lams`. Reads `fit.lam`.
    """

    MEANINGS = {"training": "train", "crossed": "test", "unseen": "truth"}

    def __init__(self, ax, lams, judges):
        super().__init__(ax, "lam", lams, judges, self.MEANINGS, log_x=True, title="three errors",
                         ylim=padded(list(judges.values())), noun="mean squared error",
                         labels={"crossed": "cross-validated", "unseen": "test set"})

    def describe(self, fit) -> str:
        words = super().describe(fit)
        if self._value(fit, "unseen") < self._value(fit, "training"):
            words += (" The test error is below the training error by luck: the rows of the test "
                      "set happen to be easier to predict.")
        return words
