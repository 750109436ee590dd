"""How pages reach the browser: which it has, which it may want next, and how they travel."""

import asyncio
import json
import time
import zlib

AHEAD = 400  # pages filled ahead along the slider in use
ASIDE = 24  # and along each other control
TOGETHER = 8  # pages filled ahead that travel in one message
REMEMBERED = 5000  # keys of pages sent; the browser keeps the pages, up to the script's BOUND
PAUSE = 0.003  # seconds between two steps, for messages to come in


class Delivery:
    """Pages as pieces of one growing zlib stream: what a page shares with those before is sent
    once, and no page is sent twice."""

    def __init__(self):
        self._sent = set()
        self._stream = None

    def restart(self) -> None:
        """Begin a new stream: another browser has come that knows nothing of the old one."""
        self._sent.clear()
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

    def fill(self, pages, send):
        """Send the pages of an iterator some at a time; one step of this generator draws one."""
        ready = []
        for page in pages:
            ready.append(page)
            if len(ready) == TOGETHER:
                self.send(send, *ready)
                ready = []
            yield
        self.send(send, *ready)


class WhenIdle:
    """Runs a generator step by step between messages, and only while every hand rests."""

    hand = 0.0  # when anything in this kernel was last moved

    def __init__(self):
        self._timer = None

    @classmethod
    def moved(cls):
        """Somebody's hand has just moved something."""
        cls.hand = time.monotonic()

    def run(self, steps, rest: float = 0.0) -> bool:
        """Take the steps of a generator, beginning `rest` seconds after the last move.

        What ran before is dropped. False, and nothing done, where no event loop runs.
        """
        if self._timer is not None:
            self._timer.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return False

        def step():
            wait = WhenIdle.hand + rest - time.monotonic()
            if wait <= 0:
                try:
                    next(steps)
                except StopIteration:
                    return
            self._timer = loop.call_later(max(wait, PAUSE), step)

        self._timer = loop.call_later(rest, step)
        return True
