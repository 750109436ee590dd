"""Does the lasso find the right features? Zhao and Yu's condition, counted in many data sets."""

import functools

import numpy as np

from regviz import style
from regviz.claims.sparsity import recovery
from regviz.core.formatting import number, plain
from regviz.core.validation import demand
from regviz.explorers.base import explorer
from regviz.page.controls import choice, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.views.curves import CurvesView

CORRS = tuple(round(0.05 * step, 2) for step in range(14))
SIZES = (20, 50, 100, 200, 500, 1000)
FIRST = {"2": 2.0, "−2": -2.0}  # the weight of the first feature
SECOND = 3.0


@explorer("Does the lasso find the right features?", lesson="09")
def right_features(corr=0.2, n=100, first_weight="2", *, noise=0.5, sets=150, seed=0):
    """How often the lasso finds the right features, against the rows and against a correlation.

    What you see: the share of data sets in which the lasso has the right signs at some lambda, with
    bars of two standard errors each way. Two features matter and a third does not. Left of the
    dashed line the two others cannot imitate the idle feature well enough.
    What to drag: corr, the correlation of the idle feature with either of the others; n, the rows;
    first_weight, the weight of the first feature. The second has weight 3.
    What data: `sets` data sets of three normal features of variance 1 for every place of the
    sliders. The two that matter are uncorrelated. The noise has standard deviation `noise`; `seed`
    draws all of them.

    corr, n and first_weight are where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(0 <= corr <= CORRS[-1], "corr must lie between 0 and {}: got {!r}", CORRS[-1], corr)
    demand(n in SIZES, "n must be one of {}: got {!r}", SIZES, n)
    demand(first_weight in FIRST, "first_weight must be one of {}: got {!r}",
           " and ".join(map(repr, FIRST)), first_weight)
    demand(isinstance(sets, int) and 20 <= sets <= 1000,
           "sets must be a whole number from 20 to 1000: got {!r}", sets)
    demand(0 < noise < 10, "noise must lie between 0 and 10: got {!r}", noise)

    @functools.cache
    def count(first_weight, corr):
        """(share, standard error) of the right signs for each number of rows."""
        found = recovery((FIRST[first_weight], SECOND, 0.0), SIZES, design(corr), noise, sets, seed)
        return found.share, found.share_se

    def fit(corr, n, first_weight):
        share, error = np.swapaxes([count(first_weight, c) for c in CORRS], 0, 1)
        at = SIZES.index(n)
        k = int(np.abs(np.subtract(CORRS, corr)).argmin())
        weights = (FIRST[first_weight], SECOND)
        return Fit(corr=corr, n=n, weights=weights, imitation=imitation(CORRS[k], weights),
                   rows=share[k], rows_se=error[k], alike=share[:, at], alike_se=error[:, at])

    fig, (left, right) = style.canvas(2)
    look = {"ylim": (0, 1.06), "ylabel": "share of data sets",
            "title": "right signs at some lambda"}
    views = [CurvesView(left, "n", SIZES, {"rows": "lasso"}, points={"rows": "lasso"}, log_x=True,
                        xlabel="rows n (log scale)", **look),
             SignsView(right, CORRS, look)]
    return Explorer(fig, views, fit, stops=_stops(count),
                    corr=slider(CORRS[0], CORRS[-1], 0.05, value=float(corr)),
                    n=choice(list(SIZES), n), first_weight=choice(list(FIRST), first_weight))


def design(corr):
    """The correlations of the three features; the third one is idle."""
    return np.array([[1, 0, corr], [0, 1, corr], [corr, corr, 1]])


def imitation(corr, weights):
    """Zhao and Yu's number: |C_idle,active C_active⁻¹ sign(weights)|, the correlations C."""
    C = design(corr)
    return float(np.abs(C[2, :2] @ np.linalg.solve(C[:2, :2], np.sign(weights))))


def _stops(count):
    """Below the border, above it, on it, and with signs that cancel."""

    def stop(corr, ask, number, after, first_weight="2", below=1.01):
        ends = count(first_weight, corr)[0][[0, -1]]
        few, many = (f"{100 * share:.0f} %" for share in ends)
        return Stop(f"With {SIZES[0]} rows {few} of the data sets have the right signs, with "
                    f"{SIZES[-1]} rows {many}. {after}", corr=corr, n=SIZES[-1],
                    first_weight=first_weight, ask=ask,
                    true=lambda fit: np.allclose(fit.rows[[0, -1]], ends) and ends[1] < below
                    and np.isclose(fit.imitation, number))

    return [
        stop(0.2, "The idle feature has correlation 0.2 with both others. Do more rows help?", 0.4,
             "The others imitate the idle feature by 0.2 + 0.2 = 0.4, and 0.4 is below 1."),
        stop(0.6, "Now the correlation is 0.6. Do a thousand rows find the right features?", 1.2,
             "They imitate it by 0.6 + 0.6 = 1.2. That is above 1, so it stays out only by luck.",
             below=0.95),
        stop(0.5, "And at 0.5, where the number is exactly 1?", 1.0,
             "This is the border, and more rows do not make it certain.", below=1),
        stop(0.6, "Turn the sign of the first weight. What becomes of the 1.2?", 0.0,
             "The imitations cancel: −0.6 + 0.6 = 0.", first_weight="−2"),
    ]


class SignsView(CurvesView):
    """The share of data sets with the right signs against the correlation.

    Reads `fit.alike` over `corrs`, `fit.alike_se`, `fit.corr`, and `fit.imitation`; `fit.weights`
    of the two features that matter say where the border is, if there is one.
    """

    @style.styled
    def __init__(self, ax, corrs, look):
        super().__init__(ax, "corr", corrs, {"alike": "lasso"}, points={"alike": "lasso"},
                         xlabel="correlation of the idle feature", **look)
        self.part("border", ax.axvline(np.nan, color="#555555", linestyle=(0, (2, 2)), linewidth=1))

    def update(self, fit) -> None:
        super().update(fit)
        x = 0.5 if np.prod(fit.weights) > 0 else np.nan
        self.parts["border"].set_xdata([x, x])

    def describe(self, fit) -> str:
        side = "the border" if np.isclose(fit.imitation, 1) else (
            "below 1" if fit.imitation < 1 else "above 1")
        return (f"With correlation {plain(fit.corr)} and {fit.n} rows, "
                f"{100 * self._value(fit, 'alike'):.0f} % of the data sets have the right signs at "
                f"some lambda. The others imitate the idle feature by {number(fit.imitation)}, "
                f"which is {side}.")
