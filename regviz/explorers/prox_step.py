"""How can a step land on zero? The sign step jumps across it, the prox step stops there."""

import numpy as np
from matplotlib.patches import FancyArrowPatch

from regviz import style
from regviz.core.formatting import number, plural
from regviz.core.validation import demand
from regviz.explorers.base import explorer
from regviz.explorers.formula import Formula, YoursView
from regviz.explorers.iterated import iterate
from regviz.page.controls import lam_slider, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.penalties import soft_threshold
from regviz.views.base import View, exactly, legend_above, zero_line

STEPS = {
    "sign": ("sign step", {"color": style.NOW, "marker": "x", "linestyle": (0, (1, 1.2))}),
    "prox": ("prox step", {"color": style.MARKS["lasso"].color, "marker": "o", "linestyle": "-"}),
}
LIMIT = 2.0  # the axis of the coefficient goes from -LIMIT to LIMIT
START, N_STEPS = 1.5, 30
LAM_TOP, Z_TOP = 1.5, 1.5  # the ends of lam and z


@explorer("How can a step land on zero exactly?", lesson="10")
def prox_step(lam=0.8, z=0.3, *, step=None):
    """Two ways to step downhill with the lasso penalty, on one coefficient.

    What you see: left, the places of the sign step and of the prox step, one after the other; both
    start at 1.5. Right, the last step in two arrows: first the pull of the loss, then the penalty.
    What to drag: k, the number of steps, or play it. step is their length, lam the penalty and z
    the answer of least squares. The minimum is at zero as long as z lies within lam of zero.
    What data: none; the loss is (w − z)²/2. `lam` and `z` say where the picture begins.

    step: your own formula, `step(w, gradient, step, lam)` -> the next w, where gradient is the
    slope of the loss at w. Hollow squares show where your steps go from 1.5. The words compare
    them with the prox step.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(LAM_TOP / 100 <= lam <= LAM_TOP, "lam must lie between 0.015 and 1.5: got {!r}", lam)
    demand(-Z_TOP <= z <= Z_TOP, "z must lie between -1.5 and 1.5: got {!r}", z)
    formula = Formula("step", step, "one number, the next w")

    def fit(k, step, lam, z):
        state = {"k": k, "step": step, "lam": lam, "z": z,
                 "sign": _walk(_sign_step, step, lam, z), "prox": _walk(_prox_step, step, lam, z)}
        if formula:
            state["yours"] = iterate(
                formula, START, k, inputs=lambda w: (float(w), float(w) - z, step, lam),
                exact=lambda w: _prox_step(w, z, step, lam)[1])
        return Fit(**state)

    fig, (left, right) = style.canvas(2)
    views = [HopView(left, N_STEPS), ArrowsView(right)]
    if formula:
        views.insert(1, YoursView(left, lambda fit, places: (
            np.arange(places.size), np.clip(places, -3 * LIMIT, 3 * LIMIT))))
    strength = lam_slider(LAM_TOP, 2)
    strength.value = lam
    return Explorer(fig, views, fit, stops=_stops(), k=slider(0, N_STEPS, value=12),
                    step=slider(0.05, 0.6, 0.05, value=0.4), lam=strength,
                    z=slider(-Z_TOP, Z_TOP, 0.1, value=float(z)))


def _sign_step(w, z, step, lam):
    """(place after the pull of the loss, place after the penalty took step·lam in full)."""
    half = w - step * (w - z)
    return half, half - step * lam * np.sign(w)


def _prox_step(w, z, step, lam):
    """The same, but the penalty stops at zero: a soft threshold of the place in between."""
    half = w - step * (w - z)
    return half, float(soft_threshold(half, step * lam))


def _walk(rule, step, lam, z):
    """(N_STEPS + 1, 2): the two places of every step from START."""
    rows = [(START, START)]
    for _ in range(N_STEPS):
        rows.append(rule(rows[-1][1], z, step, lam))
    return np.array(rows)


def _stops():
    """One step, the step that meets zero, thirty steps, shorter ones, z beyond lam, w below 0."""
    usual = {"step": 0.4, "lam": 0.8, "z": 0.3}
    return [
        Stop("Both take the same first step. The loss pulls by 0.48, and the penalty takes "
             "step·lam = 0.32 off.", k=1, **usual, ask="Which of the two goes further at first?",
             true=lambda fit: np.allclose(fit.sign[1], fit.prox[1])
             and np.isclose(START - fit.sign[1, 0], 0.48)
             and np.isclose(fit.sign[1, 0] - fit.sign[1, 1], 0.32)),
        Stop("The loss leaves 0.252, less than the penalty takes. The sign step goes over zero, "
             "and the prox step stops at it.", k=3, **usual,
             ask="Now less is left than the penalty takes off. Where do the two steps end?",
             true=lambda fit: np.isclose(fit.prox[3, 0], 0.2520) and fit.prox[3, 1] == 0
             and fit.sign[3, 1] < 0),
        Stop("The sign step still hops across zero, because its penalty always takes 0.32. "
             "The prox step has stayed at zero.", k=30, **usual,
             ask="After thirty steps, where is the sign step?",
             true=lambda fit: _hops(fit, 10) >= 5 and not fit.prox[3:, 1].any()),
        Stop("It stays within 0.1 of zero now, but it still hops across.", k=30,
             step=0.1, lam=0.8, z=0.3, ask="Does a shorter step stop the hopping?",
             true=lambda fit: _hops(fit, 10) >= 5 and fit.prox[30, 1] == 0
             and 0 < np.abs(fit.sign[-10:, 1]).max() < 0.1),
        Stop("Here z = 1.5 lies beyond lam, so the minimum is at 0.7, away from the kink. Both "
             "find it.", k=30, step=0.4, lam=0.8, z=1.5, ask="Does the sign step ever settle?",
             true=lambda fit: np.allclose([fit.sign[30, 1], fit.prox[30, 1]], 0.7, atol=1e-5)),
        Stop("Below zero the penalty adds step·lam = 0.32. It always pushes towards zero.", k=12,
             step=0.4, lam=0.8, z=-1.5,
             ask="The coefficient is negative now. Does the penalty add or subtract?",
             true=lambda fit: fit.prox[12, 1] < 0
             and np.isclose(fit.prox[12, 1] - fit.prox[12, 0], 0.32)),
    ]


def _hops(fit, last):
    """How often the sign step crosses zero in its last steps."""
    signs = np.sign(fit.sign[-last - 1:, 1])
    return int(np.sum(signs[1:] * signs[:-1] < 0))


class HopView(View):
    """The places of one coefficient under the sign step and the prox step, step by step.

    Reads `fit.sign` and `fit.prox` (n_steps + 1, 2): column 1 holds the places after each step;
    `fit.k` of them are shown.
    """

    @style.styled
    def __init__(self, ax, n_steps):
        self.ax = ax
        size = style.sizes()
        zero_line(ax, y=0, linewidth=1.0)
        ax.set(xlim=(-0.5, n_steps + 0.5), ylim=(-LIMIT, LIMIT), xlabel="step k",
               ylabel="coefficient w")
        for name, (label, look) in STEPS.items():
            self.plot(name, label=label, markersize=0.9 * size.marker, linewidth=0.7 * size.line,
                      markeredgewidth=0.8 * size.line, zorder=3, **look)
        self.part("title", legend_above(ax, "step by step"))

    def update(self, fit) -> None:
        for name in STEPS:
            self.parts[name].set_data(np.arange(fit.k + 1), getattr(fit, name)[:fit.k + 1, 1])
        sign, prox = exactly(fit.sign[fit.k, 1]), exactly(fit.prox[fit.k, 1])
        self.parts["title"].set_text(f"after {plural(fit.k, 'step')}: sign {sign}, prox {prox}"
                                     if fit.k else f"both start at {sign}")

    def describe(self, fit) -> str:
        sign = fit.sign[:fit.k + 1, 1]
        if fit.k == 0:
            return ("No step yet: the sign step and the prox step start at the same place, "
                    f"{number(sign[0])}.")
        hops = int(np.sum(sign[1:] * sign[:-1] < 0))
        return (f"After {plural(fit.k, 'step')} the sign step stands at {exactly(sign[-1])} and "
                f"has hopped over zero {plural(hops, 'time')}; the prox step stands at "
                f"{exactly(fit.prox[fit.k, 1])}.")


class ArrowsView(View):
    """The last step in two arrows: the loss pulls to the halfway place, the penalty from there on.

    Reads `fit.sign` and `fit.prox` (n_steps + 1, 2), rows (halfway, place), and `fit.k`. A part of
    each name holds the row of that rule.
    """

    HEIGHTS = {"sign": 1, "prox": 0}

    @style.styled
    def __init__(self, ax):
        self.ax = ax
        zero_line(ax, x=0, ymax=0.82, linewidth=1.0)
        ax.set(xlim=(-LIMIT, LIMIT), ylim=(-0.6, 2.0), xlabel="coefficient w")
        ax.set_yticks([1, 0], ["sign\nstep", "prox\nstep"])
        ax.tick_params(axis="y", length=0)
        for name, (_, look) in STEPS.items():
            self.part(name, self._row(look["color"], look["marker"]))
        ax.text(0.02, 0.98, "upper arrow: pull of the loss\nlower arrow: the penalty", va="top",
                transform=ax.transAxes)
        self.part("title", ax.set_title("the last step", y=1.0))

    def _row(self, color, marker) -> dict:
        """The artists of one rule: two arrows, the place before the step and the place after it."""
        size = style.sizes()
        after = {"marker": marker, "color": color, "markersize": 1.3 * size.marker,
                 "markeredgewidth": size.line, "zorder": 6}
        return {
            "loss": self._arrow(style.ZERO, "--"),
            "penalty": self._arrow(color, "-"),
            "before": self.ax.plot([], [], linestyle="none", marker="o", color=style.ZERO)[0],
            "after": self.ax.plot([], [], linestyle="none", **after)[0],
        }

    def _arrow(self, color, dash):
        size = style.sizes()
        return self.ax.add_patch(FancyArrowPatch(
            (0, 0), (0, 0), arrowstyle="-|>", shrinkA=0, shrinkB=0, color=color, linestyle=dash,
            mutation_scale=1.3 * size.text, linewidth=size.line, zorder=4))

    def update(self, fit) -> None:
        for name, height in self.HEIGHTS.items():
            row, steps = self.parts[name], getattr(fit, name)
            start = steps[max(fit.k - 1, 0), 1]
            half, end = steps[fit.k]
            _set_arrow(row["loss"], start, half, height + 0.16, fit.k > 0)
            _set_arrow(row["penalty"], half, end, height - 0.16, fit.k > 0)
            row["before"].set_data([start], [height])
            row["after"].set_data([end], [height])
        self.parts["title"].set_text(f"step {fit.k}" if fit.k else "before the first step")

    def describe(self, fit) -> str:
        if fit.k == 0:
            return "The next step will be drawn as two arrows for each."
        told = []
        for name, (label, _) in STEPS.items():
            half, end = getattr(fit, name)[fit.k]
            told.append(f"the {label} goes from {number(half)} to {exactly(end)}")
        return f"In step {fit.k}, after the pull of the loss, {' and '.join(told)}."


def _set_arrow(arrow, start, end, height, shown) -> None:
    """A horizontal arrow; without a length it would have no direction, so it is hidden."""
    arrow.set_visible(shown and abs(end - start) > 1e-12)
    arrow.set_positions((start, height), (end, height))
