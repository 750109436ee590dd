"""Views of paths: what is drawn is what was fitted, and the frame stands still."""

import numpy as np
import pytest
from pictures import lasso_explorer

import regviz as rv
from regviz.core.formatting import number
from regviz.page import flipbook as stage
from regviz.views.base import spread


def made(view, **fit):
    view.update(rv.Fit(**fit))
    return view


@pytest.fixture
def explorer():
    return lasso_explorer()


@pytest.mark.parametrize("lam", [0.05, 0.7, 3.0, 50.0])
def test_what_moves_is_the_fit_and_the_frame_stands_still(explorer, lam):
    path_view, bars = explorer.views
    frames = [(v.ax.get_xlim(), v.ax.get_ylim()) for v in explorer.views]
    explorer.set(lam=lam)
    assert np.array_equal(path_view._dots.get_ydata(), explorer.path(lam))
    assert set(path_view._dots.get_xdata()) == {lam} == set(path_view._cursor.get_xdata())
    assert [bar.get_width() for bar in bars.parts["bars"]] == list(explorer.path(lam))
    assert list(bars.parts["zeros"].get_ydata()) == list(np.flatnonzero(explorer.path(lam) == 0))
    assert [(v.ax.get_xlim(), v.ax.get_ylim()) for v in explorer.views] == frames


def test_the_line_of_zero_does_not_cross_the_names(explorer):
    ax = explorer.views[0].ax
    zero, = (line for line in ax.lines if line.get_color() == "#777777" and set(line.get_ydata()) == {0})
    explorer.png()
    names = [text.get_window_extent() for text in ax.texts if text.get_text() in explorer.views[0].names]
    assert len(names) == 10 and max(box.x1 for box in names) < zero.get_window_extent().x0


def test_every_moving_artist_is_listed(explorer):
    explorer.set(lam=1.0)
    still = explorer._page(explorer.key)[1]
    explorer.set(lam=20.0)
    assert explorer._page(explorer.key)[1] != still
    with_all_hidden = []
    for lam in (1.0, 20.0):
        explorer.set(lam=lam)
        with_all_hidden.append(stage.background(explorer.fig, explorer.moving))
    assert with_all_hidden[0] == with_all_hidden[1]


def test_words_follow_the_state(explorer):
    explorer.set(lam=explorer.path.lam_max)
    assert "every lasso coefficient is exactly zero" in explorer.words[0]
    lam = 1.001 * explorer.path.knots[3]
    explorer.set(lam=lam)
    assert f"{explorer.path.df(lam)} of 10" in explorer.words[0]
    ahead = min((e for e in explorer.path.events if e.lam > lam), key=lambda e: e.lam)
    assert f"{explorer.data.names[ahead.feature]} is the next to leave" in explorer.words[0]


def test_a_knot_names_its_feature(explorer):
    event = explorer.path.events[2]
    explorer.set(lam=event.lam, snap=True)
    assert f"knot of {explorer.data.names[event.feature]}" in explorer.views[0]._readout.get_text()


def test_error_view_marks_the_state_and_the_lowest_point():
    lams = np.geomspace(0.1, 10, 41)
    test = (np.log(lams) - 0.5) ** 2 + 2
    _, ax = rv.canvas()
    view = made(rv.ErrorView(ax, lams, lams, test), lam=0.2, train_error=0.2, test_error=4.0)
    assert list(view._train.get_ydata()) == [0.2] and list(view._test.get_ydata()) == [4.0]
    words = view.describe(rv.Fit(lam=0.2, train_error=0.2, test_error=4.0))
    assert "left of the lowest" in words and number(lams[test.argmin()]) in words


def test_agreement_and_effects_draw_what_they_are_given():
    measured, predicted = np.arange(5.0), np.arange(5.0) / 2
    view = made(rv.AgreementView(rv.canvas()[1], measured), predicted=predicted)
    assert np.array_equal(view._points.get_xydata(), np.column_stack([measured, predicted]))
    effects = {"ridge": np.array([1.0, -2.0]), "lasso": np.array([0.5, 0.0])}
    view = made(rv.EffectsView(rv.canvas()[1], ["a", "b"], effects, 3.0), effects=effects)
    for name, values in effects.items():
        full, hollow = (line.get_xdata() for line in view._lines[name])
        assert np.array_equal(full, values[values != 0]) and np.array_equal(hollow, values[values == 0])
    told = view.describe(rv.Fit(effects=effects))
    assert "ridge b (−2)" in told and "Exactly zero, of 2: lasso 1" in told
    assert "lasso none" in view.describe(rv.Fit(effects={**effects, "lasso": np.zeros(2)}))


@pytest.mark.parametrize("seed", range(20))
def test_spread_keeps_labels_apart_in_order_and_inside(seed):
    values = np.random.default_rng(seed).normal(size=12)
    placed = spread(values, 0.3, -4.0, 4.0)
    ranked = placed[np.argsort(values, kind="stable")]
    assert np.all(np.diff(ranked) >= 0.3 - 1e-9)
    assert placed.min() >= -4 - 1e-9 and placed.max() <= 4 + 1e-9
    far = np.array([-3.0, 0.0, 3.0])
    assert np.allclose(spread(far, 0.3, -4, 4), far)
