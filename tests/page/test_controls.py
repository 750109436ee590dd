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
    assert 1.2 * lam_max < values[-1] < 1.3 * lam_max
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


def test_the_page_is_told_what_it_needs_of_every_control():
    told = {name: Control(name, make()).spec() for name, make in CONTROLS.items()}
    assert all(spec["name"] == name for name, spec in told.items())
    assert {name: spec["kind"] for name, spec in told.items()} == {
        "lam": "slider", "whole": "slider", "real": "slider", "choice": "choice",
        "words": "choice", "flag": "flag", "sample": "sample"}
    assert told["choice"]["options"] == ["a", "b"] and told["flag"]["label"] == "on"
    assert told["words"]["options"] == ["one", "two", "three"] and "low" not in told["words"]
    assert (told["whole"]["low"], told["whole"]["high"], told["whole"]["whole"]) == (1, 15, True)
    assert told["whole"]["values"] == list(range(1, 16)) and told["real"]["whole"] is False
    assert (told["sample"]["low"], told["sample"]["high"]) == (0, 9999)
    assert "values" not in told["sample"] and set(told["flag"]) == {"name", "label", "kind"}
    assert Control("new_sample", rv.slider(0, 2)).label == "new sample"


@pytest.mark.parametrize("call, error, words", [
    (lambda: rv.slider(0, 9, 0), ValueError, "^step must be positive"),
    (lambda: rv.slider("a", 9), TypeError, "^low must be a number"),
    (lambda: rv.slider(0, None), TypeError, "^high must be a number"),
    (lambda: rv.slider(1, 1), ValueError, "low must be below high"),
    (lambda: rv.slider(0, 9, value=10), ValueError, "value must lie between low and high"),
    (lambda: rv.slider(0, 9, value=-1), ValueError, "value must lie between low and high"),
    (lambda: rv.lam_slider(1.0, count=19), ValueError, "^count must be"),
    (lambda: rv.lam_slider(1.0, decades=201), ValueError, "^decades must lie"),
    (lambda: rv.lam_slider(1.0, value=0), ValueError, "^value must be positive"),
    (lambda: log_slider(1.0, 1.0), ValueError, "low must be positive and below high"),
    (lambda: log_slider(1.0, 9.0, steps=0), ValueError, "^steps must be"),
    (lambda: log_slider(1.0, 9.0, value=0), ValueError, "^value must be positive"),
    (lambda: rv.choice("ab"), TypeError, "^options must be a list of texts"),
    (lambda: rv.choice([]), ValueError, "^options must hold one text"),
    (lambda: rv.choice(["a", "b"], value="c"), ValueError, "value must be one of the options"),
    (lambda: rv.choice(["a", "b"], value=["a"]), ValueError, "value must be one of the options"),
    (lambda: rv.toggle(3), TypeError, "^label must be a text"),
    (lambda: rv.toggle("on", 2), TypeError, "^value must be True or False"),
    (lambda: rv.sample(-1), ValueError, "^value must be"),
    (lambda: rv.sample(10_000), ValueError, "^value must be"),
])
def test_what_cannot_be_a_control_is_refused_by_name(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_where_controls_begin():
    assert rv.slider(2, 5).value == 2 and rv.slider(2, 5, value=5).value == 5
    assert isinstance(rv.slider(2, 5), widgets.IntSlider)
    for given in ((2, 5.0), (2, 5, 0.5), (2.0, 5), (2, 5, 1, 3.0)):
        real = rv.slider(*given)
        assert isinstance(real, widgets.FloatSlider)
    assert len(Control("x", rv.slider(0.0, 1.0)).values) == 61
    assert rv.lam_slider(10.0).value == pytest.approx(10 / 10**1.5, rel=0.05)
    assert rv.lam_slider(10.0, value=10.0).value == pytest.approx(10.0)
    assert len(Control("lam", rv.lam_slider(10.0, count=20)).values) == 20
    assert log_slider(0.1, 10.0).value == 1.0 and rv.toggle("on").value is False
    assert rv.choice(["a", "b"]).value == "a" and rv.choice(["a", "b"], "b").value == "b"
    assert rv.sample().value == 0 and rv.toggle("on", True).value is True


def test_an_end_of_a_slider_may_differ_by_rounding():
    control = Control("lam", rv.lam_slider(45.2))
    low, high = control.values[0], control.values[-1]
    assert control.to_raw(low * (1 - 1e-12)) == low and control.to_raw(high * (1 + 1e-12)) == high
    for beyond in (low * (1 - 1e-6), high * (1 + 1e-6)):
        with pytest.raises(ValueError, match="lam must lie between"):
            control.to_raw(beyond)
