"""Contours of a loss in the plane and the ball that touches them."""

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyArrowPatch

from regviz import style
from regviz.core.formatting import number, plain
from regviz.views.base import Movable, View, beside, disc, plane
from regviz.views.reading import check

MEANING = {"l1": "lasso", "l2": "ridge", "elastic net": "elastic_net"}
BALL = {"l1": "diamond", "l2": "circle", "elastic net": "elastic-net ball", "lq": "Lq ball"}
HEIGHTS = 0.5 * (0.7 * np.arange(1, 6)) ** 2
CERTIFIED = 1e-8


def ball_look(ball) -> dict:
    """Colour and dash of a ball: those of its penalty, black for Lq."""
    meaning = MEANING.get(ball.kind)
    return style.MARKS[meaning].line() if meaning else {"color": style.NOW, "linestyle": "-"}


def ball_patch(ax):
    """An empty outline of a ball, moved by `set_ball`."""
    return ax.fill([0.0], [0.0], linewidth=style.sizes().line, zorder=2.2)[0]


def set_ball(patch, ball) -> None:
    """Give the outline the shape and look of a `regviz.Ball`."""
    look = ball_look(ball)
    patch.set_xy(ball.boundary(89))
    patch.set(edgecolor=look["color"], facecolor=to_rgba(look["color"], 0.18),
              linestyle=look["linestyle"])


class GeometryView(View):
    """Contours of the loss, the ball, the point where they touch, and minus the gradient in the
    normal cone.

    Reads `fit.touch` (`regviz.touch`: bowl, ball, coef, negative_gradient, cone, lam, residual).
    `drag` names the two controls that the least-squares point sets when it is dragged; their
    sliders cover [-limit, limit]. `certify=False` is for readers who have not met the gradient's
    part in it: no arrow, no cone, no residual, and "size" for "budget".
    """

    @style.styled
    def __init__(self, ax, limit=3.0, drag=("w1", "w2"), certify=True):
        self.ax = ax
        self._reach = 0.36 * limit
        self._certify = certify
        plane(ax, -limit, limit, step=np.ceil(limit / 5))
        self._make_loss()
        self._make_certificate()
        size = style.sizes()
        self.plot("ols", **style.MARKS["ols"].points(
            color="#4a4a4a", markersize=1.2 * size.marker, zorder=5, label="least squares"))
        self.plot("solution", **disc(1.2, label="solution", clip_on=True))
        self.part("title", ax.set_title("loss and ball", y=1.0))
        self.part("numbers", beside(ax, self._legend()))
        if drag:
            self.movable = (Movable(ax, *drag, label="least-squares point"),)

    def _make_loss(self) -> None:
        line = style.sizes().line
        self.plot("contours", color="#8a9097", linewidth=0.5 * line, zorder=2)
        self.plot("level", **style.MARKS["ols"].line(linestyle="-", linewidth=line), zorder=2.5,
                  label="contour")
        self.part("ball", ball_patch(self.ax))

    def _make_certificate(self) -> None:
        size = style.sizes()
        self.part("cone", self.ax.fill(
            [0.0], [0.0], facecolor="#f3d34a", edgecolor="#7a6200", linewidth=0.6 * size.line,
            alpha=0.6, zorder=3.5, label="normal cone")[0])
        self.part("gradient", self.ax.add_patch(FancyArrowPatch(
            (0, 0), (0, 0), arrowstyle="-|>", shrinkA=0, shrinkB=0, color=style.NOW,
            mutation_scale=1.6 * size.text, linewidth=size.line, zorder=4)))

    def _legend(self) -> list:
        handles = [self.parts[name] for name in ("ols", "solution", "level")]
        if self._certify:
            arrow, = self.ax.plot([], [], color=style.NOW, linestyle="none", label="− gradient",
                                  marker=r"$\rightarrow$", markersize=2 * style.sizes().marker)
            handles += [self.parts["cone"], arrow]
        return handles

    def update(self, fit) -> None:
        touch = fit.touch
        if not hasattr(touch, "bowl"):
            raise TypeError("fit.touch must be what regviz.touch(bowl, ball) returns: "
                            f"got {touch!r:.80}.")
        check(touch.coef, "fit.touch.coef", (2,))
        level = touch.bowl.value(touch.coef)
        self.parts["contours"].set_data(*touch.bowl.contours(HEIGHTS, n_points=41).T)
        self.parts["level"].set_data(*touch.bowl.contours([level], n_points=61).T)
        set_ball(self.parts["ball"], touch.ball)
        self._move_certificate(touch)
        self.parts["ols"].set_data(*touch.bowl.ols[:, None])
        self.parts["solution"].set_data(*touch.coef[:, None])
        headline = _headline(touch)
        numbers = f"w1 = {number(touch.coef[0])}\nw2 = {number(touch.coef[1])}\n"
        if self._certify:
            numbers += _certificate(touch)
        else:
            headline = headline.rpartition(": ")[2]
            numbers += f"size {number(touch.ball.radius)}"
        self.parts["title"].set_text(headline)
        self.parts["numbers"].set_text(numbers)

    def _move_certificate(self, touch) -> None:
        """The normal cone at the solution, and minus the gradient as an arrow from there."""
        cone, arrow = self.parts["cone"], self.parts["gradient"]
        cone.set_xy(touch.coef + self._reach * _wedge(touch.cone))
        cone.set_visible(self._certify)
        gradient = touch.negative_gradient
        length = np.hypot(*gradient)
        arrow.set_visible(self._certify and length > CERTIFIED)
        # The arrow grows with the gradient, but never beyond 1.25 times the cone.
        arrow.set_positions(touch.coef,
                            touch.coef + 1.25 * self._reach / (length + 0.5) * gradient)

    def describe(self, fit) -> str:
        touch = fit.touch
        noun = "budget" if self._certify else "size"
        radius = number(touch.ball.radius)
        name = BALL[touch.ball.kind]
        if touch.ball.kind == "lq":
            name += f" with q = {number(touch.ball.q)}"
        if touch.lam == 0:
            return f"The least-squares point lies inside the {name} of {noun} {radius}: it stays."
        if touch.ball.radius == 0:
            return (f"The {noun} is {radius}: the {name} is the origin alone, and both "
                    f"coefficients are exactly zero.")
        zero = "".join(f", where w{j + 1} is exactly zero" for j in np.flatnonzero(touch.coef == 0))
        words = (f"A contour touches the {name} of {noun} {radius} at "
                 f"w1 = {number(touch.coef[0])}, w2 = {number(touch.coef[1])}{zero}")
        if not self._certify:
            return f"{words}."
        holds = "lies in" if touch.residual < CERTIFIED else "misses"
        words += f"; minus the gradient {holds} the normal cone there."
        if touch.ball.power >= 1:
            return words
        return f"{words} A ball that caves in can be touched at several places: this is the best."


def _certificate(touch) -> str:
    """Multiplier, budget and the residual of the Karush-Kuhn-Tucker conditions, line by line."""
    price = f"lam = {number(touch.lam)}" if touch.ball.radius else "lam: too high"
    residual = "< 10⁻¹²" if touch.residual < 1e-12 else f"= {plain(touch.residual, 1)}"
    return f"{price}\nt = {number(touch.ball.radius)}\nKKT residual\n{residual}"


def _headline(touch) -> str:
    zero = np.flatnonzero(touch.coef == 0)
    if touch.lam == 0:
        return "inside the ball: least squares"
    if zero.size == 2:
        return "no budget: both are 0 exactly"
    if not zero.size:
        return "a smooth place: no zero"
    place = "a corner" if touch.cone.half_angle else "on an axis, no corner"
    return f"{place}: w{zero[0] + 1} = 0 exactly"


def _wedge(cone, n_points=13):
    """(n_points + 1, 2): the cone cut at length 1, from its tip; a segment when it is a ray."""
    turn = np.linspace(-cone.half_angle, cone.half_angle, n_points)
    turned = np.stack([cone.axis[0] * np.cos(turn) - cone.axis[1] * np.sin(turn),
                       cone.axis[0] * np.sin(turn) + cone.axis[1] * np.cos(turn)], axis=1)
    return np.vstack([[[0.0, 0.0]], turned])
