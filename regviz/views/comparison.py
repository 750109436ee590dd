"""Views that hold predictions against measurements, and methods against each other."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View, padded
from regviz.views.curves import legend_above


class AgreementView(View):
    """Predicted against measured values, one mark a row; on the diagonal the prediction is right.

    Reads `fit.predicted` (m,); `measured` (m,) stays.
    """

    @style.styled
    def __init__(self, ax, measured, name="y", title="held-out rows"):
        self.ax, self._measured = ax, np.asarray(measured, dtype=float)
        limits, thin = padded(self._measured), 0.5 * style.sizes().line
        ax.plot(limits, limits, **style.MARKS["truth"].line(linewidth=thin), label="predicted = measured")
        ax.axhline(self._measured.mean(), color="#777777", linewidth=0.8 * thin)
        ax.text(limits[1], self._measured.mean(), "mean ", ha="right", va="bottom", color="#555555",
                fontsize=0.85 * style.sizes().text)
        ax.set(xlim=limits, ylim=limits, xlabel=f"measured {name}", ylabel=f"predicted {name}")
        self._name, self._title = title, ax.set_title(title, y=1.0, pad=2.2 * style.sizes().text)
        legend_above(ax)
        self._points, = ax.plot([], [], **style.MARKS["test"].points(
            markersize=0.65 * style.sizes().marker, markeredgewidth=0))
        self.artists = (self._points, self._title)

    def update(self, fit) -> None:
        predicted, (low, high) = np.asarray(fit.predicted, dtype=float), self.ax.get_ylim()
        self._points.set_data(self._measured, predicted)
        outside = int(((predicted < low) | (predicted > high)).sum())
        self._title.set_text(f"{self._name}: {outside} of {predicted.size} are outside" if outside else self._name)

    def describe(self, fit) -> str:
        spread = np.std(fit.predicted) / np.std(self._measured)
        if spread < 1e-9:
            return f"Every row gets the same prediction, {number(np.mean(fit.predicted))}."
        return f"The predictions spread {number(spread)} times as far as the measurements do."


class EffectsView(View):
    """Several methods' effects, one row a feature, a mark and colour a method; exact zeros are hollow.

    `fit.effects` maps names of `style.MARKS` to arrays (n_features,); `limit` bounds the axis.
    """

    @style.styled
    def __init__(self, ax, names, methods, limit, xlabel="effect of one standard deviation", title="effects"):
        self.ax, self.names, self._methods = ax, tuple(names), tuple(methods)
        rows, shift = np.arange(len(self.names)), 0.24
        ax.axvline(0, color="#777777", linewidth=0.8, zorder=1)
        for row in rows:
            ax.axhline(row, color=style.FAINT, linewidth=0.6, zorder=0)
        ax.set_yticks(rows, self.names)
        ax.tick_params(axis="y", length=0)
        ax.set(ylim=(rows.size - 0.4, -0.6), xlim=(-1.06 * limit, 1.06 * limit), xlabel=xlabel, title=title)
        self._rows = [rows + shift * (k - (len(self._methods) - 1) / 2) for k in range(len(self._methods))]
        self._lines = {m: self._marks(m) for m in self._methods}
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1.0), ncols=len(self._lines), borderpad=0.2, handletextpad=0.1)
        self.artists = tuple(line for pair in self._lines.values() for line in pair)

    def _marks(self, method):
        """Full marks and, for exact zeros, hollow ones."""
        mark, size = style.MARKS[method], style.sizes()
        large = {"markersize": 1.8 * size.marker} if mark.marker == "*" else {}
        hollow = {"markerfacecolor": "white", "markeredgewidth": 0.5 * size.line, "markersize": 0.8 * size.marker}
        return (self.ax.plot([], [], **mark.points(label=mark.label, zorder=4, markeredgecolor="white",
                                                   markeredgewidth=0.5, **large))[0],
                self.ax.plot([], [], **mark.points(zorder=3, **hollow))[0])

    def update(self, fit) -> None:
        for method, rows in zip(self._methods, self._rows, strict=True):
            effects = np.asarray(fit.effects[method], dtype=float)
            for line, members in zip(self._lines[method], (effects != 0, effects == 0), strict=True):
                line.set_data(effects[members], rows[members])

    def describe(self, fit) -> str:
        told, silent = [], []
        for method in self._methods:
            effects = np.asarray(fit.effects[method], dtype=float)
            top = int(np.argmax(np.abs(effects)))
            told.append(f"{style.MARKS[method].label} {self.names[top]} ({number(effects[top])})" if effects[top] else
                        f"{style.MARKS[method].label} none")
            if zeros := int((effects == 0).sum()):
                silent.append(f"{style.MARKS[method].label} {zeros}")
        words = f"Largest effect: {', '.join(told)}."
        return f"{words} Exactly zero, of {len(self.names)}: {', '.join(silent)}." if silent else words
