"""The site: every lesson as a page that is alive without a kernel, the glossary, the teacher's
guide, a reference, pictures for other people's pages; and every lesson live in JupyterLite.

    python tools/site.py SITE                        all but the live lessons
    python tools/site.py SITE --pyodide FOLDER       with them, by the Pyodide release in FOLDER
    python tools/site.py SITE --fetch-pyodide        with them; the release is downloaded

SITE is the folder that is written, plain files for any web server: `python -m http.server
--directory SITE`. No page asks another host for anything. `tools/site.txt` pins what builds it and
the Pyodide release. --draft gives the pictures few states; --work FOLDER keeps what was made, and
the next build makes only what has changed.
"""

import argparse
import gzip
import json
import os
import re
import shutil
import sys
import tempfile
import time
import venv
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import lite
import live_lessons
from PIL import Image

import regviz
from regviz.page import embed

ROOT = Path(__file__).resolve().parents[1]
LIVE = "../lite/notebooks/index.html?path={}"
FRONT = "coefficient_paths"  # the picture of the front page
INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.S)
# `file:` for pages that are opened from a disk. The live lessons are JupyterLite's own pages.
POLICY = ("default-src 'none'; script-src {scripts}; style-src 'self' file: 'unsafe-inline'; "
          "img-src 'self' file: data: blob:; font-src 'self' file:; connect-src 'self'; "
          "frame-src 'self' file:; base-uri 'self' file:; form-action 'self' file:")
MARK = ".regviz-site"  # a file that says: this folder is a site, and may be replaced


def build(site, pyodide=None, draft=False, work=None):
    """Write the site; an older one is replaced once the new one is whole."""
    site = Path(site).resolve()
    if site.exists() and not (site / MARK).exists() and (site.is_file() or any(site.iterdir())):
        raise ValueError(
            "SITE must be a new folder or an older site, to be replaced: "
            f"{site} holds something else."
        )
    if pyodide:
        lite.check(pyodide)
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor() as beside:
        place = Path(place)
        kept = Path(work or place / "work").resolve()
        tools = beside.submit(_tools, kept)
        live = pyodide and beside.submit(lambda: lite.build(tools.result(), pyodide, place))
        pages = kept / ("draft" if draft else "lessons")
        address = LIVE if pyodide else ""
        lessons = live_lessons.build_lessons(pages, static="../_static", live=address, draft=draft)
        embeds = live_lessons.build_embeds(pages, lessons, draft=draft)
        source = _sources(place / "source", pages, lessons, embeds, bool(pyodide))
        _sphinx(tools.result(), source, place / "site", None if work is None else kept)
        shutil.copytree(pages / "embed", place / "site" / "embed")
        for page in (place / "site").rglob("*.html"):
            page.write_text(guarded(page.read_text("utf-8")), "utf-8")
        if live:
            shutil.move(live.result(), place / "site" / "lite")
        (place / "site" / MARK).write_text("made by tools/site.py\n")
        (place / "site" / ".nojekyll").write_text("")
        shutil.rmtree(site, ignore_errors=True)
        shutil.move(place / "site", site)


def guarded(page):
    """A page with a policy: the site's own scripts and those that stand in this page, no others."""
    hashes = {b64encode(sha256(code.encode()).digest()).decode() for code in INLINE.findall(page)}
    scripts = " ".join(["'self' file:", *(f"'sha256-{mark}'" for mark in sorted(hashes))])
    policy = POLICY.format(scripts=scripts)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    start, sign, rest = page.partition('<meta charset="utf-8">')
    if not sign:
        raise ValueError(f"no place for the policy in {page[:80]!r}")
    return start + sign + meta + rest


def _tools(folder):
    """The Python that has what site.txt names, in an environment of its own."""
    pins = lite.PINS.read_bytes()
    place = folder / f"venv-{sha256(pins).hexdigest()[:8]}"
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not (place / "whole").exists():
        venv.create(place, with_pip=True, clear=True)
        lite.run(python, "-m", "pip", "install", "--quiet", "--requirement", lite.PINS)
        (place / "whole").touch()
    return python


def _sources(source, pages, lessons, embeds, live):
    """Everything that Sphinx reads, in one folder."""
    shutil.copytree(ROOT / "docs", source)
    folder = source / "lessons"
    shutil.copytree(ROOT / "notebooks" / "pictures", folder / "pictures")
    for lesson in lessons:
        shutil.copyfile(lesson.notebook, folder / Path(lesson.notebook).name)
        shutil.copyfile(lesson.still, source / "_static" / Path(lesson.still).name)
    for name in ("glossary.md", "teachers_guide.md"):
        shutil.copyfile(ROOT / "notebooks" / name, folder / name)
    wanted = {file for one in lessons for told in one.pictures
              for file in (told["pack"], told["still"])}
    wanted |= {file for one in embeds for file in (one.picture.pack, one.picture.still)}
    (folder / "_static" / embed.PACKS).mkdir(parents=True)
    for name in wanted:
        shutil.copyfile(pages / "_static" / embed.PACKS / name,
                        folder / "_static" / embed.PACKS / name)
    embed.write_player(folder / "_static")
    stills = ROOT / "regviz" / "explorers" / "stills"
    shutil.copytree(stills, source / "_static" / "stills")
    first = next(one.picture for one in embeds if one.call == FRONT)
    told = {
        "version": regviz.__version__,
        "live": live,
        "front": embed.picture_html(first, "_static"),
        "front_pack": f"_static/{embed.PACKS}/{first.pack}",
        "lessons": [_told(one) for one in lessons],
        "pictures": len(embeds),
    }
    (source / "site.json").write_text(json.dumps(told), "utf-8")
    return source


def _told(lesson):
    """What the pages say of a lesson."""
    with Image.open(lesson.still) as still:
        return asdict(lesson) | {"name": Path(lesson.notebook).stem, "size": still.size}


def _sphinx(python, source, site, kept):
    """Run Sphinx; any warning is an error."""
    path = os.pathsep.join(filter(None, [str(ROOT), *sys.path]))
    trees = (kept or site.parent) / "doctrees"
    command = "-m", "sphinx", "-b", "html", "-q", "-W", "--keep-going", "-j", "2"
    lite.run(python, *command, "-d", trees, source, site,
             env=os.environ | {"REGVIZ_PATH": path, "PYTHONWARNINGS": "ignore"})
    for left in (site / ".buildinfo", *site.rglob("*.map")):
        left.unlink()
    shutil.rmtree(site / "_sources")


def weights(site):
    """Bytes of the site without the live lessons: (plain, packed by gzip)."""
    files = [file for file in Path(site).rglob("*") if file.is_file()]
    files = [file for file in files if "lite" not in file.relative_to(site).parts]
    packed = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)
    return sum(file.stat().st_size for file in files), packed


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", type=Path, metavar="SITE", help="the folder to write")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--pyodide", type=Path, metavar="FOLDER", help="an unpacked release")
    source.add_argument("--fetch-pyodide", action="store_true", help="download the release")
    parser.add_argument("--draft", action="store_true", help="few states for each picture")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="keep what was made here")
    chosen = parser.parse_args()
    began = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as place:
            pyodide = chosen.pyodide
            if chosen.fetch_pyodide:
                pyodide = lite.fetch((chosen.work or Path(place)) / "pyodide")
            build(chosen.site, pyodide, chosen.draft, chosen.work)
    except (OSError, ValueError, RuntimeError) as error:
        sys.exit(f"site.py: {error}")
    plain, packed = (size / 1e6 for size in weights(chosen.site))
    print(f"{chosen.site}: {time.monotonic() - began:.0f} s; without the live lessons "
          f"{plain:.1f} MB, {packed:.1f} MB packed")
    if not pyodide:
        print("The lessons cannot be run live there: that takes --pyodide or --fetch-pyodide.")


if __name__ == "__main__":
    main()
