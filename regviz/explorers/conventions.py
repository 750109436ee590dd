"""One fit in the words of many libraries: lam, alpha, C and weight decay."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View, cursor, log_axis, zero_line


class SettingsView(View):
    """One row a library: the number to give it for the model at `fit.lam`, as a dot on a log axis
    and in figures.

    `rows` maps a key to the label of its row. Reads `fit.settings`, {key: number}; a key that is
    not there has no such penalty. `limits` (low, high) are the axis's.
    """

    @style.styled
    def __init__(self, ax, rows, limits):
        self.ax, self.rows = ax, dict(rows)
        size = style.sizes()
        small = size.text * (1.0 if style.presenting() else 0.85)
        places = range(len(self.rows))
        log_axis(ax, *limits)
        ax.set_yticks(places, list(self.rows.values()), fontsize=small)
        ax.tick_params(axis="y", length=0)
        ax.set(ylim=(len(places) - 0.4, -0.6), xlabel="number (log scale)",
               title="the number to give")
        for y in places:
            zero_line(ax, y=y, color="#e4e7ea", linewidth=0.4 * size.line, zorder=0)
        self.part("cursor", cursor(ax))
        self.plot("dots", linestyle="none", marker="o", color=style.MARKS["ridge"].color, zorder=5)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.85}
        self.part("texts", [ax.text(1.0, y, "", va="center", fontsize=small, zorder=4.5, bbox=box)
                            for y in places])

    def update(self, fit) -> None:
        self.parts["cursor"].set_xdata([fit.lam, fit.lam])
        for key, text in zip(self.rows, self.parts["texts"], strict=True):
            text.set(**self._written(fit.settings.get(key), fit.lam))
        given = [(fit.settings[key], y) for y, key in enumerate(self.rows) if key in fit.settings]
        self.parts["dots"].set_data(*zip(*given, strict=True))

    def _written(self, value, lam) -> dict:
        """Text, place and look of a number: never across the cursor, and inside the picture."""
        low, high = self.ax.get_xlim()
        gap = (high / low) ** 0.025
        if value is None:
            return {"text": "no such penalty", "x": high / gap, "ha": "right", "color": style.ZERO}
        near = (high / low) ** 0.12  # so close to the cursor a number stands on its own side of it
        beside = 1 / near < value / lam < near
        leftwards = value < lam if beside else value >= np.sqrt(low * high)
        x, ha = (value * (1 / gap), "right") if leftwards else (value * gap, "left")
        return {"text": number(value), "x": x, "ha": ha, "color": style.NOW}

    def describe(self, fit) -> str:
        told = [f"{label} {number(fit.settings[key])}" for key, label in self.rows.items()
                if key in fit.settings]
        return f"For lam = {number(fit.lam)}: {'; '.join(told)}."
