"""Tests a reader's function against a law on seeded inputs, and answers in one sentence.

It knows no mathematics. An exercise is a plain function, so nothing waits for it: a blank, wrong or
crashing answer is a sentence, never an error.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from regviz.core.verdict import Verdict
from regviz.exercises.outcome import Failure, Heard, is_blank, outcome_of, settled, words

CASES = range(100)
CLOSE = 1e-7  # how near a law has to hold, in units of the numbers of its case


@dataclass(frozen=True)
class Exercise:
    """One exercise: what is asked, the inputs of each seed, the law, and frequent slips.

    `draw(seed)` names the inputs in the order of `signature`; `law(*parts, *inputs)` is "" where
    the law, told by `holds`, holds, and says what is better where not. Each of `slips` is a wrong
    function and a sentence for whoever returns the same. `shapes(*inputs)` is the shape of each
    part named in `returns`: one number if not given. `hints` go from a nudge to nearly all.
    """

    signature: str
    returns: tuple[str, ...]
    holds: str
    draw: Callable[[int], dict]
    law: Callable[..., str]
    solution: Callable
    slips: tuple[tuple[Callable, str], ...]
    shapes: Callable[..., tuple] = lambda *inputs: ((),)
    lesson: str = field(default="", kw_only=True)
    hints: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def name(self) -> str:
        """The name of the function asked for."""
        return self.signature.partition("(")[0]

    @property
    def asked(self) -> str:
        """What the reader writes, in one line."""
        return f"{self.signature} returns {', '.join(self.returns)}"


def judge(exercise: Exercise, function: Callable, seeds: Sequence[int] = CASES) -> Verdict:
    """A tick, or the smallest counterexample found, in words; never an error."""
    name = exercise.name
    if not callable(function) and not is_blank(settled(function)):
        return Verdict(f"{name}: hand over the function itself, without calling it.", False)
    heard = Heard()
    cases = [exercise.draw(seed) for seed in seeds]
    outcomes = [_call(function, case, heard) for case in cases]
    if all(map(is_blank, outcomes)):
        printed = " What it prints does not count: end it with return." if heard.anything else ""
        return Verdict(f"{name}: not answered yet. {exercise.asked}.{printed}")
    faults = [(_size(case), fault) for case, outcome in zip(cases, outcomes, strict=True)
              if (fault := _fault(exercise, case, outcome))]
    if not faults:
        return Verdict(f"{name}: {exercise.holds}, on all {len(cases)} inputs tried.", True)
    advice = _advice(exercise, cases, outcomes)
    return Verdict(f"{name}: {min(faults)[1]}. {advice}".strip(), False)


def _call(function, case, heard):
    """What the function returns, settled, or a Failure."""
    if not callable(function):
        return settled(function)
    return outcome_of(function, list(case.values()), heard)


def _fault(exercise: Exercise, case: dict, outcome) -> str:
    """What is wrong with one outcome, in words; "" where nothing is."""
    if isinstance(outcome, Failure):
        return f"{_given(case)} it stops with {outcome} ({exercise.asked})"
    parts = _parts(outcome, exercise.shapes(*case.values()))
    if parts is None:
        asked = _wanted(exercise, case)
        return f"{_given(case)} you return {words(outcome)}; asked for is {asked}"
    fault = "that is no number"
    if all(np.isfinite(part).all() for part in parts):
        fault = _broken(exercise, parts, case)
    return fault and f"{_given(case)} you return {words(outcome)}; {fault}"


def _given(case: dict) -> str:
    """The inputs of a case in words."""
    named = [f"{name} = {words(value)}" for name, value in case.items()]
    return "for " + " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))


def _broken(exercise: Exercise, parts, case: dict) -> str:
    """How the law is broken; numbers so large that the law itself overflows break it as well."""
    try:
        with np.errstate(all="ignore"):
            return exercise.law(*parts, *case.values())
    except (ArithmeticError, ValueError, np.linalg.LinAlgError):
        return "that is far too large"


def _wanted(exercise: Exercise, case: dict) -> str:
    """The parts asked for, with the size of each."""
    sizes = ["one number" if np.prod(shape) == 1 else f"{' × '.join(map(str, shape))} numbers"
             for shape in exercise.shapes(*case.values())]
    return " and ".join(f"{name}, {size}"
                        for name, size in zip(exercise.returns, sizes, strict=True))


def _parts(outcome, shapes) -> list | None:
    """The outcome as one float array per shape asked for; None where it cannot be read so."""
    pieces = [outcome] if len(shapes) == 1 else outcome
    if isinstance(pieces, np.ndarray) and pieces.ndim:
        pieces = [np.asarray(piece) for piece in pieces]  # a list [coef, intercept], for example
    if not isinstance(pieces, (list, tuple)) or len(pieces) != len(shapes):
        return None
    if not all(isinstance(piece, np.ndarray) for piece in pieces):
        return None
    if any(piece.size != np.prod(shape) for piece, shape in zip(pieces, shapes, strict=True)):
        return None
    return [piece.reshape(shape) for piece, shape in zip(pieces, shapes, strict=True)]


def _size(case: dict) -> tuple[int, int, float]:
    """Counterexamples are ordered by how many numbers they take, then digits, then magnitude."""
    numbers = np.concatenate([np.ravel(value) for value in case.values()])
    return numbers.size, sum(len(f"{x:.4g}") for x in numbers), float(np.abs(numbers).sum())


def _advice(exercise: Exercise, cases, outcomes) -> str:
    """The sentence of the slip that returns what the reader does (a tie apart), or ""."""
    def agreement(slip):
        return np.mean([_same(_call(slip, case, Heard()), outcome)
                        for case, outcome in zip(cases, outcomes, strict=True)])

    share, sentence = max((agreement(slip), sentence) for slip, sentence in exercise.slips)
    return sentence if share >= 0.95 else ""


def _same(one, other) -> bool:
    """Whether two outcomes agree, as far as rounding allows."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if not (isinstance(one, np.ndarray) and isinstance(other, np.ndarray)):
        return isinstance(one, Failure) and isinstance(other, Failure) and one.kind == other.kind
    return one.size == other.size and np.allclose(one.ravel(), other.ravel(), rtol=1e-6,
                                                 atol=1e-9, equal_nan=True)
