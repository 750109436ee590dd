"""Can the lasso draw a complicated curve? Two hundred bumps under both penalties."""

import functools

import numpy as np

from regviz import style
from regviz.claims.bump_dictionary import CENTRES, GRID, NOISE, BumpSample
from regviz.core.formatting import number
from regviz.core.validation import demand
from regviz.explorers.base import explorer
from regviz.page.controls import choice, lam_slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.style import MARKS
from regviz.views.bars import WeightsView
from regviz.views.fit_over_data import FitView

METHODS = ("lasso", "ridge")
SIX, ALL = "six bumps", "all bumps"
PLACES, SIGNS = (15, 45, 75, 105, 145, 175), (1, -1, 1, 1, -1, 1)  # of the curve of six bumps
TOP, DECADES = 30, 2.5


@explorer("Can the lasso draw a complicated curve?", lesson="09")
def bump_dictionary(times_best=1.0, truth=SIX, *, n=150, seed=6):
    """A curve made of two hundred narrow bumps, fitted with the L1 penalty and with the L2 penalty.

    What you see: the noisy points and the curve of each method, over the true curve. Titles give
    how many weights are not zero, and the expected error on points that were not seen. More panels:
    the weights, one for each bump.
    What to drag: times_best, lam as a multiple of each method's best lambda, where its curve is
    nearest to the true one. truth is the curve: of six bumps, or of all of them.
    What data: `n` points of a curve of variance 1 on [0, 1], with normal noise of variance 0.25;
    `seed` draws them. The features are 200 bumps of width 0.01, side by side.

    times_best and truth are where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(isinstance(n, int) and 40 <= n <= 400,
           "n must be a whole number of points from 40 to 400: got {!r}", n)
    demand(truth in (SIX, ALL), "truth must be {!r} or {!r}: got {!r}", SIX, ALL, truth)
    low = TOP * 10.0**-DECADES
    demand(low <= times_best <= TOP, "times_best must lie between {} and {}: got {!r}", number(low),
           TOP, times_best)
    sample = functools.cache(
        lambda name: BumpSample(_weights(name), np.random.default_rng(seed), n))

    def fit(times_best, truth):
        return Fit(truth=truth, nearest=sample(truth).nearest,
                   **{method: _state(sample(truth), method, times_best) for method in METHODS})

    limit = 1.15 * max(np.abs(sample(name).y).max() for name in (SIX, ALL))
    heaviest = 1.15 * max(np.abs(sample(name).truth).max() for name in (SIX, ALL))
    fig, axes = style.canvas(4)
    views = [BumpCurveView(ax, limit, method) for ax, method in zip(axes, METHODS, strict=False)]
    views += [WeightsView(ax, CENTRES.size, [method], heaviest, reads=method, xlabel="bump")
              for ax, method in zip(axes[2:], METHODS, strict=True)]
    return Explorer(fig, views, fit, first=2, stops=_stops(sample),
                    times_best=lam_slider(TOP, DECADES, times_best),
                    truth=choice([SIX, ALL], truth))


def _weights(name):
    """The weights of the true curve: six of size one, or two hundred from a normal distribution."""
    if name == ALL:
        return np.random.default_rng(5).standard_normal(CENTRES.size)
    weights = np.zeros(CENTRES.size)
    weights[list(PLACES)] = SIGNS
    return weights


def _state(sample, method, times_best):
    """What the panels of one method read."""
    fit = sample.fit(method, times_best)
    return Fit(truth=sample.curve, away=fit.test_error - NOISE**2, kept=fit.kept,
               label=f"{method}, {fit.kept} weights", **fit._asdict())


def _stops(sample):
    """Both at their best, too little and too much penalty, then the curve of all bumps."""
    points = len(sample(SIX).x)
    kept = sample(SIX).fit("lasso", 1.0).kept
    little, much = 0.1, float(TOP)
    return [
        _best(sample, SIX, f"Six bumps of two hundred, and {points} noisy points. Whose best curve "
              "is nearer to the truth?"),
        Stop(f"The lasso keeps {kept} of the 200 weights here. Ridge keeps all of them.",
             times_best=1.0, truth=SIX, ask="How many of the 200 weights does each method use?",
             true=lambda fit: fit.lasso.kept == kept and fit.ridge.kept == 200),
        Stop("Both follow the noise: they come nearer to the points, and farther from the true "
             "curve.", times_best=little, truth=SIX, ask="What does a tenth of the best lambda do?",
             true=lambda fit: all(
                 getattr(fit, method).train_error < sample(SIX).fit(method, 1.0).train_error
                 and getattr(fit, method).away > fit.nearest[method] for method in METHODS)),
        Stop("Both flatten out. Neither can draw the curve with so much penalty.", times_best=much,
             truth=SIX, ask="And thirty times the best lambda?",
             true=lambda fit: all(getattr(fit, method).curve.std()
                                  < 0.7 * sample(SIX).fit(method, 1.0).curve.std()
                                  for method in METHODS)),
        _best(sample, ALL, "Now the curve is made of all 200 bumps. Whose best curve is nearer?"),
        *_rows_bound(sample),
    ]


def _best(sample, name, ask):
    """How near each method's best curve comes."""
    near = sample(name).nearest
    return Stop(f"The mean squared distance from the true curve is {number(near['lasso'])} for the "
                f"lasso, and {number(near['ridge'])} for ridge.", times_best=1.0, truth=name,
                ask=ask, true=lambda fit: all(
                    np.isclose(getattr(fit, method).away, near[method]) for method in METHODS))


def _rows_bound(sample):
    """The lasso never needs more weights than there are rows."""
    rows = len(sample(ALL).x)
    if rows > 200:
        return []
    times = TOP * 10.0**-DECADES
    kept = sample(ALL).fit("lasso", times).kept
    return [Stop(f"It uses {kept}. The lasso never needs more weights than there are rows, {rows}.",
                 times_best=times, truth=ALL,
                 ask="How many weights can the lasso use with hardly any penalty?",
                 true=lambda fit: fit.lasso.kept == kept <= rows)]


class BumpCurveView(FitView):
    """The points and the curve of one method over the true curve, which changes with the data.

    Reads the attribute `method` of the fit: what `FitView` reads, and `truth`, values on GRID.
    """

    @style.styled
    def __init__(self, ax, limit, method):
        truth = ax.plot([], [], **MARKS["truth"].line(linewidth=0.6 * style.sizes().line),
                        label="truth", zorder=2.2)[0]
        super().__init__(ax, GRID, ylim=(-limit, limit), kind=method, reads=method)
        self.part("truth", truth)

    def update(self, fit) -> None:
        super().update(fit)
        state = self._state(fit)
        self.parts["truth"].set_data(GRID, state.truth)
        self.parts["title"].set_text(f"{state.label}: held out {number(state.test_error)}")

    def describe(self, fit) -> str:
        return (f"{super().describe(fit)} Its squared distance from the true curve is "
                f"{number(self._state(fit).away)} on average.")
