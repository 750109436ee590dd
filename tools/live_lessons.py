"""Lessons and pictures for a site with no kernel: executed once, alive in any browser.

    python tools/live_lessons.py FOLDER [06 07 ...]      print what each lesson weighs and takes

For the site there are two calls:

`build_lessons(folder, numbers=None, static="_static", live="", draft=False)` executes the
lessons, two at a time, and writes

    <folder>/NN_name.ipynb                    to be built by MyST-NB with execution off
    <folder>/_static/regviz-player.js, .css   every page with a lesson needs these two
    <folder>/_static/pictures/NAME.js, .webp  the pages of a picture, and its still

It returns a LessonPage for each lesson. In the notebooks, outputs of pictures, cards and hints are
text/html; of everything else they are as in the lesson. `static` leads from a lesson's page to the
folder of the player. `live` is the address where the lesson runs with Python, with `{}` for the
notebook's file name; with "" the note at an exercise says only that this needs Python.

`build_embeds(folder, lessons, static="../_static", draft=False)` writes <folder>/embed/CALL.html
for every call of rv.explore. A call that a lesson shows as it is shares the lesson's pack. It
returns an EmbedPage for each call. To be copied into a course page, where SITE is the site's
address:

    <iframe src="SITE/embed/CALL.html#lam=0.3" title="..." width="100%" height="520"
            loading="lazy" allowfullscreen></iframe>

After `#` any control may be given, a stop, and a theme: `#lam=0.3&stop=2&theme=dark`. The page in
the frame posts {regviz: "height", height, address} to its parent, and takes {regvizTheme: "dark"}.

With `draft` the pictures have few states, for tests and for trying the site out: sixteen positions
of the first control, the stops, and no second control.

A folder that was built before is built again only where the lesson, the package or this file have
changed.
"""

import argparse
import ast
import inspect
import json
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import nbformat
from measures import measure

import regviz as rv
from notebooks import FOLDER, clean, execute, named
from regviz.exercises.catalogue import EXERCISES, READINGS
from regviz.explorers.catalogue import CALLS
from regviz.page import embed

STATIC = "_static"
TOGETHER = 2  # lessons at a time
START = """
from regviz.page import embed
embed.install(get_ipython(), {folder!r}, {static!r}, {draft!r})
"""
HINT = re.compile(r'\s*rv\.hint\("(\w+)"\)\s*')
CHECK = re.compile(r"^rv\.check\(", re.M)
NEEDS = '<p class="regviz-needs-python">Checking your answer needs Python{}.</p>'
LINK = ': <a href="{}">run this lesson live</a>'


@dataclass(frozen=True)
class LessonPage:
    """A lesson as it was written: its notebook, and the pictures in it (see `embed.Packed`)."""

    number: str
    title: str
    question: str
    minutes: int
    notebook: str
    still: str
    seconds: float
    pictures: list = field(default_factory=list)


@dataclass(frozen=True)
class EmbedPage:
    """The page of a call of rv.explore; `shared` says that its pack is a lesson's as well."""

    call: str
    question: str
    lesson: str
    picture: embed.Packed
    shared: bool


def build_lessons(folder, numbers=None, static=STATIC, live="", draft=False) -> list[LessonPage]:
    """Write the lessons with these numbers, all unless given, into `folder`; see above."""
    folder = Path(folder).resolve()
    (folder / STATIC / embed.PACKS).mkdir(parents=True, exist_ok=True)
    embed.write_player(folder / STATIC)
    one = partial(_lesson, folder=folder, static=static, live=live, draft=draft)
    with _pool() as pool:
        return list(pool.map(one, named(numbers)))


def build_embeds(folder, lessons=(), static="../_static", draft=False) -> list[EmbedPage]:
    """Write a page for every call of rv.explore into `folder`/embed; see above."""
    folder = Path(folder).resolve()
    (folder / "embed").mkdir(parents=True, exist_ok=True)
    embed.write_player(folder / STATIC)
    shown = {}
    for lesson in lessons:
        for packed in (embed.Packed(**told) for told in lesson.pictures):
            if call := as_it_is(packed):
                shown.setdefault(call, packed)
    with _pool() as pool:
        known = [shown.get(name) for name in CALLS]
        made = list(pool.map(partial(_embed, folder=folder, draft=draft), CALLS, known))
    pages = []
    for name, packed in zip(CALLS, made, strict=True):
        call = getattr(rv.explore, name)
        (folder / "embed" / f"{name}.html").write_text(embed.page_html(packed, static), "utf-8")
        pages.append(EmbedPage(name, call.question, call.lesson, packed, name in shown))
    return pages


def _pool():
    return ProcessPoolExecutor(TOGETHER, get_context("spawn"))


def _lesson(path, folder, static, live, draft) -> LessonPage:
    """Write one lesson, unless what is there is of the same sources."""
    stamp = folder / STATIC / embed.PACKS / f"{path.stem}.json"
    digest = _digest(path, static, live, draft)
    if stamp.exists() and (old := json.loads(stamp.read_text("utf-8")))["digest"] == digest:
        return LessonPage(**old["page"])
    began = time.monotonic()
    book, pictures = live_lesson(path, folder / STATIC, static, live, draft)
    nbformat.write(book, folder / path.name)
    title, question = (line.strip("#* ") for line in book.cells[0].source.split("\n\n")[:2])
    page = LessonPage(number=path.stem[:2], title=title.partition("·")[2].strip() or title,
                      question=question, minutes=round(measure(book).minutes),
                      notebook=str(folder / path.name),
                      still=str(FOLDER / "pictures" / f"{path.stem[:2]}.png"),
                      seconds=round(time.monotonic() - began, 1), pictures=pictures)
    stamp.write_text(json.dumps({"digest": digest, "page": asdict(page)}), "utf-8")
    return page


def live_lesson(path, packs, static=STATIC, live="", draft=False):
    """The executed notebook whose pictures, cards and hints need no kernel, and the list of what
    was packed of its pictures. Packs go to the folder `packs`."""
    book = nbformat.read(path, as_version=4)
    start = START.format(folder=str(packs), static=static, draft=draft)
    book.cells.insert(0, nbformat.v4.new_code_cell(start))
    book = execute(book, path.parent)
    del book.cells[0]
    pictures = []
    for cell in book.cells:
        if cell.cell_type != "code":
            continue
        cell.execution_count = cell.execution_count and cell.execution_count - 1
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = cell.execution_count
            if told := output.get("metadata", {}).pop("regviz", None):
                pictures.append(told)
        if note := _without_python(cell.source, path, live):
            cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": note})]
    return clean(book), pictures


def _without_python(source, path, live) -> str:
    """What stands under the cell of a hint or a check, or nothing."""
    if found := HINT.fullmatch(source):
        return embed.hints_html((EXERCISES | READINGS)[found[1]].hints)
    if CHECK.search(source):
        return NEEDS.format(LINK.format(live.format(path.name)) if live else "")
    return ""


def _digest(path, *options) -> str:
    """A mark of all that a lesson is made from."""
    found = sha256(repr(options).encode())
    package = Path(rv.__file__).parent
    sources = [*package.rglob("*.py"), *package.rglob("*.csv"), Path(__file__), path]
    for source in sorted(sources):
        found.update(source.read_bytes())
    return found.hexdigest()


def as_it_is(packed) -> str:
    """The name of the call of rv.explore that shows this very picture with nothing given."""
    if packed.moved or not packed.call.startswith("rv.explore."):
        return ""
    call = ast.parse(packed.call, mode="eval").body
    name = call.func.attr
    try:
        given = [ast.literal_eval(arg) for arg in call.args]
        options = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
    except ValueError:  # a variable of the lesson
        return ""
    signature = inspect.signature(getattr(rv.explore, name))
    asked, plain = signature.bind(*given, **options), signature.bind()
    asked.apply_defaults()
    plain.apply_defaults()
    return name if asked.arguments == plain.arguments else ""


def _embed(name, known, folder, draft) -> embed.Packed:
    return embed.publish(getattr(rv.explore, name)(), folder / STATIC, known, draft)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where lessons and packs are written")
    parser.add_argument("numbers", nargs="*", help="numbers of lessons; all when none is named")
    parser.add_argument("--draft", action="store_true", help="few states for each picture")
    asked = parser.parse_args()
    lessons = build_lessons(asked.folder, asked.numbers, draft=asked.draft)
    for page in lessons:
        size = sum(packed["size"] for packed in page.pictures)
        print(f"{page.number}: {page.seconds:5.1f} s, {len(page.pictures)} pictures, "
              f"{size / 1e6:.2f} MB of pages")
    embeds = build_embeds(asked.folder, lessons, draft=asked.draft)
    size = sum(page.picture.size for page in embeds if not page.shared)
    print(f"pictures alone: {len(embeds)}, {size / 1e6:.2f} MB of pages of their own")


if __name__ == "__main__":
    sys.exit(main())
