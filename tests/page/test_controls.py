"""Every value is a part of a key, and back."""

import math

import ipywidgets as widgets
import pytest

import regviz as rv
from regviz.page.controls import Control, Controls, log_slider

CONTROLS = {
    "lam": lambda: rv.lam_slider(45.2),
    "whole": lambda: rv.slider(1, 15),
    "real": lambda: rv.slider(-0.9, 0.9, 0.1),
    "choice": lambda: rv.choice([("a", 1.0), ("b", 7.0)]),
    "words": lambda: rv.choice(["one", "two", "three"]),
    "flag": lambda: rv.toggle("on"),
    "sample": lambda: rv.sample(),
}


@pytest.mark.parametrize("name", CONTROLS)
def test_every_position_survives_the_trip_through_its_key(name):
    control = Control(name, CONTROLS[name]())
    for position, value in enumerate(control.values[:200]):
        part = control.part(control.to_raw(value))
        assert part == str(position)
        assert control.decode(part) == value


TOLD = [("lam", 0.123456, "0.123"), ("whole", 3, "3"), ("flag", True, "yes"), ("choice", 7.0, "b"),
        ("words", "two", "two"), ("sample", 4, "4")]


@pytest.mark.parametrize(("name", "value", "told"), TOLD)
def test_a_value_is_told_in_words(name, value, told):
    control = Control(name, CONTROLS[name]())
    control.raw = control.to_raw(value)
    assert control.told() == told


def test_a_value_between_two_positions_is_kept_exactly():
    control = Control("lam", rv.lam_slider(10.0))
    part = control.part(control.to_raw(0.123456789))
    assert part.startswith("v")
    assert control.decode(part) == 0.123456789


def test_real_positions_carry_no_rounding_noise():
    assert Control("real", rv.slider(-0.9, 0.9, 0.1)).values == tuple(k / 10 for k in range(-9, 10))


@pytest.mark.parametrize("lam_max", [1e-8, 0.3, 45.2, 1e9])
def test_lam_slider_reaches_lam_max_exactly_and_goes_a_little_beyond(lam_max):
    control = Control("lam", rv.lam_slider(lam_max))
    values = list(control.values)
    assert min(abs(math.log(v / lam_max)) for v in values) < 1e-9
    assert values == sorted(values)
    assert lam_max < values[-1] < 2 * lam_max
    assert math.isclose(values[0], lam_max / 1000, rel_tol=1e-9)


def test_log_slider_stops_at_every_power_of_ten_and_refuses_what_has_no_logarithm():
    values = Control("factor", log_slider(0.01, 100.0, steps=3)).values
    assert len(values) == 13
    assert all(min(abs(v / 10.0**k - 1) for v in values) < 1e-9 for k in range(-2, 3))
    with pytest.raises(ValueError, match="low must be positive"):
        log_slider(0.0, 1.0)


@pytest.mark.parametrize(("name", "value", "told"), [
    ("lam", -1.0, "lam must lie between"), ("lam", float("nan"), "lam must lie between"),
    ("lam", "much", "lam must lie between"), ("whole", 99, "whole must lie between"),
    ("words", "four", r"words must be one of \['one', 'two', 'three'\]"),
    ("whole", 2.5, "whole must be a whole"),
])
def test_a_value_out_of_range_is_refused_in_words(name, value, told):
    with pytest.raises(ValueError, match=told):
        Control(name, CONTROLS[name]()).to_raw(value)


@pytest.mark.parametrize(("make", "error", "told"), [
    (lambda: rv.lam_slider(0.0), ValueError, "lam_max"),
    (lambda: rv.lam_slider(float("inf")), ValueError, "lam_max"),
    (lambda: rv.lam_slider(1.0, decades=-1), ValueError, "decades"),
    (lambda: rv.slider(2, 1), ValueError, "below"),
    (lambda: Control("text", widgets.Text()), TypeError, "text: Text is not a control"),
    (lambda: Control("k", rv.slider(1, 2, 3)), ValueError, "two positions or more"),
])
def test_controls_that_cannot_be_made_say_why(make, error, told):
    with pytest.raises(error, match=told):
        make()


def test_a_key_has_a_part_for_each_control_and_brings_its_state_back():
    controls = Controls({name: make() for name, make in CONTROLS.items()})
    raw = controls.to_raw({"lam": 0.7, "whole": 3, "choice": 7.0, "flag": True})
    values = controls.decode(controls.key(raw))
    assert (values["lam"], values["whole"], values["choice"], values["flag"]) == (0.7, 3, 7.0, True)
    assert controls.key(controls.raw) == controls.key()
    with pytest.raises(ValueError, match="'alpha' is not a control of this explorer; it has lam, "):
        controls.to_raw({"alpha": 1.0})


def test_keys_along_a_control_hold_the_others():
    controls = Controls({name: CONTROLS[name]() for name in ("lam", "whole", "flag")})
    keys = controls.along("whole", "v0.3|0|1")
    assert keys == [f"v0.3|{i}|1" for i in range(15)]
    assert controls.along("whole", "v0.3|0|1", [2]) == ["v0.3|2|1"]
    near = controls["lam"].values[controls.position("lam", "v0.3|0|1")]
    assert abs(near - 0.3) == min(abs(value - 0.3) for value in controls["lam"].values)


@pytest.mark.parametrize("options", [["a", "b"], [("a", 1), ("b", 2)], {"a": 1, "b": 2}])
def test_options_in_every_form_of_ipywidgets(options):
    control = Control("choice", widgets.ToggleButtons(options=options))
    assert control.options == ("a", "b") and control.values in ((1, 2), ("a", "b"))
    assert control.values[control.raw] == control.widget.value
