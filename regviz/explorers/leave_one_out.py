"""Leave-one-out errors without refitting: residuals divided by 1 - h, and GCV beside them."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.core.linalg import thin_svd
from regviz.core.validation import demand
from regviz.data.datasets import diabetes
from regviz.data.given import as_problem, nothing_given
from regviz.explorers.base import explorer, lam_grid, lam_range, mean_squared_error
from regviz.explorers.formula import Formula, YoursView
from regviz.page.controls import lam_slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.selection.information_criteria import ridge_scores
from regviz.solvers.ridge import RidgePath
from regviz.views.base import View, legend_above, segments, zero_line
from regviz.views.curves import StillCurvesView

CURVES = {"train": "train", "unseen": "test", "loo": 0, "gcv": 4}
LABELS = {"unseen": "test set", "loo": "left out", "gcv": "GCV"}


@explorer("Can one fit tell what n refits would say?", lesson="07")
def leave_one_out(data=None, y=None, *, target=None, test_share=0.66, left_out=None, lam=None):
    """Ridge with every row left out once, from a single fit: residual / (1 - h).

    What you see: four errors against lambda: on the rows that were fitted, with each row left out,
    generalized cross-validation (GCV), and on a test set. Beside it one line for each row: it joins
    the residual of the row in the fit to the residual when the row is left out. Across is the
    leverage h, how strongly the row's own y pulls its prediction.
    What to drag: lam; far to the left the leverages grow.
    What data: see `regviz.data.given.as_problem`; the default is the diabetes data with squares and
    products, 64 features. The test set is test_share of the rows; columns are standardized once.

    left_out: your own formula, `left_out(X, y, lam)` -> the left-out residual of every row. It
    gets standardized columns and y. Hollow squares show them. lam is where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    generated = nothing_given(data, y, target)
    problem = diabetes(quadratic=True) if generated else as_problem(data, y, target)
    ours, unseen = problem.split(test_share, seed=0)
    demand(len(ours) > 2, "test_share leaves {} rows to fit: three or more are needed", len(ours))
    train = ours.standardize()
    path = RidgePath(train.X, train.y)
    top, decades = lam_range(path)
    lams = lam_grid(top, decades)
    scores = ridge_scores(train.X, train.y, lams)
    errors = {"train": mean_squared_error(path, train, lams), "loo": scores.loo,
              "gcv": scores.gcv, "unseen": mean_squared_error(path, train.apply(unseen), lams)}
    hat = _hat(train.X, train.y)
    formula = Formula("left_out", left_out, "one left-out residual for each row")
    rows = [f"row {i}" for i in range(1, len(train) + 1)]

    def fit(lam):
        h, residual = hat(lam)
        without = residual / (1 - h)
        state = {"lam": lam, "leverage": h, "residual": residual, "left_out": without}
        if formula:
            state["yours"] = formula(train.X, train.y, lam, exact=without, of=rows)
        return Fit(**state)

    fig, (left, right) = style.canvas(2)
    reach = 1.1 * np.quantile(np.abs(fit(float(lams[40])).left_out), 0.99)
    views = [
        StillCurvesView(left, "lam", lams, errors, CURVES, ylim=_limits(errors), log_x=True,
                        labels=LABELS, title=f"ridge, {train.n_features} features"),
        LeftOutView(right, limit=max(reach, 1e-9)),
    ]
    if formula:
        views.append(YoursView(right, lambda fit, value: (fit.leverage, value)))
    return Explorer(fig, views, fit, stops=_stops(lams, errors, fit, path.rank, len(train)),
                    lam=lam_slider(top, decades, lam or float(lams[60])))


def _hat(X, y):
    """The function lam -> (leverages, residuals) of ridge with (n - 1) lam in its normal equations,
    as every fit to n - 1 rows has it."""
    n = len(X)
    U, d, _ = thin_svd(X - X.mean(axis=0))
    U = U[:, d > 0]
    d2 = d[d > 0] ** 2
    centred = y - y.mean()
    along = U.T @ centred

    def hat(lam):
        kept = d2 / (d2 + (n - 1) * lam)
        return 1 / n + (U * U) @ kept, centred - U @ (kept * along)

    return hat


def _limits(errors):
    """From 0 to the highest error, but no more than twice the highest one at the right end."""
    ends = [curve[-1] for curve in errors.values()]
    return 0.0, 1.06 * min(2.0 * max(ends), max(map(np.max, errors.values())))


def _stops(lams, errors, fit, rank, n):
    """Hardly any leverage, the lowest left-out error, and a fit that bends to every row."""
    best = int(errors["loo"].argmin())
    high, place, low = float(lams[-1]), float(lams[best]), float(lams[0])
    mean = np.mean(fit(place).leverage)
    stops = [
        Stop(f"With this much penalty no leverage is far above 1/n = {number(1 / n)}. Leaving a "
             "row out changes little.", lam=high,
             ask="How much does leaving a row out change here?",
             true=lambda fit: fit.leverage.max() < 0.1 + 2 / n),
        Stop(_lowest(lams, errors["loo"], best), lam=place,
             ask="Where is the leave-one-out error lowest?",
             true=lambda fit: np.isclose(np.mean(fit.left_out**2), errors["loo"].min())),
        Stop(f"The mean leverage here is {number(mean)}. GCV uses the mean for all rows: it says "
             f"{number(errors['gcv'][best])}, leave-one-out {number(errors['loo'][best])}.",
             lam=place, ask="GCV gives all rows the same leverage. How close does it come?",
             true=lambda fit: np.isclose(np.mean(fit.leverage), mean)),
        Stop("The fit bends to every row now. Each left-out residual is larger than the residual "
             "in the fit.", lam=low, ask="What does leaving a row out do to its residual here?",
             true=lambda fit: (np.abs(fit.left_out) >= np.abs(fit.residual)).all()
             and fit.leverage.max() > fit.leverage.min()),
    ]
    ratio = errors["gcv"][0] / errors["loo"][0]
    if abs(ratio - 1) > 0.02:
        side = "below" if ratio < 1 else "above"
        h = fit(low).leverage
        stops.append(Stop(f"GCV is {number(100 * abs(ratio - 1))} % {side} leave-one-out here. The "
                          f"leverages lie between {number(h.min())} and {number(h.max())}.",
                          lam=low, ask="Is GCV still close to leave-one-out?",
                          true=lambda fit: np.isclose(errors["gcv"][0] / np.mean(fit.left_out**2),
                                                      ratio)))
    return stops


def _lowest(lams, loo, best) -> str:
    """Where the leave-one-out error is lowest; an end of the axis is said to be one."""
    if best in (0, len(lams) - 1):
        return (f"The leave-one-out error is lowest at the {'right' if best else 'left'} end of "
                "the axis.")
    return (f"The leave-one-out error is lowest at lam = {number(lams[best])}. There it is "
            f"{number(loo[best])}.")


class LeftOutView(View):
    """Each row's residual, and what it becomes when the row is left out of the fit, against its
    leverage.

    Reads the arrays `fit.leverage`, `fit.residual` and `fit.left_out`, all (n,), where
    left_out = residual / (1 - leverage). `limit` bounds the residuals shown.
    """

    @style.styled
    def __init__(self, ax, limit):
        self.ax = ax
        size = style.sizes()
        train, test = style.MARKS["train"], style.MARKS["test"]
        zero_line(ax, y=0)
        self.plot("joins", color=test.color, linewidth=0.4 * size.line, alpha=0.6, zorder=2)
        self.plot("left out", **test.points(markersize=0.75 * size.marker, markeredgewidth=0),
                  label="left out", zorder=3)
        self.plot("in the fit", **train.points(markersize=0.6 * size.marker, markeredgewidth=0),
                  label="in the fit", zorder=4)
        ax.set(xlim=(-0.02, 1.02), ylim=(-limit, limit), xlabel="leverage h of the row",
               ylabel="residual")
        self.part("title", legend_above(ax, "residuals"))

    def update(self, fit) -> None:
        h, inside, outside = fit.leverage, fit.residual, fit.left_out
        self.parts["joins"].set_data(segments(h, h), segments(inside, outside))
        self.parts["left out"].set_data(h, outside)
        self.parts["in the fit"].set_data(h, inside)
        self.parts["title"].set_text(f"mean square {number(np.mean(inside**2))}, "
                                     f"left out {number(np.mean(outside**2))}")

    def describe(self, fit) -> str:
        top = int(np.argmax(fit.leverage))
        return (f"The leverages add up to {number(np.sum(fit.leverage))}; the largest is "
                f"{number(fit.leverage[top])}, and leaving that row out turns its residual of "
                f"{number(fit.residual[top])} into {number(fit.left_out[top])}.")
