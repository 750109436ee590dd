"""Which knob of a random forest is a capacity? Depth of the trees, and how many there are."""

import numpy as np

from regviz import style
from regviz.claims import random_forests
from regviz.core.formatting import number
from regviz.data.given import as_problem
from regviz.explorers.base import explorer, held_out, within
from regviz.explorers.formula import Formula, YoursView
from regviz.page.controls import slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.views.curves import CurvesView

DEPTHS = range(1, 13)


@explorer("Which knob of a random forest is a capacity: depth, or the number of trees?",
          lesson="13")
def forests(data="diabetes", y=None, *, target=None, trees=60, seed=0, error=None, depth=3):
    """Random forests against the depth of their trees, and against the number of trees.

    What you see: left, errors against the depth. Dotted is the mean error of single trees, the
    other curves are those of a forest with as many trees as you set. Right, errors against the
    number of trees at this depth. Dotted is the expected error of trees that are drawn at random.
    What to drag: depth, the most splits between the root of a tree and a leaf; trees, how many are
    averaged.
    What data: see `regviz.data.given.as_problem`; a quarter of the rows is held out.

    trees is how many are grown, and seed draws the resamples. error: your own formula,
    `error(votes, y, trees)` -> the expected error of an average of so many trees. votes has one row
    for each tree and one column for each held-out row. A hollow square shows your value. depth is
    where it begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    trees = within(trees, "trees", 12, 300, whole=True)
    depth = within(depth, "depth", DEPTHS[0], DEPTHS[-1], whole=True)
    train, test = held_out(as_problem(data, y, target))
    grown = random_forests.forests(train, test, DEPTHS, trees, within(seed, "seed", 0, 1e9, True))
    expected = np.array([[random_forests.expected_error(votes, test.y, count)
                          for count in range(1, trees + 1)] for votes in grown.votes])
    formula = Formula("error", error, "one number, the expected error")

    def fit(depth, trees):
        row = depth - 1
        state = {"depth": depth, "trees": trees, "one_tree": expected[:, 0],
                 "train_depth": grown.train[:, trees - 1], "test_depth": grown.test[:, trees - 1],
                 "train": grown.train[row], "test": grown.test[row], "expected": expected[row]}
        if formula:
            state["yours"] = formula(grown.votes[row], test.y, trees,
                                     exact=expected[row, trees - 1])
        return Fit(**state)

    fig, (left, right) = style.canvas(2)
    highest = max(expected.max(), grown.train.max(), grown.test.max())
    views = [
        CurvesView(left, "depth", DEPTHS, ylim=(0, 1.05 * highest), title="deeper trees",
                   curves={"train_depth": "train", "test_depth": "test", "one_tree": "noise"},
                   labels={"train_depth": "training", "test_depth": "held out",
                           "one_tree": "single trees"}),
        CurvesView(right, "trees", range(1, trees + 1), ylim=(0, 1.05 * highest),
                   curves={"train": "train", "test": "test", "expected": "noise"},
                   labels={"expected": "expected"}, title="more trees"),
    ]
    if formula:
        views.append(YoursView(right, lambda fit, value: ([fit.trees], [value])))
    return Explorer(fig, views, fit, stops=_stops(fit, trees), depth=slider(1, 12, value=depth),
                    trees=slider(1, trees))


def _stops(fit, trees):
    """Depth with one tree, then the same depths with all trees; what does not hold is left out."""
    single, deep = fit(1, 1).one_tree, DEPTHS[-1]
    best = DEPTHS[int(single.argmin())]
    many = fit(deep, trees)
    stops = [
        Stop("One question is not enough: its training error is the highest of all depths.",
             depth=1, trees=1, ask="A tree of depth 1 asks one question. Is that enough?",
             true=lambda fit: fit.train_depth.argmax() == 0),
        Stop(f"At depth {best}. On average a single tree of depth {deep} has a held-out error "
             f"{number(single[-1] / single.min())} times as large.", depth=best, trees=1,
             ask="Look at single trees. At which depth is their held-out error lowest?",
             true=lambda fit: fit.one_tree.argmin() == fit.depth - 1 < deep - 1),
        Stop("The deep tree has learned its own rows by heart. Its held-out error is more than "
             "twice its training error.", depth=deep, trees=1,
             ask=f"A single tree of depth {deep}: how far apart are its two errors?",
             true=lambda fit: fit.test[0] > 2 * fit.train[0]),
        Stop("Ten trees bring nine tenths of the gain that endlessly many trees would bring. That "
             "holds on average, for any forest.", depth=deep, trees=10,
             ask="Now ten trees are averaged. How much of the possible gain is that?",
             true=lambda fit: np.isclose(_gain(fit, 10), 0.9)),
        Stop(f"No: averaging {trees} deep trees takes the error from {number(many.expected[0])} to "
             f"{number(many.test[-1])}, because it takes variance away.", depth=deep, trees=trees,
             ask=f"With {trees} trees, does the forest overfit more?",
             true=lambda fit: fit.test[-1] < 0.95 * fit.expected[0]
             and (np.diff(fit.expected) < 0).all()),
        Stop(f"Hardly: with {trees} trees the error at depth {deep} is at most a tenth above the "
             "lowest. The variance of single trees did the harm.", depth=best, trees=trees,
             ask="Now drag depth again. Do deep trees still do harm?",
             true=lambda fit: fit.test_depth[-1] <= 1.1 * fit.test_depth.min()),
    ]
    return [stop for stop in stops if stop.true(fit(**stop.values))]


def _gain(fit, count):
    """The share of what endlessly many trees would gain over one that `count` trees gain."""
    drop = fit.expected[0] - fit.expected
    variance = (fit.expected[0] - fit.expected[1]) * 2  # expected = limit + variance / trees
    return drop[count - 1] / variance
