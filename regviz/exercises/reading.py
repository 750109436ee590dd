"""Compares a number that a reader read off or worked out with the exact one, and says how far."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from regviz.core.verdict import Verdict
from regviz.exercises.outcome import is_blank, settled

NEAR = 0.02  # of the value: what a reader may misread
COARSE = 0.1  # of the value: how far rounding may take a number away from it
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


@dataclass(frozen=True)
class Reading:
    """One number to read off a picture or to work out on paper.

    `value` is the exact number, or a range (low, high) in which every number is right; a function
    without arguments computes either when it is needed. `why` is told with the tick. Each of
    `slips` is a wrong number and a sentence for whoever gives it. `hints` lead from a nudge to
    nearly the answer.
    """

    name: str
    asked: str
    value: Callable[[], float | tuple[float, float]] | tuple[float, float]
    why: str
    hints: tuple[str, ...]
    slips: tuple[tuple[Callable[[], float], str], ...] = ()
    lesson: str = field(default="", kw_only=True)

    def exact(self) -> tuple[float, float]:
        """The range of right numbers; both ends are the same where only one number is right."""
        value = self.value() if callable(self.value) else self.value
        low, high = value if isinstance(value, tuple) else (value, value)
        return float(low), float(high)


class Typed(NamedTuple):
    """A number as it was typed: `unit` is the value of one step of its last digit."""

    text: str
    value: float
    unit: float


def judge_reading(reading: Reading, answer) -> Verdict:
    """A tick and the reason, or how far the number is off, and in which direction."""
    name = reading.name
    if callable(answer):
        return Verdict(f"{name}: give a number, not a function. {reading.asked}", False)
    answer = answer if type(answer) in (str, int, float, bool) else settled(answer)
    if is_blank(answer):
        return Verdict(f"{name}: not answered yet. {reading.asked}")
    typed = typed_number(answer)
    if typed is None:
        return Verdict(f"{name}: type one number, such as 0.25. {reading.asked}", False)
    low, high = reading.exact()
    nearest = min(max(typed.value, low), high)
    if is_near(typed, nearest):
        return Verdict(f"{name}: {typed.text} is right. {reading.why}", True)
    if slip := _slip(reading, typed):
        return Verdict(f"{name}: {typed.text} is {how_far(typed, nearest)}. {slip}", False)
    if typed.value and _rounds(typed, nearest):
        return Verdict(f"{name}: {typed.text} is rounded too far. Give one digit more.", False)
    if 0 < nearest < 1 and is_near(typed._replace(value=typed.value / 100), nearest):
        return Verdict(f"{name}: {typed.text} looks like per cent. Give the share, or type the "
                       "sign %.", False)
    return Verdict(f"{name}: {typed.text} is {how_far(typed, nearest)}. "
                   f'rv.hint("{name}") gives a hint.', False)


def typed_number(answer) -> Typed | None:
    """What was typed, as a number; None where it is no finite number.

    Text may have a decimal comma, a true minus sign, a per cent sign, or 3.3×10⁷.
    """
    if isinstance(answer, np.ndarray):
        answer = float(answer.ravel()[0]) if answer.size == 1 else None
    if not isinstance(answer, (str, int, float)) or isinstance(answer, bool):
        return None
    text = answer.strip() if isinstance(answer, str) else repr(answer).removesuffix(".0")
    number = re.sub(r"[\s_≈~=]", "", text.translate(RAISED))
    number = re.sub("[−–]", "-", number)
    number = re.sub(r"[×·*]10(\^|\*\*)?", "e", number)
    share = number.endswith("%")
    number = _with_a_point(number.removesuffix("%"))
    found = re.fullmatch(r"[+-]?(\d+\.?(\d*)|\.(\d+))(?:e([+-]?\d{1,3}))?", number, re.I | re.ASCII)
    if not found:
        return None
    decimals = len(found[2] or found[3] or "")
    power = int(found[4] or 0) - decimals - 2 * share
    value = float(number) / (100 if share else 1)
    return Typed(text.replace("-", "−"), value, 10.0**power) if np.isfinite(value) else None


def _with_a_point(number: str) -> str:
    """A decimal comma becomes a point; of a comma and a point the last one is the decimal one."""
    if "," in number and "." in number:
        thousands = "," if number.rindex(".") > number.rindex(",") else "."
        number = number.replace(thousands, "")
    return number.replace(",", ".")


def is_near(typed: Typed, value: float) -> bool:
    """Whether the value rounds to what was typed, or what was typed is within 2 % of the value."""
    off = abs(typed.value - value)
    rounded = _rounds(typed, value) and off <= COARSE * abs(value)
    return bool(rounded or off <= max(NEAR * abs(value), 1e-9))


def how_far(typed: Typed, value: float) -> str:
    """How far the number is off, in words that do not give the value away."""
    if value == 0:
        return "too large" if typed.value > 0 else "too small"
    if typed.value == 0:
        return f"too {'small' if value > 0 else 'large'}: the right number is not zero"
    if (typed.value > 0) != (value > 0):
        return "on the wrong side of zero: the sign is the other one"
    share = typed.value / value
    direction = "large" if share > 1 else "small"
    told = f"too {direction}, by {_amount(max(share, 1 / share))}"
    return told if value > 0 else f"negative, which is right, but its size is {told}"


def _rounds(typed: Typed, value: float) -> bool:
    return abs(typed.value - value) <= typed.unit / 2 * (1 + 1e-9)


def _amount(factor: float) -> str:
    """How much a factor above 1 is, in steps."""
    steps = {10: "a factor of more than ten", 2: "a factor of more than two",
             1.1: "more than a tenth"}
    return next((told for step, told in steps.items() if factor > step), "less than a tenth")


def _slip(reading: Reading, typed: Typed) -> str:
    """The sentence of the slip that gives the same number, or ""."""
    return next((told for wrong, told in reading.slips if is_near(typed, float(wrong()))), "")
