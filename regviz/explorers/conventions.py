"""One fit in the words of many libraries: lam, alpha, C and weight decay."""

from __future__ import annotations

import numpy as np
from matplotlib.ticker import LogLocator

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View, cursor, plain_ticks


class SettingsView(View):
    """One row a library: the number to give it for the model at `fit.lam`, on a log axis, and in figures.

    `rows` maps a key to the label of its row. Reads `fit.settings`, {key: number}; a key that is not there has no
    such penalty. `limits` (low, high) are the axis's.
    """

    @style.styled
    def __init__(self, ax, rows, limits, title="the number to give"):
        self.ax, self._rows, size = ax, dict(rows), style.sizes()
        small = size.text * (1.0 if style.presenting() else 0.85)
        ax.set_xscale("log")
        plain_ticks(ax.xaxis)
        ax.xaxis.set_major_locator(LogLocator(100))
        places = np.arange(len(self._rows))
        ax.set_yticks(places, list(self._rows.values()), fontsize=small)
        ax.tick_params(axis="y", length=0)
        ax.set(xlim=limits, ylim=(len(places) - 0.4, -0.6), xlabel="number (log scale)", title=title)
        for y in places:
            ax.axhline(y, color="#e4e7ea", linewidth=0.4 * size.line, zorder=0)
        self._cursor = cursor(ax)
        self._dots, = ax.plot([], [], linestyle="none", marker="o", color=style.MARKS["ridge"].color, zorder=5)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.85}
        self._texts = [ax.text(1.0, y, "", va="center", fontsize=small, zorder=4.5, bbox=box) for y in places]
        self.artists = (self._cursor, self._dots, *self._texts)

    def update(self, fit) -> None:
        low, high = self.ax.get_xlim()
        middle, gap = np.sqrt(low * high), (high / low) ** 0.025
        near = (high / low) ** 0.12  # a number this close to the cursor stands on its own side of it
        self._cursor.set_xdata([fit.lam, fit.lam])
        for key, text in zip(self._rows, self._texts, strict=True):
            if (value := fit.settings.get(key)) is None:
                text.set(text="no such penalty", x=high / gap, ha="right", color="#777777")
            else:
                beside = 1 / near < value / fit.lam < near
                side = "left" if (value >= fit.lam if beside else value < middle) else "right"
                text.set(text=number(value), ha=side, color=style.NOW, x=value * (gap if side == "left" else 1 / gap))
        given = [(fit.settings[key], y) for y, key in enumerate(self._rows) if key in fit.settings]
        self._dots.set_data(*zip(*given, strict=True))

    def describe(self, fit) -> str:
        told = [f"{label} {number(fit.settings[key])}" for key, label in self._rows.items()
                if key in fit.settings]
        return f"For lam = {number(fit.lam)}: {'; '.join(told)}."
