"""The explorer's half in the browser: one widget that holds all state."""

from pathlib import Path

import anywidget
import traitlets

HERE = Path(__file__).parent


def script(*names) -> str:
    """Scripts of this folder as one module."""
    return "".join((HERE / f"{name}.js").read_text("utf-8") for name in ("dom", *names))


PICTURE = "controls", "stops", "present", "export", "flipbook"
SCRIPT = script(*PICTURE, "host")


class Flipbook(anywidget.AnyWidget):
    """Controls, picture, words and stops in the browser. All state is here, in plain data, so that
    a host needs to know no other widget.

    plan: what never changes; background: SVG text or PNG bytes; page: the first page [key, layers,
    words]; values: what every control holds; stop: {"at": 0, "told": False}; locked: why, or "".

    Messages in: `hello` (a browser has opened the picture), `want` (a page that is not there),
    `tool`. Messages out: `pages`, `trouble`, `note`, `file`, `copy`.
    """

    _esm = SCRIPT
    _css = HERE / "flipbook.css"
    plan = traitlets.Dict().tag(sync=True)
    background = traitlets.Any().tag(sync=True)
    page = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    stop = traitlets.Dict().tag(sync=True)
    locked = traitlets.Unicode("").tag(sync=True)
    me = traitlets.Unicode("").tag(sync=True)  # its own id: a host can ask whether it is alive
