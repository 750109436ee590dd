"""Which states of an explorer go into a file that has no kernel to ask for more."""

import copy

import numpy as np

MOST = 1500  # states along the controls that are named
AROUND = 140  # with this many no more sweeps are added around stops
SAMPLES = 24  # draws of a control that brings a new sample
ROOM = 110, 30_000  # states, and bytes about, for a second control
DRAFT = 16  # positions of the first control in a draft
ROWS = 7  # positions of a second slider
FEWEST = 8  # positions of the first control that make a row


def along(explorer, names) -> list[str]:
    """The keys of all positions of the named controls, the others held, and of the stops."""
    count = 1
    for name in names:
        count *= len(explorer.controls[name].values)
    if count > MOST:
        raise ValueError(f"along: {' and '.join(names)} have {count} positions, too many for one "
                         f"file (at most {MOST}); name another control.")
    keys = [explorer.key]
    for name in names:
        keys = [key for old in keys for key in explorer.controls.along(name, old)]
    return keys


def with_stops(explorer, name, keys) -> list[str]:
    """The keys and those of the stops, with the sweep of a control from each stop on."""
    for key in explorer.stop_keys:
        row = explorer.controls.along(name, key)
        keys = keys + [key] + (row if len(keys) + len(row) < AROUND else [])
    return list(dict.fromkeys(keys))


class Sweep:
    """The states of a pack: all of the first control, the stops, and as much of a second control as
    there is room for, at fewer positions of both. A draft has few of the first and the stops.

    names: the controls that can be moved; controls: theirs, with the positions that are there.
    """

    def __init__(self, explorer, draft=False):
        self.explorer = explorer
        self.draft = draft
        self.controls = copy.copy(explorer.controls)
        self.base = self.controls.raw
        first = next(iter(self.controls))
        self.names = [first]
        self._thin(first, SAMPLES)
        self.states = [self.base, *self._row(self.base)]
        to_raw = explorer.controls.to_raw
        for stop in explorer.stops:
            raw = to_raw(explorer.start | stop.values)
            row = self._row(raw)
            fits = len(self.states) + len(row) < AROUND and not self.draft
            self.states += [raw, *(row if fits else [])]

    def add_second(self, each: float) -> None:
        """Take a second control in, `each` of whose states takes so many bytes."""
        if self.draft:
            return
        room = min(ROOM[0], int(ROOM[1] / max(each, 1)))
        first, *others = self.controls
        others.sort(key=lambda name: self.controls[name].kind == "sample")
        for name in others:
            control = self.controls[name]
            whole = control.kind in ("choice", "flag")
            rows = len(control.values) if whole else min(len(control.values), ROWS)
            wide = min(room // (rows - 1), len(self.controls[first].values))
            if wide < min(FEWEST, len(self.controls[first].values)):
                continue
            if not whole:
                self._thin(name, rows)
            self.names.append(name)
            for i in range(len(self.controls[name].values)):
                raw = self.base | {name: _raw(self.controls[name], i)}
                self.states += self._row(raw, wide)
            return

    def keys(self) -> dict[str, str]:
        """Of every state its key in the pack, and in the explorer."""
        return {self.controls.key(raw): self.explorer.controls.key(raw) for raw in self.states}

    def _row(self, raw, most=None):
        """The states along the first control."""
        control = self.controls[self.names[0]]
        here = control.nearest(self.base[control.name]) if control.kind == "slider" else 0
        most = most or (DRAFT if self.draft else len(control.values))
        places = _some(len(control.values), most, here)
        return [raw | {control.name: _raw(control, i)} for i in places]

    def _thin(self, name, most):
        """Leave a slider or a sample `most` of its positions, with the one where it stands."""
        control = copy.copy(self.controls[name])
        if control.kind == "sample":
            control.values = control.values[:max(most, control.raw - control.values[0] + 1)]
        elif control.kind == "slider" and name != self.names[0]:
            here = control.nearest(control.raw)
            control.values = tuple(control.raw if i == here else control.values[i]
                                   for i in _some(len(control.values), most, here))
        self.controls[name] = control


def _raw(control, i):
    """What the widget of a control holds at a position."""
    return bool(i) if control.kind == "flag" else i if control.kind == "choice" else \
        control.values[i]


def _some(count, most, here):
    """About `most` of the positions 0, 1, ..., count − 1: both ends, the one that is `here`, and
    the others evenly between."""
    ends = np.linspace(0, count - 1, max(min(most, count), 2)).round().astype(int)
    moved = ends[np.argmin(np.abs(ends - here))]
    if most < count and moved not in (0, count - 1):
        ends = ends[ends != moved]
    return sorted({*ends.tolist(), here})
