"""An experiment that cannot fail decides nothing: with one ingredient spoilt no verdict holds.

And the figures of some experiments, by another way.
"""

from dataclasses import replace

import numpy as np
import pytest

from regviz.claims import (
    LEDGER,
    accuracy,
    bump_dictionary,
    capacity,
    corners,
    lasso,
    losses,
    margins,
    neighbours,
    ridge,
    smaller_weights,
    uniqueness,
    weight_decay,
)
from regviz.data.datasets import wave
from regviz.selection.bias_and_variance import bias_variance
from regviz.solvers.iterations import proximal_gradient, subgradient
from regviz.solvers.lasso import LassoPath
from regviz.solvers.penalties import hard_threshold
from regviz.solvers.ridge import RidgePath


def path_of(change):
    """Lasso paths with all coefficients changed."""
    class Changed(LassoPath):
        def __call__(self, lam):
            return change(super().__call__(lam))
    return Changed


class RidgeForLasso(RidgePath):
    """Ridge in the place of a lasso."""

    lam_max = 1.0


def clusters(within, log_loss):
    return lambda seed: (np.array(within), np.array(log_loss))


VALLEY, FALLS, CLIMBS = [3.0, 1.0, 2.0], [3.0, 2.0, 1.0], [1.0, 2.0, 3.0]


def trees(**changes):
    good = {"one": np.array(VALLEY), "forest": np.array([3.0, 1.0, 1.1]),
            "variance": np.array([1.0, 2.0, 3.0]), "training": np.array(FALLS)}
    changed = {name: np.array(value) for name, value in changes.items()}
    return lambda seed: capacity._Trees(**(good | changed))


def risks(few, many):
    """RiskCurves of (lasso, ridge) for few and for many coefficients."""
    pairs = np.transpose([few, many])
    return lambda *_, **options: accuracy.RiskCurves(accuracy.NONZEROS, *pairs, *[pairs[0]] * 4)


def bump_errors(few, many):
    return lambda weights, rng: few if np.count_nonzero(weights) == 6 else many


def shares(plain, adaptive):
    """What `weights_left` gives: for each method the shares in the gradient and on the weight."""
    return lambda method, *_: [np.array([[each]]).reshape(1, -1)
                               for each in (plain if method == "sgd" else adaptive)]


def machines(**changes):
    """Machines that are as the claim says, with changes by (kernel, cost)."""
    def made(kernel, cost, *_):
        curved, dear = kernel == "curved", cost == margins.COSTS[1]
        good = dict.fromkeys(margins._Machines._fields[:3], 1.0 if dear else 2.0)
        good |= {"variance": 2.0 if dear else 1.0, "majority_wrong": 0.1 if curved else 0.2}
        rest = dict.fromkeys(set(margins._Machines._fields) - set(good), 0.0)
        return margins._Machines(**(rest | good | changes.get(f"{kernel} {dear:d}", {})))
    return made


def twice(name):
    """`bias_variance` with one of its estimates twice as large."""
    def changed(*args, **options):
        found = bias_variance(*args, **options)
        return found._replace(**{name: 2 * getattr(found, name)})
    return changed


def climbing(*args):
    """The waves, with a truth that never turns back beyond its peak."""
    data = wave(*args)
    return replace(data, truth=np.where(data.X[:, 0] < 0.25, data.truth, 1.0))


SPOILT = {
    "k: zeros nowhere": ("k", corners, "constrained", lambda bowl, ball: np.ones((9, 2))),
    "k: zeros everywhere": ("k", corners, "constrained", lambda bowl, ball: np.zeros((9, 2))),
    "k: the circle has one": (
        "k", corners, "Ball",
        lambda kind, radius: real_ball({"l2": "l1"}.get(kind, kind), radius)),
    "g: a lasso for ridge": ("g", lasso, "RidgePath", LassoPath),
    "g: a ridge for the lasso": ("g", lasso, "_off_a_sum", lambda *_: 0.0),
    "g: the hard threshold": ("g", lasso, "soft_threshold", hard_threshold),
    "g: the path is not optimal": ("g", lasso, "kkt_residual", lambda *_: 1.0),
    "i: signs": ("i", lasso, "LassoPath", path_of(np.sign)),
    "i: sizes": ("i", lasso, "LassoPath", path_of(np.abs)),
    "m: a sign step for the prox step": ("m", lasso, "proximal_gradient", subgradient),
    "m: a prox step for the sign step": ("m", lasso, "subgradient", proximal_gradient),
    "c: zeros": ("c", ridge, "RidgePath", LassoPath),
    "c: the lasso keeps some": ("c", ridge, "LassoPath", RidgeForLasso),
    "l: twins are told apart": ("l", ridge, "RidgePath", LassoPath),
    "b: another variance": ("b", neighbours, "bias_variance", twice("variance")),
    "b: another bias": ("b", neighbours, "bias_variance", twice("bias2")),
    "b: the bias is never low": ("b", neighbours, "KS", (20, 30, 40)),
    "b: the bias is never high": ("b", neighbours, "KS", (1, 2, 3)),
    "b: at the left end it climbs": ("b", neighbours, "wave", climbing),
    "o: least squares moves": ("o", smaller_weights, "_moved", lambda *_: 1.0),
    "o: ridge stays": ("o", smaller_weights, "_moved", lambda *_: 0.0),
    "f: one solution": ("f", uniqueness, "_apart", lambda pair: 0.0),
    "f: many solutions of ridge": ("f", uniqueness, "_apart", lambda pair: 1.0),
    "f: columns to spare": ("f", uniqueness, "_spare_columns", lambda data: 1),
    "p: within-cluster sums climb": ("p", capacity, "_clusters", clusters(CLIMBS, VALLEY)),
    "p: more clusters, better": ("p", capacity, "_clusters", clusters(FALLS, FALLS)),
    "p: one cluster is best": ("p", capacity, "_clusters", clusters(FALLS, CLIMBS)),
    "p: deeper trees, better": ("p", capacity, "_trees", trees(one=FALLS)),
    "p: the variance stays": ("p", capacity, "_trees", trees(variance=[1.0, 1.5, 1.9])),
    "p: the training error climbs": ("p", capacity, "_trees", trees(training=VALLEY)),
    "p: averaging does not help": ("p", capacity, "_trees", trees(forest=[3.0, 1.5, 1.6])),
    "p: forests overfit as trees do": ("p", capacity, "_trees", trees(forest=[3.0, 0.5, 1.2])),
    "p: no penalty is best": ("p", capacity, "_ridge", lambda seed: np.array(CLIMBS)),
    "p: the largest penalty is best": ("p", capacity, "_ridge", lambda seed: np.array(FALLS)),
    "h: ridge wins with few": ("h", accuracy, "risk_curves", risks((2, 1), (2, 1))),
    "h: the lasso hardly wins": ("h", accuracy, "risk_curves", risks((0.6, 1), (2, 1))),
    "h: the lasso wins with many": ("h", accuracy, "risk_curves", risks((0.4, 1), (1, 2))),
    "j: ridge wins": (
        "j", bump_dictionary, "_distances_and_kept", bump_errors((0.19, 0.1, 9), (2, 1, 9))),
    "j: the lasso is far off": (
        "j", bump_dictionary, "_distances_and_kept", bump_errors((0.3, 0.4, 9), (2, 1, 9))),
    "j: the lasso wins twice": (
        "j", bump_dictionary, "_distances_and_kept", bump_errors((0.1, 0.2, 9), (1, 2, 9))),
    "j: the lasso keeps many": (
        "j", bump_dictionary, "_distances_and_kept", bump_errors((0.1, 0.2, 76), (2, 1, 9))),
    "n: plain steps differ": (
        "n", weight_decay, "weights_left", shares(([1, 1], [1, 0.9]), ([0.9, 0.2], [0.5, 0.5]))),
    "n: Adam's are the same": (
        "n", weight_decay, "weights_left", shares(([1, 1], [1, 1]), ([0.5, 0.45], [0.5, 0.5]))),
    "n: Adam shrinks evenly": (
        "n", weight_decay, "weights_left", shares(([1, 1], [1, 1]), ([0.9, 0.9], [0.5, 0.5]))),
    "d: a mean for the median": (
        "d", losses, "least_absolute_deviations", lambda X, y, **_: (np.array([y.mean()]), 0.0)),
    "d: a lasso for ridge": ("d", losses, "RidgePath", LassoPath),
    "e: no outlier": ("e", losses, "DROPS", (0, 0, 0, 0)),
    "a: no difference": ("a", margins, "COSTS", (1.0, 1.0)),
    "a: the variance stays": ("a", margins, "_machines", machines(**{"curved 1": {"variance": 1}})),
    "a: a straight line is as good": (
        "a", margins, "_machines", machines(**{"straight 0": {"majority_wrong": 0.11}})),
}
real_ball = corners.Ball


@pytest.mark.parametrize("case", SPOILT)
def test_with_one_ingredient_spoilt_the_verdict_does_not_hold(case, monkeypatch):
    letter, module, name, other = SPOILT[case]
    monkeypatch.setattr(module, name, other)
    assert not LEDGER[letter](0).holds


def test_the_stand_ins_alone_spoil_nothing(monkeypatch):
    """As the claim says they are: what fails above is the one ingredient."""
    for letter, module, name, other in (
        ("p", capacity, "_clusters", clusters(FALLS, VALLEY)), ("p", capacity, "_trees", trees()),
        ("p", capacity, "_ridge", lambda seed: np.array(VALLEY)),
        ("h", accuracy, "risk_curves", risks((0.4, 1), (2, 1))),
        ("j", bump_dictionary, "_distances_and_kept", bump_errors((0.1, 0.2, 74), (2, 1, 9))),
        ("n", weight_decay, "weights_left", shares(([1, 1], [1, 1]), ([0.9, 0.2], [0.5, 0.5]))),
        ("a", margins, "_machines", machines()),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, other)
            assert LEDGER[letter](0).holds, (letter, name)
