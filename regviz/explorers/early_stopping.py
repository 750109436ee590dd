"""Early stopping beside ridge: two coefficient paths that nearly agree."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.coefficient_paths import PathView
from regviz.views.curves import legend_above

MARKERS = "osD^vPXphd<>"


class TwinPathsView(PathView):
    """The ridge path as lines and another path of the same coefficients as dots over it, on one axis of lambda.

    `path` and `other` are callable at arrays of lambdas; `name` is what the words call the other. Reads `fit.lam`,
    `fit.ridge`, `fit.other` and `fit.steps`, the number of steps that stands for lam.
    """

    @style.styled
    def __init__(self, ax, path, other, lams, names, name="stopped early", places=30, title="two paths"):
        grid = np.geomspace(np.min(lams), np.max(lams), places)
        dots, self._name = np.asarray(other(grid)), name
        limits = np.concatenate([np.ravel(path(np.asarray(lams))), dots.ravel()])
        super().__init__(ax, path, lams, names, kind="ridge", title=title, reads="ridge",
                         limits=(limits.min(), limits.max() + 0.12 * np.ptp(limits)))  # room for the readout
        size = style.sizes()
        for line in ax.lines[:dots.shape[1]]:
            line.set_linestyle("-")  # a dotted line would look like the other path
        for j, values in enumerate(dots.T):
            ax.plot(grid, values, linestyle="none", marker="o", markersize=0.5 * size.marker, zorder=3,
                    color=style.feature_line(j)["color"], markeredgewidth=0)
        ax.plot([], [], color="#333333", linewidth=0.8 * size.line, label="lines: ridge")
        ax.plot([], [], color="#333333", linestyle="none", marker="o", markersize=0.5 * size.marker,
                label=f"dots: {name}")
        ax.set_title(title, pad=2.2 * size.text)
        legend_above(ax)
        self._others, = ax.plot([], [], linestyle="none", marker="o", color=style.NOW, zorder=6,
                                markersize=0.75 * size.marker)
        self.artists = (*self.artists, self._others)

    def update(self, fit) -> None:
        super().update(fit)
        self._others.set_data(np.full(np.shape(fit.other), fit.lam), fit.other)
        self._readout.set_text(f" lam = {number(fit.lam)} ~ {plural(int(fit.steps), 'step')} ")

    def describe(self, fit) -> str:
        ridge, other = (np.asarray(values, dtype=float) for values in (fit.ridge, fit.other))
        sizes = [np.linalg.norm(values) for values in (ridge, other)]
        apart = np.abs(other - ridge)
        j = int(apart.argmax())
        return (f"After {plural(int(fit.steps), 'step')} the coefficients have length {number(sizes[1])}; those of "
                f"ridge with lam = {number(fit.lam)} have {number(sizes[0])}. They differ most at {self.names[j]}: "
                f"{number(other[j])} against {number(ridge[j])}.")
