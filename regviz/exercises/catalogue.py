"""The exercises of the lessons: `check(name, function)` tests a reader's function against a law."""

from collections.abc import Callable

from regviz.core.verdict import Verdict
from regviz.exercises.checker import Exercise, judge
from regviz.exercises.early_stopping import MATCHED, NOISY
from regviz.exercises.elastic_net import NET_UPDATE
from regviz.exercises.lasso import FIRST, PROJECTION, PROX_STEP, SOFT
from regviz.exercises.least_squares import BIAS_VARIANCE, OBJECTIVE, R2, RIDGE
from regviz.exercises.one_standard_error import ONE_SE
from regviz.exercises.robust import REFIT, WEIGHTED_MEDIAN
from regviz.exercises.units import UNITS

EXERCISES: dict[str, Exercise] = {
    exercise.name: exercise
    for exercise in (
        OBJECTIVE, R2, BIAS_VARIANCE, RIDGE, SOFT, PROX_STEP, PROJECTION, FIRST, ONE_SE, UNITS,
        WEIGHTED_MEDIAN, REFIT, MATCHED, NOISY, NET_UPDATE,
    )
}


def check(name: str, function: Callable) -> Verdict:
    """Test `function` on the exercise `name`: a tick, or the smallest counterexample, in words.

    A blank answer is told so; a wrong or crashing one is a sentence, never an error.
    ValueError: no exercise has this name.
    """
    if name not in EXERCISES:
        raise ValueError(f"name must be one of {', '.join(EXERCISES)}: got {name!r}.")
    return judge(EXERCISES[name], function)
