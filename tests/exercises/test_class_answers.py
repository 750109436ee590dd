"""A class summed up: every first answer is counted once, names are nowhere, bad files are told."""

import json
import re

import pytest

import regviz as rv
from regviz.command.cli import main
from regviz.core import records
from regviz.exercises import answer_file, answers, check, class_answers, collect


@pytest.fixture
def handed_in(tmp_path, monkeypatch):
    """Three students' files: one right, one with a usual slip, one who tried little."""
    monkeypatch.setattr(records, "RECORDS", {})
    monkeypatch.setattr(answer_file, "RECORDS", records.RECORDS)
    monkeypatch.setattr(answer_file, "_counted", {})

    def student(name, guess, soft):
        records.RECORDS.clear()
        rv.predict("Which?", ["one", "two"], answer="two", why="So it is.").commit(guess)
        if soft:
            check("soft_threshold", soft)
        (tmp_path / name).mkdir()
        answers(name, tmp_path / name / "answers.json")

    student("Ada", "two", rv.soft_threshold)
    student("Emmy", "one", lambda z, t: z - t)
    student("Carl", "one", None)
    (tmp_path / "other.json").write_text("[1, 2]")
    return tmp_path


def test_what_a_class_answered(handed_in):
    found = collect(handed_in)
    assert found.readers == 3 and len(found.refused) == 1 and "other.json" in found.refused[0]
    (card,), (exercise,) = found.cards, found.exercises
    assert found.distribution(card) == [("“one”", 2, False), ("“two”", 1, True)]
    passed, tried, told, times = found.passed(exercise)
    assert (passed, tried, times) == (1, 2, 1) and told.startswith("soft_threshold: for ")


def test_the_page_names_nobody_and_shows_every_bar(handed_in):
    page = collect(handed_in).to_html()
    assert not any(name in page for name in ("Ada", "Emmy", "Carl"))
    assert page.count('class="bar"') == 4 and "Which?" in page and "✓ “two”" in page
    assert "<script" not in page and "2 of 3" in page


def test_counts_add_up_however_many_answers_there_are(tmp_path):
    entry = {"kind": "prediction", "id": "card-1", "lesson": "", "asked": "<b>How many?</b>",
             "tries": 1, "last": "0", "right_at_once": False, "right": False}
    for k in range(30):
        given = [entry | {"first": str(k % 15)}]
        told = {"schema": answer_file.SCHEMA, "name": "", "answers": given}
        (tmp_path / f"{k}.json").write_text(json.dumps(told))
    found = collect(tmp_path)
    rows = found.distribution(("prediction", "card-1"))
    assert sum(count for _, count, _ in rows) == 30 and rows[-1][0] == "7 other answers"
    assert "<b>" not in found.to_html() and "&lt;b&gt;How many?" in found.to_html()


def test_a_file_that_lies_a_copy_and_control_codes_harm_nobody(tmp_path, capsys):
    entry = {"kind": "prediction", "id": "card-1", "lesson": "", "asked": "Which?\x1b[2J",
             "tries": 1, "first": "one\ud800", "last": "one", "right_at_once": False,
             "right": False}

    def lay(name, **changes):
        told = {"schema": answer_file.SCHEMA, "name": "Ada", "answers": [entry | changes]}
        (tmp_path / name).write_text(json.dumps(told))

    lay("1.json")
    lay("2.json", last="two")
    lay("3.json", right_at_once=True, right=True)
    (tmp_path / "copy").mkdir()
    lay("copy/1.json")
    lay("4.json", tries=True)
    lay("5.json", asked="?" * class_answers.LARGEST)
    assert main(["collect", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "3 files" in told and "is a copy of" in told
    assert "4.json has an answer of another form" in told
    assert "5.json is too large for a file of answers" in told
    assert "\x1b" not in told and "✓" not in told


def test_the_command_prints_and_writes_the_page(handed_in, capsys):
    assert main(["collect", str(handed_in)]) == 0
    told = capsys.readouterr().out
    assert "3 files of answers" in told and "1 of 2 passed" in told
    assert re.search(r"class\.html$", told.strip())
    assert "Which?" in (handed_in / "class.html").read_text("utf-8")


def test_a_link_in_the_place_of_the_page_is_not_followed(handed_in):
    (handed_in / "mine.html").write_text("mine")
    (handed_in / "class.html").symlink_to(handed_in / "mine.html")
    assert main(["collect", str(handed_in)]) == 0
    assert (handed_in / "mine.html").read_text() == "mine"
    assert "Which?" in (handed_in / "class.html").read_text("utf-8")


def test_a_folder_that_is_not_there_is_told(tmp_path, capsys):
    assert main(["collect", str(tmp_path / "gone")]) == 1
    assert "gone is no folder" in capsys.readouterr().err
