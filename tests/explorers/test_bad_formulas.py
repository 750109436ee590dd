"""A reader's formula may return anything: it is told in words, and the exact picture stays.

Each call meets three of the seven kinds, so that all are met; EVERY_KIND=1 tries all with each.
"""

import inspect
import os

import numpy as np
import pytest

import regviz as rv
from regviz.explorers.catalogue import CALLS

FORMULAS = {"objective", "solve", "score", "parts", "threshold", "project", "error", "left_out",
            "criterion", "update", "median", "refit", "step", "violation", "stopped"}
TAKING = [(name, argument) for name in CALLS
          for argument in inspect.signature(getattr(rv.explore, name)).parameters
          if argument in FORMULAS and (name, argument) != ("early_stopping", "step")]
BAD = {
    "None": None,
    "a dict": {"coef": 1.0},
    "NaN": np.nan,
    "infinity": np.inf,
    "text": "1.5",
    "complex numbers": 1j * np.ones(3),
    "another shape": np.zeros((2, 3, 4)),
}


def test_the_calls_that_take_a_formula_are_found():
    assert len(TAKING) >= 20


@pytest.mark.parametrize(("name", "argument"), TAKING)
def test_what_a_formula_returns_is_told(name, argument):
    plain = getattr(rv.explore, name)()
    exact = vars(plain.fit)
    first = TAKING.index((name, argument))
    kinds = list(BAD) if "EVERY_KIND" in os.environ else [
        list(BAD)[(first + k) % len(BAD)] for k in (0, 2, 5)]
    for kind in kinds:
        returned = BAD[kind]
        mine = getattr(rv.explore, name)(**{argument: lambda *inputs, r=returned: r})
        told = " ".join(mine.words)
        assert f"Your {argument}" in told or "Your " in told, (kind, told)
        assert "nan" not in told.lower().split() and " inf" not in told, (kind, told)
        for field, value in exact.items():
            if isinstance(value, (float, np.ndarray)):
                assert np.array_equal(vars(mine.fit)[field], value, equal_nan=True), (kind, field)
        mine.frame(mine.key)
