"""A student's hand without a browser: it opens pictures, drags their sliders and asks for pages.

It sends what the page's script sends (regviz/page/host.js): `hello`, the value ten times a second,
and `want` for a page that is not there, one at a time.
"""

import json
import time
import zlib

MOVES = 30  # a second
TOLD = 3  # the kernel hears of every third move


class Picture:
    """One explorer in the eyes of its page; `send(data)` sends a message on its comm."""

    def __init__(self, state, send):
        self.send = send
        self.values = dict(state["values"])
        self.parts = state["page"][0].split("|")
        self.pages = {state["page"][0]}
        self.waits = []  # seconds for each page that was asked for
        self.troubles = []
        self._asked = None
        self._stream = zlib.decompressobj()
        self._rest = ""
        controls = state["plan"]["controls"]
        sliders = [k for k, control in enumerate(controls) if control["kind"] == "slider"]
        self.at = max(sliders, key=lambda k: len(controls[k]["values"]), default=None)
        if self.at is not None:
            self.name = controls[self.at]["name"]
            self.places = controls[self.at]["values"]

    def open(self):
        self._custom(type="hello")

    def hear(self, content, buffers):
        """A custom message of the kernel."""
        if content["type"] == "trouble":
            self.troubles.append(content["text"])
            self._asked = None
        if content["type"] != "pages":
            return
        if content["fresh"]:
            self._stream = zlib.decompressobj()
            self._rest = ""
        *lines, self._rest = (self._rest + self._stream.decompress(buffers[0]).decode()).split("\n")
        self.pages.update(json.loads(line)[0] for line in lines)
        if self._asked and self._asked[0] in self.pages:
            self.waits.append(time.monotonic() - self._asked[1])
            self._asked = None

    def drag(self, seconds):
        """There and back along the longest slider; a generator that wants to be asked again after
        each number of seconds it gives."""
        count = int(seconds * MOVES)
        for move in range(count + 1):
            share = 1 - abs(2 * move / count - 1)
            place = round(share * (len(self.places) - 1))
            self.parts[self.at] = str(place)
            self.values[self.name] = self.places[place]
            if move % TOLD == 0 or move == count:
                self.send({"method": "update", "state": {"values": self.values},
                           "buffer_paths": []})
            self.want()
            yield 1 / MOVES

    def want(self):
        """Ask for the page where the hand is, if it is missing and nothing is asked for."""
        key = "|".join(self.parts)
        if key not in self.pages and self._asked is None:
            self._asked = key, time.monotonic()
            self._custom(type="want", key=key, question=int(1000 * time.time()))

    @property
    def waiting(self):
        """Whether a page that was asked for is still to come."""
        return self._asked is not None

    def _custom(self, **content):
        self.send({"method": "custom", "content": content})


class Pictures(dict):
    """The pictures of a kernel by comm id, as its messages bring them; `send(comm_id, data)`."""

    def __init__(self, send):
        self.send = send
        self.errors = []

    def hear(self, kind, content, buffers):
        """One message of a kernel: its type, its content, its buffers."""
        if kind == "error":
            self.errors.append(f"{content['ename']}: {content['evalue']}")
        data = content.get("data", {})
        if kind == "comm_open" and "plan" in data.get("state", {}):
            name = content["comm_id"]
            self[name] = Picture(data["state"], lambda told: self.send(name, told))
        elif kind == "comm_msg" and content["comm_id"] in self and data["method"] == "custom":
            self[content["comm_id"]].hear(data["content"], buffers)

    @property
    def sliders(self):
        """Those that have a slider."""
        return [picture for picture in self.values() if picture.at is not None]
