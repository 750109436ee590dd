"""What the tests of all exercises share: is an answer right, what is said of a wrong one."""

from regviz.exercises import EXERCISES, Exercise, check, judge

FRESH = range(1000, 1200)  # seeds that `check` does not use


def passes(name, answer):
    """Whether the answer is right on inputs that no reader has seen."""
    return judge(EXERCISES[name], answer, FRESH).passed is True


def said_of(name, answer):
    """What is said after the counterexample of a wrong answer."""
    verdict = check(name, answer)
    assert verdict.passed is False
    counterexample, said = verdict.sentence.split("; ", 1)
    assert ": for " in counterexample and " you return " in counterexample
    return said


def assert_answered(module, right, wrong):
    """Every exercise of the module has a second solution, and three wrong answers or more."""
    names = {value.name for value in vars(module).values() if isinstance(value, Exercise)}
    assert {name for name, _ in right} == names
    for name in names:
        assert sum(wrong_name == name for wrong_name, _, _ in wrong) >= 3


def soft_by_branches(z, t):
    if abs(z) <= t:
        return 0
    return z - t if z > 0 else z + t

