"""Lasso and ridge against the number of coefficients that are not zero."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.curves import CurvesView


class RiskView(CurvesView):
    """The risks of the lasso and of ridge, drawn up to `fit.nonzeros` true coefficients that are not zero.

    Reads also the curves `fit.lasso` and `fit.ridge` with their `_se`, drawn as bars of two standard errors each way.
    The place where the lasso's risk first exceeds that of ridge is marked as soon as it is reached.
    """

    @style.styled
    def __init__(self, ax, values, ylim, title="risk, each at its best lambda", ylabel="risk"):
        two = {"lasso": "lasso", "ridge": "ridge"}
        super().__init__(ax, "nonzeros", values, two, points=two, ylim=ylim, title=title, ylabel=ylabel,
                         xlabel="non-zero true coefficients")
        self._cross = ax.axvline(np.nan, color="#555555", linestyle=(0, (2, 2)), linewidth=1)
        self._name = ax.text(0.0, 0.98, "", transform=ax.get_xaxis_transform(), va="top")
        self.artists += (self._cross, self._name)

    def _crossing(self, fit):
        """The number of non-zeros from which ridge has the smaller risk; None where that is not reached."""
        behind = np.flatnonzero((np.asarray(fit.lasso) > np.asarray(fit.ridge)) & (self.values <= fit.nonzeros))
        return self.values[behind[0]] if behind.size else None

    def update(self, fit) -> None:
        names, hidden = ("lasso", "ridge", "lasso_se", "ridge_se"), self.values > fit.nonzeros
        shown = {name: np.where(hidden, np.nan, getattr(fit, name)) for name in names}
        super().update(SimpleNamespace(nonzeros=fit.nonzeros, **shown))
        x = self._crossing(fit)
        self._cross.set_xdata([np.nan if x is None else x] * 2)
        left = x is not None and x > np.median(self.values)
        self._name.set(x=0.0 if x is None else x, ha="right" if left else "left",
                       text="" if x is None else f" from {x:g} on ridge ")

    def describe(self, fit) -> str:
        here, x = self._here(fit), self._crossing(fit)
        gap, better = fit.ridge[here] - fit.lasso[here], "lasso" if fit.lasso[here] < fit.ridge[here] else "ridge"
        where = "Up to here ridge is nowhere ahead." if x is None else f"Ridge is first ahead at {x:g}."
        return (f"With {plural(int(self.values[here]), 'non-zero coefficient')} of {int(self.values[-1])} the risk of "
                f"the lasso is {number(fit.lasso[here])} (standard error {number(fit.lasso_se[here])}), that of ridge "
                f"{number(fit.ridge[here])} ({number(fit.ridge_se[here])}): {better} is ahead by {number(abs(gap))}. "
                f"{where}")
