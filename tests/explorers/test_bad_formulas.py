"""A reader's formula may return anything: it is told in words, and the exact picture stays.

Each call meets three of the seven kinds, so that all are met; EVERY_KIND=1 tries all with each.
Numbers come in the shape that is asked for, so that it is they that are told.
"""

import inspect
import os
import re

import numpy as np
import pytest

import regviz as rv
from regviz.explorers.catalogue import CALLS
from regviz.explorers.formula import Formula

FORMULAS = {"objective", "solve", "score", "parts", "threshold", "project", "error", "left_out",
            "criterion", "update", "median", "refit", "step", "violation", "stopped"}
TAKING = [(name, argument) for name in CALLS
          for argument in inspect.signature(getattr(rv.explore, name)).parameters
          if argument in FORMULAS and (name, argument) != ("early_stopping", "step")]
BAD = {
    "None": lambda shape: None,
    "a dict": lambda shape: {"coef": 1.0},
    "NaN": lambda shape: np.full(shape, np.nan),
    "infinity": lambda shape: np.full(shape, np.inf),
    "text": lambda shape: np.full(shape, "1.5"),
    "complex numbers": lambda shape: np.full(shape, 1j),
    "another shape": lambda shape: np.zeros((2, 3, 4)),
}
# The shape of one answer where the exact answers that a picture compares are many, or others.
ONE = {
    ("elastic_net", "update"): lambda *inputs: (),
    ("cross_validation", "error"): lambda *inputs: (),
    ("loss_and_penalty", "median"): lambda *inputs: (),
    ("double_descent", "solve"): lambda X, y, lam: X.shape[1:],
}


@pytest.fixture
def asked(monkeypatch):
    """The shapes of the exact answers, the one now asked for last."""
    shapes, call = [], Formula.__call__

    def noted(self, *inputs, exact, **more):
        shapes.append(np.shape(exact))
        return call(self, *inputs, exact=exact, **more)
    monkeypatch.setattr(Formula, "__call__", noted)
    return shapes


def test_the_calls_that_take_a_formula_are_found():
    assert len(TAKING) >= 20


@pytest.mark.parametrize(("name", "argument"), TAKING)
def test_what_a_formula_returns_is_told(name, argument, asked):
    plain = getattr(rv.explore, name)()
    exact = vars(plain.fit)
    first = TAKING.index((name, argument))
    kinds = list(BAD) if "EVERY_KIND" in os.environ else [
        list(BAD)[(first + k) % len(BAD)] for k in (0, 2, 5)]
    for kind in kinds:
        def mistaken(*inputs, bad=BAD[kind]):
            one = ONE.get((name, argument), lambda *inputs: asked[-1])
            return bad(one(*inputs))
        mine = getattr(rv.explore, name)(**{argument: mistaken})
        told = " ".join(mine.words)
        assert "Your " in told, (kind, told)
        shape_told = re.search(r"\d numbers; asked for", told)
        assert kind == "another shape" or not shape_told, (kind, told)
        assert not re.search(r"\b(nan|inf)\b", told) and ".." not in told, (kind, told)
        for field, value in exact.items():
            if isinstance(value, (float, np.ndarray)):
                assert np.array_equal(vars(mine.fit)[field], value, equal_nan=True), (kind, field)
        mine.frame(mine.key)
