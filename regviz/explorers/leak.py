"""Features selected on all samples or in each fold: the error that is reported."""

import functools

import numpy as np

from regviz import style
from regviz.core.arguments import whole
from regviz.core.formatting import number, plural
from regviz.core.validation import demand
from regviz.explorers.base import explorer
from regviz.page.controls import choice, sample, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.selection.cross_validation import folds
from regviz.selection.leakage import leak_reports, most_correlated, noise_only
from regviz.views.base import View, legend_above, zero_line
from regviz.views.curves import CurvesView

STEP = 20  # between two widths
FOLDS = 5
ALL, INSIDE = "on all rows", "in each fold"


@explorer("How can cross-validation be made to lie?", lesson="07", n=whole(6, 20_000))
def leak(n=60, most=510, keep=10):
    """Columns of pure noise: select the best, then cross-validate. The reported error is a lie.

    What you see: one dot for each column. Across is its correlation with y on the training rows of
    a fold, up its correlation on the held-out rows; squares are the selected columns. Beside it
    the error that is reported, for both ways of selecting, and the error on new rows.
    What to drag: columns, to have more of them to select from. Then change the selection, the fold
    and the sample.
    What data: none; columns and y are noise, drawn independently, so that no rule can have an
    error below 1 on new rows. n is the number of rows, most that of the columns, and keep the
    number that is selected. The curves are means over twenty such data sets.

    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(1 <= keep <= n // 2 - 2, "keep must lie between 1 and {}, for n = {} rows: got {}",
           n // 2 - 2, n, keep)
    demand(keep + STEP <= most <= 2000, "most must lie between {} and 2000: got {}", keep + STEP,
           most)
    reports = leak_reports(n, most, keep, FOLDS)
    widths = reports.widths
    parts = folds(n, FOLDS, seed=0)

    @functools.lru_cache(maxsize=8)
    def drawn(seed):
        return noise_only(most, n, seed)

    def fit(columns, selection, fold, sample):
        X, y = drawn(sample)
        X, (rest, held) = X[:, :columns], parts[fold - 1]
        rows = np.arange(n) if selection == ALL else rest
        return Fit(columns=columns, inside=_correlations(X[rest], y[rest]),
                   outside=_correlations(X[held], y[held]),
                   chosen=most_correlated(X[rows], y[rows], keep), leaky=reports.leaky,
                   honest=reports.honest, truth=reports.truth)

    fig, (left, right) = style.canvas(2)
    curves = {"leaky": "lasso", "honest": "test", "truth": "truth"}
    top = 1.1 * max(reports.honest.max(), reports.truth.max())
    views = [
        LeakView(left),
        CurvesView(right, "columns", widths, curves, ylim=(0.9 * reports.leaky.min(), top),
                   title="reported error, and the true one",
                   xlabel=f"columns to select {keep} from",
                   labels={"leaky": ALL, "honest": INSIDE, "truth": "new rows"}),
    ]
    last = int(widths[-1])
    return Explorer(fig, views, fit, stops=_stops(reports, keep, fit),
                    columns=slider(keep, last, STEP, last), selection=choice([ALL, INSIDE]),
                    fold=slider(1, FOLDS), sample=sample())


def _correlations(X, y):
    Z = X - X.mean(axis=0)
    r = y - y.mean()
    return (r @ Z) / np.sqrt((Z * Z).sum(axis=0) * (r @ r))


def _held_out(fit):
    """The mean correlation of the selected columns on the held-out rows, signs turned."""
    return float(np.mean((np.sign(fit.inside) * fit.outside)[fit.chosen]))


def _stops(reports, keep, fit):
    """Nothing to select; the leak; what it does on the held-out rows; the right way."""
    first, last = int(reports.widths[0]), int(reports.widths[-1])
    leaky, honest, truth = reports.leaky[-1], reports.honest[-1], reports.truth[-1]
    before, after = (np.mean([_held_out(fit(last, selection, fold, 0))
                              for fold in range(1, FOLDS + 1)]) for selection in (ALL, INSIDE))
    return [
        Stop(f"With {keep} columns there is nothing to select. Both ways report the same error.",
             columns=first, ask=f"{keep} columns, {keep} are kept. Do the two ways differ?",
             true=lambda fit: np.isclose(fit.leaky[0], fit.honest[0])),
        Stop(f"Selected on all rows, the reported error is {number(leaky)} on average. On new rows "
             f"it is {number(truth)}, and no rule can be better than 1.", columns=last,
             selection=ALL, ask=f"No rule can be better than 1. Which error is reported if we "
                                f"select from {last} columns?",
             true=lambda fit: fit.leaky[-1] < 1 < fit.truth[-1]),
        Stop("Here is why. The selected columns are correlated with y on the held-out rows too: "
             f"{number(before)} on average over the folds. These rows took part in the selection.",
             columns=last, selection=ALL, fold=1, sample=0,
             ask="How can noise predict rows that were held out?",
             true=lambda fit: _held_out(fit) > 0.1 and before > 0.1),
        Stop("If each fold selects for itself, that correlation is near zero: on average "
             f"{number(after)} over the folds.", columns=last, selection=INSIDE, fold=1, sample=0,
             ask="What changes if each fold selects for itself?",
             true=lambda fit: abs(after) < 0.4 * before),
        Stop(f"Selected in each fold, the reported error is {number(honest)}: worse than "
             "predicting the mean, as it should be for noise.", columns=last, selection=INSIDE,
             ask="Which error is reported if each fold selects for itself?",
             true=lambda fit: fit.honest[-1] > 1.05),
    ]


class LeakView(View):
    """Each column's correlation with y on the training rows of a fold against that on its held-out
    rows, with the sign turned so that the first is positive.

    Reads `fit.inside` and `fit.outside` (p,), the two correlations, and `fit.chosen`, the columns
    that were selected; of the others at most 120 are drawn.
    """

    SHOWN = 120

    @style.styled
    def __init__(self, ax):
        self.ax = ax
        size, mark = style.sizes(), style.MARKS["lasso"]
        zero_line(ax, y=0)
        self.plot("others", linestyle="none", marker="o", color="#9aa1a8", markeredgewidth=0,
                  alpha=0.6, markersize=0.5 * size.marker, label="other columns", zorder=2)
        self.plot("selected", **mark.points(markeredgecolor="white"), label="selected", zorder=4)
        self.plot("mean", **mark.line(linewidth=0.8 * size.line), label="their mean", zorder=3)
        ax.set(xlim=(0, 0.6), ylim=(-1, 1), yticks=(-0.5, 0, 0.5, 1),
               xlabel="correlation with y, training rows", ylabel="on the held-out rows")
        self.part("title", legend_above(ax, "selected"))

    def _turned(self, fit):
        """The correlations (inside, outside), both with the sign of the first taken off."""
        inside = np.asarray(fit.inside, dtype=float)
        outside = np.asarray(fit.outside, dtype=float)
        return np.abs(inside), np.where(inside < 0, -outside, outside)

    def update(self, fit) -> None:
        inside, outside = self._turned(fit)
        others = np.setdiff1d(np.arange(len(inside)), fit.chosen)[:self.SHOWN]
        for name, columns in (("others", others), ("selected", fit.chosen)):
            self.parts[name].set_data(inside[columns], outside[columns])
        mean = outside[fit.chosen].mean()
        self.parts["mean"].set_data(self.ax.get_xlim(), [mean, mean])
        written = f"{mean:.2f}".replace("-", "−")
        self.parts["title"].set_text(f"held out, the selected average {written}")

    def describe(self, fit) -> str:
        inside, outside = self._turned(fit)
        return (f"Of {plural(len(inside), 'column')} {len(fit.chosen)} are selected: their "
                f"correlation with y averages {number(inside[fit.chosen].mean())} on the training "
                f"rows and {number(outside[fit.chosen].mean())} on the held-out rows of this fold.")
