"""The answers of a class: what was predicted, passed and answered wrongly, summed over files."""

import string
from collections import Counter
from html import escape
from pathlib import Path

from regviz.exercises.answer_file import read_answers

LARGEST = 1_000_000  # bytes of a file of answers
MOST = 8  # different answers of a card that are told
LONGEST = 200  # characters of an answer that are told
PAGE = string.Template("""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>The answers of a class · regviz</title>
<style>
:root { color-scheme: light dark; }
body { font: clamp(17px, 2vw, 28px)/1.4 system-ui, sans-serif; max-width: 45em; margin: 1em auto;
  padding: 0 1em; }
section { margin: 2.5em 0; break-inside: avoid; }
h2 { font-size: 1.15em; margin-bottom: 0.4em; }
table { width: 100%; border-collapse: collapse; }
td { padding: 0.2em 0.4em; vertical-align: middle; overflow-wrap: anywhere; }
td:first-child { width: 45%; }
td:last-child { width: 5.5em; text-align: right; white-space: nowrap; }
.bar { height: 1.1em; min-width: 2px; background: #767676; }
.right .bar { background: #2b8cd0; }
.right td:first-child { font-weight: bold; }
</style>
<h1>The answers of a class</h1>
<p>$count. A tick marks the right answer.</p>
$sections
</html>
""")


class ClassAnswers:
    """Answers of several readers, without their names: `cards` and `exercises` by (kind, id), the
    number of `readers`, and `refused`, a sentence for each file that was left out."""

    def __init__(self, readers, refused):
        self.readers = len(readers)
        self.refused = refused
        self.cards = {}
        self.exercises = {}
        for answers in readers:
            for key, entry in answers.items():
                home = self.exercises if entry["kind"] == "exercise" else self.cards
                told = {field: _printable(entry[field]) for field in ("asked", "first", "last")}
                home.setdefault(tuple(map(_printable, key)), []).append(entry | told)

    def distribution(self, key) -> list[tuple[str, int, bool]]:
        """The first answers to a card: (answer, how many, whether it is right), most first."""
        entries = self.cards[key]
        right = Counter(entry["first"] for entry in entries if entry["right_at_once"])
        counts = Counter(entry["first"] for entry in entries).most_common()
        # What is right is what most files say, so that one that was changed misleads nobody.
        told = [(answer[:LONGEST], count, 2 * right[answer] > count)
                for answer, count in counts[:MOST]]
        if rest := sum(count for _, count in counts[MOST:]):
            told.append((f"{len(counts) - MOST} other answers", rest, False))
        return told

    def passed(self, key) -> tuple[int, int, str, int]:
        """Of an exercise: how many passed, how many tried, the commonest wrong answer, and how
        many gave it."""
        entries = self.exercises[key]
        wrong = Counter(text for entry in entries
                        for text in {entry["first"], entry["last"]} if _is_wrong(entry, text))
        told, times = wrong.most_common(1)[0] if wrong else ("", 0)
        return sum(bool(e["right"]) for e in entries), len(entries), told[:LONGEST], times

    def __repr__(self):
        lines = [self._count()]
        for key, entries in self.cards.items():
            lines += ["", f"{key[0]}: {entries[0]['asked']}"]
            lines += [f"  {'✓' if right else ' '} {count:3}  {answer}"
                      for answer, count, right in self.distribution(key)]
        for key in self.exercises:
            passed, tried, told, times = self.passed(key)
            lines += ["", f"exercise {key[1]}: {passed} of {tried} passed"]
            lines += [f"  commonest wrong answer, {times} times: {told}"] * bool(told)
        return "\n".join(lines + [""] * bool(self.refused) + self.refused)

    def _count(self):
        return f"{self.readers} file{'' if self.readers == 1 else 's'} of answers"

    def to_html(self) -> str:
        """One page to project: a bar for each answer, no names, no script."""
        sections = []
        for key, entries in self.cards.items():
            rows = [_row(f"{'✓ ' if right else ''}{answer}", count, self.readers, right)
                    for answer, count, right in self.distribution(key)]
            sections.append(_section(f"{key[0].capitalize()}: {entries[0]['asked']}", rows))
        for key in self.exercises:
            passed, tried, told, times = self.passed(key)
            rows = [_row("✓ passed", passed, tried, True),
                    _row("not yet", tried - passed, tried, False)]
            more = f"Commonest wrong answer ({times} times): {told}" if told else ""
            sections.append(_section(f"Exercise {key[1]}", rows, more))
        return PAGE.substitute(count=self._count(), sections="\n".join(sections))


def collect(folder) -> ClassAnswers:
    """The answers in all files of a folder and those below that `rv.answers` wrote. A file of
    another kind is left out, and told."""
    readers, refused, seen = [], [], {}
    for path in sorted(Path(folder).rglob("*.json")):
        try:
            if path.stat().st_size > LARGEST:
                raise ValueError(f"{path.name} is too large for a file of answers.")
            told = read_answers(path)
            twin = seen.setdefault(path.read_bytes(), path)
            if told["name"] and twin != path:  # without a name two students may answer alike
                raise ValueError(f"{path} is a copy of {twin}.")
            readers.append(told["answers"])
        except (OSError, ValueError) as error:
            where = path.relative_to(folder)
            refused.append(_printable(f"{where} was left out: {error}"))
    return ClassAnswers(readers, refused)


def _printable(text) -> str:
    """A text that a terminal and a page can show: no control codes, no halves of letters."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def _is_wrong(entry, text) -> bool:
    if text == entry["first"]:
        return entry["right_at_once"] is False
    return not entry["right"]


def _row(answer, count, whole, right) -> str:
    share = 100 * count / max(whole, 1)
    mark = ' class="right"' if right else ""
    return (f"<tr{mark}><td>{escape(answer)}</td>"
            f'<td><div class="bar" style="width:{share:.1f}%"></div></td>'
            f"<td>{count} of {whole}</td></tr>")


def _section(title, rows, more="") -> str:
    below = f"<p>{escape(more)}</p>" if more else ""
    return (f"<section><h2>{escape(title[:3 * LONGEST])}</h2><table>{''.join(rows)}</table>{below}"
            "</section>")
