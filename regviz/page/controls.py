"""Controls: the state of ordinary ipywidgets, and the keys that name an explorer's states.

A key such as `40|0|v3.2` has one part for each control: the position of its value, or `v` and the
value itself where it stands between two positions. The page draws the controls itself
(controls.js): with names, exact values, and keys that work.
"""

import math
from collections.abc import Hashable, Mapping, Sequence

import ipywidgets as widgets

from regviz.core.arguments import (
    check_flag,
    check_number,
    check_text,
    checked,
    number,
    whole,
)
from regviz.core.formatting import plain

_CHOICES = (widgets.Dropdown, widgets.ToggleButtons, widgets.RadioButtons,
            widgets.SelectionSlider, widgets.Select)
_FLAGS = (widgets.Checkbox, widgets.ToggleButton)
_SLIDERS = (widgets.IntSlider, widgets.FloatSlider, widgets.FloatLogSlider,
            widgets.BoundedFloatText)


def _real(value, name):
    """A finite number: an int where it is a whole one of Python's or numpy's, else a float."""
    found = number()(value, name)
    return int(value) if hasattr(value, "__index__") else found


def _step(value, name):
    """A positive number, as `_real` gives it."""
    number(0, above=True)(value, name)
    return _real(value, name)


def _options(options, name):
    """Two or more texts, or pairs of text and value, or a dictionary of such."""
    if isinstance(options, (str, bytes)) or not isinstance(options, (Sequence, Mapping)):
        raise TypeError(f"{name} must be a list of texts, or of pairs of text and value, "
                        f"got {options!r:.60}.")
    if not options:
        raise ValueError(f"{name} must hold one text at least, got {options!r}.")
    return options


@checked(
    lam_max=check_number,
    decades=number(high=200),
    value=number(0,
    above=True),
    count=whole(20, 10_000),
)
def lam_slider(lam_max: float, decades: float = 3.0, value: float | None = None, count: int = 121):
    """A log slider for lam from `lam_max`·10^−decades to a little beyond `lam_max`.

    Its `count` positions include lam_max; `value` (default: half way) is moved to the nearest one.
    """
    if not (math.isfinite(lam_max) and lam_max > 0):
        raise ValueError(f"lam_max must be a positive number, got {lam_max!r}.")
    if not (decades > 0 and count >= 20):
        raise ValueError("decades must be positive and count at least 20, "
                         f"got {decades!r} and {count!r}.")
    beyond = 4
    step = decades / (count - 1 - beyond)
    top = math.log10(lam_max)
    wanted = -0.5 * decades if value is None else math.log10(value) - top
    start = 10 ** (top + step * round(wanted / step))
    return widgets.FloatLogSlider(value=start, base=10, min=top - decades,
                                  max=top + beyond * step, step=step)


@checked(low=_real, high=_real, step=_step, value=_real)
def slider(low, high, step=None, value=None):
    """A slider from `low` to `high`: whole numbers when all that is given is whole."""
    if not low < high:
        raise ValueError(f"slider: low must be below high, got {low!r} and {high!r}.")
    value = low if value is None else value
    if not low <= value <= high:
        raise ValueError(f"slider: value must lie between low and high, {low!r} and {high!r}, "
                         f"got {value!r}.")
    if all(isinstance(v, int) for v in (low, high, value, step or 1)):
        return widgets.IntSlider(value=value, min=low, max=high, step=step or 1)
    return widgets.FloatSlider(value=value, min=low, max=high, step=step or (high - low) / 60)


@checked(low=check_number, high=check_number, value=number(0, above=True), steps=whole(1, 1000))
def log_slider(low, high, value=1.0, steps=3):
    """A slider over powers of ten from `low` to `high`, with `steps` positions in every decade."""
    if not 0 < low < high:
        raise ValueError(f"log_slider: low must be positive and below high, got {low!r}, {high!r}.")
    ends = [round(steps * math.log10(end)) / steps for end in (low, high)]
    return widgets.FloatLogSlider(value=value, base=10, min=ends[0], max=ends[1], step=1 / steps)


@checked(options=_options)
def choice(options, value=None):
    """A row of buttons: one of `options` (texts, or pairs of text and value)."""
    values = [each for _, each in _pairs(options)]
    if value is not None and (not isinstance(value, Hashable) or value not in values):
        raise ValueError(f"choice: value must be one of the options, {values}, got {value!r:.60}.")
    return widgets.ToggleButtons(options=options, **({} if value is None else {"value": value}))


@checked(label=check_text, value=check_flag)
def toggle(label: str, value: bool = False):
    """A check box."""
    return widgets.Checkbox(value=value, description=label)


@checked(value=whole(0, 9999))
def sample(value: int = 0):
    """The number of the sample drawn: `new sample` adds one; going back brings the old one back."""
    return widgets.BoundedIntText(value=value, min=0, max=9999, step=1)


class Control:
    """One control: its widget, the `values` of its positions, and its part of a key.

    What the widget holds (`raw`) is the index of a choice and the value of everything else.
    """

    def __init__(self, name: str, widget):
        self.name = name
        self.widget = widget
        self.field = "value"
        self.options = ()
        if isinstance(widget, _CHOICES):
            self.kind, self.field = "choice", "index"
            self.options, self.values = zip(*_pairs(widget.options), strict=True)
        elif isinstance(widget, _FLAGS):
            self.kind, self.values = "flag", (False, True)
        elif isinstance(widget, widgets.BoundedIntText):
            self.kind, self.values = "sample", range(widget.min, widget.max + 1)
        elif isinstance(widget, _SLIDERS):
            self.kind, self.values = "slider", _positions(widget)
        else:
            raise TypeError(f"{name}: {type(widget).__name__} is not a control regviz knows; use "
                            "rv.lam_slider, rv.slider, rv.choice, rv.toggle, rv.sample or a slider "
                            "of ipywidgets.")
        self.label = widget.description or name.replace("_", " ")

    @property
    def raw(self):
        """What the widget holds now."""
        return getattr(self.widget, self.field)

    @raw.setter
    def raw(self, value):
        setattr(self.widget, self.field, value)

    def to_raw(self, value):
        """What the widget holds at a value; ValueError for one that the control cannot take."""
        low, high = self.values[0], self.values[-1]
        if self.kind in ("choice", "flag"):
            if value not in self.values:
                raise ValueError(f"{self.name} must be one of {list(self.values)}, got {value!r}.")
            return self.values.index(value) if self.kind == "choice" else bool(value)
        near = 1e-9  # an end of the slider, computed in another way, may differ by rounding
        if not hasattr(value, "__float__") or not (
                low - near * abs(low) <= float(value) <= high + near * abs(high)):
            raise ValueError(f"{self.name} must lie between {low:.4g} and {high:.4g}, "
                             f"got {value!r}.")
        if isinstance(low, int) and value != int(value):
            raise ValueError(f"{self.name} must be a whole number, got {value!r}.")
        return type(low)(min(max(value, low), high))

    def part(self, raw) -> str:
        """The part of a key for what the widget holds."""
        if self.kind != "slider":
            return str(int(raw) - (self.values[0] if self.kind == "sample" else 0))
        i = self.nearest(raw)
        gap = abs(self.values[i] - self.values[i - 1 if i else 1])
        if abs(self.values[i] - raw) <= 1e-6 * gap:
            return str(i)
        return f"v{raw!r}".removesuffix(".0")

    def nearest(self, raw) -> int:
        """The position nearest to a slider's value."""
        return min(range(len(self.values)), key=lambda i: abs(self.values[i] - raw))

    def decode(self, part: str):
        """The value that a part of a key stands for."""
        if part.startswith("v"):
            return type(self.values[0])(float(part[1:]))
        return self.values[int(part)]

    def told(self) -> str:
        """The present value in words."""
        if self.kind == "choice":
            return str(self.options[self.raw])
        return ("no", "yes")[self.raw] if self.kind == "flag" else plain(self.raw, 3)

    def spec(self) -> dict:
        """What the page's script needs to know."""
        spec = {"name": self.name, "label": self.label, "kind": self.kind}
        if self.kind == "choice":
            return spec | {"options": [str(label) for label in self.options]}
        if self.kind == "flag":
            return spec
        spec |= {"low": self.values[0], "high": self.values[-1]}
        if self.kind == "slider":
            spec |= {"values": list(self.values), "whole": isinstance(self.values[0], int)}
        return spec


class Controls(dict):
    """The controls of an explorer by name, and the keys of its states."""

    def __init__(self, given: dict):
        super().__init__({name: Control(name, widget) for name, widget in given.items()})

    @property
    def raw(self) -> dict:
        """What every widget holds now."""
        return {name: control.raw for name, control in self.items()}

    def to_raw(self, values: dict) -> dict:
        """What the widgets hold at these values; ValueError for a name or a value that is wrong."""
        for name in values:
            if name not in self:
                raise ValueError(f"{name!r} is not a control of this explorer; it has "
                                 f"{', '.join(self)}.")
        return {name: self[name].to_raw(value) for name, value in values.items()}

    def key(self, raw: dict | None = None) -> str:
        """The key of what the widgets hold, with `raw` in place of some of it."""
        held = self.raw | (raw or {})
        return "|".join(control.part(held[name]) for name, control in self.items())

    def decode(self, key: str) -> dict:
        """The value of every control in a state."""
        parts = zip(self.values(), key.split("|"), strict=True)
        return {control.name: control.decode(part) for control, part in parts}

    def along(self, name: str, key: str, positions=None) -> list[str]:
        """The keys of all positions (or those given) of one control, the others as in `key`."""
        place = list(self).index(name)
        parts = key.split("|")
        positions = range(len(self[name].values)) if positions is None else positions
        return ["|".join([*parts[:place], str(i), *parts[place + 1:]]) for i in positions]

    def position(self, name: str, key: str) -> int:
        """The position of a control in a state, the nearest one where it stands between two."""
        part = key.split("|")[list(self).index(name)]
        return int(part) if part.isdigit() else self[name].nearest(float(part[1:]))


def _pairs(options) -> list:
    """Options as ipywidgets takes them (texts, pairs, a dictionary) as pairs of label and value."""
    if hasattr(options, "items"):
        return list(options.items())
    pair = all(isinstance(option, tuple) and len(option) == 2 for option in options)
    return list(options) if pair else [(str(option), option) for option in options]


def _positions(widget) -> tuple:
    """The values a slider stops at."""
    step = widget.step or (widget.max - widget.min) / 100
    count = int(math.floor((widget.max - widget.min) / step + 1e-6)) + 1
    if count < 2:
        raise ValueError("a slider needs two positions or more, "
                         f"got {widget.min!r} to {widget.max!r} by {step!r}.")
    places = [widget.min + i * step for i in range(count)]
    if isinstance(widget, widgets.FloatLogSlider):
        low, high = widget.base ** widget.min, widget.base ** widget.max
        return tuple(min(max(widget.base ** place, low), high) for place in places)
    digits = 10 - math.floor(math.log10(step))  # 0.3, not 0.30000000000000004
    return tuple(min(round(place, digits), widget.max) for place in places)
