"""Views of a curve through points in the plane, and of quantities against the capacity of a model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import LAM_LABEL, View, cursor, lam_axis, padded, plain_ticks


class CurvesView(View):
    """Quantities against one control, with a marker on each where `fit` stands.

    `at` names the attribute of the fit that says where it stands on the axis `values`; between two of these the lines
    are read as they are drawn, straight. `curves` maps attributes of
    the fit, arrays over `values`, to meanings of `style.MARKS`, or to numbers where they have none of these:
    {"train_curve": "train", "width": 0}. `points` does the same for Monte-Carlo estimates, drawn as markers with a bar
    of two standard errors each way, read from the attribute with `_se` behind it. `band` names the attribute
    (low, high) of a band; `still` maps meanings to arrays that never move, drawn thin. `best` is (attribute, "lowest"
    or "highest"): its place is starred. `labels` maps attributes to names other than the meaning's. `noun` is what the
    words call the quantities, `ylabel` if None.
    """

    @style.styled
    def __init__(self, ax, at, values, curves, *, ylim, title="error", xlabel=None, ylabel="mean squared error",
                 points=None, band=None, still=None, best=None, labels=None, log_x=False, log_y=False,
                 noun=None):
        self.ax, self.at, self.values = ax, at, np.asarray(values, dtype=float)
        if (np.diff(self.values) <= 0).any():
            raise ValueError(f"values must rise: got {self.values}.")
        self._curves, self._points = ({name: _mark(name, meaning, labels or {}) for name, meaning in given.items()}
                                      for given in (curves, points or {}))
        self._best, self._band_name, self._noun = best, band, ylabel if noun is None else noun
        self._scale = np.log if log_x else np.asarray
        self._axes(xlabel or (LAM_LABEL if at == "lam" and log_x else at), ylabel, title, ylim, log_x, log_y)
        for meaning, curve in (still or {}).items():
            ax.plot(self.values, curve, color=style.MARKS[meaning].color, linewidth=0.6 * style.sizes().line,
                    alpha=0.8, zorder=2)
        self._make_artists()
        if len(self._curves) + bool(best) > 1:
            ax.set_title(title, pad=2.2 * style.sizes().text)
            legend_above(ax)

    def _axes(self, xlabel, ylabel, title, ylim, log_x, log_y) -> None:
        ax, low, high = self.ax, self.values.min(), self.values.max()
        if log_x:
            ax.set_xscale("log")
            plain_ticks(ax.xaxis)
            pad = (high / low) ** 0.03
            ax.set_xlim(low / pad, high * pad)
        else:
            ax.set_xlim(low - 0.03 * (high - low), high + 0.03 * (high - low))
        if log_y:
            ax.set_yscale("log")
            if ylim[1] <= 1e5 * ylim[0]:
                plain_ticks(ax.yaxis)
        ax.set(ylim=ylim, xlabel=xlabel, ylabel=ylabel, title=title)

    def _make_artists(self) -> None:
        ax, size = self.ax, style.sizes()
        self._lines, self._here_marks, self._dots, self._bars = {}, {}, {}, {}
        for name, mark in self._curves.items():
            self._lines[name], = ax.plot([], [], **mark.line(), label=mark.label, zorder=3)
            self._here_marks[name], = ax.plot([], [], **mark.points(
                markerfacecolor="white", markersize=1.2 * size.marker, markeredgewidth=0.9 * size.line, zorder=6))
        for name, mark in self._points.items():
            self._dots[name], = ax.plot([], [], **mark.points(markersize=0.7 * size.marker), zorder=4)
            self._bars[name], = ax.plot([], [], color=mark.color, linewidth=0.7 * size.line, zorder=4)
        led = self._curves[self._best[0]] if self._best else style.MARKS["test"]
        self._band, = ax.fill([0.0], [0.0], color=led.color, linewidth=0, alpha=0.18, zorder=1)
        self._star, = ax.plot([], [], **style.MARKS["truth"].points(markersize=1.6 * size.marker), zorder=5,
                              label=self._best[1] if self._best else "_")
        self._cursor = cursor(ax)
        self.artists = (self._band, *self._lines.values(), *self._bars.values(), *self._dots.values(), self._star,
                        self._cursor, *self._here_marks.values())

    def update(self, fit) -> None:
        low_high, x = self.ax.get_ylim(), self._x(fit)
        self._cursor.set_xdata([x, x])
        for name, line in self._lines.items():
            line.set_data(self.values, np.asarray(getattr(fit, name), dtype=float))
            self._here_marks[name].set_data([x], [np.clip(self._read(fit, name), *low_high)])
        for name, dots in self._dots.items():
            middle, se = np.asarray(getattr(fit, name)), np.asarray(getattr(fit, f"{name}_se"))
            dots.set_data(self.values, middle)
            self._bars[name].set_data(*bars(self.values, middle, 2 * se))
        if self._band_name:
            low, high = np.clip(getattr(fit, self._band_name), *low_high)
            self._band.set_xy(np.column_stack([np.r_[self.values, self.values[::-1]], np.r_[low, high[::-1]]]))
        if self._best:
            best = self._best_place(fit)
            self._star.set_data([self.values[best]], np.clip([getattr(fit, self._best[0])[best]], *low_high))

    def _x(self, fit) -> float:
        return float(np.clip(getattr(fit, self.at), self.values.min(), self.values.max()))

    def _read(self, fit, name) -> float:
        """What a quantity is where the fit stands."""
        return float(np.interp(self._scale(self._x(fit)), self._scale(self.values), getattr(fit, name)))

    def _here(self, fit) -> int:
        return int(np.abs(self.values - getattr(fit, self.at)).argmin())

    def _best_place(self, fit) -> int:
        name, which = self._best
        return int({"lowest": np.argmin, "highest": np.argmax}[which](getattr(fit, name)))

    def describe(self, fit) -> str:
        marks = self._curves | self._points
        told = [f"{mark.label} {number(self._read(fit, name))}" for name, mark in marks.items()]
        words = f"At {self.at} = {number(self._x(fit))}, {self._noun}: {', '.join(told)}."
        if self._best:
            name, which = self._best
            words += (f" {self._curves[name].label.capitalize()} is {which} at {self.at} = "
                      f"{number(self.values[self._best_place(fit)])}.")
        return words


def _mark(name, meaning, labels) -> style.Mark:
    """The mark of a meaning; a number gives a feature's colour and dash, labelled by the attribute's name."""
    if meaning in style.MARKS:
        return replace(style.MARKS[meaning], label=labels.get(name, style.MARKS[meaning].label))
    look = style.feature_line(meaning)
    return style.Mark(look["color"], "osD^v"[meaning % 5], look["linestyle"], labels.get(name, name.replace("_", " ")))


def bars(x, middle, half):
    """One line of vertical bars middle ± half at `x`, with gaps between them: (xs, ys)."""
    gap = np.full(len(x), np.nan)
    return np.column_stack([x, x, gap]).ravel(), np.column_stack([middle - half, middle + half, gap]).ravel()


def legend_above(ax) -> None:
    """The legend in one row between the axes and a title padded by 2.2 sizes of text: no curve can cross it."""
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=4, borderpad=0.2, borderaxespad=0.2,
              handlelength=1.4, columnspacing=1.2, handletextpad=0.5)


class ErrorView(View):
    """Training and held-out error against lambda, with both marked at `fit.lam`.

    Reads `fit.train_error` and `fit.test_error`; `train`, `test` are the curves on `lams`. The lambda where the
    held-out curve is lowest is marked. `band` (lower, upper) is drawn around the held-out curve if given.
    """

    @style.styled
    def __init__(self, ax, lams, train, test, band=None, ylabel="mean squared error", title="error"):
        train, test = np.asarray(train, dtype=float), np.asarray(test, dtype=float)
        self.ax = ax
        for name, curve in (("train", train), ("test", test)):
            ax.plot(lams, curve, **style.MARKS[name].line(), label=style.MARKS[name].label)
        if band is not None:
            ax.fill_between(lams, *band, color=style.MARKS["test"].color, alpha=0.15, linewidth=0)
        best = int(np.argmin(test))
        ax.plot(lams[best], test[best], **style.MARKS["truth"].points(markersize=1.6 * style.sizes().marker),
                label="lowest")
        lam_axis(ax, lams)
        ax.set_ylim(*padded(np.concatenate([train, test, *(band if band is not None else ())])))
        ax.set_ylabel(ylabel)
        ax.set_title(title, pad=2.2 * style.sizes().text)
        legend_above(ax)
        self._best = float(lams[best])
        self._cursor = cursor(ax)
        look = {"markerfacecolor": "white", "markeredgewidth": 0.8 * style.sizes().line, "zorder": 5}
        self._train, = ax.plot([], [], **style.MARKS["train"].points(**look))
        self._test, = ax.plot([], [], **style.MARKS["test"].points(**look))
        self.artists = (self._cursor, self._train, self._test)

    def update(self, fit) -> None:
        self._cursor.set_xdata([fit.lam, fit.lam])
        self._train.set_data([fit.lam], [fit.train_error])
        self._test.set_data([fit.lam], [fit.test_error])

    def describe(self, fit) -> str:
        side = "left of" if fit.lam < self._best else "right of" if fit.lam > self._best else "at"
        return (f"Training error {number(fit.train_error)}, held-out error {number(fit.test_error)}; "
                f"this is {side} the lowest held-out error, which lies at lam = {number(self._best)}.")
