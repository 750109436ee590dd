"""A round trip through nbgrader: lessons out, three made-up students' answers in, marks back.

    python tools/nbgrader_trip.py [LESSON ...]     LESSON: 03_ridge and 06_coefficient_paths, or all

A new virtual environment gets nbgrader and this checkout. There the course is laid (`regviz lessons
--nbgrader`), and each lesson goes through nbgrader's own commands: generate_assignment, then
autograde and generate_feedback for each student, export for all. Ada answers all exercises rightly,
Ben all but the last one of each lesson, where his function returns nothing, and Cem none. Exit 1
where a mark is another than these answers deserve.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from versions import environment

LESSONS = ("03_ridge", "06_coefficient_paths")
LAST = -1


def solved(source, release, left):
    """The release version with the answers of the source version, but for those in `left`."""
    book = json.loads(release.read_text("utf-8"))
    right = {grade_id(cell): cell["source"] for cell in cells(source)}
    names = [grade_id(cell) for cell in book["cells"] if is_answer(cell)]
    blank = {names[place] for place in left}
    for cell in book["cells"]:
        if is_answer(cell) and grade_id(cell) not in blank:
            cell["source"] = right[grade_id(cell)]
        elif is_answer(cell):
            text = "".join(cell["source"])
            cell["source"] = text.replace("...", "return None" if "def " in text else '"no idea"')
    return json.dumps(book)


def cells(path):
    return json.loads(path.read_text("utf-8"))["cells"]


def grade_id(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id")


def is_answer(cell):
    return cell["metadata"].get("nbgrader", {}).get("solution", False)


def is_graded(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade", False)


def deserved(path, left):
    """(points, all points) of a lesson where the answers in `left` are wrong."""
    points, answer, wrong = {}, None, set()
    answers = [grade_id(cell) for cell in cells(path) if is_answer(cell)]
    wrong = {answers[place] for place in left}
    for cell in cells(path):
        answer = grade_id(cell) if is_answer(cell) else answer
        if is_graded(cell):
            points.setdefault(answer, []).append(cell["metadata"]["nbgrader"]["points"])
    whole = sum(map(sum, points.values()))
    return whole - sum(sum(points[name]) for name in wrong), whole


def trip(inside, course, lessons):
    """Each command of nbgrader for the lessons; {(lesson, student): points}."""
    def nbgrader(*words):
        print("+ nbgrader", *words, flush=True)
        subprocess.run([inside, "-m", "nbgrader", *words], cwd=course, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)

    for lesson in lessons:
        source = course / "source" / lesson / f"{lesson}.ipynb"
        nbgrader("generate_assignment", lesson)
        count = sum(map(is_answer, cells(source)))
        for student, left in wrong_answers(count).items():
            place = course / "submitted" / student / lesson
            shutil.copytree(course / "release" / lesson, place)
            release = place / f"{lesson}.ipynb"
            if left != range(count):  # Cem hands in what he was given
                release.write_text(solved(source, release, left), "utf-8")
        nbgrader("autograde", lesson)
        nbgrader("generate_feedback", lesson)
    nbgrader("export")
    with (course / "grades.csv").open(encoding="utf-8") as file:
        return {(row["assignment"], row["student_id"]): float(row["score"] or 0)
                for row in csv.DictReader(file)}


def wrong_answers(count):
    """{student: places of the answers that are wrong} of `count` answers."""
    return {"ada": (), "ben": (LAST,), "cem": range(count)}


def main(asked):
    with tempfile.TemporaryDirectory() as folder:
        inside = environment(Path(folder), sys.executable, "nbgrader>=0.9\nscikit-learn>=1.5\n")
        course = Path(folder) / "course"
        subprocess.run([inside, "-m", "regviz", "lessons", "--nbgrader", course], check=True)
        every = sorted(path.name for path in (course / "source").iterdir())
        lessons = every if asked == ["all"] else asked or LESSONS
        os.environ["PATH"] = os.pathsep.join([str(inside.parent), os.environ["PATH"]])
        marks = trip(inside, course, lessons)
        wrong = 0
        for lesson in lessons:
            source = course / "source" / lesson / f"{lesson}.ipynb"
            for student, left in wrong_answers(sum(map(is_answer, cells(source)))).items():
                told = marks.get((lesson, student), "no mark")
                points, whole = deserved(source, left)
                wrong += told != points
                page = course / "feedback" / student / lesson / f"{lesson}.html"
                wrong += not page.is_file()
                print(f"{lesson:22} {student}  {told} of {whole} points, deserved {points}; "
                      f"{'a page' if page.is_file() else 'NO page'} of feedback")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
