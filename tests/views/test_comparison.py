"""Predictions against measurements: every row is a mark, and the words say how far they spread."""

import numpy as np
from pictures import assert_only_parts_move

import regviz as rv

MEASURED = np.arange(5.0)


def test_every_row_is_a_mark_at_its_prediction():
    view = rv.AgreementView(rv.canvas()[1], MEASURED)
    first, second = rv.Fit(predicted=MEASURED / 2), rv.Fit(predicted=MEASURED[::-1] * 1.2)
    assert_only_parts_move(view, first, second)
    points = view.parts["points"].get_xydata()
    assert np.array_equal(points, np.column_stack([MEASURED, first.predicted]))


def test_words_and_title_say_the_spread_and_what_is_outside():
    view = rv.AgreementView(rv.canvas()[1], MEASURED, title="rows")
    fit = rv.Fit(predicted=3 * MEASURED)
    view.update(fit)
    assert view.parts["title"].get_text() == "rows: 3 of 5 are outside"
    assert "spread 3.00 times as far" in view.describe(fit)
    assert "the same prediction, 2." in view.describe(rv.Fit(predicted=np.full(5, 2.0)))
