"""The network explorer: losses of the trainings, knobs side by side, words, stops."""

import numpy as np
import pytest

pytest.importorskip("sklearn")
import regviz as rv
from regviz.claims.neural_networks import trainings


@pytest.fixture(scope="module")
def explorer():
    return rv.explore.neural_network()


@pytest.mark.parametrize(("knob", "setting", "steps"), [("dropout", 3, 600), ("copies", 1, 240)])
def test_the_picture_holds_the_losses_of_the_training(explorer, knob, setting, steps):
    run = trainings(30, 0)[knob][setting]
    explorer.set(knob=knob, setting=setting, steps=steps)
    along, upright, shifted, heart = explorer.views
    for view, name, curve in ((along, "train", run.train), (along, "test", run.test),
                              (heart, "learned", run.learned), (heart, "accuracy", run.accuracy)):
        assert np.allclose(view.parts["curves"][name].get_ydata(), curve)
    assert np.isclose(upright.parts["curves"][knob].get_ydata()[setting], run.test[steps // 20])
    assert np.isclose(shifted.parts["curves"][f"{knob}_shifted"].get_ydata()[setting],
                      run.shifted[steps // 20])


def test_all_knobs_start_from_the_same_network(explorer):
    explorer.set(setting=0, steps=300)
    fit = explorer.fit
    assert fit.decay[0] == fit.dropout[0] == fit.copies[0]


def test_the_title_and_the_words_tell_the_setting(explorer):
    explorer.set(knob="dropout", setting=1, steps=600)
    assert explorer.views[0].parts["title"].get_text() == "dropout, share 0.2"
    assert explorer.words[0].startswith("Dropout, share 0.2. After 600 steps")
    explorer.set(knob="copies", setting=1)
    assert explorer.views[0].parts["title"].get_text() == "moved copies, each image moved 1 way"
    explorer.set(knob="decay", setting=4)
    assert "have a wrong label" in explorer.words[0]


@pytest.mark.parametrize("wrong", [0, 60])
def test_the_stops_hold_for_other_numbers_of_wrong_labels(wrong):
    explorer = rv.explore.neural_network(wrong=wrong)
    assert len(explorer.stops) >= 3
    for number, stop in enumerate(explorer.stops, 1):
        explorer.stop(number)
        assert stop.true(explorer.fit), stop
        assert "wrong label" not in stop.say or wrong


def test_another_sample_has_other_digits(explorer):
    before = explorer.set(sample=0).fit.test
    assert not np.allclose(explorer.set(sample=1).fit.test, before)
    explorer.set(sample=0)


@pytest.mark.parametrize(("options", "told"), [
    ({"knob": "lr"}, "knob must be one of decay, dropout, copies: got 'lr'"),
    ({"setting": 5}, "setting must be a whole number from 0 to 4: got 5"),
    ({"steps": 610}, "steps must be a multiple of 20 from 0 to 600: got 610"),
    ({"wrong": 500}, "wrong must be a whole number from 0 to 200: got 500"),
])
def test_what_is_wrong_is_named(options, told):
    with pytest.raises(ValueError, match=told):
        rv.explore.neural_network(**options)
