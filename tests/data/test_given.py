"""Data as it is given to an explorer, and what every Problem says of itself."""

import sys
from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest

from regviz import data
from regviz.data.given import as_problem
from regviz.data.problem import Problem

RNG = np.random.default_rng(0)
X, Y = RNG.standard_normal((8, 2)), RNG.standard_normal(8)
FRAME = pd.DataFrame({"a": X[:, 0], "goal": Y, "b": X[:, 1]})


@pytest.mark.parametrize("given, options", [
    ((X, Y), {}), (X, {"y": Y}), (X.tolist(), {"y": Y.tolist()}), (Problem(X, Y), {}),
    (FRAME, {"target": "goal"}), (FRAME[["a", "b"]], {"y": FRAME["goal"]}),
    ((FRAME[["a", "b"]], FRAME["goal"]), {}),
], ids=["pair", "y", "lists", "problem", "target", "series", "pair of tables"])
def test_every_form_is_the_same_problem(given, options):
    problem = as_problem(given, **options)
    assert np.array_equal(problem.X, X) and np.array_equal(problem.y, Y)
    assert (problem.n_samples, problem.n_features, len(problem)) == (8, 2, 8)
    assert repr(problem) == f"Problem(8 rows, 2 features -> {problem.target})"


def test_a_frame_brings_its_names_along():
    problem = as_problem(FRAME, target="goal")
    assert problem.names == ("a", "b") and problem.target == "goal"
    assert problem.source == "given as a data frame"


@pytest.mark.parametrize("name", ["diabetes", "breast_cancer", "digits"])
def test_a_name_is_the_data_set(name):
    assert np.array_equal(as_problem(name).X, getattr(data, name)().X)


@pytest.mark.parametrize("given, options, words", [
    ("iris", {}, "data must be one of 'diabetes', .* got 'iris'"),
    (X, {}, "y is missing: give data as .* second argument$"),
    (FRAME, {}, "second argument or target="),
    (FRAME, {"y": "goal"}, "y is the text 'goal': .* target="),
    (FRAME, {"y": Y, "target": "goal"}, "both name what to predict"),
    (X, {"target": "goal"}, "target names a column of a data frame: data is a ndarray"),
    (FRAME, {"target": "c"}, "one of a, goal, b: got 'c'"),
    (FRAME[["goal"]], {"target": "goal"}, "no other column"),
    (pd.DataFrame([[1.0, 2.0, 3.0]], columns=["a", "a", "b"]), {"target": "a"}, "names 2 columns"),
])
def test_what_is_missing_is_said(given, options, words):
    with pytest.raises(ValueError, match=words):
        as_problem(given, **options)


def test_before_standardizing_the_units_are_the_original_ones():
    coef, intercept = Problem(X, Y).to_original_units([[1, 2], [3, 4]], [5, 6])
    assert coef.tolist() == [[1, 2], [3, 4]] and intercept.tolist() == [5, 6]


def test_without_scikit_learn_its_data_are_refused_in_words(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(ImportError, match="digit data come with scikit-learn: install"):
        data.digits()


@pytest.mark.parametrize("record, name", [(Problem(X, Y), "X"), (Problem(X, Y), "names")])
def test_records_are_frozen(record, name):
    with pytest.raises(FrozenInstanceError):
        setattr(record, name, None)
