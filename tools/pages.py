"""Pages whose slider moves with no kernel: one for each moving picture, and an index of them.

    python tools/pages.py FOLDER [06 07 ...]

Every page is one file that asks for nothing else: to hand out, or to put on any web server.
"""

import argparse
import html
import json
from pathlib import Path

import nbformat

from notebooks import execute, named

EXPORT = """
def _export():
    import json, pathlib, regviz
    for count, shown in Out.items():
        if isinstance(shown, regviz.Explorer):
            shown.unlock()
            page = shown.save(pathlib.Path({folder!r}) / f"{number}_{{count}}.html")
            print(json.dumps([count, page.name, next(iter(shown.controls.values())).label]))
_export()
"""
INDEX = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>regviz: pictures that move</title>
<style>
body {{ font: 16px/1.5 sans-serif; max-width: 50em; margin: 2em auto; padding: 0 1em; }}
</style>
<main>
<h1>Pictures that move</h1>
<p>Each link is a picture of a lesson. Drag its slider, or focus it and press the arrow keys.</p>
{lessons}
</main>
</html>
"""


def pages(path, folder):
    """Write the pages of one lesson into the folder; returns its part of the index."""
    book = nbformat.read(path, as_version=4)
    title, question = (line.strip("#* ") for line in book.cells[0].source.split("\n\n")[:2])
    book.cells.append(
        nbformat.v4.new_code_cell(EXPORT.format(folder=str(folder), number=path.stem[:2]))
    )
    cells = execute(book, path.parent).cells
    lines = [f"<h2>{html.escape(title)}</h2>", f"<p>{html.escape(question)}</p>", "<ul>"]
    for count, page, control in map(json.loads, cells[-1].outputs[0].text.splitlines()):
        place = next(i for i, cell in enumerate(cells) if cell.get("execution_count") == count)
        above = [cell.source for cell in cells[:place] if cell.source.startswith("#")]
        heading = html.escape(above[-1].split("\n")[0].strip("# "))
        lines.append(f'<li><a href="{page}">{heading}</a>: drag {html.escape(control)}</li>')
    return "\n".join([*lines, "</ul>"])


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where the pages are written")
    parser.add_argument("notebooks", nargs="*", help="numbers of lessons; all when none is named")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    lessons = []
    for path in named(asked.notebooks):
        lessons.append(pages(path, asked.folder.resolve()))
        print(f"{path.name}: done", flush=True)
    (asked.folder / "index.html").write_text(INDEX.format(lessons="\n".join(lessons)), "utf-8")


if __name__ == "__main__":
    main()
