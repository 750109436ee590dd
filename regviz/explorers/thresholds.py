"""What do ridge, soft and hard threshold make of a coefficient? One column at a time, no others."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plain, plural
from regviz.core.validation import check_array, demand
from regviz.explorers.base import explorer, within
from regviz.explorers.formula import Formula
from regviz.page.controls import lam_slider, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers import penalties
from regviz.views.bars import EffectsView
from regviz.views.base import Movable, View, exactly, legend_above, zero_line

RULES = {"lasso": "soft (lasso)", "hard": "hard", "ridge": "ridge"}
YOURS = style.Mark(style.NOW, "s", (0, (4, 2.5)), "yours")
LOOKS = style.MARKS | {"hard": style.Mark("#332288", "^", (0, (1, 1.2)), "hard"), "yours": YOURS}

ROWS = 64  # of the recording
BELLS = (0, 1.6, 0, 0, -1.1, 0, 0, 0, 0.7, 0, 0, 0)
LIMIT = 2.5  # of the axis of the rules
GRID = np.linspace(-LIMIT, LIMIT, 101)
DECADES = 2


@explorer("Which rule makes a coefficient exactly zero, and what does it take from the others?",
          lesson="04")
def soft_threshold(threshold=None, *, loudness=BELLS, noise=1.6, seed=3, lam=0.4, z=1.0):
    """Soft threshold, hard threshold and ridge, for one coefficient and for a recording of tones.

    What you see: on the left the coefficient that each rule keeps, against the least-squares
    coefficient z. The soft threshold is the lasso. On the right the tones of a recording: the true
    loudness, and what ridge and the lasso make of it. Hollow marks are exact zeros.
    What to drag: lam, to the right for more penalty; z, also by its ring on the left axis.
    What data: 64 rows of pure tones that are uncorrelated, each column with mean square 1. Only for
    such columns is the lasso one soft threshold at lam. `loudness` has one value for each tone, 0
    for a tone that is not there; `noise` is the standard deviation of what is added, and `seed`
    draws it.

    threshold: your own formula, `threshold(z, t)` -> one value for each z in an array. A dashed
    black curve shows your values, and the words say how far they are from the soft threshold, and
    where. lam and z are where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    loudness, found = _recording(loudness, noise, seed)
    top = float(np.abs(found).max())
    demand(top > 0, "loudness and noise are all 0: there is nothing to be heard")
    z = within(z, "z", -LIMIT, LIMIT)
    formula = Formula("threshold", threshold and _told_of_arrays(threshold),
                      "one value for each z")

    def fit(lam, z):
        curves = rules(GRID, lam)
        state = {"lam": lam, "z": z, "curves": curves, "at": rules(z, lam),
                 "effects": rules(found, lam) | {"truth": loudness}}
        if formula:
            state["yours"] = formula(GRID, lam, exact=curves["lasso"], of=PLACES)
        return Fit(**state)

    fig, (left, right) = style.canvas(2)
    names = [f"tone {k}" for k in range(1, loudness.size + 1)]
    limit = max(np.abs(loudness).max(), top)
    views = [ThresholdView(left, GRID, yours=bool(formula)),
             EffectsView(right, names, ["truth", "ridge", "lasso"], limit, xlabel="loudness",
                         title="tones")]
    if formula:
        views[1:1] = [YourCurveView(left, GRID)]
    high = max(top, 1.0)
    decades = np.log10(high / min(top, 1.0)) + DECADES
    lam = within(lam, "lam", high * 10.0**-decades, 1.05 * high)
    return Explorer(fig, views, fit, stops=_stops(loudness, found),
                    lam=lam_slider(high, decades, lam),
                    z=slider(-LIMIT, LIMIT, 0.1, value=z))


def rules(z, lam):
    """What each rule keeps of a least-squares coefficient, or of an array of them."""
    return {"lasso": penalties.soft_threshold(z, lam), "hard": penalties.hard_threshold(z, lam),
            "ridge": z / (1 + lam)}


PLACES = [f"z = {plain(z)}" for z in GRID]


def _recording(loudness, noise, seed):
    """(loudness, what least squares finds): the mean product of each tone with the recording."""
    loudness = check_array(loudness, "loudness")
    demand(loudness.ndim == 1 and 1 <= loudness.size <= 20,
           "loudness must hold one number for each tone, 1 to 20 tones: its shape is {}",
           loudness.shape)
    noise = within(noise, "noise", 0, 1000)
    moment = (np.arange(ROWS) + 0.5) / ROWS
    tones = np.sqrt(2) * np.cos(np.pi * np.outer(moment, np.arange(1, loudness.size + 1)))
    recording = tones @ loudness + noise * np.random.default_rng(seed).standard_normal(ROWS)
    return loudness, tones.T @ recording / ROWS


def _told_of_arrays(threshold):
    """The reader's function; where it asks an array for yes or no it is told what to use."""
    if not callable(threshold):
        return threshold

    def call(z, t):
        try:
            return threshold(z, t)
        except ValueError as error:
            if "ambiguous" not in str(error):
                raise
            raise ValueError("z is an array, so use np.where instead of if, "
                             "and np.maximum instead of max") from None
    return call


def _stops(loudness, found):
    """One coefficient under the three rules, then the whole recording."""
    stops = [
        Stop("The soft threshold takes 0.4 off and leaves 0.6. The hard one keeps 1, and ridge "
             "divides by 1.4.", lam=0.4, z=1.0,
             ask="z = 1 and lam = 0.4. What does each rule keep?",
             true=lambda fit: _keeps(fit, lasso=0.6, hard=1.0, ridge=1 / 1.4)),
        Stop("Soft and hard both give exactly zero. Ridge only divides, so it keeps 0.214.",
             lam=0.4, z=0.3, ask="z = 0.3 is below lam. Which rules give exactly zero?",
             true=lambda fit: _keeps(fit, lasso=0.0, hard=0.0, ridge=0.3 / 1.4)),
        Stop("z has moved by 0.1 only, and the hard rule jumps from 0 to 0.5. The soft rule moves "
             "by 0.1.", lam=0.4, z=0.5,
             ask="Now z goes from 0.4 to 0.5. How far does each rule move?",
             true=lambda fit: _keeps(fit, lasso=0.1, hard=0.5, ridge=0.5 / 1.4)
             and rules(0.4, fit.lam)["hard"] == rules(0.4, fit.lam)["lasso"] == 0),
    ]
    stops += _silence(loudness, found)
    top = float(np.abs(found).max())
    return [*stops, Stop(f"From lam = {number(top)} on the soft threshold silences every tone. "
                         "Ridge has silenced none.", lam=1.02 * top,
                         ask="Does ridge silence a tone when lam is large?",
                         true=lambda fit: not fit.effects["lasso"].any()
                         and np.count_nonzero(fit.effects["ridge"]) == np.count_nonzero(found))]


def _keeps(fit, **expected):
    """Whether the rules keep these values of the coefficient, an exact zero where 0 is said."""
    return all(np.isclose(fit.at[rule], value) and (fit.at[rule] == 0) == (value == 0)
               for rule, value in expected.items())


def _silence(loudness, found):
    """The lambda that silences all tones that are not there, if it leaves one that is."""
    wind = loudness == 0
    if not wind.any() or wind.all():
        return []
    level = float(np.abs(found[wind]).max())
    left = np.abs(found[~wind]) > level
    if level < 0.01 * np.abs(found).max() or not left.any():
        return []
    count = int(wind.sum())
    rest = (~wind).sum() - left.sum()
    lost = f", and silences {plural(int(rest), 'true tone')} too" if rest else ""
    return [Stop(f"lam = {number(level)} silences {plural(count, 'tone')} of pure noise{lost}. "
                 f"Every tone that is left has lost {number(level)} as well.", lam=1.0001 * level,
                 ask="At which lam is all the noise silent, and what have the true tones lost?",
                 true=lambda fit: not fit.effects["lasso"][wind].any()
                 and np.count_nonzero(fit.effects["lasso"]) == left.sum()
                 and np.allclose(np.abs(found[~wind] - fit.effects["lasso"][~wind])[left], level,
                                 rtol=1e-3))]


class ThresholdView(View):
    """What each rule makes of a least-squares coefficient z.

    Reads `fit.curves` (rule -> values on the grid `z`), `fit.at` (rule -> value at `fit.z`) and
    `fit.lam`; the rules are "lasso", "hard" and "ridge". `drag` names the control that z sets when
    its marker is moved along the axis; `yours` puts a line of the reader into the legend.
    """

    @style.styled
    def __init__(self, ax, z, drag="z", yours=False):
        self.ax, self.z = ax, np.asarray(z, dtype=float)
        size = style.sizes()
        limits = (self.z.min(), self.z.max())
        zero_line(ax, x=0, y=0)
        ax.plot(limits, limits, color=style.FAINT, linewidth=0.8 * size.line, zorder=1)
        ax.set(xlim=limits, ylim=limits, xlabel="least-squares coefficient z",
               ylabel="coefficient kept")
        self.plot("place", color=style.NOW, linewidth=0.5 * size.line, zorder=2)
        self.part("curves", {rule: ax.plot([], [], label=name, zorder=3, **LOOKS[rule].line())[0]
                             for rule, name in RULES.items()})
        hollow = {"markerfacecolor": "white", "markeredgewidth": size.line,
                  "markersize": 1.2 * size.marker, "zorder": 5}
        self.part("points", {rule: ax.plot([], [], **LOOKS[rule].points(**hollow))[0]
                             for rule in RULES})
        if yours:
            ax.plot([], [], label=YOURS.label, **YOURS.line())
        self.part("title", legend_above(ax, "rules"))
        self.movable = (Movable(ax, drag, None, label="least-squares coefficient"),)

    def update(self, fit) -> None:
        for rule in RULES:
            self.parts["curves"][rule].set_data(*_broken(self.z, np.asarray(fit.curves[rule])))
            self.parts["points"][rule].set_data([fit.z], [fit.at[rule]])
        self.parts["place"].set_data([fit.z, fit.z], self.ax.get_ylim())
        self.parts["title"].set_text(f"z = {number(fit.z)}, lam = {number(fit.lam)}")

    def describe(self, fit) -> str:
        soft, hard, ridge = (exactly(fit.at[rule]) for rule in RULES)
        return (f"At lam = {number(fit.lam)} the coefficient z = {number(fit.z)} becomes {soft} by "
                f"the soft threshold, {hard} by the hard one, and {ridge} by ridge.")


class YourCurveView(View):
    """The values of the reader's threshold over `z`, a dashed line. Reads `fit.yours`."""

    @style.styled
    def __init__(self, ax, z):
        self.ax = ax
        self.z = z
        self.plot("yours", zorder=6, **YOURS.line())

    def update(self, fit) -> None:
        self.parts["yours"].set_data(*(_broken(self.z, fit.yours.value) if fit.yours else ([], [])))

    def describe(self, fit) -> str:
        return fit.yours.words


def _broken(x, y):
    """The curve with the pen lifted where it jumps: steeper than three times the diagonal."""
    jumps = np.flatnonzero(np.abs(np.diff(y)) > 3 * np.abs(np.diff(x))) + 1
    return np.insert(x, jumps, np.nan), np.insert(y, jumps, np.nan)
