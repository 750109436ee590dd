"""Budget and price: the lambda that a budget stands for."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import Movable, View, disc, lam_axis
from regviz.views.contours import ball_look

TOP = 4.0  # of the budget axis, and of its slider


class BudgetView(View):
    """The budget t(lam) of every lambda, and where the touch lies: lambda is its multiplier.

    Reads `fit.touch` and `fit.budgets` (over `lams`). Its mark can be moved by hand and sets the
    control t. A multiplier left of the axis is shown at the axis' end.
    """

    @style.styled
    def __init__(self, ax, lams):
        self.ax, self.lams = ax, np.asarray(lams, dtype=float)
        lam_axis(ax, self.lams)
        ax.set(ylim=(0, TOP), ylabel="budget t", yticks=np.arange(1, TOP + 1))
        self.plot("curve", zorder=3)
        self.plot("cross", color=style.NOW, linewidth=0.6 * style.sizes().line, zorder=2)
        self.plot("mark", **disc(1.2, zorder=5))
        self.part("title", ax.set_title("budget", y=1.0))
        self.movable = (Movable(ax, None, "t", label="budget", at=(float(self.lams[0]), 0.0)),)

    def update(self, fit) -> None:
        lam, t, left = fit.touch.lam, fit.touch.ball.radius, self.lams[0]
        inside = np.clip(lam, left, self.lams[-1])
        self.parts["curve"].set_data(self.lams, fit.budgets)
        self.parts["curve"].set(**ball_look(fit.touch.ball))
        self.parts["cross"].set_data([inside, inside, left], [0, t, t])
        self.parts["mark"].set_data([inside], [t])
        self.parts["title"].set_text(
            f"the budget t = {number(t)} is the price lam = {number(lam)}" if t else
            "no budget: a price that nobody pays")

    def describe(self, fit) -> str:
        lam, t = number(fit.touch.lam), number(fit.touch.ball.radius)
        if fit.touch.ball.radius == 0:
            if fit.touch.ball.kind == "l2":
                return ("No lam is its price: under ridge even the highest leaves the coefficients "
                        "a little.")
            return "Its price is any lam so high that both coefficients are left at 0."
        if fit.touch.lam == 0:
            return f"The budget t = {t} is enough for least squares: its price is lam = 0."
        return f"The budget t = {t} and the price lam = {lam} name the same solution."
