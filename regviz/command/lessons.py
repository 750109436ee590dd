"""The lessons that come with the package, and how they are laid beside a student's own work."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from regviz.core.files import write_whole

PACKAGE = Path(__file__).resolve().parents[1]
MANIFEST = ".regviz-lessons.json"
FOR_TEACHERS = {"solution", "teacher"}  # tags of cells that copies for students leave out


@dataclass
class Laid:
    """What `lay_lessons` did, as names of files below the folder."""

    new: list = field(default_factory=list)  # they were not there
    renewed: list = field(default_factory=list)  # nobody had changed the older ones
    kept: list = field(default_factory=list)  # somebody had changed them
    beside: list = field(default_factory=list)  # what is new in lessons that were changed


def find_lessons():
    """The folder of the lessons: inside the installed package, else beside it in a checkout.

    Returns a Path. FileNotFoundError where neither is there.
    """
    for folder in (PACKAGE / "lessons", PACKAGE.parent / "notebooks"):
        if (folder / "00_start_here.ipynb").is_file():
            return folder
    raise FileNotFoundError(
        "This copy of regviz was built without its lessons: install it again with pip."
    )


def read_lessons(source, student=False):
    """{name below the folder: bytes} of the lessons; with student=True without the solutions."""
    files = {}
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source)
        if path.is_file() and not any(part.startswith((".", "__")) for part in name.parts):
            content = path.read_bytes()
            is_lesson = path.suffix == ".ipynb"
            files[name.as_posix()] = for_student(content) if student and is_lesson else content
    return files


def for_student(content):
    """The bytes of a notebook without the cells tagged `solution` or `teacher`."""
    book = json.loads(content)
    book["cells"] = [cell for cell in book["cells"] if not is_marked(cell, FOR_TEACHERS)]
    return (json.dumps(book, indent=1, ensure_ascii=False) + "\n").encode()


def is_marked(cell, tags):
    """Whether a cell has one of the tags."""
    return bool(tags & {*cell["metadata"].get("tags", ())})


def lay_lessons(files, folder, version):
    """Lay files in a folder without a loss of what somebody wrote there.

    files is {name below the folder: bytes}, folder is made if it is not there, and version is the
    text that tells new files apart. A file that is as it was laid is renewed. A file that was
    changed stays, and a text that was never laid before is laid beside it, as "NAME (new in
    VERSION)". A lesson that was deleted comes back; what was laid beside and deleted does not.
    Links are never followed. A hidden file keeps the hashes of all that was ever laid; where it is
    missing, every file counts as the reader's.

    Returns a Laid. OSError where the folder cannot be written; what was laid until then is
    recorded.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise FileExistsError(f"{folder} is a file: name a folder for the lessons.")
    folder.mkdir(parents=True, exist_ok=True)
    laid = _read_manifest(folder / MANIFEST)
    before = json.dumps(laid, sort_keys=True)
    report = Laid()
    try:
        for name, content in files.items():
            _lay(folder, name, content, version, laid.setdefault(name, []), report)
    finally:
        after = json.dumps(laid, sort_keys=True)
        if after != before or not (folder / MANIFEST).is_file():
            write_whole(folder / MANIFEST, after.encode())
    return report


def _lay(folder, name, content, version, hashes, report):
    """Lay one file; hashes are those of its texts that were laid before, and grow."""
    path = folder / name
    _make_inside(folder, path.parent)
    new = _hash(content)
    seen = new in hashes
    there = _hash_of(path)
    if there is None or there in hashes:
        if there != new:
            write_whole(path, content)
            (report.new if there is None else report.renewed).append(name)
    elif there != new:
        report.kept.append(name)
        beside = _free_name(path, version, {None, new, *hashes})
        if not seen and _hash_of(beside) != new:
            write_whole(beside, content)
            report.beside.append(beside.relative_to(folder).as_posix())
    if not seen:
        hashes.append(new)


def _free_name(path, version, free):
    """The first name "NAME (new in VERSION)" whose file has one of the hashes in free."""
    label, k = version, 1
    while True:
        beside = path.with_name(f"{path.stem} (new in {label}){path.suffix}")
        if _hash_of(beside) in free:
            return beside
        k += 1
        label = f"{version}, {k}"


def _make_inside(folder, inner):
    """Make a folder inside the folder; what leads elsewhere, and a file there, are refused."""
    for part in inner.relative_to(folder).parts:
        folder = folder / part
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise FileExistsError(
                f"{folder} must be a folder, not a file or a link: move it away and try again."
            )
        folder.mkdir(exist_ok=True)


def _hash(content):
    return hashlib.sha256(content).hexdigest()


def _hash_of(path):
    """The hash of a file, None where nothing is; a link or a folder has a hash of no file."""
    if not os.path.lexists(path):
        return None
    if path.is_symlink() or not path.is_file():
        return "not a file"
    return _hash(path.read_bytes())


def _read_manifest(path):
    """{name: [hash, ...]}; empty where the manifest is missing or is not one of ours."""
    try:
        laid = {} if path.is_symlink() else json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    whole = isinstance(laid, dict) and all(
        isinstance(hashes, list) and all(isinstance(text, str) for text in hashes)
        for hashes in laid.values()
    )
    return laid if whole else {}
