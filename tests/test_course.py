"""The lessons as assignments: students get the lesson, and only right answers give points."""

import json
import re

import numpy as np
import pytest

import regviz as rv
from regviz.command.cli import main
from regviz.command.course import CALL, SETTINGS, as_assignment, as_course
from regviz.command.lessons import find_lessons, for_student, read_lessons
from regviz.exercises.catalogue import EXERCISES, READINGS

FILES = read_lessons(find_lessons())
LESSONS = [name for name in FILES if name.endswith(".ipynb")]
every_lesson = pytest.mark.parametrize("name", LESSONS)


def cells(content):
    return json.loads(content)["cells"]


def kind(cell):
    return cell["metadata"].get("nbgrader", {})


def text(cell):
    return "".join(cell["source"])


def released(cell):
    """What nbgrader leaves of a cell: a line without text where a solution was."""
    return re.sub(r" *### BEGIN SOLUTION\n.*?### END SOLUTION\n?", "\n", text(cell), flags=re.S)


def squeezed(source):
    return [line for line in source.splitlines() if line.strip()]


def play(answer, graded):
    """The points that the graded cells give after an answer, as nbgrader counts them."""
    names = {"np": np, "rv": rv}
    exec(answer, names)
    points = 0
    for cell in graded:
        try:
            exec(text(cell), names)
        except AssertionError:
            continue
        points += kind(cell)["points"]
    return points


def exercises(content):
    """[(answer cell, its graded cells)]"""
    found = []
    for cell in cells(content):
        if kind(cell).get("solution"):
            found.append((cell, []))
        elif kind(cell).get("grade"):
            found[-1][1].append(cell)
    return found


@every_lesson
def test_students_get_the_lesson_and_graded_cells(name):
    lesson = [squeezed(text(cell)) for cell in cells(for_student(FILES[name]))]
    theirs = [squeezed(re.sub(r"\]\(\.\./\d\d_\w+/", "](", released(cell)))
              for cell in cells(as_assignment(FILES[name])) if not kind(cell).get("grade")]
    assert theirs == lesson


@every_lesson
def test_the_solutions_give_all_points_and_blanks_none(name):
    found = exercises(as_assignment(FILES[name]))
    assert found
    for answer, graded in found:
        whole = sum(kind(cell)["points"] for cell in graded)
        assert play(text(answer), graded) == whole > 0
        assert play(released(answer), graded) == 0


def test_every_exercise_gives_points_once():
    asked = [found for name in LESSONS for _, graded in exercises(as_assignment(FILES[name]))
             for cell in graded for found in CALL.findall(text(cell).replace(", strict=True", ""))]
    assert sorted(name for name, _ in asked) == sorted(EXERCISES | READINGS)


@every_lesson
def test_cells_are_what_nbgraders_third_schema_asks(name):
    marked = [cell for cell in cells(as_assignment(FILES[name])) if kind(cell)]
    ids = [kind(cell)["grade_id"] for cell in marked]
    assert len({*ids}) == len(ids) and all(re.fullmatch(r"[A-Za-z0-9_-]+", one) for one in ids)
    every = [cell["id"] for cell in cells(as_assignment(FILES[name]))]
    assert len({*every}) == len(every) and all(re.fullmatch(r"[\w-]{1,64}", one) for one in every)
    for cell in marked:
        told = kind(cell)
        assert told["grade"] == told["locked"] == ("points" in told) != told["solution"]
        assert not cell["outputs"] and cell["execution_count"] is None


def test_a_course_has_each_lesson_in_its_folder_and_every_link_leads_somewhere():
    course = as_course(FILES)
    assert [path for path in course if path.endswith(".ipynb")] == [
        f"source/{name.removesuffix('.ipynb')}/{name}" for name in LESSONS]
    for path, content in course.items():
        if path.endswith(".ipynb"):
            folder = path.rpartition("/")[0]
            links = [link for cell in cells(content) if cell["cell_type"] == "markdown"
                     for link in re.findall(r"\]\(([^):#]+?\.(?:ipynb|md|png))\)", text(cell))]
            for link in links:
                target = f"source/{link[3:]}" if link.startswith("../") else f"{folder}/{link}"
                assert target in course, f"{path} links to {link}"


def test_a_course_is_laid_by_one_command_and_the_teachers_settings_stay(tmp_path, capsys):
    assert main(["lessons", str(tmp_path / "course"), "--nbgrader"]) == 0
    assert (tmp_path / "course/source/03_ridge/03_ridge.ipynb").is_file()
    settings = tmp_path / "course" / SETTINGS
    settings.write_text("c = get_config()\n")
    assert main(["lessons", str(tmp_path / "course"), "--nbgrader"]) == 0
    assert settings.read_text() == "c = get_config()\n"
    with pytest.raises(SystemExit, match="2"):
        main(["lessons", "--nbgrader", "--student"])
    assert "do not go together" in capsys.readouterr().err


def test_a_lesson_whose_exercise_has_no_place_for_the_answer_is_told():
    book = {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [],
                       "execution_count": None, "source": 'rv.check("lam_1se", 3)'}]}
    book["cells"][0]["source"] = 'my_lam = 3\nrv.check("lam_1se", my_lam)'
    with pytest.raises(ValueError, match="no place for the answer of my_lam"):
        as_assignment(json.dumps(book).encode())
