"""Exercise of lesson 08: one coefficient of the elastic net."""

import numpy as np

from regviz.exercises.checker import CLOSE, Exercise, words
from regviz.exercises.tables import soft
from regviz.solvers.penalties import Penalty


def _draw(seed):
    rng = np.random.default_rng(seed)
    return {
        "z": rng.integers(-6, 7) / 2,
        "lam": rng.integers(1, 5) / 2,
        "l1_ratio": rng.integers(0, 5) / 4,
    }


def _is_lowest(b, z, lam, l1_ratio):
    if Penalty(lam, l1_ratio).subgradient_distance(b, b - z) <= CLOSE:
        return ""
    best = soft(z, lam * l1_ratio) / (1 + lam * (1 - l1_ratio))
    return ("the minimum of (b − z)²/2 + lam·[l1_ratio·|b| + (1 − l1_ratio)/2·b²] is at "
            f"{words(best)}")


def _net(threshold=lambda lam, ratio: lam * ratio,
         shrink=lambda lam, ratio: 1 + lam * (1 - ratio), rule=soft):
    """The update with one thing changed: the threshold, the divisor, the rule."""
    return lambda z, lam, l1_ratio: rule(z, threshold(lam, l1_ratio)) / shrink(lam, l1_ratio)


NET_UPDATE = Exercise(
    "net_update(z, lam, l1_ratio)", ("b",),
    "no b has a smaller (b − z)²/2 + lam·[l1_ratio·|b| + (1 − l1_ratio)/2·b²]",
    _draw, _is_lowest, _net(),
    ((_net(shrink=lambda lam, ratio: 1),
      "The L2 part is missing: what is left after the threshold is divided too."),
     (_net(threshold=lambda lam, ratio: 0), "The L1 part is missing: threshold before you divide."),
     (lambda z, lam, l1_ratio: soft(z / (1 + lam * (1 - l1_ratio)), lam * l1_ratio),
      "First the threshold, then the division: the other way round the threshold is too large."),
     (_net(threshold=lambda lam, ratio: lam),
      "Only the share l1_ratio of lam is L1: the threshold is lam·l1_ratio."),
     (_net(shrink=lambda lam, ratio: 1 + lam),
      "Only the share 1 − l1_ratio of lam is L2: divide by 1 + lam·(1 − l1_ratio)."),
     (_net(threshold=lambda lam, ratio: lam * (1 - ratio),
           shrink=lambda lam, ratio: 1 + lam * ratio),
      "The shares are swapped: l1_ratio = 1 is the lasso."),
     (_net(shrink=lambda lam, ratio: 1 + 2 * lam * (1 - ratio)),
      "The slope of b²/2 is b, without a 2."),
     (_net(rule=lambda z, t: z - t * np.sign(z)),
      "It steps over zero: where |z| is below the threshold, b is 0."),
     (_net(rule=lambda z, t: np.maximum(z - t, 0.0)),
      "Negative z are lost: they move up, and stop at zero."),
     (_net(rule=lambda z, t: np.where(np.abs(z) > t, z, 0.0)),
      "This is the hard threshold: what it keeps must shrink too."),
     (lambda z, lam, l1_ratio: l1_ratio * soft(z, lam) + (1 - l1_ratio) * z / (1 + lam),
      "The penalties are mixed, not the two answers: set the slope of the whole sum to zero.")),
    lesson="08",
    hints=(
        "Half of the work is the soft threshold. The other half is what ridge does.",
        "The L1 part, lam * l1_ratio, is the threshold. It comes first.",
        "Divide what the threshold leaves by 1 + lam * (1 - l1_ratio)."))
