"""Numbers that readers type: right in any rounding, wrong ones told how far they are off."""

import numpy as np
import pytest

from regviz.exercises.reading import Reading, judge_reading, typed_number


def judged(answer, value=0.3283, slips=()):
    reading = Reading("share", "Which share?", lambda: value, "So it is.", ("a", "b", "c"), slips)
    return judge_reading(reading, answer)


@pytest.mark.parametrize("answer", [
    0.3283, 0.328, 0.33, 0.3, "0.3", "0,33", " 0.33 ", "≈ 0.33", "33 %", "33%", "32,8 %", 0.3329,
    0.322, "3.3e-1", "3.3×10⁻¹", ".33", np.float64(0.33), np.array([0.33]), np.float32(0.33),
])
def test_a_right_number_passes_however_it_is_rounded_and_written(answer):
    verdict = judged(answer)
    assert verdict.passed is True and verdict.sentence.endswith("is right. So it is.")


@pytest.mark.parametrize("answer, said", [
    (0.35, "too large, by less than a tenth"),
    ("0,31", "too small, by less than a tenth"),
    (0.4, "too large, by more than a tenth"),
    (0.9, "too large, by a factor of more than two"),
    (0.1, "too small, by a factor of more than two"),
    (40, "too large, by a factor of more than ten"),
    (33, "looks like per cent"),
    (0, "too small: the right number is not zero"),
    (-0.33, "the sign is the other one"),
    ("−0,33", "the sign is the other one"),
])
def test_a_wrong_number_is_told_how_far_and_in_which_direction(answer, said):
    verdict = judged(answer)
    assert verdict.passed is False and said in verdict.sentence
    assert "0.328" not in verdict.sentence


@pytest.mark.parametrize("answer, said", [
    (-0.9, "its size is too large, by more than a tenth"),
    ("−0,5", "its size is too small, by more than a tenth"),
    (0.8, "the sign is the other one"),
    (-1, "rounded too far"),
    (0, "too large: the right number is not zero"),
])
def test_negative_numbers_are_told_by_their_size(answer, said):
    verdict = judged(answer, -0.8)
    assert verdict.passed is False and said in verdict.sentence


@pytest.mark.parametrize("value, right, wrong", [
    (0.0, [0, 0.0, "0", "−0"], [1, -1, 0.01]),
    (545.41, [545, 545.4, 550, "5.5e2", "545,4", 540], [500, 600, 5454]),
    (1234.5, ["1,234.5", "1.234,5", "1 234,5", 1235], ["1,234", 12345]),
    (4.0, [4, 4.0, "4"], [3, 5, "4,5"]),
    (1 / 3, [1 / 3, 0.333, 0.33], [0.5, 0.2]),
])
def test_numbers_of_many_sizes(value, right, wrong):
    assert all(judged(answer, value).passed is True for answer in right)
    assert all(judged(answer, value).passed is False for answer in wrong)


def test_every_number_of_a_range_is_right():
    assert all(judged(answer, (2.0, 3.0)).passed for answer in (2, 2.5, 3, 1.97, "3,05"))
    assert "too small, by more than a tenth" in judged(1.7, (2.0, 3.0)).sentence
    assert "too large, by a factor of more than two" in judged(7, (2.0, 3.0)).sentence
    assert Reading("r", "?", (2.0, 3.0), "", ()).exact() == (2.0, 3.0)


def test_a_known_slip_is_told_why():
    slips = ((lambda: 0.6566, "A factor 2 too much."),)
    assert judged(0.66, slips=slips).sentence == (
        "share: 0.66 is too large, by more than a tenth. A factor 2 too much.".replace(
            "more than a tenth", "a factor of more than two"))
    assert 'rv.hint("share")' in judged(0.9, slips=slips).sentence


@pytest.mark.parametrize("answer", [None, ..., (None, ...)])
def test_a_blank_reading_is_not_answered_yet(answer):
    verdict = judged(answer)
    assert verdict.passed is None and verdict.sentence == "share: not answered yet. Which share?"


@pytest.mark.parametrize("answer", [
    "", "about a third", "nan", "inf", "1e999", np.nan, np.inf, True, [1, 2], {}, 1j, object(),
    print, lambda: 0.33, "0.3.3", "1,2,3.4.5", ValueError("no"), b"0.33", "٣", "0x1F", "1 %%",
])
def test_what_is_no_number_is_asked_for_again(answer):
    verdict = judged(answer)
    assert verdict.passed is False and "number" in verdict.sentence
    assert " at 0x" not in verdict.sentence


def test_the_unit_of_a_number_is_one_step_of_its_last_digit():
    units = {"0.33": 0.01, "33": 1, "33 %": 0.01, "3.3e4": 1000, "0,330": 0.001}
    for text, unit in units.items():
        assert typed_number(text).unit == pytest.approx(unit)
    assert typed_number(2.0).unit == 1 and typed_number(0.25).unit == pytest.approx(0.01)
