"""Quantities against a control: errors, shares, sizes."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
from matplotlib.ticker import LogLocator, NullFormatter

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import (
    LAM_LABEL,
    View,
    cursor,
    label_axes,
    legend_above,
    log_axis,
    padded,
    plain_ticks,
    segments,
)
from regviz.views.reading import read


class CurvesView(View):
    """Quantities against one control, with a marker on each where `fit` stands.

    The axis:
        reads   the attribute of the fit that says where it stands on the axis, also the axis' name
        values  the places of the axis, rising, for which the quantities are known; between two of
                them a quantity is read as its line is drawn, straight
        ylim, log_x, log_y, title, xlabel, ylabel   as in matplotlib; `xlabel` None is `reads`

    The quantities:
        curves  {attribute of the fit, an array over `values`: its meaning}, which is a name in
                `style.MARKS`, or a number where it has none: {"loss": "train", "width": 0}
        points  the same for Monte-Carlo estimates: markers with bars of two standard errors each
                way, read from the attribute with "_se" behind it
        band    the attribute (low, high) of a shaded band
        still   {meaning: array over `values`} of thin lines that never move
        best    (attribute, "lowest" or "highest"): this place of the curve gets a star
        labels  {attribute: name} where the name is not that of the meaning
        noun    what the words call the quantities; None is `ylabel`

    Raises ValueError if `values` do not rise.
    """

    @style.styled
    def __init__(self, ax, reads, values, curves, *, ylim, title="error", xlabel=None,
                 ylabel="mean squared error", points=None, band=None, still=None, best=None,
                 labels=None, log_x=False, log_y=False, noun=None):
        self.ax = ax
        self.values = np.asarray(values, dtype=float)
        if (np.diff(self.values) <= 0).any():
            raise ValueError(f"values must rise: got {self.values}.")
        self._reads = reads
        self._band = band
        self._best = best
        self._noun = ylabel if noun is None else noun
        self._scale = np.log if log_x else np.asarray
        self._curves = _marks(curves, labels or {})
        self._points = _marks(points or {}, labels or {})
        self._set_limits(ylim, log_x, log_y)
        automatic = LAM_LABEL if reads == "lam" and log_x else reads
        label_axes(ax, title=title, xlabel=xlabel or automatic, ylabel=ylabel)
        thin = {"linewidth": 0.6 * style.sizes().line, "alpha": 0.8, "zorder": 2}
        for meaning, curve in (still or {}).items():
            ax.plot(self.values, curve, color=style.MARKS[meaning].color, **thin)
        self._make_parts()
        if len(self._curves) + bool(best) > 1:
            legend_above(ax, title)

    def _set_limits(self, ylim, log_x, log_y) -> None:
        low, high = self.values.min(), self.values.max()
        if log_x:
            pad = (high / low) ** 0.03
            log_axis(self.ax, low / pad, high * pad)
        else:
            pad = 0.03 * (high - low)
            self.ax.set_xlim(low - pad, high + pad)
        if log_y:
            self.ax.set_yscale("log")
            plain_ticks(self.ax.yaxis)
            if ylim[1] < 1e3 * ylim[0]:  # few powers of ten: numbers between them as well
                self.ax.yaxis.set_major_locator(LogLocator(10, subs=(1, 2, 5)))
                self.ax.yaxis.set_minor_formatter(NullFormatter())
        self.ax.set_ylim(ylim)

    def _make_parts(self) -> None:
        ax, size = self.ax, style.sizes()
        leading = self._curves[self._best[0]] if self._best else style.MARKS["test"]
        band = {"color": leading.color, "linewidth": 0, "alpha": 0.18, "zorder": 1}
        self.part("band", ax.fill([0.0], [0.0], **band)[0])
        self.plots("curves", {name: mark.line(label=mark.label, zorder=3)
                              for name, mark in self._curves.items()})
        bar = {"linewidth": 0.7 * size.line, "zorder": 4}
        self.plots("bars", {name: {"color": mark.color} | bar
                            for name, mark in self._points.items()})
        dot = {"markersize": 0.7 * size.marker, "zorder": 4}
        self.plots("points", {name: mark.points(**dot) for name, mark in self._points.items()})
        star = style.MARKS["truth"].points(markersize=1.6 * size.marker, zorder=5)
        self.plot("best", **star, label=self._best[1] if self._best else "_")
        self.part("cursor", cursor(ax))
        here = {"markersize": 1.2 * size.marker, "markerfacecolor": "white",
                "markeredgewidth": 0.9 * size.line, "zorder": 6}
        self.plots("here", {name: mark.points(**here) for name, mark in self._curves.items()})

    def update(self, fit) -> None:
        self._move_curves(fit)
        self._move_here(fit)

    def _move_curves(self, fit) -> None:
        for name, line in self.parts["curves"].items():
            line.set_data(self.values, self._curve(fit, name))
        for name, points in self.parts["points"].items():
            middle = self._curve(fit, name)
            reach = 2 * self._curve(fit, f"{name}_se")
            points.set_data(self.values, middle)
            self.parts["bars"][name].set_data(segments(self.values, self.values),
                                              segments(middle - reach, middle + reach))
        if self._band:
            band = read(fit, self._band, (2, *self.values.shape))
            low, high = np.clip(band, *self.ax.get_ylim())
            self.parts["band"].set_xy(np.column_stack(
                [np.r_[self.values, self.values[::-1]], np.r_[low, high[::-1]]]))
        if self._best:
            best = self._best_index(fit)
            height = np.clip(getattr(fit, self._best[0])[best], *self.ax.get_ylim())
            self.parts["best"].set_data([self.values[best]], [height])

    def _move_here(self, fit) -> None:
        x = self._place(fit)
        self.parts["cursor"].set_xdata([x, x])
        for name, marker in self.parts["here"].items():
            marker.set_data([x], [np.clip(self._value(fit, name), *self.ax.get_ylim())])

    def _curve(self, fit, name):
        return read(fit, name, self.values.shape, gaps=True)

    def _place(self, fit) -> float:
        """Where the fit stands on the axis."""
        return float(np.clip(read(fit, self._reads), self.values.min(), self.values.max()))

    def _value(self, fit, name) -> float:
        """What a quantity is where the fit stands."""
        x = self._scale(self._place(fit))
        return float(np.interp(x, self._scale(self.values), self._curve(fit, name)))

    def _best_index(self, fit) -> int:
        name, which = self._best
        find = {"lowest": np.nanargmin, "highest": np.nanargmax}[which]
        return int(find(getattr(fit, name)))

    def describe(self, fit) -> str:
        marks = self._curves | self._points
        told = [f"{mark.label} {number(self._value(fit, name))}" for name, mark in marks.items()]
        words = f"At {self._reads} = {number(self._place(fit))}, {self._noun}: {', '.join(told)}."
        if not self._best:
            return words
        name, which = self._best
        label = self._curves[name].label
        best = number(self.values[self._best_index(fit)])
        return f"{words} {label.capitalize()} is {which} at {self._reads} = {best}."


def _marks(meanings, labels) -> dict:
    """The mark of each quantity; a number gives a feature's colour and dash, and the attribute's
    name as label."""
    marks = {}
    for name, meaning in meanings.items():
        mark = style.MARKS.get(meaning)
        if mark is None:
            look, marker = style.feature_line(meaning), "osD^v"[meaning % 5]
            mark = style.Mark(look["color"], marker, look["linestyle"], name.replace("_", " "))
        marks[name] = replace(mark, label=labels.get(name, mark.label))
    return marks


class StillCurvesView(CurvesView):
    """Curves that never move, with a cursor and a marker on each where `fit` stands.

    `known` {name: array over `values`} are the curves, `meanings` {name: meaning} their looks; the
    other arguments are those of `CurvesView`. Reads of a fit only the attribute `reads`.
    """

    @style.styled
    def __init__(self, ax, reads, values, known, meanings, **options):
        self._known = known
        super().__init__(ax, reads, values, meanings, **options)
        self._move_curves(SimpleNamespace(**known))
        for still in ("band", "curves", "bars", "points", "best"):
            del self.parts[still]

    def update(self, fit) -> None:
        self._move_here(fit)

    def _value(self, fit, name) -> float:
        return super()._value(self._at(fit), name)

    def _best_index(self, fit) -> int:
        return super()._best_index(SimpleNamespace(**self._known))

    def _at(self, fit):
        """The fit with the curves."""
        return SimpleNamespace(**{self._reads: self._place(fit)}, **self._known)


class ErrorView(CurvesView):
    """Training and held-out error against lambda; the curves `train`, `test` over `lams` stay.

    Reads `fit.lam` and the two errors there, `fit.train_error` and `fit.test_error`. A star marks
    the lambda where the held-out curve is lowest.
    """

    @style.styled
    def __init__(self, ax, lams, train, test, title="error"):
        errors = SimpleNamespace(train_error=train, test_error=test)
        super().__init__(ax, "lam", lams, {"train_error": "train", "test_error": "test"},
                         ylim=padded([train, test]), title=title, log_x=True,
                         best=("test_error", "lowest"))
        self._lowest = float(self.values[self._best_index(errors)])
        self._move_curves(errors)
        for still in ("band", "curves", "bars", "points", "best"):
            del self.parts[still]

    def update(self, fit) -> None:
        self._move_here(fit)

    def _value(self, fit, name) -> float:
        return read(fit, name)

    def describe(self, fit) -> str:
        side = "at"
        if fit.lam != self._lowest:
            side = "left of" if fit.lam < self._lowest else "right of"
        words = (f"Training error {number(fit.train_error)}, held-out error "
                 f"{number(fit.test_error)}; this is {side} the lowest held-out error, which lies "
                 f"at lam = {number(self._lowest)}.")
        if fit.test_error < fit.train_error:
            words += (" The held-out error is the smaller one by luck: these held-out rows happen "
                      "to be easier to predict.")
        return words
