"""A cloud of random losses: how often the solution of the budget problem has an exact zero."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View
from regviz.views.contours import BALL, _ball_patch, _plane, _set_ball

CLASSES = (("w1 = 0", "#0072b2", (0.0, 1.0)), ("w2 = 0", "#d55e00", (1.0, 0.0)), ("no zero", "#8a9097", None))


class CloudView(View):
    """Many least-squares points, each drawn by which coefficient its solution on the ball sets exactly to zero.

    Reads `fit.ols`, `fit.coefs` (m, 2) and `fit.ball`. A point whose solution lies on an axis becomes a stroke
    along that axis; the first `shown` are drawn, all are counted.
    """

    @style.styled
    def __init__(self, ax, limit=3.0, shown=220):
        self.ax, self._shown, self._half = ax, shown, 0.026 * limit
        size = style.sizes()
        _plane(ax, limit)
        self._marks = [ax.plot([], [], color=color, linewidth=(1.2 if way else 1.8) * size.line, zorder=3,
                               solid_capstyle="butt" if way else "round", label=name)[0]
                       for name, color, way in CLASSES]
        self._ball = _ball_patch(ax)
        self._title = ax.set_title("cloud", y=1.0)
        handles = [ax.plot([], [], linestyle="none", marker=marker, color=color, label=name,
                           markersize=1.3 * size.marker, markeredgewidth=1.1 * size.line)[0]
                   for marker, (name, color, _) in zip(("|", "_", "."), CLASSES, strict=True)]
        ax.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.02, 0.97), borderpad=0, borderaxespad=0,
                  handletextpad=0.3, title="solution has", alignment="left")
        self._figures = ax.text(1.04, 0.02, "", transform=ax.transAxes, va="bottom", linespacing=1.4)
        self.artists = (self._ball, *self._marks, self._title, self._figures)

    def _classes(self, fit):
        zero = np.asarray(fit.coefs) == 0
        return zero[:, 0], zero[:, 1], ~zero.any(axis=1)

    def update(self, fit) -> None:
        ols = np.asarray(fit.ols)[:self._shown]
        for mark, (_, _, way), members in zip(self._marks, CLASSES, self._classes(fit), strict=True):
            half = self._half * np.array(way or (0.2, 0.0))
            at = ols[members[:self._shown]]
            gap = np.full_like(at, np.nan)
            mark.set_data(*np.stack([at - half, at + half, gap], axis=1).reshape(-1, 2).T)
        _set_ball(self._ball, fit.ball)
        counts = [int(members.sum()) for members in self._classes(fit)]
        total = len(fit.coefs)
        self._title.set_text(f"{BALL[fit.ball.kind]}: exact zeros in {number(100 - 100 * counts[2] / total)} %")
        self._figures.set_text(f"of {total:,}:\n{counts[0]:,} with w1 = 0\n{counts[1]:,} with w2 = 0\n"
                               f"{counts[2]:,} with none")

    def describe(self, fit) -> str:
        first, second, neither = (int(members.sum()) for members in self._classes(fit))
        ball = f"{BALL[fit.ball.kind]} of budget {number(fit.ball.radius)}"
        return (f"Of {len(fit.coefs):,} random losses on the {ball}, {first:,} have w1 exactly zero, "
                f"{second:,} have w2 exactly zero, {neither:,} have no zero.")
