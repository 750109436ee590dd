"""Soft and hard threshold."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import Movable, View, exactly, legend_above, zero_line

RULES = {"lasso": "soft (lasso)", "hard": "hard", "ridge": "ridge"}


class ThresholdView(View):
    """What each rule makes of a least-squares coefficient z.

    Reads `fit.curves` (rule -> values on the grid `z`), `fit.at` (rule -> value at `fit.z`) and
    `fit.lam`; the rules are "lasso", "hard" and "ridge". `drag` names the control that z sets when
    its marker is moved along the axis.
    """

    @style.styled
    def __init__(self, ax, z, drag="z"):
        self.ax, self.z = ax, np.asarray(z, dtype=float)
        size, limits = style.sizes(), (self.z.min(), self.z.max())
        looks = style.MARKS | {"hard": style.Mark(style.NOW, "D", "-", "hard")}
        zero_line(ax, x=0, y=0)
        ax.plot(limits, limits, color=style.FAINT, linewidth=0.8 * size.line, zorder=1)
        ax.set(xlim=limits, ylim=limits, xlabel="least-squares coefficient z",
               ylabel="coefficient kept")
        self.plot("place", color=style.NOW, linewidth=0.5 * size.line, zorder=2)
        self.part("curves", {rule: ax.plot([], [], label=name, zorder=3, **looks[rule].line())[0]
                             for rule, name in RULES.items()})
        hollow = {"markerfacecolor": "white", "markeredgewidth": size.line,
                  "markersize": 1.2 * size.marker, "zorder": 5}
        self.part("points", {rule: ax.plot([], [], **looks[rule].points(**hollow))[0]
                             for rule in RULES})
        self.part("title", legend_above(ax, "rules"))
        self.movable = (Movable(ax, drag, None, label="least-squares coefficient"),)

    def update(self, fit) -> None:
        for rule in RULES:
            self.parts["curves"][rule].set_data(*_broken(self.z, np.asarray(fit.curves[rule])))
            self.parts["points"][rule].set_data([fit.z], [fit.at[rule]])
        self.parts["place"].set_data([fit.z, fit.z], self.ax.get_ylim())
        self.parts["title"].set_text(f"z = {number(fit.z)}, lam = {number(fit.lam)}")

    def describe(self, fit) -> str:
        soft, hard, ridge = (exactly(fit.at[rule]) for rule in RULES)
        return (f"At lam = {number(fit.lam)} the coefficient z = {number(fit.z)} becomes {soft} by "
                f"the soft threshold, {hard} by the hard one, and {ridge} by ridge.")


def _broken(x, y):
    """The curve with the pen lifted where it jumps: steeper than three times the diagonal."""
    jumps = np.flatnonzero(np.abs(np.diff(y)) > 3 * np.abs(np.diff(x))) + 1
    return np.insert(x, jumps, np.nan), np.insert(y, jumps, np.nan)
