"""Views of two coefficients: a loss against a ball, the budget a lambda stands for, a cloud of losses."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyArrowPatch

from .. import style
from ..words import number, plain
from .base import Movable, View, lam_axis

MEANING = {"l1": "lasso", "l2": "ridge", "elastic net": "elastic_net"}
BALL = {"l1": "diamond", "l2": "circle", "elastic net": "elastic-net ball", "lq": "Lq ball"}
HEIGHTS = 0.5 * (0.7 * np.arange(1, 6)) ** 2
CERTIFIED = 1e-8


def _look(ball) -> dict:
    """Colour and dash of a ball: those of its penalty, black for Lq."""
    meaning = MEANING.get(ball.kind)
    return style.MARKS[meaning].line() if meaning else {"color": style.NOW, "linestyle": "-"}


def _ball_patch(ax):
    return ax.fill([0.0], [0.0], linewidth=style.sizes().line, zorder=2.2)[0]


def _set_ball(patch, ball) -> None:
    look = _look(ball)
    patch.set_xy(ball.boundary(89))
    patch.set(edgecolor=look["color"], facecolor=to_rgba(look["color"], 0.18), linestyle=look["linestyle"])


def _plane(ax, limit) -> None:
    """Axes of the two coefficients, equal units, centred on the origin."""
    ax.set_aspect("equal", adjustable="box", anchor="W")
    step = np.ceil(limit / 5)
    most = np.ceil(limit / step) - 1
    ticks = step * np.arange(-most, most + 1)
    ax.set(xlim=(-limit, limit), ylim=(-limit, limit), xlabel="w1", ylabel="w2", xticks=ticks, yticks=ticks)
    ax.axhline(0, color="#777777", linewidth=0.8, zorder=1)
    ax.axvline(0, color="#777777", linewidth=0.8, zorder=1)


class GeometryView(View):
    """Contours of the loss, the ball, the point where they touch, and minus the gradient in the normal cone.

    Reads `fit.touch` (`regviz.touch`: bowl, ball, coef, pull, cone, lam, residual). `drag` names the two controls
    that the least-squares point sets when a hand moves it; their sliders cover [-limit, limit]. `certify=False` is for
    readers who have not met the gradient's part in it: no arrow, no cone, no residual, and "size" for "budget".
    """

    @style.styled
    def __init__(self, ax, limit=3.0, drag=("w1", "w2"), certify=True):
        self.ax, self._reach, self._certify = ax, 0.36 * limit, certify
        size = style.sizes()
        _plane(ax, limit)
        thin = 0.5 * size.line
        self._contours, = ax.plot([], [], color="#8a9097", linewidth=thin, zorder=2, label="loss contours")
        self._level, = ax.plot([], [], **style.MARKS["ols"].line(linestyle="-", linewidth=size.line), zorder=2.5,
                               label="contour")
        self._ball = _ball_patch(ax)
        self._cone, = ax.fill([0.0], [0.0], facecolor="#f3d34a", edgecolor="#7a6200", linewidth=1.2 * thin,
                              alpha=0.6, zorder=3.5, label="normal cone")
        self._pull = FancyArrowPatch((0, 0), (0, 0), arrowstyle="-|>", shrinkA=0, shrinkB=0, color=style.NOW,
                                     mutation_scale=1.6 * size.text, linewidth=size.line, zorder=4)
        ax.add_patch(self._pull)
        self._ols, = ax.plot([], [], **style.MARKS["ols"].points(color="#4a4a4a", markersize=1.2 * size.marker),
                             zorder=5, label="least squares")
        self._coef, = ax.plot([], [], linestyle="none", marker="o", markersize=1.2 * size.marker, zorder=6,
                              color="white", markeredgecolor=style.NOW, markeredgewidth=size.line, label="solution")
        self._title = ax.set_title("loss and ball", y=1.0)
        self._legend()
        self._figures = ax.text(1.04, 0.02, "", transform=ax.transAxes, va="bottom", linespacing=1.4)
        self.artists = (self._contours, self._level, self._ball, self._cone, self._pull, self._ols,
                        self._coef, self._title, self._figures)
        if drag:
            self.movable = (Movable(ax, *drag, label="least-squares point"),)

    def _legend(self) -> None:
        arrow, = self.ax.plot([], [], color=style.NOW, linestyle="none", label="− gradient",
                              marker=r"$\rightarrow$", markersize=2 * style.sizes().marker)
        order = (self._ols, self._coef, self._level, *((self._cone, arrow) if self._certify else ()))
        self.ax.legend(handles=order, loc="upper left", bbox_to_anchor=(1.02, 0.97), borderpad=0, borderaxespad=0,
                       handlelength=1.3, handletextpad=0.5)

    def update(self, fit) -> None:
        touch = fit.touch
        ball, coef, pull = touch.ball, touch.coef, touch.pull
        self._contours.set_data(*touch.bowl.contours(HEIGHTS, n_points=41).T)
        self._level.set_data(*touch.bowl.contours([touch.bowl.value(coef)], n_points=61).T)
        _set_ball(self._ball, ball)
        self._cone.set_xy(coef + self._reach * _wedge(touch.cone))
        length = np.hypot(*pull)
        self._cone.set_visible(self._certify)
        self._pull.set_visible(self._certify and length > CERTIFIED)
        self._pull.set_positions(coef, coef + self._reach * 1.25 / (length + 0.5) * pull)
        self._ols.set_data(*touch.bowl.ols[:, None])
        self._coef.set_data(*coef[:, None])
        self._title.set_text(_headline(touch) if self._certify else _headline(touch).rpartition(": ")[2])
        pair = f"w1 = {number(coef[0])}\nw2 = {number(coef[1])}\n"
        shown = "< 10⁻¹²" if touch.residual < 1e-12 else f"= {plain(touch.residual, 1)}"
        price = f"lam = {number(touch.lam)}" if ball.radius else "lam: too high"
        self._figures.set_text(f"{pair}{price}\nt = {number(ball.radius)}\nKKT residual\n{shown}"
                               if self._certify else f"{pair}size {number(ball.radius)}")

    def describe(self, fit) -> str:
        touch = fit.touch
        at = f"at w1 = {number(touch.coef[0])}, w2 = {number(touch.coef[1])}"
        size = f"{'budget' if self._certify else 'size'} {number(touch.ball.radius)}"
        name = BALL[touch.ball.kind] + (f" with q = {number(touch.ball.q)}" if touch.ball.kind == "lq" else "")
        if touch.lam == 0:
            return f"The least-squares point lies inside the {name} of {size}: it stays."
        if touch.ball.radius == 0:
            return (f"The {size.replace(' ', ' is ')}: the {name} is the origin alone, and both coefficients are "
                    f"exactly zero.")
        zero = "".join(f", where w{j + 1} is exactly zero" for j in np.flatnonzero(touch.coef == 0))
        holds = "lies in" if touch.residual < CERTIFIED else "misses"
        words = f"The loss touches the {name} of {size} {at}{zero}"
        return f"{words}; minus the gradient {holds} the normal cone there." if self._certify else f"{words}."


def _headline(touch) -> str:
    if touch.lam == 0:
        return "inside the ball: least squares"
    zero = np.flatnonzero(touch.coef == 0)
    if zero.size == 2:
        return "no budget: both are 0 exactly"
    if not zero.size:
        return "a smooth place: no zero"
    return f"{'a corner' if touch.cone.half_angle else 'on an axis, no corner'}: w{zero[0] + 1} = 0 exactly"


def _wedge(cone, n_points=13):
    """(n_points + 1, 2): the cone cut at length 1, from its tip; a segment when it is a ray."""
    turn = np.linspace(-cone.half_angle, cone.half_angle, n_points)
    turned = np.stack([cone.axis[0] * np.cos(turn) - cone.axis[1] * np.sin(turn),
                       cone.axis[0] * np.sin(turn) + cone.axis[1] * np.cos(turn)], axis=1)
    return np.vstack([[[0.0, 0.0]], turned])


class BudgetView(View):
    """The budget t(lam) of every lambda, with the place of the touch: its multiplier is lambda, its radius t.

    Reads `fit.touch` and `fit.budgets` (over `lams`). `drag` names the control that t sets when the point is moved
    by hand; its slider covers [0, top]. A multiplier left of the axis is shown at its end.
    """

    @style.styled
    def __init__(self, ax, lams, top=4.0, drag="t"):
        self.ax, self.lams = ax, np.asarray(lams, dtype=float)
        lam_axis(ax, self.lams)
        ax.set(ylim=(0, top), ylabel="budget t", yticks=np.arange(1, np.floor(top) + 1))
        self._title = ax.set_title("budget", y=1.0)
        self._curve, = ax.plot([], [], zorder=3)
        self._cross, = ax.plot([], [], color=style.NOW, linewidth=0.6 * style.sizes().line, zorder=2)
        self._dot, = ax.plot([], [], linestyle="none", marker="o", color="white", markeredgecolor=style.NOW, zorder=5,
                             markersize=1.2 * style.sizes().marker, markeredgewidth=style.sizes().line, clip_on=False)
        self.artists = (self._curve, self._cross, self._dot, self._title)
        if drag:
            self.movable = (Movable(ax, None, drag, label="budget", at=(float(self.lams[0]), 0.0)),)

    def update(self, fit) -> None:
        lam, t, left = fit.touch.lam, fit.touch.ball.radius, self.lams[0]
        self._curve.set_data(self.lams, fit.budgets)
        self._curve.set(**_look(fit.touch.ball))
        at = np.clip(lam, left, self.lams[-1])
        self._cross.set_data([at, at, left], [0, t, t])
        self._dot.set_data([at], [t])
        self._title.set_text(f"the budget t = {number(t)} is the price lam = {number(lam)}" if t else
                             "no budget: a price that nobody pays")

    def describe(self, fit) -> str:
        lam, t = number(fit.touch.lam), number(fit.touch.ball.radius)
        if fit.touch.ball.radius == 0:
            if fit.touch.ball.kind == "l2":
                return "No lam is its price: under ridge even the highest leaves the coefficients a little."
            return "Its price is any lam so high that both coefficients are left at 0."
        if fit.touch.lam == 0:
            return f"The budget t = {t} is enough for least squares: its price is lam = 0."
        return f"The budget t = {t} and the price lam = {lam} name the same solution."


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
