"""What does C do? A logistic regression on powers of two features, its border and its errors."""

from collections import namedtuple

import numpy as np
from contourpy import contour_generator

from regviz import style
from regviz.core.formatting import number, plain, plural
from regviz.core.validation import demand
from regviz.data.given import as_problem
from regviz.explorers.base import explorer, held_out, listed, positions
from regviz.page.controls import choice, lam_slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers import conventions
from regviz.solvers.logistic import logistic_fits
from regviz.views.bars import EffectsView
from regviz.views.base import View, padded, plain_text
from regviz.views.curves import CurvesView
from regviz.views.names import short, shorter

DECADES, COUNT, GRID = 2.6, 61, 60
TIE = 1e-12  # a score that is zero but for rounding calls a row the more frequent class
METHODS = {"ridge": 0.0, "lasso": 1.0}
PENALTIES = [("L2", "ridge"), ("L1", "lasso")]
METRICS = ("log loss", "1 − accuracy", "1 − recall")


@explorer("What does C do?", lesson="11")
def logistic_regression(data="breast_cancer", y=None, *, target=None, features=None, rows=80,
                        degree=4, penalty="ridge", seed=3):
    """The border between two classes, from powers of two features, with an L1 or an L2 penalty.

    What you see: two classes of rows in the plane of two features, and the border where the score
    is zero. Rows on its wrong side have a ring. Beside it the error on these rows and on all the
    others, which are held out. One more panel: the coefficients of all powers under both penalties;
    powers are those of the standardized features, and standardized again.
    What to drag: lam, to the right for more penalty. Above the border stands what scikit-learn
    calls C, which is 1/(n·lam). Then change the penalty, and the metric that is judged.
    What data: see `regviz.data.given.as_problem`, with at least two features. A target of two
    values gives the classes. Any other target is split at its median. Recall is that of the class
    which is rarer among the fitted rows.

    features are the names of two columns; unless given they are texture and smoothness of the
    tumours, or the two columns that are most correlated with the class. rows is the number of rows
    that are fitted, two thirds of all rows at most, drawn with `seed`. degree, from 1 to 6, is the
    highest power; penalty is where it begins, "ridge" for L2 or "lasso" for L1.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(penalty in METHODS, "penalty must be 'ridge' (L2) or 'lasso' (L1): got {!r}", penalty)
    sample = _sample(as_problem(data, y, target), features, rows, degree, seed)
    n = len(sample.y)
    top = 3 * np.abs(sample.Z.T @ (sample.y - sample.y.mean())).max() / n or 1.0
    slider = lam_slider(top, DECADES, top / 60, COUNT)
    lams = np.geomspace(slider.base**slider.min, slider.base**slider.max, COUNT)
    paths = {name: np.column_stack(logistic_fits(sample.Z, sample.y, lams, l1_ratio))
             for name, l1_ratio in METHODS.items()}
    scores = {name: _errors(sample, coefs) for name, coefs in paths.items()}

    def fit(lam, penalty, metric):
        at = int(np.abs(np.log(lams / lam)).argmin())
        coef = paths[penalty][at]
        train, test = scores[penalty][metric]
        cost = conventions.to("sklearn LogisticRegression", lams[at], METHODS[penalty], n)["C"]
        return Fit(lam=lams[at], C=float(cost), metric=metric, coef=coef,
                   boundary=_border(sample, coef), train_error=train, test_error=test,
                   wrong=(coef[0] + sample.Z @ coef[1:] > TIE) != (sample.y > 0),
                   effects={name: path[at, 1:] for name, path in paths.items()})

    fig, (plane, errors, powers) = style.canvas(3)
    highest = max(np.max(pair) for metrics in scores.values() for pair in metrics.values())
    views = [
        PricedBoundaryView(plane, sample.points, sample.y, sample.axes, sample.classes),
        MetricView(errors, "lam", lams, {"train_error": "train", "test_error": "test"},
                   ylim=(-0.02, min(1.05 * highest, 1.3)), log_x=True, title="two errors",
                   best=("test_error", "lowest")),
        EffectsView(powers, sample.names, METHODS, xlabel="coefficient", title="powers",
                    limit=max(np.abs(path[:, 1:]).max() for path in paths.values())),
    ]
    return Explorer(fig, views, fit, first=2, stops=_stops(sample, lams, paths, scores, fit),
                    lam=slider, penalty=choice(PENALTIES, penalty), metric=choice(METRICS))


class Sample(namedtuple("Sample", "points y Z held_y held_Z plane across up names axes classes")):
    """The fitted rows: points (n, 2) in units of the data, classes y (n,) of 0 and 1, standardized
    powers Z (n, p); held_y and held_Z are the other rows; plane (m, p) are the powers on the grid
    `across` by `up`. names are those of the powers, axes and classes those in the picture."""


def _sample(problem, features, rows, degree, seed):
    demand(isinstance(degree, int) and 1 <= degree <= 6,
           "degree must be a whole number from 1 to 6: got {!r}", degree)
    demand(isinstance(rows, int) and rows >= 10, "rows must be 10 or more: got {!r}", rows)
    middle, classes = _classes(problem)
    two = problem.select(_two_features(problem, problem.y > middle, features))
    share = 1 - min(min(rows, len(two)) / len(two), 2 / 3)
    train, _ = two.split(share, seed)
    scaled, held = held_out(two, share, seed)
    y, held_y = ((part.y > middle).astype(float) for part in (scaled, held))
    demand(0 < y.mean() < 1 and 0 < held_y.mean() < 1, "both classes must be among the fitted and "
           "the held-out rows: rows and seed are {} and {}", rows, seed)
    if y.mean() > 0.5:  # class 1 is the rarer one
        y, held_y, classes = 1 - y, 1 - held_y, classes[::-1]
    across, up = (np.linspace(*padded(column), GRID) for column in train.X.T)
    mesh = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2) - scaled.centre
    powers = [(a, d - a) for d in range(1, degree + 1) for a in range(d, -1, -1)]
    Z, held_Z, plane = _standardized(powers, scaled.X, held.X, mesh / scaled.scale)
    axes = tuple(f"x{j} = {name}" for j, name in enumerate(shorter(two.names), 1))
    names = tuple(map(_power_name, powers))
    return Sample(train.X, y, Z, held_y, held_Z, plane, across, up, names, axes, classes)


def _classes(problem):
    """(the value above which a row is in the upper class, the names of both classes)."""
    if problem.target == "benign":
        return 0.5, ("malignant", "benign")
    values, name = np.unique(problem.y), short(problem.target)
    if values.size == 2:
        return values.mean(), tuple(f"{name} = {plain(value)}" for value in values)
    middle = np.median(problem.y)
    return middle, (f"{name} ≤ {plain(middle, 3)}", f"{name} > {plain(middle, 3)}")


def _two_features(problem, above, features):
    if features is not None:
        two = listed(features, "features")
        demand(len(two) == 2, "features must be the names of two columns: got {!r}", features)
        return positions(problem, two, "features")
    demand(problem.n_features >= 2, "the data must have two features or more: got {}",
           problem.n_features)
    known = ["mean texture", "mean smoothness"]
    if set(known) <= set(problem.names):
        return known
    centred = problem.standardize().X
    strongest = np.argsort(-np.abs(centred.T @ (above - above.mean())), kind="stable")
    return [problem.names[j] for j in np.sort(strongest[:2])]


def _standardized(powers, first, *others):
    """The powers of several tables of two columns, moved by the mean and scale of the first."""
    tables = [np.column_stack([X[:, 0] ** a * X[:, 1] ** b for a, b in powers])
              for X in (first, *others)]
    scale = tables[0].std(axis=0)
    scale[scale < 1e-12] = 1.0
    return [(table - tables[0].mean(axis=0)) / scale for table in tables]


def _power_name(power):
    raised = {1: "", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶"}
    return "·".join(f"x{j}{raised[k]}" for j, k in enumerate(power, 1) if k)


def _errors(sample, coefs):
    """{metric: (on the fitted rows, on those held out)} at each lambda, less is better."""
    both = (sample.Z, sample.y), (sample.held_Z, sample.held_y)
    pairs = [_of_rows(coefs[:, :1] + coefs[:, 1:] @ Z.T, y) for Z, y in both]
    return {metric: tuple(pair[metric] for pair in pairs) for metric in METRICS}


def _of_rows(score, y):
    called = score > TIE
    return {"log loss": np.logaddexp(0, (1 - 2 * y) * score).mean(axis=1),
            "1 − accuracy": (called != (y > 0)).mean(axis=1),
            "1 − recall": 1 - called[:, y > 0].mean(axis=1)}


def _border(sample, coef):
    """Where the score is zero, a polyline (m, 2) with NaN between its pieces."""
    height = (coef[0] + sample.plane @ coef[1:]).reshape(GRID, GRID)
    pieces = contour_generator(sample.across, sample.up, height).lines(0.0)
    gap = np.full((1, 2), np.nan)
    return np.vstack([gap, *(part for piece in pieces for part in (piece, gap))])


def _stops(sample, lams, paths, scores, fit):
    """A large C, the lowest log loss, zeros under L1, nothing but the intercept, another metric."""
    size = len(sample.names)
    losses = {name: scores[name]["log loss"][1] for name in METHODS}
    best = {name: int(loss.argmin()) for name, loss in losses.items()}
    low, at = fit(lams[0], "lasso", "log loss"), fit(lams[best["ridge"]], "ridge", "log loss")
    loss = number(losses["lasso"][0])
    zeros = np.count_nonzero(paths["lasso"][best["lasso"], 1:] == 0)
    right = 100 * (1 - scores["lasso"]["1 − accuracy"][1][-1])
    common, rare = sample.classes
    stops = [
        Stop(f"{plural(int(low.wrong.sum()), 'fitted row')} of {len(sample.y)} are on the wrong "
             f"side. The held-out log loss is {loss}, above its lowest, "
             f"{number(losses['lasso'].min())}.", lam=float(lams[0]), penalty="lasso",
             metric="log loss",
             ask=f"C is {number(low.C)} here, a weak penalty. Is the held-out log loss low?",
             true=lambda fit: fit.test_error[0] > fit.test_error.min()
             and fit.wrong.sum() == low.wrong.sum()),
        Stop(f"It is lowest at lam = {number(at.lam)}. For scikit-learn this is C = "
             f"{number(at.C)}, since C is 1/(n·lam).", lam=float(at.lam), penalty="ridge",
             metric="log loss", ask="Where is the held-out log loss lowest, and what is C there?",
             true=lambda fit: fit.lam == lams[fit.test_error.argmin()]
             and np.isclose(fit.C * len(sample.y) * fit.lam, 1)),
        Stop(f"L1 sets {zeros} of {plural(size, 'power')} to exactly zero. L2 sets none.",
             lam=float(lams[best["lasso"]]), penalty="lasso", metric="log loss",
             ask="Here L1 has its lowest log loss. How many powers does it do without?",
             true=lambda fit: np.count_nonzero(fit.effects["lasso"] == 0) == zeros
             and (fit.effects["ridge"] != 0).all()),
        *_other_metric(lams, scores),
        Stop(f"Every row is called “{common}”. Held-out accuracy is {number(right)} %, and recall "
             f"is 0: no “{rare}” is found.", lam=float(lams[-1]), penalty="lasso",
             metric="1 − recall", ask="L1 has set every power to zero. What do accuracy and "
             "recall say of this model?",
             true=lambda fit: not fit.effects["lasso"].any() and fit.test_error[-1] == 1
             and not fit.boundary[~np.isnan(fit.boundary)].size),
    ]
    return stops if best["lasso"] else stops[1:]


def _other_metric(lams, scores):
    """Where another metric would stop under L2, if it is not where the log loss does."""
    loss, recall = scores["ridge"]["log loss"][1], scores["ridge"]["1 − recall"][1]
    at = int(recall.argmin())
    if recall[at] >= recall[loss.argmin()]:
        return []
    found, usual = (number(100 * (1 - recall[k])) for k in (at, loss.argmin()))
    return [Stop(f"No. Recall is best here, {found} %. Where the log loss is lowest it is "
                 f"{usual} %.", lam=float(lams[at]), penalty="ridge", metric="1 − recall",
                 ask="We judge by recall now. Is the best lam where the log loss was lowest?",
                 true=lambda fit: fit.test_error.argmin() == at != loss.argmin()
                 and fit.lam == lams[at])]


class BoundaryView(View):
    """Two classes in the plane and the line between them; points on its wrong side have a ring.

    `points` (n, 2), `labels` (n,) of 0 and 1. Reads `fit.boundary`, a polyline (m, 2) with NaN
    between its pieces, and `fit.wrong` (n,), True where a point is on the wrong side.
    """

    LOOKS = ({"marker": "o", "color": style.FEATURE_COLORS[3]}, {"marker": "^", "color": "#b8860b"})

    @style.styled
    def __init__(self, ax, points, labels, names=("x1", "x2"), classes=("class 0", "class 1"),
                 title="boundary"):
        self.ax = ax
        self.points = np.asarray(points, dtype=float)
        for value, look in enumerate(self.LOOKS):  # as in lesson 02
            ax.plot(*self.points[np.asarray(labels) == value].T, linestyle="none", alpha=0.8,
                    markeredgewidth=0, label=classes[value], **look)
        ax.set(xlim=padded(self.points[:, 0]), ylim=padded(self.points[:, 1]),
               xlabel=names[0], ylabel=names[1], title=title)
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, borderpad=0.2,
                  handletextpad=0.1)
        self.plot("boundary", color=style.NOW, zorder=4)
        self.plot("rings", linestyle="none", marker="o", markerfacecolor="none", color=style.NOW,
                  markersize=1.9 * style.sizes().marker, zorder=5)

    def update(self, fit) -> None:
        self.parts["boundary"].set_data(*np.reshape(fit.boundary, (-1, 2)).T)
        self.parts["rings"].set_data(*self.points[np.asarray(fit.wrong, dtype=bool)].T)

    def describe(self, fit) -> str:
        return (f"{plural(int(np.sum(fit.wrong)), 'point')} of {len(self.points)} on the wrong "
                f"side of the line.")


class PricedBoundaryView(BoundaryView):
    """A border whose title says the price C that stands for lam. Reads `fit.lam`, `fit.C` too."""

    @style.styled
    def __init__(self, ax, points, labels, axes, classes):
        super().__init__(ax, points, labels, axes, classes)
        plain_text(ax.xaxis.label, ax.yaxis.label)
        self.part("title", ax.set_title("border", y=1.0, pad=2.2 * style.sizes().text))
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, borderpad=0.2,
                  borderaxespad=0.2, handletextpad=0.1, columnspacing=1.0)
        plain_text(*ax.get_legend().get_texts())

    def update(self, fit) -> None:
        super().update(fit)
        self.parts["title"].set_text(f"border at C = {number(fit.C)}")

    def describe(self, fit) -> str:
        wrong = int(np.sum(fit.wrong))
        verb = "is" if wrong == 1 else "are"
        return (f"lam = {number(fit.lam)} is C = {number(fit.C)} in scikit-learn. {wrong} of "
                f"{plural(len(self.points), 'row')} {verb} on the wrong side of the border.")


class MetricView(CurvesView):
    """Training and held-out error in the metric of `fit.metric`, which is named at the axis."""

    @style.styled
    def __init__(self, *places, **options):
        super().__init__(*places, **options)
        self.part("metric", self.ax.yaxis.label)

    def update(self, fit) -> None:
        super().update(fit)
        self.parts["metric"].set_text(fit.metric)

    def describe(self, fit) -> str:
        return super().describe(fit).replace("mean squared error", fit.metric)
