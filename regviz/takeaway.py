"""What leaves the room with the student: pictures, the sweep as an animation, a page without a kernel."""

from __future__ import annotations

import base64
import html
import io
import json
import os
import tempfile
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from . import stage

TOOLS = [["png", "PNG picture"], ["svg", "SVG picture"], ["pdf", "PDF picture"], ["gif", "GIF animation"],
         ["html", "HTML page"], ["code", "copy as code"]]
MIMES = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf", "gif": "image/gif", "html": "text/html"}


def serve(explorer, name: str) -> None:
    """Answer a button under the picture: send the file to the browser, in slices where it takes long."""
    send = explorer._stage.send
    if name == "code":
        send({"type": "copy", "text": explorer.as_code()})
        return

    def steps():
        result = yield from _make(explorer, name, None)
        file_name = f"regviz-{explorer!r}.{name}".replace("Explorer(", "").replace("):", "").replace(").", ".")
        send({"type": "file", "name": file_name.replace(", ", "-").replace("'", ""), "mime": MIMES[name]},
             buffers=[result])
        yield "saved"

    def tell(progress):
        if progress:
            send({"type": "note", "text": progress[-1]})

    if not explorer._taking.run(steps(), tell):
        for progress in steps():
            tell([progress])


def save(explorer, path, along=None) -> Path:
    """Write what the suffix of `path` names; the file is there whole or not at all."""
    path = Path(path)
    kind = path.suffix.lower().lstrip(".")
    if kind not in MIMES:
        raise ValueError(f"path must end in one of {', '.join('.' + k for k in MIMES)}, got {path.name!r}.")
    data = _exhaust(_make(explorer, kind, along))
    handle, scratch = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(scratch, path)
    except BaseException:
        os.unlink(scratch)
        raise
    return path


def to_html(explorer, along=None) -> str:
    return _exhaust(_make(explorer, "html", along)).decode()


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
    if kind == "png":
        return explorer.png(scale=2)
    explorer.png(scale=0.2)  # brings the views to the present state and lays the figure out
    buffer = io.BytesIO()
    explorer.fig.savefig(buffer, format=kind, metadata={"CreationDate" if kind == "pdf" else "Date": None})
    return buffer.getvalue()


def _swept(explorer, along):
    """The name of the control that is swept, and the keys of its positions with the others held."""
    names = list(explorer.controls)
    name = names[0] if along is None else along
    if name not in names:
        raise ValueError(f"along must be one of {', '.join(names)}, got {along!r}.")
    here, place = explorer.key.split("|"), names.index(name)
    return name, ["|".join([*here[:place], str(i), *here[place + 1:]]) for i in range(explorer.controls[name].count)]


def _gif(explorer, swept):
    """Every position once, there and back, the background drawn once."""
    name, keys = swept
    fig, frames, kept = explorer.fig, [], explorer.key
    stage.settle(fig)
    canvas = FigureCanvasAgg(fig)
    with stage.hidden(explorer.moving):
        canvas.draw()
    still = canvas.copy_from_bbox(fig.bbox)
    for i, key in enumerate(keys):
        explorer._show(key)
        canvas.restore_region(still)
        for artist in sorted(explorer.moving, key=lambda a: a.get_zorder()):
            artist.draw(canvas.get_renderer())
        image = Image.fromarray(np.array(canvas.buffer_rgba())[..., :3])
        frames.append(image.quantize(96, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE))
        yield f"drawing {i + 1} of {len(keys)} along {name}"
    explorer._show(kept)
    buffer = io.BytesIO()
    yield f"writing {len(keys)} frames"
    frames[0].save(buffer, "gif", save_all=True, append_images=frames[1:] + frames[-2:0:-1], duration=60, loop=0)
    return buffer.getvalue()


def _html(explorer, swept):
    """The page: stage.js with the pages of one control inlined."""
    name, keys = swept
    pages = []
    for i, key in enumerate(keys):
        pages.append(explorer._page(key))
        yield f"drawing {i + 1} of {len(keys)} along {name}"
    _ = explorer.widget
    control = explorer.controls[name]
    labels = [f"{v:.3g}" if isinstance(v, float) else str(v) for v in map(control.at, range(control.count))]
    held = {k: v for k, v in explorer.values.items() if k != name}
    data = {
        "plan": explorer._plan | {"controls": [], "handles": [], "tools": []}, "pages": pages, "name": name,
        "labels": labels, "start": min(keys.index(explorer.key) if explorer.key in keys else 0, len(keys) - 1),
        "background": "data:image/png;base64," + base64.b64encode(explorer._stage.background).decode(),
    }
    script = (stage.HERE / "stage.js").read_text(encoding="utf-8")
    look = (stage.HERE / "stage.css").read_text(encoding="utf-8")
    title = f"{name}" + (f" at {', '.join(f'{k} = {v}' for k, v in held.items())}" if held else "")
    inline = json.dumps(data).replace("</", "<\\/")
    return (f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" '
            f'content="width=device-width"><title>regviz: {html.escape(title)}</title>\n<style>\nbody {{ font: 15px '
            f'sans-serif; max-width: 1100px; margin: 2em auto; padding: 0 1em; }}\n{look}</style>\n'
            f'<h1>{html.escape(title)}</h1>\n<main id="regviz"></main>\n<script type="module">\n{script}\n'
            f'standalone(document.getElementById("regviz"), {inline});\n</script></html>\n').encode()
