"""The reader's step again and again: each is compared from where the reader's own walk stands."""

import numpy as np
import pytest

from regviz.explorers.formula import Formula
from regviz.explorers.iterated import FAR, iterate, unjudged


def halve(w):
    return w / 2


def walk(function, count, start=8.0, exact=halve):
    return iterate(Formula("step", function, "one number"), start, count, lambda w: (w,), exact)


def test_a_right_step_walks_as_the_exact_one():
    yours = walk(lambda w: 0.5 * w, 4)
    assert yours.value.tolist() == [8, 4, 2, 1, 0.5]
    assert yours.words == "Your step agrees with the exact one in 4 steps."
    assert walk(halve, 0).words == "Your step has not been taken yet."


def test_the_first_step_that_differs_is_told_and_its_error_is_not_counted_twice():
    yours = walk(lambda w: w / 2 if w != 4 else 3.0, 4)
    assert yours.value.tolist() == [8, 4, 3, 1.5, 0.75]
    assert yours.words == "Your step is off by 1: it gives 3, exact is 2. That is at step 2."


@pytest.mark.parametrize(("function", "told"), [
    (lambda w: halve(w) if w > 3 else 1 / 0, "stops with ZeroDivisionError: division by zero."),
    (lambda w: halve(w) if w > 3 else [1, 2], "returns 2 numbers"),
    (lambda w: halve(w) if w > 3 else np.nan, "returns a value that is no finite number"),
])
def test_the_walk_ends_where_the_function_fails(function, told):
    for yours in (walk(function, 9), unjudged(Formula("step", function, "one number"), 8.0, 9,
                                              lambda w: (w,), exact=0.0)):
        assert yours.value.tolist() == [8, 4, 2]
        assert told in yours.words and yours.words.endswith("That is at step 3.")


def test_a_walk_that_runs_away_is_cut_even_where_it_is_right():
    yours = walk(lambda w: -30 * w, 50, exact=lambda w: -30 * w)
    assert np.abs(yours.value).max() <= FAR and len(yours.value) < 10
    assert f"agrees with the exact one in {len(yours.value)} steps" in yours.words


def test_a_function_that_changes_its_input_does_not_change_the_walk():
    def in_place(w):
        w *= 0.5
        return w

    start = np.array([8.0, 2.0])
    yours = unjudged(Formula("update", in_place, "two numbers"), start, 2, lambda w: (w,),
                     exact=np.zeros(2))
    assert yours.value.tolist() == [[8, 2], [4, 1], [2, 0.5]] and yours.words == ""
    assert start.tolist() == [8, 2]
