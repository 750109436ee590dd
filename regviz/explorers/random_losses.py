"""How often is a coefficient exactly zero? A cloud of random losses, all with the same budget."""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.core.validation import demand
from regviz.explorers.base import explorer, within
from regviz.page.controls import choice, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.constraint import constrained
from regviz.solvers.penalties import Ball
from regviz.solvers.quadratic_loss import Bowl
from regviz.views.base import View, beside, plane, segments
from regviz.views.contours import BALL, ball_patch, set_ball
from regviz.views.curves import CurvesView

LIMIT, SHOWN = 3.0, 220  # half the frame; how many points are drawn
SCATTER = 1.3  # standard deviation of the least-squares points at correlation 0
CORR = 0.9  # the largest correlation
BUDGETS = np.linspace(0.3, 3.0, 10)
BALLS = {"diamond": Ball("l1"), "circle": Ball("l2"),
         "elastic net": Ball("elastic net", l1_ratio=0.5)}
MEANINGS = {"diamond": "lasso", "circle": "ridge", "elastic net": "elastic_net"}


@explorer("How often is a coefficient exactly zero?", lesson="05")
def random_losses(n=300, seed=0, *, ball="diamond", corr=0.3, t=0.9):
    """Many random losses of two features, each solved exactly on the same ball, and zeros counted.

    What you see: left, the least-squares point of each loss. A stroke along the axis of w1 is a
    loss whose solution has w2 = 0, a stroke along the axis of w2 one with w1 = 0, and a dot one
    without a zero. Right, the share of solutions with an exact zero, at ten budgets.
    What to drag: t, the budget; ball, one of diamond (lasso), circle (ridge) and elastic net; corr,
    the correlation of the two features.
    What data: made up. The `n` least-squares points scatter around 0 as noise in y would scatter
    them, so correlated features stretch the cloud; `seed` draws them. Each ball measures its budget
    in its own way: |w1| + |w2|, the length of w, or the elastic net's penalty.

    ball, corr and t are where it begins; corr lies between -0.9 and 0.9, t between 0.3 and 3.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    n = within(n, "n", 50, 2000, whole=True)
    demand(ball in BALLS, "ball must be one of {}: got {!r}", ", ".join(BALLS), ball)
    noise = SCATTER * np.random.default_rng(seed).standard_normal((n, 2))

    @lru_cache
    def cloud(corr):
        """Hessian and least-squares points at a correlation, and the shares at all budgets."""
        hessian = np.array([[1.0, corr], [corr, 1.0]])
        ols = noise @ np.linalg.inv(np.linalg.cholesky(hessian))
        shares = {name: _zero_share(ols, hessian, ball) for name, ball in BALLS.items()}
        return hessian, ols, shares

    def fit(t, ball, corr):
        hessian, ols, shares = cloud(corr)
        budget = replace(BALLS[ball], radius=t)
        return Fit(t=t, ball=budget, ols=ols, coefs=constrained(Bowl(ols, hessian), budget),
                   **shares)

    fig, (left, right) = style.canvas(2)
    curves = CurvesView(right, "t", BUDGETS, MEANINGS, xlabel="budget t", ylim=(-0.05, 1.1),
                        ylabel="share with an exact zero", title="zeros by budget",
                        labels={name: name for name in BALLS})
    return Explorer(
        fig, [CloudView(left), curves], fit, stops=_stops(n, fit),
        t=slider(0.3, 3.0, 0.3, value=within(t, "t", 0.3, 3.0)), ball=choice(list(BALLS), ball),
        corr=slider(-CORR, CORR, 0.1, value=within(corr, "corr", -CORR, CORR)))


def _zero_share(ols, hessian, ball):
    """The share of solutions with an exact zero, at every one of `BUDGETS`."""
    if ball.kind == "elastic net":
        coefs = [constrained(Bowl(ols, hessian), replace(ball, radius=t)) for t in BUDGETS]
        return (np.array(coefs) == 0).any(axis=2).mean(axis=1)
    # Diamond and circle keep their shape: budget t for a point is budget 1 for the point / t.
    scaled = (ols[:, None] / BUDGETS[:, None]).reshape(-1, 2)
    coefs = constrained(Bowl(scaled, hessian), ball).reshape(*ols.shape[:1], BUDGETS.size, 2)
    return (coefs == 0).any(axis=2).mean(axis=0)


def in_fans(ols, t):
    """Which least-squares points (m, 2) the corners of the diamond catch, at any correlation.

    At the corner (t, 0) the gradient lies in the wedge where w1 - t >= |w2|.
    """
    return np.abs(np.abs(ols[:, 0]) - np.abs(ols[:, 1])) >= t


def zeros(fit):
    """(m,): which solutions have a coefficient that is exactly zero."""
    return (fit.coefs == 0).any(axis=1)


def _stops(n, fit):
    """The same losses on three balls, then a correlation, a tight budget and a loose one."""
    def count(t, ball="diamond", corr=0.3):
        return int(zeros(fit(t, ball, corr)).sum())

    def caught(fit):
        return np.array_equal(zeros(fit), in_fans(fit.ols, fit.t))

    middle, tight, loose = count(0.9), count(0.3), count(3.0)
    net = count(0.9, "elastic net")
    return [
        Stop(f"{middle} of {n}. Each of these losses lies in a fan that opens at a corner, and its "
             "solution is that corner.", t=0.9, ball="diamond", corr=0.3,
             ask=f"How many of the {n} solutions on the diamond have an exact zero?",
             true=lambda fit: caught(fit) and zeros(fit).sum() == middle),
        Stop("Not one. For a zero, the least-squares point would have to lie exactly on a ray, and "
             "this has probability zero.", t=0.9, ball="circle", corr=0.3,
             ask="The same losses on the circle. How many exact zeros are there?",
             true=lambda fit: not zeros(fit).any()),
        Stop(f"{net} of {n}, so some, but fewer than the {middle} on the diamond: its corners are "
             "blunt.", t=0.9, ball="elastic net", corr=0.3,
             ask="The elastic net mixes both penalties. How many exact zeros does it have?",
             true=lambda fit: 0 < zeros(fit).sum() == net < middle),
        Stop("They do not. The cloud is stretched, but on the diamond the fans depend on the "
             "budget alone.", t=0.9, ball="diamond", corr=0.9,
             ask="Correlation 0.9 stretches the cloud. Do the fans of the diamond turn with it?",
             true=caught),
        Stop(f"A tight budget sends {tight} of {n} to a corner, more than half.", t=0.3,
             ball="diamond", corr=0.3, ask="What if the budget is only 0.3?",
             true=lambda fit: caught(fit) and n / 2 < zeros(fit).sum() == tight),
        Stop(f"A loose budget leaves nearly all without a zero: {loose} of {n} have one. L1 alone "
             "is no guarantee.", t=3.0, ball="diamond", corr=0.3,
             ask="And if the budget is 3?",
             true=lambda fit: caught(fit) and n / 10 > zeros(fit).sum() == loose),
    ]


class Zero(NamedTuple):
    """How a point is drawn whose solution has this zero: a stroke of `way` to both sides.

    The colours are no penalty's. A dot is a very short stroke with round ends.
    """

    color: str
    marker: str
    way: tuple
    width: float
    cap: str


STROKE = 0.026 * LIMIT
ZEROS = {
    "w1 = 0": Zero("#332288", "|", (0.0, STROKE), 1.2, "butt"),
    "w2 = 0": Zero("#882255", "_", (STROKE, 0.0), 1.2, "butt"),
    "no zero": Zero("#8a9097", ".", (0.2 * STROKE, 0.0), 1.8, "round"),
}


class CloudView(View):
    """Many least-squares points, each drawn by the coefficient that is exactly 0 in its solution.

    Reads `fit.ols`, `fit.coefs` (m, 2), the solutions on `fit.ball`. A point whose solution lies on
    an axis becomes a stroke along that axis; the first `SHOWN` are drawn, all are counted.
    """

    @style.styled
    def __init__(self, ax):
        self.ax = ax
        size = style.sizes()
        plane(ax, -LIMIT, LIMIT)
        self.part("ball", ball_patch(ax))
        for name, zero in ZEROS.items():
            self.plot(name, color=zero.color, linewidth=zero.width * size.line, zorder=3,
                      solid_capstyle=zero.cap)
        self.part("title", ax.set_title("cloud", y=1.0))
        handles = [ax.plot([], [], linestyle="none", marker=zero.marker, color=zero.color,
                           markersize=1.3 * size.marker, markeredgewidth=1.1 * size.line,
                           label=name)[0] for name, zero in ZEROS.items()]
        self.part("figures", beside(ax, handles, title="solution has", alignment="left"))

    def update(self, fit) -> None:
        ols = np.asarray(fit.ols)[:SHOWN]
        members = _members(fit)
        for name, zero in ZEROS.items():
            points = ols[members[name][:SHOWN]]
            self.parts[name].set_data(*segments(points - zero.way, points + zero.way).T)
        set_ball(self.parts["ball"], fit.ball)
        first, second, neither = map(np.sum, members.values())
        share = number(100 - 100 * neither / len(fit.coefs))
        self.parts["title"].set_text(f"{BALL[fit.ball.kind]}: exact zeros in {share} %")
        self.parts["figures"].set_text(f"of {len(fit.coefs):,}:\n{first:,} with w1 = 0\n"
                                       f"{second:,} with w2 = 0\n{neither:,} with none")

    def describe(self, fit) -> str:
        first, second, neither = map(np.sum, _members(fit).values())
        ball = f"{BALL[fit.ball.kind]} of budget {number(fit.ball.radius)}"
        return (f"Of {len(fit.coefs):,} solutions on the {ball}, w1 is exactly zero in {first:,}, "
                f"w2 in {second:,}, and neither in {neither:,}.")


def _members(fit) -> dict:
    """Which of the m solutions have each zero: (m,) truth values under the names of `ZEROS`."""
    zero = np.asarray(fit.coefs) == 0
    return dict(zip(ZEROS, (zero[:, 0], zero[:, 1], ~zero.any(axis=1)), strict=True))
