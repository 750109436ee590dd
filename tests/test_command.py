"""`regviz` in a terminal: nothing a reader wrote is ever lost, and every refusal is a sentence."""

import os
import random
import shutil
import sys
from pathlib import Path

import nbformat
import pytest
from disk import full

import regviz
from regviz.command import cli, find_lessons, lay_lessons
from regviz.command.lessons import MANIFEST, for_student, read_lessons

ROOT = Path(__file__).resolve().parents[1]
OLD = {"06_paths.ipynb": b"old six", "pictures/06.png": b"old picture", "words.md": b"words"}
NEW = OLD | {"06_paths.ipynb": b"new six", "15_more.ipynb": b"fifteen"}
BESIDE = "06_paths (new in 2).ipynb"


def texts(folder):
    """{name: bytes} of what a reader sees in a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST}


def test_the_first_time_everything_is_laid(tmp_path):
    report = lay_lessons(OLD, tmp_path / "a" / "b", "1")
    assert texts(tmp_path / "a" / "b") == OLD
    assert (report.new, report.renewed, report.kept, report.beside) == (list(OLD), [], [], [])


def test_what_nobody_changed_is_renewed(tmp_path):
    lay_lessons(OLD, tmp_path, "1")
    report = lay_lessons(NEW, tmp_path, "2")
    assert texts(tmp_path) == NEW
    assert (report.new, report.renewed) == (["15_more.ipynb"], ["06_paths.ipynb"])


def test_a_changed_lesson_stays_and_what_is_new_is_beside_it(tmp_path):
    lay_lessons(OLD, tmp_path, "1")
    (tmp_path / "06_paths.ipynb").write_bytes(b"my work")
    (tmp_path / "words.md").write_bytes(b"my words")
    report = lay_lessons(NEW, tmp_path, "2")
    assert texts(tmp_path) == NEW | {"06_paths.ipynb": b"my work", "words.md": b"my words",
                                     BESIDE: b"new six"}
    assert (report.kept, report.beside) == (["06_paths.ipynb", "words.md"], [BESIDE])
    again = lay_lessons(NEW, tmp_path, "2")
    assert not again.new + again.renewed + again.beside and again.kept == report.kept


def test_work_in_the_new_lesson_is_work_too(tmp_path):
    lay_lessons(OLD, tmp_path, "1")
    (tmp_path / "06_paths.ipynb").write_bytes(b"my work")
    (tmp_path / BESIDE).write_bytes(b"work under that very name")
    report = lay_lessons(NEW, tmp_path, "2")
    assert report.beside == ["06_paths (new in 2, 2).ipynb"]
    assert (tmp_path / BESIDE).read_bytes() == b"work under that very name"


def test_a_deleted_lesson_comes_back_and_what_lay_beside_does_not(tmp_path):
    lay_lessons(OLD, tmp_path, "1")
    (tmp_path / "06_paths.ipynb").write_bytes(b"my work")
    (tmp_path / "words.md").unlink()
    assert lay_lessons(NEW, tmp_path, "2").new == ["words.md", "15_more.ipynb"]
    (tmp_path / BESIDE).unlink()
    assert not lay_lessons(NEW, tmp_path, "3").beside


@pytest.mark.parametrize("manifest", [
    None, b"", b"{", b"\xff\xfe", b"[]", b'{"06_paths.ipynb": "text"}', b'{"words.md": [7]}',
])
def test_without_a_whole_manifest_every_file_is_the_readers(tmp_path, manifest):
    lay_lessons(OLD, tmp_path, "1")
    (tmp_path / MANIFEST).unlink()
    if manifest is not None:
        (tmp_path / MANIFEST).write_bytes(manifest)
    lay_lessons(NEW, tmp_path, "2")
    assert texts(tmp_path) == NEW | {"06_paths.ipynb": b"old six", BESIDE: b"new six"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_links_are_not_followed(tmp_path):
    outside = tmp_path / "outside"
    shutil.copytree(ROOT / "notebooks" / "pictures", outside)
    (outside / "six").write_bytes(b"old six")
    before = texts(outside)
    folder = tmp_path / "lessons"
    lay_lessons(OLD, folder, "1")
    for name, target in (("06_paths.ipynb", "six"), (MANIFEST, "six"), ("words.md", "nothing")):
        (folder / name).unlink()
        (folder / name).symlink_to(outside / target)
    lay_lessons(NEW, folder, "2")
    assert (folder / "06_paths.ipynb").is_symlink() and (folder / "words.md").is_symlink()
    assert (folder / BESIDE).read_bytes() == b"new six"
    shutil.rmtree(folder / "pictures")
    (folder / "pictures").symlink_to(outside)
    with pytest.raises(OSError, match="pictures must be a folder, not a file or a link"):
        lay_lessons(OLD, folder, "1")
    assert texts(outside) == before


def test_a_full_disk_leaves_every_file_whole(tmp_path):
    lay_lessons(OLD, tmp_path, "1")
    with full(3), pytest.raises(OSError, match="06_paths.ipynb"):
        lay_lessons(NEW, tmp_path, "2")
    assert texts(tmp_path) == OLD
    lay_lessons(NEW, tmp_path, "2")
    assert texts(tmp_path) == NEW


@pytest.mark.parametrize("seed", range(40))
def test_any_history_keeps_every_word_of_the_reader(tmp_path, seed):
    """Random edits, deletions, lost manifests, upgrades and downgrades."""
    rng = random.Random(seed)
    names = [f"0{k}.ipynb" for k in range(4)] + ["pictures/0.png"]
    versions = {f"{v}": {name: f"{name} {v * rng.randrange(2)}".encode() for name in names
                         if rng.random() < 0.9} for v in range(1, 5)}
    mine = {}  # what the reader wrote, or what no manifest knows
    given = set()  # all that was laid since a manifest was lost
    for step in range(40):
        there = sorted(texts(tmp_path))
        move = rng.choice(["edit", "delete", "write", "forget", "lay", "lay"])
        if move == "edit" and there:
            name = rng.choice(there)
            mine[name] = f"work {step}".encode()
            (tmp_path / name).write_bytes(mine[name])
        elif move == "delete" and there:
            name = rng.choice(there)
            mine.pop(name, None)
            (tmp_path / name).unlink()
        elif move == "write":
            name = f"{rng.choice(names)[:2]} (new in {rng.choice([*versions])}).ipynb"
            mine[name] = f"work {step}".encode()
            (tmp_path / name).write_bytes(mine[name])
        elif move == "forget":
            (tmp_path / MANIFEST).unlink(missing_ok=True)
            given.clear()
            mine = texts(tmp_path)
        elif move == "lay":
            version, files = rng.choice([*versions.items()])
            lay_lessons(files, tmp_path, version)
            now = texts(tmp_path)
            assert mine.items() <= now.items()
            for name, content in files.items():
                assert now[name] == content or name in mine
                assert content in now.values() or content in given
            given |= {*files.values()}
            mine = {name: text for name, text in mine.items() if text not in given}
            report = lay_lessons(files, tmp_path, version)
            assert texts(tmp_path) == now and not report.new + report.renewed + report.beside


def test_the_lessons_are_found_and_whole():
    assert find_lessons() == ROOT / "notebooks"
    assert read_lessons(find_lessons()) == texts(ROOT / "notebooks")


def test_copies_for_students_leave_out_two_tags_and_change_no_other_byte():
    tags = (None, ["solution"], ["hide-input"], ["teacher", "x"], [])
    cells = [nbformat.v4.new_code_cell(f"λ = {k}", metadata={"tags": tag} if tag else {})
             for k, tag in enumerate(tags)]

    def stored(cells):
        return (nbformat.writes(nbformat.v4.new_notebook(cells=cells)) + "\n").encode()

    assert for_student(stored(cells)) == stored(cells[::2]) != stored(cells)


def run(capsys, *words):
    """(exit code, what was said) of a command."""
    try:
        code = cli.main([str(word) for word in words])
    except SystemExit as end:
        code = end.code or 0
    said = capsys.readouterr()
    return code, said.out + said.err


def test_the_lessons_are_laid_and_it_is_said(capsys, tmp_path):
    folder = tmp_path / "mine"
    code, said = run(capsys, "lessons", folder)
    assert code == 0 and str(folder) in said
    assert texts(folder) == texts(ROOT / "notebooks")
    (folder / "06_coefficient_paths.ipynb").write_bytes(b"my work")
    code, said = run(capsys, "lessons", "--student", folder)
    assert code == 0 and "What you changed stays as it is: 06_coefficient_paths.ipynb." in said
    assert f"06_coefficient_paths (new in {regviz.__version__}).ipynb" in said
    assert (folder / "06_coefficient_paths.ipynb").read_bytes() == b"my work"


def test_the_folder_of_the_lessons_themselves_is_left_alone(capsys):
    code, said = run(capsys, "lessons", ROOT / "notebooks")
    assert code == 0 and "nothing was copied" in said
    assert not (ROOT / "notebooks" / MANIFEST).exists()


@pytest.mark.parametrize("words", [
    ("a", "b"), ("--port=7",), ("a", "--student"), ("lessons", "--no-browser"), ("lessons", ""),
])
def test_a_command_that_is_not_understood(capsys, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    code, said = run(capsys, *words)
    assert code == 2 and said.startswith("regviz: ") and said.count("\n") == 1
    assert not os.listdir(tmp_path)


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_file_where_the_folder_should_be(capsys, tmp_path, place):
    (tmp_path / "file").write_text("a file")
    code, said = run(capsys, "lessons", tmp_path / place)
    assert code == 1 and said.startswith("regviz: ") and said.count("\n") == 1 and "file" in said


def test_a_folder_that_cannot_be_written(capsys, tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    code, said = run(capsys, tmp_path / "mine")
    assert code == 1 and said == (
        f"regviz: {tmp_path / 'mine'} cannot be written: Permission denied.\n")


def test_without_jupyterlab_the_sentence_says_what_to_install(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(cli, "find_spec", lambda name: None)
    code, said = run(capsys, tmp_path / "mine")
    assert code == 1 and 'pip install "regviz[open]"' in said
    assert texts(tmp_path / "mine") == texts(ROOT / "notebooks")


def test_help_and_version(capsys):
    assert run(capsys, "--version") == (0, f"regviz {regviz.__version__}\n")
    for words in (["--help"], ["lessons", "-h"], ["site", "--help"]):
        assert run(capsys, *words) == (0, cli.HELP)
    assert max(map(len, cli.HELP.splitlines())) <= 100


def test_the_site_is_built_where_its_tool_is(capsys, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr("subprocess.call", lambda command: asked.append(command) or 3)
    assert run(capsys, "site", "web", "--more")[0] == 3
    assert asked[0][1:] == [str(ROOT / "tools" / "site.py"), "web", "--more"]
    monkeypatch.setattr(cli, "PACKAGE", tmp_path / "regviz")
    code, said = run(capsys, "site")
    assert code == 1 and "in a checkout of the project" in said and len(asked) == 1
