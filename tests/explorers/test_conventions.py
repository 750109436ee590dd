"""SettingsView: one number a library, readable wherever the cursor stands."""

import pytest
from pictures import assert_only_parts_move

import regviz as rv


@pytest.fixture
def view():
    rows = {"a": "A (alpha)", "b": "B (C)", "c": "C (l1)"}
    return rv.SettingsView(rv.canvas()[1], rows, limits=(1e-4, 1e4))


FAR = rv.Fit(lam=2.0, settings={"a": 300.0, "b": 0.01})
NEAR = rv.Fit(lam=2.0, settings={"a": 4.0, "b": 1.0, "c": 2.0})


def test_only_parts_move(view):
    assert_only_parts_move(view, FAR, NEAR)


def test_settings_view_places_each_number_and_says_who_has_none(view):
    view.update(FAR)
    texts = view.parts["texts"]
    assert view.parts["dots"].get_xydata().tolist() == [[300.0, 0], [0.01, 1]]
    assert view.parts["cursor"].get_xdata() == [2.0, 2.0]
    assert [text.get_text() for text in texts] == ["300", "0.0100", "no such penalty"]
    assert [text.get_ha() for text in texts] == ["right", "left", "right"]
    assert view.describe(FAR) == "For lam = 2: A (alpha) 300; B (C) 0.0100."


def test_no_number_is_written_across_the_cursor(view):
    view.update(NEAR)
    assert [text.get_ha() for text in view.parts["texts"]] == ["left", "right", "left"]
