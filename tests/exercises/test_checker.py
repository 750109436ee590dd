"""Blank, broken and wrong answers: each is a sentence, and nothing a reader writes raises."""

import numpy as np
import pytest

from regviz.exercises import EXERCISES, check
from regviz.exercises.checker import Exercise, judge, words


def empty(*inputs):
    """Only a docstring."""


def passes(*inputs):
    pass


def dots(*inputs):
    return ...


def unfinished(*inputs):
    coef = ...
    return 2 * coef


def not_implemented(*inputs):
    raise NotImplementedError


def both_blank(*inputs):
    return None, ...


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("answer", [
    None, ..., empty, passes, dots, unfinished, not_implemented, both_blank,
])
def test_a_blank_answer_is_not_answered_yet(name, answer):
    verdict = check(name, answer)
    assert verdict.passed is None
    assert repr(verdict).startswith(f"{name}: not answered yet. {EXERCISES[name].signature}")


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("answer, said", [
    (lambda *inputs: 1 / 0, "stops with ZeroDivisionError: division by zero"),
    (lambda: 0, "stops with TypeError"),
    (lambda *inputs: np.linalg.inv(np.zeros((2, 2))), "stops with LinAlgError: Singular matrix"),
    (lambda *inputs: "seven", "asked for is"),
    (lambda *inputs: np.zeros(99), "asked for is"),
    (lambda *inputs: {}, "asked for is"),
    (lambda *inputs: ValueError("told instead of raised"), "told instead of raised"),
    (3.0, "without calling it"),
])
def test_a_broken_answer_is_one_sentence(name, answer, said):
    verdict = check(name, answer)
    assert verdict.passed is False and said in repr(verdict)
    assert "\n" not in repr(verdict) and " at 0x" not in repr(verdict)


def test_no_number_is_named():
    assert "no number" in repr(check("soft_threshold", lambda z, t: np.nan))


def test_a_single_missing_branch_is_a_wrong_answer_and_not_a_blank():
    verdict = check("soft_threshold", lambda z, t: z - t if z > t else z + t if z < -t else None)
    assert verdict.passed is False and "you return nothing" in repr(verdict)


def test_answers_may_change_their_inputs():
    def centred_in_place(X, y, lam):
        means = X.mean(axis=0), y.mean()
        X -= means[0]
        y -= means[1]
        coef = np.linalg.solve(X.T @ X + len(y) * lam * np.eye(X.shape[1]), X.T @ y)
        return coef, means[1] - means[0] @ coef
    assert check("ridge", centred_in_place).passed is True


def test_the_smallest_counterexample_is_told_and_always_the_same():
    exercise = Exercise(
        "half(z)", ("h",), "twice h is z",
        draw=lambda seed: {"z": float(seed * 37 % 100)},
        law=lambda h, z: "" if 2 * h == z else f"half of z is {z / 2:g}",
        solution=lambda z: z / 2,
        slips=((lambda z: z, "Divide."),),
    )
    wrong_from_seven_on = judge(exercise, lambda z: z / 2 if z < 7 else 0.0)
    assert repr(wrong_from_seven_on) == "✗ half: for z = 7 you return 0; half of z is 3.5."
    told = repr(judge(exercise, lambda z: -z))
    assert told.startswith("✗ half: for z = 1 you return −1; half of z is 0.5.")
    assert repr(judge(exercise, lambda z: 1.0 * z)).endswith("half of z is 0.5. Divide.")


def test_a_wrong_threshold_is_told_by_its_minimum():
    told = repr(check("soft_threshold", lambda z, t: z - t if abs(z) > t else 0.0))
    told = told.replace("−", "-")
    assert told.startswith("✗ soft_threshold: for z = -")
    z, t = (float(told.split()[place].rstrip(",")) for place in (5, 9))
    assert f"you return {z - t:g}; " in told and f"is at {z + t:g}. " in told


@pytest.mark.parametrize("value, said", [
    (None, "nothing"),
    (..., "nothing"),
    (2.0, "2"),
    (-0.5, "−0.5"),
    ([1, 2], "[1, 2]"),
    ((1.5, np.zeros(2)), "(1.5, [0, 0])"),
    (np.zeros((5, 4)), "5 × 4 numbers"),
    ({}, "a dict"),
])
def test_values_are_told_in_words(value, said):
    assert words(value) == said
