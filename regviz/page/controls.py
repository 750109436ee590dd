"""Controls: the state of ordinary ipywidgets, and the way a value becomes a part of a page's key and back.

The page draws them itself (controls.js): with names, exact values, and keys that work.
"""

from __future__ import annotations

import math

import ipywidgets as widgets

from regviz.core.formatting import plain

_CHOICES = (widgets.Dropdown, widgets.ToggleButtons, widgets.RadioButtons, widgets.SelectionSlider, widgets.Select)
_FLAGS = (widgets.Checkbox, widgets.ToggleButton)
_SLIDERS = (widgets.IntSlider, widgets.FloatSlider, widgets.FloatLogSlider, widgets.BoundedFloatText)


def lam_slider(lam_max: float, decades: float = 3.0, value: float | None = None, count: int = 121):
    """A log slider for lam from `lam_max`·10^−decades to a little beyond `lam_max`.

    Its `count` positions include lam_max; `value` (default: half way) is moved to the nearest one.
    """
    if not (math.isfinite(lam_max) and lam_max > 0):
        raise ValueError(f"lam_max must be a positive number, got {lam_max!r}.")
    if not (decades > 0 and count >= 20):
        raise ValueError(f"decades must be positive and count at least 20, got {decades!r} and {count!r}.")
    beyond = 4
    step = decades / (count - 1 - beyond)
    top = math.log10(lam_max)
    wanted = -0.5 * decades if value is None else math.log10(value) - top
    return widgets.FloatLogSlider(value=10 ** (top + step * round(wanted / step)), base=10, min=top - decades,
                                  max=top + beyond * step, step=step)


def slider(low, high, step=None, value=None):
    """A slider from `low` to `high`: whole numbers when all that is given is whole, else real ones."""
    if not low < high:
        raise ValueError(f"slider: low must be below high, got {low!r} and {high!r}.")
    whole = all(isinstance(v, int) for v in (low, high, 1 if step is None else step))
    kind, step = (widgets.IntSlider, step or 1) if whole else (widgets.FloatSlider, step or (high - low) / 60)
    return kind(value=low if value is None else value, min=low, max=high, step=step)


def choice(options, value=None):
    """A row of buttons: one of `options` (texts, or pairs of text and value)."""
    return widgets.ToggleButtons(options=options, **({} if value is None else {"value": value}))


def toggle(label: str, value: bool = False):
    """A check box."""
    return widgets.Checkbox(value=value, description=label)


def sample(value: int = 0):
    """The number of the sample drawn: `new sample` adds one, and going back brings the old sample back."""
    return widgets.BoundedIntText(value=value, min=0, max=9999, step=1)


class Control:
    """One control of an explorer: its widget, the `values` of its positions, and its part of a page's key."""

    def __init__(self, name: str, widget):
        self.name, self.widget = name, widget
        if isinstance(widget, _CHOICES):
            self.kind, self.field, self.values = "choice", "index", tuple(widget._options_values)
        elif isinstance(widget, _FLAGS):
            self.kind, self.field, self.values = "flag", "value", (False, True)
        elif isinstance(widget, widgets.BoundedIntText):
            self.kind, self.field, self.values = "sample", "value", range(widget.min, widget.max + 1)
        elif isinstance(widget, _SLIDERS):
            self.kind, self.field, self.values = "slider", "value", _positions(widget)
        else:
            raise TypeError(f"{name}: {type(widget).__name__} is not a control regviz knows; use rv.lam_slider, "
                            f"rv.slider, rv.choice, rv.toggle, rv.sample or a slider of ipywidgets.")
        self.label = widget.description or name.replace("_", " ")

    def part(self) -> str:
        """The present value's part of the key: a position, or `v` and the value when it is between two."""
        value = getattr(self.widget, self.field)
        if self.kind != "slider":
            return str(int(value) - (self.values[0] if self.kind == "sample" else 0))
        i = self.nearest(value)
        gap = abs(self.values[i] - self.values[i - 1 if i else 1])
        return str(i) if abs(self.values[i] - value) <= 1e-6 * gap else f"v{value!r}".removesuffix(".0")

    def nearest(self, value) -> int:
        """The position nearest to a slider's value."""
        return min(range(len(self.values)), key=lambda i: abs(self.values[i] - value))

    def decode(self, part: str):
        """The value that a part of a key stands for."""
        if part.startswith("v"):
            return type(self.values[0])(float(part[1:]))
        return self.values[int(part)]

    def told(self) -> str:
        """The present value in words."""
        value = getattr(self.widget, self.field)
        if self.kind == "choice":
            return str(self.widget._options_labels[value])
        return ("no", "yes")[value] if self.kind == "flag" else plain(value, 3)

    def set(self, value) -> None:
        """Set the value, refusing one that the control cannot take."""
        low, high = self.values[0], self.values[-1]
        if self.kind in ("choice", "flag"):
            if value not in self.values:
                raise ValueError(f"{self.name} must be one of {list(self.values)}, got {value!r}.")
        elif not hasattr(value, "__float__") or not low <= float(value) <= high:
            raise ValueError(f"{self.name} must lie between {low:.4g} and {high:.4g}, got {value!r}.")
        elif isinstance(low, int) and value != int(value):
            raise ValueError(f"{self.name} must be a whole number, got {value!r}.")
        self.widget.value = value

    def spec(self) -> dict:
        """What the page's script needs to know."""
        low, high = (0, len(self.values)) if self.kind in ("choice", "flag") else (self.values[0], self.values[-1])
        spec = {"name": self.name, "label": self.label, "kind": self.kind, "model": self.widget.model_id,
                "field": self.field, "low": low, "high": high}
        if self.kind == "choice":
            spec["options"] = [str(label) for label in self.widget._options_labels]
        if self.kind == "slider":
            spec |= {"values": list(self.values), "whole": isinstance(low, int)}
        return spec


def _positions(widget) -> tuple:
    """The values a slider stops at."""
    step = widget.step or (widget.max - widget.min) / 100
    count = int(math.floor((widget.max - widget.min) / step + 1e-6)) + 1
    if count < 2:
        raise ValueError(f"a slider needs two positions or more, got {widget.min!r} to {widget.max!r} by {step!r}.")
    if isinstance(widget, widgets.FloatLogSlider):
        low, high = widget.base ** widget.min, widget.base ** widget.max
        return tuple(min(max(widget.base ** (widget.min + i * step), low), high) for i in range(count))
    digits = 10 - math.floor(math.log10(step))  # 0.3, not 0.30000000000000004
    return tuple(min(round(widget.min + i * step, digits), widget.max) for i in range(count))
