"""What does the C of a support vector machine do? Its margin, and the boundaries of refits."""

from functools import cache, lru_cache

import numpy as np
from contourpy import contour_generator  # comes with matplotlib, which draws contours with it

from regviz import style
from regviz.claims.margins import KERNELS, moons, vote_variance
from regviz.core.formatting import number, plural
from regviz.core.validation import demand
from regviz.explorers.base import explorer
from regviz.explorers.formula import Formula, YoursView
from regviz.page.controls import choice, sample, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.views.base import View, legend_above
from regviz.views.curves import CurvesView

PRICES = 10.0 ** np.arange(-1, 2.1, 0.25)
POLLED = PRICES[::2]  # the prices at which many machines vote
POINTS, VOTERS, DRAWN = 60, 20, 10
ACROSS, UP = np.linspace(-1.75, 2.75, 41), np.linspace(-1.5, 2.0, 41)
SLACK = 1e-3  # more than the solver's tolerance


@explorer("What does the C of a support vector machine do?", lesson="11")
def support_vectors(*, kernel="curved", meaning="price", violation=None):
    """A support vector machine on two classes in the plane, with C as a price and as a budget.

    What you see: the boundary between two classes, and the dashed margin on both sides of it. A
    point on the wrong side of its margin is a violation. Beside it the boundaries of ten machines
    that were fitted to other samples. More panels: twenty machines vote on new points; what is
    spent at each price.
    What to drag: C_position, from a small C on the left to a large C on the right. meaning says
    what C is: the price of a violation, or the budget that all violations may spend together.
    Then change the kernel and the sample.
    What data: 60 points on two half circles, with normal noise. They overlap.

    The price problem is: least ‖w‖²/2 + C · (sum of the violations). Its solution also solves the
    budget problem, least ‖w‖ with a sum of violations of at most C, if C is what the solution
    spends. So both meanings go through the same 13 machines, in opposite order. kernel ("curved"
    or "straight") and meaning ("price" or "budget") are where the explorer begins. scikit-learn
    fits the machines.

    violation: your own formula, `violation(side, score)` -> how far each point is on the wrong side
    of its margin, 0 if it is not. side is its class, −1 or 1, and score is the value of the
    decision function there. Hollow squares stand around your violations, and the words compare
    them with the exact ones.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(kernel in KERNELS, "kernel must be curved or straight: got {!r}", kernel)
    demand(meaning in ("price", "budget"), "meaning must be price or budget: got {!r}", meaning)
    formula = Formula("violation", violation, "one number for each point")

    def fit(C_position, meaning, kernel, sample):
        at = C_position if meaning == "price" else PRICES.size - 1 - C_position
        made = _all_prices(kernel, sample)
        price, spent = PRICES[at], made[at].slack.sum()
        C = number(price if meaning == "price" else spent)
        state = vars(made[at]) | _poll(kernel)
        if formula:
            state["yours"] = formula(made[at].side, made[at].score, exact=made[at].slack)
        return Fit(**state, label=f"{meaning} C = {C}", price=price,
                   fields=[_field(kernel, price, r)[::2, ::2] for r in range(DRAWN)],
                   budget=[m.slack.sum() for m in made], margin=[m.width for m in made],
                   violations=[(m.slack > SLACK).sum() for m in made])

    fig, panels = style.canvas(4)
    views = _views(panels)
    if formula:
        views.insert(1, YoursView(panels[0], lambda fit, value: fit.X[value > SLACK].T))
    return Explorer(fig, views, fit, first=2, stops=_stops(),
                    C_position=slider(0, PRICES.size - 1, value=PRICES.size - 1),
                    meaning=choice(("price", "budget"), meaning),
                    kernel=choice(tuple(KERNELS)[::-1], kernel), sample=sample())


def _views(panels):
    left, right, votes, spent = panels
    axis = {"xlabel": "price of a violation (← budget)", "log_x": True}
    voted = {"variance": "variance", "majority": "bias", "single": "test"}
    return [
        MarginView(left, ACROSS, UP),
        BoundariesView(right, ACROSS[::2], UP[::2]),
        CurvesView(votes, "price", POLLED, voted, points={"variance": "variance"},
                   title="twenty machines vote", ylabel="variance, share wrong",
                   noun="twenty machines", ylim=(0, 0.5),
                   labels={"majority": "majority wrong", "single": "one wrong"}, **axis),
        CurvesView(spent, "price", PRICES, {"budget": 0, "violations": 1, "margin": 2},
                   title="what is spent at each price", ylabel="amount (log scale)",
                   noun="what is spent", ylim=(0.03, 300), log_y=True,
                   labels={"budget": "budget spent", "margin": "2/‖w‖"}, **axis),
    ]


@lru_cache(maxsize=4096)
def _svc(kernel, price, seed):
    """The machine of one price on one sample of the two moons, its points and their sides."""
    from sklearn.svm import SVC

    X, side = moons(POINTS, np.random.default_rng(seed))
    return SVC(C=price, **KERNELS[kernel]).fit(X, side), X, side


@lru_cache(maxsize=64)
def _all_prices(kernel, sample):
    """What the pictures read of the machines of all prices on one sample."""
    return [_machine(kernel, price, sample) for price in PRICES]


def _machine(kernel, price, sample):
    """Slacks, support vectors and 2/‖w‖; ‖w‖² is summed from the dual coefficients."""
    svc, X, side = _svc(kernel, price, sample)
    heights = svc.decision_function(svc.support_vectors_) - svc.intercept_[0]
    norm2 = float(svc.dual_coef_[0] @ heights)
    score = svc.decision_function(X)
    return Fit(X=X, side=side, score=score, slack=np.maximum(0, 1 - side * score),
               support=np.isin(np.arange(len(X)), svc.support_), norm2=norm2,
               width=2 / np.sqrt(norm2), flat=kernel == "straight",
               field=svc.decision_function(_plane()).reshape(UP.size, ACROSS.size))


@cache
def _plane():
    return np.column_stack([axis.ravel() for axis in np.meshgrid(ACROSS, UP)])


@lru_cache(maxsize=1024)
def _field(kernel, price, r):
    """The decision function of the r-th of the other samples, on the grid of the plane."""
    svc, _, _ = _svc(kernel, price, 100_000 + r)
    return svc.decision_function(_plane()).reshape(UP.size, ACROSS.size)


@cache
def _poll(kernel):
    """Twenty machines vote −1 or 1 at 400 new points, at each polled price."""
    X, truth = moons(400, np.random.default_rng(99_999))
    told = []
    for price in POLLED:
        votes = np.array([np.sign(_svc(kernel, price, 100_000 + r)[0].decision_function(X))
                          for r in range(VOTERS)])
        majority = (votes.mean(axis=0) > 0) != (truth > 0)
        told.append((*vote_variance(votes), (votes != truth).mean(), majority.mean()))
    return dict(zip(("variance", "variance_se", "single", "majority"), np.transpose(told),
                    strict=True))


def _stops():
    """Cheap and dear violations, the same machines by budget, variance, and bias."""
    low, *_, high = _all_prices("curved", 0)
    cheap, dear = (int((m.slack > SLACK).sum()) for m in (low, high))
    spent, last = number(low.slack.sum()), PRICES.size - 1
    curved, straight = _poll("curved"), _poll("straight")
    best = {name: f"{100 * poll['majority'].min():.1f} %"
            for name, poll in (("curved", curved), ("straight", straight))}
    price, budget = ({"kernel": "curved", "meaning": name} for name in ("price", "budget"))
    return [
        Stop(f"Many: {cheap} of {POINTS} points are violations. At a price of 0.1 they are cheap, "
             "so the margin is wide.", C_position=0, **price,
             ask="C is a price, and it is low. Are there many violations or few?",
             true=lambda fit: (fit.slack > SLACK).sum() == cheap > 2 * dear),
        Stop(f"Fewer: only {dear} are left. The boundary bends around single points.",
             C_position=last, **price, ask="The price rises to 100. More violations, or fewer?",
             true=lambda fit: (fit.slack > SLACK).sum() == dear < cheap
             and fit.support.sum() < low.support.sum()),
        Stop(f"The one of the lowest price. A budget of {spent} is what that machine spends.",
             C_position=last, **budget,
             ask="Now C is a budget, and it is at its largest. Which of the two machines is this?",
             true=lambda fit: np.array_equal(fit.slack, low.slack)),
        Stop(f"At the high price. The variance of a vote is {number(curved['variance'][-1])}, and "
             f"at the lowest price {number(curved['variance'][0])}.", C_position=last, **price,
             ask="Ten other samples: at which price do their boundaries differ more?",
             true=lambda fit: fit.variance[-1] - fit.variance[0] > 2 * fit.variance_se[-1]),
        Stop(f"No. At its best price the majority is wrong for {best['straight']} of new points, "
             f"with the curved kernel for {best['curved']}. That is bias.",
             C_position=last // 2, meaning="price", kernel="straight",
             ask="Straight boundaries hardly move between samples. Is their error small, too?",
             true=lambda fit: fit.majority.min() > 0.02 + curved["majority"].min()
             and fit.variance[3] < curved["variance"][3]),
    ]


class _PlaneView(View):
    """A view of decision functions, given by their values on `grid_y` by `grid_x`."""

    def _draw_plane(self, ax, grid_x, grid_y) -> None:
        self.ax = ax
        self.grid = (np.asarray(grid_x, dtype=float), np.asarray(grid_y, dtype=float))
        ax.set(xlim=(grid_x[0], grid_x[-1]), ylim=(grid_y[0], grid_y[-1]), xlabel="x1", ylabel="x2")
        ax.locator_params(nbins=5)

    def _move_contours(self, name, fields, *levels) -> None:
        """Show where any of `fields` has any of `levels`: polylines joined by NaN."""
        lifted = np.full((1, 2), np.nan)
        pieces = [np.empty((0, 2))]
        for field in fields:
            contours = contour_generator(*self.grid, field)
            for level in levels:
                for line in contours.lines(level):
                    pieces += [line, lifted]
        self.parts[name].set_data(*np.concatenate(pieces).T)


class MarginView(_PlaneView):
    """Two classes in the plane, the boundary of a support vector machine, its margins, the support
    vectors and the violations.

    Reads `fit.X` (n, 2), `fit.side` (n,) of -1 and 1, `fit.field` (g, g), values of the decision
    function on `grid_y` by `grid_x`, `fit.support` (n,) true for support vectors, `fit.slack` (n,),
    how far each point is on the wrong side of its margin, and `fit.width` of the margin. Where
    `fit.flat` is false, the boundary is curved and the width belongs to the kernel's space: it is
    not told. `fit.label`, if there is one, begins the title.
    """

    CLASSES = {-1: {"marker": "o", "color": style.FEATURE_COLORS[3]},
               1: {"marker": "^", "color": "#b8860b"}}
    @style.styled
    def __init__(self, ax, grid_x, grid_y):
        self._draw_plane(ax, grid_x, grid_y)
        size = style.sizes()
        self.part("classes", {side: ax.plot([], [], linestyle="none", zorder=2, **look)[0]
                              for side, look in self.CLASSES.items()})
        cross = {"linestyle": "none", "color": style.NOW, "marker": "x"}
        circle = cross | {"marker": "o", "markerfacecolor": "none"}
        self.plot("support", **circle, markersize=1.7 * size.marker, zorder=3,
                  markeredgewidth=0.6 * size.line, label="support vector")
        self.plot("violations", **cross, markersize=0.6 * size.marker, zorder=4,
                  markeredgewidth=0.7 * size.line, label="violation")
        self.plot("margins", color="#555555", linewidth=0.8 * size.line, linestyle=(0, (4, 2)),
                  label="margin")
        self.plot("boundary", color=style.NOW, linewidth=1.3 * size.line)
        self.part("title", legend_above(ax, "margin"))

    def update(self, fit) -> None:
        X, side = np.asarray(fit.X), np.asarray(fit.side)
        violating = np.asarray(fit.slack) > SLACK
        for sign, points in self.parts["classes"].items():
            points.set_data(*X[side == sign].T)
        self.parts["support"].set_data(*X[np.asarray(fit.support)].T)
        self.parts["violations"].set_data(*X[violating].T)
        self._move_contours("boundary", [fit.field], 0.0)
        self._move_contours("margins", [fit.field], -1.0, 1.0)
        told = getattr(fit, "label", f"margin {number(fit.width)} wide")
        self.parts["title"].set_text(f"{told}, {plural(int(violating.sum()), 'violation')}")

    def describe(self, fit) -> str:
        slack = np.asarray(fit.slack)
        support = plural(int(np.sum(fit.support)), "support vector")
        violations = plural(int((slack > SLACK).sum()), "violation")
        beyond = f"{violations}, of which {int((slack > 1).sum())} beyond the boundary."
        if getattr(fit, "flat", True):
            return f"The margin is {number(fit.width)} wide, held up by {support}; {beyond}"
        return (f"{support[0].upper()}{support[1:]} and {beyond} In the space of the kernel the "
                f"margin is {number(fit.width)} wide, not in this plane.")


class BoundariesView(_PlaneView):
    """The boundaries of machines fitted to different samples: the further apart they lie, the
    larger the variance.

    Reads `fit.fields` (machines, g, g), values of their decision functions on `grid_y` by `grid_x`.
    """

    @style.styled
    def __init__(self, ax, grid_x, grid_y):
        self._draw_plane(ax, grid_x, grid_y)
        self.plot("boundaries", color=style.MARKS["variance"].color,
                  linewidth=0.7 * style.sizes().line)
        ax.set_title("other samples, other boundaries", pad=2.2 * style.sizes().text)

    def update(self, fit) -> None:
        self._move_contours("boundaries", fit.fields, 0.0)

    def describe(self, fit) -> str:
        above = np.asarray(fit.fields) > 0
        share = (above.any(axis=0) & ~above.all(axis=0)).mean()
        return (f"On {100 * share:.0f} % of the picture the {len(above)} machines do not all "
                f"agree.")
