"""Contours of a loss in the plane and the ball that touches them."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyArrowPatch

from regviz import style
from regviz.core.formatting import number, plain
from regviz.views.base import Movable, View

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
