"""Names out of data in pictures: cut to the room there is, told apart, never taken as mathematics.

Words keep names whole. Every view takes the texts that it draws from here.
"""

import unicodedata
from os.path import commonprefix

from regviz import style

NAMELESS = "(no name)"
ROOM = 18  # characters of a name beside a row or a curve
JOINERS = "\u200c\u200d\ufe0e\ufe0f"  # they shape the letters of scripts and pictures beside them


def short(name, most: int = ROOM) -> str:
    """A name as a picture has room for: an ellipsis stands for what is beyond `most` characters.

    Characters of East Asian scripts count twice, since they are twice as wide; a letter keeps its
    accents. Line ends and tabs become spaces.
    """
    return _cut(in_one_line(name), most)


def shorter(names, most: int = ROOM) -> list[str]:
    """Short names that differ: where the beginnings are the same, the middle is left out.

    `shorter(["satisfied with the price", "satisfied with the room"])` ends with "price" and "room".
    """
    lines = [in_one_line(name) for name in names]
    found = [_cut(line, most) for line in lines]
    for alike in _alike(found):
        for j, text in zip(alike, _told_apart([lines[j] for j in alike], most), strict=True):
            found[j] = text
    for alike in _alike(found):  # names that differ in what cannot be drawn: the column's number
        for j in alike:
            number = f" #{j + 1}"
            found[j] = f"{_cut(lines[j], max(most - len(number), 2))}{number}"
    return found


def drawn(ax, names, most: int = ROOM) -> list[str]:
    """`shorter` for the features of a picture: a still that lacks a name's letters says "column 3"
    for the third."""
    texts = shorter(names, most)
    style.stand_in(ax.figure, {text: f"column {j}" for j, text in enumerate(texts, 1)})
    return texts


def in_one_line(name) -> str:
    """The name as it can be drawn: spaces for line ends and tabs, no invisible controls."""
    kinds = {"Zs": " ", "Zl": " ", "Zp": " ", "Cc": " ", "Cs": "\ufffd", "Cf": ""}
    letters = (letter if letter in JOINERS else kinds.get(unicodedata.category(letter), letter)
               for letter in str(name))
    return " ".join("".join(letters).split()) or NAMELESS


def _width(letter) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 1 + (unicodedata.east_asian_width(letter) in "WF")


def _cut(line, most) -> str:
    """The beginning of a line; an ellipsis stands for the rest, where there is one."""
    if sum(map(_width, line)) <= most:
        return line
    room = most
    for at, letter in enumerate(line):
        room -= _width(letter)
        if room <= 0 and _width(letter):
            return line[:at].rstrip() + "…"
    return line


def _alike(texts) -> list[list[int]]:
    """The places of texts that occur more than once, text by text."""
    places = {}
    for j, text in enumerate(texts):
        places.setdefault(text, []).append(j)
    return [found for found in places.values() if len(found) > 1]


def _told_apart(lines, most) -> list[str]:
    """Lines whose cut beginnings are the same: a beginning, an ellipsis, and what differs."""
    same = len(commonprefix(lines))
    before = max(same - most // 5, 0)  # from here at most, so that the difference has room
    start = max(line.rfind(" ", before, same) + 1 for line in lines) or same
    if any(len(line) == same for line in lines):  # one line is how the others begin
        start = before
    while start and any(not _width(line[start]) for line in lines if start < len(line)):
        start -= 1
    head = _cut(lines[0], max(most // 3, 3))
    texts = [head + _cut(line[start:], most - len(head)) for line in lines]
    for alike in _alike(texts):
        if len(alike) < len(lines):
            deeper = _told_apart([lines[j] for j in alike], most)
            for j, text in zip(alike, deeper, strict=True):
                texts[j] = text
    return texts
