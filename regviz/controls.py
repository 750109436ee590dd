"""Controls: ordinary ipywidgets, each with the way its value becomes a part of a page's key and back."""

from __future__ import annotations

import math

import ipywidgets as widgets

_CHOICES = (widgets.Dropdown, widgets.ToggleButtons, widgets.RadioButtons, widgets.SelectionSlider, widgets.Select)
_FLAGS = (widgets.Checkbox, widgets.ToggleButton)
_WHOLE = (widgets.IntSlider, widgets.BoundedIntText)
_REAL = (widgets.FloatSlider, widgets.FloatLogSlider, widgets.BoundedFloatText)


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
                                  max=top + beyond * step, step=step, readout=False)


def slider(low, high, step=None, value=None):
    """A slider from `low` to `high`: whole numbers when all that is given is whole, else real ones."""
    if not low < high:
        raise ValueError(f"slider: low must be below high, got {low!r} and {high!r}.")
    whole = all(isinstance(v, int) for v in (low, high, 1 if step is None else step))
    kind, step = (widgets.IntSlider, step or 1) if whole else (widgets.FloatSlider, step or (high - low) / 60)
    return kind(value=low if value is None else value, min=low, max=high, step=step, readout=False)


def choice(options, value=None):
    """A row of buttons: one of `options` (texts, or pairs of text and value)."""
    return widgets.ToggleButtons(options=options, style={"button_width": "auto"},
                                 **({} if value is None else {"value": value}))


def toggle(label: str, value: bool = False):
    """A check box."""
    return widgets.Checkbox(value=value, description=label, indent=False, layout={"width": "auto"})


def sample(value: int = 0):
    """The number of the sample drawn: `new sample` adds one, and going back brings the old sample back."""
    return widgets.BoundedIntText(value=value, min=0, max=9999, step=1)


class Control:
    """One control of an explorer: its widget, and the part of a page's key that its value stands for."""

    def __init__(self, name: str, widget):
        self.name, self.widget = name, widget
        if isinstance(widget, _CHOICES):
            self.kind, self.field, self.count = "choice", "index", len(widget._options_values)
        elif isinstance(widget, _FLAGS):
            self.kind, self.field, self.count = "flag", "value", 2
        elif isinstance(widget, _WHOLE + _REAL):
            self.kind, self.field = "grid", "value"
            self.base = getattr(widget, "base", 0.0)
            self.whole = isinstance(widget, _WHOLE)
            self.low, self.step = float(widget.min), float(widget.step or (widget.max - widget.min) / 100)
            self.count = int(math.floor((widget.max - self.low) / self.step + 1e-6)) + 1
        else:
            raise TypeError(f"{name}: {type(widget).__name__} is not a control regviz knows; use rv.lam_slider, "
                            f"rv.slider, rv.choice, rv.toggle, rv.sample or a slider of ipywidgets.")
        if not widget.description:
            widget.description = name.replace("_", " ")
        self.box, self.play = self._box(), None

    def _box(self):
        """A number box for an exact value; the page's script joins it to the slider."""
        if self.kind != "grid" or isinstance(self.widget, (widgets.BoundedIntText, widgets.BoundedFloatText)):
            return None
        w, low, high = self.widget, self.at(0), self.at(self.count - 1)
        low, high = (w.base ** w.min, w.base ** w.max) if self.base else (low, high)
        kind = widgets.BoundedIntText if self.whole else widgets.BoundedFloatText
        shown = w.value if self.whole else min(max(float(f"{w.value:.3g}"), low), high)
        return kind(value=shown, min=low, max=high, tooltip=f"{self.name}, exact value",
                    layout={"width": "6.2em"})

    def row(self, primary: bool):
        """The widgets of this control side by side: the first one of an explorer is wide and can be played."""
        w = self.widget
        w.style.description_width = "initial"
        parts = [w]
        if self.box:
            w.layout.width = "350px" if primary else "290px"
            parts.append(self.box)
        if primary and self.kind == "grid" and self.count > 2:
            self.play = widgets.Play(min=0, max=self.count - 1, value=0, interval=80, show_repeat=False,
                                     tooltip=f"play along {self.name}", layout={"width": "auto"})
            parts.append(self.play)
        if isinstance(w, widgets.BoundedIntText):
            new = widgets.Button(description="new sample", layout={"width": "auto"})
            new.on_click(lambda _: setattr(w, "value", w.value + 1 if w.value < w.max else w.min))
            parts.append(new)
        self._parts = parts
        return widgets.HBox(parts) if len(parts) > 1 else w

    def disable(self, off: bool) -> None:
        """Hold or free every widget of this control."""
        for part in self._parts:
            part.disabled = off

    def at(self, position: int):
        """The value at a position of the slider."""
        if self.kind == "choice":
            return self.widget._options_values[position]
        if self.kind == "flag":
            return bool(position)
        x = self.low + position * self.step
        x = self.base ** x if self.base else x
        return round(x) if self.whole else x

    def part(self) -> str:
        """The present value's part of the key: a position, or `v` and the value when it is between two."""
        if self.kind != "grid":
            return str(int(getattr(self.widget, self.field)))
        value = self.widget.value
        x = math.log(value) / math.log(self.base) if self.base else value
        nearest = round((x - self.low) / self.step)
        exact = abs((x - self.low) / self.step - nearest) < 1e-5 and 0 <= nearest < self.count
        return str(nearest) if exact else f"v{value!r}"

    def decode(self, part: str):
        """The value that a part of a key stands for."""
        if part.startswith("v"):
            return round(float(part[1:])) if self.whole else float(part[1:])
        return self.at(int(part))

    def set(self, value) -> None:
        """Set the value, refusing one that the control cannot take."""
        if self.kind == "choice" and value not in self.widget._options_values:
            raise ValueError(f"{self.name} must be one of {list(self.widget._options_values)}, got {value!r}.")
        if self.kind == "grid":
            low, high = (self.box.min, self.box.max) if self.box else (self.widget.min, self.widget.max)
            if not (isinstance(value, (int, float)) or hasattr(value, "__float__")) or not (
                    low * (1 - 1e-9 * (low > 0)) <= float(value) <= high * (1 + 1e-9 * (high > 0))):
                raise ValueError(f"{self.name} must lie between {low:.4g} and {high:.4g}, got {value!r}.")
        self.widget.value = value

    def spec(self) -> dict:
        """What the page's script needs to know."""
        spec = {"name": self.name, "kind": self.kind, "model": self.widget.model_id, "count": self.count}
        if self.kind == "grid":
            spec |= {"low": self.low, "step": self.step, "base": self.base, "whole": self.whole}
        if self.box:
            spec["box"] = self.box.model_id
        if self.play:
            spec["play"] = self.play.model_id
        return spec
