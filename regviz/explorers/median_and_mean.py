"""Median or mean? Three losses with three penalties: the answers side by side."""

import functools
from dataclasses import replace

import numpy as np

from regviz import style
from regviz.claims.losses import nine_fits
from regviz.core.formatting import number, plain
from regviz.core.validation import check_array, demand
from regviz.explorers.asked import zero_or_more
from regviz.explorers.base import explorer
from regviz.explorers.formula import Formula, YoursView
from regviz.page.controls import slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.views.bars import RowsView
from regviz.views.base import Movable, legend_above

LOSSES = {
    "squared": replace(style.MARKS["ols"], label="squared loss", dash=(0, (5, 1.5))),
    "absolute": style.Mark("#332288", "o", "-", "absolute loss"),
    "Huber": style.Mark("#0a8f98", "^", (0, (1, 1.2)), "Huber loss"),
}
PENALTIES = {
    "none": style.Mark("#555555", "o", ":", "none"),
    "L1": replace(style.MARKS["lasso"], label="L1"),
    "L2": replace(style.MARKS["ridge"], label="L2"),
}


@explorer("L1 gives the median and L2 the mean: of losses, or of penalties?", lesson="09",
          lam=zero_or_more)
def loss_and_penalty(numbers=(0, 0, 1, 2, 50), *, largest=None, lam=0.0, median=None):
    """One number b for a handful of numbers: three losses, each with three penalties.

    What you see: one row for each loss. Its three marks are the best b without a penalty, with the
    penalty lam·|b| (L1) and with lam·b²/2 (L2). A thin line joins a mark to where it stood before
    the largest number moved. The stars in the last row are the numbers.
    What to drag: largest, also by its star; lam, to the right for more penalty.
    What data: `numbers`, three or more, an odd count, so that one of them is the median. The losses
    are r²/2, |r|, and Huber's, which is r²/2 up to |r| = 1 and straight beyond.

    median: your own formula, `median(y, weights)` -> the b with the smallest sum of
    weights·|y − b|. Hollow squares show what it gives for the absolute loss without a penalty and
    with L1, where lam·|b| counts as one more number, 0, with weight n·lam. largest and lam are
    where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    formula = Formula("median", median and _twice(median), "one number b")
    rest, low, top = _numbers(numbers)
    demand(largest is None or low <= largest <= top, "largest must lie between {} and {}: got {!r}",
           number(low), number(top), largest)
    demand(0 <= lam <= 2, "lam must lie between 0 and 2: got {!r}", lam)
    solve = functools.cache(lambda last, lam: nine_fits(
        np.ones(len(rest) + 1), [*rest, last], lam, intercept=False))

    def fit(largest, lam):
        state = {"fits": solve(largest, lam), "before": solve(low, lam),
                 "data": [*rest, largest], "largest": largest, "lam": lam}
        if formula:
            exact = [state["fits"]["absolute", penalty][0] for penalty in ("none", "L1")]
            state["yours"] = formula(np.array(state["data"]), lam, exact=exact,
                                     of=["no penalty", "L1"])
        return Fit(**state)

    fig, ax = style.canvas(1)
    span = top - min(rest[0], 0.0)
    view = LossPenaltyView(ax, (min(rest[0], 0.0) - 0.03 * span, top), "b",
                           f"one b for {len(rest) + 1} numbers", data="the numbers", drag="largest")
    views = [view]
    if formula:
        heights = [view.heights["absolute", penalty] for penalty in ("none", "L1")]
        views.append(YoursView(ax, lambda fit, value: (value, heights)))
    step = (top - low) / 57
    begin = low + 17 * step if largest is None else float(largest)
    return Explorer(fig, views, fit, stops=_stops(rest, low, top),
                    largest=slider(low, top, step, value=begin),
                    lam=slider(0.0, 2.0, 0.25, value=float(lam)))


def _twice(median):
    """The reader's weighted median of the numbers, without a penalty and with lam·|b|."""
    if not callable(median):
        return median

    def call(y, lam):
        n = len(y)
        penalized = (np.append(y, 0.0), np.append(np.ones(n), n * lam)) if lam else (y, np.ones(n))
        found = [median(y.copy(), np.ones(n)), median(*penalized)]
        unfit = [value for value in found if value is None or np.size(value) != 1]
        return unfit[0] if unfit else [np.ravel(value)[0] for value in found]
    return call


def _numbers(numbers):
    """(all but the largest, in order; from where to where the largest can be dragged)."""
    numbers = np.sort(check_array(numbers, "numbers"), axis=None)
    demand(numbers.ndim == 1 and numbers.size >= 3 and numbers.size % 2 == 1 and numbers.size <= 25,
           "numbers must be 3 to 25 numbers, an odd count: got {}", numbers.size)
    demand(numbers[-1] > numbers[-2], "numbers must have one that is largest: {} comes twice",
           number(numbers[-1]))
    top = float(numbers[-1] + 0.2 * (numbers[-1] - numbers[0]))
    return numbers[:-1], float(numbers[-2] + (top - numbers[-2]) / 58), top


def _stops(rest, low, top):
    """The largest number near and far, then both penalties with two of the losses."""
    far = float(top - (top - rest[0]) / 6)  # where it is given
    median, mean = float(np.median([*rest, low])), float(np.mean([*rest, far]))
    lasso, ridge = np.sign(mean) * max(abs(mean) - 1, 0), mean / 2
    at_lam = nine_fits(np.ones(len(rest) + 1), [*rest, far], 1.0, intercept=False)
    pulled = at_lam["absolute", "L2"][0]
    how = "moved towards 0 by lam" if lasso else "which is no larger than lam, moved to 0"
    return [
        Stop(f"The squared loss gives the mean, {_short(np.mean([*rest, low]))}. The absolute loss "
             f"gives the median, {_short(median)}.", largest=low, lam=0.0,
             ask="No penalty yet. Which loss gives the mean, and which the median?",
             true=lambda fit: _gives(fit, "squared", "none", np.mean(fit.data))
             and _gives(fit, "absolute", "none", median)),
        Stop(f"The mean follows it to {_short(mean)}. The median stays at {_short(median)}.",
             largest=far, lam=0.0,
             ask=f"The largest number goes to {_short(far)}. Which answers follow it?",
             true=lambda fit: _gives(fit, "squared", "none", mean)
             and _gives(fit, "absolute", "none", median)),
        Stop(f"It gives {_short(lasso)}: the mean, {how}. The median is "
             f"{_short(median)}.", largest=far, lam=1.0,
             ask="Now the L1 penalty, at lam = 1. Does the squared loss give the median?",
             true=lambda fit: _gives(fit, "squared", "L1", lasso)
             and _gives(fit, "absolute", "none", median)),
        Stop(f"It gives {_short(ridge)}: the mean, divided by 1 + lam.", largest=far, lam=1.0,
             ask="And the squared loss with the L2 penalty?",
             true=lambda fit: _gives(fit, "squared", "L2", ridge)),
        Stop(f"No: with L2 the absolute loss gives {_short(pulled)}. A penalty pulls every answer "
             "towards 0, but it does not change the loss.", largest=far, lam=1.0,
             ask="Does the L2 penalty turn the median into the mean?",
             true=lambda fit: _gives(fit, "absolute", "L2", pulled)
             and not np.isclose(pulled, np.mean(fit.data), atol=1e-3)
             and all(abs(fit.fits[loss, kind][0]) <= abs(fit.fits[loss, "none"][0]) + 1e-6
                     for loss in LOSSES for kind in PENALTIES)),
    ]


def _gives(fit, loss, penalty, value):
    """Whether this loss with this penalty gives this b."""
    return bool(np.isclose(fit.fits[loss, penalty][0], value, atol=1e-5 * max(1, abs(value))))


def _short(value) -> str:
    """A number in a sentence, without digits that say nothing."""
    return plain(round(float(value), 6) + 0.0, 3)


class LossPenaltyView(RowsView):
    """The answer of every loss with every penalty, joined to where it was before: a row for each
    loss, a mark for each penalty.

    Reads `fit.fits`, which maps (loss, penalty) to (slope, intercept), of which the slope is drawn,
    and `fit.before`, the same without the disturbance. `truth` is marked by a line if given. With
    `data` there is one more row of this name, for the numbers `fit.data`; `drag` names the control
    of the largest of them.
    """

    @style.styled
    def __init__(self, ax, xlim, xlabel, title, truth=None, data=None, drag=None):
        labels = [mark.label for mark in LOSSES.values()] + ([data] if data else [])
        self.draw_rows(ax, [label.replace(" ", "\n", 1) for label in labels], xlim, xlabel,
                       guides=True, zero=False)
        self.answer = xlabel
        if truth is not None:
            line = style.MARKS["truth"].line(linewidth=0.6 * style.sizes().line)
            ax.axvline(truth, **line, zorder=1)
            ax.text(truth, 1.0, "truth ", transform=ax.get_xaxis_transform(), ha="right", va="top")
        self._draw_marks()
        if data:
            self.plot("data", linestyle="none", marker="*", color=style.NOW,
                      markersize=1.5 * style.sizes().marker, clip_on=False, zorder=3)
        if drag:
            place = (0.0, float(len(LOSSES)))
            self.movable = (Movable(ax, drag, None, label="the largest number", at=place),)
        legend_above(ax, title)

    def _draw_marks(self) -> None:
        """Two parts for each loss and penalty: where the answer was, joined to where it is."""
        self.heights = {(loss, penalty): row + 0.24 * (k - 1) for row, loss in enumerate(LOSSES)
                        for k, penalty in enumerate(PENALTIES)}
        for loss, penalty in self.heights:
            mark = PENALTIES[penalty]
            label = mark.label if loss == next(iter(LOSSES)) else "_"
            self.plot(("join", loss, penalty), color=mark.color, zorder=2,
                      linewidth=0.7 * style.sizes().line)
            self.plot((loss, penalty), **mark.points(label=label, zorder=4, clip_on=False))

    def update(self, fit) -> None:
        for key, height in self.heights.items():
            now, before = fit.fits[key][0], fit.before[key][0]
            self.parts["join", *key].set_data([before, now], [height, height])
            self.parts[key].set_data([now], [height])
        if "data" in self.parts:
            # Equal numbers stand on top of each other.
            below = np.tril(np.equal.outer(fit.data, fit.data), -1).sum(axis=1)
            self.parts["data"].set_data(fit.data, len(LOSSES) - 0.22 * below)

    def describe(self, fit) -> str:
        told = []
        for loss, mark in LOSSES.items():
            answers = [f"{penalty} {number(round(fit.fits[loss, penalty][0], 4))}"
                       for penalty in PENALTIES]
            told.append(f"{mark.label}: {', '.join(answers)}")
        words = f"By loss and penalty, {self.answer} is: {'; '.join(told)}."
        moved = {key: abs(fit.fits[key][0] - fit.before[key][0]) for key in self.heights}
        far = max(moved, key=lambda key: round(moved[key], 9))  # of equals the first
        if moved[far] < 1e-6:
            return words
        return (f"{words} Moved farthest: {LOSSES[far[0]].label}, penalty {far[1]}, "
                f"by {number(moved[far])}.")
