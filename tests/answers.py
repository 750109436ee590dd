"""What the tests of all exercises share: is an answer right, what is said of a wrong one."""

import pytest

from regviz.exercises import EXERCISES, Exercise, check, judge

FRESH = range(1000, 1200)  # seeds that `check` does not use


def passes(name, answer):
    """Whether the answer is right on inputs that no reader has seen."""
    return judge(EXERCISES[name], answer, FRESH).passed is True


def said_of(name, answer):
    """What is said after the counterexample of a wrong answer."""
    verdict = check(name, answer)
    assert verdict.passed is False
    if " it stops with " in verdict.sentence:
        return verdict.sentence
    counterexample, said = verdict.sentence.split("; ", 1)
    assert ": for " in counterexample and " you return " in counterexample
    return said


def answered(module, right, wrong):
    """The three tests of one module's answers, for its test file to take by name.

    `right` lists (name, answer), `wrong` lists (name, said, answer).
    """
    @pytest.mark.parametrize("name, answer", right)
    def any_right_answer_passes_however_it_is_written(name, answer):
        assert passes(name, answer)

    @pytest.mark.parametrize("name, said, answer", wrong)
    def usual_wrong_answers_are_rejected_and_named(name, said, answer):
        assert said in said_of(name, answer)

    def every_exercise_has_a_second_solution_and_every_slip_a_wrong_answer():
        exercises = [value for value in vars(module).values() if isinstance(value, Exercise)]
        assert {name for name, _ in right} == {exercise.name for exercise in exercises}
        for exercise in exercises:
            tried = [said for name, said, _ in wrong if name == exercise.name]
            assert len(exercise.slips) >= 3
            for _, sentence in exercise.slips:
                assert any(said in sentence for said in tried), sentence

    return (any_right_answer_passes_however_it_is_written,
            usual_wrong_answers_are_rejected_and_named,
            every_exercise_has_a_second_solution_and_every_slip_a_wrong_answer)


def soft_by_branches(z, t):
    if abs(z) <= t:
        return 0
    return z - t if z > 0 else z + t

