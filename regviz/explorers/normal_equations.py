"""Why does ridge have exactly one answer? Two lines of the normal equations, a cloud of refits."""

import numpy as np

from regviz import style
from regviz.claims.correlated_pair import SAMPLES, CorrelatedPair
from regviz.core.formatting import number, plural
from regviz.explorers.base import explorer
from regviz.explorers.formula import Formula, YoursView
from regviz.page.controls import lam_slider, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.optimality import objective
from regviz.solvers.penalties import Penalty
from regviz.views.base import View, beside, disc, plane, segments

LOW, HIGH = -1.0, 4.0  # both axes, unless others are given
SECOND = (0, (5, 2))  # the dash of the second equation
SMALL, LARGE = 0.001, 10.0  # the ends of lam


@explorer("Why does ridge have exactly one answer?", lesson="03")
def normal_equations(coef=(2.0, 1.0), n=50, noise=2.0, seed=0, *, solve=None):
    """Two correlated features: the normal equations as two lines, and the answers of many samples.

    What you see: left, the two equations as two lines, grey without the penalty and blue with it.
    They cross at the answer. Right, the answers of sixty samples, grey for least squares and blue
    for ridge, with the truth as a star. A disc marks the sample whose lines are drawn.
    What to drag: lam, to the right for more penalty; corr, the correlation of the two features, up
    to 1 for exact copies; sample, for the lines of another sample.
    What data: made up. `coef` is the truth, `n` the rows of a sample, `noise` the standard
    deviation of the noise, and `seed` draws rows and noise.

    solve: your own formula, `solve(X, y, lam)` -> two coefficients; lam = 0 is least squares. It
    gets centred columns and y without its mean. A hollow square shows your answer, and the words
    say how far it is from the exact one.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    pairs = CorrelatedPair(coef, n, noise, seed)
    formula = Formula("solve", solve, "two coefficients")

    def fit(lam, corr, sample):
        state = pairs.state(lam, corr, sample - 1)
        if not formula:
            return Fit(lam=lam, corr=corr, **state)
        X, y = pairs.features(corr), pairs.centred_y(corr, sample - 1)
        penalty = Penalty(lam, l1_ratio=0.0)
        yours = formula(X, y, lam, exact=state["coef"], of=("w1", "w2"),
                        cost=lambda w: objective(X, y, w, penalty))
        return Fit(lam=lam, corr=corr, **state, yours=yours)

    fig, (left, right) = style.canvas(2)
    low, high, step = _frame(pairs)
    views = [EquationsView(left, low, high, step),
             RefitsView(right, pairs.truth, low, high, step),
             _SampleView(right)]
    if formula:
        views.insert(1, YoursView(left, lambda fit, value: value[:, None]))
    return Explorer(fig, views, fit, stops=_stops(pairs),
                    lam=lam_slider(LARGE, 4, 0.1), corr=slider(0.0, 1.0, 0.05, value=0.9),
                    sample=slider(1, SAMPLES))


def _frame(pairs):
    """(low, high, step of the ticks): the truth, zero, and most of a long cloud."""
    truth = pairs.truth
    reach = np.ptp(truth) / 2 + 7 * pairs.sd / np.sqrt(pairs.n)
    low = min(truth.mean() - reach, 0.0)
    high = max(truth.mean() + reach, 0.0)
    rough = (high - low) / 6
    power = 10.0 ** np.floor(np.log10(rough))
    step = power * next(nice for nice in (1, 2, 5, 10) if nice * power >= rough)
    return step * np.floor(low / step), step * np.ceil(high / step), step


def _stops(pairs):
    """From two clear lines to lines that nearly coincide, the penalty, copies, far too much."""
    far = pairs.state(SMALL, 0.0, 0)["ols"].error
    near = pairs.state(SMALL, 0.95, 0)["ols"].error
    stops = [Stop("At a right angle. Each equation contains only one of the two coefficients.",
                  lam=SMALL, corr=0.0,
                  ask="At what angle do the lines cross when the features are uncorrelated?",
                  true=lambda fit: fit.after[0] @ fit.after[1] == 0)]
    if near > far:
        stops.append(Stop(
            "The grey lines are nearly parallel now, so a little noise moves their crossing point "
            f"far. The mean squared miss of least squares is {number(near)}. Without correlation "
            f"it was {number(far)}.", lam=SMALL, corr=0.95,
            ask="The correlation rises to 0.95. What happens to the answers of least squares?",
            true=lambda fit: np.isclose(fit.ols.error, near) and fit.ols.error > far))
    lam, error = _best(pairs, 0.95)
    if error < 0.9 * near and SMALL < lam < LARGE:
        stops.append(Stop(
            f"At lam = {number(lam)} the blue lines cross at a wider angle. The mean squared miss "
            f"falls from {number(near)} to {number(error)}, the lowest on this slider.",
            lam=lam, corr=0.95, ask="Can a penalty bring the answers nearer to the truth?",
            true=lambda fit: np.isclose(fit.ridge.error, error) and error < fit.ols.error))
    copies = Stop(
        "Both grey lines are the same line now: least squares has infinitely many answers. "
        "Ridge has one answer, with the same weight on both copies.", lam=0.1, corr=1.0,
        ask="The features are exact copies. What does ridge with a small lam give?",
        true=lambda fit: np.allclose(*fit.before) and fit.ols is None and np.ptp(fit.coef) < 1e-6)
    return [*stops, copies, *_too_much(pairs, min(10 * lam, LARGE), error)]


def _too_much(pairs, lam, lowest):
    """A stop where the bias costs more than the variance that it saves, if lam is such a place."""
    ridge = pairs.state(lam, 0.95, 0)["ridge"]
    away = float(np.hypot(*(ridge.mean - pairs.truth)))
    if ridge.error <= lowest:
        return []
    return [Stop(
        f"The blue cloud is small now, but on average it is {number(away)} away from the truth. "
        f"That is bias, and the mean squared miss is {number(ridge.error)}.", lam=lam, corr=0.95,
        ask="Do the answers get better and better as lam grows?",
        true=lambda fit: np.isclose(np.hypot(*(fit.ridge.mean - pairs.truth)), away)
        and np.trace(fit.ridge.cov) < np.trace(fit.ols.cov) and fit.ridge.error > lowest)]


def _best(pairs, corr):
    """(lam, mean squared error) where ridge is nearest to the truth over the samples."""
    lams = np.geomspace(SMALL, LARGE, 121)
    errors = [pairs.state(lam, corr, 0)["ridge"].error for lam in lams]
    return float(lams[np.argmin(errors)]), float(np.min(errors))


class EquationsView(View):
    """The normal equations of two coefficients as two lines, without the penalty and with it.

    Reads `fit.before`, `fit.after` (2, 2), `fit.right` (2,) and `fit.coef` (2,), the solution of
    after @ coef = right. A row a of a matrix is drawn as the line {w : a @ w = right}.
    """

    @style.styled
    def __init__(self, ax, low=LOW, high=HIGH, step=1.0):
        self.ax, self._middle, self._width = ax, (low + high) / 2, high - low
        size = style.sizes()
        plane(ax, low, high, step)
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
                line.set_data(*self._line(row, right))
        self.parts["cross"].set_data(*np.reshape(fit.coef, (2, 1)))
        self.parts["title"].set_text(f"ridge crosses at {_point(fit.coef)}")
        self.parts["figures"].set_text(
            f"X'X/n\n{_matrix(fit.before)}\n+ lam·I\n{_matrix(fit.after)}")

    def _line(self, row, right):
        """(2, 2): two points, far outside of the frame, of {w : row @ w = right}."""
        row = np.asarray(row, dtype=float)
        middle = np.full(2, self._middle)
        foot = middle + row * (right - row @ middle) / (row @ row)
        along = 1.5 * self._width * np.array([-row[1], row[0]]) / np.hypot(*row)
        return np.stack([foot - along, foot + along]).T

    def describe(self, fit) -> str:
        first, second = map(_equation, fit.after, fit.right)
        words = (f"With the penalty the equations are {first} and {second}: the lines cross once, "
                 f"at {_point(fit.coef)}.")
        if np.allclose(*fit.before):
            words += (" Without it both equations are the same line: every point of it is an "
                      "answer.")
        return words


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
    def __init__(self, ax, truth, low=LOW, high=HIGH, step=1.0):
        self.ax, self.truth = ax, np.asarray(truth, dtype=float)
        size = style.sizes()
        plane(ax, low, high, step)
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
        ridge = (f"ridge {number(fit.ridge.error)} "
                 f"(condition number {number(fit.ridge.condition)})")
        if fit.ols is None:
            return ("Least squares has no single answer to compare with the truth. The mean "
                    f"squared miss: {ridge}.")
        return (f"The mean squared miss over {plural(len(fit.ridge.refits), 'sample')}: least "
                f"squares {number(fit.ols.error)} (condition number "
                f"{number(fit.ols.condition)}), {ridge}.")


def _ellipse(mean, cov, n_points=61):
    """(2, n_points): where (w − mean)' cov⁻¹ (w − mean) = 4; a segment when `cov` is singular."""
    values, vectors = np.linalg.eigh(cov)
    around = np.linspace(0, 2 * np.pi, n_points)
    circle = np.stack([np.cos(around), np.sin(around)])
    axes = 2 * vectors * np.sqrt(np.maximum(values, 0))
    return np.reshape(mean, (2, 1)) + axes @ circle


class _SampleView(View):
    """The sample whose lines are drawn, marked in both clouds. Reads `fit.sample`, its row there,
    and `fit.ols` and `fit.ridge` as `RefitsView` does."""

    @style.styled
    def __init__(self, ax):
        self.ax = ax
        for name in ("ols", "ridge"):
            self.plot(name, **disc(1.0, markeredgecolor=style.MARKS[name].color, zorder=5,
                                   clip_on=True))

    def update(self, fit) -> None:
        for name, disc_of in self.parts.items():
            cloud = getattr(fit, name)
            disc_of.set_data(*(cloud.refits[fit.sample][:, None] if cloud else ([], [])))

    def describe(self, fit) -> str:
        answer = f"ridge answers {_point(fit.ridge.refits[fit.sample])}"
        if fit.ols is None:
            return f"In sample {fit.sample + 1} {answer}."
        return (f"In sample {fit.sample + 1} least squares answers "
                f"{_point(fit.ols.refits[fit.sample])}, and {answer}.")
