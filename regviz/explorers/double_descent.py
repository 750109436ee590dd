"""Do more parameters always overfit more? Double descent, and the ridge that removes it."""

from functools import lru_cache

import numpy as np

from regviz import style
from regviz.claims import interpolation
from regviz.core.formatting import number, plain
from regviz.explorers.base import explorer, within
from regviz.explorers.formula import Formula, YoursView
from regviz.page.controls import choice, lam_slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.views.curves import CurvesView
from regviz.views.reading import check

SHARES = np.array([0.1, 0.15, 0.25, 0.4, 0.6, 0.8, 0.9, 1, 1.1, 1.3, 1.7, 2.5, 4, 6.5, 10])
FULL = 7  # the place of width = rows among them
OFFERED = [0, 3, 5, FULL, 10, 12, 14]  # the widths that can be chosen
DECADES, COUNT = 5, 26  # of lam, up to 1
FRESH = 200  # rows of each data set that are held out


@explorer("Do more parameters always overfit more?", lesson="13")
def double_descent(n=40, d=10, *, noise=0.5, sets=16, seed=0, lam=None, width=None, solve=None):
    """Ridge on random features: errors against the number of features, and against lam.

    What you see: left, errors against the width, the number of random features. The thin grey line
    is lam = 0: least squares, and of many perfect fits the one with the shortest coefficients. The
    band holds the middle half of the data sets. Right, errors against lam at the width chosen.
    What to drag: lam, to the right for more penalty; width, for the panel on the right.
    What data: made up. Each of the `sets` data sets has `n` rows of `d` normal inputs, a linear
    truth of length 1, and noise of standard deviation `noise`; `seed` draws all of it. A feature is
    max(0, x'v) with a random v. The curves are medians over the data sets.

    lam, from 0.00001 to 1, and width are where it begins; width is one of those offered. solve:
    your own formula, `solve(X, y, lam)` -> the coefficients of ridge, one for each column of X. It
    gets the random features of the fitted rows and y, both without their means. A hollow square
    shows the median of its held-out errors.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    asked = (within(n, "n", 20, 60, whole=True), within(d, "d", 2, 50, whole=True),
             within(noise, "noise", 0.05, 5), within(sets, "sets", 5, 40, whole=True),
             within(seed, "seed", 0, 10**9, whole=True))
    found = _found(*asked)
    formula = Formula("solve", solve and _median_error(solve, asked), "one held-out error")
    slider = _slider(lam)
    grid = found.lams[1:]
    widths = [int(found.widths[place]) for place in OFFERED]

    def fit(lam, width):
        k = 1 + int(np.abs(np.log(grid / lam)).argmin())
        at = int(np.flatnonzero(found.widths == width)[0])
        yours = formula(width, found.lams[k], exact=found.test[k, at]) if formula else None
        return Fit(lam=found.lams[k], width=width, train=found.train[k], test=found.test[k],
                   band=(found.low[k], found.high[k]), train_lam=found.train[1:, at],
                   test_lam=found.test[1:, at], yours=yours)

    fig, (left, right) = style.canvas(2)
    look = {"log_x": True, "log_y": True,
            "ylim": (0.25 * found.test.min(), 2 * found.test.max())}
    views = [
        CurvesView(left, "width", found.widths, {"train": "train", "test": "test"}, band="band",
                   still={"ols": found.test[0]}, best=("test", "lowest"),
                   xlabel="width (log scale)", title="against the width", **look),
        CurvesView(right, "lam", grid, {"train_lam": "train", "test_lam": "test"},
                   labels={"train_lam": "training", "test_lam": "held out"},
                   best=("test_lam", "lowest"), title="against lam", **look),
    ]
    if formula:
        views.append(YoursView(left, lambda fit, error: ([fit.width], [error])))
    left.text(1.12 * found.widths[FULL], found.test[0, FULL], "lam = 0", va="center",
              color=style.MARKS["ols"].color, fontsize=style.sizes().text)
    start = widths[OFFERED.index(FULL)] if width is None else width
    if start not in widths:
        raise ValueError(f"width must be one of {', '.join(map(str, widths))}: got {width!r}")
    return Explorer(fig, views, fit, stops=_stops(found, widths, fit), lam=slider,
                    width=choice([(str(width), width) for width in widths], start))


def _slider(lam=None):
    start = 10.0**-DECADES if lam is None else within(lam, "lam", 10.0**-DECADES, 1)
    return lam_slider(1.0, DECADES, start, COUNT)


@lru_cache(maxsize=4)
def _found(n, d, noise, sets, seed):
    """The errors at all widths, at lam = 0 and at all places of the slider."""
    slider = _slider()
    places = slider.min + slider.step * np.arange(COUNT)
    widths = np.round(n * SHARES).astype(int)
    return interpolation.double_descent(widths, [0.0, *10.0**places], n, d, noise, sets, FRESH,
                                        seed)


def _median_error(solve, asked):
    """The reader's `solve` on all data sets: (width, lam) -> the median of the held-out errors."""
    if not callable(solve):
        return solve
    n, d, noise, sets, seed = asked
    widest = int(np.round(n * SHARES[-1]))

    def error(width, lam):
        hidden, measured = _drawn(widest, n, d, noise, sets, seed)
        features = hidden[..., :width] * np.sqrt(2 / width)
        said = f"its answer, one coefficient for each of the {width} columns of X,"
        errors = []
        for A, y in zip(features, measured, strict=True):
            A, y = A - A[:n].mean(axis=0), y - y[:n].mean()
            coef = check(solve(A[:n].copy(), y[:n].copy(), lam), said, (width,))
            errors.append(((A[n:] @ coef - y[n:]) ** 2).mean())
        return np.median(errors)

    return error


@lru_cache(maxsize=1)
def _drawn(widest, n, d, noise, sets, seed):
    """The random features of all rows, once for all places of the sliders."""
    return interpolation.random_features(widest, n, d, noise, sets, FRESH, seed)


def _stops(found, widths, fit):
    """The peak, the second descent, and what ridge makes of both; untrue ones are left out."""
    good = 1 + int(found.test[1:, FULL].argmin())
    low, lam = float(found.lams[1]), float(found.lams[good])
    bare, calm = found.test[1], found.test[good]
    rows, widest = widths[OFFERED.index(FULL)], widths[-1]
    much = fit(1.0, widest).test[-1]
    stops = [
        Stop(f"At width {rows}, the number of rows. There the model just fits every row, and "
             "predicts worst.", lam=low, width=rows,
             ask="There is next to no penalty. At which width is the held-out error highest?",
             true=lambda fit: fit.test.argmax() == FULL and fit.train[FULL] < 0.1 * fit.train[0]),
        Stop(f"Much better: {number(bare[-1])} after {number(bare[FULL])} at the peak. Of all the "
             "good fits ridge takes one with short coefficients.", lam=low, width=widest,
             ask=f"Now there are {widest} features for {rows} rows. Is the error worse still?",
             true=lambda fit: fit.test[-1] < 0.5 * fit.test[FULL]),
        Stop("The right side: the widest model is better than every model before the peak. So "
             "more features do not always mean more overfitting.", lam=low, width=widths[1],
             ask="Compare the held-out error left and right of the peak. Which side gets lower?",
             true=lambda fit: fit.test[-1] < fit.test[:FULL].min()),
        Stop(f"It takes the peak away: at width {rows} the error falls to {number(calm[FULL])}.",
             lam=lam, width=rows,
             ask=f"Now lam is {plain(lam, 2)}. What does this penalty do to the peak?",
             true=lambda fit: fit.test[FULL] < 0.5 * bare[FULL]),
        Stop("No: with this lam a wider model is never clearly worse here.", lam=lam, width=widest,
             ask="With the same lam, does any step to more features do harm?",
             true=lambda fit: (np.diff(fit.test) < 0.05 * fit.test[:-1]).all()),
        Stop(f"Yes. The widest model has an error of {number(much)} now, after {number(calm[-1])}.",
             lam=1.0, width=widest, ask="lam goes on to 1. Can there be too much of it?",
             true=lambda fit: fit.test[-1] > 1.1 * calm[-1]),
    ]
    return [stop for stop in stops if stop.true(fit(**stop.values))]
