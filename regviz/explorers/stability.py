"""Which features two halves of the rows agree on."""

import numpy as np

from regviz import style
from regviz.core.formatting import first_few, number
from regviz.views.bars import RowsView
from regviz.views.base import segments, spread


class HalvesView(RowsView):
    """One row a feature: the coefficient fitted to all rows on a bar over those fitted to halves.

    Reads `fit.coef` (p,); `fit.low`, `fit.high` (p,), the bar's ends; `fit.share` (p,), the share
    of the halves that keep the feature, written at the right edge. Exact zeros are hollow. `limit`
    bounds the axis. Of more than 20 features only those kept most often are named, beside their
    share.
    """

    NAMED = 12

    @style.styled
    def __init__(self, ax, names, limit):
        self.draw_rows(ax, names, (-1.06 * limit, 1.5 * limit),
                       "coefficient for one standard deviation")
        ax.set_title("fits to halves, share kept")
        size = style.sizes()
        self.plot("bars", color=style.FAINT, linewidth=4 * size.line, solid_capstyle="butt",
                  zorder=2)
        self.marks("fit", style.MARKS["lasso"], markersize=size.marker, zorder=4)
        self.many = self.rows.size > self.MANY
        look = {"ha": "right", "va": "center", "fontsize": 0.85 * size.text}
        self.part("shares", [ax.text(1.46 * limit, row, "", **look)
                             for row in self.rows[:self.NAMED if self.many else None]])

    def update(self, fit) -> None:
        coef, share = np.asarray(fit.coef, dtype=float), np.asarray(fit.share, dtype=float)
        self.parts["bars"].set_data(segments(fit.low, fit.high), segments(self.rows, self.rows))
        self.move_marks("fit", coef, self.rows, zero=coef == 0)
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
            text.set(y=y, text=f"{self.names[j]} {share[j]:.0%}")

    def describe(self, fit) -> str:
        share = np.asarray(fit.share, dtype=float)
        sure = [self.names[j] for j in _by_share(share) if share[j] >= 0.95]
        unsure = [self.names[j] for j in _by_share(share) if 0.2 <= share[j] < 0.95]
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
    that both keep.
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

    def _overlap(self, fit) -> str:
        return f"{100 * fit.overlap[self.reads]:.0f} %"

    def update(self, fit) -> None:
        column, row = np.nonzero(self._kept(fit))
        self.parts["cells"].set_data(segments(column - 0.36, column + 0.36), segments(row, row))
        self.parts["title"].set_text(f"{style.MARKS[self.reads].label}: two halves share "
                                     f"{self._overlap(fit)}")

    def describe(self, fit) -> str:
        share = self._kept(fit).mean(axis=0)
        always = [self.names[j] for j in np.flatnonzero(share == 1)]
        told = (f"in every half it keeps {', '.join(always)}" if always
                else "it keeps no feature in every half")
        return (f"The {style.MARKS[self.reads].label} keeps {number(share.sum())} of "
                f"{len(self.names)} features on average; of those that one of two halves keeps, "
                f"both keep {self._overlap(fit)}; {told}.")
