"""Execute the lessons and store them clean: text, still pictures, nothing that changes by itself.

    python tools/notebooks.py [NOTEBOOK ...]            execute and clean all, or these (path or 06)
    python tools/notebooks.py --check [NOTEBOOK ...]    only say which are not executed or not clean
    python tools/notebooks.py --student FOLDER [...]    write copies without the solutions
    python tools/notebooks.py --time [NOTEBOOK ...]     print cells, words, lines and minutes

A small picture of each lesson, for the maps, goes to notebooks/pictures.

What is kept: sources, tags, execution counts, outputs without the live widgets, and of the metadata
the kernel's and the language's names. A solution is a cell with the tag `solution`, what is for the
teacher alone has the tag `teacher`; code that holds an answer has the tag `hide-input` and is
folded.
"""

import argparse
import base64
import copy
import io
import shutil
import sys
from pathlib import Path

import nbformat
import numpy as np
from measures import table
from nbclient import NotebookClient
from PIL import Image

from regviz.command.lessons import for_student
from regviz.command.still import keep_still

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def clean(book):
    """The notebook as it is stored; the one given is not changed."""
    book = copy.deepcopy(book)
    book.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    for cell in book.cells:
        tags = cell.metadata.get("tags")
        folded = {"jupyter": {"source_hidden": True}} if "hide-input" in (tags or ()) else {}
        cell.metadata = nbformat.from_dict(({"tags": tags} if tags else {}) | folded)
        for output in cell.get("outputs", ()):
            keep_still(output)
            if "metadata" in output:
                output.metadata = nbformat.from_dict({})
    return book


def execute(book, folder):
    """Run every cell in a fresh kernel of this environment; an error in a cell is raised."""
    book = copy.deepcopy(book)
    client = NotebookClient(
        book,
        timeout=300,
        kernel_name="python3",
        store_widget_state=False,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    )
    return client.execute()


def complaints(book):
    """Sentences on what keeps a stored notebook from being executed and clean."""
    found = [] if book == clean(book) else ["it is not clean"]
    for k, cell in enumerate(book.cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        if cell.execution_count is None:
            found.append(f"cell {k} was not executed")
        if any(o.output_type == "error" or o.get("name") == "stderr" for o in cell.outputs):
            found.append(f"cell {k} keeps an error or a warning")
    return found


# Where the first row of panels ends when there are more, as shares of the width.
ROWS_END = 0.35, 0.43


def first_row(whole):
    """The height at which the first row of panels ends: the middle of the tallest white band."""
    low, high = (round(share * whole.width) for share in ROWS_END)
    white = np.asarray(whole.convert("L"))[low:high].min(axis=1) > 250
    bands = np.split(np.arange(low, high), np.flatnonzero(np.diff(white)) + 1)
    tallest = max((band for band in bands if white[band[0] - low]), key=len, default=[high])
    return int(np.median(tallest))


def picture(book, width=360):
    """The first panels of the first still picture that is not locked, small, as PNG bytes for the
    maps.

    None if it has none.
    """
    outputs = [output for cell in book.cells for output in cell.get("outputs", ())]
    stills = [o.data["image/png"] for o in outputs if "image/png" in o.get("data", {})
              and "regviz-kept" not in o.data.get("text/html", "")]  # that one is empty: locked
    if not stills:
        return None
    whole = Image.open(io.BytesIO(base64.b64decode(stills[0]))).convert("RGB")
    height = first_row(whole) if whole.height > 0.5 * whole.width else whole.height
    small = whole.resize((width, round(width * height / whole.width)), Image.Resampling.LANCZOS,
                         (0, 0, whole.width, height))
    buffer = io.BytesIO()
    small.quantize(64, dither=Image.Dither.NONE).save(buffer, "png", optimize=True)
    return buffer.getvalue()


def named(names):
    """The paths of the notebooks with these paths or lesson numbers; of all when there are none."""
    if not names:
        return sorted(FOLDER.glob("*.ipynb"))
    paths = []
    for name in names:
        found = [Path(name)] if Path(name).is_file() else sorted(FOLDER.glob(f"{name}_*.ipynb"))
        if not found:
            sys.exit(f"{name!r} is neither a notebook nor the number of a lesson in {FOLDER}")
        paths += found
    return paths


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("notebooks", nargs="*", help="paths or lesson numbers; without, all")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if not clean")
    parser.add_argument("--student", type=Path, metavar="FOLDER", help="write copies for students")
    parser.add_argument("--time", action="store_true", help="print the measures of the lessons")
    return parser.parse_args()


def write_student(path, folder):
    """Write a copy for students, and the pictures of the maps beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / path.name).write_bytes(for_student(path.read_bytes()))
    shutil.copytree(FOLDER / "pictures", folder / "pictures", dirs_exist_ok=True)


def store(book, path):
    """Execute and clean a notebook; write it and its small picture. The notebook as stored."""
    book = clean(execute(book, path.parent))
    nbformat.write(book, path)
    if small := picture(book):
        (path.parent / "pictures").mkdir(exist_ok=True)
        (path.parent / "pictures" / f"{path.stem[:2]}.png").write_bytes(small)
    return book


def main():
    asked = arguments()
    books = {path: nbformat.read(path, as_version=4) for path in named(asked.notebooks)}
    if asked.time:
        print(table({path.stem: book for path, book in books.items()}))
        return
    wrong = False
    for path, book in books.items():
        if asked.student:
            write_student(path, asked.student)
            continue
        if not asked.check:
            book = store(book, path)
        found = complaints(book)
        wrong |= bool(found)
        print(f"{path.name}: {'; '.join(found) or 'executed and clean'}", flush=True)
    sys.exit(wrong)


if __name__ == "__main__":
    main()
