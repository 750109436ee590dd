"""The exercises of the lessons: `check` tests an answer, `hint` gives one hint after the other."""

from regviz.core.arguments import check_flag, checked
from regviz.core.records import remember
from regviz.core.verdict import Verdict
from regviz.exercises.capacity import FOREST_ERROR, WITHIN
from regviz.exercises.checker import Exercise, judge
from regviz.exercises.early_stopping import MATCHED, NOISY
from regviz.exercises.elastic_net import NET_UPDATE
from regviz.exercises.lasso import FIRST, PROJECTION, PROX_STEP, SOFT
from regviz.exercises.least_squares import BIAS_VARIANCE, OBJECTIVE, R2, RIDGE
from regviz.exercises.one_standard_error import ONE_SE
from regviz.exercises.paper_readings import (
    C_OF_LAM,
    FOREST_OF_TEN,
    LASSO_COEFFICIENT,
    LONGEST_SAFE_STEP,
    NET_COEFFICIENT,
    RIDGE_COEFFICIENT,
    STEPS_OF_LAM,
)
from regviz.exercises.picture_readings import (
    FEATURES_AT_1SE,
    LAM_1SE,
    LAM_OF_FIRST_LEAVER,
    LAM_OF_LAST_LEAVER,
    LAM_OF_LEAST_ERROR,
    MEAN_WITH_L2,
    PRICE_OF_BUDGET,
    SHARE_OF_NOISE,
    TIMES_WORSE,
    WIDTH_OF_PEAK,
)
from regviz.exercises.reading import Reading, judge_reading
from regviz.exercises.robust import REFIT, WEIGHTED_MEDIAN
from regviz.exercises.support_vectors import SVM_OBJECTIVE
from regviz.exercises.units import UNITS

EXERCISES: dict[str, Exercise] = {
    exercise.name: exercise
    for exercise in (
        OBJECTIVE, R2, BIAS_VARIANCE, RIDGE, SOFT, PROJECTION, FIRST, ONE_SE, NET_UPDATE,
        WEIGHTED_MEDIAN, REFIT, PROX_STEP, SVM_OBJECTIVE, MATCHED, NOISY, FOREST_ERROR, WITHIN,
        UNITS,
    )
}
READINGS: dict[str, Reading] = {
    reading.name: reading
    for reading in (
        LAM_OF_LEAST_ERROR, TIMES_WORSE, SHARE_OF_NOISE, RIDGE_COEFFICIENT, LASSO_COEFFICIENT,
        PRICE_OF_BUDGET, LAM_OF_FIRST_LEAVER, LAM_OF_LAST_LEAVER, LAM_1SE, NET_COEFFICIENT,
        MEAN_WITH_L2, LONGEST_SAFE_STEP, C_OF_LAM, STEPS_OF_LAM, FOREST_OF_TEN, WIDTH_OF_PEAK,
        FEATURES_AT_1SE,
    )
}
_hints_given: dict[str, int] = {}  # in this kernel


@checked(strict=check_flag)
def check(name: str, answer, strict: bool = False) -> Verdict:
    """Test an answer to the exercise `name`: a tick, or what is wrong with it, in words.

    The answer is the function that the exercise asks for, or a number where it asks for one. Text
    such as "0,25" or "25 %" is a number, too. A wrong function gets the smallest counterexample. A
    wrong number is told how far it is off. A blank, wrong or crashing answer is a sentence, never
    an error. With `strict`, for a cell that gives points, anything but a tick is an AssertionError
    with that sentence. ValueError: no exercise has this name.
    """
    record = _record(name)
    is_reading = isinstance(record, Reading)
    verdict = judge_reading(record, answer) if is_reading else judge(record, answer)
    if verdict.passed is not None:
        asked = record.asked if is_reading else f"{name}: {record.asked}"
        remember("exercise", name, verdict.sentence, verdict.passed, record.lesson, asked)
    if strict and not verdict.passed:
        raise AssertionError(verdict.sentence)
    return verdict


def hint(name: str) -> Verdict:
    """The next hint of the exercise `name`; after the last one, the last one again.

    ValueError: no exercise has this name.
    """
    hints = _record(name).hints
    given = _hints_given.get(name, 0)
    if given == len(hints):
        return Verdict(f"There are no more hints for {name}. The last one was: {hints[-1]}")
    _hints_given[name] = given + 1
    return Verdict(f"Hint {given + 1} of {len(hints)}: {hints[given]}")


def _record(name) -> Exercise | Reading:
    records = EXERCISES | READINGS
    if not isinstance(name, str) or name not in records:
        raise ValueError(f"name must be one of {', '.join(records)}: got {name!r}.")
    return records[name]
