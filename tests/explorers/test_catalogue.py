"""The laws of every call of `rv.explore`: it works as it stands, its stops and words are true."""

import html
import inspect
import io
import re
from importlib import resources

import numpy as np
import pytest
from PIL import Image

import regviz as rv
from regviz.explorers.catalogue import CALLS

NUMBERS = r"\bnan\b|None|\binf\b|[0-9]e[+−-]?[0-9]|[0-9][.][0-9]{8}"
every_call = pytest.mark.parametrize("name", CALLS)


def takes_data(name):
    return "data" in inspect.signature(getattr(rv.explore, name)).parameters


def frame():
    """A small table of one's own, with names that a spreadsheet would have."""
    pandas = pytest.importorskip("pandas")
    rng = np.random.default_rng(3)
    columns = {"size m²": 60.0, "rooms": 3.0, "age of the house in years": 30.0, "$ per m²": 20.0}
    table = pandas.DataFrame({name: scale * rng.gamma(4.0, 0.25, 90)
                              for name, scale in columns.items()})
    table["price"] = 3 * table["size m²"] + 20 * table["rooms"] + rng.normal(0, 25, 90)
    return table


def assert_stops_are_true(explorer):
    """Every sentence of every stop holds where the stop is, and the picture can be drawn there."""
    assert 3 <= len(explorer.stops) <= 6
    for number, stop in enumerate(explorer.stops, 1):
        explorer.stop(number)
        assert stop.true is None or bool(stop.true(explorer.fit)), stop
        for sentence in re.split(r"(?<=[.?!:;])\s+", f"{stop.ask} {stop.say}"):
            assert len(sentence.split()) <= 25, sentence
        told = " ".join(explorer.words)
        assert told and not re.search(NUMBERS, f"{told} {stop.say} {stop.ask}"), (stop, told)
        explorer.frame(explorer.key)


@every_call
def test_stops_are_true_as_it_stands(name):
    assert_stops_are_true(getattr(rv.explore, name)())


@every_call
def test_stops_are_true_in_presenter_size(name):
    rv.presenter()
    try:
        assert_stops_are_true(getattr(rv.explore, name)())
    finally:
        rv.presenter(False)


@pytest.mark.parametrize("name", list(filter(takes_data, CALLS)))
def test_a_table_of_ones_own(name):
    explorer = getattr(rv.explore, name)(frame(), target="price")
    assert_stops_are_true(explorer)


@pytest.mark.parametrize("name", list(filter(takes_data, CALLS)))
def test_arrays_and_a_problem_give_the_same_picture(name):
    problem = rv.diabetes()
    call = getattr(rv.explore, name)
    as_problem = call(problem)
    bare = rv.Problem(problem.X, problem.y, problem.names, problem.target, problem.source)
    as_arrays = call(bare)
    assert as_problem.frame(as_problem.key) == as_arrays.frame(as_arrays.key)


@pytest.mark.parametrize("name", list(filter(takes_data, CALLS)))
@pytest.mark.parametrize(("given", "error", "told"), [
    (("diabets",), ValueError, "data must be one of 'diabetes'"),
    ((np.zeros((5, 2)),), ValueError, "y is missing"),
    ((np.zeros((5, 2)), np.zeros(4)), ValueError, "same length"),
    ((np.full((9, 2), np.nan), np.arange(9.0)), ValueError, "X holds NaN"),
])
def test_bad_data_is_refused_in_words(name, given, error, told):
    with pytest.raises(error, match=told):
        getattr(rv.explore, name)(*given)


@every_call
def test_a_call_says_what_is_seen_what_to_drag_and_what_data(name):
    told = inspect.getdoc(getattr(rv.explore, name))
    for paragraph in ("What you see: ", "What to drag: ", "What data: ", "Returns an Explorer."):
        assert paragraph in told, paragraph


@every_call
def test_a_call_has_a_question_a_lesson_and_the_code_that_brings_it_back(name):
    call = getattr(rv.explore, name)
    assert call.question.endswith("?") and re.fullmatch(r"\d\d", call.lesson)
    explorer = call()
    assert explorer.title == call.question
    if explorer._code is not None:  # this one writes a script, which its own test runs
        compile(explorer.as_code(), name, "exec")
        return
    again = eval(explorer.as_code(), {"rv": rv})
    assert again.key == explorer.key and again.frame(again.key) == explorer.frame(explorer.key)


def test_the_catalogue_lists_exactly_the_calls():
    assert dir(rv.explore) == sorted(CALLS)
    for text in (repr(rv.explore), rv.explore._repr_html_()):
        for name in CALLS:
            assert name in text
    with pytest.raises(AttributeError, match="rv.explore has no 'paths'; it has "):
        _ = rv.explore.paths


@every_call
def test_a_call_has_its_still_picture(name):
    """Made by tools/stills.py."""
    folder = resources.files("regviz.explorers").joinpath("stills")
    picture = Image.open(io.BytesIO(folder.joinpath(f"{name}.png").read_bytes()))
    assert picture.width == 360 and 120 < picture.height < 400
    assert f'alt="{html.escape(getattr(rv.explore, name).question)}"' in rv.explore._repr_html_()
