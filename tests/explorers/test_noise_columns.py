"""Columns of noise on real data: R² against fits made one by one, and the averages by formula."""

import numpy as np
import pytest

import regviz as rv
from regviz.explorers.noise_columns import _Table


def r2(y, predicted):
    return 1 - ((y - predicted) ** 2).sum() / ((y - y.mean()) ** 2).sum()


def tables(sample):
    train, test = rv.diabetes().split(1 - 100 / 442)
    train = train.standardize()
    pair = (train, train.apply(test))
    return [(np.column_stack([np.ones(len(p)), p.with_noise_columns(89, 2 * sample + i).X]), p.y)
            for i, p in enumerate(pair)]


@pytest.mark.parametrize(("columns", "sample"), [(0, 0), (17, 3), (80, 1), (89, 2)])
def test_scores_are_those_of_least_squares(columns, sample):
    fit = rv.explore.noise_columns().set(columns=columns, sample=sample).fit
    (A, y), (B, y_new) = tables(sample)
    coef = np.linalg.lstsq(A[:, :11 + columns], y, rcond=None)[0]
    assert np.isclose(fit.train_r2[columns], r2(y, A[:, :11 + columns] @ coef))
    assert np.isclose(fit.test_r2[columns], r2(y_new, B[:, :11 + columns] @ coef), rtol=1e-6)
    assert np.allclose(fit.predicted, B[:80, :11 + columns] @ coef, rtol=1e-5)


def test_the_thin_lines_are_the_average_over_many_samples():
    table = _Table(rv.diabetes(), None)
    runs = [table._run(sample) for sample in range(100)]
    for name, meaning in (("train_r2", "train"), ("test_r2", "test")):
        many = np.array([getattr(run, name) for run in runs])[:, 1:41]
        error = many.std(axis=0, ddof=1) / 10
        assert np.all(np.abs(many.mean(axis=0) - table.expected()[meaning][1:41]) < 3.5 * error)


def test_dependent_and_constant_columns_count_once():
    data = rv.diabetes()
    more = np.column_stack([data.X, data.X[:, 0] + data.X[:, 1], np.ones(len(data))])
    plain, same = rv.explore.noise_columns(data), rv.explore.noise_columns(more, data.y)
    assert same.controls["columns"].values[-1] == 89
    assert np.isclose(same.set(columns=0).fit.test_r2[0], plain.fit.test_r2[0])


@pytest.mark.parametrize("data", ["breast_cancer", "digits", "table"])
def test_stops_hold_on_other_data(data):
    if data == "table":
        rng = np.random.default_rng(1)
        data = (rng.standard_normal((40, 2)), rng.standard_normal(40))
    explorer = rv.explore.noise_columns(data)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


# The reader's formula


def test_a_right_score_agrees_and_lies_on_the_held_out_curve():
    explorer = rv.explore.noise_columns(score=r2)
    for columns in (0, 30, 89):
        fit = explorer.set(columns=columns).fit
        assert fit.yours.words == "Your score agrees with the exact answer."
        assert explorer.views[1].parts["yours"].get_ydata()[0] == pytest.approx(
            fit.test_r2[columns])


@pytest.mark.parametrize(("score", "told"), [
    (lambda y, p: np.corrcoef(y, p)[0, 1] ** 2, "Your score is off by"),
    (lambda y, p: (y - p) ** 2, "Your score returns 342 numbers; asked for is R², one number."),
    (lambda y, p: p / 0, "returns"),
    (lambda y, p: [][0], "Your score stops with IndexError"),
    (lambda y, p: None, "Your score returns nothing"),
])
def test_a_wrong_score_is_told_and_the_exact_curves_stay(score, told):
    mine, plain = rv.explore.noise_columns(score=score), rv.explore.noise_columns()
    assert told in mine.fit.yours.words and mine.fit.yours.words in mine.words
    assert np.array_equal(mine.fit.test_r2, plain.fit.test_r2)


X, Y = np.random.default_rng(0).standard_normal((30, 3)), np.arange(30.0)


@pytest.mark.parametrize(("given", "options", "told"), [
    ((X, Y), {"rows": 29}, "rows must be a whole number from 4 to 28, so that two rows"),
    ((X, Y), {"rows": "all"}, "rows must be a whole number"),
    ((X, Y), {"rows": 6}, "6 rows are fitted and 3 columns are independent: for random columns to "
                          "come, rows must be 8 or more"),
    ((X, 0 * Y), {}, "y is the same in all rows"),
    ((X, X @ [1, 2, 3]), {}, "the columns fit y perfectly as they are"),
    ((np.random.default_rng(0).standard_normal((30, 40)), Y), {}, "15 rows are fitted and 14"),
])
def test_what_is_wrong_is_named(given, options, told):
    with pytest.raises((TypeError, ValueError), match=told):
        rv.explore.noise_columns(*given, **options)
