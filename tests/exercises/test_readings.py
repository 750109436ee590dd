"""The readings of the lessons: right numbers pass, neighbours fail, and the pictures agree."""

import numpy as np
import pytest

import regviz as rv
from regviz.exercises import READINGS, check
from regviz.exercises.reading import is_near, typed_number

every_reading = pytest.mark.parametrize("name", READINGS)


def test_every_lesson_has_a_reading():
    assert sorted({reading.lesson for reading in READINGS.values()}) == [
        f"{number:02}" for number in range(15)]


@every_reading
def test_the_right_number_passes_in_several_roundings(name):
    for value in READINGS[name].exact():
        for answer in (value, f"{value:.3g}", float(f"{value:.3g}"), f"{value:.2g}",
                       f"{value:.4g}".replace(".", ",").replace("-", "−"), 1.015 * value):
            assert check(name, answer).passed is True, answer


@every_reading
def test_its_neighbours_fail(name):
    low, high = READINGS[name].exact()
    smaller, larger = sorted([0.89 * low, 1.12 * high]) if low > 0 else (1.12 * low, 0.89 * high)
    for answer in (smaller, larger, 10 * low, low / 10, -low, f"{smaller:.4g}"):
        verdict = check(name, answer)
        assert verdict.passed is False, answer
        told = verdict.sentence.split(" is ", 1)[1]
        assert f"{low:.3g}".lstrip("-") not in told.split(". ")[0]


# What the mistake of each sentence gives, worked out once more from the question.
MISTAKES = {
    "ridge_coefficient": (3 - 0.5, 3 / (1 + 2 * 0.5), 3 - 3 / 1.5),
    "lasso_coefficient": (-1.3 - 0.5, abs(-1.3 + 0.5), -1.3 / (1 + 0.5), -1.3 + 2 * 0.5, 0),
    "net_coefficient": (3 / (1 + 0.5) - 0.5, 3 - 0.5, 3 - 1, (3 - 1) / 2 + 3 / (1 + 1) / 2,
                        (3 - 0.5) / (1 + 2 * 0.5)),
    "longest_safe_step": (1 + 0.25, 1 / (1 - 0.25), 2 / (1 + 0.25), 1 / 0.25),
    "C_of_lam": (1 / 0.02, 100 * 0.02, 100 / 0.02, 1 / (2 * 100 * 0.02)),
    "steps_of_lam": (0.5 / 0.1, 0.1 * 0.5, 1 / 0.5, 1 / 0.1),
    "forest_of_ten": (6400 / 10, 6400 - (6400 - 3100) / 10, 3100 + (6400 - 3100) / 10**0.5, 3100),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_each_sentence_belongs_to_its_mistake(name):
    found = [float(wrong()) for wrong, _ in READINGS[name].slips]
    assert found == pytest.approx(MISTAKES[name])


@every_reading
def test_slips_are_wrong_and_told_why(name):
    reading = READINGS[name]
    for wrong, told in reading.slips:
        number = float(wrong())
        assert check(name, number).passed is False
        assert any(sentence in check(name, f"{number:.6g}").sentence
                   for _, sentence in reading.slips), told
        assert not any(is_near(typed_number(number), value) for value in reading.exact())


def test_the_pictures_show_these_numbers():
    def right(name, number):
        return check(name, float(number)).passed is True

    one = rv.explore.one_lambda()
    best = next(stop for stop in one.stops if "lowest" in stop.ask)
    assert right("lam_of_least_error", best.values["lam"])
    curve = rv.explore.overfitting(degree=12)
    assert right("times_worse", curve.fit.test_error / curve.fit.train_error)
    parts = rv.explore.bias_variance()
    parts.set(setting=3)
    assert right("share_of_noise", parts.fit.exact_noise[3] / parts.fit.exact_total[3])
    geometry = rv.explore.constraint_geometry()
    geometry.set(t=0.5)
    assert right("price_of_budget", geometry.fit.touch.lam)
    paths = rv.explore.coefficient_paths("diabetes")
    first = next(stop for stop in paths.stops if "first for good" in stop.ask)
    assert right("lam_of_first_leaver", first.values["lam"])
    lam_max = READINGS["lam_of_last_leaver"].exact()[0]
    kept = []
    for lam in (0.99 * lam_max, 1.05 * lam_max):
        paths.set(lam=lam, snap=False)
        kept.append(np.count_nonzero(paths.fit.coef))
    assert kept == [1, 0]


def test_the_pictures_of_later_lessons_show_these_numbers():
    def right(name, number):
        return check(name, float(number)).passed is True

    folds = rv.explore.cross_validation()
    assert any(stop.values["lam"] == pytest.approx(READINGS["lam_1se"].exact()[0])
               for stop in folds.stops)
    losses = rv.explore.loss_and_penalty()
    losses.set(largest=50, lam=0.25)
    assert right("mean_with_l2", np.ravel(losses.fit.fits["squared", "L2"])[0])
    width = rv.explore.double_descent()
    assert right("width_of_peak", width.stops[0].values["width"])
    own = rv.explore.own_data("diabetes")
    assert right("features_at_1se", np.count_nonzero(own.fit.coef))
