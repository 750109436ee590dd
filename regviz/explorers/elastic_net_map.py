"""Where on the map of lambda and mix is the error lowest? Cross-validation over both knobs."""

import functools

import numpy as np
from matplotlib.colors import BoundaryNorm

from regviz import style
from regviz.core.formatting import number, plain
from regviz.core.linalg import standard_error
from regviz.core.validation import demand
from regviz.data.given import as_problem
from regviz.explorers.base import explorer, mean_squared_error
from regviz.page.controls import lam_slider, slider, toggle
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.selection.mixes import cross_validate_mixes
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.ridge import RidgePath
from regviz.views.base import Movable, View, lam_axis, padded
from regviz.views.coefficient_paths import MixPathView
from regviz.views.curves import CurvesView

DECADES, COUNT = 4.0, 45
BEYOND = 5.0  # lam goes this many times beyond the lasso's lam_max
MIXES = tuple(round(0.1 * step, 1) for step in range(11))
K = 5
OTHERS = 10  # samples that the place of the star is compared with


@explorer("Which lambda and which mix predict best, and how sure is that?", lesson="08")
def elastic_net_map(data="diabetes", y=None, *, target=None, rows=60, seed=2, lam=None,
                    l1_ratio=0.3):
    """The cross-validation error over both knobs of the elastic net, lambda and the mix.

    What you see: a map of the error, in per cent above its lowest value, which has the star. Left
    of the dashed line the error is less than one standard error above the star's. Beside it the
    coefficients against lambda for the present mix. More panels: the map cut along this mix, with
    the error on the rows that no fit has seen.
    What to drag: lam, l1_ratio, or the cross on the map. "other samples" marks where the star lies
    for ten other samples of the rows.
    What data: see `regviz.data.given.as_problem`. Of its rows `rows` are drawn with `seed`, two
    thirds of all at most, and columns are standardized on them. Ten other samples are drawn alike.
    The errors are means over five folds.

    lam and l1_ratio are where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(isinstance(rows, int) and rows >= 15, "rows must be a whole number from 15 on: got {!r}",
           rows)
    demand(0 <= l1_ratio <= 1, "l1_ratio must lie between 0 (ridge) and 1 (lasso): got {!r}",
           l1_ratio)
    problem = as_problem(data, y, target)
    demand(len(problem) >= 20, "data must have 20 rows or more for five folds and a test: got {}",
           len(problem))
    chart = _Chart(problem, min(rows, 2 * len(problem) // 3), seed)
    fig, (left, right, below) = style.canvas(3)
    curves = [path(chart.lams) for path in chart.paths]
    errors = {"lasso_error": "lasso", "mix_error": "elastic_net", "test_error": "test"}
    names = {"lasso_error": "lasso", "mix_error": "this mix", "test_error": "unseen rows"}
    views = [
        HeatView(left, chart.lams, MIXES, chart.mean, se=chart.se_at_star),
        StarsView(left, chart.others),
        MixPathView(right, chart.lams, chart.train.names, np.ravel(curves)),
        CurvesView(below, "lam", chart.lams, errors, labels=names, ylim=chart.limits(), log_x=True,
                   band="band", best=("mix_error", "lowest"), ylabel="CV error",
                   title="error along this mix ± 1 standard error"),
    ]

    def fit(lam, l1_ratio, others=False):
        return chart.state(lam, l1_ratio, others, curves)

    return Explorer(fig, views, fit, first=2, stops=_stops(chart),
                    lam=lam_slider(chart.top, DECADES, lam or 0.02 * chart.top, COUNT),
                    l1_ratio=slider(0.0, 1.0, 0.1, value=float(l1_ratio)),
                    others=toggle("other samples"))


class _Chart:
    """The map of one sample of the rows, its star, and the stars of other samples."""

    def __init__(self, problem, rows, seed):
        train, test = _sample(problem, rows, seed)
        self.train, self.test = train, test
        self.top = BEYOND * (ElasticNetPath(train.X, train.y, 1.0).lam_max or 1.0)
        step = DECADES / (COUNT - 5)  # the places of the slider
        self.lams = self.top * 10.0 ** (step * np.arange(COUNT) - DECADES)
        errors = cross_validate_mixes(train.X, train.y, self.lams, MIXES, K)
        self.mean = errors.mean(axis=1)
        self.se = standard_error(errors, axis=1)
        self.star = np.unravel_index(self.mean.argmin(), self.mean.shape)
        self.se_at_star = float(self.se[self.star])
        self.paths = [RidgePath(train.X, train.y)]
        self.paths += [ElasticNetPath(train.X, train.y, mix) for mix in MIXES[1:]]
        self.test_error = functools.cache(self._test_error)
        self.others = np.array([self._other_star(problem, rows, seed + 1 + k)
                                for k in range(OTHERS)])

    def _other_star(self, problem, rows, seed):
        """(lam, l1_ratio) of the lowest error of another sample, on a map with fewer places."""
        train, _ = _sample(problem, rows, seed)
        lams, mixes = self.lams[::4], MIXES[::2]
        mean = cross_validate_mixes(train.X, train.y, lams, mixes, K).mean(axis=1)
        mix, lam = np.unravel_index(mean.argmin(), mean.shape)
        return lams[lam], mixes[mix]

    def _test_error(self, k):
        """The error of mix k over the lambdas on the rows that no fit has seen."""
        return mean_squared_error(self.paths[k], self.test, self.lams)

    def limits(self):
        """Of the axis of errors: all that is drawn, up to a little above the worst mean."""
        shown = [self.mean, self.test_error(0), self.test_error(len(MIXES) - 1)]
        return padded(np.clip(np.concatenate([np.ravel(each) for each in shown]), None,
                              1.2 * self.mean.max()))

    def state(self, lam, l1_ratio, others, curves):
        """What the views read at a place of the map."""
        k = round(10 * l1_ratio)
        mean, se = self.mean[k], self.se[k]
        value = float(np.interp(np.log(lam), np.log(self.lams), mean))
        return Fit(lam=lam, l1_ratio=l1_ratio, value=value, coef=self.paths[k](lam),
                   path=curves[k], mix_error=mean, lasso_error=self.mean[-1],
                   test_error=self.test_error(k), band=(mean - se, mean + se), others=others)

    def place(self, k):
        """The place of the lowest error of mix k, as controls."""
        return {"lam": float(self.lams[self.mean[k].argmin()]), "l1_ratio": MIXES[k]}

    def unseen(self, k):
        """The error on unseen rows at the place of the lowest error of mix k."""
        return float(self.test_error(k)[self.mean[k].argmin()])


def _sample(problem, rows, seed):
    """(rows of the problem, standardized; all others on the same scale)."""
    train, test = problem.split(1 - rows / len(problem), seed)
    train = train.standardize()
    return train, train.apply(test)


def _stops(chart):
    """The star, the best of both edges, unseen rows, other samples."""
    lowest = chart.mean.min(axis=1)
    least = float(lowest.min())
    star = int(chart.star[0])
    near = int((lowest - least <= chart.se_at_star).sum())
    edges = {k: name for k, name in ((0, "ridge"), (len(MIXES) - 1, "lasso")) if k != star}
    above = {k: round(100 * (lowest[k] / least - 1), 1) for k in edges}
    return [
        Stop(f"The star's error is {number(least)}, with standard error "
             f"{number(chart.se_at_star)}. At their best lam, {near} of the {len(MIXES)} "
             "mixes come that near.",
             **chart.place(star), ask="Here is the star. How many mixes come within one standard "
             "error of it?",
             true=lambda fit: np.isclose(fit.value, least)
             and near == (lowest - fit.value <= chart.se_at_star).sum()),
        *(Stop(f"The best {name} is {plain(above[k])} % above the star.", **chart.place(k),
               ask=f"How much worse is the best {name}?",
               true=lambda fit, k=k: round(100 * (fit.value / least - 1), 1) == above[k])
          for k, name in edges.items()),
        _unseen_stop(chart, star, edges),
        _other_stop(chart, star),
    ]


def _unseen_stop(chart, star, edges):
    """The star and the edges on the rows that no fit has seen."""
    errors = {k: chart.unseen(k) for k in (star, *edges)}
    others = " and ".join(f"the best {name} has {number(errors[k])}" for k, name in edges.items())
    return Stop(f"On the {len(chart.test)} rows that no fit has seen, the star's model has error "
                f"{number(errors[star])}; {others}.", **chart.place(star),
                ask="Does the star also win on rows that no fit has seen?",
                true=lambda fit: all(np.isclose(mean_squared_error(
                    chart.paths[k], chart.test, chart.place(k)["lam"]), error)
                    for k, error in errors.items()) and np.isclose(fit.value, chart.mean.min()))


def _other_stop(chart, star):
    """How often the star of another sample lies at ridge, between, at the lasso."""
    ridge, between, lasso = counts = _where(chart.others)
    return Stop(f"Here are the stars of {OTHERS} other samples: {ridge} at ridge, {lasso} at the "
                f"lasso, and {between} between them.", **chart.place(star), others=True,
                ask="Draw other rows from the same table. Does the star stay where it is?",
                true=lambda fit: fit.others and counts == _where(chart.others)
                and sum(counts) == OTHERS)


def _where(places):
    """How many places (lam, l1_ratio) lie at ridge, between and at the lasso."""
    mixes = places[:, 1]
    at_ridge, at_lasso = int((mixes == 0).sum()), int((mixes == 1).sum())
    return at_ridge, len(mixes) - at_ridge - at_lasso, at_lasso


class StarsView(View):
    """The lowest places of other samples, (lam, l1_ratio) in the rows of `places`, as small stars;
    equal ones stand beside each other. Shown while `fit.others` is true."""

    @style.styled
    def __init__(self, ax, places):
        self.ax, self.places = ax, places
        twins = np.tril((places[:, None] == places).all(axis=2), -1).sum(axis=1)
        self.shown = (places[:, 0] * 1.12**twins, places[:, 1])
        self.plot("stars", linestyle="none", marker="*", color="#ffffff", zorder=4,
                  markeredgecolor=style.NOW, markersize=1.6 * style.sizes().marker)

    def update(self, fit) -> None:
        self.parts["stars"].set_data(*(self.shown if fit.others else ([], [])))

    def describe(self, fit) -> str:
        if not fit.others:
            return ""
        ridge, between, lasso = _where(self.places)
        return (f"The small stars are the lowest places of {len(self.places)} other samples: "
                f"{ridge} at ridge, {lasso} at the lasso, {between} between.")


class HeatView(View):
    """A map of the CV error over (lambda, l1_ratio), in per cent above its lowest value, which is
    marked by a star; a cross that a hand drags sets both.

    `values` (len(l1_ratios), len(lams)). With a standard error `se`, a dashed line surrounds the
    places within one of it of the lowest. Reads `fit.lam`, `fit.l1_ratio` and `fit.value`.
    """

    LEVELS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
    LINES = (1, 10)

    @style.styled
    def __init__(self, ax, lams, l1_ratios, values, se=None):
        values = np.asarray(values, dtype=float)
        row, column = np.unravel_index(values.argmin(), values.shape)
        self.ax, self.se = ax, se
        self.least = float(values.min())
        self.best = (float(lams[column]), float(l1_ratios[row]))
        self._draw_map(np.asarray(lams), np.asarray(l1_ratios), values)
        lam_axis(ax, lams)
        ax.set(ylim=(min(l1_ratios) - 0.05, max(l1_ratios) + 0.05),
               ylabel="l1_ratio (0 ridge, 1 lasso)")
        size = style.sizes()
        edge = {"linestyle": "none", "color": "white", "markeredgecolor": style.NOW, "zorder": 5}
        ax.plot(*self.best, marker="*", markersize=2.2 * size.marker, **edge)
        self.plot("cross", marker="P", markersize=1.7 * size.marker, clip_on=False, **edge)
        self.part("title", ax.set_title("", y=1.0))
        self.movable = (Movable(ax, "lam", "l1_ratio", label="place on the map"),)

    def _draw_map(self, lams, l1_ratios, values) -> None:
        """Colours, labelled lines at 1 % and 10 %, and the border of one standard error."""
        ax, size = self.ax, style.sizes()
        above = 100 * (values / self.least - 1)
        levels = [0, *self.LEVELS, max(float(above.max()), 51)]
        ax.contourf(lams, l1_ratios, above, levels=levels, cmap="cividis",
                    norm=BoundaryNorm(levels, 256))
        lines = ax.contour(lams, l1_ratios, above, levels=self.LINES, colors="white",
                           linewidths=0.4 * size.line)
        ax.clabel(lines, fmt=lambda level: f"+{level:g} %", fontsize=0.8 * size.text,
                  manual=_right_edges(lams, l1_ratios, above, lines.levels))
        if self.se is not None:
            ax.contour(lams, l1_ratios, values - self.least, levels=[self.se], colors=style.NOW,
                       linestyles="dashed", linewidths=0.6 * size.line)

    def _above(self, fit) -> str:
        return f"{100 * (fit.value / self.least - 1):.1f} % above the lowest"

    def update(self, fit) -> None:
        self.parts["cross"].set_data([fit.lam], [fit.l1_ratio])
        self.parts["title"].set_text(f"CV error {number(fit.value)}: {self._above(fit)}")

    def describe(self, fit) -> str:
        side = ""
        if self.se is not None:
            less = fit.value - self.least < self.se
            side = f" ({'less' if less else 'more'} than one standard error)"
        return (f"With lam = {number(fit.lam)} and l1_ratio = {number(fit.l1_ratio)} the CV error "
                f"is {number(fit.value)}, {self._above(fit)}{side}, which lies at "
                f"lam = {number(self.best[0])} and l1_ratio = {number(self.best[1])}.")


def _right_edges(lams, l1_ratios, above, levels):
    """For each level one place on the right side of its contour, where its label stands: in the
    middle row, or in the first one above it that the contour crosses."""
    places = []
    for level in levels:
        for row in range(len(l1_ratios) // 2, len(l1_ratios)):
            inside = np.flatnonzero(above[row] <= level)
            if inside.size and inside[-1] + 1 < len(lams):
                places.append((lams[inside[-1]], l1_ratios[row]))
                break
    return places
