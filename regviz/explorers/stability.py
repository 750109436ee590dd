"""Which features two halves of the rows agree on."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import first_few, number
from regviz.views.base import View, spread


class HalvesView(View):
    """One row a feature: the coefficient fitted to all rows on a bar over those fitted to resamples.

    Reads `fit.coef` (p,); `fit.low`, `fit.high` (p,), the bar's ends; `fit.share` (p,), the share of resamples that
    keep the feature, written at the right edge. Exact zeros are hollow. `limit` bounds the axis. Of more than 20
    features only those kept most often are named, beside their share.
    """

    MANY, NAMED = 20, 12

    @style.styled
    def __init__(self, ax, names, limit, drawn="random halves of the rows", title="fits to halves, share kept"):
        self.ax, self.names, self._drawn = ax, tuple(names), drawn
        rows, size = np.arange(len(self.names)), style.sizes()
        self._rows, mark = rows, style.MARKS["lasso"]
        ax.axvline(0, color="#777777", linewidth=0.8, zorder=1)
        self._many = rows.size > self.MANY
        ax.set_yticks([] if self._many else rows, [] if self._many else self.names)
        ax.set_ylabel(f"{rows.size} features" if self._many else "")
        ax.tick_params(axis="y", length=0)
        ax.set_ylim(rows.size - 0.4, -0.6)
        ax.set_xlim(-1.06 * limit, 1.5 * limit)
        ax.set_xlabel("coefficient for one standard deviation")
        ax.set_title(title)
        self._bars, = ax.plot([], [], color=style.FAINT, linewidth=4 * size.line, solid_capstyle="butt", zorder=2)
        look = {"linestyle": "none", "marker": mark.marker, "color": mark.color, "zorder": 4}
        self._kept, = ax.plot([], [], markersize=size.marker, **look)
        self._zero, = ax.plot([], [], markersize=size.marker, markerfacecolor="white", **look)
        self._shares = [ax.text(1.46 * limit, row, "", ha="right", va="center", fontsize=0.85 * size.text)
                        for row in rows[:self.NAMED if self._many else None]]
        self.artists = (self._bars, self._kept, self._zero, *self._shares)

    def update(self, fit) -> None:
        coef, share = np.asarray(fit.coef, dtype=float), np.asarray(fit.share, dtype=float)
        gap = np.full(len(coef), np.nan)
        self._bars.set_data(np.column_stack([fit.low, fit.high, gap]).ravel(), np.repeat(self._rows, 3))
        for dots, which in ((self._kept, coef != 0), (self._zero, coef == 0)):
            dots.set_data(coef[which], self._rows[which])
        if not self._many:
            for text, value in zip(self._shares, share, strict=True):
                text.set_text(f"{value:.0%}")
            return
        often = [j for j in np.argsort(-share, kind="stable")[:self.NAMED] if share[j] >= 0.2]
        low, high = self.ax.get_ylim()[::-1]
        gap = (high - low) / (self.NAMED + 3)
        places = spread(often, gap, low + gap / 2, high - gap / 2)
        for k, text in enumerate(self._shares):
            text.set_text(f"{self.names[often[k]]} {share[often[k]]:.0%}" if k < len(often) else "")
            text.set_y(places[k] if k < len(often) else 0.0)

    def describe(self, fit) -> str:
        share = np.asarray(fit.share, dtype=float)
        groups = [[self.names[j] for j in np.argsort(-share, kind="stable") if low <= share[j] < high]
                  for low, high in ((0.95, 2.0), (0.2, 0.95))]
        sure, unsure = (first_few(group) or "no feature" for group in groups)
        count = sum(len(group) for group in groups)
        return (f"Fitted to {self._drawn}, the lasso keeps {sure} in 95 % of them or more, {unsure} in 20 to 95 %, "
                f"and {number(len(share) - count)} of {number(len(share))} less often.")


class SelectionView(View):
    """Who is kept: one row a feature, one column a resample, a filled cell where the coefficient is not zero.

    Columns stand in pairs, the two halves of one split; a line parts the `groups`. Reads the coefficients `fit.lasso`
    or `fit.elastic_net` (R, p), as `kind` says, and `fit.overlap[kind]`, the share of the features kept by either half
    that both keep.
    """

    @style.styled
    def __init__(self, ax, names, n_resamples, kind="lasso", groups=None, xlabel="random halves, in pairs"):
        self.ax, self.names, self._kind = ax, tuple(names), kind
        size, rows = style.sizes(), len(self.names)
        for row in range(rows):
            ax.axhline(row, color=style.FAINT, linewidth=0.6, zorder=0)
        for row in range(1, rows if groups else 0):
            if groups[row] != groups[row - 1]:
                ax.axhline(row - 0.5, color="#5b6770", linewidth=0.5 * size.line, zorder=1)
        for pair in np.arange(1.5, n_resamples - 1, 2):
            ax.axvline(pair, color="#5b6770", linewidth=0.5 * size.line, zorder=1)
        ax.set_yticks(range(rows), self.names)
        ax.tick_params(length=0)
        ax.set(xlim=(-0.6, n_resamples - 0.4), ylim=(rows - 0.4, -0.6), xticks=[], xlabel=xlabel)
        high = 0.55 * 0.8 * size.panel[1] / rows
        self._cells, = ax.plot([], [], color=style.MARKS[kind].color, linewidth=high, solid_capstyle="butt", zorder=2)
        self._title = ax.set_title(style.MARKS[kind].label, y=1.0)
        self.artists = (self._cells, self._title)

    def _kept(self, fit):
        return np.asarray(getattr(fit, self._kind)) != 0

    def update(self, fit) -> None:
        column, row = np.nonzero(self._kept(fit))
        ends = [column - 0.36, column + 0.36, np.full(column.shape, np.nan)]
        self._cells.set_data(np.stack(ends, axis=1).ravel(), np.repeat(row, 3))
        self._title.set_text(f"{style.MARKS[self._kind].label}: two halves share "
                             f"{100 * fit.overlap[self._kind]:.0f} %")

    def describe(self, fit) -> str:
        share = self._kept(fit).mean(axis=0)
        always = [self.names[j] for j in np.flatnonzero(share == 1)]
        told = f"in every half it keeps {', '.join(always)}" if always else "it keeps no feature in every half"
        return (f"The {style.MARKS[self._kind].label} keeps {number(share.sum())} of {len(self.names)} features on "
                f"average; of those that one of two halves keeps, both keep {100 * fit.overlap[self._kind]:.0f} %; "
                f"{told}.")
