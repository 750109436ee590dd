"""All exercises: their own solutions hold, and they are found by name."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from answers import passes

import regviz as rv
from regviz.exercises import EXERCISES, READINGS, check
from regviz.exercises.outcome import words

every_name = pytest.mark.parametrize("name", EXERCISES)


@every_name
def test_the_solution_holds_on_every_fresh_seed(name):
    assert passes(name, EXERCISES[name].solution)
    assert check(name, EXERCISES[name].solution).passed is True


@every_name
def test_no_slip_passes(name):
    slips = EXERCISES[name].slips
    assert len(slips) >= 3
    for slip, _ in slips:
        assert not passes(name, slip)


TELL_THE_ANSWER = [
    "soft_threshold", "lasso_prox_step", "net_update", "noisy_gradient", "objective", "r2_score",
    "ridge", "refit", "forest_error", "within", "svm_objective",
]


def solved(exercise):
    """(inputs, the parts of the right answer) of some seeds."""
    for seed in range(5):
        inputs = exercise.draw(seed).values()
        right = exercise.solution(*inputs)
        yield inputs, tuple(map(np.asarray, right if isinstance(right, tuple) else (right,)))


@pytest.mark.parametrize("name", EXERCISES)
def test_where_the_law_holds_it_says_nothing(name):
    exercise = EXERCISES[name]
    assert all(exercise.law(*right, *inputs) == "" for inputs, right in solved(exercise))


@pytest.mark.parametrize("name", TELL_THE_ANSWER)
def test_the_law_tells_what_is_right(name):
    exercise = EXERCISES[name]
    for inputs, right in solved(exercise):
        told = exercise.law(*right[:-1], right[-1] + 1.0, *inputs)
        assert all(words(part) in told for part in right), told


def test_unknown_exercises_are_refused_by_name():
    with pytest.raises(ValueError, match="soft_threshold.*got 'lasso'"):
        check("lasso", EXERCISES["ridge"].solution)


def test_check_is_where_the_notebooks_look_for_it():
    assert rv.check is check


@pytest.mark.parametrize("record, name", [
    (EXERCISES["ridge"], "law"), (READINGS["lam_1se"], "value"),
])
def test_records_are_frozen(record, name):
    with pytest.raises(FrozenInstanceError):
        setattr(record, name, None)
