"""One fit in the words of many libraries: lam, alpha, C and weight decay."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.data.given import as_problem
from regviz.explorers.base import explorer
from regviz.page.controls import choice, lam_slider, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.conventions import CONVENTIONS, to
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import RidgePath
from regviz.views.bars import BarsView
from regviz.views.base import View, cursor, log_axis, zero_line

COPIES = 10


@explorer("Which number does another library need for the same model?", lesson="07")
def conventions(data="diabetes", y=None, *, target=None, lam=None):
    """The same fit in many libraries: lam, alpha, C, weight decay and their factors of n and 2.

    What you see: one row for each library or book and the number to give it, on a log axis; the
    black line is our lam. Beside it the coefficients, which are the same for all. Rows of a
    classifier take its mean loss in place of RSS/(2n).
    What to drag: lam, to the right for more penalty; most numbers go along and two go the other
    way. Then the kind of penalty, and copies, which repeats every row so many times.
    What data: see `regviz.data.given.as_problem`; columns are standardized.

    lam is where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    problem = as_problem(data, y, target).standardize()
    n, sd_y = len(problem), float(problem.y.std()) or 1.0
    paths = {0.0: RidgePath(problem.X, problem.y),
             0.5: ElasticNetPath(problem.X, problem.y, 0.5),
             1.0: LassoPath(problem.X, problem.y)}
    top = paths[1.0].lam_max or 1.0

    def settings(lam, l1_ratio, copies=1):
        given = {name: to(name, lam, l1_ratio, copies * n, sd_y) for name in _with(l1_ratio)}
        return {name: float(one[CONVENTIONS[name].strength]) for name, one in given.items()}

    def fit(lam, l1_ratio, copies):
        path = paths[l1_ratio]  # rows that are repeated change no mean, so the fit stays
        return Fit(lam=lam, coef=path(lam), df=path.df(lam), l1_ratio=l1_ratio,
                   settings=settings(lam, l1_ratio, copies))

    fig, (left, right) = style.canvas(2)
    low = 1e-3 * top
    reach = max(np.abs(path(low)).max() for path in paths.values())
    views = [SettingsView(left, _labels(), _limits(settings, low, 1.1 * top)),
             BarsView(right, problem.names, limit=reach or 1.0)]
    kinds = [("ridge", 0.0), ("elastic net", 0.5), ("lasso", 1.0)]
    return Explorer(fig, views, fit, stops=_stops(settings, paths, n, top),
                    lam=lam_slider(top, 3.0, 0.05 * top if lam is None else lam),
                    l1_ratio=choice(kinds, 0.0), copies=slider(1, COPIES))


def _with(l1_ratio):
    """The libraries that have a penalty with this mix."""
    return [name for name, row in CONVENTIONS.items()
            if isinstance(row.mixing, str) or row.mixing == l1_ratio]


def _labels() -> dict:
    """The library and the name of its number, no word twice: "Ridge alpha"."""
    short = {name: name.removeprefix("sklearn ").split() for name in CONVENTIONS}
    return {name: " ".join(dict.fromkeys([*short[name], row.strength]))
            for name, row in CONVENTIONS.items()}


def _limits(settings, low, high):
    """Every number that can come up, with room for what is written beside it."""
    seen = [value for lam in (low, high) for mix in (0.0, 0.5, 1.0) for copies in (1, COPIES)
            for value in settings(lam, mix, copies).values()]
    return min(seen) / 30, max(seen) * 30


def _stops(settings, paths, n, top):
    """The same number, a sum over the rows, more rows, C backwards, and no conversion at all."""
    lam = 0.05 * top
    ridge = paths[0.0]
    unconverted, ours = (np.abs(ridge(value)).sum() for value in (lam / n, lam))
    return [
        Stop(f"scikit-learn's Lasso has our objective: its alpha is our lam, {number(lam)}.",
             lam=lam, l1_ratio=1.0, copies=1, ask="Which alpha does scikit-learn's Lasso need?",
             true=lambda fit: np.isclose(fit.settings["sklearn Lasso"], fit.lam)),
        Stop(f"Its Ridge adds up the squares of all {n} rows. So its alpha is {n} times our lam.",
             lam=lam, l1_ratio=0.0, copies=1, ask="And which alpha does its Ridge need?",
             true=lambda fit: np.isclose(fit.settings["sklearn Ridge"], n * fit.lam)),
        Stop("Every row is there ten times. The coefficients stay, but a loss that is a sum needs "
             "ten times the penalty.", lam=lam, l1_ratio=0.0, copies=10,
             ask="Repeat every row ten times. Which of these numbers change?",
             true=lambda fit: np.isclose(fit.settings["sklearn Ridge"], 10 * n * fit.lam)
             and np.array_equal(fit.coef, ridge(fit.lam))),
        Stop("C multiplies the loss instead of the penalty: ten times the lam is a tenth of the C.",
             lam=10 * lam, l1_ratio=0.0, copies=1, ask="lam is ten times as large. What is C now?",
             true=lambda fit: np.isclose(10 * fit.settings["sklearn SVC"],
                                         settings(fit.lam / 10, 0.0)["sklearn SVC"])),
        Stop(f"Give Ridge alpha = {number(lam)} without converting, and the coefficients add up to "
             f"{number(unconverted)} instead of {number(ours)}.", lam=lam, l1_ratio=0.0, copies=1,
             ask="What happens if we give Ridge our lam as it is?",
             true=lambda fit: np.isclose(np.abs(fit.coef).sum(), ours)
             and np.isclose(np.abs(ridge(fit.lam / n)).sum(), unconverted)),
    ]


class SettingsView(View):
    """One row a library: the number to give it for the model at `fit.lam`, as a dot on a log axis
    and in figures.

    `rows` maps a key to the label of its row. Reads `fit.settings`, {key: number}; a key that is
    not there has no such penalty. `limits` (low, high) are the axis's.
    """

    @style.styled
    def __init__(self, ax, rows, limits):
        self.ax, self.rows = ax, dict(rows)
        size = style.sizes()
        small = size.text * (1.0 if style.presenting() else 0.85)
        places = range(len(self.rows))
        log_axis(ax, *limits)
        ax.set_yticks(places, list(self.rows.values()), fontsize=small)
        ax.tick_params(axis="y", length=0)
        ax.set(ylim=(len(places) - 0.4, -0.6), xlabel="number (log scale)",
               title="the number to give")
        for y in places:
            zero_line(ax, y=y, color="#e4e7ea", linewidth=0.4 * size.line, zorder=0)
        self.part("cursor", cursor(ax))
        self.plot("dots", linestyle="none", marker="o", color=style.MARKS["ridge"].color, zorder=5)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.85}
        self.part("texts", [ax.text(1.0, y, "", va="center", fontsize=small, zorder=4.5, bbox=box)
                            for y in places])

    def update(self, fit) -> None:
        self.parts["cursor"].set_xdata([fit.lam, fit.lam])
        for key, text in zip(self.rows, self.parts["texts"], strict=True):
            text.set(**self._written(fit.settings.get(key), fit.lam))
        given = [(fit.settings[key], y) for y, key in enumerate(self.rows) if key in fit.settings]
        self.parts["dots"].set_data(*zip(*given, strict=True))

    def _written(self, value, lam) -> dict:
        """Text, place and look of a number: never across the cursor, and inside the picture."""
        low, high = self.ax.get_xlim()
        gap = (high / low) ** 0.025
        if value is None:
            return {"text": "no such penalty", "x": high / gap, "ha": "right", "color": style.ZERO}
        near = (high / low) ** 0.12  # so close to the cursor a number stands on its own side of it
        beside = 1 / near < value / lam < near
        leftwards = value < lam if beside else value >= np.sqrt(low * high)
        x, ha = (value * (1 / gap), "right") if leftwards else (value * gap, "left")
        return {"text": number(value), "x": x, "ha": ha, "color": style.NOW}

    def describe(self, fit) -> str:
        told = [f"{label} {number(fit.settings[key])}" for key, label in self.rows.items()
                if key in fit.settings]
        return f"For lam = {number(fit.lam)}: {'; '.join(told)}."
