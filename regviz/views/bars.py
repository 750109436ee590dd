"""Rows of values: the coefficients of one fit as bars, many weights as stems."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View
from regviz.views.curves import legend_above


class BarsView(View):
    """The coefficients at `fit.lam` as bars, exact zeros as hollow circles, with `fit.df` above them.

    `limit` is the largest absolute coefficient to be shown: the axis does not move.
    """

    @style.styled
    def __init__(self, ax, names, limit, title="coefficients", xlabel="coefficient"):
        self.ax, self.names, self._title = ax, tuple(names), title
        rows = np.arange(len(self.names))
        self._bars = ax.barh(rows, np.zeros(rows.size), height=0.62, zorder=3,
                             color=[style.feature_line(j)["color"] for j in rows])
        self._zeros, = ax.plot([], [], linestyle="none", marker="o", markerfacecolor="white", zorder=4,
                               color="#333333", markersize=0.8 * style.sizes().marker)
        self._title_text = ax.set_title(title, y=1.0)
        ax.axvline(0, color="#777777", linewidth=0.8, zorder=1)
        ax.set_yticks(rows, self.names if rows.size <= 20 else [""] * rows.size)
        ax.tick_params(axis="y", length=0)
        ax.set_ylabel("" if rows.size <= 20 else f"{rows.size} features")
        ax.set_ylim(rows.size - 0.4, -0.6)
        ax.set_xlim(-1.06 * limit, 1.06 * limit)
        ax.set_xlabel(xlabel)
        self.artists = (*self._bars, self._zeros, self._title_text)

    def update(self, fit) -> None:
        coef = np.asarray(fit.coef, dtype=float)
        for bar, value in zip(self._bars, coef, strict=True):
            bar.set_width(value)
        rows = np.flatnonzero(coef == 0)
        self._zeros.set_data(np.zeros(rows.size), rows)
        self._title_text.set_text(f"{self._title}: df = {number(fit.df)}, exact zeros: {rows.size} ○")

    def describe(self, fit) -> str:
        zero = [self.names[j] for j in np.flatnonzero(np.asarray(fit.coef) == 0)]
        words = f"The fit spends {number(fit.df)} degree{'' if number(fit.df) == '1' else 's'} of freedom"
        if not zero:
            return f"{words}; no coefficient is exactly zero."
        some = "all of them" if len(zero) == len(self.names) else f"{len(zero)} of them"
        listed = ", ".join(zero) if len(zero) <= 8 else some
        return f"{words}; exactly zero: {listed}."


class WeightsView(View):
    """All weights of one fit or several, feature by feature; exact zeros are small and hollow.

    Reads `fit.weights`, which maps names to arrays (p,): "truth" is drawn as bars, the others, `methods`, as marks,
    beside each other where there is room; those that are no meaning of `style.MARKS` share one look. `part` names
    the attribute of the fit that holds it.
    """

    @style.styled
    def __init__(self, ax, p, methods, limit, part=None, xlabel="feature", title="weights"):
        size, self.ax, self._methods, self._part = style.sizes(), ax, tuple(methods), part
        self._at = np.arange(1, p + 1)
        ax.axhline(0, color="#777777", linewidth=0.8, zorder=1)
        self._truth, = ax.plot([], [], color=style.NOW, linewidth=0.9 * size.line, alpha=0.55, label="truth", zorder=2)
        scale, apart = (0.85, 0.4) if p <= 60 else (0.6, 0.0)
        self._aside = apart * (np.arange(len(self._methods)) - (len(self._methods) - 1) / 2)
        self._lines = {}
        for method in self._methods:
            mark = style.MARKS.get(method) or style.Mark("#332288", "o", "-", method)
            self._lines[method] = (
                ax.plot([], [], **mark.points(label=mark.label, markersize=scale * size.marker, zorder=4))[0],
                ax.plot([], [], **mark.points(markersize=0.5 * size.marker, markerfacecolor="white", zorder=3,
                                              markeredgewidth=0.3 * size.line))[0])
        ax.set(xlim=(0, p + 1), ylim=(-limit, limit), xlabel=xlabel, ylabel="weight")
        self._title = ax.set_title(title, y=1.0, pad=2.2 * size.text)
        self._name = title
        legend_above(ax)
        self.artists = (self._truth, *(line for pair in self._lines.values() for line in pair), self._title)

    def _state(self, fit):
        return getattr(fit, self._part) if self._part else fit

    def update(self, fit) -> None:
        weights, limit = self._state(fit).weights, self.ax.get_ylim()[1]
        bars = np.column_stack([np.zeros(self._at.size), weights["truth"], np.full(self._at.size, np.nan)])
        bars[np.asarray(weights["truth"]) == 0] = np.nan
        self._truth.set_data(np.repeat(self._at, 3), bars.ravel())
        for aside, (method, lines) in zip(self._aside, self._lines.items(), strict=True):
            w = np.asarray(weights[method], dtype=float)
            for line, members in zip(lines, (w != 0, w == 0), strict=True):
                line.set_data(self._at[members] + aside, np.clip(w[members], -limit, limit))
        self._title.set_text(f"{self._name}: {', '.join(self._told(weights))}")

    def _told(self, weights):
        """'lasso 7', one a method: how many weights are not zero."""
        return [f"{self._lines[m][0].get_label()} {np.count_nonzero(weights[m])}" for m in self._methods]

    def describe(self, fit) -> str:
        weights = self._state(fit).weights
        truth = np.asarray(weights["truth"])
        miss = [f"{self._lines[m][0].get_label()} {number(((weights[m] - truth) ** 2).sum())}" for m in self._methods]
        return (f"Weights that are not zero: truth {np.count_nonzero(truth)}, {', '.join(self._told(weights))}. "
                f"Squared distance from the true weights: {', '.join(miss)}.")
