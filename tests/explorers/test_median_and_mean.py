"""LossPenaltyView: nine answers, each joined to where it was before."""

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
