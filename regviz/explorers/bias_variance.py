"""Refits on many training sets: the spaghetti, and where their error comes from."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number, plain
from regviz.views.base import Movable, View, spread
from regviz.views.curves import CurvesView, legend_above


class SpaghettiView(View):
    """Refits of one model to many training sets, their mean and the truth, on `grid`.

    Reads `fit.refits` (m, sets), of which `shown` are drawn, `fit.mean` (m,) and `fit.label` ("degree = 3").
    With `place` it also reads the attribute of that name, a point of the x axis marked by a line, which can be
    dragged if a control has the same name.
    """

    @style.styled
    def __init__(self, ax, grid, truth, shown=14, ylim=(-2, 2), place=None, xlabel="x", ylabel="y"):
        size = style.sizes()
        self.ax, self.grid, self._truth = ax, np.asarray(grid, dtype=float), np.asarray(truth, dtype=float)
        self._shown, self._place = shown, place
        self._refits, = ax.plot([], [], color=style.MARKS["variance"].color, linewidth=0.45 * size.line, alpha=0.75,
                                label=f"{shown} refits", zorder=2)
        ax.plot(grid, truth, **style.MARKS["truth"].line(), label="truth", zorder=4)
        self._mean, = ax.plot([], [], color=style.MARKS["bias"].color, linewidth=1.5 * size.line,
                              label="mean of all", zorder=3)
        self._line, = ax.plot([], [], color=style.NOW, linewidth=0.6 * size.line, zorder=1)
        self._title = ax.set_title("refits", y=1.0, pad=2.2 * size.text)
        ax.set(xlim=(self.grid[0], self.grid[-1]), ylim=ylim, xlabel=xlabel, ylabel=ylabel)
        legend_above(ax)
        self.artists = (self._refits, self._mean, self._title)
        if place:
            self.artists += (self._line,)
            low = ylim[0] + (ylim[1] - ylim[0]) / 16  # below the curves, between two ticks
            self.movable = (Movable(ax, x=place, y=None, label=place, at=(float(np.median(grid)), low)),)

    def update(self, fit) -> None:
        refits = np.asarray(fit.refits, dtype=float)[:, :self._shown]
        gap = np.full((1, refits.shape[1]), np.nan)
        xs = np.tile(np.append(self.grid, np.nan), refits.shape[1])
        self._refits.set_data(xs, np.vstack([refits, gap]).T.ravel())
        self._mean.set_data(self.grid, fit.mean)
        self._title.set_text(fit.label)
        if self._place:
            x = getattr(fit, self._place)
            self._line.set_data([x, x], self.ax.get_ylim())

    def describe(self, fit) -> str:
        away = np.abs(np.asarray(fit.mean) - self._truth)
        return (f"With {fit.label} the mean of {np.shape(fit.refits)[1]} refits is farthest from the truth at "
                f"x = {plain(self.grid[away.argmax()], 3)}, by {number(away.max())}; at a typical x the refits have a "
                f"standard deviation of {number(np.std(fit.refits, axis=1).mean())}.")


class CapacityView(CurvesView):
    """Bias², variance, noise and their sum at every setting of a model; formulas as lines, estimates with bars.

    Reads `fit.setting` (a place on `settings`), the curves `exact_bias2`, `exact_variance`, `exact_noise`,
    `exact_total`, the estimates `bias2`, `variance`, `error` with their `_se`, and what the axis says, since it differs
    from model to model: `fit.ticks`, a text a setting, of which every fourth is written, and `fit.axis`.
    """

    @style.styled
    def __init__(self, ax, settings, ylim, title="where the error comes from"):
        lines = {"exact_bias2": "bias", "exact_variance": "variance", "exact_noise": "noise", "exact_total": "total"}
        super().__init__(ax, "setting", settings, lines, ylim=ylim, title=title, xlabel=" ",
                         points={"bias2": "bias", "variance": "variance", "error": "total"})
        ax.set_xticks(self.values, [""] * len(self.values))
        below, size = ax.get_xaxis_transform(), style.sizes().text
        self._ticks = [ax.text(x, -0.035, "0", transform=below, ha="center", va="top", fontsize=0.9 * size)
                       for x in self.values[::4]]
        self._axis_name = ax.text(0.5, -0.115, "x", transform=ax.transAxes, ha="center", va="top")
        self.artists += (*self._ticks, self._axis_name)

    def update(self, fit) -> None:
        super().update(fit)
        self._axis_name.set_text(fit.axis)
        for text, tick in zip(self._ticks, fit.ticks[::4], strict=True):
            text.set_text(tick)

    def describe(self, fit) -> str:
        here = self._here(fit)
        best = int(np.argmin(fit.exact_total))
        bias2, variance, noise, total = (f"{getattr(fit, name)[here]:.3f}" for name in self._curves)
        return (f"Bias² {bias2}, variance {variance} and noise {noise} add up to {total}; the error "
                f"measured on fresh data is {fit.error[here]:.3f}. The sum is least at "
                f"{fit.label.split(' = ')[0]} = {fit.ticks[best]}.")


class StackView(View):
    """Noise, variance and bias² piled up beside the error measured on fresh data.

    Reads `fit.piled`, three heights in this order, `fit.measured` and `fit.measured_se`.
    """

    @style.styled
    def __init__(self, ax, ylim, title="the parts add up"):
        self.ax, self._top, size = ax, ylim[1], style.sizes()
        self._meanings = ("noise", "variance", "bias")
        self._bars = [ax.bar([0], [0.0], width=0.8, color=style.MARKS[m].color)[0] for m in self._meanings]
        self._labels = [ax.text(0.46, 0.0, m, va="center") for m in self._meanings]
        self._error, = ax.plot([], [], **style.MARKS["total"].points(markersize=1.3 * size.marker))
        self._whisker, = ax.plot([], [], color=style.MARKS["total"].color, linewidth=size.line)
        self._level, = ax.plot([], [], color=style.MARKS["total"].color, linewidth=0.5 * size.line, linestyle=":")
        ax.set(xlim=(-0.6, 2.6), ylim=ylim, ylabel="mean squared error", title=title)
        ax.set_xticks([0, 2], ["sum of the parts", "measured"])
        self.artists = (*self._bars, *self._labels, self._error, self._whisker, self._level)

    def update(self, fit) -> None:
        heights = np.asarray(fit.piled, dtype=float)
        tops = heights.cumsum()
        gap = 1.3 * style.sizes().text / (0.7 * style.sizes().panel[1]) * self._top
        places = spread(tops - heights / 2, gap, gap, self._top - gap)
        for bar, label, height, top, y, m in zip(self._bars, self._labels, heights, tops, places, self._meanings,
                                                 strict=True):
            bar.set_y(top - height)
            bar.set_height(height)
            label.set_y(y)
            label.set_text(f"{style.MARKS[m].label} {height:.3f}")
        self._level.set_data([1.7, 2], [tops[-1], tops[-1]])
        self._error.set_data([2], [fit.measured])
        self._whisker.set_data([2, 2], fit.measured + 2 * fit.measured_se * np.array([-1, 1]))

    def describe(self, fit) -> str:
        steps = abs(fit.measured - sum(fit.piled)) / fit.measured_se
        return f"The sum of the parts and the measured error are {steps:.1f} standard errors apart."


class SpreadView(View):
    """Predictions of all refits at one point, as a histogram, with their mean and the truth.

    Reads `fit.at_point` (sets,), `fit.point_truth` and the attribute `place`, the point's x.
    """

    @style.styled
    def __init__(self, ax, place="x0", xlim=(-2, 2), bins=40, top=0.5, xlabel="prediction"):
        self.ax, self._place, self._edges = ax, place, np.linspace(*xlim, bins + 1)
        self._shape, = ax.fill([0.0], [0.0], color=style.MARKS["variance"].color, linewidth=0, alpha=0.6)
        self._truth, = ax.plot([], [], **style.MARKS["truth"].line(), label="truth")
        self._mean, = ax.plot([], [], color=style.MARKS["bias"].color, linewidth=1.5 * style.sizes().line, label="mean")
        self._over = ax.text(0.0, 0.98 * top, "", va="top")
        self._title = ax.set_title("predictions", y=1.0, pad=2.2 * style.sizes().text)
        ax.set(xlim=xlim, ylim=(0, top), xlabel=xlabel, ylabel="share of the refits")
        legend_above(ax)
        self.artists = (self._shape, self._mean, self._truth, self._title, self._over)

    def update(self, fit) -> None:
        values = np.clip(fit.at_point, self._edges[0], self._edges[-1])
        shares = np.histogram(values, self._edges)[0] / len(values)
        outline = np.column_stack([np.repeat(self._edges, 2), np.r_[0, np.repeat(shares, 2), 0]])
        self._shape.set_xy(outline)
        low_high = self.ax.get_ylim()
        self._mean.set_data(2 * [np.mean(fit.at_point)], low_high)
        self._truth.set_data(2 * [fit.point_truth], low_high)
        self._title.set_text(f"all refits at x = {plain(getattr(fit, self._place), 3)}")
        highest = int(shares.argmax())  # a bar that leaves the picture says its height, on the emptier side of it
        left = self._edges[highest] > 0
        self._over.set(x=self._edges[highest] - 0.1 if left else self._edges[highest + 1] + 0.1,
                       ha="right" if left else "left", text=f"{shares[highest]:.0%} ↑" if shares[highest] > low_high[1]
                       else "")

    def describe(self, fit) -> str:
        truth, bias = round(fit.point_truth, 3) + 0.0, np.mean(fit.at_point) - fit.point_truth
        return (f"At x = {plain(getattr(fit, self._place), 3)} the truth is {number(truth)}; the refits lie "
                f"{abs(bias):.3f} {'above' if bias > 0 else 'below'} it on average, with a standard deviation "
                f"of {np.std(fit.at_point):.3f}.")
