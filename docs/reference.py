"""The reference: a page for each room of the package, made from its docstrings by autodoc.

A docstring of regviz is plain text with |x|, * and indented examples in it. Here it becomes
reStructuredText that looks the same.
"""

import html
import json
import re
from importlib import import_module
from pathlib import Path

ROOMS = {
    "data": "Data",
    "solvers": "Solvers",
    "selection": "Choosing lambda",
    "page": "Pictures, stops and cards",
    "exercises": "Exercises",
    "views": "Views",
}
PLAIN = re.compile(r"(`[^`]+`)")
SIGNS = re.compile(r"([\\*|_])")
PART = re.compile(r"(What you see|More panels|What to drag|What data):")
INDENTED = re.compile(r"^( {4,}\S.*)$")


def _escaped(line):
    """A line of plain text in which nothing is markup but `code`."""
    parts = PLAIN.split(line)
    return "".join(f"``{part[1:-1]}``" if PLAIN.fullmatch(part) else SIGNS.sub(r"\\\1", part)
                   for part in parts)


def as_rst(lines):
    """Lines of a docstring as lines of reStructuredText: text, examples, and lists of names."""
    told, example = [], False
    for line in lines:
        if INDENTED.match(line):
            if not example:
                told += ["", "::", ""]
            example = True
            told.append(line)
        elif not line.strip():
            told.append("")
        else:
            if example and told[-1]:
                told.append("")
            example = False
            part = PART.match(line)
            if part:
                told += ["", f"**{part[1]}:** {_escaped(line[part.end():].strip())}"]
            else:
                told.append(_escaped(line))
    return [*told, ""]


def _docstring(app, what, name, obj, options, lines):
    lines[:] = as_rst(lines)


def room(name, title):
    """The source of a room's page."""
    module = import_module(f"regviz.{name}")
    about = module.__doc__.partition("May import")[0].splitlines()
    lines = [title, "=" * len(title), "", *as_rst(about)]
    for public in sorted(module.__all__, key=str.lower):
        made = getattr(module, public)
        if not callable(made):  # a module, or a table of exercises
            continue
        kind = "class" if isinstance(made, type) else "function"
        lines += [public, "-" * len(public), "", f".. auto{kind}:: regviz.{public}"]
        lines += ["   :members:"] if kind == "class" else []
        lines += [""]
    return "\n".join(lines)


PICTURE = """
{name}
{line}

.. raw:: html

   <figure class="call"><a href="../embed/{name}.html"><img src="../_static/stills/{name}.png"
   alt="{question}" loading="lazy" width="320"></a>
   <figcaption><b>{question}</b> {lesson}<br>
   <a href="../embed/{name}.html">Open it alone</a></figcaption></figure>

.. code-block:: html
   :class: frame

   <iframe src="SITE/embed/{name}.html"
           title="{question}"
           width="100%" height="520" loading="lazy" allowfullscreen></iframe>

.. autofunction:: regviz.explore.{name}
"""


def pictures(lessons):
    """The source of the page of all pictures."""
    import regviz as rv
    from regviz.explorers.catalogue import CALLS

    about = (
        "Every picture of the lessons is one call that returns an Explorer, for the data of the "
        "lessons or for your own. The line with ``iframe`` puts the picture into any web page: "
        ":doc:`../course_page` explains it."
    )
    lines = ["Pictures: rv.explore", "=" * 20, "", about, ""]
    for name in CALLS:
        call = getattr(rv.explore, name)
        files = {told["number"]: told["name"] for told in lessons}
        number = str(call.lesson)[:2]
        lesson = f"Lesson {number}." if number not in files else (
            f'<a href="../lessons/{files[number]}.html">Lesson {number}</a>.')
        lines.append(PICTURE.format(name=name, line="-" * len(name), lesson=lesson,
                                    question=html.escape(call.question)))
    return "\n".join(lines)


def write(folder, lessons):
    """Write the pages of the reference into a folder."""
    folder = Path(folder)
    folder.mkdir(exist_ok=True)
    for name, title in ROOMS.items():
        (folder / f"{name}.rst").write_text(room(name, title), "utf-8")
    (folder / "explore.rst").write_text(pictures(lessons), "utf-8")


def _begin(app):
    told = json.loads((Path(app.srcdir) / "site.json").read_text("utf-8"))
    write(Path(app.srcdir) / "api", told["lessons"])


def setup(app):
    app.connect("builder-inited", _begin)
    app.connect("autodoc-process-docstring", _docstring)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
