"""How firm a coefficient is: the fit to all rows beside fits to resamples of them."""

from __future__ import annotations

import numpy as np

from .. import style
from ..words import first_few, number
from .base import View, spread


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
