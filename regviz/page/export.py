"""Files made of an explorer: pictures, the sweep as an animation, a page that needs no kernel."""

import base64
import html
import io
import string
from hashlib import sha256
from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg

from regviz.core.files import write_whole
from regviz.page import flipbook, sweep
from regviz.page.packing import pack
from regviz.page.widget import HERE, PICTURE, script

TOOLS = [["png", "PNG picture"], ["svg", "SVG picture"], ["pdf", "PDF picture"],
         ["gif", "GIF animation"], ["html", "HTML page"], ["code", "copy as code"]]
MIMES = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf", "gif": "image/gif",
         "html": "text/html"}
# A page with no kernel runs its own script and no other, and asks nobody for anything.
POLICY = ("default-src 'none'; script-src 'sha256-{mark}'; style-src 'unsafe-inline'; "
          "img-src data: blob:; base-uri 'none'; form-action 'none'")
START = """
const packed = document.getElementById("regviz-packed").textContent;
standalone(document.getElementById("regviz"), packed, {{ address: true, dark: {dark} }});
"""
_STILL = "A still picture: run this cell to move it."


def serve(explorer, name: str, send, run) -> None:
    """Answer a button under the picture: `send` the file to the browser, in steps that `run` takes
    between other messages; where it cannot, at once."""
    if name == "code":
        send({"type": "copy", "text": explorer.as_code()})
        return

    def steps():
        try:
            result = yield from _make(explorer, name, None)
        except Exception as error:
            send({"type": "note", "text": f"not saved: {type(error).__name__}: {error}"})
            raise
        told = repr(explorer).removeprefix("Explorer(").rstrip(")")
        told = told.replace(", ", "-").replace("'", "")
        file = {"type": "file", "name": f"regviz-{told}.{name}", "mime": MIMES[name]}
        send(file, buffers=[result])
        yield "saved"

    def told_steps():
        for told in steps():
            yield send({"type": "note", "text": told})

    if not run(told_steps()):
        _exhaust(told_steps())


def save(explorer, path, along=None) -> Path:
    """Write a file of an explorer; see `Explorer.save`."""
    path = Path(path)
    kind = path.suffix.lower().lstrip(".")
    if kind not in MIMES:
        raise ValueError(f"path must end in one of {', '.join('.' + k for k in MIMES)}, "
                         f"got {path.name!r}.")
    write_whole(path, _exhaust(_make(explorer, kind, along)))
    return path


def to_html(explorer, along=None, dark: bool = False) -> str:
    """The page of an explorer; see `Explorer.to_html`."""
    return _exhaust(_make(explorer, "html", along, dark)).decode()


def still(picture: bytes, words: str, locked: bool = False) -> str:
    """A PNG picture with its words, for a notebook that is open but has not run."""
    image = base64.b64encode(picture).decode()
    alt = html.escape(words, quote=True)
    kind = "regviz-still regviz-kept" if locked else "regviz-still"
    return (f'<figure class="{kind}"><img src="data:image/png;base64,{image}" alt="{alt}" '
            f'style="max-width:100%"><figcaption>{alt}</figcaption>'
            f'<small>{_STILL}</small></figure>')


def _exhaust(steps):
    """The value that a generator returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def _make(explorer, kind, along, dark=False):
    """A generator that yields progress in words and returns the file's bytes."""
    if explorer.locked:
        raise ValueError("this explorer is locked until a prediction is made: call unlock() first.")
    if kind == "gif":
        return (yield from _gif(explorer, _swept(explorer, along)))
    if kind == "html":
        return (yield from _html(explorer, _swept(explorer, along), dark))
    yield f"drawing the {kind.upper()}"
    return explorer.png(scale=2) if kind == "png" else _vector(explorer, kind)


@flipbook.alone
def _vector(explorer, kind):
    _ = explorer.fit  # brings the views to the present state
    flipbook.settle(explorer.fig)
    buffer = io.BytesIO()
    metadata = {"CreationDate" if kind == "pdf" else "Date": None}
    explorer.fig.savefig(buffer, format=kind, metadata=metadata)
    return buffer.getvalue()


def _swept(explorer, along):
    """The names of the controls that are swept, and the keys of all their positions with the other
    controls held."""
    names = list(explorer.controls)
    swept = [names[0]] if along is None else [along] if isinstance(along, str) else list(along)
    for name in swept:
        if name not in names:
            raise ValueError(f"along must be one of {', '.join(names)}, got {name!r}.")
    return swept, sweep.along(explorer, swept)


@flipbook.alone
def _camera(explorer):
    """A function from a key to its bitmap; the background is drawn once."""
    flipbook.settle(explorer.fig)
    canvas = FigureCanvasAgg(explorer.fig)
    with flipbook.hidden(explorer.moving):
        canvas.draw()
    still = canvas.copy_from_bbox(explorer.fig.bbox)

    @flipbook.alone
    def bitmap(key):
        explorer.frame(key)
        canvas.restore_region(still)
        for artist in sorted(explorer.moving, key=lambda a: a.get_zorder()):
            artist.draw(canvas.get_renderer())
        return flipbook.palette(canvas)
    return bitmap


def _gif(explorer, swept):
    """Every position once, there and back."""
    names, keys = swept
    bitmap = _camera(explorer)
    images = []
    for i, key in enumerate(keys):
        images.append(bitmap(key))
        yield f"drawing {i + 1} of {len(keys)} along {' and '.join(names)}"
    yield f"writing {len(keys)} frames"
    buffer = io.BytesIO()
    images[0].save(buffer, "gif", save_all=True, append_images=images[1:] + images[-2:0:-1],
                   duration=60, loop=0)
    return buffer.getvalue()


def contents(explorer, controls, names, pages, **more) -> bytes:
    """All that a page with no kernel needs, packed: the plan with `controls`, of which those with
    `names` can be moved, and with `more`, the state where it starts, the background, the pages."""
    flipbook.settle(explorer.fig)
    picture = flipbook.background(explorer.fig, explorer.moving)
    if isinstance(picture, bytes):
        picture = "data:image/png;base64," + base64.b64encode(picture).decode()
    specs = [control.spec() for control in controls.values()]
    plan = explorer.plan() | {"tools": [], "controls": specs} | more
    return pack(pages, plan=plan, along=names, start=controls.raw, background=picture)


def _html(explorer, swept, dark):
    """The page: scripts and style, with the states packed inside."""
    names, keys = swept
    keys = sweep.with_stops(explorer, names[0], keys)
    pages = []
    for i, key in enumerate(keys):
        pages.append(explorer.frame(key))
        yield f"drawing {i + 1} of {len(keys)} along {' and '.join(names)}"
    title = explorer.title or f"Drag {' and '.join(explorer.controls[n].label for n in names)}"
    packed = base64.b64encode(contents(explorer, explorer.controls, names, pages)).decode()
    page = string.Template((HERE / "export.html").read_text("utf-8"))
    run = script(*PICTURE, "unpack", "alone") + START.format(dark=str(dark).lower())
    mark = base64.b64encode(sha256(run.encode()).digest()).decode()
    return page.substitute(title=html.escape(title), script=run, policy=POLICY.format(mark=mark),
                           packed=packed, style=(HERE / "flipbook.css").read_text("utf-8"),
                           theme="dark" if dark else "light").encode()
