"""Which features do two halves of the rows agree on, and is that more than chance?"""

import numpy as np

from regviz import style
from regviz.core.formatting import first_few, number, plain
from regviz.core.validation import demand
from regviz.data.given import as_problem, nothing_given
from regviz.explorers.base import explorer
from regviz.explorers.elastic_net import HOUSES, greenhouses
from regviz.explorers.halves import COUNT, DECADES, SPLITS, Splits
from regviz.page.controls import lam_slider, slider
from regviz.page.explorer import Explorer
from regviz.page.stops import Stop
from regviz.style import canvas
from regviz.views.bars import RowsView
from regviz.views.base import label_axes, plain_text, segments, spread
from regviz.views.curves import CurvesView

METHODS = {"lasso": "lasso", "elastic_net": "elastic net"}
SURE = 0.95  # kept in this share of the halves, a feature counts as sure


@explorer("Do two halves of the rows agree on which features matter?", lesson="08")
def stability(data=None, y=None, *, target=None, l1_ratio=0.5, lam=None, seed=0):
    """Who is kept when only half of the rows are there: the lasso beside the elastic net.

    What you see: one row for each feature, one column for each half of the rows. A filled cell is a
    feature that is kept; the two halves of one split stand side by side. More panels: the share of
    the kept features on which the two halves agree, with the share that chance alone would give;
    and the coefficients, with the share of the halves that keep each feature.
    What to drag: lam, to the right for fewer features; l1_ratio, the mix of the elastic net.
    What data: without any, a hundred weeks of the two greenhouses of `rv.explore.elastic_net`. For
    data of your own see `regviz.data.given.as_problem`. Columns are standardized; `seed` draws the
    twelve splits.

    lam and l1_ratio are where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(0.1 <= l1_ratio <= 0.9, "l1_ratio must lie between 0.1 and 0.9: got {!r}", l1_ratio)
    generated = nothing_given(data, y, target)
    problem = greenhouses(0.95, 9)[0] if generated else as_problem(data, y, target).standardize()
    demand(len(problem) >= 10, "data must have 10 rows or more to be halved: got {}", len(problem))
    splits = Splits(problem, seed)
    groups = HOUSES if generated else None
    fig, (left, right, shares, sizes) = canvas(4)
    views = [
        SelectionView(left, problem.names, 2 * SPLITS, "lasso", groups),
        SelectionView(right, problem.names, 2 * SPLITS, "elastic_net", groups),
        OverlapView(shares, splits.lams),
        HalvesView(sizes, problem.names, splits.limit),
    ]
    strength = lam_slider(splits.top, DECADES, lam or splits.top, COUNT)
    return Explorer(fig, views, splits.state, first=2, stops=_stops(splits), lam=strength,
                    l1_ratio=slider(0.1, 0.9, 0.1, value=float(l1_ratio)))


def _stops(splits):
    """Both methods at a large lambda and at the one of cross-validation; all features; the sure."""
    high, low = splits.top, float(splits.lams[0])
    lasso, net = splits.chosen(1.0), splits.chosen(0.5)
    return [
        _told(splits, "lasso", high, "Do two halves of the rows keep the same features?",
              "Of the features that the lasso keeps in at least one half, both halves keep"),
        _told(splits, "elastic_net", high, "And the elastic net, half L1 and half L2?",
              "Of the features that the net keeps in at least one half, both halves keep"),
        _told(splits, "lasso", lasso, "Cross-validation chooses this lambda for the lasso. Do the "
              "halves agree now?", "The two halves of the lasso agree on"),
        _told(splits, "elastic_net", net, "This lambda is the net's own choice. Do its halves "
              "agree?", "The two halves of the elastic net agree on"),
        _told(splits, "lasso", low, "With little penalty, is the agreement a good sign?",
              "The two halves of the lasso agree on"),
        _sure(splits, high),
    ]


def _told(splits, name, lam, ask, begin):
    """A stop that gives the agreement of one method, what chance gives, and how many it keeps."""
    share, chance, kept = splits.agreement(1.0 if name == "lasso" else 0.5, lam)
    return Stop(f"{begin} {_percent(share)}. Chance alone would give {_percent(chance)}, with "
                f"{plain(kept, 3)} of {splits.problem.n_features} features in each.",
                lam=lam, l1_ratio=0.5, ask=ask,
                true=lambda fit: np.isclose(fit.overlap[name], share)
                and np.isclose(fit.chance[name], chance)
                and np.isclose((getattr(fit, name) != 0).sum(axis=1).mean(), kept))


def _sure(splits, lam):
    """The features that nearly every half keeps."""
    share = (splits.coefs(1.0, lam) != 0).mean(axis=0)
    sure = [splits.problem.names[j] for j in np.flatnonzero(share >= SURE)]
    told = f"{first_few(sure, 4)}, in 95 % of the halves or more." if sure else (
        "None is kept in 95 % of the halves.")
    return Stop(told, lam=lam, l1_ratio=0.5, ask="Which features does the lasso keep for sure?",
                true=lambda fit: (fit.share >= SURE).sum() == len(sure))


def _percent(share) -> str:
    return f"{100 * share:.0f} %"


class OverlapView(CurvesView):
    """The share of the kept features that both halves keep, against lambda; dots are chance.

    Reads `fit.lasso_share` and `fit.net_share` over `lams`, `fit.lasso_chance` and
    `fit.net_chance`, and for the words `fit.overlap` and `fit.chance` by method.
    """

    CHANCE = {"lasso_chance": "lasso", "net_chance": "elastic_net"}

    @style.styled
    def __init__(self, ax, lams):
        super().__init__(ax, "lam", lams, {"lasso_share": "lasso", "net_share": "elastic_net"},
                         ylim=(0, 1.05), log_x=True, title="agreement (dotted: by chance)",
                         ylabel="share kept by both")
        look = {"linestyle": (0, (1, 1.6)), "linewidth": 0.9 * style.sizes().line, "zorder": 2}
        self.plots("chance", {name: {"color": style.MARKS[mark].color} | look
                              for name, mark in self.CHANCE.items()})

    def update(self, fit) -> None:
        super().update(fit)
        for name, line in self.parts["chance"].items():
            line.set_data(self.values, getattr(fit, name))

    def describe(self, fit) -> str:
        told = [f"for the {METHODS[name]} {_percent(fit.overlap[name])}, by chance "
                f"{_percent(fit.chance[name])}" for name in METHODS]
        return f"Share of the kept features that both halves keep: {'; '.join(told)}."


class HalvesView(RowsView):
    """One row a feature: the coefficient fitted to all rows on a bar over those fitted to halves.

    Reads `fit.coef` (p,); `fit.low`, `fit.high` (p,), the bar's ends; `fit.share` (p,), the share
    of the halves that keep the feature, written at the right edge. Exact zeros are hollow. `limit`
    bounds the axis. Of more than 20 features only those kept most often are named, beside their
    share; of more than 60 only those are drawn.
    """

    NAMED = 12

    @style.styled
    def __init__(self, ax, names, limit):
        self.crowd(ax, names)
        edge = 2.4 if self.crowded else 1.5  # the room of names and shares
        self.draw_rows(ax, self.slots, (-1.06 * limit, edge * limit),
                       "coefficient for one standard deviation")
        ax.set_title("fits to halves, share kept")
        size = style.sizes()
        self.plot("bars", color=style.FAINT, linewidth=4 * size.line, solid_capstyle="butt",
                  zorder=2)
        self.marks("fit", style.MARKS["lasso"], markersize=size.marker, zorder=4)
        self.many = self.rows.size > self.MANY
        if self.crowded:
            self.write_beside(0.85 * size.text, (edge - 0.04) * limit, ha="right")
            label_axes(ax, ylabel=f"kept most often, and {len(names) - self.rows.size} more")
            return
        look = {"ha": "right", "va": "center", "fontsize": 0.85 * size.text}
        shares = [ax.text(1.46 * limit, row, "", **look)
                  for row in self.rows[:self.NAMED if self.many else None]]
        plain_text(*shares)
        self.part("shares", shares)

    def update(self, fit) -> None:
        coef, share = np.asarray(fit.coef, dtype=float), np.asarray(fit.share, dtype=float)
        drawn = self.rows
        if self.crowded:  # of equal shares the larger coefficient first
            drawn = np.lexsort((-np.abs(coef), -share))[:self.rows.size]
        low, high = np.asarray(fit.low)[drawn], np.asarray(fit.high)[drawn]
        self.parts["bars"].set_data(segments(low, high), segments(self.rows, self.rows))
        self.move_marks("fit", coef[drawn], self.rows, zero=coef[drawn] == 0)
        if self.crowded:
            for text, j in zip(self.parts["names"], drawn, strict=True):
                text.set_text(f"{self.drawn[j]} {share[j]:.0%}")
            return
        if self.many:
            self._name_often(share)
            return
        for text, value in zip(self.parts["shares"], share, strict=True):
            text.set_text(f"{value:.0%}")

    def _name_often(self, share) -> None:
        """Names and shares of the features kept most often, near their rows but apart."""
        texts = self.parts["shares"]
        often = [j for j in _by_share(share)[:len(texts)] if share[j] >= 0.2]
        high, low = self.ax.get_ylim()
        gap = (high - low) / (self.NAMED + 3)
        for text in texts:
            text.set(y=0.0, text="")
        places = spread(often, gap, low + gap / 2, high - gap / 2)
        for text, j, y in zip(texts, often, places, strict=False):
            text.set(y=y, text=f"{self.drawn[j]} {share[j]:.0%}")

    def describe(self, fit) -> str:
        share = np.asarray(fit.share, dtype=float)
        sure = [self.whole[j] for j in _by_share(share) if share[j] >= 0.95]
        unsure = [self.whole[j] for j in _by_share(share) if 0.2 <= share[j] < 0.95]
        return (f"Fitted to random halves of the rows, the lasso keeps "
                f"{first_few(sure) or 'no feature'} in 95 % of them or more, "
                f"{first_few(unsure) or 'no feature'} in 20 to 95 %, and "
                f"{number((share < 0.2).sum())} of {number(share.size)} less often.")


def _by_share(share) -> np.ndarray:
    """The features from the one kept most often down; of equals the first comes first."""
    return np.argsort(-share, kind="stable")


class SelectionView(RowsView):
    """Who is kept: one row a feature, one column a half of the rows, a filled cell where the
    coefficient is not zero.

    Columns stand in pairs, the two halves of one split; lines separate the `groups` (p,), names of
    the features' groups. `reads` is "lasso" or "elastic_net": the attribute of the fit that holds
    the coefficients (R, p). `fit.overlap[reads]` is the share of the features kept by either half
    that both keep, `fit.chance[reads]`, if it is there, what chance would give.
    """

    @style.styled
    def __init__(self, ax, names, n_resamples, reads="lasso", groups=None):
        self.draw_rows(ax, names, (-0.6, n_resamples - 0.4), "random halves, in pairs",
                       guides=True, zero=False)
        self.reads, mark = reads, style.MARKS[reads]
        size = style.sizes()
        border = {"color": "#5b6770", "linewidth": 0.5 * size.line, "zorder": 1}
        for row, group in enumerate(groups or ()):
            if row and group != groups[row - 1]:
                ax.axhline(row - 0.5, **border)
        for pair in np.arange(1.5, n_resamples - 1, 2):
            ax.axvline(pair, **border)
        ax.set_xticks([])
        self.plot("cells", color=mark.color, solid_capstyle="butt", zorder=2,
                  linewidth=0.55 * 0.8 * size.panel[1] / self.rows.size)
        self.part("title", ax.set_title(mark.label, y=1.0))

    def _kept(self, fit):
        return np.asarray(getattr(fit, self.reads)) != 0

    def _chance(self, fit, words) -> str:
        """What chance would give, where the fit says it."""
        chance = getattr(fit, "chance", None)
        return words.format(_percent(chance[self.reads])) if chance else ""

    def update(self, fit) -> None:
        column, row = np.nonzero(self._kept(fit))
        self.parts["cells"].set_data(segments(column - 0.36, column + 0.36), segments(row, row))
        share = _percent(fit.overlap[self.reads])
        self.parts["title"].set_text(f"{style.MARKS[self.reads].label}: {share} shared"
                                     f"{self._chance(fit, ', chance {}')}")

    def describe(self, fit) -> str:
        share = self._kept(fit).mean(axis=0)
        always = [self.names[j] for j in np.flatnonzero(share == 1)]
        told = (f"in every half it keeps {', '.join(always)}" if always
                else "it keeps no feature in every half")
        return (f"The {style.MARKS[self.reads].label} keeps {number(share.sum())} of "
                f"{len(self.names)} features on average; of those that one of two halves keeps, "
                f"both keep {_percent(fit.overlap[self.reads])}"
                f"{self._chance(fit, ' (by chance {})')}; {told}.")
