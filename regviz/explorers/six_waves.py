"""A curve of six waves through one feature: its path, its errors, and J around one weight."""

import numpy as np

from regviz.core.formatting import number
from regviz.core.validation import demand
from regviz.data.problem import Problem
from regviz.explorers.base import path_of, within
from regviz.explorers.formula import Formula, Yours
from regviz.solvers.constraint import touch
from regviz.solvers.optimality import objective as exact_objective
from regviz.solvers.penalties import Ball, Penalty
from regviz.solvers.quadratic_loss import Bowl

WAVES = 6
NAMES = tuple(f"w{j}" for j in range(1, WAVES + 1))
BALLS = {"lasso": "l1", "ridge": "l2"}
L1_RATIOS = {"lasso": 1.0, "ridge": 0.0}


class SixWaves:
    """Six waves of one feature: the rows that are fitted, those held out, and the path."""

    def __init__(self, problem, column, rows, seed, method):
        most = len(problem) - 2
        demand(most >= 12, "a curve needs 14 rows or more: data has {}", len(problem))
        rows = within(min(rows, most) if rows == 40 else rows, "rows", 10, most, True)
        seed = within(seed, "seed", 0, 2**32, True)
        chosen = _correlated(problem) if column is None else problem.index(column)
        self.train, self.test = problem.select([chosen]).split(1 - rows / len(problem), seed)
        demand(len(np.unique(self.train.X)) > WAVES, "column {!r} has fewer than {} different "
               "values in the fitted rows: choose another column or more rows",
               self.train.names[0], WAVES + 1)
        self._low, self._high = problem.X[:, chosen].min(), problem.X[:, chosen].max()
        edge = 0.03 * (self._high - self._low)
        self.grid = np.linspace(self._low - edge, self._high + edge, 120)
        self.on_grid = self._waves(self.grid)
        self.X, self._X_new = self._waves(self.train.X[:, 0]), self._waves(self.test.X[:, 0])
        self.path = path_of(Problem(self.X, self.train.y, NAMES), method, 1.0)
        self._ball = BALLS[method]
        self._l1_ratio = L1_RATIOS[method]
        self.span = self._around_w1()

    def _waves(self, x):
        turns = (np.asarray(x) - self._low) / (self._high - self._low)
        return np.cos(np.pi * np.outer(turns, np.arange(1, WAVES + 1)))

    def error(self, side, lam):
        """Mean squared error on the fitted rows ("train") or on those held out ("test")."""
        X, y = {"train": (self.X, self.train.y), "test": (self._X_new, self.test.y)}[side]
        return ((self.path.predict(X, lam) - y) ** 2).mean(axis=-1)

    def _around_w1(self):
        """A range of values of w1 that has zero and all values along the path well inside."""
        found = np.append(self.path(self.path.lam_max * np.geomspace(1e-6, 1, 60))[:, 0], 0.0)
        pad = 0.7 * np.ptp(found) or 1.0
        return float(found.min() - pad), float(found.max() + pad)

    def around(self, lam, formula):
        """The exact J and the reader's for many values of w1, with everything else held."""
        coef, intercept = self.path(lam), float(self.path.intercept(lam))
        places = np.sort(np.append(np.linspace(*self.span, 80), coef[0]))
        penalty = Penalty(lam, self._l1_ratio)
        exact, given = [], []
        for place in places:
            w = np.r_[place, coef[1:]]
            exact.append(exact_objective(self.X, self.train.y, w, penalty, intercept))
            given.append(formula(self.X, self.train.y, w, intercept, lam, exact=exact[-1]))
        state = {"places": places, "exact": np.array(exact), "w1": coef[0]}
        failed = next((yours for yours in given if not yours), None)
        if failed is not None:
            return state | {"yours": failed}
        values = np.array([float(yours.value) for yours in given])
        whole = Formula(formula.name, lambda: values, formula.asked)
        words = whole(exact=exact, of=[f"w1 = {number(place)}" for place in places]).words
        lowest = places[values.argmin()]
        told = f"Over w1 it is lowest at {number(lowest)}; the exact weight is {number(coef[0])}."
        return state | {"yours": Yours(values, f"{words} {told}")}

    def pair(self, coef):
        """The loss of w1 and w2 with the other weights held at `coef`, and the ball through them.

        Where the loss touches the ball is our pair again: price and size limit are two views of
        one problem.
        """
        C = self.X - self.X.mean(axis=0)
        gram = C.T @ C / len(C)
        pull = C.T @ (self.train.y - C @ coef) / len(C)
        lowest = coef[:2] + np.linalg.solve(gram[:2, :2], pull[:2])
        radius = Ball(self._ball).norm(coef[:2])
        return touch(Bowl(lowest, gram[:2, :2]), Ball(self._ball, radius))

    def reach(self, lams):
        """How far from zero the pair and the lowest point of its loss ever are."""
        coefs = self.path(lams[::6])
        lowest = [self.pair(coef).bowl.ols for coef in coefs]
        return 1.15 * max(np.abs(coefs[:, :2]).max(), np.abs(lowest).max(), 1e-9)


def _correlated(problem):
    """The column most correlated with y, of those with more than a few different values."""
    y = problem.y - problem.y.mean()
    demand(y.any(), "y is the same in all rows: there is nothing to predict")
    found = {}
    for j, x in enumerate(problem.X.T):
        if len(np.unique(x)) > 2 * WAVES:
            found[j] = abs((x - x.mean()) @ y) / np.linalg.norm(x - x.mean())
    demand(found, "a curve needs a column with more than {} different values", 2 * WAVES)
    return max(found, key=found.get)
