"""Views of groups of features: a path that moves with the mix, who is kept in which half, a tie between copies."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import BoundaryNorm

from .. import style
from ..words import number
from .base import Movable, View, cursor, lam_axis, padded, spread
from .curves import legend_above

GROUP_COLORS = ("#332288", "#b8860b", "#0a8f98", "#a0522d")  # no penalty has one of these


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


class SelectionView(View):
    """Who is kept: one row a feature, one column a resample, a filled cell where the coefficient is not zero.

    Columns stand in pairs, the two halves of one split; a line parts the `groups`. Reads the coefficients `fit.lasso`
    or `fit.elastic_net` (R, p), as `kind` says, and `fit.overlap[kind]`, the share of the features kept by either half
    that both keep.
    """

    @style.styled
    def __init__(self, ax, names, n_resamples, kind="lasso", groups=None, xlabel="random halves, in pairs"):
        self.ax, self.names, self._kind = ax, tuple(names), kind
        size, rows = style.sizes(), len(self.names)
        for row in range(rows):
            ax.axhline(row, color=style.FAINT, linewidth=0.6, zorder=0)
        for row in range(1, rows if groups else 0):
            if groups[row] != groups[row - 1]:
                ax.axhline(row - 0.5, color="#5b6770", linewidth=0.5 * size.line, zorder=1)
        for pair in np.arange(1.5, n_resamples - 1, 2):
            ax.axvline(pair, color="#5b6770", linewidth=0.5 * size.line, zorder=1)
        ax.set_yticks(range(rows), self.names)
        ax.tick_params(length=0)
        ax.set(xlim=(-0.6, n_resamples - 0.4), ylim=(rows - 0.4, -0.6), xticks=[], xlabel=xlabel)
        high = 0.55 * 0.8 * size.panel[1] / rows
        self._cells, = ax.plot([], [], color=style.MARKS[kind].color, linewidth=high, solid_capstyle="butt", zorder=2)
        self._title = ax.set_title(style.MARKS[kind].label, y=1.0)
        self.artists = (self._cells, self._title)

    def _kept(self, fit):
        return np.asarray(getattr(fit, self._kind)) != 0

    def update(self, fit) -> None:
        column, row = np.nonzero(self._kept(fit))
        ends = [column - 0.36, column + 0.36, np.full(column.shape, np.nan)]
        self._cells.set_data(np.stack(ends, axis=1).ravel(), np.repeat(row, 3))
        self._title.set_text(f"{style.MARKS[self._kind].label}: two halves share "
                             f"{100 * fit.overlap[self._kind]:.0f} %")

    def describe(self, fit) -> str:
        share = self._kept(fit).mean(axis=0)
        always = [self.names[j] for j in np.flatnonzero(share == 1)]
        told = f"in every half it keeps {', '.join(always)}" if always else "it keeps no feature in every half"
        return (f"The {style.MARKS[self._kind].label} keeps {number(share.sum())} of {len(self.names)} features on "
                f"average; of those that one of two halves keeps, both keep {100 * fit.overlap[self._kind]:.0f} %; "
                f"{told}.")


def _right_edges(lams, l1_ratios, above, levels):
    """For each level one place on the right side of its contour, in the middle row or the first above that has one."""
    places = []
    for level in levels:
        for row in range(len(l1_ratios) // 2, len(l1_ratios)):
            inside = np.flatnonzero(above[row] <= level)
            if inside.size and inside[-1] + 1 < len(lams):
                places.append((lams[inside[-1]], l1_ratios[row]))
                break
    return places


class HeatView(View):
    """A map of an error over (lambda, l1_ratio), in per cent above its lowest; a cross that a hand drags, a star.

    `values` (len(l1_ratios), len(lams)); `se`, if given, is a standard error: a dashed line parts the places within one
    of it of the lowest from the others. Reads `fit.lam`, `fit.l1_ratio`, `fit.value`. `drag` names the controls that
    the cross sets.
    """

    LEVELS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
    LINES = (1, 10)

    @style.styled
    def __init__(self, ax, lams, l1_ratios, values, se=None, name="CV error", drag=("lam", "l1_ratio")):
        values, size = np.asarray(values, dtype=float), style.sizes()
        self.ax, self._name, self._least = ax, name, float(values.min())
        above = 100 * (values / self._least - 1)
        levels = [0, *self.LEVELS, max(float(above.max()), 51)]
        ax.contourf(lams, l1_ratios, above, levels=levels, cmap="cividis", norm=BoundaryNorm(levels, 256))
        lines = ax.contour(lams, l1_ratios, above, levels=self.LINES, colors="white", linewidths=0.4 * size.line)
        ax.clabel(lines, fmt=lambda level: f"+{level:g} %", fontsize=0.8 * size.text,
                  manual=_right_edges(np.asarray(lams), np.asarray(l1_ratios), above, lines.levels))
        lam_axis(ax, lams)
        edges = min(l1_ratios), max(l1_ratios)
        ax.set(ylim=(edges[0] - 0.05, edges[1] + 0.05), ylabel="l1_ratio (0 ridge, 1 lasso)")
        if se is not None:
            ax.contour(lams, l1_ratios, values - self._least, levels=[se], colors=style.NOW, linestyles="dashed",
                       linewidths=0.6 * size.line)
        row, column = np.unravel_index(values.argmin(), values.shape)
        self._best, self._se = (float(lams[column]), float(l1_ratios[row])), se
        edge = {"linestyle": "none", "color": "white", "markeredgecolor": style.NOW, "zorder": 5}
        ax.plot(*self._best, marker="*", markersize=2.2 * size.marker, **edge)
        self._here, = ax.plot([], [], marker="P", markersize=1.7 * size.marker, clip_on=False, **edge)
        self._title = ax.set_title("", y=1.0)
        self.artists = (self._here, self._title)
        self.movable = (Movable(ax, *drag, label="place on the map"),)

    def _above(self, fit) -> str:
        return f"{100 * (fit.value / self._least - 1):.1f} % above the lowest"

    def update(self, fit) -> None:
        self._here.set_data([fit.lam], [fit.l1_ratio])
        self._title.set_text(f"{self._name} {fit.value:.0f}: {self._above(fit)}")

    def describe(self, fit) -> str:
        side = "" if self._se is None else (
            f" ({'less' if fit.value - self._least < self._se else 'more'} than one standard error)")
        return (f"With lam = {number(fit.lam)} and l1_ratio = {number(fit.l1_ratio)} the {self._name} is "
                f"{number(fit.value)}, {self._above(fit)}{side}, which lies at lam = {number(self._best[0])} and "
                f"l1_ratio = {number(self._best[1])}.")


class ValleyView(View):
    """What J adds when two columns share one total in another way: a flat valley is a tie.

    Reads `fit.rise`: "lasso", "ridge", "elastic_net" -> J above its lowest value on `shares`, the share of the first
    column; `fit.share` and `fit.cost`, what the lasso's J adds there. `drag` names the control that the share sets.
    """

    @style.styled
    def __init__(self, ax, shares, top, drag="share"):
        self.ax, self.shares = ax, np.asarray(shares, dtype=float)
        size = style.sizes()
        ax.set(xlim=(self.shares[0], self.shares[-1]), ylim=(-0.06 * top, top), xlabel="share of the first column",
               ylabel="J above its lowest")
        ax.axhline(0, color="#777777", linewidth=0.8, zorder=1)
        for edge in (0.0, 1.0):
            ax.axvline(edge, color="#777777", linewidth=0.8, linestyle=(0, (4, 2)), zorder=1)
        self._lines = {name: ax.plot([], [], **style.MARKS[name].line(), label=style.MARKS[name].label, zorder=3)[0]
                       for name in ("ridge", "elastic_net", "lasso")}
        self._lowest = {name: ax.plot([], [], **style.MARKS[name].points(markersize=1.1 * size.marker), zorder=4)[0]
                        for name in ("ridge", "elastic_net")}
        self._ring, = ax.plot([], [], linestyle="none", marker="o", color="white", markeredgecolor=style.NOW, zorder=6,
                              markersize=1.4 * size.marker, markeredgewidth=size.line, clip_on=False)
        self._title = ax.set_title("J", y=1.0, pad=2.2 * size.text)
        legend_above(ax)
        self.artists = (*self._lines.values(), *self._lowest.values(), self._ring, self._title)
        self.movable = (Movable(ax, drag, None, label="share of the first column"),)

    def update(self, fit) -> None:
        for name, line in self._lines.items():
            line.set_data(self.shares, fit.rise[name])
        for name, mark in self._lowest.items():
            mark.set_data([self.shares[np.argmin(fit.rise[name])]], [0.0])
        self._ring.set_data([fit.share], [min(fit.cost, self.ax.get_ylim()[1])])
        self._title.set_text(f"lasso: this split costs {_cost(fit.cost)} more")

    def describe(self, fit) -> str:
        flat = self.shares[np.asarray(fit.rise["lasso"]) < 1e-9]
        valley = (f"its J is lowest, and the same, for every share from {number(flat.min())} to {number(flat.max())}"
                  if flat.size > 1 else
                  f"its J is lowest near share {number(self.shares[np.argmin(fit.rise['lasso'])])} only")
        others = " and ".join(f"{style.MARKS[name].label} near {number(self.shares[np.argmin(fit.rise[name])])}"
                              for name in self._lowest)
        return (f"With share {number(fit.share)} the lasso pays {_cost(fit.cost)} more than it must; {valley}. "
                f"Lowest for {others}.")


def _cost(value) -> str:
    return "0" if value < 1e-9 else number(value)
