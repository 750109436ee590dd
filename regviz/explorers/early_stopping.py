"""Early stopping beside ridge: two coefficient paths that nearly agree."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plain, plural
from regviz.core.validation import demand
from regviz.data.given import as_problem
from regviz.explorers.asked import finite
from regviz.explorers.base import explorer, held_out, mean_squared_error
from regviz.explorers.formula import Formula, YoursView
from regviz.page.controls import lam_slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.ridge import RidgePath
from regviz.views.base import legend_above, padded
from regviz.views.coefficient_paths import PathView
from regviz.views.curves import CurvesView

DECADES = 3.0
NAMES = {"ridge_kept": "ridge", "stopped_kept": "stopped early",
         "ridge_error": "ridge", "stopped_error": "stopped early"}


@explorer("Does stopping early do the same as ridge?", lesson="12", step=finite)
def early_stopping(data="diabetes", y=None, *, target=None, step=0.2, stopped=None, lam=None):
    """Gradient descent that starts at zero and stops early, beside ridge with lam = 1/(step·t).

    What you see: two paths of coefficients over one axis of lambda. Lines are ridge, dots are
    gradient descent after t steps. Beside them the share of the least-squares answer that each of
    the two keeps along a direction of the features. One more panel: both held-out errors.
    What to drag: lam, to the right for more penalty and fewer steps.
    What data: see `regviz.data.given.as_problem`; columns are standardized on the fitted rows, and
    a quarter of the rows is held out.

    step is the length of a step, as a share of one over the largest d²/n, up to 1. lam is where the
    explorer begins. stopped: your own loop, `stopped(X, y, step, steps)` -> the coefficients after
    so many gradient steps of the mean of half squared errors, from zero. It gets standardized
    columns, y without its mean, and the length of a step. Hollow squares show your coefficients.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(isinstance(step, (int, float)) and 0 < step <= 1,
           "step, a share of one over the largest d²/n, must lie in (0, 1]: got {!r}", step)
    train, test = held_out(as_problem(data, y, target))
    ridge = RidgePath(train.X, train.y)
    descent = GradientDescent(train, step)
    formula = Formula("stopped", stopped, "one coefficient per column of X")
    top = descent.strongest
    lams = top * np.geomspace(10.0**-DECADES, 1.26, 121)
    grid = top * np.geomspace(10.0**-DECADES / 3, 6, 100)
    lams = np.unique(1 / (descent.step * np.rint(1 / (descent.step * lams))))  # whole steps
    errors = {"ridge_error": mean_squared_error(ridge, test, lams),
              "stopped_error": mean_squared_error(descent, test, lams)}

    def fit(lam):
        steps = descent.steps(lam)
        lam = 1 / (descent.step * steps)  # a whole number of steps stands for this lambda exactly
        other = descent(lam)
        state = {"lam": lam, "steps": steps, "ridge": ridge(lam), "other": other,
                 "ridge_kept": ridge_share(grid, lam),
                 "stopped_kept": stopped_share(grid, steps, descent.step)} | errors
        if formula:
            state["yours"] = formula(train.X, train.y - train.y.mean(), descent.step, steps,
                                     exact=other, of=train.names)
        return Fit(**state)

    fig, (paths, shares, held) = style.canvas(3)
    both = np.append(*errors.values())
    views = [
        TwinPathsView(paths, ridge, descent, lams, train.names),
        DirectionsView(shares, grid, descent.strengths, descent.step),
        CurvesView(held, "lam", lams, {"ridge_error": "ridge", "stopped_error": 5},
                   ylim=padded(both), log_x=True, labels=NAMES, title="held-out rows",
                   xlabel="lam = 1/(step·t) (log scale, fewer steps →)",
                   ylabel="held-out error", best=("stopped_error", "lowest")),
    ]
    if formula:
        views[1:1] = [YoursView(paths, lambda fit, coef: (np.full(coef.size, fit.lam), coef))]
    return Explorer(fig, views, fit, first=2, stops=_stops(descent, ridge, lams, errors),
                    lam=lam_slider(top, DECADES, lam or 0.03 * top))


def stopped_share(strength, steps, step):
    """The share of least squares that so many gradient steps from zero reach along a direction."""
    return 1 - (1 - step * strength) ** steps


def ridge_share(strength, lam):
    """The share that ridge keeps along a direction of strength d²/n."""
    return strength / (strength + lam)


class GradientDescent:
    """Gradient descent on the squared loss from zero, in closed form at any number of steps.

    Called with lambdas it gives the coefficients (..., p) after 1/(step·lam) steps, a real number,
    so that it can be drawn as a path; `steps(lam)` is the nearest whole number of them. With d the
    singular values, every step multiplies what is missing along a direction by 1 - step·d²/n.
    """

    def __init__(self, problem, share):
        centred = problem.X - problem.X.mean(axis=0)
        u, d, self._directions = np.linalg.svd(centred, full_matrices=False)
        kept = d > 1e-10 * max(d[0], 1e-300)
        self.strengths = d[kept] ** 2 / len(problem)
        self.strongest = float(self.strengths[0]) if kept.any() else 1.0
        self.step = share / self.strongest
        self._directions = self._directions[kept]
        self._mean = problem.y.mean()
        self._alone = u[:, kept].T @ (problem.y - self._mean) / d[kept]
        self.least_squares = self._alone @ self._directions

    def steps(self, lam) -> int:
        return max(round(1 / (self.step * float(lam))), 1)

    def __call__(self, lam):
        steps = 1 / (self.step * np.asarray(lam, dtype=float))
        shares = stopped_share(self.strengths, steps[..., None], self.step)
        return shares * self._alone @ self._directions

    def predict(self, X, lam):
        return self._mean + self(lam) @ X.T


def _stops(descent, ridge, lams, errors):
    """Few steps, the middle, the lowest held-out error, many steps."""
    length = np.linalg.norm(descent.least_squares)
    if not length > 0:
        return []
    few, many = (descent.steps(lam) for lam in lams[[-1, 0]])

    def reached(coef):
        return plain(100 * np.linalg.norm(coef) / length, 3)

    short = reached(descent(1 / (descent.step * few)))
    weakest = descent.strengths[-1]
    kept = plain(100 * stopped_share(weakest, many, descent.step), 3)
    return [
        Stop(f"The coefficients start at zero. After {plural(few, 'step')} their length is "
             f"{short} % of that of least squares.", lam=float(lams[-1]),
             ask="Gradient descent has made only a few steps. How long are its coefficients?",
             true=lambda fit: fit.steps == few and reached(fit.other) == short),
        *_middle(descent),
        _lowest(descent, lams, errors),
        Stop(f"The coefficients go on towards least squares. Along the weakest direction "
             f"{plural(many, 'step')} reach {kept} % of that answer.", lam=float(lams[0]),
             ask="What happens if we stop very late?",
             true=lambda fit: fit.steps == many and kept == plain(
                 100 * stopped_share(weakest, fit.steps, descent.step), 3)),
    ]


def _middle(descent):
    """Where lambda is the middle strength: stopping keeps more, and no lambda matches it."""
    strengths, step = descent.strengths, descent.step
    low, high = 10.0**-DECADES * descent.strongest, descent.strongest
    middle = float(np.clip(np.median(strengths), low, high))
    steps = descent.steps(middle)
    lam = 1 / (step * steps)
    gaps = stopped_share(strengths, steps, step) - ridge_share(strengths, lam)
    most = number(100 * gaps.max())
    stops = [Stop(f"Stopping early keeps more along every direction, here by up to {most} % of "
                  "the least-squares answer.", lam=lam,
                  ask="At the same lam = 1/(step·t), which of the two keeps more?",
                  true=lambda fit: (fit.stopped_kept >= fit.ridge_kept).all()
                  and gaps.min() >= -1e-12)]
    ends = strengths[[gaps.argmax() if gaps.argmax() < gaps.size - 1 else 0, -1]]
    lost = (1 - step * ends) ** steps
    match = ends * lost / (1 - lost)
    if ends[0] > 1.5 * ends[1] and match.min() > 1e-6 * lam:
        here, weak = map(number, match)
        stops.append(Stop(
            f"No. To match {plural(steps, 'step')}, ridge needs lam = {weak} along the weakest "
            f"direction and {here} along the one with d²/n = {number(ends[0])}.", lam=lam,
            ask="Is there one lam at which ridge equals these steps along every direction?",
            true=lambda fit: here != weak and np.allclose(
                ridge_share(ends, match), stopped_share(ends, fit.steps, step))))
    return stops


def _lowest(descent, lams, errors):
    """Where the held-out error of stopping is lowest, beside the lowest of ridge."""
    at, best = lams[errors["stopped_error"].argmin()], errors["ridge_error"].min()
    steps, least = descent.steps(at), errors["stopped_error"].min()
    gap = 100 * (least / best - 1) if best > 0 else 0.0
    words = f"is {plain(abs(gap), 2)} % {'lower' if gap < 0 else 'higher'} than that of ridge"
    if abs(gap) < 0.1:
        words = "differs from that of ridge by less than 0.1 %"
    return Stop(f"Stopping is best after {plural(steps, 'step')}. Its lowest held-out error "
                f"{words}.", lam=float(at),
                ask="Take each of the two at its best lam. Which one predicts better?",
                true=lambda fit: fit.steps == steps and np.isclose(
                    fit.stopped_error.min(), (1 + gap / 100) * fit.ridge_error.min()))


class TwinPathsView(PathView):
    """The ridge path as lines and the path of early stopping as dots, on one axis of lambda.

    `path` and `other` are callable at arrays of lambdas. Reads `fit.lam`, `fit.ridge`, `fit.other`
    and `fit.steps`, the number of steps that stands for lam.
    """

    DOTS = 30

    @style.styled
    def __init__(self, ax, path, other, lams, names):
        grid = np.geomspace(np.min(lams), np.max(lams), self.DOTS)
        stopped = np.asarray(other(grid))
        shown = np.append(path(np.asarray(lams)), stopped)
        room = 0.12 * np.ptp(shown)  # for the readout above the curves
        super().__init__(ax, path, lams, names, kind="ridge", reads="ridge",
                         limits=(shown.min(), shown.max() + room))
        size = style.sizes()
        dot = {"linestyle": "none", "marker": "o", "markersize": 0.5 * size.marker}
        for j, curve in enumerate(self.curves):
            curve.set_linestyle("-")  # a dotted line would look like the other path
            ax.plot(grid, stopped[:, j], **dot, color=curve.get_color(), markeredgewidth=0,
                    zorder=3)
        ax.plot([], [], color="#333333", linewidth=0.8 * size.line, label="lines: ridge")
        ax.plot([], [], **dot, color="#333333", label="dots: stopped early")
        legend_above(ax, "two paths")
        self.plot("others", **dot | {"markersize": 0.75 * size.marker}, color=style.NOW, zorder=6)

    def update(self, fit) -> None:
        super().update(fit)
        self.parts["others"].set_data(np.full(np.shape(fit.other), fit.lam), fit.other)
        steps = plural(int(fit.steps), "step")
        self.parts["readout"].set_text(f" lam = {number(fit.lam)} ~ {steps} ")

    def describe(self, fit) -> str:
        ridge, other = np.asarray(fit.ridge), np.asarray(fit.other)
        j = int(np.abs(other - ridge).argmax())
        return (f"After {plural(int(fit.steps), 'step')} the coefficients have length "
                f"{number(np.linalg.norm(other))}; those of ridge with lam = {number(fit.lam)} "
                f"have {number(np.linalg.norm(ridge))}. They differ most at {self.names[j]}: "
                f"{number(other[j])} against {number(ridge[j])}.")


class DirectionsView(CurvesView):
    """The share of least squares that ridge and stopped gradient descent keep along a direction.

    `grid` are strengths d²/n for the curves, `strengths` those of the data: a dot each. Reads
    `fit.lam`, `fit.steps`, and over the grid `fit.ridge_kept` and `fit.stopped_kept`.
    """

    @style.styled
    def __init__(self, ax, grid, strengths, step):
        self._strengths = strengths
        self._step = step
        super().__init__(ax, "lam", grid, {"ridge_kept": "ridge", "stopped_kept": 5},
                         ylim=(-0.03, 1.05), log_x=True, labels=NAMES,
                         xlabel="d²/n of the direction, cursor at lam (log scale)",
                         ylabel="share of least squares kept", title="directions")
        self.parts["here"]["ridge_kept"].set_visible(False)
        self.parts["here"]["stopped_kept"].set_visible(False)
        size = style.sizes()
        self.plots("dots", {name: mark.points(markersize=0.9 * size.marker, zorder=5)
                            for name, mark in self._curves.items()})

    def _shares(self, fit) -> dict:
        return {"ridge_kept": ridge_share(self._strengths, fit.lam),
                "stopped_kept": stopped_share(self._strengths, fit.steps, self._step)}

    def update(self, fit) -> None:
        super().update(fit)
        for name, shares in self._shares(fit).items():
            self.parts["dots"][name].set_data(self._strengths, shares)

    def describe(self, fit) -> str:
        ridge, stopped = self._shares(fit).values()
        if not ridge.size:
            return "No column varies, so there is no direction along which anything is learned."
        j = int(np.argmax(stopped - ridge))
        words = (f"After {plural(int(fit.steps), 'step')} gradient descent keeps "
                 f"{plain(100 * stopped[j], 3)} % of the least-squares answer along the direction "
                 f"with d²/n = {number(self._strengths[j])}; ridge keeps "
                 f"{plain(100 * ridge[j], 3)} %.")
        return words + (" No direction shows a larger difference." if ridge.size > 1 else "")
