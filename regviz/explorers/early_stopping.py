"""Early stopping beside ridge: two coefficient paths that nearly agree."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import legend_above
from regviz.views.coefficient_paths import PathView


class TwinPathsView(PathView):
    """The ridge path as lines and the path of early stopping as dots, on one axis of lambda.

    `path` and `other` are callable at arrays of lambdas. Reads `fit.lam`, `fit.ridge`, `fit.other`
    and `fit.steps`, the number of steps that stands for lam.
    """

    DOTS = 30

    @style.styled
    def __init__(self, ax, path, other, lams, names):
        grid = np.geomspace(np.min(lams), np.max(lams), self.DOTS)
        stopped = np.asarray(other(grid))
        shown = np.append(path(np.asarray(lams)), stopped)
        room = 0.12 * np.ptp(shown)  # for the readout above the curves
        super().__init__(ax, path, lams, names, kind="ridge", reads="ridge",
                         limits=(shown.min(), shown.max() + room))
        size = style.sizes()
        dot = {"linestyle": "none", "marker": "o", "markersize": 0.5 * size.marker}
        for j, curve in enumerate(self.curves):
            curve.set_linestyle("-")  # a dotted line would look like the other path
            ax.plot(grid, stopped[:, j], **dot, color=curve.get_color(), markeredgewidth=0,
                    zorder=3)
        ax.plot([], [], color="#333333", linewidth=0.8 * size.line, label="lines: ridge")
        ax.plot([], [], **dot, color="#333333", label="dots: stopped early")
        legend_above(ax, "two paths")
        self.plot("others", **dot | {"markersize": 0.75 * size.marker}, color=style.NOW, zorder=6)

    def update(self, fit) -> None:
        super().update(fit)
        self.parts["others"].set_data(np.full(np.shape(fit.other), fit.lam), fit.other)
        steps = plural(int(fit.steps), "step")
        self.parts["readout"].set_text(f" lam = {number(fit.lam)} ~ {steps} ")

    def describe(self, fit) -> str:
        ridge, other = np.asarray(fit.ridge), np.asarray(fit.other)
        j = int(np.abs(other - ridge).argmax())
        return (f"After {plural(int(fit.steps), 'step')} the coefficients have length "
                f"{number(np.linalg.norm(other))}; those of ridge with lam = {number(fit.lam)} "
                f"have {number(np.linalg.norm(ridge))}. They differ most at {self.names[j]}: "
                f"{number(other[j])} against {number(ridge[j])}.")
