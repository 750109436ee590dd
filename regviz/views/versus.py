"""Views that hold L1 against L2: losses and penalties under an outlier, two risks that cross, all the weights."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from .. import style
from ..words import number, plural
from .base import Movable, View
from .curves import CurvesView, legend_above

LOSSES = {
    "squared": replace(style.MARKS["ols"], label="squared loss", dash=(0, (5, 1.5))),
    "absolute": style.Mark("#332288", "o", "-", "absolute loss"),
    "Huber": style.Mark("#0a8f98", "^", (0, (1, 1.2)), "Huber loss"),
}
PENALTIES = {
    "none": style.Mark("#555555", "o", ":", "none"),
    "L1": replace(style.MARKS["lasso"], label="L1"),
    "L2": replace(style.MARKS["ridge"], label="L2"),
}
EXTRA = style.Mark("#332288", "o", "-", "")


class OutlierView(View):
    """Points, a straight line for each loss, and one point that may be dragged away from the others.

    Reads `fit.x`, `fit.y` (n,), the movable point last, and `fit.fits`, which maps (loss, penalty) to (slope,
    intercept); drawn are those without a penalty. `truth` is (slope, intercept); `drag` names the controls of the
    movable point's x and y.
    """

    @style.styled
    def __init__(self, ax, xlim, ylim, truth, drag=("x_out", "y_out"), losses=tuple(LOSSES)):
        self.ax, self._x, size = ax, np.array(xlim, dtype=float), style.sizes()
        ax.plot(self._x, truth[1] + truth[0] * self._x, **style.MARKS["truth"].line(linewidth=0.6 * size.line),
                label="truth", zorder=2)
        self._points, = ax.plot([], [], **style.MARKS["train"].points(), zorder=3)
        self._lines = {loss: ax.plot([], [], **LOSSES[loss].line(linewidth=1.3 * size.line), zorder=4,
                                     label=LOSSES[loss].label.split()[0])[0] for loss in losses}
        self._out, = ax.plot([], [], linestyle="none", marker="o", color="white", markeredgecolor=style.NOW, zorder=6,
                             markersize=1.5 * size.marker, markeredgewidth=size.line, clip_on=False)
        ax.set(xlim=xlim, ylim=ylim, xlabel="x", ylabel="y")
        ax.set_title("drag the ringed point", pad=2.2 * size.text)
        legend_above(ax)
        self.artists = (self._points, *self._lines.values(), self._out)
        self.movable = (Movable(ax, *drag, label="the ringed point"),)

    def update(self, fit) -> None:
        self._points.set_data(fit.x[:-1], fit.y[:-1])
        self._out.set_data(fit.x[-1:], fit.y[-1:])
        for loss, line in self._lines.items():
            slope, intercept = fit.fits[loss, "none"]
            line.set_data(self._x, intercept + slope * self._x)

    def describe(self, fit) -> str:
        slopes = ", ".join(f"{loss} {number(fit.fits[loss, 'none'][0])}" for loss in self._lines)
        return f"The ringed point is at x = {number(fit.x[-1])}, y = {number(fit.y[-1])}. Slopes by loss: {slopes}."


class LossPenaltyView(View):
    """The answer of every loss with every penalty: a row a loss, a mark a penalty, joined to where it was before.

    Reads `fit.fits`, which maps (loss, penalty) to (slope, intercept), of which the slope is drawn, and `fit.before`,
    the same without the disturbance.
    `truth` is marked by a line if given. With `data` there is one more row of this name, for the numbers `fit.data`;
    `drag` names the control of the largest of them.
    """

    @style.styled
    def __init__(self, ax, xlim, xlabel, title, truth=None, data=None, drag=None):
        self.ax, self._xlabel, size = ax, xlabel, style.sizes()
        rows = [mark.label for mark in LOSSES.values()] + ([data] if data else [])
        for row in range(len(rows)):
            ax.axhline(row, color=style.FAINT, linewidth=0.6, zorder=0)
        ax.set_yticks(range(len(rows)), [row.replace(" ", "\n", 1) for row in rows])
        ax.tick_params(axis="y", length=0)
        ax.set(xlim=xlim, ylim=(len(rows) - 0.4, -0.6), xlabel=xlabel)
        ax.set_title(title, pad=2.2 * size.text)
        if truth is not None:
            ax.axvline(truth, **style.MARKS["truth"].line(linewidth=0.6 * size.line), zorder=1)
            ax.text(truth, 1.0, "truth ", transform=ax.get_xaxis_transform(), ha="right", va="top")
        self._make_marks()
        self._data, = ax.plot([], [], linestyle="none", marker="*", color=style.NOW, markersize=1.5 * size.marker,
                              clip_on=data is None, zorder=3)  # no extent of its own in the layout while empty
        legend_above(ax)
        self._row = len(LOSSES) if data else None
        self.artists = (*(a for pair in self._marks.values() for a in pair), self._data)
        self.movable = (Movable(ax, drag, None, label="the largest number", at=(0.0, float(len(LOSSES)))),) * bool(drag)

    def _make_marks(self) -> None:
        self._rows, self._marks, size = {}, {}, style.sizes()
        for row, loss in enumerate(LOSSES):
            for k, (name, mark) in enumerate(PENALTIES.items()):
                self._rows[loss, name] = row + 0.24 * (k - 1)
                way, = self.ax.plot([], [], color=mark.color, linewidth=0.7 * size.line, zorder=2)
                at, = self.ax.plot([], [], **mark.points(label=mark.label if row == 0 else "_", zorder=4,
                                                         clip_on=False))
                self._marks[loss, name] = way, at

    def update(self, fit) -> None:
        for key, (way, at) in self._marks.items():
            row, now, before = self._rows[key], fit.fits[key][0], fit.before[key][0]
            way.set_data([before, now], [row, row])
            at.set_data([now], [row])
        if self._row is not None:
            equal = np.tril(np.equal.outer(fit.data, fit.data), -1).sum(axis=1)  # equal numbers stand on each other
            self._data.set_data(fit.data, self._row - 0.22 * equal)

    def describe(self, fit) -> str:
        moved = {key: abs(fit.fits[key][0] - fit.before[key][0]) for key in self._marks}
        told = [f"{mark.label}: " + ", ".join(f"{PENALTIES[name].label} {number(round(fit.fits[loss, name][0], 4))}"
                                              for name in PENALTIES) for loss, mark in LOSSES.items()]
        far = max(moved, key=lambda key: round(moved[key], 9))  # of equals the first
        words = f"By loss and penalty, {self._xlabel} is: {'; '.join(told)}."
        if moved[far] < 1e-6:
            return words
        return (f"{words} Moved farthest: {LOSSES[far[0]].label}, penalty {PENALTIES[far[1]].label}, "
                f"by {number(moved[far])}.")


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
            mark = style.MARKS.get(method) or replace(EXTRA, label=method)
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
