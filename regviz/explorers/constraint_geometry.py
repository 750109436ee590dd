"""Budget and price: the lambda that a budget stands for."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import Movable, View, lam_axis
from regviz.views.contours import _look


class BudgetView(View):
    """The budget t(lam) of every lambda, with the place of the touch: its multiplier is lambda, its radius t.

    Reads `fit.touch` and `fit.budgets` (over `lams`). `drag` names the control that t sets when the point is moved
    by hand; its slider covers [0, top]. A multiplier left of the axis is shown at its end.
    """

    @style.styled
    def __init__(self, ax, lams, top=4.0, drag="t"):
        self.ax, self.lams = ax, np.asarray(lams, dtype=float)
        lam_axis(ax, self.lams)
        ax.set(ylim=(0, top), ylabel="budget t", yticks=np.arange(1, np.floor(top) + 1))
        self._title = ax.set_title("budget", y=1.0)
        self._curve, = ax.plot([], [], zorder=3)
        self._cross, = ax.plot([], [], color=style.NOW, linewidth=0.6 * style.sizes().line, zorder=2)
        self._dot, = ax.plot([], [], linestyle="none", marker="o", color="white", markeredgecolor=style.NOW, zorder=5,
                             markersize=1.2 * style.sizes().marker, markeredgewidth=style.sizes().line, clip_on=False)
        self.artists = (self._curve, self._cross, self._dot, self._title)
        if drag:
            self.movable = (Movable(ax, None, drag, label="budget", at=(float(self.lams[0]), 0.0)),)

    def update(self, fit) -> None:
        lam, t, left = fit.touch.lam, fit.touch.ball.radius, self.lams[0]
        self._curve.set_data(self.lams, fit.budgets)
        self._curve.set(**_look(fit.touch.ball))
        at = np.clip(lam, left, self.lams[-1])
        self._cross.set_data([at, at, left], [0, t, t])
        self._dot.set_data([at], [t])
        self._title.set_text(f"the budget t = {number(t)} is the price lam = {number(lam)}" if t else
                             "no budget: a price that nobody pays")

    def describe(self, fit) -> str:
        lam, t = number(fit.touch.lam), number(fit.touch.ball.radius)
        if fit.touch.ball.radius == 0:
            if fit.touch.ball.kind == "l2":
                return "No lam is its price: under ridge even the highest leaves the coefficients a little."
            return "Its price is any lam so high that both coefficients are left at 0."
        if fit.touch.lam == 0:
            return f"The budget t = {t} is enough for least squares: its price is lam = 0."
        return f"The budget t = {t} and the price lam = {lam} name the same solution."
