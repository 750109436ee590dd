"""What does a column of random numbers do to R²? Real data, and columns that know nothing."""

from functools import lru_cache

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.core.linalg import thin_svd
from regviz.core.validation import demand
from regviz.data.given import as_problem
from regviz.explorers.base import explorer
from regviz.explorers.formula import Formula, YoursView
from regviz.page.controls import sample, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.selection.nested_models import nested_residuals
from regviz.views.comparison import AgreementView
from regviz.views.curves import CurvesView

SHOWN = 80  # held-out rows in the second panel
LOW = -2.0  # the lowest R² in the picture


@explorer("What do columns of pure noise do to R²?", lesson="01")
def noise_columns(data="diabetes", y=None, *, target=None, rows=None, score=None):
    """Least squares on real columns plus columns of random numbers: R² seen and unseen.

    What you see: R² on the rows that were fitted and on those that were held out, for every number
    of random columns; the thin lines are the averages over all random columns, by formula. Beside
    them 80 held-out rows: measured against predicted.
    What to drag: columns, the number of random columns; then sample, for other random columns.
    What data: see `regviz.data.given.as_problem`; `rows` of them, drawn at random, are fitted (100,
    or three for each column, at most half), and all others are held out.

    score: your own formula, `score(y, predicted)` -> R². It gets the held-out rows; a hollow square
    shows what it returns, and the words say how far it is from the exact R².
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    table = _Table(as_problem(data, y, target), rows)
    formula = Formula("score", score, "R²")

    def fit(columns, sample):
        run = table.run(sample)
        predicted = table.test.y - run.missed[:, columns]
        state = {"train_r2": run.train_r2, "test_r2": run.test_r2, "predicted": predicted[:SHOWN]}
        if formula:
            state["yours"] = formula(table.test.y, predicted, exact=run.test_r2[columns])
        return Fit(columns=columns, **state)

    fig, (scores, held) = style.canvas(2)
    views = [
        CurvesView(scores, "columns", np.arange(table.most + 1),
                   {"train_r2": "train", "test_r2": "test"}, ylim=(LOW, 1.05), ylabel="R²",
                   xlabel="random columns added", title="R² (thin: average)",
                   still=table.expected()),
        AgreementView(held, table.test.y[:SHOWN], name=table.test.target),
    ]
    if formula:
        views[1:1] = [YoursView(scores, lambda fit, r2: ([fit.columns], [r2]))]
    return Explorer(fig, views, fit, stops=_stops(table),
                    columns=slider(0, table.most, value=table.most // 4), sample=sample())


class _Table:
    """The rows that are fitted and those that are held out, with random columns of their own.

    `rank` real columns are independent; with `most` random ones the fit is perfect.
    """

    def __init__(self, problem, rows):
        half = len(problem) // 2
        rows = min(max(100, 3 * problem.n_features), half) if rows is None else rows
        demand(isinstance(rows, (int, np.integer)) and 4 <= rows <= len(problem) - 2,
               "rows must be a whole number from 4 to {}, so that two rows are held out: got {!r}",
               len(problem) - 2, rows)
        train, self.test = problem.split(1 - rows / len(problem))
        self.train = train.standardize()
        self.test = self.train.apply(self.test)
        demand(self.train.y.any() and self.train.y.std() > 0 and self.test.y.std() > 0,
               "y is the same in all rows: there is nothing to predict")
        _, lengths, turned = thin_svd(self.train.X)
        self.axes = turned[lengths > 1e-9 * lengths.max(initial=1e-300)].T
        self.rank = self.axes.shape[1]
        self.most = len(self.train) - 1 - self.rank
        demand(self.most >= 4, "{} rows are fitted and {} columns are independent: for random "
               "columns to come, rows must be {} or more", len(self.train), self.rank,
               self.rank + 5)
        self.run = lru_cache(maxsize=32)(self._run)
        demand(self.run(0).train_r2[0] < 1 - 1e-9, "the columns fit y perfectly as they are: there "
               "is nothing left that random columns could explain")

    def _columns(self, sample):
        """The columns of both tables: a constant, the real ones turned to their axes, noise."""
        noisy = (p.with_noise_columns(self.most, seed=2 * sample + i)
                 for i, p in enumerate((self.train, self.test)))
        width = self.train.n_features
        return [np.column_stack([np.ones(len(p)), p.X[:, :width] @ self.axes, p.X[:, width:]])
                for p in noisy]

    def _run(self, sample):
        """Both R² for 0, 1, ..., `most` random columns, and what is missed in the held-out rows."""
        A, B = self._columns(sample)
        left, missed = (r[:, self.rank:] for r in
                        nested_residuals(A, self.train.y, B, self.test.y))
        return Fit(missed=missed, train_r2=1 - (left**2).mean(axis=0) / self.train.y.var(),
                   test_r2=1 - (missed**2).mean(axis=0) / self.test.y.var())

    def expected(self):
        """Both R² on average over all random columns.

        In the ν dimensions that the real columns leave, a random column takes out one at random.
        The squares of its coefficients add up to RSS/ν · k/(ν − k − 1), the mean of an inverse
        Wishart matrix, and a row with leverage h pays 1 + h times that.
        """
        A, B = (M[:, :self.rank + 1] for M in self._columns(0))
        left, missed = (r[:, -1] for r in nested_residuals(A, self.train.y, B, self.test.y))
        n, free, k = len(self.train), self.most, np.arange(self.most + 1)
        leverage = ((B @ np.linalg.inv(A.T @ A)) * B).sum(axis=1).mean()
        squares = (left @ left) / free * k / np.where(k < free - 1, free - k - 1, 1e-9)
        train = (left @ left) / n * (1 - k / free)
        test = (missed**2).mean() + (1 + leverage) * squares
        return {"train": 1 - train / self.train.y.var(), "test": 1 - test / self.test.y.var()}


def _stops(table):
    """No random column, half of them, others instead, worse than the mean, a perfect fit."""
    run, other, most, half = table.run(0), table.run(1), table.most, table.most // 2
    n, seen, unseen = len(table.train), run.train_r2, run.test_r2
    falls = unseen[half] < unseen[0]
    stops = [
        Stop(f"R² is {number(seen[0])} on the {n} rows that were fitted, and {number(unseen[0])} "
             "on the rows that were held out.", columns=0,
             ask="Only the real columns: how good is the model on rows that it has not seen?",
             true=lambda fit: [fit.train_r2[0], fit.test_r2[0]] == [seen[0], unseen[0]]),
        Stop(f"It rises, from {number(seen[0])} to {number(seen[half])}. On the held-out rows R² "
             f"{'falls' if falls else 'goes'} from {number(unseen[0])} to {number(unseen[half])}.",
             columns=half, ask=f"We add {half} columns of random numbers. Does R² on the fitted "
             "rows rise, although they know nothing?",
             true=lambda fit: fit.train_r2[half] > fit.train_r2[0]
             and falls == (fit.test_r2[half] < fit.test_r2[0])),
    ]
    if abs(other.train_r2[half] - seen[half]) < 0.1:
        stops.append(Stop(
            f"About as far: to {number(other.train_r2[half])}. With the first columns it rose "
            f"to {number(seen[half])}. Both times the model has learned noise.",
            columns=half, sample=1,
            ask="We draw other random columns. Does R² on the fitted rows rise as far?",
            true=lambda fit: abs(fit.train_r2[half] - seen[half]) < 0.1))
    if unseen[0] > 0 and (unseen < 0).any():
        first = int(np.argmax(unseen < 0))
        stops.append(Stop(
            f"With {plural(first, 'random column')} R² on the held-out rows is below 0 for the "
            "first time. The mean would predict them better.", columns=first,
            ask="How many random columns until the mean of y predicts better than the model?",
            true=lambda fit: fit.test_r2[first] < 0 <= fit.test_r2[:first].min()))
    return [*stops, Stop(
        f"{most}. Then the intercept and {table.rank + most} coefficients solve {n} equations: R² "
        f"is 1. On the held-out rows it is {number(unseen[most])}.", columns=most,
        ask=f"How many random columns make the fit of {n} rows perfect?",
        true=lambda fit: np.isclose(fit.train_r2[most], 1) and 1 + table.rank + most == n)]
