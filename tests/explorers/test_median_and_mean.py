"""LossPenaltyView: nine answers, each joined to where it was before."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.median_and_mean import LOSSES, PENALTIES

KEYS = [(loss, penalty) for loss in LOSSES for penalty in PENALTIES]
BEFORE = {key: (2.0, 0.0) for key in KEYS}
FITS = {key: (k / 2, 0.0) for k, key in enumerate(KEYS)}
FIT = rv.Fit(fits=FITS, before=BEFORE, data=[0, 0, 1, 5])
STILL = rv.Fit(fits=BEFORE, before=BEFORE, data=[0])


def answers(**options):
    return rv.LossPenaltyView(rv.canvas()[1], (-1, 6), "slope", "answers", **options)


@pytest.mark.parametrize("options", [{"truth": 2.0}, {"data": "numbers", "drag": "far"}])
def test_loss_penalty_view_has_one_mark_an_answer_joined_to_where_it_was(options):
    view = answers(**options)
    view.update(FIT)
    heights = []
    for key in KEYS:
        (x, y), = view.parts[key].get_xydata()
        join = view.parts["join", *key]
        assert x == FITS[key][0] and list(join.get_xdata()) == [2, x]
        assert set(join.get_ydata()) == {y}
        heights.append(y)
    assert heights == sorted(heights) and len(set(heights)) == 9


def test_words_tell_every_answer_and_which_moved_farthest():
    view = answers()
    assert "squared loss: none 0, L1 0.5" in view.describe(FIT)
    assert "Moved farthest: squared loss, penalty none, by 2." in view.describe(FIT)
    assert "Moved" not in view.describe(STILL)


def test_equal_numbers_of_the_data_row_stand_on_each_other():
    view = answers(data="numbers", drag="far")
    view.update(FIT)
    stars = view.parts["data"].get_xydata().tolist()
    assert len(set(map(tuple, stars))) == 4 and [x for x, _ in stars] == FIT.data
    assert [handle.x for handle in view.movable] == ["far"]
    assert "data" not in answers().parts and not answers().movable


def test_only_parts_move():
    assert_only_parts_move(answers(data="numbers"), FIT, STILL)


@pytest.mark.parametrize("numbers", [(0, 0, 1, 2, 50), (3, 1, 2), (-4, -2, 0.5, 7, 9)])
def test_stops_are_true_for_other_numbers(numbers):
    explorer = rv.explore.loss_and_penalty(numbers)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


@pytest.mark.parametrize("lam", [0.25, 1.0])
def test_every_answer_is_the_lowest_place_of_its_objective(lam):
    fit = rv.explore.loss_and_penalty().set(largest=40.0, lam=lam).fit
    b = np.linspace(-5, 60, 65_001)
    residual = np.array([0, 0, 1, 2, 40.0])[:, None] - b
    size = np.abs(residual)
    losses = {"squared": size**2 / 2, "absolute": size,
              "Huber": np.where(size <= 1, size**2 / 2, size - 0.5)}
    penalties = {"none": 0 * b, "L1": lam * np.abs(b), "L2": lam * b**2 / 2}
    for (loss, penalty), (answer, _) in fit.fits.items():
        best = b[(losses[loss].mean(axis=0) + penalties[penalty]).argmin()]
        assert np.isclose(answer, best, atol=2e-3), (loss, penalty)


@pytest.mark.parametrize(("options", "told"), [
    ({"numbers": (1, 2)}, "numbers must be 3 to 25 numbers, an odd count: got 2"),
    ({"numbers": (1, 2, 2)}, "numbers must have one that is largest: 2 comes twice"),
    ({"numbers": (1, 2, np.nan)}, "numbers holds NaN"),
    ({"largest": 500}, "largest must lie between 3 and 60"),
    ({"lam": 9}, "lam must lie between 0 and 2"),
])
def test_wrong_arguments_are_refused_in_words(options, told):
    with pytest.raises(ValueError, match=told):
        rv.explore.loss_and_penalty(**options)


def weighted_median(y, weights):
    order = np.argsort(y)
    below = np.cumsum(weights[order])
    return y[order][np.searchsorted(below, below[-1] / 2)]


@pytest.mark.parametrize("lam", [0.0, 0.25, 1.0, 2.0])
def test_a_weighted_median_of_your_own_agrees(lam):
    explorer = rv.explore.loss_and_penalty(lam=lam, largest=50, median=weighted_median)
    fit = explorer.fit
    assert fit.yours.value == pytest.approx([fit.fits["absolute", "none"][0],
                                             fit.fits["absolute", "L1"][0]], abs=1e-6)
    assert "Your median agrees with the exact answer." in explorer.words


@pytest.mark.parametrize("wrong, said", [
    (lambda y, weights: weights @ y / weights.sum(), "Your median is off by 9.60 at no penalty"),
    (lambda y, weights: None, "Your median returns nothing"),
    (lambda y, weights: y, "Your median returns 5 numbers"),
    (lambda y, weights: 1 / 0, "Your median stops with ZeroDivisionError"),
])
def test_a_wrong_median_is_told(wrong, said):
    explorer = rv.explore.loss_and_penalty(lam=1.0, largest=50, median=wrong)
    assert any(said in words for words in explorer.words), explorer.words


def test_a_median_that_is_no_function():
    with pytest.raises(ValueError, match="median must be a function"):
        rv.explore.loss_and_penalty(median=3.0)
