"""Coefficients against lambda."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import (
    View,
    cursor,
    label_axes,
    lam_axis,
    padded,
    plain_text,
    spread,
    zero_line,
)
from regviz.views.names import drawn, short
from regviz.views.reading import read

GROUP_COLORS = ("#332288", "#b8860b", "#0a8f98", "#a0522d")  # no penalty has one of these


class CoefficientCurves(View):
    """The base of both views of paths: a curve for each coefficient over log lambda, its name in a
    strip left of it, joined to it by a leader; a cursor and dots where the fit stands.

    A constructor calls `draw_frame`; `place_curves` moves the lines `curves`, names and leaders.
    """

    MANY = 14  # names that fit into the strip; of more curves only the `strongest` are named

    def draw_frame(self, ax, lams, names, limits, looks, ylabel, strongest=()) -> None:
        """`lams` (L,) rise; `limits` (low, high) is what the vertical axis shows; `looks` are the
        colour and dash of each curve; `strongest` are the curves to be named among many."""
        self.ax = ax
        self.lams = np.asarray(lams, dtype=float)
        self.names = tuple(names)
        few = len(self.names) <= self.MANY
        self._named = list(range(len(self.names)) if few else strongest)
        size = style.sizes()
        left, right = self.lams.min(), self.lams.max()
        self._labels = self._make_labels(looks)
        edge, self._start = self._strip(left, right)
        lam_axis(ax, [edge, right])
        ax.set_ylim(*padded(limits))
        label_axes(ax, ylabel=ylabel)
        self.curves = [ax.plot([], [], **look, linewidth=0.8 * size.line)[0] for look in looks]
        self._leaders = [ax.plot([], [], color=looks[j]["color"], linewidth=0.8)[0]
                         for j in self._named]
        ax.plot([self._start, right], [0, 0], color=style.ZERO, linewidth=0.8, zorder=1)

    def _room(self) -> tuple[float, float]:
        """The widths of the panel, before its layout, and of a letter, in pixels."""
        letter = 0.6 * style.sizes().text * self.ax.figure.dpi / 72
        return self.ax.bbox.width, letter

    def _make_labels(self, looks) -> list:
        """The names, cut so that they take two fifths of the panel at most."""
        panel, letter = self._room()
        most = min(18, int(0.4 * panel / letter) - 2)
        look = {"va": "center", "fontsize": 0.88 * style.sizes().text}
        names = drawn(self.ax, self.names, most) if self._named else ()
        labels = [self.ax.text(0, 0, names[j], color=looks[j]["color"], **look)
                  for j in self._named]
        plain_text(*labels)
        return labels

    def _strip(self, left, right) -> tuple[float, float]:
        """The lambdas below `left` where the strip of names and where the leaders begin."""
        if not self._labels:
            return left, left
        panel, letter = self._room()
        width = max(text.get_window_extent().width for text in self._labels) + letter
        share = (width + 2 * letter) / panel
        edge = left * (left / right) ** (share / (1 - share))
        for text in self._labels:
            text.set_x(edge * (left / edge) ** 0.03)
        return edge, edge * (left / edge) ** (width / (width + 2 * letter))

    def draw_cursor(self) -> None:
        """The parts `cursor` and `dots`, empty."""
        self.part("cursor", cursor(self.ax))
        self.plot("dots", linestyle="none", marker="o", color=style.NOW, markerfacecolor="white",
                  markersize=0.75 * style.sizes().marker, zorder=5)

    def place_curves(self, lams, coefs) -> None:
        """Draw the coefficients (L, p) over `lams`, and their names apart from each other."""
        low, high = self.ax.get_ylim()
        for curve, values in zip(self.curves, coefs.T, strict=True):
            curve.set_data(lams, values)
        if not self._labels:
            return
        ends = np.clip(coefs[0, self._named], low, high)
        line = 1.2 * self._labels[0].get_fontsize() * self.ax.figure.dpi / 72
        gap = (high - low) * line / self.ax.bbox.height
        heights = spread(ends, gap, low + gap / 2, high - gap / 2)
        for text, leader, y, end in zip(self._labels, self._leaders, heights, ends, strict=True):
            text.set_y(y)
            leader.set_data([self._start, lams[0]], [y, end])

    def move_cursor(self, lam, coef) -> None:
        """Put cursor and dots at lambda."""
        self.parts["cursor"].set_xdata([lam, lam])
        self.parts["dots"].set_data(np.full(len(self.names), lam), coef)


class PathView(CoefficientCurves):
    """Every coefficient against lambda; a cursor at `fit.lam`, dots at `fit.coef`.

    `path` is callable at an array of lambdas; its `knots` are ticks below, if it has any. `lams`
    (rising, positive) is what the axis shows. `kind` ("lasso", "ridge", "elastic_net") is named in
    the title. `reads` names the attribute with the coefficients, so that several paths can share a
    fit. `marks` {text: lam} names places on the axis of lambda. `limits` (low, high) are those of
    the vertical axis, the path's own if None. Of more than 60 curves the 12 strongest are named.
    """

    CROWD = 60
    FEW = 12  # names of the strongest

    @style.styled
    def __init__(self, ax, path, lams, names, kind="lasso", title=None, ylabel="coefficient",
                 reads="coef", marks=None, limits=None):
        self.path = path
        self._reads = reads
        self._kind = style.MARKS[kind].label
        lams = np.asarray(lams, dtype=float)
        knots = np.asarray(getattr(path, "knots", ()), dtype=float)
        knots = knots[(knots > lams.min()) & (knots < lams.max())]
        grid = np.union1d(lams, knots)  # every corner of the curves is drawn
        coefs = np.asarray(path(grid), dtype=float)
        looks = [style.feature_line(j) for j in range(len(names))]
        strongest = np.argsort(-np.abs(coefs).max(axis=0), kind="stable")
        self.draw_frame(ax, lams, names, coefs if limits is None else limits, looks, ylabel,
                        strongest[:self.FEW] if len(names) > self.CROWD else ())
        self.place_curves(grid, coefs)
        label_axes(ax, title=title or f"{self._kind} path")
        self._draw_marks(knots, marks or {})
        self.draw_cursor()
        above = {"transform": ax.get_xaxis_transform(), "va": "top", "zorder": 6}
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85}
        self.part("readout", plain_text(ax.text(0, 1.0, "", bbox=box, **above)))

    def _draw_marks(self, knots, marks) -> None:
        size, below = style.sizes(), self.ax.get_xaxis_transform()
        if knots.size:
            tick = {"marker": "|", "color": "#333333", "markersize": 2.2 * size.marker}
            self.ax.plot(knots, 0 * knots, transform=below, linestyle="none", **tick)
        for text, lam in marks.items():
            zero_line(self.ax, x=lam, linewidth=0.5 * size.line, linestyle=(0, (4, 2)))
            plain_text(self.ax.text(lam, 0.04, f" {text}", transform=below, color="#555555"))

    def update(self, fit) -> None:
        lam = read(fit, "lam")
        self.move_cursor(lam, read(fit, self._reads, (len(self.names),)))
        low, high = self.ax.get_xlim()
        right = lam > np.sqrt(low * high)
        self.parts["readout"].set(x=lam, ha="right" if right else "left",
                                  text=f" lam = {number(lam)}{self._knot(lam)} ")

    def _events(self):
        return getattr(self.path, "events", ())

    def _knot(self, lam) -> str:
        """The features whose knot is exactly at `lam`, in words."""
        here = [short(self.names[event.feature]) for event in self._events()
                if abs(event.lam - lam) <= 1e-9 * lam]
        return f", knot of {' and '.join(here)}" if here else ""

    def describe(self, fit) -> str:
        coef = np.asarray(getattr(fit, self._reads), dtype=float)
        active = np.flatnonzero(coef)
        if active.size == 0:
            return (f"With lam = {number(fit.lam)} every {self._kind} coefficient is exactly "
                    f"zero: only the intercept is left.")
        top = np.argmax(np.abs(coef))
        verb = "is" if active.size == 1 else "are"
        words = (f"With lam = {number(fit.lam)}, {active.size} of {coef.size} {self._kind} "
                 f"coefficients {verb} not zero; the largest is {self.names[top]} at "
                 f"{number(coef[top])}.")
        ahead = [event for event in self._events() if event.lam > fit.lam * (1 + 1e-9)]
        if not ahead:
            return words
        event = min(ahead, key=lambda event: event.lam)
        change = "leave" if event.joins else "come in"
        return (f"{words} As lam grows, {self.names[event.feature]} is the next to {change}, at "
                f"lam = {number(event.lam)}.")


class MixPathView(CoefficientCurves):
    """Every coefficient against lambda for the present l1_ratio: the curves move when the mix does.

    Reads `fit.lam`, `fit.l1_ratio`, `fit.coef` (p,) and `fit.path` (len(lams), p). `groups` gives
    each feature's group ("" for none); without it each feature has a look of its own. `limits`
    (low, high) are those of the vertical axis.
    """

    @style.styled
    def __init__(self, ax, lams, names, limits, groups=None):
        looks = [style.feature_line(j) for j in range(len(names))]
        if groups:
            looks = group_lines(groups)
        self.draw_frame(ax, lams, names, limits, looks, "coefficient")
        self.part("curves", self.curves)
        self.part("leaders", self._leaders)
        self.part("names", self._labels)
        self.draw_cursor()
        self.part("title", ax.set_title("path", y=1.0))

    def update(self, fit) -> None:
        shape = len(self.lams), len(self.names)
        self.place_curves(self.lams, read(fit, "path", shape))
        self.move_cursor(read(fit, "lam"), read(fit, "coef", shape[1:]))
        self.parts["title"].set_text(f"path of l1_ratio = {mix_name(read(fit, 'l1_ratio'))}")

    def describe(self, fit) -> str:
        kept = [self.names[j] for j in np.flatnonzero(fit.coef)]
        words = f"With l1_ratio = {mix_name(fit.l1_ratio)} and lam = {number(fit.lam)}"
        if not kept:
            return f"{words} every coefficient is exactly zero."
        return (f"{words}, {len(kept)} of {len(self.names)} coefficients are not zero: "
                f"{', '.join(kept)}.")


def group_lines(groups) -> list[dict]:
    """Colour and dash of each feature: a colour a group, a dash a member; the group "" is grey."""
    named = [group for group in dict.fromkeys(groups) if group]
    members = dict.fromkeys(groups, 0)
    looks = []
    for group in groups:
        color = GROUP_COLORS[named.index(group) % len(GROUP_COLORS)] if group else "#8a9097"
        dash = style.FEATURE_DASHES[members[group] % len(style.FEATURE_DASHES)]
        looks.append({"color": color, "linestyle": dash})
        members[group] += 1
    return looks


def mix_name(l1_ratio) -> str:
    """The number, and the name of the two ends of the mix in brackets."""
    return number(l1_ratio) + {0.0: " (ridge)", 1.0: " (lasso)"}.get(float(l1_ratio), "")
