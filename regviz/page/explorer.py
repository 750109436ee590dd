"""The explorer: controls -> fit -> views -> page."""

import base64

from regviz import style
from regviz.page import export, flipbook
from regviz.page.controls import Controls
from regviz.page.delivery import Delivery, WhenIdle
from regviz.page.plan import plan
from regviz.page.running import STOPPED, Runner, ended
from regviz.page.widget import Flipbook

REST = 0.2  # seconds without a move after which pages are filled ahead
LOCKED = "Make your prediction first"
_SORRY = "This could not be done, so the picture shows the last state that could be drawn."


class Explorer:
    """Controls that move a picture.

    fit(**values) receives one value per control and returns what the `views` read; `fig` holds the
    views' axes. `first` panels are shown until a box for more is ticked. `title` is the question
    that the picture answers, `stops` are the places worth standing at, `code(**values)` writes what
    `copy as code` copies. `explorer.set(lam=0.3)` is the same gesture for a hand, a test and a
    sentence; `explorer.stop(2)` goes to the second stop.
    """

    def __init__(self, fig, views, fit, first: int | None = None, code=None, title: str = "",
                 stops=(), **controls):
        if not controls:
            raise ValueError("Explorer needs at least one control, for example "
                             "lam=rv.lam_slider(path.lam_max).")
        self.fig = fig
        self.views = list(views)
        self.controls = Controls(controls)
        self.title = title
        self.call = "explorer"  # the code that makes it, for `copy as code`
        self.stops = tuple(stops)
        self.start = self.values
        self.first = first or 0  # panels shown until a box for more is ticked
        self._code = code
        self._run = Runner(fit)
        self.presenting = style.presenting()
        self._shown_key = self._fit = self._flipbook = None
        self.locked = self.card = ""  # why it is locked, and the name of the card that unlocks it
        self._attached = self._holding = False
        self._filling = WhenIdle()
        self._serving = WhenIdle()
        self.delivery = Delivery()
        self._active = next(iter(self.controls))
        self.stop_keys = [self._key_of(stop) for stop in self.stops]
        self._show(self.key)
        for name, control in self.controls.items():
            control.widget.observe(lambda _, name=name: self._moved(name), control.field)

    # The state

    @property
    def key(self) -> str:
        """The present state in one word."""
        return self.controls.key()

    @property
    def values(self) -> dict:
        """The present value of every control."""
        return self.controls.decode(self.key)

    @property
    @flipbook.alone
    def fit(self):
        """What the function returned for the present state."""
        self._show(self.key)
        return self._fit

    @property
    @flipbook.alone
    def words(self) -> list[str]:
        """One description a view, for the present state."""
        fit = self.fit
        return [view.describe(fit) for view in self.views]

    @property
    def moving(self) -> list:
        """The artists that move, of all views."""
        return [artist for view in self.views for artist in view.artists]

    def set(self, **values) -> "Explorer":
        """Move the named controls together, then follow once."""
        self._hold(self.controls.to_raw(values))
        self._show(self.key)
        return self

    def stop(self, number: int) -> "Explorer":
        """Go to a stop, counted from 1; controls that it does not name stand where they began."""
        if not 1 <= number <= len(self.stops):
            raise ValueError(f"number must be one of the {len(self.stops)} stops of this explorer, "
                             f"counted from 1: got {number!r}.")
        self.set(**self.start | self.stops[number - 1].values)
        if self._flipbook:
            self._flipbook.stop = {"at": number, "told": True}
        return self

    def _key_of(self, stop) -> str:
        """The key of the state of a stop."""
        return self.controls.key(self.controls.to_raw(self.start | stop.values))

    def _hold(self, raw: dict) -> None:
        """Set what some widgets hold, all together, here and on the page."""
        self._holding = True
        try:
            for name, value in raw.items():
                self.controls[name].raw = value
        finally:
            self._holding = False
        self._tell()

    @flipbook.alone
    def _show(self, key: str) -> None:
        """Bring the views to the state `key`; a state shown already costs nothing."""
        if key == self._shown_key:
            return
        self._shown_key = None
        fit = self._run(self.controls.decode(key))
        for view in self.views:
            view.update(fit)
        self._fit, self._shown_key = fit, key

    def _moved(self, name: str) -> None:
        """A widget has moved, by a hand or by code."""
        WhenIdle.moved()
        self._active = name
        if not self._holding:
            self._tell()
            self._follow()

    def _follow(self) -> None:
        """After a move: a browser asks for its page itself; without one the views come along."""
        if self._attached:
            self._rest()
        else:
            self._show(self.key)

    def _tell(self) -> None:
        """Let the page know what the widgets hold."""
        if self._flipbook is not None:
            self._flipbook.values = self.controls.raw

    def _told(self, change) -> None:
        """The page says what its controls hold: the widgets follow."""
        held = self.controls.raw
        new = {name: value for name, value in change["new"].items() if held[name] != value}
        if new:
            self._filling.settle()
            self._hold(new)
            self._follow()

    # The pages

    @flipbook.alone
    def frame(self, key: str) -> list:
        """The page of a state: its key, the moving layers (first panels apart), the words."""
        self._show(key)
        flipbook.settle(self.fig, self.views, self._fit)
        first = set(self.fig.axes[:self.first or None])
        early = [a for view in self.views if view.ax in first for a in view.artists]
        late = [a for view in self.views if view.ax not in first for a in view.artists]
        layers = [flipbook.fragment(self.fig, early)]
        if late:
            layers.append(flipbook.fragment(self.fig, late))
        return [key, layers, [view.describe(self._fit) for view in self.views]]

    def hear(self, message: dict) -> None:
        """A message from the page: a browser has come, wants a page, or asks for a file. An error
        is said under the picture, and rises; an interrupt is only said, and ends filling ahead."""
        stopped = False
        try:
            if self.locked:
                return
            if message["type"] == "hello":
                self._attached = True
                self.delivery.restart()
            elif message["type"] == "here":  # by now the page is heard where it will be heard
                self._filling.settle()
            elif message["type"] == "want":
                if ended(self._flipbook.me, message.get("question", 1)):
                    raise KeyboardInterrupt
                self.delivery.send(self._flipbook.send, self.frame(message["key"]))
            else:
                export.serve(self, message["name"], self._flipbook.send, self._serving.run)
        except BaseException as error:  # an interrupted fit is trouble too
            stopped = isinstance(error, KeyboardInterrupt)
            text = STOPPED if stopped else f"{_SORRY} {type(error).__name__}: {error}"
            told = {"key": message.get("key"), "text": text, "stopped": stopped}
            self._flipbook.send({"type": "trouble"} | told)
            if isinstance(error, Exception):
                raise
        finally:
            WhenIdle.moved()
            self._rest(ahead=not stopped)

    def _rest(self, ahead=True) -> None:
        """Fill pages ahead once the hand has rested; what was filled before ends."""
        if not self.locked:
            pages = self.missing() if ahead else iter(())
            self._filling.run(self.delivery.fill(pages, self._flipbook.send), REST)

    def missing(self):
        """The pages that the browser does not have, in the order in which it may want them."""
        keys = self.delivery.missing(self.controls, self.stop_keys, self.key, self._active)
        return self.delivery.drawn(keys, self.frame)

    # The page

    def lock(self, reason: str = LOCKED) -> None:
        """Take picture, words and stops away and hold the controls, until `unlock()`."""
        self.locked = reason
        self._dress()

    def unlock(self) -> None:
        """Bring the picture back and free the controls."""
        self.locked = ""
        self._dress()

    @property
    @flipbook.alone
    def widget(self):
        """Controls and picture on the page, made when first asked for."""
        if self._flipbook is None:
            self._flipbook = Flipbook(stop={"at": 0, "told": False}, **self._clothes())
            self._flipbook.me = self._flipbook.model_id
            self._flipbook.observe(self._told, "values")
            self._flipbook.on_msg(lambda _, message, __: self.hear(message))
        return self._flipbook

    def _dress(self) -> None:
        """Give the page what it may show now."""
        if self._flipbook is None:
            return
        with self._flipbook.hold_sync():
            for name, value in self._clothes().items():
                setattr(self._flipbook, name, value)

    def _clothes(self) -> dict:
        """What the page shows: all, or empty axes while the explorer is locked."""
        common = {"values": self.controls.raw, "locked": self.locked}
        flipbook.settle(self.fig, self.views, self._fit)
        if self.locked:
            return common | {"plan": self.plan(), "page": [self.key, [""], [""]],
                             "background": flipbook.background(flipbook.blank(self.fig), [])}
        return common | {"plan": self.plan(), "page": self.frame(self.key),
                         "background": flipbook.background(self.fig, self.moving)}

    def plan(self) -> dict:
        """What the page's script needs to know of what never changes."""
        return plan(self)

    # Without a browser

    @flipbook.alone
    def png(self, scale: float = 1.25) -> bytes:
        """The picture at the present state as PNG bytes; empty axes while it is locked."""
        if self.locked:
            return flipbook.still(flipbook.blank(self.fig), scale)
        self._show(self.key)
        flipbook.settle(self.fig, self.views, self._fit)
        return flipbook.still(self.fig, scale)

    def save(self, path, along=None):
        """Write the present state (.png, .svg, .pdf), or the sweep along a control (.gif, .html).

        along: the name of a control, or names; the first control unless given. The file is there
        whole or not at all. Returns the path. ValueError for another suffix or an unknown control.
        """
        return export.save(self, path, along)

    def to_html(self, along=None, dark: bool = False) -> str:
        """One self-contained page that works with no kernel and no network: the sweep along a
        control, and the stops."""
        return export.to_html(self, along, dark)

    def as_code(self) -> str:
        """The call that brings this picture back, or what `code` makes of its state."""
        if self._code is not None:
            return self._code(**self.values)
        given = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.call}.set({given})"

    def __repr__(self) -> str:
        told = (f"{name}={value:.3g}" if isinstance(value, float) else f"{name}={value!r}"
                for name, value in self.values.items())
        return f"Explorer({', '.join(told)})"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        picture = self.png()
        words = self.locked or " ".join(self.words)
        live, _ = self.widget._repr_mimebundle_()
        flipbook.give_back(self.fig)
        return live | {"text/plain": repr(self),
                       "image/png": base64.b64encode(picture).decode(),
                       "text/html": export.still(picture, words, bool(self.locked))}
