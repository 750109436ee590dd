"""`answers()`: what this reader predicted, checked and answered, as a table and as a small file."""

import json
import os
import tempfile
from html import escape
from pathlib import Path

from regviz.core.arguments import check_text, checked
from regviz.core.records import RECORDS

SCHEMA = "regviz-answers-1"
FILE = "answers.json"
KINDS = ("prediction", "exercise", "exit question")
FIELDS = {"kind": str, "id": str, "lesson": str, "asked": str, "tries": int, "first": str,
          "last": str, "right_at_once": (bool, type(None)), "right": (bool, type(None))}
_earlier: dict[Path, dict] = {}  # of each file, what stood there before this kernel wrote to it


class Answers:
    """The answers that were kept, `entries`, and one sentence on the file, `said`."""

    def __init__(self, entries, said):
        self.entries = entries
        self.said = said

    def _rows(self):
        marks = {True: "✓ right", False: "✗ not yet", None: "no verdict"}
        for entry in self.entries:
            tries = f"{entry['tries']} {'try' if entry['tries'] == 1 else 'tries'}"
            yield (entry["kind"], entry["asked"] or entry["id"], entry["last"],
                   marks[entry["right"]], tries)

    def __repr__(self):
        rows = [" · ".join(row) for row in self._rows()] or ["Nothing has been answered yet."]
        return "\n".join([*rows, self.said])

    def _repr_html_(self):
        head = "".join(f'<th scope="col">{name}</th>' for name in
                       ("what", "question", "last answer", "verdict", "tries"))
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
                       for row in self._rows())
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f'{table if body else ""}<p role="status">{escape(self.said)}</p>'


@checked(name=check_text)
def answers(name: str = "", file=FILE) -> Answers:
    """What this reader predicted, checked and answered, shown, and written to one small file.

    `file` (answers.json beside the notebook) gets it as JSON: {"schema": "regviz-answers-1",
    "name": name, "answers": [{kind, id, lesson, asked, tries, first, last, right_at_once, right},
    ...]}. What the file held of an earlier run stays: first answers stay first, tries add up. The
    name is what you type, nothing else tells who you are, and nothing leaves the machine. A file
    that cannot be written, or holds something else, is told and left as it is. None: no file.
    """
    if not isinstance(file, (str, os.PathLike, type(None))):
        raise TypeError(f"file must be the name of a file, or None: got {file!r:.60}.")
    if file is None:
        return Answers(_merged({}), "Nothing was written.")
    path = Path(file).resolve()
    try:
        if path not in _earlier:
            _earlier[path] = read_answers(path)["answers"] if path.exists() else {}
        entries = _merged(_earlier[path])
        told = {"schema": SCHEMA, "name": name, "answers": entries}
        _write(path, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    except (OSError, ValueError) as error:
        return Answers(_merged({}), f"{path.name} was not written: {error}")
    who = f"for {name}" if name else "without a name"
    return Answers(entries, f"Written {who} to {path.name}, in this folder and nowhere else.")


def read_answers(path) -> dict:
    """A file that `answers` wrote: its name, and its answers by (kind, id).

    ValueError: it is no such file.
    """
    path = Path(path)
    try:
        told = json.loads(path.read_text("utf-8"))
    except ValueError:
        raise ValueError(f"{path.name} holds no JSON text.") from None
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        raise ValueError(f"{path.name} holds something else than answers ({SCHEMA}).")
    entries = told.get("answers")
    if not isinstance(told.get("name"), str) or not isinstance(entries, list):
        raise ValueError(f"{path.name} has no name or no list of answers.")
    for entry in entries:
        if not _is_answer(entry):
            raise ValueError(f"{path.name} has an answer of another form: {entry!r:.80}")
    return {"name": told["name"], "answers": {(e["kind"], e["id"]): e for e in entries}}


def _is_answer(entry) -> bool:
    if not isinstance(entry, dict) or set(entry) != set(FIELDS):
        return False
    fit = all(isinstance(entry[field], kind) for field, kind in FIELDS.items())
    return fit and entry["kind"] in KINDS and entry["tries"] > 0


def _merged(earlier) -> list[dict]:
    """The answers of this kernel after those of an earlier one."""
    found = {key: dict(entry) for key, entry in earlier.items()}
    for key, new in RECORDS.items():
        old = found.get(key)
        found[key] = dict(new) if old is None else old | {
            "tries": old["tries"] + new["tries"], "last": new["last"],
            "right": old["right"] or new["right"]}
    return list(found.values())


def _write(path, text) -> None:
    """The file is there whole or not at all."""
    handle, place = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}")
    try:
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(place, path)
    except BaseException:
        os.unlink(place)
        raise
