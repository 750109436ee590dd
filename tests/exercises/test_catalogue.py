"""All exercises: their own solutions hold, and they are found by name."""

import pytest
from answers import passes

import regviz as rv
from regviz.exercises import EXERCISES, check

every_name = pytest.mark.parametrize("name", EXERCISES)


@every_name
def test_the_solution_holds_on_every_fresh_seed(name):
    assert passes(name, EXERCISES[name].solution)
    assert check(name, EXERCISES[name].solution).passed is True


@every_name
def test_no_slip_passes(name):
    slips = EXERCISES[name].slips
    assert len(slips) >= 3
    for slip, _ in slips:
        assert not passes(name, slip)


def test_unknown_exercises_are_refused_by_name():
    with pytest.raises(ValueError, match="soft_threshold.*got 'lasso'"):
        check("lasso", EXERCISES["ridge"].solution)


def test_check_is_where_the_notebooks_look_for_it():
    assert rv.check is check
