"""Tests a reader's function against a law on seeded inputs, and answers in one sentence.

It knows no mathematics. An exercise is a plain function, so nothing waits for it: a blank, wrong or
crashing answer is a sentence, never an error.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from regviz.core.formatting import plain
from regviz.core.verdict import Verdict

CASES = range(100)
CLOSE = 1e-7  # how near a law has to hold, in units of the numbers of its case


@dataclass(frozen=True)
class Exercise:
    """One exercise: what is asked, the inputs of each seed, the law, and frequent slips.

    `draw(seed)` names the inputs in the order of `signature`; `law(*parts, *inputs)` is "" where
    the law, told by `holds`, holds, and says what is better where not. Each of `slips` is a wrong
    function and a sentence for whoever returns the same. `shapes(*inputs)` is the shape of each
    part named in `returns`: one number if not given.
    """

    signature: str
    returns: tuple[str, ...]
    holds: str
    draw: Callable[[int], dict]
    law: Callable[..., str]
    solution: Callable
    slips: tuple[tuple[Callable, str], ...]
    shapes: Callable[..., tuple] = lambda *inputs: ((),)

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
    if not callable(function) and not _blank(function):
        return Verdict(f"{name}: hand over the function itself, without calling it.", False)
    cases = [exercise.draw(seed) for seed in seeds]
    outcomes = [_call(function, case) for case in cases]
    if all(map(_blank, outcomes)):
        return Verdict(f"{name}: not answered yet. {exercise.asked}.")
    faults = [(_size(case), fault) for case, outcome in zip(cases, outcomes, strict=True)
              if (fault := _fault(exercise, case, outcome))]
    if not faults:
        return Verdict(f"{name}: {exercise.holds}, on all {len(cases)} inputs tried.", True)
    advice = _advice(exercise, cases, outcomes)
    return Verdict(f"{name}: {min(faults)[1]}. {advice}".strip(), False)


def words(value) -> str:
    """An input or an answer for a sentence: numbers with four digits, arrays in brackets."""
    if value is None or value is Ellipsis:
        return "nothing"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(words, value)) + ")"
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return f"a {type(value).__name__}"
    if array.size > 12:
        return f"{' × '.join(map(str, array.shape))} numbers"
    return "[" + ", ".join(map(words, array)) + "]" if array.ndim else plain(float(array) + 0.0)


def _call(function, case):
    """What the function returns, or the error it raises."""
    if not callable(function):
        return function
    try:
        with np.errstate(all="ignore"):
            return function(*copy.deepcopy(list(case.values())))
    except Exception as error:  # an answer may fail in any way, and its failure is told in words
        return error


def _blank(outcome) -> bool:
    if isinstance(outcome, tuple):
        return all(map(_blank, outcome))
    if isinstance(outcome, TypeError):  # such as 2 * ...
        return "ellipsis" in str(outcome)
    return outcome is None or outcome is Ellipsis or isinstance(outcome, NotImplementedError)


def _fault(exercise: Exercise, case: dict, outcome) -> str:
    """What is wrong with one outcome, in words; "" where nothing is."""
    given = [f"{name} = {words(value)}" for name, value in case.items()]
    given = "for " + " and ".join(filter(None, [", ".join(given[:-1]), given[-1]]))
    if isinstance(outcome, Exception):
        reason = (str(outcome).splitlines() or [""])[0]
        return f"{given} it stops with {type(outcome).__name__}: {reason} ({exercise.asked})"
    parts = _parts(outcome, exercise.shapes(*case.values()))
    if parts is None:
        return f"{given} you return {words(outcome)}; asked for is {_wanted(exercise, case)}"
    fault = "that is no number"
    if all(np.isfinite(part).all() for part in parts):
        fault = exercise.law(*parts, *case.values())
    return fault and f"{given} you return {words(outcome)}; {fault}"


def _wanted(exercise: Exercise, case: dict) -> str:
    """The parts asked for, with the size of each."""
    sizes = ["one number" if np.prod(shape) == 1 else f"{' × '.join(map(str, shape))} numbers"
             for shape in exercise.shapes(*case.values())]
    return " and ".join(f"{name}, {size}"
                        for name, size in zip(exercise.returns, sizes, strict=True))


def _parts(outcome, shapes) -> list | None:
    """The outcome as one float array per shape asked for; None where it cannot be read so."""
    pieces = [outcome] if len(shapes) == 1 else outcome
    if not isinstance(pieces, (list, tuple)) or len(pieces) != len(shapes):
        return None
    try:
        arrays = [np.asarray(piece, dtype=float) for piece in pieces]
    except (TypeError, ValueError):
        return None
    if any(array.size != np.prod(shape) for array, shape in zip(arrays, shapes, strict=True)):
        return None
    return [array.reshape(shape) for array, shape in zip(arrays, shapes, strict=True)]


def _size(case: dict) -> tuple[int, int, float]:
    """Counterexamples are ordered by how many numbers they take, then digits, then magnitude."""
    numbers = np.concatenate([np.ravel(value) for value in case.values()])
    return numbers.size, sum(len(f"{x:.4g}") for x in numbers), float(np.abs(numbers).sum())


def _advice(exercise: Exercise, cases, outcomes) -> str:
    """The sentence of the slip that returns what the reader does (a tie apart), or ""."""
    def agreement(slip):
        return np.mean([_same(_call(slip, case), outcome)
                        for case, outcome in zip(cases, outcomes, strict=True)])

    share, sentence = max((agreement(slip), sentence) for slip, sentence in exercise.slips)
    return sentence if share >= 0.95 else ""


def _same(one, other) -> bool:
    if isinstance(one, Exception):
        return type(one) is type(other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    try:
        one, other = (np.ravel(value).astype(float) for value in (one, other))
    except (TypeError, ValueError):
        return False
    return one.size == other.size and np.allclose(one, other, rtol=1e-6, atol=1e-9,
                                                 equal_nan=True)
