"""Two correlated features: the lines of the normal equations, and a cloud of refits."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import View


def plane(ax, low, high) -> None:
    """Axes of two coefficients with equal units; the room at the right is for figures."""
    ax.set_aspect("equal", adjustable="box", anchor="W")
    ticks = np.arange(np.ceil(low), high + 0.5)
    ax.set(xlim=(low, high), ylim=(low, high), xlabel="w1", ylabel="w2", xticks=ticks, yticks=ticks[1:])
    ax.axhline(0, color="#777777", linewidth=0.8, zorder=1)
    ax.axvline(0, color="#777777", linewidth=0.8, zorder=1)


def _beside(ax, handles, labels) -> None:
    ax.legend(handles, labels, loc="upper left", bbox_to_anchor=(1.02, 1.02), borderpad=0, borderaxespad=0,
              handlelength=1.3, handletextpad=0.5)


class EquationsView(View):
    """The normal equations of two coefficients as two lines, without the penalty and with it.

    Reads `fit.before`, `fit.after` (2, 2), `fit.right` (2,) and `fit.coef` (2,), the solution of
    after @ coef = right. A row a of a matrix is drawn as the line {w : a @ w = right}.
    """

    @style.styled
    def __init__(self, ax, low=-1.0, high=4.0):
        self.ax, self._middle, self._reach = ax, np.full(2, (low + high) / 2), 1.5 * (high - low)
        size = style.sizes()
        plane(ax, low, high)
        second = (0, (5, 2))
        self._before = [ax.plot([], [], color=style.MARKS["ols"].color, linestyle=dash, zorder=2)[0]
                        for dash in ("-", second)]
        self._after = [ax.plot([], [], color=style.MARKS["ridge"].color, linestyle=dash, zorder=3,
                               linewidth=1.5 * size.line)[0] for dash in ("-", second)]
        self._cross, = ax.plot([], [], linestyle="none", marker="o", markerfacecolor="white", zorder=5, color=style.NOW,
                               markersize=1.2 * size.marker, markeredgewidth=size.line)
        self._title = ax.set_title("two equations", y=1.0)
        told = [ax.plot([], [], color=style.NOW, linestyle=dash)[0] for dash in ("-", second)]
        _beside(ax, [self._before[0], self._after[0], *told], ["no penalty", "ridge", "equation 1", "equation 2"])
        self._figures = ax.text(1.04, 0.0, "", transform=ax.transAxes, va="bottom", linespacing=1.3)
        self.artists = (*self._before, *self._after, self._cross, self._title, self._figures)

    def _line(self, row, right):
        """Two points, far outside the frame, of {w : row @ w = right}."""
        row = np.asarray(row, dtype=float)
        foot = self._middle + row * (right - row @ self._middle) / (row @ row)
        along = self._reach * np.array([-row[1], row[0]]) / np.hypot(*row)
        return np.stack([foot - along, foot + along]).T

    def update(self, fit) -> None:
        for lines, matrix in ((self._before, fit.before), (self._after, fit.after)):
            for line, row, right in zip(lines, matrix, fit.right, strict=True):
                line.set_data(*self._line(row, right))
        self._cross.set_data(*np.reshape(fit.coef, (2, 1)))
        self._title.set_text(f"ridge crosses at ({number(fit.coef[0])}, {number(fit.coef[1])})")
        self._figures.set_text(f"X'X/n\n{_matrix(fit.before)}\n+ lam·I\n{_matrix(fit.after)}")

    def describe(self, fit) -> str:
        (a, b), (c, d) = np.asarray(fit.after)
        right, coef = fit.right, fit.coef
        words = (f"With the penalty the equations are {_equation(a, b, right[0])} and {_equation(c, d, right[1])}: "
                 f"the lines cross once, at ({number(coef[0])}, {number(coef[1])}).")
        if np.allclose(*fit.before):
            words += " Without it both equations are the same line: every point of it is an answer."
        return words


def _equation(a, b, right) -> str:
    """'1.10 w1 + 0.800 w2 = 2.32'; what only rounding keeps from zero is 0."""
    a, b = (0.0 if abs(v) < 1e-12 else v for v in (a, b))
    return f"{number(a)} w1 {'−' if b < 0 else '+'} {number(abs(b))} w2 = {number(right)}"


def _matrix(m) -> str:
    return "\n".join("\u2002".join(f"{v:.2f}".replace("-", "−") for v in row) for row in np.asarray(m))


class RefitsView(View):
    """The answers (w1, w2) of many samples from one truth: a cloud for least squares, a cloud for ridge.

    Reads `fit.ols` and `fit.ridge`, each with `refits` (m, 2), `mean` (2,), `cov` (2, 2), `condition` and `error`, the
    mean squared distance from the truth; `fit.ols` is None where least squares has no single answer. The ellipses
    hold two standard deviations.
    """

    @style.styled
    def __init__(self, ax, truth, low=-1.0, high=4.0):
        self.ax, self.truth = ax, np.asarray(truth, dtype=float)
        size = style.sizes()
        plane(ax, low, high)
        self._parts = {name: self._cloud(name) for name in ("ols", "ridge")}
        star, = ax.plot(*self.truth[:, None], zorder=6, **style.MARKS["truth"].points(
            markersize=2 * size.marker, markeredgecolor="white"))
        self._title = ax.set_title("refits", y=1.0)
        _beside(ax, [*(ellipse for _, ellipse in self._parts.values()), star], ["least squares", "ridge", "truth"])
        self._figures = ax.text(1.04, 0.0, "", transform=ax.transAxes, va="bottom", linespacing=1.3)
        artists = (artist for part in self._parts.values() for artist in part)
        self.artists = (*artists, star, self._title, self._figures)

    def _cloud(self, name):
        """Points as strokes of one line, a tenth of the page that markers would take, and an ellipse."""
        mark, size = style.MARKS[name], style.sizes()
        points, = self.ax.plot([], [], color=mark.color, zorder=3, solid_capstyle="butt" if name == "ols" else "round",
                               linewidth=(0.4 if name == "ols" else 0.6) * size.marker)
        ellipse, = self.ax.plot([], [], **mark.line(), zorder=4)
        return points, ellipse

    def _strokes(self, name, refits):
        low, high = self.ax.get_xlim()
        inside = refits[((refits > low) & (refits < high)).all(axis=1)]
        half = (high - low) * np.array([0.0, 0.008] if name == "ols" else [0.0005, 0.0])
        return np.stack([inside - half, inside + half, np.full_like(inside, np.nan)], axis=1).reshape(-1, 2).T

    def update(self, fit) -> None:
        for name, (points, ellipse) in self._parts.items():
            cloud = getattr(fit, name)
            points.set_data(*(self._strokes(name, cloud.refits) if cloud else ([], [])))
            ellipse.set_data(*(_ellipse(cloud.mean, cloud.cov) if cloud else ([], [])))
        old, new = fit.ols, fit.ridge
        self._title.set_text(f"{len(new.refits)} samples, {len(new.refits)} answers")
        before = (number(old.condition), number(old.error)) if old else ("infinite", "infinite")
        self._figures.set_text(f"condition\n{before[0]} → {number(new.condition)}\n"
                               f"mean |ŵ − w|²\n{before[1]} → {number(new.error)}")

    def describe(self, fit) -> str:
        ridge = f"ridge (condition number {number(fit.ridge.condition)}) misses it by {number(fit.ridge.error)}"
        if fit.ols is None:
            return f"Least squares has no single answer to hold against the truth; in mean square {ridge}."
        return (f"Over {plural(len(fit.ridge.refits), 'sample')} least squares (condition number "
                f"{number(fit.ols.condition)}) misses the truth by {number(fit.ols.error)} in mean square; {ridge}.")


def _ellipse(mean, cov, n_points=61):
    """(2, n_points): where (w − mean)' cov⁻¹ (w − mean) = 4; a segment when `cov` is singular."""
    values, vectors = np.linalg.eigh(cov)
    around = np.linspace(0, 2 * np.pi, n_points)
    circle = np.stack([np.cos(around), np.sin(around)])
    return np.reshape(mean, (2, 1)) + 2 * vectors @ (np.sqrt(np.maximum(values, 0))[:, None] * circle)
