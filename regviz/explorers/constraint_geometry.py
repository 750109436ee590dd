"""Why does the solution sit on a corner? Contours, a ball that can be dragged, budget and price."""

from dataclasses import replace

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.core.validation import check_array, demand
from regviz.explorers.base import explorer, within
from regviz.explorers.formula import Formula, Yours, YoursView
from regviz.page.controls import choice, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.constraint import constrained, normal_cone, touch
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.lasso import LassoPath
from regviz.solvers.penalties import Ball
from regviz.solvers.quadratic_loss import Bowl
from regviz.solvers.ridge import RidgePath
from regviz.views.base import Movable, View, disc, lam_axis
from regviz.views.contours import CERTIFIED, GeometryView, ball_look

TOP = 4.0  # of the budget axis, and of its slider
LIMIT = 3.0  # of the two coefficients of least squares
CORR = 0.9  # the largest correlation
LAMS = np.geomspace(0.01, 6, 80)
BALLS = {"diamond": Ball("l1"), "circle": Ball("l2"),
         "elastic net": Ball("elastic net", l1_ratio=0.5)}
LOWEST, HIGHEST = 0.5, 4.0  # powers


@explorer("Why does the solution sit on a corner?", lesson="05")
def constraint_geometry(corr=0.5, coef=(2, 0.9), *, ball="diamond", t=1.0, power=False,
                        project=None):
    """Contours of the loss of two features, and the ball of all coefficients within the budget.

    What you see: the contours around the least-squares point, the ball, and the point where the
    smallest contour that reaches the ball touches it: the solution. The arrow is minus the
    gradient, and the yellow wedge is the normal cone. On the right the budget that each lam spends:
    the disc has your budget, and below it stands its price lam.
    What to drag: t, the budget; the least-squares point (w1, w2), also by its triangle in the
    picture; corr, the correlation; ball, one of diamond (lasso), circle (ridge), elastic net.
    What data: two standardized features with correlation `corr`, from -0.9 to 0.9, whose
    least-squares coefficients are `coef`, from -3 to 3. No more is needed to know their loss.

    ball and t are where it begins. power=True gives one panel where q is dragged: the ball is then
    (|w1|^q + |w2|^q)^(1/q) <= t. project: your own formula, `project(w, t)` -> the point of the
    diamond that is nearest to w. A hollow square shows it, and the words say how far it is off.
    With corr = 0 this point is the solution.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    coef = check_array(coef, "coef")
    demand(coef.shape == (2,) and np.abs(coef).max() <= LIMIT,
           "coef must hold two numbers from -3 to 3: got {!r}", coef.tolist())
    demand(ball in BALLS, "ball must be one of {}: got {!r}", ", ".join(BALLS), ball)
    sliders = {"t": slider(0.0, TOP, 0.1, value=within(t, "t", 0, TOP)),
               "ball": choice(list(BALLS), ball),
               "corr": slider(-CORR, CORR, 0.1, value=within(corr, "corr", -CORR, CORR)),
               "w1": slider(-LIMIT, LIMIT, 0.1, value=coef[0]),
               "w2": slider(-LIMIT, LIMIT, 0.1, value=coef[1])}
    formula = Formula("project", project, "the two coefficients of the nearest point")
    if power:
        demand(not formula, "project is compared on the diamond: leave power out")
        return _powers(sliders)
    return _balls(sliders, formula)


def _balls(sliders, formula):
    """Diamond, circle and elastic net with their budgets."""
    def fit(t, ball, corr, w1, w2):
        bowl = _bowl(corr, w1, w2)
        within_budget = replace(BALLS[ball], radius=t)
        state = {"touch": touch(bowl, within_budget),
                 "budgets": BALLS[ball].norm(path_on(ball, bowl)(LAMS))}
        if formula:
            state["yours"] = _nearest(formula, bowl.ols, within_budget)
        return Fit(**state)

    fig, (left, right) = style.canvas(2)
    views = [GeometryView(left, LIMIT), BudgetView(right, LAMS)]
    if formula:
        views[1:1] = [YoursView(left, lambda fit, value: value[:, None])]
    return Explorer(fig, views, fit, stops=STOPS, **sliders)


def _powers(sliders):
    """One ball with any power q."""
    def fit(q, t, corr, w1, w2):
        return Fit(touch=touch(_bowl(corr, w1, w2), Ball("lq", t, q=q)))

    fig, ax = style.canvas(1)
    del sliders["ball"]
    return Explorer(fig, [GeometryView(ax, LIMIT)], fit, stops=POWER_STOPS,
                    q=slider(LOWEST, HIGHEST, 0.1, value=2.0), **sliders)


def _bowl(corr, w1, w2):
    return Bowl((w1, w2), [[1.0, corr], [corr, 1.0]])


def path_on(ball, bowl):
    """The path of a bowl in lambda, by the name of the ball whose penalty it has."""
    X, y = bowl.data()
    if ball == "elastic net":
        return ElasticNetPath(X, y, l1_ratio=BALLS[ball].l1_ratio, intercept=False)
    return {"diamond": LassoPath, "circle": RidgePath}[ball](X, y, intercept=False)


def _nearest(formula, ols, ball):
    """The reader's nearest point of the diamond."""
    if ball.kind != "l1":
        return Yours(None, "Your project is compared on the diamond only.")
    exact = constrained(Bowl(ols, np.eye(2)), ball)
    return formula(ols, ball.radius, exact=exact, of=("w1", "w2"))


def _at_corner(fit, *, corr):
    """Whether the solution is the corner (1, 0), with the arrow inside its wedge."""
    found = fit.touch
    return (found.coef.tolist() == [1, 0] and found.cone.half_angle > 0
            and found.residual < CERTIFIED and found.bowl.hessian[0, 1] == corr)


def _degrees(ball):
    """The half-angle of a ball's normal cone at its point on the axis of w1."""
    return np.degrees(normal_cone(ball, [ball.boundary(5)[0, 0], 0.0]).half_angle)


HELP = {"t": 1.0, "corr": 0.5, "w1": 2.0, "w2": 0.9}  # both features help
STOPS = (
    Stop("At the corner w2 = 0. The second coefficient is exactly zero, although the arrow does "
         "not point along the axis.", ball="diamond", **HELP,
         ask="Both features help. Where does the contour touch the diamond: on an edge, or at a "
             "corner?",
         true=lambda fit: _at_corner(fit, corr=0.5) and fit.touch.negative_gradient[1] > 1),
    Stop("It stays. The arrow has turned, but it is still inside the wedge of the corner.",
         ball="diamond", **HELP | {"corr": 0.9},
         ask="The correlation rises to 0.9. Does the solution leave the corner?",
         true=lambda fit: _at_corner(fit, corr=0.9)),
    Stop("Now it has left the corner. Beyond the edge of the wedge both coefficients are in.",
         ball="diamond", **HELP | {"w2": 1.4},
         ask="The least-squares point moves up to w2 = 1.4. Is w2 of the solution still zero?",
         true=lambda fit: np.all(fit.touch.coef > 0)),
    Stop("The circle has no corner. Its cone is a single ray, and both coefficients stay in.",
         ball="circle", **HELP,
         ask="The diamond becomes a circle. Is w2 of the solution exactly zero?",
         true=lambda fit: np.all(fit.touch.coef > 0) and fit.touch.cone.half_angle == 0),
    Stop("Its corners are blunt: their wedge opens 24 degrees to each side. On the diamond it "
         "opens 45 degrees. The arrow of this loss misses the wedge.", ball="elastic net", **HELP,
         ask="The elastic net's ball has corners as well. Does this loss end at one?",
         true=lambda fit: np.all(fit.touch.coef > 0)
         and round(_degrees(fit.touch.ball)) == 24
         and round(_degrees(BALLS["diamond"])) == 45),
    Stop("Least squares spends 2.9, so this budget does not bind: its price is lam = 0.",
         ball="diamond", **HELP | {"t": 3.5},
         ask="A budget of 3.5 is a lot. What is its price?",
         true=lambda fit: fit.touch.lam == 0
         and np.array_equal(fit.touch.coef, fit.touch.bowl.ols)
         and np.isclose(np.abs(fit.touch.coef).sum(), 2.9)),
)
SMALL = {"t": 1.2, "corr": 0.3, "w1": 0.6, "w2": 1.9}  # one coefficient is small
POWER_STOPS = (
    Stop("q = 2 is the circle. The small coefficient is not zero.", q=2.0, **SMALL,
         ask="q = 2 is the circle. Is the small coefficient w1 exactly zero?",
         true=lambda fit: np.all(fit.touch.coef > 0)),
    Stop("It looks almost like the diamond, but there is no corner. w1 is small and not zero.",
         q=1.1, **SMALL, ask="q = 1.1 looks almost like the diamond. Is w1 exactly zero now?",
         true=lambda fit: 0 < fit.touch.coef[0] < 0.2),
    Stop("q = 1 is the diamond, and the solution sits at its corner: w1 is exactly zero.", q=1.0,
         **SMALL, ask="And at q = 1?", true=lambda fit: fit.touch.coef.tolist() == [0, 1.2]),
    Stop("The ball caves in, and the solution sits on the needle of w1.", q=0.5,
         **SMALL | {"w1": 1.9, "w2": 1.8},
         ask="Now q = 0.5, and both coefficients are large. On which needle does the solution sit?",
         true=lambda fit: fit.touch.coef.tolist() == [1.2, 0]),
    Stop("It has jumped to the other needle. A small change of the data gives a quite different "
         "answer.", q=0.5, **SMALL | {"w1": 1.9, "w2": 2.0},
         ask="w2 rises from 1.8 to 2.0. How far does the solution move?",
         true=lambda fit: fit.touch.coef.tolist() == [0, 1.2]),
)


class BudgetView(View):
    """The budget t(lam) of every lambda, and where the touch lies: lambda is its multiplier.

    Reads `fit.touch` and `fit.budgets` (over `lams`). Its mark can be moved by hand and sets the
    control t. A multiplier left of the axis is shown at the axis' end.
    """

    @style.styled
    def __init__(self, ax, lams):
        self.ax, self.lams = ax, np.asarray(lams, dtype=float)
        lam_axis(ax, self.lams)
        ax.set(ylim=(0, TOP), ylabel="budget t", yticks=np.arange(1, TOP + 1))
        self.plot("curve", zorder=3)
        self.plot("cross", color=style.NOW, linewidth=0.6 * style.sizes().line, zorder=2)
        self.plot("mark", **disc(1.2, zorder=5))
        self.part("title", ax.set_title("budget", y=1.0))
        self.movable = (Movable(ax, None, "t", label="budget", at=(float(self.lams[0]), 0.0)),)

    def update(self, fit) -> None:
        lam, t, left = fit.touch.lam, fit.touch.ball.radius, self.lams[0]
        inside = np.clip(lam, left, self.lams[-1])
        self.parts["curve"].set_data(self.lams, fit.budgets)
        self.parts["curve"].set(**ball_look(fit.touch.ball))
        self.parts["cross"].set_data([inside, inside, left], [0, t, t])
        self.parts["mark"].set_data([inside], [t])
        self.parts["title"].set_text(
            f"the budget t = {number(t)} is the price lam = {number(lam)}" if t else
            "the budget is 0, and so is the solution")

    def describe(self, fit) -> str:
        lam, t = number(fit.touch.lam), number(fit.touch.ball.radius)
        if fit.touch.ball.radius == 0:
            if fit.touch.ball.kind == "l2":
                return ("No lam is its price: under ridge even the highest leaves the coefficients "
                        "a little.")
            return "Its price is any lam so high that both coefficients are left at 0."
        if fit.touch.lam == 0:
            return f"The budget t = {t} is enough for least squares: its price is lam = 0."
        return f"The budget t = {t} and the price lam = {lam} name the same solution."
