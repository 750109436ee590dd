"""The Problem record: scaling that can be undone, units, subsets that keep the truth."""

import numpy as np
import pandas as pd
import pytest

from regviz import data
from regviz.data.given import as_problem
from regviz.data.problem import Problem


@pytest.mark.parametrize("problem", [
    data.diabetes(), data.correlated(corr=0.5), data.correlated_groups()])
def test_standardize_has_mean_0_sd_1_and_is_undone(problem, rng):
    scaled = problem.standardize()
    assert np.allclose(scaled.X.mean(axis=0), 0, atol=1e-12)
    assert np.allclose(scaled.X.std(axis=0), 1)
    assert np.allclose(scaled.X * scaled.scale + scaled.centre, problem.X)
    coef, intercept = rng.standard_normal((5, problem.n_features)), rng.standard_normal(5)
    back, b0 = scaled.to_original_units(coef, intercept)
    assert np.allclose(problem.X @ back.T + b0, scaled.X @ coef.T + intercept)


def test_standardizing_twice_remembers_both_steps(rng):
    problem = data.correlated(n=40).rescale("x1", 1000.0)
    once = problem.standardize()
    again = once.take(np.arange(25)).standardize()
    coef, intercept = again.to_original_units(rng.standard_normal(10), 0.7)
    assert np.allclose(again.X * again.scale + again.centre, problem.X[:25])
    assert np.isfinite(intercept) and coef.shape == (10,)


def test_test_rows_are_moved_by_the_training_rows():
    train, test = data.diabetes().split(0.25, seed=3)
    scaled = train.standardize()
    moved = scaled.apply(test)
    assert len(train) + len(test) == 442 and len(test) == round(0.25 * 442)
    assert np.allclose(moved.X, (test.X - train.X.mean(axis=0)) / train.X.std(axis=0))
    with pytest.raises(ValueError, match="apply"):
        train.apply(test)
    with pytest.raises(ValueError, match="apply"):
        scaled.apply(moved)


def test_split_is_a_partition_and_repeats_by_seed():
    problem = Problem(np.arange(20.0)[:, None], np.arange(20.0))
    train, test = problem.split(0.3, seed=1)
    assert sorted([*train.y, *test.y]) == list(range(20))
    assert np.array_equal(problem.split(0.3, seed=1)[1].y, test.y)
    assert not np.array_equal(problem.split(0.3, seed=2)[1].y, test.y)
    assert len(problem.take([0, 1]).split(0.01)[1]) == 1


@pytest.mark.parametrize("offset", [0.0, 1e8, 0.1])
def test_constant_columns_are_listed_and_become_zero(offset):
    X = np.column_stack([np.linspace(0, 1, 9), np.full(9, offset)])
    problem = Problem(X, np.arange(9.0), ("a", "b"))
    scaled = problem.standardize()
    assert problem.constant == ("b",) and not scaled.X[:, 1].any() and scaled.scale[1] == 1
    other = Problem(X + 1, np.arange(9.0), ("a", "b"))
    assert not scaled.apply(other).X[:, 1].any()


def test_change_of_units_keeps_the_truth_and_disappears_when_standardized():
    problem = data.correlated(p=5)
    mm = problem.rescale("x2", 1000.0, "mm")
    assert np.allclose(mm.X @ mm.coef, problem.truth) and mm.units[1] == "mm"
    assert np.allclose(mm.standardize().X, problem.standardize().X)
    with pytest.raises(ValueError, match="factor"):
        problem.rescale("x2", 0.0)
    with pytest.raises(ValueError, match="before standardize"):
        problem.standardize().rescale("x2", 2.0)


def test_truth_is_the_mean_of_y_through_every_change():
    problem = data.correlated(n=4000, p=6, noise=2.0)
    assert abs((problem.y - problem.truth).std() - 2.0) < 0.1
    scaled = problem.standardize()
    gap = scaled.X @ scaled.coef - scaled.truth
    assert np.allclose(gap, gap[0])
    noisy = problem.with_noise_columns(3)
    assert np.allclose(noisy.X @ noisy.coef, problem.truth) and noisy.names[-1] == "noise3"
    assert np.array_equal(noisy.X, problem.with_noise_columns(7).X[:, :9])
    support = [problem.names[j] for j in np.flatnonzero(problem.coef)]
    assert np.allclose(problem.select(support).X @ problem.select(support).coef, problem.truth)
    assert problem.select(support[1:]).coef is None


def test_a_problem_takes_lists_and_integers_and_leaves_them_alone():
    given = np.arange(6, dtype=np.int8).reshape(3, 2, order="F")
    problem = Problem(given, [1, 2, 3])
    assert problem.X.dtype == float and problem.names == ("x1", "x2") and given.dtype == np.int8


@pytest.mark.parametrize("args, words", [
    (([[1.0, 2.0]], [1.0, 2.0]), "1.*2"), (([1.0, 2.0], [1.0, 2.0]), "X"),
    ((np.zeros((0, 2)), []), "X"),
    (([[1.0, np.nan], [0.0, 1.0]], [1.0, 2.0]), "NaN"), (([["a"], ["b"]], [1.0, 2.0]), "X"),
    (([[1.0, 2.0], [3.0, 4.0]], [1.0, 2.0], ("a", "a")), "names"),
])
def test_a_problem_refuses_what_cannot_be_fitted(args, words):
    with pytest.raises((ValueError, TypeError), match=words):
        Problem(*args)


@pytest.fixture
def rng():
    return np.random.default_rng(0)


FRAME = pd.DataFrame({"size": [50.0, 80, 60], "rooms": [2, 3, 2], "price": [100.0, 170, 120]})


def test_a_frame_and_a_series_bring_their_names():
    problem = Problem(FRAME[["size", "rooms"]], FRAME["price"])
    assert problem.names == ("size", "rooms") and problem.target == "price"
    assert Problem(FRAME[["size"]], FRAME[["price"]]).target == "price"
    assert Problem(FRAME[["size"]], FRAME["price"], target="rent").target == "rent"
    assert Problem(FRAME[["size"]], [1, 2, 3]).target == "y"
    with pytest.raises(ValueError, match="names must be 2 different names"):
        Problem(FRAME[["size", "size"]], FRAME["price"])


@pytest.mark.parametrize("columns, target, names", [
    (["size", "rooms", "price"], "price", ("size", "rooms")),
    ([0, 1, 2], 2, ("0", "1")),
    ([0, 1, 2], "2", ("0", "1")),
    ([("in", "size"), ("in", "rooms"), ("out", "price")], ("out", "price"),
     ("in / size", "in / rooms")),
    ([("in", "size"), ("in", "rooms"), ("out", "price")], "out / price",
     ("in / size", "in / rooms")),
])
def test_a_frame_with_a_target(columns, target, names):
    frame = FRAME.copy()
    frame.columns = columns if isinstance(columns[0], (str, int)) else pd.MultiIndex.from_tuples(
        columns)
    problem = as_problem(frame, target=target)
    assert problem.names == names and problem.y.tolist() == [100, 170, 120]
    assert problem.X.tolist() == [[50, 2], [80, 3], [60, 2]]
    assert problem.target == (" / ".join(target) if isinstance(target, tuple) else str(target))


@pytest.mark.parametrize("frame, options, sentence", [
    (FRAME, {"target": "rent"}, "one of size, rooms, price: got 'rent'"),
    (FRAME, {"y": "price"}, "target="),
    (FRAME, {"y": [1, 2, 3], "target": "price"}, "y and target= both"),
    (FRAME, {}, "y is missing.*target="),
    (FRAME[["price"]], {"target": "price"}, "no other column"),
    (FRAME[["size", "price", "price"]], {"target": "price"}, "names 2 columns"),
    ([[1, 2]], {"target": "price"}, "data is a list"),
    (FRAME.assign(rooms=["two", "three", "two"]), {"target": "price"}, "column 'rooms' holds text"),
    (FRAME.assign(price=[1, None, 2]), {"target": "price"}, "y holds NaN"),
])
def test_a_frame_is_refused_in_words(frame, options, sentence):
    with pytest.raises((TypeError, ValueError), match=sentence):
        as_problem(frame, **options)


def test_a_target_of_text_is_called_y():
    with pytest.raises(TypeError, match="y must hold real numbers: column 'price' holds text"):
        as_problem(FRAME.assign(price=["a", "b", "c"]), target="price")


def test_rows_are_taken_by_position():
    problem = Problem(FRAME[["size"]], FRAME["price"])
    for rows in ([0, 2], (0, 2), pd.Series([0, 2], index=[2, 0]), [True, False, True],
                 pd.Series([True, False, True], index=[1, 2, 0], dtype="boolean")):
        assert problem.take(rows).y.tolist() == [100, 120]
    with pytest.raises(ValueError, match="rows must be whole numbers from 0 to 2"):
        problem.take([3])


def test_more_columns_of_noise_are_others():
    problem = data.correlated_groups()
    more = problem.with_noise_columns(2)
    assert more.names[-3:] == ("noise4", "noise5", "noise6")
    assert np.array_equal(more.with_noise_columns(1).X, problem.with_noise_columns(3).X)


@pytest.mark.parametrize("given", ["diabetes", data.diabetes()])
@pytest.mark.parametrize("wrong", [{"y": np.arange(442.0)}, {"target": "price"}])
def test_data_with_a_target_of_its_own_takes_no_other(given, wrong):
    with pytest.raises(ValueError, match=f"{next(iter(wrong))}: data has its own, progression"):
        as_problem(given, **wrong)
    assert as_problem(given, target="progression").target == "progression"
