"""Pictures, cards and hints on a web page with no kernel.

A *pack* is a script that hands the pages of one picture to the *player*, one script and one style
sheet for a whole site. A script is loaded from a folder of a disk as well as from a server, and
only when its picture comes near the window. Until then, and where no script runs, the page shows
the still picture and its words.
"""

import base64
import html
import io
import json
import re
import string
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from PIL import Image

from regviz.page import flipbook
from regviz.page.cards import Question
from regviz.page.explorer import Explorer
from regviz.page.export import contents
from regviz.page.sweep import Sweep
from regviz.page.widget import HERE, PICTURE, script

MEASURED = 5  # of so many pages one tells what part of each panel is drawn in
PACKS = "pictures"  # the folder of packs, beside the player


@dataclass(frozen=True)
class Packed:
    """What was written of one picture: its two files, and what a page tells of it.

    call: the code that makes it; moved: it does not stand where it begins; wide: as wide as it may
    become, in pixels; tall: the height of its panels one under the other, in widths; along: the
    controls that move; states and size: of the pack, in bytes of its script.
    """

    pack: str
    still: str
    call: str
    moved: bool
    title: str
    words: str
    width: int
    height: int
    wide: int
    tall: float
    along: list
    states: int
    size: int


def player() -> tuple[str, str]:
    """The script and the style sheet that every page with pictures or cards needs."""
    parts = script(*PICTURE, "unpack", "alone", "cards", "embed")
    parts = re.sub("^export default ", "const cards = ", parts, flags=re.M)
    style = [(HERE / f"{name}.css").read_text("utf-8") for name in ("flipbook", "cards", "embed")]
    return f"(() => {{\n{parts}}})();\n", "".join(style)


def write_player(folder) -> None:
    """Write `regviz-player.js` and `regviz-player.css`."""
    for kind, text in zip(("js", "css"), player(), strict=True):
        (Path(folder) / f"regviz-player.{kind}").write_text(text, "utf-8")


def pack(explorer, draft=False) -> tuple[bytes, Sweep, list]:
    """All states of a pack, which they are (see `Sweep`), and what part of the figure each panel
    fills in any of them."""
    sweep = Sweep(explorer, draft)
    drawn, filled = {}, []

    def packed():
        for own in sweep.keys().values():
            if own in drawn:
                continue
            drawn[own] = explorer.frame(own)[1:]
            if len(drawn) % MEASURED == 1:
                filled.append(flipbook.filled(explorer.fig))
        pages = [[key, *drawn[own]] for key, own in sweep.keys().items()]
        return contents(explorer, sweep.controls, sweep.names, pages, close=close())

    def close():
        return [np.round([*panel[:, :2].min(axis=0), *panel[:, 2:].max(axis=0)], 4).tolist()
                for panel in np.array(filled).swapaxes(0, 1)]
    first = packed()
    sweep.add_second(len(first) / len(sweep.states))
    return (packed() if len(sweep.names) > 1 else first), sweep, close()


def publish(explorer, folder, known: Packed | None = None, draft: bool = False) -> Packed:
    """Write the pack and the still picture of an explorer into `folder`/pictures.

    A locked explorer keeps its still picture empty and its words to itself. Files are named by what
    they hold, so equal pictures of different pages are one file. With the pack that is `known`
    already only the still picture is written. A draft holds few states and is soon made.
    """
    places = Path(folder) / PACKS
    places.mkdir(parents=True, exist_ok=True)
    call = explorer.call.partition("(")[0].rpartition(".")[2]
    picture = _still(explorer)
    buffer = io.BytesIO()
    picture.save(buffer, "webp", lossless=True)
    still = f"{call}-{_mark(buffer.getvalue())}.webp"
    (places / still).write_bytes(buffer.getvalue())
    shown = {"still": still, "words": explorer.locked or " ".join(explorer.words),
             "width": picture.width, "height": picture.height}
    if known:
        return replace(known, **shown)
    with _unlocked(explorer):
        data, sweep, close = pack(explorer, draft)
    wide, high = explorer.fig.get_size_inches().tolist()
    tall = sum((bottom - top) / (right - left) * high / wide
               for left, top, right, bottom in close[:explorer.first or None])
    name = f"{call}-{_mark(data)}"
    text = f'regvizPack("{name}","{base64.b64encode(data).decode()}");\n'
    (places / f"{name}.js").write_text(text, "ascii")
    return Packed(pack=f"{name}.js", call=explorer.call, moved=explorer.values != explorer.start,
                  title=explorer.title, wide=round(1.3 * 72 * wide), tall=round(tall, 2),
                  along=sweep.names, states=len(sweep.keys()), size=len(text), **shown)


def _still(explorer) -> Image.Image:
    """The picture as it stands, of the panels that it begins with."""
    whole = Image.open(io.BytesIO(explorer.png()))
    lowest = max(bottom for *_, bottom in explorer.plan()["panels"][:explorer.first or None])
    return whole.crop((0, 0, whole.width, round(lowest * whole.height)))


def _mark(data) -> str:
    return sha256(data).hexdigest()[:8]


@contextmanager
def _unlocked(explorer):
    """With the explorer unlocked inside the `with`."""
    reason = explorer.locked
    if reason:
        explorer.unlock()
    try:
        yield
    finally:
        if reason:
            explorer.lock(reason)


def picture_html(packed: Packed, static: str, card: str = "", more: str = "") -> str:
    """The place of a picture in a page; `static` leads from the page to the folder of the player.

    card: the name of the card that keeps it; more: attributes, such as where it begins,
    `data-state="lam=0.3&stop=2"`.
    """
    words = html.escape(packed.words)
    kept = f' data-card="{card}"' if card else ""
    below = f"<figcaption>{words}</figcaption>"
    if card:
        below = f'<p class="regviz-veil"><b>{words}</b></p>'
    base = f"{static}/{PACKS}"
    image = (f'<img src="{base}/{packed.still}" alt="{words}" width="{packed.width}" '
             f'height="{packed.height}" loading="lazy">')
    return (f'<div class="regviz-live" role="group" aria-label="{html.escape(packed.title)}" '
            f'data-pack="{base}/{packed.pack}"{kept} '
            f'style="--wide:{packed.wide}px;--tall:{packed.tall}" {more}>'
            f'<figure class="regviz-still">{image}{below}</figure></div>')


def question_html(card: Question) -> str:
    """A card that answers in the page; without a script it is its question and a folded answer."""
    # No "<" in a script's text: "<!--<script" would take the rest of the page into it.
    state = json.dumps(card.alone(), ensure_ascii=False).replace("<", "\\u003c")
    return (f'<div class="regviz-question">{card.still}'
            f'<script type="application/json">{state}</script></div>')


def hints_html(hints) -> str:
    """Hints that are unfolded one after the other."""
    inner = ""
    for number, hint in reversed(list(enumerate(hints, 1))):
        inner = (f'<details class="regviz-hint"><summary>Hint {number} of {len(hints)}</summary>'
                 f"<p>{html.escape(hint)}</p>{inner}</details>")
    return inner


def page_html(packed: Packed, static: str) -> str:
    """A page of one picture, for a frame in somebody's page; its address holds the state."""
    page = string.Template((HERE / "embed.html").read_text("utf-8"))
    return page.substitute(title=html.escape(packed.title), static=static,
                           picture=picture_html(packed, static, more="data-address"))


def install(shell, folder, static: str, draft: bool = False) -> None:
    """From here on the cells of a running notebook show pictures and cards as HTML that needs no
    kernel. Packs go to `folder`; what was written stands in the metadata of the output."""
    def picture(explorer, **_):
        packed = publish(explorer, folder, draft=draft)
        shown = {"text/html": picture_html(packed, static, explorer.locked and explorer.card),
                 "text/plain": repr(explorer)}
        return shown, {"regviz": asdict(packed)}

    def question(card, **_):
        return {"text/html": question_html(card), "text/plain": repr(card)}
    show = shell.display_formatter.mimebundle_formatter
    show.for_type(Explorer, picture)
    show.for_type(Question, question)
