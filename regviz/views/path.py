"""Views of a coefficient path and of one place on it."""

from __future__ import annotations

import numpy as np

from .. import style
from ..words import number
from .base import View, cursor, lam_axis, padded, spread
from .curves import legend_above


class PathView(View):
    """Every coefficient against lambda, with the exact knots; a cursor at `fit.lam`, dots at `fit.coef`.

    With `reads="ridge"` the dots are at `fit.ridge` instead, so that several paths can share a Fit.

    `path` is callable at an array of lambdas; `lams` (rising, positive) is what the axis shows; `names` labels the
    curves at their left ends; `kind` ("lasso", "ridge", "elastic_net") is named in the title; `limits` (low, high)
    are the axis's, the path's own if None; `marks` {text: lam} names places on the axis of lambda.
    """

    @style.styled
    def __init__(self, ax, path, lams, names=None, kind="lasso", title=None, ylabel="coefficient",
                 reads="coef", marks=None, limits=None):
        lams = np.asarray(lams, dtype=float)
        knots = np.asarray(getattr(path, "knots", ()), dtype=float)
        shown = knots[(knots > lams.min()) & (knots < lams.max())]
        grid = np.union1d(lams, shown)
        coefs = np.asarray(path(grid))
        self.ax, self.path, self._reads = ax, path, reads
        self._kind = style.MARKS[kind].label
        self.names = tuple(names) if names is not None else tuple(f"x{j}" for j in range(coefs.shape[1]))
        for j in range(coefs.shape[1]):
            ax.plot(grid, coefs[:, j], **style.feature_line(j), linewidth=0.8 * style.sizes().line)
        named = len(self.names) <= 14
        left, right = lams.min(), lams.max()
        strip = self._strip(max(map(len, self.names)) + 3) if named else 0.0
        lam_axis(ax, [left * (left / right) ** (strip / (1 - strip)), right])
        ax.set_ylim(*padded(coefs if limits is None else limits))
        ax.set_ylabel(ylabel)
        ax.set_title(title or f"{self._kind} path")
        if shown.size:
            ax.plot(shown, np.full(shown.shape, 0.0), transform=ax.get_xaxis_transform(), linestyle="none",
                    marker="|", color="#333333", markersize=2.2 * style.sizes().marker)
        start = self._label_curves(left, coefs[0]) if named else left
        ax.plot([start, right], [0, 0], color="#777777", linewidth=0.8, zorder=1)
        for text, at in (marks or {}).items():
            ax.axvline(at, color="#777777", linewidth=0.5 * style.sizes().line, linestyle=(0, (4, 2)), zorder=1)
            ax.text(at, 0.04, f" {text}", transform=ax.get_xaxis_transform(), color="#555555")
        self._cursor = cursor(ax)
        self._dots, = ax.plot([], [], linestyle="none", marker="o", color=style.NOW, markerfacecolor="white",
                              markersize=0.75 * style.sizes().marker, zorder=5)
        self._readout = ax.text(0, 1.0, "", transform=ax.get_xaxis_transform(), va="top", zorder=6,
                                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85})
        self.artists = (self._cursor, self._dots, self._readout)

    def _strip(self, characters: float) -> float:
        """The share of the panel's width that so many characters of a name take."""
        width = 0.8 * self.ax.figure.get_figwidth() * 72 / self.ax.get_subplotspec().get_gridspec().ncols
        return min(0.65 * characters * 0.88 * style.sizes().text / width, 0.4)

    def _label_curves(self, left, ends) -> float:
        """Names in a strip left of the curves, each joined to its curve by a short leader; where the leaders begin."""
        ax, (low, high) = self.ax, self.ax.get_ylim()
        edge, longest = ax.get_xlim()[0], max(map(len, self.names))
        share = 1 - self._strip(2.5) / self._strip(longest + 3)
        start = edge ** (1 - share) * left ** share
        size = style.sizes().text * 0.88
        rows = ax.get_subplotspec().get_gridspec().nrows
        gap = (high - low) * 1.2 * size / (0.7 * ax.figure.get_figheight() * 72 / rows)
        for j, y in enumerate(spread(ends, gap, low + gap / 2, high - gap / 2)):
            color = style.feature_line(j)["color"]
            ax.text(edge ** 0.97 * left ** 0.03, y, self.names[j], ha="left", va="center", fontsize=size, color=color)
            ax.plot([start, left], [y, ends[j]], color=color, linewidth=0.8)
        return start

    def update(self, fit) -> None:
        coef = np.asarray(getattr(fit, self._reads), dtype=float)
        self._cursor.set_xdata([fit.lam, fit.lam])
        self._dots.set_data(np.full(coef.shape, fit.lam), coef)
        low, high = self.ax.get_xlim()
        right = np.log(fit.lam / low) > 0.5 * np.log(high / low)
        self._readout.set_x(fit.lam)
        self._readout.set_ha("right" if right else "left")
        self._readout.set_text(f" lam = {number(fit.lam)}{self._knot(fit.lam)} ")

    def describe(self, fit) -> str:
        coef = np.asarray(getattr(fit, self._reads), dtype=float)
        active = np.flatnonzero(coef)
        if active.size == 0:
            return (f"With lam = {number(fit.lam)} every {self._kind} coefficient is exactly zero: "
                    f"only the intercept is left.")
        top, verb = active[np.argmax(np.abs(coef[active]))], "is" if active.size == 1 else "are"
        words = (f"With lam = {number(fit.lam)}, {active.size} of {coef.size} {self._kind} coefficients {verb} not "
                 f"zero; the largest is {self.names[top]} at {number(coef[top])}.")
        ahead = [e for e in getattr(self.path, "events", ()) if e.lam > fit.lam * (1 + 1e-9)]
        if ahead:
            event = min(ahead, key=lambda e: e.lam)
            words += (f" As lam grows, {self.names[event.feature]} is the next to "
                      f"{'leave' if event.joins else 'come in'}, at lam = {number(event.lam)}.")
        return words

    def _knot(self, lam) -> str:
        """The features whose knot is exactly at `lam`, in words."""
        here = [self.names[e.feature] for e in getattr(self.path, "events", ()) if abs(e.lam - lam) <= 1e-9 * lam]
        return f", knot of {' and '.join(here)}" if here else ""


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
