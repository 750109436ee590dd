"""A cloud of random losses: how often the solution of the budget problem has an exact zero."""

from typing import NamedTuple

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View, beside, plane, segments
from regviz.views.contours import BALL, ball_patch, set_ball

LIMIT, SHOWN = 3.0, 220  # half the frame; how many points are drawn


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
        return (f"Of {len(fit.coefs):,} random losses on the {ball}, {first:,} have w1 exactly "
                f"zero, {second:,} have w2 exactly zero, {neither:,} have no zero.")


def _members(fit) -> dict:
    """Which of the m solutions have each zero: (m,) truth values under the names of `ZEROS`."""
    zero = np.asarray(fit.coefs) == 0
    return dict(zip(ZEROS, (zero[:, 0], zero[:, 1], ~zero.any(axis=1)), strict=True))
