"""Checks of arguments: what passes comes back in one form, anything else is named in a sentence."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from regviz.core import arguments
from regviz.core.arguments import (
    LARGE,
    MOST,
    check_flag,
    check_function,
    check_grid,
    check_number,
    check_numbers,
    check_points,
    check_rng,
    check_text,
    check_whole,
    checked,
    kind,
    number,
    one_of,
    optional,
    whole,
    wholes,
)


@pytest.mark.parametrize("given", [3, 3.0, np.float32(3), np.int8(3), Fraction(3), Decimal(3),
                                   np.array(3)])
def test_a_number_is_a_float(given):
    found = check_number(given, "noise")
    assert type(found) is float and found == 3.0


def test_numbers_too_large_for_a_float_are_infinite():
    assert check_number(10**400, "noise") == math.inf
    assert check_number(-(10**400), "noise") == -math.inf
    assert math.isnan(check_number(math.nan, "noise"))


@pytest.mark.parametrize("given", [True, np.True_, "3", b"3", 3j, np.complex64(3), np.zeros(1),
                                   np.zeros((1, 1)), None, [3], object()])
def test_what_is_no_number_is_named(given):
    with pytest.raises(TypeError, match="noise must be a number: got "):
        check_number(given, "noise")


def test_a_long_value_is_cut_to_sixty_letters():
    with pytest.raises(TypeError) as caught:
        check_number("x" * 58, "noise")  # with its quotes it has sixty letters
    assert str(caught.value).endswith("got '" + "x" * 58 + "'")
    with pytest.raises(TypeError) as caught:
        check_number("x" * 59, "noise")
    assert str(caught.value).endswith("got '" + "x" * 56 + "...")


@pytest.mark.parametrize("check, lowest, highest, sentence", [
    (number(0.5, 2.5), 0.5, 2.5, "lie between 0.5 and 2.5"),
    (number(0), 0.0, LARGE, "be zero or positive and finite"),
    (number(0, math.inf), 0.0, math.inf, "be zero or positive:"),
    (number(0, 3.0), 0.0, 3.0, "lie between 0 and 3"),
    (number(), -LARGE, LARGE, "be a finite number"),
    (number(-LARGE, 5.0), -LARGE, 5.0, "lie between -1e\\+100 and 5"),
    (number(-1.0), -1.0, LARGE, "lie between -1 and 1e\\+100"),
])
def test_a_number_within_its_ends(check, lowest, highest, sentence):
    assert check(lowest, "noise") == lowest and check(highest, "noise") == highest
    beyond = {np.nextafter(lowest, -np.inf), np.nextafter(highest, np.inf), math.nan}
    for value in beyond - {highest}:
        with pytest.raises(ValueError, match=f"noise must {sentence}.* got "):
            check(float(value), "noise")


@pytest.mark.parametrize("check, lowest, sentence", [
    (number(0, above=True), 0.0, "be positive and finite"),
    (number(0, math.inf, above=True), 0.0, "be positive:"),
    (number(1.5, 2.0, above=True), 1.5, "be above 1.5 and at most 2"),
])
def test_a_number_above_its_lower_end(check, lowest, sentence):
    assert check(np.nextafter(lowest, 2.0), "step") > lowest
    with pytest.raises(ValueError, match=f"step must {sentence}.* got "):
        check(lowest, "step")


@pytest.mark.parametrize("given", [5, 5.0, np.int16(5), np.float64(5), Fraction(5)])
def test_a_whole_number_is_an_int(given):
    found = whole(1)(given, "n")
    assert type(found) is int and found == 5


@pytest.mark.parametrize("least, most", [(0, MOST), (2, 9), (-4, -1)])
def test_a_whole_number_within_its_ends(least, most):
    check = whole(least, most)
    for form in (int, float, np.int64):
        assert check(form(least), "n") == least and check(form(most), "n") == most
        for value in (least - 1, most + 1):
            sentence = f"n must be a whole number from {least} to {most}: got "
            with pytest.raises(ValueError, match=sentence):
                check(form(value), "n")
    with pytest.raises(ValueError, match="n must be a whole number from"):
        check(least + 0.5, "n")
    for other in (True, "3", None):
        with pytest.raises(TypeError, match="n must be a whole number: got "):
            check(other, "n")


def test_the_ends_that_are_not_said():
    assert whole()(0, "n") == 0 and whole()(MOST, "n") == MOST
    for value in (-1, MOST + 1):
        with pytest.raises(ValueError, match="n must be a whole number from"):
            whole()(value, "n")
        with pytest.raises(ValueError, match="widths must be a whole number from"):
            wholes()([value], "widths")


def test_a_large_whole_number_of_numpy_keeps_its_digits():
    assert whole(0, 2**62)(np.int64(2**60 + 1), "seed") == 2**60 + 1


def test_any_whole_number():
    assert check_whole(-(10**9), "value") == -(10**9) and check_whole(4.0, "value") == 4
    for other in (2.5, True, "3", math.nan):
        with pytest.raises(TypeError, match="value must be a whole number: got "):
            check_whole(other, "value")


def test_a_list_of_whole_numbers():
    check = wholes(1, 9)
    assert check([1, 9.0, np.int8(3)], "widths") == (1, 9, 3) and check(4, "widths") == (4,)
    assert all(type(value) is int for value in check(np.array([1.0, 2.0]), "widths"))
    for bad in ([0, 1], [10], [1.5]):
        with pytest.raises(ValueError, match="widths must be a whole number from 1 to 9"):
            check(bad, "widths")
    for bad in ([], [[1, 2]]):
        with pytest.raises(ValueError, match="widths must be a list of whole numbers: got "):
            check(bad, "widths")


def test_a_flag():
    for true in (True, np.True_, 1, np.int8(1)):
        assert check_flag(true, "intercept") is True
    for false in (False, np.False_, 0, np.uint8(0)):
        assert check_flag(false, "intercept") is False
    for other in (2, -1, 1.0, "True", None, [True]):
        with pytest.raises(TypeError, match="intercept must be True or False: got "):
            check_flag(other, "intercept")


def test_a_text_one_of_some_texts_a_function_and_an_instance():
    made = np.random.default_rng(0)
    assert check_text("a", "label") == "a" and one_of("a", "b")("b", "kind") == "b"
    assert check_function(len, "objective") is len and check_rng(made, "rng") is made
    assert kind(list, "list()")([1], "rows") == [1]
    for bad in (1, None, b"a"):
        with pytest.raises(TypeError, match="label must be a text: got "):
            check_text(bad, "label")
    for bad in ("c", "", 1, ["a"]):
        with pytest.raises(ValueError, match="kind must be one of 'a', 'b': got "):
            one_of("a", "b")(bad, "kind")
    with pytest.raises(TypeError, match="objective must be a function: got 3"):
        check_function(3, "objective")
    with pytest.raises(TypeError, match="rng must be a Generator, made by np.random.default_rng"):
        check_rng(0, "rng")


def test_none_passes_where_a_value_is_optional():
    check = optional(check_text)
    assert check(None, "label") is None and check("a", "label") == "a"
    with pytest.raises(TypeError, match="label must be a text"):
        check(0, "label")


def test_a_grid_of_lambdas():
    assert check_grid(2.0, "lams").tolist() == [2.0]
    assert check_grid([0, 1e100, math.inf], "lams").tolist() == [0.0, 1e100, math.inf]
    for bad in ([], [[1.0]]):
        with pytest.raises(ValueError, match="lams must be a list of lambdas, one at least"):
            check_grid(bad, "lams")
    with pytest.raises(ValueError, match="lams must be at most 1e100: got "):
        check_grid([1.0, 2e100], "lams")
    with pytest.raises(ValueError, match="lams: lam must be zero or positive"):
        check_grid([1.0, -1.0], "lams")
    with pytest.raises(TypeError, match="lams: lam must be a number"):
        check_grid("a", "lams")


def test_a_list_of_numbers_and_points():
    assert check_numbers(1, "heights").tolist() == [1.0]
    assert check_numbers([-LARGE, LARGE], "heights").tolist() == [-LARGE, LARGE]
    for bad in ([], [[1.0]], [1.0, 2 * LARGE], [-math.inf], [math.nan]):
        with pytest.raises(ValueError, match="heights must be a list of finite numbers"):
            check_numbers(bad, "heights")
    assert check_points([1, 2], "points").tolist() == [1.0, 2.0]
    assert check_points([[1, 2]], "points").shape == (1, 2)
    for bad in (3.0, [], np.zeros((0, 2))):
        with pytest.raises(ValueError, match="points must hold one point at least: got "):
            check_points(bad, "points")


@checked(size=whole(2, 9), room=("n", "size"))
def example(n, size, seed=None, *, noise=0.5, rows=None, other="as it is"):
    """What came through the checks."""
    return n, size, seed, noise, rows, other


def test_arguments_are_checked_by_place_and_by_name():
    assert example(np.int64(3), 4.0) == (3, 4, None, 0.5, None, "as it is")
    named = dict(size=4, n=3.0, seed=np.int8(1), noise=2, rows=[0], other=b"x")
    assert example(**named) == (3, 4, 1, 2.0, [0], b"x")
    assert type(example(3.0, 4)[0]) is int and type(example(n=3.0, size=4)[0]) is int
    for args, named, word in (
        ((0, 4), {}, "n"), ((1, 10), {}, "size"), ((1,), {"size": 1}, "size"),
        ((1, 4, -1), {}, "seed"), ((1, 4), {"seed": -1}, "seed"), ((1, 4), {"noise": -1}, "noise"),
    ):
        with pytest.raises(ValueError, match=f"^{word} must "):
            example(*args, **named)


def test_none_passes_only_where_it_is_the_default():
    assert example(1, 4, None)[2] is None and example(1, 4, seed=None)[2] is None
    with pytest.raises(TypeError, match="n must be a whole number: got None"):
        example(None, 4)
    with pytest.raises(TypeError, match="noise must be a number: got None"):
        example(1, 4, noise=None)


def test_what_is_decorated_keeps_its_name_and_python_s_own_errors():
    assert example.__name__ == "example" and example.__doc__ == "What came through the checks."
    with pytest.raises(TypeError, match="missing a required argument: 'size'"):
        example(1)
    with pytest.raises(TypeError, match="unexpected keyword"):
        example(1, 4, colour="red")


def test_more_than_memory_holds_is_refused(monkeypatch):
    monkeypatch.setattr(arguments, "ROOM", 36)
    assert example(9, 4)[0] == 9
    with pytest.raises(ValueError, match="n, size ask for 4e\\+01 numbers at once"):
        example(10, 4)

    @checked(room=("n", "widths"), widths=wholes(1))
    def largest(n=6, widths=(2, 3)):
        return n * max(widths)

    assert largest() == 18 and largest(widths=(6, 1)) == 36
    with pytest.raises(ValueError, match="n, widths ask for"):
        largest(widths=[1, 7])


@pytest.mark.parametrize("name, least, most", [
    ("seed", 0, 2**62), ("n", 1, MOST), ("p", 1, MOST), ("d", 1, MOST), ("k", -MOST, MOST),
    ("inner", 2, MOST), ("keep", 1, MOST), ("sets", 2, MOST), ("repeats", 1, MOST),
    ("resamples", 1, MOST), ("noise", 0, LARGE), ("norm", 0, LARGE), ("lam", 0, LARGE),
])
def test_the_check_that_belongs_to_a_name(name, least, most):
    check = arguments.BY_NAME[name]
    assert check(least, name) == least and check(most, name) == most
    with pytest.raises(ValueError, match=f"{name} must "):
        check(least - 1, name)
    with pytest.raises(ValueError, match=f"{name} must "):
        check(2 * most, name)
