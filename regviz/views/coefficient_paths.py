"""Coefficients against lambda."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View, cursor, lam_axis, padded, spread

GROUP_COLORS = ("#332288", "#b8860b", "#0a8f98", "#a0522d")  # no penalty has one of these


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


def group_lines(groups) -> list[dict]:
    """Colour and dash of each feature: one colour a group, a dash a member; the group "" is grey."""
    named = [group for group in dict.fromkeys(groups) if group]
    looks, seen = [], dict.fromkeys(groups, 0)
    for group in groups:
        dash = style.FEATURE_DASHES[seen[group] % len(style.FEATURE_DASHES)]
        color = GROUP_COLORS[named.index(group) % len(GROUP_COLORS)] if group else "#8a9097"
        looks.append({"color": color, "linestyle": dash})
        seen[group] += 1
    return looks


class MixPathView(View):
    """Every coefficient against lambda for the present l1_ratio: the curves move when the mix does.

    Reads `fit.lam`, `fit.l1_ratio`, `fit.coef` (p,) and `fit.path` (len(lams), p). `groups` gives each feature's group
    ("" for none of them); without it each feature has a look of its own. `limits` (low, high) are the axis's.
    """

    @style.styled
    def __init__(self, ax, lams, names, limits, groups=None, ylabel="coefficient"):
        self.ax, self.lams, self.names = ax, np.asarray(lams, dtype=float), tuple(names)
        size = style.sizes()
        looks = group_lines(groups) if groups else [style.feature_line(j) for j in range(len(self.names))]
        left, right = self.lams.min(), self.lams.max()
        room = 0.62 * (max(map(len, self.names)) + 3) * size.text / (0.8 * size.panel[0])
        self._edge = left * (left / right) ** (room / (1 - room))
        lam_axis(ax, [self._edge, right])
        ax.set_ylim(*padded(limits))
        ax.set_ylabel(ylabel)
        self._start = self._edge * (left / self._edge) ** 0.8
        ax.plot([self._start, right], [0, 0], color="#777777", linewidth=0.8, zorder=1)
        self._title = ax.set_title("path", y=1.0)
        small = 0.88 * size.text
        self._gap = 1.15 * small / (0.7 * size.panel[1]) * np.ptp(ax.get_ylim())
        self._curves = [ax.plot([], [], **look, linewidth=0.8 * size.line)[0] for look in looks]
        self._leaders = [ax.plot([], [], color=look["color"], linewidth=0.8)[0] for look in looks]
        place = self._edge**0.96 * left**0.04
        self._labels = [ax.text(place, 0.0, name, va="center", fontsize=small, color=look["color"])
                        for name, look in zip(self.names, looks, strict=True)]
        self._cursor = cursor(ax)
        self._dots, = ax.plot([], [], linestyle="none", marker="o", color=style.NOW, markerfacecolor="white",
                              markersize=0.75 * size.marker, zorder=5)
        self.artists = (*self._curves, *self._leaders, *self._labels, self._cursor, self._dots, self._title)

    def update(self, fit) -> None:
        path, (low, high) = np.asarray(fit.path, dtype=float), self.ax.get_ylim()
        ends = np.clip(path[0], low, high)
        rows = spread(ends, self._gap, low + self._gap / 2, high - self._gap / 2)
        for j, (curve, leader, label) in enumerate(zip(self._curves, self._leaders, self._labels, strict=True)):
            curve.set_data(self.lams, path[:, j])
            leader.set_data([self._start, self.lams[0]], [rows[j], ends[j]])
            label.set_y(rows[j])
        self._cursor.set_xdata([fit.lam, fit.lam])
        self._dots.set_data(np.full(len(self.names), fit.lam), fit.coef)
        self._title.set_text(f"path of l1_ratio = {number(fit.l1_ratio)}{mix_name(fit.l1_ratio)}")

    def describe(self, fit) -> str:
        kept = [self.names[j] for j in np.flatnonzero(np.asarray(fit.coef))]
        words = f"With l1_ratio = {number(fit.l1_ratio)}{mix_name(fit.l1_ratio)} and lam = {number(fit.lam)}"
        if not kept:
            return f"{words} every coefficient is exactly zero."
        return f"{words}, {len(kept)} of {len(self.names)} coefficients are not zero: {', '.join(kept)}."


def mix_name(l1_ratio) -> str:
    """The name of the two ends of the mix, in brackets."""
    return {0.0: " (ridge)", 1.0: " (lasso)"}.get(float(l1_ratio), "")
