"""Two correlated features: the lines of the normal equations, and a cloud of refits."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.views.base import View, beside, disc, plane, segments

LOW, HIGH = -1.0, 4.0  # both axes
SECOND = (0, (5, 2))  # the dash of the second equation


class EquationsView(View):
    """The normal equations of two coefficients as two lines, without the penalty and with it.

    Reads `fit.before`, `fit.after` (2, 2), `fit.right` (2,) and `fit.coef` (2,), the solution of
    after @ coef = right. A row a of a matrix is drawn as the line {w : a @ w = right}.
    """

    @style.styled
    def __init__(self, ax):
        self.ax = ax
        size = style.sizes()
        plane(ax, LOW, HIGH)
        before = self._pair("before", color=style.MARKS["ols"].color, zorder=2)
        after = self._pair("after", color=style.MARKS["ridge"].color, zorder=3,
                           linewidth=1.5 * size.line)
        self.plot("cross", **disc(1.2, zorder=5, clip_on=True))
        self.part("title", ax.set_title("two equations", y=1.0))
        told = [ax.plot([], [], color=style.NOW, linestyle=dash, label=f"equation {row}")[0]
                for row, dash in ((1, "-"), (2, SECOND))]
        before[0].set_label("no penalty")
        after[0].set_label("ridge")
        self.part("figures", beside(ax, [before[0], after[0], *told], top=1.02))

    def _pair(self, name, **look):
        return self.part(name, [self.ax.plot([], [], linestyle=dash, **look)[0]
                                for dash in ("-", SECOND)])

    def update(self, fit) -> None:
        for name in ("before", "after"):
            rows = zip(getattr(fit, name), fit.right, strict=True)
            for line, (row, right) in zip(self.parts[name], rows, strict=True):
                line.set_data(*_line(row, right))
        self.parts["cross"].set_data(*np.reshape(fit.coef, (2, 1)))
        self.parts["title"].set_text(f"ridge crosses at {_point(fit.coef)}")
        self.parts["figures"].set_text(
            f"X'X/n\n{_matrix(fit.before)}\n+ lam·I\n{_matrix(fit.after)}")

    def describe(self, fit) -> str:
        first, second = map(_equation, fit.after, fit.right)
        words = (f"With the penalty the equations are {first} and {second}: the lines cross once, "
                 f"at {_point(fit.coef)}.")
        if np.allclose(*fit.before):
            words += (" Without it both equations are the same line: every point of it is an "
                      "answer.")
        return words


def _line(row, right):
    """(2, 2): two points, far outside of the frame, of {w : row @ w = right}."""
    row = np.asarray(row, dtype=float)
    middle = np.full(2, (LOW + HIGH) / 2)
    foot = middle + row * (right - row @ middle) / (row @ row)
    along = 1.5 * (HIGH - LOW) * np.array([-row[1], row[0]]) / np.hypot(*row)
    return np.stack([foot - along, foot + along]).T


def _point(coef) -> str:
    return f"({number(coef[0])}, {number(coef[1])})"


def _equation(row, right) -> str:
    """'1.10 w1 + 0.800 w2 = 2.32'; what only rounding keeps from zero is 0."""
    a, b = (0.0 if abs(v) < 1e-12 else v for v in row)
    return f"{number(a)} w1 {'−' if b < 0 else '+'} {number(abs(b))} w2 = {number(right)}"


def _matrix(m) -> str:
    rows = ("\u2002".join(f"{v:.2f}" for v in row) for row in np.asarray(m))
    return "\n".join(rows).replace("-", "−")


class RefitsView(View):
    """The answers (w1, w2) of many samples from one truth: one cloud each for two methods.

    Reads `fit.ols` and `fit.ridge`, each with `refits` (m, 2), `mean` (2,), `cov` (2, 2),
    `condition` and `error`, the mean squared distance from the truth; `fit.ols` is None where least
    squares has no single answer. The ellipses hold two standard deviations. The parts "ols" and
    "ridge" are dictionaries with the `points` and the `ellipse` of each.
    """

    # Points are drawn as strokes of one line: a tenth of the page that markers would take.
    STROKES = {"ols": ((0.0, 0.008), 0.4, "butt"), "ridge": ((0.0005, 0.0), 0.6, "round")}

    @style.styled
    def __init__(self, ax, truth):
        self.ax, self.truth = ax, np.asarray(truth, dtype=float)
        size = style.sizes()
        plane(ax, LOW, HIGH)
        clouds = [self.part(name, self._cloud(name)) for name in self.STROKES]
        star = self.plot("truth", zorder=6, **style.MARKS["truth"].points(
            markersize=2 * size.marker, markeredgecolor="white", label="truth"))
        star.set_data(*self.truth[:, None])
        self.part("title", ax.set_title("refits", y=1.0))
        self.part("figures", beside(ax, [*(cloud["ellipse"] for cloud in clouds), star], top=1.02))

    def _cloud(self, name) -> dict:
        mark = style.MARKS[name]
        _, width, cap = self.STROKES[name]
        points, = self.ax.plot([], [], color=mark.color, zorder=3, solid_capstyle=cap,
                               linewidth=width * style.sizes().marker)
        ellipse, = self.ax.plot([], [], **mark.line(label=mark.label), zorder=4)
        return {"points": points, "ellipse": ellipse}

    def _strokes(self, name, refits):
        """The refits inside of the frame; others would only make the page larger."""
        low, high = self.ax.get_xlim()
        inside = refits[((refits > low) & (refits < high)).all(axis=1)]
        half = (high - low) * np.array(self.STROKES[name][0])
        return segments(inside - half, inside + half).T

    def update(self, fit) -> None:
        for name in self.STROKES:
            cloud, part = getattr(fit, name), self.parts[name]
            part["points"].set_data(*(self._strokes(name, cloud.refits) if cloud else ([], [])))
            part["ellipse"].set_data(*(_ellipse(cloud.mean, cloud.cov) if cloud else ([], [])))
        m, new = len(fit.ridge.refits), fit.ridge
        condition = number(fit.ols.condition) if fit.ols else "infinite"
        error = number(fit.ols.error) if fit.ols else "infinite"
        self.parts["title"].set_text(f"{m} samples, {m} answers")
        self.parts["figures"].set_text(f"condition\n{condition} → {number(new.condition)}\n"
                                       f"mean |ŵ − w|²\n{error} → {number(new.error)}")

    def describe(self, fit) -> str:
        ridge = (f"ridge (condition number {number(fit.ridge.condition)}) misses it by "
                 f"{number(fit.ridge.error)}")
        if fit.ols is None:
            return ("Least squares has no single answer to hold against the truth; in mean square "
                    f"{ridge}.")
        return (f"Over {plural(len(fit.ridge.refits), 'sample')} least squares (condition number "
                f"{number(fit.ols.condition)}) misses the truth by {number(fit.ols.error)} in mean "
                f"square; {ridge}.")


def _ellipse(mean, cov, n_points=61):
    """(2, n_points): where (w − mean)' cov⁻¹ (w − mean) = 4; a segment when `cov` is singular."""
    values, vectors = np.linalg.eigh(cov)
    around = np.linspace(0, 2 * np.pi, n_points)
    circle = np.stack([np.cos(around), np.sin(around)])
    axes = 2 * vectors * np.sqrt(np.maximum(values, 0))
    return np.reshape(mean, (2, 1)) + axes @ circle
