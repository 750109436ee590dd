"""The exercises of the lessons: `check(name, function)` tests a reader's function against a law."""

from __future__ import annotations

from collections.abc import Callable

from ..lesson import Verdict
from .beyond import MATCHED, NOISY
from .choosing import ONE_SE
from .fits import BIAS_VARIANCE, OBJECTIVE, R2, RIDGE
from .judge import Exercise, judge
from .nets import NET_UPDATE
from .own_data import UNITS
from .sparsity import FIRST, PROJECTION, PROX_STEP, SOFT
from .versus import REFIT, WEIGHTED_MEDIAN

EXERCISES: dict[str, Exercise] = {
    exercise.name: exercise
    for exercise in (OBJECTIVE, R2, BIAS_VARIANCE, RIDGE, SOFT, PROX_STEP, PROJECTION, FIRST, ONE_SE, UNITS,
                     WEIGHTED_MEDIAN, REFIT, MATCHED, NOISY, NET_UPDATE)
}


def check(name: str, function: Callable) -> Verdict:
    """Test `function` on the exercise `name`: a tick, or the smallest counterexample found, in words.

    A blank answer is told so; a wrong or crashing one is a sentence, never an error.
    ValueError: no exercise has this name.
    """
    if name not in EXERCISES:
        raise ValueError(f"name must be one of {', '.join(EXERCISES)}: got {name!r}.")
    return judge(EXERCISES[name], function)
