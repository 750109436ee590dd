"""How pages reach the browser: which it has, which it may want next, and how they travel."""

import asyncio
import json
import time
import zlib

from regviz.page.flipbook import drawing, trim
from regviz.page.running import interruptible

AHEAD = 400  # pages filled ahead along the slider in use
ASIDE = 24  # and along each other control
TOGETHER = 8  # pages filled ahead that travel in one message
REMEMBERED = 5000  # keys of pages sent; the browser keeps the pages, up to the script's BOUND
SLOW = 0.3  # seconds: a page that takes longer is slow
PATIENCE = 15.0  # seconds of slow pages filled ahead after a move
PAUSE = 0.003  # seconds between two steps, for messages to come in


class Delivery:
    """Pages as pieces of one growing zlib stream: what a page shares with those before is sent
    once, and no page is sent twice."""

    def __init__(self):
        self._sent = set()
        self._failed = set()  # keys of pages that could not be filled ahead
        self._stream = None

    def restart(self) -> None:
        """Begin a new stream: another browser has come that knows nothing of the old one."""
        self._sent.clear()
        self._failed.clear()
        self._stream = None

    def send(self, send, *pages) -> None:
        """Send some pages in one message; a browser reads the pieces in order."""
        if not pages:
            return
        if len(self._sent) >= REMEMBERED:
            self._sent.clear()
        self._sent.update(key for key, *_ in pages)
        fresh = self._stream is None
        if fresh:
            self._stream = zlib.compressobj(9)
        lines = "".join(json.dumps(page) + "\n" for page in pages)
        piece = self._stream.compress(lines.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)
        send({"type": "pages", "fresh": fresh}, buffers=[piece])

    def missing(self, controls, stops, here, active):
        """The keys of pages not sent yet: the stops, then along the control in use, nearest first,
        then a few along each of the others."""
        for key in self._wanted(controls, stops, here, active):
            if key not in self._sent:
                yield key

    @staticmethod
    def _wanted(controls, stops, here, active):
        yield from stops
        for name in sorted(controls, key=lambda other: other != active):
            control = controls[name]
            middle = controls.position(name, here)
            near = sorted(range(len(control.values)), key=lambda i: abs(i - middle))
            most = AHEAD if name == active and control.kind == "slider" else ASIDE
            yield from controls.along(name, here, near[:most])

    def drawn(self, keys, frame):
        """The pages of some keys; an empty one where it could not be drawn."""
        for key in keys:
            if key in self._failed:
                continue
            try:
                with interruptible():
                    page = frame(key)
            except KeyboardInterrupt:
                return
            except Exception:  # said, and raised, when a hand arrives there and asks for this page
                self._failed.add(key)
                page = ()
            yield page

    def fill(self, pages, send):
        """Send the pages of an iterator some at a time; one step of this generator draws one.

        An empty page is one that failed. Slow pages are filled for a while only.
        """
        ready = []
        spent = 0.0
        while spent < PATIENCE:
            began = time.monotonic()
            page = next(pages, ...)
            took = time.monotonic() - began
            spent += took if took > SLOW else 0.0
            if page is ...:
                break
            if page:
                ready.append(page)
            if len(ready) == TOGETHER or took > SLOW:
                self.send(send, *ready)
                ready = []
            yield
        self.send(send, *ready)
        trim()


class WhenIdle:
    """Runs a generator step by step between messages, and only while every hand rests."""

    hand = 0.0  # when anything in this kernel was last moved

    def __init__(self):
        self._turn = 0
        self._home = None

    @classmethod
    def moved(cls):
        """Somebody's hand has just moved something."""
        cls.hand = time.monotonic()

    def settle(self):
        """Run from now on where the page is heard: JupyterLab hears it in a thread of its own, and
        what runs there never holds up a cell."""
        self._home = _running_loop() or self._home

    def run(self, steps, rest: float = 0.0) -> bool:
        """Take the steps of a generator, beginning `rest` seconds after the last move.

        What ran before is dropped. False, and nothing done, where no event loop runs.
        """
        self._turn += 1
        turn = self._turn
        gone = self._home is None or self._home.is_closed()
        loop = _running_loop() if gone else self._home
        if loop is None:
            return False

        def step():
            if turn != self._turn:
                return
            wait = WhenIdle.hand + rest - time.monotonic()
            # Whoever draws now is not waited for.
            if wait <= 0 and drawing.acquire(blocking=False):
                try:
                    next(steps)
                except StopIteration:
                    return
                finally:
                    drawing.release()
            loop.call_later(max(wait, PAUSE), step)

        loop.call_soon_threadsafe(loop.call_later, rest, step)
        return True


def _running_loop():
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
