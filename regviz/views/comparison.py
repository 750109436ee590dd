"""Predictions against measurements."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View, label_axes, legend_above, padded, zero_line
from regviz.views.names import short
from regviz.views.reading import read


class AgreementView(View):
    """Predicted against measured values, one mark a row; on the diagonal the prediction is right.

    Reads `fit.predicted` (m,); `measured` (m,) stays.
    """

    @style.styled
    def __init__(self, ax, measured, name="y", title="held-out rows"):
        size = style.sizes()
        self.ax = ax
        self._measured = np.asarray(measured, dtype=float)
        self._name = title
        mean = self._measured.mean()
        limits = padded(self._measured)
        diagonal = style.MARKS["truth"].line(linewidth=0.5 * size.line)
        ax.plot(limits, limits, **diagonal, label="predicted = measured")
        zero_line(ax, y=mean, linewidth=0.4 * size.line)
        ax.text(limits[1], mean, "mean ", ha="right", va="bottom", color="#555555",
                fontsize=0.85 * size.text)
        ax.set(xlim=limits, ylim=limits)
        label_axes(ax, xlabel=f"measured {short(name)}", ylabel=f"predicted {short(name)}")
        self.plot("points", **style.MARKS["test"].points(
            markersize=0.65 * size.marker, markeredgewidth=0))
        self.part("title", legend_above(ax, title))

    def update(self, fit) -> None:
        predicted = read(fit, "predicted", self._measured.shape)
        low, high = self.ax.get_ylim()
        outside = int(((predicted < low) | (predicted > high)).sum())
        self.parts["points"].set_data(self._measured, predicted)
        self.parts["title"].set_text(
            f"{self._name}: {outside} of {predicted.size} are outside" if outside else self._name)

    def describe(self, fit) -> str:
        ratio = np.std(fit.predicted) / np.std(self._measured)
        if ratio < 1e-9:
            return f"Every row gets the same prediction, {number(np.mean(fit.predicted))}."
        return f"The predictions spread {number(ratio)} times as far as the measurements do."
