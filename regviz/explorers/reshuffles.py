"""Cross-validation on other shuffles of the same rows: how far the chosen lambda moves."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import View, cursor, lam_axis, legend_above, padded


class ShufflesView(View):
    """The cross-validated curves of many shuffles of the same rows, faint, and the mean of some of
    them.

    `lams` (L,), `curves` (m, L). Reads `fit.curve` (L,), `fit.averaged`, how many it is the mean
    of, and `fit.lam_min`, where it is lowest. `share` of the range of the curves is shown, from the
    lowest value up.
    """

    @style.styled
    def __init__(self, ax, lams, curves, share=1.0):
        self.ax = ax
        self.lams = np.asarray(lams, dtype=float)
        size = style.sizes()
        for k, curve in enumerate(curves):
            ax.plot(lams, curve, color=style.FAINT, linewidth=0.4 * size.line, zorder=1,
                    label="one shuffle" if k == 0 else "_")
        self.plot("mean", **style.MARKS["test"].line(linewidth=1.3 * size.line), zorder=3,
                  label="mean of some")
        self.plot("lowest", **style.MARKS["truth"].points(markersize=1.6 * size.marker), zorder=5,
                  label="lowest")
        lam_axis(ax, lams)
        low = np.min(curves)
        ax.set(ylim=padded([low, low + share * np.ptp(curves)]), ylabel="cross-validated error")
        self.part("title", legend_above(ax, "shuffles"))

    def _lowest(self, fit) -> float:
        return float(np.interp(np.log(fit.lam_min), np.log(self.lams), fit.curve))

    def update(self, fit) -> None:
        self.parts["mean"].set_data(self.lams, fit.curve)
        self.parts["lowest"].set_data([fit.lam_min], [self._lowest(fit)])
        self.parts["title"].set_text(f"{plural(fit.averaged, 'shuffle')}: "
                                     f"lowest at {number(fit.lam_min)}")

    def describe(self, fit) -> str:
        what = ("The curve of one shuffle" if fit.averaged == 1
                else f"The mean curve of {fit.averaged} shuffles")
        return (f"{what} is lowest at lam = {number(fit.lam_min)}, with error "
                f"{number(self._lowest(fit))}.")


class ChoicesView(View):
    """What each shuffle chooses: one row a shuffle, its lambda of lowest error and its
    one-standard-error choice.

    `lams` bound the axis; `lowest` and `simple` (m,) are the choices. Reads `fit.members`, the
    shuffles in use, and `fit.lam_min`, the choice of their mean curve.
    """

    MARKS = {"lam_min": style.MARKS["test"], "lam_1se": style.MARKS["lasso"]}

    @style.styled
    def __init__(self, ax, lams, lowest, simple):
        self.ax = ax
        self.choices = {"lam_min": np.asarray(lowest, dtype=float),
                        "lam_1se": np.asarray(simple, dtype=float)}
        size = style.sizes()
        small = {"markersize": 0.7 * size.marker, "markeredgewidth": 0, "alpha": 0.45, "zorder": 2}
        large = {"markersize": 1.1 * size.marker, "markeredgecolor": "white", "zorder": 4}
        for name, lams_chosen in self.choices.items():
            look = self.MARKS[name].points(label=name, **small)
            ax.plot(lams_chosen, range(len(lams_chosen)), **look)
        self.part("cursor", cursor(ax))
        for name in self.choices:
            self.plot(name, **self.MARKS[name].points(**large))
        lam_axis(ax, [np.min(lams) / 1.2, np.max(lams)])
        ax.set(ylim=(len(lowest) - 0.2, -0.8), ylabel="shuffle")
        legend_above(ax, "what each shuffle chooses")

    def update(self, fit) -> None:
        rows = np.asarray(fit.members)
        self.parts["cursor"].set_xdata([fit.lam_min, fit.lam_min])
        for name, lams in self.choices.items():
            self.parts[name].set_data(lams[rows], rows)

    def describe(self, fit) -> str:
        chosen = {name: lams[np.asarray(fit.members)] for name, lams in self.choices.items()}
        if len(fit.members) == 1:
            told = " and ".join(f"{name} = {number(lams[0])}" for name, lams in chosen.items())
            return f"This shuffle chooses {told}."
        told = " and ".join(f"{name} from {number(lams.min())} to {number(lams.max())}"
                            for name, lams in chosen.items())
        return f"These {len(fit.members)} shuffles choose {told}."
