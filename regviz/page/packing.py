"""Many pages in few bytes: texts once, places as differences from the page before.

A page of an explorer is SVG whose texts repeat and whose places move a little from page to page. So
each part of a page is split into its text, written once, and its places in tenths of a pixel. Of
these only the difference from a forecast is written: from the same part on the page before, or from
the same part moved on as it moved last, and, along a curve, from the point before. Small numbers
take one byte each, and gzip finds what they have in common. `unpack.js` reads it.
"""

import gzip
import json
import re

import numpy as np

SCALE = 10  # places are kept to a tenth of a pixel
SAME = 255  # the way of a part whose places are those of the page before
ORDERS = 3  # differences along a curve: none, of neighbours, of their differences
_PARTS = re.compile(r"(?=<g )")  # where the drawing of an artist begins
_PLACES = re.compile(r' (d|x|y|points|transform)="([^"]*)"')
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LINE = re.compile(r"(?: ?L \x01 \x01)+")  # a run of straight pieces, of any length


def pack(pages, **told) -> bytes:
    """Pages [key, layers, words] and what else is `told` of them, as one gzip stream.

    The stream holds the length of a JSON text (four bytes, little end first), that text, and the
    places as numbers of seven bits a byte.
    """
    texts, ways, places = {}, [], []
    before = {}  # text -> its places on the last two pages
    listed = []
    for key, layers, words in pages:
        coded = []
        for layer in layers:
            coded.append([])
            for part in _PARTS.split(layer):
                text, counts, numbers = _split(part)
                coded[-1].append(texts.setdefault(text, len(texts)))
                places.extend(counts)
                _forecast(numbers, before.setdefault(text, []), ways, places)
        listed.append([key, coded, words])
    head = json.dumps(told | {"texts": list(texts), "ways": ways, "pages": listed},
                      ensure_ascii=False, separators=(",", ":")).encode()
    return gzip.compress(len(head).to_bytes(4, "little") + head + _bytes(places), mtime=0)


def _split(part):
    """The text of a part with marks for places (1) and runs of straight pieces (2), the lengths of
    the runs, the places."""
    numbers = []

    def mark(found):
        numbers.append(round(float(found[0]) * SCALE))
        return "\x01"

    def attribute(found):
        places = " ".join(_NUMBER.sub(mark, found[2]).split())
        return f' {found[1]}="{places}"'

    counts = []

    def run(found):
        counts.append(found[0].count("L"))
        return "\x02"
    text = _LINE.sub(run, _PLACES.sub(attribute, part))
    return text, counts, np.array(numbers, dtype=np.int64)


def _forecast(numbers, last, ways, places):
    """Write the places of a part by the cheapest of the forecasts, and remember them."""
    known = [old for old in last if len(old) == len(numbers)]
    if known and np.array_equal(known[0], numbers):
        ways.append(SAME)
    else:
        bases = [np.zeros_like(numbers), *known[:1]]
        if len(known) == 2:
            bases.append(2 * known[0] - known[1])
        tried = [(way * ORDERS + order, _along(numbers - base, order))
                 for way, base in enumerate(bases) for order in range(ORDERS)]
        way, best = min(tried, key=lambda pair: np.log2(1 + np.abs(pair[1])).sum())
        ways.append(way)
        places.extend(np.where(best < 0, -2 * best - 1, 2 * best).tolist())
    last[:] = [numbers, *last[:1]]


def _along(gaps, order):
    """Differences from the point before, x from x and y from y, taken `order` times."""
    for _ in range(order):
        gaps = np.concatenate([gaps[:2], gaps[2:] - gaps[:-2]])
    return gaps


def _bytes(numbers) -> bytes:
    """Whole numbers from 0 on, seven bits a byte; the high bit says that more follow."""
    written = bytearray()
    for number in numbers:
        while number > 127:
            written.append(number & 127 | 128)
            number >>= 7
        written.append(number)
    return bytes(written)
