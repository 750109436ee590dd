"""What a reader answered, kept and written: first answers stay, tries add up, nothing is lost."""

import json
from pathlib import Path

import jsonschema
import pytest
from disk import full

import regviz as rv
from regviz.core import records
from regviz.exercises import answer_file, answers, check, read_answers


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """A kernel in which nothing has been answered."""
    monkeypatch.setattr(records, "RECORDS", {})
    monkeypatch.setattr(answer_file, "RECORDS", records.RECORDS)
    monkeypatch.setattr(answer_file, "_counted", {})


@pytest.fixture
def restart(monkeypatch):
    def again():
        records.RECORDS.clear()
        answer_file._counted.clear()
    return again


def answer_all():
    card = rv.predict("Which?", ["one", "two"], answer="two", why="So it is.")
    card.commit("one")
    card.commit("two")  # the first commitment stands
    check("soft_threshold", lambda *inputs: 0.0)
    check("soft_threshold", None)  # a blank is no try
    last = rv.exit_question("Why?", ["a", "b"], "b", ["No.", "Yes."])
    last.commit("a")
    last.commit("b")


def test_what_was_answered_is_shown_and_written(tmp_path):
    answer_all()
    shown = answers("Ada", tmp_path / "answers.json")
    prediction, exercise, question = shown.entries
    assert prediction["right"] is False and prediction["tries"] == 1
    assert exercise["tries"] == 1 and exercise["right"] is False and exercise["lesson"] == "04"
    assert (question["tries"], question["first"], question["last"]) == (2, "“a”", "“b”")
    assert question["right_at_once"] is False and question["right"] is True
    for text in (repr(shown), shown._repr_html_()):
        assert "Which?" in text and "2 tries" in text and "Written for Ada" in text
    told = json.loads((tmp_path / "answers.json").read_text("utf-8"))
    assert told["schema"] == "regviz-answers-1" and told["name"] == "Ada"
    assert told["answers"] == shown.entries
    assert [path.name for path in tmp_path.iterdir()] == ["answers.json"]


def test_written_twice_is_counted_once_and_an_earlier_run_stays(tmp_path, restart):
    path = tmp_path / "a.json"
    answer_all()
    once = answers(file=path).entries
    assert answers(file=path).entries == once
    restart()
    rv.exit_question("Why?", ["a", "b"], "b", ["No.", "Yes."]).commit("a")
    later = {entry["id"]: entry for entry in answers(file=path).entries}
    before = {entry["id"]: entry for entry in once}
    assert later.keys() == before.keys()
    card, = (key for key, entry in before.items() if entry["kind"] == "exit question")
    assert later[card]["tries"] == 3 and later[card]["first"] == "“a”" and later[card]["right"]


def test_two_lessons_share_a_file_and_a_name_that_was_typed_stays(tmp_path, restart):
    path = tmp_path / "a.json"

    def kernel(ask, counted):
        """What this kernel holds, as if it had gone on beside the other one."""
        restart()
        answer_file._counted.update(counted)
        for question, tries in ask.items():
            for _ in range(tries):
                rv.exit_question(question, ["a", "b"], "b", ["No.", "Yes."]).commit("a")
        told = {entry["asked"]: entry["tries"] for entry in answers(file=path).entries}
        return told, dict(answer_file._counted)

    restart()
    answers("Ada", path)
    _, first = kernel({"One?": 1}, {})
    told, _ = kernel({"Two?": 2}, {})
    assert told == {"One?": 1, "Two?": 2}
    told, _ = kernel({"One?": 3}, first)
    assert told == {"One?": 3, "Two?": 2}
    assert read_answers(path)["name"] == "Ada"


def test_no_name_unless_typed_and_no_file_unless_wanted(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer_all()
    assert answers(file=None).said == "Nothing was written." and not list(tmp_path.iterdir())
    answers()
    assert read_answers(tmp_path / "answers.json")["name"] == ""


@pytest.mark.parametrize("text", [
    "no json", "[]", "{}", '{"schema": "regviz-answers-1"}',
    '{"schema": "regviz-answers-1", "name": "", "answers": [{"kind": "prediction"}]}',
    '{"schema": "another", "name": "", "answers": []}', 100_000 * "[",
])
def test_a_file_that_holds_something_else_is_told_and_left(tmp_path, text):
    path = tmp_path / "mine.json"
    path.write_text(text)
    with pytest.raises(ValueError, match="^mine.json "):
        read_answers(path)
    assert answers(file=path).said.startswith("mine.json was not written: mine.json ")
    assert path.read_text() == text


STATED = json.loads(
    Path(answer_file.__file__).with_name("answers.schema.json").read_text("utf-8"))
ENTRY = {"kind": "exercise", "id": "ridge", "lesson": "03", "asked": "", "tries": 1, "first": "a",
         "last": "b", "right_at_once": None, "right": True}
VALUES = (None, True, 0, 1, 1.5, "", "exercise", [], {})


def test_what_is_written_is_as_the_schema_states_it(tmp_path):
    answer_all()
    answers("Ada", tmp_path / "a.json")
    jsonschema.validate(json.loads((tmp_path / "a.json").read_text("utf-8")), STATED)


@pytest.mark.parametrize("field", [*ENTRY, "more"])
def test_the_reader_takes_what_the_schema_allows_and_nothing_else(tmp_path, field):
    path = tmp_path / "a.json"
    less = {name: value for name, value in ENTRY.items() if name != field}
    for entry in [less, *(less | {field: value} for value in VALUES)]:
        told = {"schema": answer_file.SCHEMA, "name": "", "answers": [entry]}
        path.write_text(json.dumps(told))
        allowed = jsonschema.Draft202012Validator(STATED).is_valid(told)
        try:
            read_answers(path)
        except ValueError:
            assert not allowed, entry
        else:
            assert allowed, entry


def test_a_folder_that_is_not_there_is_told(tmp_path):
    answer_all()
    shown = answers(file=tmp_path / "gone" / "a.json")
    assert shown.said.startswith("a.json was not written: ") and len(shown.entries) == 3


def test_a_disk_that_is_full_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.json"
    answer_all()
    answers(file=path)
    old = path.read_bytes()
    with full(100):
        assert "too large" in answers("Ada", path).said
    assert path.read_bytes() == old and len(list(tmp_path.iterdir())) == 1


def test_html_of_a_hostile_answer_is_text():
    records.remember("prediction", "card-1", "<script>alert(1)</script>", None,
                     asked="<img src=x onerror=alert(1)>")
    page = answers(file=None)._repr_html_()
    assert "<script>" not in page and "<img" not in page


def test_strict_gives_points_for_a_tick_alone():
    for wrong in (None, ..., lambda *inputs: 0.0, lambda *inputs: 1 / 0):
        with pytest.raises(AssertionError, match="^soft_threshold: "):
            check("soft_threshold", wrong, strict=True)
    right = rv.soft_threshold
    assert check("soft_threshold", right, strict=True).passed
