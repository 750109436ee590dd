"""Lasso and ridge against the number of coefficients that are not zero."""

from types import SimpleNamespace

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.curves import CurvesView


class RiskView(CurvesView):
    """The risks of the lasso and of ridge, drawn up to `fit.nonzeros` true non-zero coefficients.

    Reads also the curves `fit.lasso` and `fit.ridge` with their `_se`, drawn as bars of two
    standard errors each way. The place where the lasso's risk first exceeds that of ridge is marked
    as soon as it is reached.
    """

    METHODS = {"lasso": "lasso", "ridge": "ridge"}

    @style.styled
    def __init__(self, ax, values, ylim):
        super().__init__(ax, "nonzeros", values, self.METHODS, points=self.METHODS, ylim=ylim,
                         title="risk, each at its best lambda", ylabel="risk",
                         xlabel="non-zero true coefficients")
        self.part("crossing", ax.axvline(np.nan, color="#555555", linestyle=(0, (2, 2)),
                                         linewidth=1))
        self.part("crossing name", ax.text(0.0, 0.98, "", transform=ax.get_xaxis_transform(),
                                           va="top"))

    def _crossing(self, fit):
        """The number of non-zeros from which ridge has the smaller risk, if it is reached."""
        behind = np.asarray(fit.lasso) > np.asarray(fit.ridge)
        reached = self.values[behind & (self.values <= fit.nonzeros)]
        return reached[0] if reached.size else None

    def update(self, fit) -> None:
        hidden = self.values > fit.nonzeros
        shown = {name: np.where(hidden, np.nan, getattr(fit, name))
                 for name in ("lasso", "ridge", "lasso_se", "ridge_se")}
        super().update(SimpleNamespace(nonzeros=fit.nonzeros, **shown))
        line, name = self.parts["crossing"], self.parts["crossing name"]
        x = self._crossing(fit)
        if x is None:
            line.set_xdata([np.nan, np.nan])
            name.set_text("")
        else:
            line.set_xdata([x, x])
            name.set(x=x, ha="right" if x > np.median(self.values) else "left",
                     text=f" from {x:g} on ridge ")

    def describe(self, fit) -> str:
        here = int(np.abs(self.values - fit.nonzeros).argmin())
        x, gap = self._crossing(fit), fit.ridge[here] - fit.lasso[here]
        better = "lasso" if gap > 0 else "ridge"
        where = "Up to here ridge is nowhere ahead."
        if x is not None:
            where = f"Ridge is first ahead at {x:g}."
        return (f"With {plural(int(self.values[here]), 'non-zero coefficient')} of "
                f"{int(self.values[-1])} the risk of the lasso is {number(fit.lasso[here])} "
                f"(standard error {number(fit.lasso_se[here])}), that of ridge "
                f"{number(fit.ridge[here])} ({number(fit.ridge_se[here])}): {better} is ahead by "
                f"{number(abs(gap))}. {where}")
