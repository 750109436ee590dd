"""What leaves the room with the student: pictures, the sweep as an animation, a page without a kernel."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg

from regviz.page import flipbook

TOOLS = [["png", "PNG picture"], ["svg", "SVG picture"], ["pdf", "PDF picture"], ["gif", "GIF animation"],
         ["html", "HTML page"], ["code", "copy as code"]]
_STILL = "A still picture: run this cell to move it."
MIMES = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf", "gif": "image/gif", "html": "text/html"}


def serve(explorer, name: str) -> None:
    """Answer a button under the picture: send the file to the browser, in slices where it takes long."""
    send = explorer._stage.send
    if name == "code":
        send({"type": "copy", "text": explorer.as_code()})
        return

    def steps():
        try:
            result = yield from _make(explorer, name, None)
        except Exception as error:
            send({"type": "note", "text": f"not saved: {type(error).__name__}: {error}"})
            raise
        told = f"{explorer!r}".removeprefix("Explorer(").replace(", ", "-").rstrip(")").replace("'", "")
        send({"type": "file", "name": f"regviz-{told}.{name}", "mime": MIMES[name]}, buffers=[result])
        yield "saved"

    def tell(progress):
        send({"type": "note", "text": progress})

    if not explorer._taking.run(steps(), tell):
        for progress in steps():
            tell(progress)


def save(explorer, path, along=None) -> Path:
    """Write the present state to a file, or the sweep `along` a control (default: the first) as .gif or .html.

    The suffix says what is written: .png, .svg, .pdf, .gif or .html, one file that needs no kernel and no
    network. The file is there whole or not at all. Returns the path. ValueError for another suffix or an unknown
    control.
    """
    path = Path(path)
    kind = path.suffix.lower().lstrip(".")
    if kind not in MIMES:
        raise ValueError(f"path must end in one of {', '.join('.' + k for k in MIMES)}, got {path.name!r}.")
    data = _exhaust(_make(explorer, kind, along))
    scratch = path.with_name(f".{path.name}.part")
    try:
        scratch.write_bytes(data)
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    return path


def to_html(explorer, along=None) -> str:
    """One self-contained page whose slider `along` a control works with no kernel and no network."""
    return _exhaust(_make(explorer, "html", along)).decode()


def still(picture: bytes, words: str) -> str:
    """A PNG picture with its words, for a notebook that is open but has not run."""
    image, alt = base64.b64encode(picture).decode(), html.escape(words, quote=True)
    return (f'<figure class="regviz-still"><img src="data:image/png;base64,{image}" alt="{alt}" '
            f'style="max-width:100%"><figcaption>{alt}</figcaption><small>{_STILL}</small></figure>')


def _exhaust(steps):
    """The value that a generator returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def _make(explorer, kind, along):
    """A generator that yields progress in words and returns the file's bytes."""
    if kind == "gif":
        return (yield from _gif(explorer, _swept(explorer, along)))
    if kind == "html":
        return (yield from _html(explorer, _swept(explorer, along)))
    yield f"drawing the {kind.upper()}"
    return explorer.png(scale=2) if kind == "png" else _vector(explorer, kind)


@flipbook.alone
def _vector(explorer, kind):
    _ = explorer.fit  # brings the views to the present state
    flipbook.settle(explorer.fig)
    buffer = io.BytesIO()
    explorer.fig.savefig(buffer, format=kind, metadata={"CreationDate" if kind == "pdf" else "Date": None})
    return buffer.getvalue()


def _swept(explorer, along):
    """The name of the control that is swept, and the keys of its positions with the others held."""
    names = list(explorer.controls)
    name = names[0] if along is None else along
    if name not in names:
        raise ValueError(f"along must be one of {', '.join(names)}, got {along!r}.")
    here, place, count = explorer.key.split("|"), names.index(name), len(explorer.controls[name].values)
    if count > 1000:
        raise ValueError(f"along: {name} has {count} positions, too many for one sweep; name another control.")
    return name, ["|".join([*here[:place], str(i), *here[place + 1:]]) for i in range(count)]


@flipbook.alone
def _camera(explorer):
    """A function from a key to its frame; the background is drawn once."""
    flipbook.settle(explorer.fig)
    canvas = FigureCanvasAgg(explorer.fig)
    with flipbook.hidden(explorer.moving):
        canvas.draw()
    still = canvas.copy_from_bbox(explorer.fig.bbox)

    @flipbook.alone
    def frame(key):
        explorer._show(key)
        canvas.restore_region(still)
        for artist in sorted(explorer.moving, key=lambda a: a.get_zorder()):
            artist.draw(canvas.get_renderer())
        return flipbook.palette(canvas)
    return frame


def _gif(explorer, swept):
    """Every position once, there and back."""
    name, keys = swept
    frame, frames = _camera(explorer), []
    for i, key in enumerate(keys):
        frames.append(frame(key))
        yield f"drawing {i + 1} of {len(keys)} along {name}"
    yield f"writing {len(keys)} frames"
    buffer = io.BytesIO()
    frames[0].save(buffer, "gif", save_all=True, append_images=frames[1:] + frames[-2:0:-1], duration=60, loop=0)
    return buffer.getvalue()


def _html(explorer, swept):
    """The page: the scripts with the pages of one control inlined."""
    name, keys = swept
    pages = []
    for i, key in enumerate(keys):
        pages.append(explorer._page(key))
        yield f"drawing {i + 1} of {len(keys)} along {name}"
    control = explorer.controls[name]
    held = [f"{c.label}: {c.told()}" for c in explorer.controls.values() if c is not control]
    here = control.part()
    data = {
        "plan": explorer.widget.plan | {"controls": [control.spec()], "handles": [], "tools": []},
        "packed": base64.b64encode(gzip.compress(json.dumps(pages).encode(), mtime=0)).decode(),
        "start": int(here) if here.isdigit() else control.nearest(control.widget.value),
        "background": "data:image/png;base64," + base64.b64encode(explorer.widget.background).decode(),
    }
    look = (flipbook.HERE / "flipbook.css").read_text(encoding="utf-8")
    title = f"Drag {control.label}" + (f" ({', '.join(held)})" if held else "")
    inline = json.dumps(data).replace("</", "<\\/")
    return (f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" '
            f'content="width=device-width"><title>regviz: {html.escape(title)}</title>\n<style>\nbody {{ font: 15px '
            f'sans-serif; max-width: 1100px; margin: 2em auto; padding: 0 1em; }}\n{look}</style>\n'
            f'<main id="regviz"><h1>{html.escape(title)}</h1></main>\n<script type="module">\n{flipbook.SCRIPT}\n'
            f'standalone(document.getElementById("regviz"), {inline});\n</script></html>\n').encode()
