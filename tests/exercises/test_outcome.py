"""Whatever a reader's function does, `check` answers in a sentence."""

import sys
import warnings

import numpy as np
import pytest

from regviz.exercises import EXERCISES, READINGS, check
from regviz.exercises.outcome import Failure, Other, is_blank, settled


class Hostile:
    """An object whose every method raises something that is no Exception."""

    def fail(self, *inputs, **options):
        raise SystemExit("hostile")

    __array__ = __eq__ = __bool__ = __len__ = __iter__ = __float__ = __str__ = __repr__ = fail
    __lt__ = __getitem__ = __index__ = __deepcopy__ = __format__ = fail
    __hash__ = None

    def __getattr__(self, name):
        raise GeneratorExit(name)


class HostileTuple(tuple):
    def __iter__(self):
        raise GeneratorExit

    def __len__(self):
        raise MemoryError


class HostileArray(np.ndarray):
    def __array_finalize__(self, obj):
        pass

    def __array_function__(self, *inputs):
        raise SystemExit

    def __array_ufunc__(self, *inputs, **options):
        raise SystemExit


class HostileError(Exception):
    def __str__(self):
        raise SystemExit("no words")


class NeverFinished(BaseException):
    """An error outside Exception, as asyncio and pytest have them."""


def raising(error):
    def function(*inputs):
        raise error
    return function


def endless(*inputs):
    return endless(*inputs)


def knotted(*inputs):
    loop = []
    loop.append(loop)
    return loop


def generator(*inputs):
    yield 1.0


async def coroutine(*inputs):
    return 1.0


def leaves(*inputs):
    sys.exit(3)


def warns(*inputs):
    warnings.warn("a warning", stacklevel=1)
    return np.float64(1) / 0


def breaks_its_inputs(*inputs):
    for value in inputs:
        if isinstance(value, np.ndarray):
            value.resize(0, refcheck=False)
    return Hostile()


BATTERY = [
    leaves, endless, knotted, generator, coroutine, warns, breaks_its_inputs, Hostile, HostileError,
    raising(SystemExit), raising(GeneratorExit()), raising(MemoryError()),
    raising(StopIteration(3)),
    raising(RecursionError("deep")), raising(HostileError()), raising(NeverFinished("x" * 999)),
    raising(BaseExceptionGroup("two", [SystemExit(), ValueError()])),
    raising(AssertionError()), raising(UnicodeDecodeError("utf-8", b"", 0, 1, "bad")),
    lambda *inputs: Hostile(), lambda *inputs: (Hostile(), Hostile()),
    lambda *inputs: [Hostile(), 1.0], lambda *inputs: HostileTuple((1.0, 2.0)),
    lambda *inputs: np.zeros(3).view(HostileArray),
    lambda *inputs: np.array([Hostile()], dtype=object),
    lambda *inputs: [[1, 2], [3]], lambda *inputs: [[], [[]]], lambda *inputs: (),
    lambda *inputs: "0", lambda *inputs: b"1", lambda *inputs: 1j, lambda *inputs: np.zeros(3) + 1j,
    lambda *inputs: np.datetime64("2020-01-01"), lambda *inputs: set(), lambda *inputs: Hostile,
    lambda *inputs: np.inf, lambda *inputs: (np.nan, -np.inf), lambda *inputs: 10**400,
    lambda *inputs: np.zeros((0, 3)), lambda *inputs: np.zeros((1,) * 8),
    lambda *inputs: inputs, lambda *inputs: lambda: 1.0, lambda *inputs: raising, lambda: 1.0,
]


@pytest.mark.parametrize("name", [*EXERCISES, *READINGS])
def test_nothing_gets_out_of_check(name, capfd, recwarn):
    for place, answer in enumerate(BATTERY):
        verdict = check(name, answer)
        assert verdict.passed is False, place
        assert verdict.sentence.startswith(f"{name}: ") and "\n" not in verdict.sentence
        assert " at 0x" not in verdict.sentence and len(verdict.sentence) < 700
        assert verdict._repr_html_()
    assert capfd.readouterr() == ("", "") and not recwarn.list


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("size", [1e300, -1e300, 1e-300, 1e160, -1e18])
def test_huge_and_tiny_numbers_are_wrong_answers(name, size):
    def answer(*inputs):
        shapes = EXERCISES[name].shapes(*inputs)
        parts = [np.full(shape, size) for shape in shapes]
        return parts[0] if len(parts) == 1 else tuple(parts)
    assert check(name, answer).passed is False


@pytest.mark.parametrize("name", [*EXERCISES, *READINGS])
def test_objects_that_are_no_function_are_sentences_too(name):
    for answer in (Hostile(), HostileTuple(), HostileError(), [Hostile()], {}, 1j):
        verdict = check(name, answer)
        assert verdict.passed is not True and verdict.sentence.startswith(f"{name}: ")


def test_only_the_stop_button_gets_through():
    with pytest.raises(KeyboardInterrupt):
        check("ridge", raising(KeyboardInterrupt))

    class Slow(Exception):
        def __array__(self, *inputs, **options):
            raise KeyboardInterrupt

        __str__ = __array__

    for stopped in (lambda *inputs: Slow(), raising(Slow())):
        with pytest.raises(KeyboardInterrupt):
            check("ridge", stopped)


def test_what_is_printed_is_not_shown_and_does_not_count(capsys):
    def shows(z, t):
        print("the answer is", np.sign(z) * max(abs(z) - t, 0))

    verdict = check("soft_threshold", shows)
    assert verdict.passed is None and "end it with return" in verdict.sentence
    assert capsys.readouterr().out == ""

    def both(z, t):
        print("z is", z)
        return EXERCISES["soft_threshold"].solution(z, t)

    assert check("soft_threshold", both).passed is True
    assert capsys.readouterr().out == ""


def test_one_buffer_that_is_filled_anew_is_as_good_as_new_arrays():
    kept = np.zeros(2)

    def reused(w, t):
        answer = kept[:w.size] if w.size <= 2 else np.zeros(w.size)
        answer[:] = EXERCISES["project_on_l1_ball"].solution(w, t)
        return answer
    assert check("project_on_l1_ball", reused).passed is True


def test_numbers_that_are_no_floats_are_understood():
    from fractions import Fraction
    solution = EXERCISES["soft_threshold"].solution
    for kind in (Fraction, lambda value: [value], lambda value: np.float32(value),
                 lambda value: np.array([[value]])):
        assert check("soft_threshold", lambda z, t, kind=kind: kind(float(solution(z, t)))).passed
    assert check("ridge", lambda *inputs: list(EXERCISES["ridge"].solution(*inputs))).passed


def test_values_are_settled():
    assert settled(None) is None and settled(...) is ...
    assert settled([1, 2]).tolist() == [1.0, 2.0]
    assert settled({}) == Other("dict")
    assert settled(ValueError("so\nlong")) == Failure("ValueError", "so", False)
    assert is_blank(settled(NotImplementedError())) and is_blank((None, ...))
    assert is_blank((None,)) and not is_blank(())
    assert str(Failure("KeyError", "", False)) == "KeyError"


def test_functions_of_numpy_that_a_reader_replaces_come_back(monkeypatch):
    monkeypatch.setattr(np, "abs", np.abs)

    def replaces(z, t):
        np.abs = None
        return z

    assert "you return" in str(check("soft_threshold", replaces))
    assert callable(np.abs)


def test_a_tuple_stays_a_tuple_and_a_list_of_numbers_is_one_array():
    pair = settled((1.0, 2.0))
    assert isinstance(pair, tuple) and [part.tolist() for part in pair] == [1.0, 2.0]
    assert settled([1.0, 2.0]).tolist() == [1.0, 2.0]


def test_printing_is_spoken_of_only_where_something_was_printed():
    def told(answer):
        return check("ridge", answer).sentence

    assert "What it prints" not in told(lambda *inputs: None)
    assert "What it prints" not in told(lambda *inputs: print(" "))
    assert "What it prints does not count" in told(lambda *inputs: print("3"))
