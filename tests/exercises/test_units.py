"""Answers to the exercise of lesson 11, right and wrong."""

import numpy as np
import pytest
from answers import assert_answered, passes, said_of

from regviz.exercises import units


def by_two_predictions(coef, intercept, centre, scale):
    def predicted(x):
        return intercept + coef @ ((x - centre) / scale)

    at_zero = predicted(np.zeros(len(coef)))
    return np.array([predicted(e) - at_zero for e in np.eye(len(coef))]), at_zero


RIGHT = [("in_original_units", by_two_predictions)]
WRONG = [
    ("in_original_units", "Divide by scale", lambda w, b, m, s: (w * s, b - m @ (w * s))),
    ("in_original_units", "has to move", lambda w, b, m, s: (w / s, b)),
    ("in_original_units", "new units", lambda w, b, m, s: (w / s, b - m @ w)),
    ("in_original_units", "other way", lambda w, b, m, s: (w / s, b + m @ (w / s))),
]


@pytest.mark.parametrize("name, answer", RIGHT)
def test_any_right_answer_passes_however_it_is_written(name, answer):
    assert passes(name, answer)


@pytest.mark.parametrize("name, said, answer", WRONG)
def test_usual_wrong_answers_are_rejected_and_named(name, said, answer):
    assert said in said_of(name, answer)


def test_every_exercise_has_a_second_solution_and_three_wrong_answers():
    assert_answered(units, RIGHT, WRONG)
