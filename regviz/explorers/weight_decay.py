"""What does a ridge penalty do to a gradient step? Each step shrinks, then moves."""

from functools import partial

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.core.validation import demand
from regviz.explorers.base import explorer
from regviz.explorers.formula import Formula, YoursView
from regviz.explorers.iterated import iterate
from regviz.explorers.one_coefficient import PENALTY_LOOK, ParabolaView
from regviz.page.controls import lam_slider, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.views.base import View, legend_above, segments, spread, zero_line

LOW = -4.0
HIGH = 8.0
N_STEPS = 12
LAM_TOP = 10.0


@explorer("What does a ridge penalty do to a gradient step?", lesson="10")
def weight_decay(z=2.5, start=-3.0, lam=0.2, *, step=None):
    """Gradient descent on one coefficient with a ridge penalty, also called weight decay.

    What you see: left, the coefficient step by step. Every step first shrinks it by the share
    step·lam, in amber, and then follows the gradient of the loss, in dashes. Right, the same walk
    on the sum of loss and penalty.
    What to drag: k, the number of steps, or play it. lam is the penalty, to the right for more, and
    step the length of the steps.
    What data: none; the loss is (w − z)²/2. `z` is the answer of least squares, the walk begins at
    `start`, and `lam` says where the picture begins.

    step: your own formula, `step(w, gradient, step, lam)` -> the next w, where gradient is the
    slope of the loss at w, without the penalty. Hollow squares show where your steps go, and the
    words compare each with the exact one.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    for name, value in (("z", z), ("start", start)):
        demand(LOW < value < HIGH, "{} must lie between -4 and 8: got {!r}", name, value)
    demand(abs(start) >= 0.5, "start must be 0.5 away from zero or more: got {!r}", start)
    demand(LAM_TOP / 1000 <= lam <= LAM_TOP, "lam must lie between 0.01 and 10: got {!r}", lam)
    formula = Formula("step", step, "one number, the next w")

    def fit(k, lam, step):
        walked, shrunk = _walk(k, lam, step, z, start)
        part = Fit(loss=partial(_loss, z=z), penalty=partial(_penalty, lam=lam), coef=z / (1 + lam))
        state = {"k": k, "lam": lam, "z": z, "ridge": part, "walked": walked, "shrunk": shrunk}
        if formula:
            state["yours"] = iterate(
                formula, start, k, inputs=lambda w: (float(w), float(w) - z, step, lam),
                exact=lambda w: _decay_step(float(w), z, lam, step)[1])
        return Fit(**state)

    fig, (left, right) = style.canvas(2)
    views = [StepsView(left, N_STEPS, HIGH),
             ParabolaView(right, low=LOW, high=HIGH, top=20, adds="walk", drag=None)]
    if formula:
        views.insert(1, YoursView(left, lambda fit, places: (
            np.arange(places.size), np.clip(places, 4 * LOW, 4 * HIGH))))
    strength = lam_slider(LAM_TOP, 3)
    strength.value = lam
    return Explorer(fig, views, fit, stops=_stops(z, start), k=slider(0, N_STEPS, value=6),
                    lam=strength, step=slider(0.05, 2.0, 0.05, value=0.3))


def _loss(w, z):
    return (w - z) ** 2 / 2


def _penalty(w, lam):
    return lam * w**2 / 2


def _decay_step(w, z, lam, step):
    """(w after the shrink, w after the gradient, which is measured before the shrink)."""
    shrunk = (1 - step * lam) * w
    return shrunk, shrunk - step * (w - z)


def _walk(k, lam, step, z, start):
    """Places (k + 1,) after each step, and (k,) after each shrink."""
    walked, shrunk = [start], []
    for _ in range(k):
        middle, after = _decay_step(walked[-1], z, lam, step)
        shrunk.append(middle)
        walked.append(after)
    return np.array(walked), np.array(shrunk)


def _stops(z, start):
    """One step, rest at ridge, more penalty, and long steps with a little and with more of it."""
    (_, after), (shrunk,) = _walk(1, 0.2, 0.3, z, start)
    goal, far = z / 1.2, abs(start - z / 1.5)
    stops = [Stop(f"The shrink takes 6 % off: from {number(start)} to {number(shrunk)}. Then the "
                  f"gradient takes it to {number(after)}.", k=1, lam=0.2, step=0.3,
                  ask="A step has two parts. What does the penalty do in it?",
                  true=lambda fit: np.isclose(fit.shrunk[0], 0.94 * start)
                  and np.isclose(fit.walked[1], after))]
    if abs(z) > 0.1 and abs(start - goal) > 0.1:
        stops += [
            Stop(f"It comes to rest at {number(goal)}, where the shrink and the gradient cancel. "
                 f"Least squares would be {number(z)}.", k=12, lam=0.2, step=0.3,
                 ask="Where does it come to rest, at zero, at least squares, or between?",
                 true=lambda fit: abs(fit.walked[-1] - goal) < 0.01 * abs(start - goal)
                 and np.isclose(fit.ridge.coef, goal)),
            Stop(f"With lam = 2 it comes to rest at {number(z / 3)}, a third of least squares.",
                 k=12, lam=2.0, step=0.3, ask="More penalty: where does it come to rest now?",
                 true=lambda fit: np.isclose(fit.walked[-1], z / 3)),
        ]
    near = abs(_walk(12, 0.1, 1.5, z, start)[0][-1] - z / 1.1)
    stops.append(Stop(f"Steps of 1.5 jump from side to side. After 12 of them {number(near)} is "
                      "left to go.", k=12, lam=0.1, step=1.5, ask="Can the steps be longer?",
                      true=lambda fit: np.isclose(abs(fit.walked[-1] - fit.ridge.coef), near)
                      and near <= 0.01 * abs(start - fit.ridge.coef) + 1e-12))
    if far > 0.05:
        stops.append(Stop("The walk runs away. The penalty makes the bowl steeper, with curvature "
                          "1.5, and steps above 2/1.5 overshoot more and more.", k=12, lam=0.5,
                          step=1.5, ask="Does more penalty, lam = 0.5, calm the jumps down?",
                          true=lambda fit: abs(fit.walked[-1] - fit.ridge.coef) > 10 * far))
    return stops


class StepsView(View):
    """A descent step by step: every step first shrinks the coefficient, then follows the gradient.

    Reads `fit.walked` (k + 1,), the places after 0 to k steps, `fit.shrunk` (k,), the places after
    each shrink, `fit.z` and `fit.ridge.coef`, the lowest points of the loss and of the sum.
    """

    @style.styled
    def __init__(self, ax, n_steps, high=4.0):
        self.ax, self._n_steps, self._high = ax, n_steps, high
        size = style.sizes()
        ax.set(xlim=(-0.3, 1.4 * n_steps), ylim=(LOW, high), xlabel="step", ylabel="coefficient w")
        ax.set_xticks(range(0, n_steps + 1, max(1, n_steps // 6)))
        zero_line(ax, y=0)
        marks = {name: style.MARKS[name] for name in ("ols", "ridge")}
        self.part("goals", [ax.plot([], [], **mark.line(linewidth=0.7 * size.line), zorder=2)[0]
                            for mark in marks.values()])
        self.part("names", [ax.text(1.03 * n_steps, 0, mark.label, va="center", color=mark.color)
                            for mark in marks.values()])
        self.plot("shrinks", color=PENALTY_LOOK["color"], linewidth=1.4 * size.line, zorder=3,
                  label="shrink")
        self.plot("moves", color="#555555", linewidth=0.8 * size.line, linestyle=(0, (3, 1)),
                  zorder=3, label="gradient")
        self.plot("dots", color=style.NOW, marker="o", linestyle="none",
                  markersize=0.7 * size.marker, zorder=4, label="after the step")
        self.part("title", legend_above(ax, "steps"))
        rows = ax.get_subplotspec().get_gridspec().nrows
        panel = 0.65 * ax.figure.bbox.height / rows  # about, in pixels: the layout is not yet made
        self._gap = 1.5 * size.text * (high - LOW) / panel

    def update(self, fit) -> None:
        # A walk that runs away stays finite on the page, far outside of the frame.
        far = 3 * (self._high - LOW)
        walked = np.clip(fit.walked, LOW - far, self._high + far)
        shrunk = np.clip(fit.shrunk, LOW - far, self._high + far)
        k = np.arange(shrunk.size)
        self.parts["shrinks"].set_data(segments(k, k + 0.5), segments(walked[:-1], shrunk))
        self.parts["moves"].set_data(segments(k + 0.5, k + 1), segments(shrunk, walked[1:]))
        self.parts["dots"].set_data(np.arange(walked.size), walked)
        goals = (fit.z, fit.ridge.coef)
        for line, height in zip(self.parts["goals"], goals, strict=True):
            line.set_data([0, self._n_steps], [height, height])
        apart = spread(goals, self._gap, LOW, self._high)
        for text, height in zip(self.parts["names"], apart, strict=True):
            text.set_y(height)
        self.parts["title"].set_text(self._headline(fit))

    def _headline(self, fit) -> str:
        start, steps = number(fit.walked[0]), len(fit.shrunk)
        if not steps:
            return f"the walk starts at {start}"
        return f"{plural(steps, 'step')}: from {start} to {number(fit.walked[-1])}"

    def describe(self, fit) -> str:
        steps = len(fit.shrunk)
        if not steps:
            return f"No step yet: the descent starts at {number(fit.walked[0])}."
        first, last = (abs(fit.walked[at] - fit.ridge.coef) for at in (0, -1))
        trend = "it runs away" if last > 1.001 * first else f"it is {number(last)} from the minimum"
        return (f"The last step shrinks {number(fit.walked[-2])} to {number(fit.shrunk[-1])}, and "
                f"the gradient takes it to {number(fit.walked[-1])}; after {plural(steps, 'step')} "
                f"{trend}.")
