"""Is an L2 penalty weight decay? The share of each weight that is left, by plain steps and by Adam.

The experiment follows Loshchilov and Hutter (2019), "Decoupled Weight Decay Regularization".
"""

import numpy as np
from matplotlib.ticker import FuncFormatter

from regviz import style
from regviz.claims.weight_decay import GRADIENTS, weights_left
from regviz.core.formatting import number
from regviz.core.validation import demand
from regviz.explorers.base import explorer
from regviz.page.controls import choice, lam_slider, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.views.base import View, zero_line

LONGEST = 600
NAMES = {"sgd": "plain steps", "adam": "Adam"}


@explorer("Is an L2 penalty the same as weight decay?", lesson="10")
def adam(method="adam", lam=0.5):
    """Six weights that a penalty shrinks, by gradient descent and by Adam, with two recipes each.

    What you see: the share of each weight that the penalty leaves, compared with the same steps
    without it. One recipe adds lam·w to the gradient (L2), the other shrinks the weight itself
    (decay). Diamonds are the shares that ridge leaves at the minimum. The weights differ in the
    scale of their features, so their gradients differ in size. All start at their true values.
    What to drag: steps, or play it. lam is the penalty, to the right for more, and method the way
    to step: plain steps, or Adam, which divides each gradient by its usual size.
    What data: made up, always the same: 200 rows of six uncorrelated features with scales from 0.1
    to 4. `method` ("sgd" or "adam") and `lam` say where the picture begins.

    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(method in NAMES, "method must be \"sgd\" or \"adam\": got {!r}", method)
    demand(0.01 <= lam <= 1.0, "lam must lie between 0.01 and 1: got {!r}", lam)
    fig, ax = style.canvas(1)
    strength = lam_slider(1.0, 2)
    strength.value = lam
    return Explorer(fig, [KeptView(ax, GRADIENTS)], _state, stops=_stops(),
                    steps=slider(30, LONGEST, 30, value=210), lam=strength,
                    method=choice([(name, key) for key, name in NAMES.items()], method))


def _state(steps, lam, method):
    """What the view reads. For some other seeds a weight passes zero without any penalty, and then
    its share says nothing; the seed is fixed."""
    in_gradient, on_weight = weights_left(method, lam, LONGEST, seed=0)
    return Fit(steps=steps, lam=lam, method=method, in_gradient=in_gradient[steps - 1],
               on_weight=on_weight[steps - 1], ridge=GRADIENTS**2 / (GRADIENTS**2 + lam),
               title=f"{NAMES[method]}, {steps} steps")


def _stops():
    """Plain steps, Adam after as many, Adam after three times as many, and a small penalty."""
    usual = {"steps": 210, "lam": 0.5}
    last = {"steps": LONGEST, "lam": 0.5, "method": "adam"}
    low, high = _state(method="adam", **usual).in_gradient[[0, -1]]
    l2, decay = _from_ridge(_state(**last))
    return [
        Stop("With plain steps both recipes leave the same share of every weight. Here an L2 "
             "penalty and weight decay are one thing.", method="sgd", **usual,
             ask="Penalty in the gradient, or weight shrunk first: does it matter?",
             true=lambda fit: np.allclose(fit.in_gradient, fit.on_weight, rtol=0, atol=1e-9)),
        Stop(f"No. L2 leaves {_percent(low)} of the weight with the smallest gradients and "
             f"{_percent(high)} of the one with the largest. Decay is more even.", method="adam",
             **usual, ask="And with Adam: are the two recipes the same?",
             true=lambda fit: np.allclose(fit.in_gradient[[0, -1]], [low, high])
             and _uneven(fit.in_gradient) > 1.25 * _uneven(fit.on_weight)),
        Stop(f"L2 is: after 600 steps its shares are within {number(l2)} of the diamonds. Those of "
             f"decay are up to {number(decay)} away.", **last,
             ask="Which of the two is on its way to ridge?",
             true=lambda fit: np.allclose(_from_ridge(fit), [l2, decay]) and l2 < decay / 5),
        _small_penalty(),
    ]


def _small_penalty():
    """A tenth of the penalty: the weight with the smallest gradients still tells them apart."""
    here = {"steps": 210, "lam": 0.05, "method": "adam"}
    state = _state(**here)
    l2, decay = state.in_gradient[0], state.on_weight[0]
    return Stop(f"Yes. Of the weight with the smallest gradients L2 leaves "
                f"{_percent(l2)}, and decay leaves {_percent(decay)}.", **here,
                ask="Now lam is a tenth of that. Does the choice still matter?",
                true=lambda fit: np.allclose([fit.in_gradient[0], fit.on_weight[0]], [l2, decay])
                and l2 < decay - 0.2)


def _uneven(shares):
    """How many times the largest share is the smallest."""
    return shares.max() / shares.min()


def _from_ridge(fit):
    """How far the shares of each recipe are from those of ridge, at most."""
    return [float(np.abs(shares - fit.ridge).max()) for shares in (fit.in_gradient, fit.on_weight)]


def _percent(share):
    return f"{number(100 * share)} %"


class KeptView(View):
    """The share of each weight that is left when a penalty is added to a descent, by two recipes.

    `sizes` (p,) are the scales of the features; gradients grow with them. Reads `fit.in_gradient`
    and `fit.on_weight` (p,), the shares left when lam·w is added to the gradient and when the
    weight itself is shrunk, `fit.ridge` (p,), the shares at which plain steps would end, and
    `fit.title`.
    """

    @style.styled
    def __init__(self, ax, sizes):
        self.ax, self.sizes = ax, np.asarray(sizes, dtype=float)
        size = style.sizes()
        ax.set_xscale("log")
        ax.set(xlim=(self.sizes.min() / 1.4, self.sizes.max() * 1.4), ylim=(-0.1, 1.6),
               xlabel="scale of the feature (log scale)", ylabel="share of the weight left")
        ax.set_xticks(self.sizes, minor=False)
        ax.set_yticks(np.arange(0, 1.01, 0.2))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"× {x:g}"))
        ax.minorticks_off()
        for height in (0, 1):
            zero_line(ax, y=height)
        # The order of the legend; the diamonds of ridge lie below both curves.
        self.plot("in_gradient", **style.MARKS["bias"].line(), marker="v", zorder=3,
                  markersize=1.4 * size.marker, label="lam·w in the gradient (L2)")
        self.plot("on_weight", **style.MARKS["total"].line(), marker="s", zorder=4,
                  markersize=0.8 * size.marker, label="weight shrunk first (decay)")
        self.plot("ridge", **style.MARKS["ridge"].points(markersize=1.9 * size.marker), zorder=2,
                  markerfacecolor="white", markeredgewidth=0.8 * size.line,
                  label="ridge, the minimum")
        ax.legend(loc="upper left", borderaxespad=0.1)
        self.part("title", ax.set_title("who is shrunk", y=1.0))

    def update(self, fit) -> None:
        for name in ("in_gradient", "on_weight", "ridge"):
            self.parts[name].set_data(self.sizes, getattr(fit, name))
        self.parts["title"].set_text(fit.title)

    def describe(self, fit) -> str:
        title = fit.title[0].upper() + fit.title[1:]
        if np.allclose(fit.in_gradient, fit.on_weight, rtol=0, atol=1e-9):
            return f"{title}: both recipes leave the same share of every weight."
        ends = [f"{number(100 * share)} %" for shares in (fit.in_gradient, fit.on_weight)
                for share in (shares[0], shares[-1])]
        return (f"{title}. With lam·w in the gradient, {ends[0]} is left of the weight with the "
                f"smallest gradients and {ends[1]} of the one with the largest; with the weight "
                f"shrunk first, {ends[2]} and {ends[3]}.")
