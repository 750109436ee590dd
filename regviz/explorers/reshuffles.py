"""Cross-validation on other shuffles of the same rows: how far the chosen lambda moves."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.core.validation import demand
from regviz.data.given import as_problem
from regviz.explorers.base import explorer, lam_grid, lam_range, mean_squared_error, path_of
from regviz.page.controls import slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.selection.cross_validation import reshuffled
from regviz.views.base import View, cursor, lam_axis, legend_above, padded


@explorer("How much of the chosen lambda is luck of the folds?", lesson="07")
def reshuffled_folds(data="diabetes", y=None, *, target=None, method="lasso", k=10, repeats=50,
                     test_share=0.66, seed=0):
    """Cross-validation of the same rows, dealt to the folds again and again.

    What you see: one faint curve for each shuffle, the curve of the shuffle you choose and a star
    where it is lowest. Beside it one row for each shuffle: its lam_min and its lam_1se. More
    panels: the error on a test set at the lambda that each shuffle chose.
    What to drag: shuffle, to go through the shuffles; averaged, to take the mean of that many
    shuffles, which is called repeated cross-validation.
    What data: see `regviz.data.given.as_problem`. The test set is test_share of the rows; columns
    are standardized inside every fold.

    method is "lasso" or "ridge"; k is the number of folds, repeats that of the shuffles (2 to
    200), seed that of the first shuffle.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(method in ("lasso", "ridge"), "method must be lasso or ridge: got {!r}", method)
    demand(2 <= repeats <= 200, "repeats must lie between 2 and 200: got {}", repeats)
    ours, unseen = as_problem(data, y, target).split(test_share, seed=0)
    train = ours.standardize()
    path = path_of(train, method, 0.5)
    lams = lam_grid(*lam_range(path))
    curves = reshuffled(ours.X, ours.y, repeats=repeats, seed=seed, k=k, method=method, lams=lams,
                        standardize=True)
    means = np.array([one.mean for one in curves])
    lowest = np.array([one.lam_min for one in curves])
    simple = np.array([one.lam_1se for one in curves])
    test_error = mean_squared_error(path, train.apply(unseen), lams)

    def fit(shuffle, averaged):
        members = (shuffle - 1 + np.arange(averaged)) % repeats
        curve = means[members].mean(axis=0)
        chosen = lowest[shuffle - 1] if averaged == 1 else lams[curve.argmin()]
        return Fit(curve=curve, averaged=averaged, members=members, lam_min=float(chosen))

    fig, (left, right, below) = style.canvas(3)
    views = [
        ShufflesView(left, lams, means, share=_floor(means)),
        ChoicesView(right, lams, lowest, simple, first=1),
        ChosenErrorView(below, lams, test_error, lowest),
    ]
    return Explorer(fig, views, fit, first=2,
                    stops=_stops(lams, means, lowest, test_error),
                    shuffle=slider(1, repeats), averaged=slider(1, repeats))


def _floor(means) -> float:
    """The share of the range of the curves where they are lowest: three times how far the shuffles
    are apart there, and a tenth at least."""
    apart = np.ptp(means, axis=0)[means.mean(axis=0).argmin()]
    return float(np.clip(3 * apart / (np.ptp(means) or 1.0), 0.1, 1.0))


def _stops(lams, means, lowest, test_error):
    """The smallest and the largest choice, pairs of shuffles, what it costs, and the cure."""
    small, large = int(lowest.argmin()), int(lowest.argmax())
    errors = np.interp(np.log(lowest), np.log(lams), test_error)
    apart = 100 * (errors.max() / errors.min() - 1)
    stops = [
        Stop(_choice(lowest[small], lams, "smallest"), shuffle=small + 1, averaged=1,
             ask="Which is the smallest lam that a shuffle chooses?",
             true=lambda fit: fit.lam_min == lowest.min()),
        Stop(_choice(lowest[large], lams, "largest"), shuffle=large + 1, averaged=1,
             ask="Same rows, same recipe, other folds: which is the largest choice?",
             true=lambda fit: fit.lam_min == lowest.max()),
        _pairs(lowest),
        Stop(f"On the test set the errors of all these choices are {number(apart)} % apart at "
             "most. Where the curve is flat, the choice moves far and costs little.",
             shuffle=large + 1, averaged=1, ask="How much does the choice of the shuffle cost?",
             true=lambda fit: np.isclose(100 * (errors.max() / errors.min() - 1), apart)
             ) if apart < 10 else
        Stop(f"On the test set the errors of these choices are up to {number(apart)} % apart.",
             shuffle=large + 1, averaged=1, ask="How much does the choice of the shuffle cost?",
             true=lambda fit: apart >= 10),
    ]
    return [*stops, *_averaged(lams, means, lowest)]


def _choice(lam, lams, which) -> str:
    """What a shuffle chose; at an end of the axis the axis chose."""
    if lam <= lams[0] * (1 + 1e-9):
        return ("The curve of this shuffle is lowest at the left end of the axis: it asks for next "
                "to no penalty.")
    if lam >= lams[-1] * (1 - 1e-9):
        return ("The curve of this shuffle is lowest at the right end of the axis: it asks for no "
                "feature at all.")
    return f"This shuffle chooses lam_min = {number(lam)}, the {which} of all."


def _pairs(lowest):
    """How often two shuffles differ by much. A longer axis can only make this share larger."""
    ratios = np.exp(np.abs(np.log(lowest[:, None] / lowest)))[np.triu_indices(len(lowest), 1)]
    shares = {factor: np.mean(ratios >= factor) for factor in (10, 2)}
    factor, word = (10, "ten") if shares[10] >= 0.05 else (2, "two")
    percent = round(100 * shares[factor])
    return Stop(f"In {percent} % of all pairs of shuffles the two choices differ by a factor of "
                f"{word} or more.", shuffle=1, averaged=1,
                ask=f"Two people deal the folds differently. How often do their choices differ by "
                    f"a factor of {word} or more?",
                true=lambda fit: round(100 * np.mean(ratios >= factor)) == percent)


def _averaged(lams, means, lowest):
    """The mean of many shuffles moves less; left out where it does not."""
    repeats = len(means)
    many = max(2, 2 * repeats // 5)
    wrapped = np.concatenate([means, means])
    chosen = np.array([lams[wrapped[i:i + many].mean(axis=0).argmin()] for i in range(repeats)])
    if np.ptp(np.log(chosen)) >= np.ptp(np.log(lowest)):
        return []
    between = f"between {number(chosen.min())} and {number(chosen.max())}"
    if number(chosen.min()) == number(chosen.max()):
        between = f"at {number(chosen.min())}"
    return [Stop(f"The mean of {many} shuffles moves less: whichever shuffle we start with, it is "
                 f"lowest {between}. This is repeated cross-validation.", shuffle=1, averaged=many,
                 ask=f"What happens to the choice if we average {many} shuffles?",
                 true=lambda fit: chosen.min() <= fit.lam_min <= chosen.max())]


class ChosenErrorView(View):
    """The error on the test set against lambda, with a cross where each shuffle chose.

    `lams`, `test_error` (L,) and `chosen` (m,) stay. Reads `fit.lam_min`.
    """

    @style.styled
    def __init__(self, ax, lams, test_error, chosen):
        self.ax = ax
        self._lams, self._error = np.asarray(lams), np.asarray(test_error)
        size = style.sizes()
        ax.plot(lams, test_error, **style.MARKS["truth"].line(), label="test set", zorder=2)
        crosses = style.MARKS["test"].points(markersize=0.9 * size.marker, alpha=0.45,
                                             markeredgewidth=0, label="lam_min of a shuffle")
        ax.plot(chosen, self._at(chosen), **crosses, zorder=3)
        self.part("cursor", cursor(ax))
        self.plot("here", linestyle="none", marker="o", color=style.NOW, markerfacecolor="white",
                  zorder=5)
        lam_axis(ax, lams)
        ax.set(ylim=padded(test_error), ylabel="error on the test set")
        legend_above(ax, "what the choice costs")

    def _at(self, lam):
        return np.interp(np.log(lam), np.log(self._lams), self._error)

    def update(self, fit) -> None:
        self.parts["cursor"].set_xdata([fit.lam_min, fit.lam_min])
        self.parts["here"].set_data([fit.lam_min], [self._at(fit.lam_min)])

    def describe(self, fit) -> str:
        here, best = self._at(fit.lam_min), self._error.min()
        return (f"On the test set this choice has error {number(here)}, "
                f"{number(100 * (here / best - 1))} % above the lowest one of the whole curve.")


class ShufflesView(View):
    """The cross-validated curves of many shuffles of the same rows, faint, and the mean of some of
    them.

    `lams` (L,), `curves` (m, L). Reads `fit.curve` (L,), `fit.averaged`, how many it is the mean
    of, and `fit.lam_min`, where it is lowest. `share` of the range of the curves is shown, from the
    lowest value up.
    """

    @style.styled
    def __init__(self, ax, lams, curves, share=1.0):
        self.ax = ax
        self.lams = np.asarray(lams, dtype=float)
        size = style.sizes()
        for k, curve in enumerate(curves):
            ax.plot(lams, curve, color=style.FAINT, linewidth=0.4 * size.line, zorder=1,
                    label="one shuffle" if k == 0 else "_")
        self.plot("mean", **style.MARKS["test"].line(linewidth=1.3 * size.line), zorder=3,
                  label="mean of some")
        self.plot("lowest", **style.MARKS["truth"].points(markersize=1.6 * size.marker), zorder=5,
                  label="lowest")
        lam_axis(ax, lams)
        low = np.min(curves)
        ax.set(ylim=padded([low, low + share * np.ptp(curves)]), ylabel="cross-validated error")
        self.part("title", legend_above(ax, "shuffles"))

    def _lowest(self, fit) -> float:
        return float(np.interp(np.log(fit.lam_min), np.log(self.lams), fit.curve))

    def update(self, fit) -> None:
        self.parts["mean"].set_data(self.lams, fit.curve)
        self.parts["lowest"].set_data([fit.lam_min], [self._lowest(fit)])
        self.parts["title"].set_text(f"{plural(fit.averaged, 'shuffle')}: "
                                     f"lowest at {number(fit.lam_min)}")

    def describe(self, fit) -> str:
        what = ("The curve of one shuffle" if fit.averaged == 1
                else f"The mean curve of {fit.averaged} shuffles")
        return (f"{what} is lowest at lam = {number(fit.lam_min)}, with error "
                f"{number(self._lowest(fit))}.")


class ChoicesView(View):
    """What each shuffle chooses: one row a shuffle, its lambda of lowest error and its
    one-standard-error choice.

    `lams` bound the axis; `lowest` and `simple` (m,) are the choices; rows are counted from
    `first`. Reads `fit.members`, the positions of the shuffles in use, and `fit.lam_min`, the
    choice of their mean curve.
    """

    MARKS = {"lam_min": style.MARKS["test"], "lam_1se": style.MARKS["lasso"]}

    @style.styled
    def __init__(self, ax, lams, lowest, simple, first=0):
        self.ax = ax
        self._rows = first + np.arange(len(lowest))
        self.choices = {"lam_min": np.asarray(lowest, dtype=float),
                        "lam_1se": np.asarray(simple, dtype=float)}
        size = style.sizes()
        small = {"markersize": 0.7 * size.marker, "markeredgewidth": 0, "alpha": 0.45, "zorder": 2}
        large = {"markersize": 1.1 * size.marker, "markeredgecolor": "white", "zorder": 4}
        for name, lams_chosen in self.choices.items():
            look = self.MARKS[name].points(label=name, **small)
            ax.plot(lams_chosen, self._rows, **look)
        self.part("cursor", cursor(ax))
        for name in self.choices:
            self.plot(name, **self.MARKS[name].points(**large))
        lam_axis(ax, [np.min(lams) / 1.2, np.max(lams)])
        ax.set(ylim=(self._rows[-1] + 0.8, first - 0.8), ylabel="shuffle")
        legend_above(ax, "what each shuffle chooses")

    def update(self, fit) -> None:
        members = np.asarray(fit.members)
        self.parts["cursor"].set_xdata([fit.lam_min, fit.lam_min])
        for name, lams in self.choices.items():
            self.parts[name].set_data(lams[members], self._rows[members])

    def describe(self, fit) -> str:
        chosen = {name: lams[np.asarray(fit.members)] for name, lams in self.choices.items()}
        if len(fit.members) == 1:
            told = " and ".join(f"{name} = {number(lams[0])}" for name, lams in chosen.items())
            return f"This shuffle chooses {told}."
        told = " and ".join(f"{name} from {number(lams.min())} to {number(lams.max())}"
                            for name, lams in chosen.items())
        return f"These {len(fit.members)} shuffles choose {told}."
