"""Soft and hard threshold."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.explorers.one_coefficient import RULES, _exactly, _zero_lines
from regviz.views.base import Movable, View
from regviz.views.curves import legend_above


class ThresholdView(View):
    """What each rule makes of a least-squares coefficient z.

    Reads `fit.curves` (rule -> values on the grid `z`), `fit.at` (rule -> value at `fit.z`), `fit.lam`; the rules
    are "lasso", "hard" and "ridge". `drag` names the control that z sets when its marker is moved along the axis.
    """

    @style.styled
    def __init__(self, ax, z, drag="z"):
        self.ax, self.z = ax, np.asarray(z, dtype=float)
        size, limits = style.sizes(), (float(np.min(z)), float(np.max(z)))
        looks = {"lasso": style.MARKS["lasso"], "ridge": style.MARKS["ridge"],
                 "hard": style.Mark(style.NOW, "D", "-", "hard")}
        _zero_lines(ax)
        ax.plot(limits, limits, color=style.FAINT, linewidth=0.8 * size.line, zorder=1)
        ax.set(xlim=limits, ylim=limits, xlabel="least-squares coefficient z", ylabel="coefficient kept")
        self._curves = {rule: ax.plot([], [], label=name, zorder=3, **looks[rule].line())[0]
                        for rule, name in RULES.items()}
        hollow = {"markerfacecolor": "white", "markeredgewidth": size.line, "markersize": 1.2 * size.marker}
        self._points = {rule: ax.plot([], [], **looks[rule].points(zorder=5, **hollow))[0] for rule in RULES}
        self._place, = ax.plot([], [], color=style.NOW, linewidth=0.5 * size.line, zorder=2)
        self._title = ax.set_title("rules", y=1.0, pad=2.2 * size.text)
        legend_above(ax)
        self.artists = (self._place, *self._curves.values(), *self._points.values(), self._title)
        if drag:
            self.movable = (Movable(ax, drag, None, label="least-squares coefficient"),)

    def update(self, fit) -> None:
        for rule, line in self._curves.items():
            line.set_data(*_broken(self.z, np.asarray(fit.curves[rule], dtype=float)))
            self._points[rule].set_data([fit.z], [fit.at[rule]])
        self._place.set_data([fit.z, fit.z], self.ax.get_ylim())
        self._title.set_text(f"z = {number(fit.z)}, lam = {number(fit.lam)}")

    def describe(self, fit) -> str:
        soft, hard, ridge = (_exactly(fit.at[rule]) for rule in ("lasso", "hard", "ridge"))
        return (f"At lam = {number(fit.lam)} the coefficient z = {number(fit.z)} becomes {soft} by the soft "
                f"threshold, {hard} by the hard one, and {ridge} by ridge.")


def _broken(x, y):
    """The curve with the pen lifted where it jumps: steeper than three times the diagonal."""
    jumps = np.flatnonzero(np.abs(np.diff(y)) > 3 * np.abs(np.diff(x))) + 1
    return np.insert(x, jumps, np.nan), np.insert(y, jumps, np.nan)
