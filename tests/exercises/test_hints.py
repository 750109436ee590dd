"""Hints: three for each exercise, one a call, counted apart, and without end."""

import pytest

import regviz as rv
from regviz.exercises import EXERCISES, READINGS, catalogue, hint

RECORDS = EXERCISES | READINGS
every_record = pytest.mark.parametrize("name", RECORDS)


@pytest.fixture(autouse=True)
def fresh_kernel(monkeypatch):
    monkeypatch.setattr(catalogue, "_hints_given", {})


@every_record
def test_each_call_gives_the_next_hint_and_then_the_last_one_again(name):
    hints = RECORDS[name].hints
    told = [hint(name) for _ in range(len(hints) + 2)]
    assert all(verdict.passed is None for verdict in told)
    for k, (verdict, text) in enumerate(zip(told, hints, strict=False), start=1):
        assert verdict.sentence == f"Hint {k} of {len(hints)}: {text}"
    for verdict in told[len(hints):]:
        assert verdict.sentence.startswith("There are no more hints")
        assert verdict.sentence.endswith(hints[-1])


@every_record
def test_there_are_up_to_three_hints_in_short_sentences(name):
    record = RECORDS[name]
    assert 2 <= len(record.hints) <= 3 and len(set(record.hints)) == len(record.hints)
    for text in record.hints:
        assert text[-1] in ".?" and len(text) < 120
        assert all(len(sentence.split()) <= 25 for sentence in text.split(". "))
    assert record.lesson in {f"{number:02}" for number in range(15)}


def test_hints_are_counted_apart():
    assert hint("ridge").sentence.startswith("Hint 1")
    assert hint("ridge").sentence.startswith("Hint 2")
    assert hint("lam_1se").sentence.startswith("Hint 1")
    assert hint("ridge").sentence.startswith("Hint 3")


@pytest.mark.parametrize("name", ["lasso", None, 3, ["ridge"]])
def test_an_unknown_name_is_refused_with_the_list(name):
    for call in (hint, lambda name: rv.check(name, None)):
        with pytest.raises(ValueError, match="soft_threshold.*lam_1se.*got"):
            call(name)


def test_hint_is_where_the_notebooks_look_for_it():
    assert rv.hint is hint
    assert not set(EXERCISES) & set(READINGS)
