"""Sliders -> the notebook's fit -> views -> stage."""

from __future__ import annotations

import base64
import time
from types import SimpleNamespace

from regviz import style
from regviz.page import export, flipbook
from regviz.page.controls import Control

REST = 0.2  # seconds without a move after which pages are filled ahead
AHEAD, ASIDE = 400, 24  # pages filled ahead along the slider in use, and along each other control
REMEMBERED = 5000  # keys of pages sent; the pages themselves are kept in the browser, up to the script's BOUND
_SORRY = "This could not be done, so the picture shows the last state that could be drawn."


class Fit(SimpleNamespace):
    """A frozen record of one state, for views and texts: `Fit(lam=0.3, coef=coef, df=4.0)`."""

    def __setattr__(self, name, value):
        raise AttributeError(f"a Fit is frozen: make a new one instead of setting {name}.")

    def __getattr__(self, name):
        have = ", ".join(vars(self)) or "nothing"
        raise AttributeError(f"this view reads fit.{name}, but fit(...) returned a Fit with {have}.")


class Explorer:
    """Controls that move a picture.

    `fit(**values)` is the notebook's own function: it receives one value per control and returns what the
    `views` read. `fig` holds the views' axes. `first` panels are shown until a box for more is ticked.
    `explorer.set(lam=0.3)` is the same gesture for a hand, a sentence and a test. `code(**values)`, if given, writes
    what `copy as code` copies.
    """

    def __init__(self, fig, views, fit, first: int | None = None, code=None, **controls):
        if not controls:
            raise ValueError("Explorer needs at least one control, for example lam=rv.lam_slider(path.lam_max).")
        self.fig, self.views, self._function = fig, list(views), fit
        self.controls = {name: Control(name, widget) for name, widget in controls.items()}
        self.moving = [artist for view in self.views for artist in view.artists]
        self._first, self._code = first, code
        self._presenting = style.presenting()
        self._shown_key = self._fit = self._stage = None
        self._filling, self._taking = flipbook.Steps(), flipbook.Steps()
        self._active = next(iter(self.controls))
        self._attached = self._holding = False
        self._sent = set()
        self._show(self.key)
        for name, control in self.controls.items():
            control.widget.observe(lambda change, name=name: self._moved(name), control.field)

    # The state

    @property
    def key(self) -> str:
        """The present state in one word: the parts of all controls."""
        return "|".join(control.part() for control in self.controls.values())

    @property
    def values(self) -> dict:
        """The present value of every control."""
        return self._decode(self.key)

    @property
    @flipbook.alone
    def fit(self):
        """What the notebook's function returned for the present state."""
        self._show(self.key)
        return self._fit

    @property
    @flipbook.alone
    def words(self) -> list[str]:
        """One description a view, for the present state."""
        fit = self.fit
        return [view.describe(fit) for view in self.views]

    def set(self, **values) -> Explorer:
        """Move the named controls together, then follow once."""
        unknown = [name for name in values if name not in self.controls]
        if unknown:
            raise ValueError(f"{unknown[0]!r} is not a control of this explorer; it has {', '.join(self.controls)}.")
        self._holding = True
        try:
            for name, value in values.items():
                self.controls[name].set(value)
        finally:
            self._holding = False
        self._show(self.key)
        return self

    def _decode(self, key: str) -> dict:
        parts = key.split("|")
        return {c.name: c.decode(part) for c, part in zip(self.controls.values(), parts, strict=True)}

    @flipbook.alone
    def _show(self, key: str) -> None:
        """Bring the views to the state `key`; a state shown already costs nothing."""
        if key == self._shown_key:
            return
        self._shown_key = None
        fit = self._function(**self._decode(key))
        for view in self.views:
            view.update(fit)
        self._fit, self._shown_key = fit, key

    def _moved(self, name: str) -> None:
        flipbook.Steps.hand = time.monotonic()
        self._active = name
        if self._attached:
            self._rest()
        elif not self._holding:
            self._show(self.key)

    # The pages

    @flipbook.alone
    def _page(self, key: str) -> list:
        """The page of a state: its key, the moving layers (those of the first panels apart), the words."""
        self._show(key)
        flipbook.settle(self.fig)
        early = set(self.fig.axes[:self._first])
        parts = [[v for v in self.views if v.ax in early], [v for v in self.views if v.ax not in early]]
        layers = [flipbook.fragment(self.fig, [a for v in part for a in v.artists]) for part in parts if part]
        return [key, layers, [view.describe(self._fit) for view in self.views]]

    def _send(self, page: list) -> None:
        if len(self._sent) >= REMEMBERED:
            self._sent.clear()
        self._sent.add(page[0])
        self._stage.send({"type": "page", "page": page})

    def _heard(self, _, message: dict, __) -> None:
        """A message from the page: a browser has come, wants a page it does not have, or asks for a file.

        An error is said in words under the picture, and rises as well.
        """
        try:
            if message["type"] == "hello":
                self._attached, self._sent = True, set()
            elif message["type"] == "want":
                self._send(self._page(message["key"]))
            else:
                export.serve(self, message["name"])
        except BaseException as error:  # an interrupted fit is trouble too
            text = f"{_SORRY} {type(error).__name__}: {error}"
            self._stage.send({"type": "trouble", "key": message.get("key"), "text": text})
            raise
        finally:
            flipbook.Steps.hand = time.monotonic()
            self._rest()

    def _rest(self) -> None:
        """Fill pages ahead once the hand has rested."""
        self._filling.run(self._ahead(), self._send, REST)

    def _ahead(self):
        """Pages not sent yet: along the control in use, nearest first, then a few along each of the others."""
        here, names = self.key.split("|"), list(self.controls)
        for name in sorted(names, key=lambda n: n != self._active):
            control, place = self.controls[name], names.index(name)
            middle = int(here[place]) if here[place].isdigit() else control.nearest(control.widget.value)
            near = sorted(range(len(control.values)), key=lambda i: abs(i - middle))
            for position in near[:AHEAD if name == self._active and control.kind == "slider" else ASIDE]:
                key = "|".join([*here[:place], str(position), *here[place + 1:]])
                if key in self._sent:
                    continue
                try:
                    page = self._page(key)
                except Exception:  # said, and raised, when a hand arrives there and asks for this page
                    continue
                yield page

    # The page

    def lock(self, reason: str = "Predict first") -> None:
        """Veil the picture and hold the controls until `unlock()`."""
        self.widget.locked = reason

    def unlock(self) -> None:
        """Open the picture and the controls."""
        self.widget.locked = ""

    @property
    @flipbook.alone
    def widget(self):
        """Controls and picture on the page, made when first asked for."""
        if self._stage is None:
            page = self._page(self.key)
            background = flipbook.background(self.fig, self.moving)
            self._stage = flipbook.Stage(plan=self._plan(), background=background, page=page)
            self._stage.on_msg(self._heard)
        return self._stage

    def _plan(self) -> dict:
        """What the page's script needs to know."""
        return {
            "controls": [control.spec() for control in self.controls.values()],
            "handles": [{"label": p.label, "names": [p.x, p.y], "at": p.at, "box": p.ax.get_position().bounds,
                         "limits": [p.ax.get_xlim(), p.ax.get_ylim()],
                         "log": [p.ax.get_xscale() == "log", p.ax.get_yscale() == "log"]}
                        for view in self.views for p in view.movable],
            "size": [round(inches * 72) for inches in self.fig.get_size_inches()],
            "presenter": self._presenting, "tools": export.TOOLS, **(self._crop() if self._first else {}),
        }

    def _crop(self) -> dict:
        """How much of the figure the first panels take, and how many words tell of them."""
        boxes = [ax.get_tightbbox(self.fig.canvas.get_renderer()) for ax in self.fig.axes]
        edge = (min(box.y0 for box in boxes[:self._first]) + max(box.y1 for box in boxes[self._first:])) / 2
        return {"shown": 1 - edge / self.fig.bbox.height,
                "first": sum(view.ax in self.fig.axes[:self._first] for view in self.views)}

    # Without a browser

    @flipbook.alone
    def png(self, scale: float = 1.25) -> bytes:
        """The picture at the present state, whole, as PNG bytes."""
        self._show(self.key)
        flipbook.settle(self.fig)
        return flipbook.still(self.fig, scale)

    save, to_html = export.save, export.to_html

    def as_code(self) -> str:
        """The call that brings this picture back, or what `code` makes of its state."""
        if self._code is not None:
            return self._code(**self.values)
        return f"explorer.set({', '.join(f'{name}={value!r}' for name, value in self.values.items())})"

    def __repr__(self) -> str:
        told = ", ".join(f"{k}={v:.3g}" if isinstance(v, float) else f"{k}={v!r}" for k, v in self.values.items())
        return f"Explorer({told})"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        words, picture = " ".join(self.words), self.png()
        live, _ = self.widget._repr_mimebundle_()
        return live | {"text/plain": repr(self), "image/png": base64.b64encode(picture).decode(),
                       "text/html": export.still(picture, words)}
