"""`answers()`: what this reader predicted, checked and answered, as a table and as a small file."""

import json
import os
from html import escape
from pathlib import Path

from regviz.core.arguments import check_text, checked
from regviz.core.files import write_whole
from regviz.core.records import RECORDS

SCHEMA = "regviz-answers-1"
FILE = "answers.json"
KINDS = ("prediction", "exercise", "exit question")
FIELDS = {"kind": str, "id": str, "lesson": str, "asked": str, "tries": int, "first": str,
          "last": str, "right_at_once": (bool, type(None)), "right": (bool, type(None))}
_counted: dict[Path, dict] = {}  # of each file, the tries of this kernel that it holds


class Answers:
    """The answers that were kept, `entries`, and one sentence on the file, `said`."""

    def __init__(self, entries, said):
        self.entries = entries
        self.said = said

    def _rows(self):
        marks = {True: "✓ right", False: "✗ not right", None: "no verdict"}
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
    ...]}; answers.schema.json beside this file states it. What it holds of other lessons and runs
    stays: first answers stay first, tries add up. The name is what you type, nothing else tells who
    you are, nothing leaves the machine. A file that cannot be written, or holds something else, is
    told and left. None: no file.
    """
    if not isinstance(file, (str, os.PathLike, type(None))):
        raise TypeError(f"file must be the name of a file, or None: got {file!r:.60}.")
    if file is None:
        return Answers(_merged({}, {}), "Nothing was written.")
    path = Path(file).resolve()
    try:
        held = read_answers(path) if path.exists() else {"name": "", "answers": {}}
        entries = _merged(held["answers"], _counted.get(path, {}))
        name = name or held["name"]
        told = {"schema": SCHEMA, "name": name, "answers": entries}
        text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        write_whole(path, text.encode())
        _counted[path] = {key: kept["tries"] for key, kept in RECORDS.items()}
    except (OSError, ValueError) as error:
        return Answers(_merged({}, {}), f"{path.name} was not written: {error}")
    who = f"for {name}" if name else "without a name"
    return Answers(entries, f"Written {who} to {path.name}, in this folder and nowhere else.")


def read_answers(path) -> dict:
    """A file that `answers` wrote: its name, and its answers by (kind, id).

    ValueError: it is no such file.
    """
    path = Path(path)
    try:
        told = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError):
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
    return fit and entry["kind"] in KINDS and type(entry["tries"]) is int and entry["tries"] > 0


def _merged(held, counted) -> list[dict]:
    """The answers that a file holds, and those of this kernel; `counted` says how many tries of
    this kernel are in the file already."""
    found = {key: dict(entry) for key, entry in held.items()}
    for key, new in RECORDS.items():
        old = found.get(key)
        more = new["tries"] - counted.get(key, 0)
        if old is None:
            found[key] = dict(new)
        elif more > 0:
            found[key] = old | {"tries": old["tries"] + more, "last": new["last"],
                                "right": old["right"] or new["right"]}
    return list(found.values())
