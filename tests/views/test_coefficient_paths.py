"""Views of paths: what is drawn is what was fitted, and the frame stands still."""

import numpy as np
import pytest
from pictures import assert_only_parts_move, frame, lasso_explorer

import regviz as rv
from regviz.page.flipbook import fragment
from regviz.views.coefficient_paths import group_lines

LAMS = np.geomspace(0.01, 10, 21)


@pytest.fixture
def explorer():
    return lasso_explorer()


@pytest.mark.parametrize("lam", [0.05, 0.7, 3.0, 50.0])
def test_what_moves_is_the_fit_and_the_frame_stands_still(explorer, lam):
    path_view, bars = explorer.views
    frames = [frame(view.ax) for view in explorer.views]
    explorer.set(lam=lam)
    dots, cursor = path_view.parts["dots"], path_view.parts["cursor"]
    assert np.array_equal(dots.get_ydata(), explorer.path(lam))
    assert set(dots.get_xdata()) == {lam} == set(cursor.get_xdata())
    assert [bar.get_width() for bar in bars.parts["bars"]] == list(explorer.path(lam))
    zeros = np.flatnonzero(explorer.path(lam) == 0)
    assert list(bars.parts["zeros"].get_ydata()) == list(zeros)
    assert [frame(view.ax) for view in explorer.views] == frames


def test_the_line_of_zero_does_not_cross_the_names(explorer):
    view = explorer.views[0]
    zero, = (line for line in view.ax.lines
             if line.get_color() == rv.style.ZERO and set(line.get_ydata()) == {0})
    explorer.png()
    names = [text.get_window_extent() for text in view.ax.texts if text.get_text() in view.names]
    assert len(names) == 10
    assert max(box.x1 for box in names) < zero.get_window_extent().x0


def test_only_the_parts_of_both_views_move(explorer):
    fits = [rv.Fit(lam=lam, coef=explorer.path(lam), df=explorer.path.df(lam))
            for lam in (1.0, 20.0)]
    for view in explorer.views:
        assert_only_parts_move(view, *fits)


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
    readout = explorer.views[0].parts["readout"].get_text()
    assert f"knot of {explorer.data.names[event.feature]}" in readout


def test_another_attribute_can_hold_the_coefficients(explorer):
    view = rv.PathView(rv.canvas()[1], explorer.path, LAMS, explorer.data.names, reads="other")
    view.update(rv.Fit(lam=1.0, other=np.arange(10.0)))
    assert list(view.parts["dots"].get_ydata()) == list(range(10))


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_long_names_stay_left_of_the_curves(explorer, columns):
    fig, axes = rv.canvas(3, columns=columns)
    names = [f"{'the long name of column ' * 3}{j}"[:63] for j in range(10)]
    views = [rv.PathView(ax, explorer.path, LAMS, names) for ax in axes]
    fig.draw_without_rendering()
    for view in views:
        left = view.ax.transData.transform((LAMS[0], 0))[0]
        shown = [text for text in view.ax.texts if "…" in text.get_text()]
        assert len(shown) == 10
        assert max(text.get_window_extent().x1 for text in shown) < left
        assert left - view.ax.bbox.x0 < 0.5 * view.ax.bbox.width


@pytest.mark.parametrize("count", [14, 15])
def test_many_curves_have_no_names_beside_them(count):
    def path(lam):
        return np.outer(lam, np.arange(count))

    names = [f"x{j}" for j in range(count)]
    view = rv.PathView(rv.canvas()[1], path, LAMS, names)
    shown = [text.get_text() for text in view.ax.texts if text.get_text()]
    assert shown == (names if count <= 14 else [])


@pytest.fixture(scope="module")
def garden():
    data = rv.correlated_groups(n=40, groups=2, size=2, noise_columns=2, noise=2.0, seed=0)
    return data.standardize()


def mix_fit(garden, lam, l1_ratio):
    path = rv.ElasticNetPath(garden.X, garden.y, l1_ratio=l1_ratio)
    return rv.Fit(lam=lam, l1_ratio=l1_ratio, coef=path(lam), path=path(LAMS))


def apart_and_inside(view):
    """The names of a drawn view lie apart from each other, inside the frame, left of the curves."""
    boxes = [text.get_window_extent() for text in view.parts["names"]]
    boxes.sort(key=lambda box: box.y0)
    assert all(a.y0 + 0.6 * a.height < b.y0 for a, b in zip(boxes, boxes[1:], strict=False))
    inside = view.ax.get_window_extent()
    assert boxes[0].y0 >= inside.y0 - 2 and boxes[-1].y1 <= inside.y1 + 2
    leaders = [line.get_window_extent().x0 for line in view.parts["leaders"]]
    assert max(box.x1 for box in boxes) <= min(leaders) + 2


@pytest.mark.parametrize("presenter", [False, True])
def test_the_path_moves_with_the_mix_and_its_names_stay_apart(garden, presenter):
    rv.presenter(presenter)
    try:
        fig, axes = rv.canvas(2)
        groups = ["A", "A", "B", "B", "", ""]
        view = rv.MixPathView(axes[0], LAMS, garden.names, (-1, 3), groups=groups)
    finally:
        rv.presenter(False)
    still = frame(view.ax)
    for lam, l1_ratio in ((0.05, 0.1), (1.0, 0.5), (2.0, 1.0)):
        fit = mix_fit(garden, lam, l1_ratio)
        view.update(fit)
        for curve, values in zip(view.parts["curves"], fit.path.T, strict=True):
            assert np.array_equal(curve.get_ydata(), values)
        assert np.array_equal(view.parts["dots"].get_ydata(), fit.coef)
        assert set(view.parts["dots"].get_xdata()) == {lam}
        assert f"{np.count_nonzero(fit.coef)} of 6" in view.describe(fit)
        assert frame(view.ax) == still
        fig.canvas.draw()
        apart_and_inside(view)


def test_the_ends_of_the_mix_have_their_names_and_zero_is_said(garden):
    view = rv.MixPathView(rv.canvas()[1], LAMS, garden.names, (-1, 3))
    fit = mix_fit(garden, 10.0, 1.0)
    view.update(fit)
    assert "(lasso)" in view.parts["title"].get_text()
    assert "every coefficient is exactly zero" in view.describe(fit)
    ridge = rv.Fit(lam=1.0, l1_ratio=0.0, coef=np.ones(6), path=np.ones((21, 6)))
    view.update(ridge)
    assert "(ridge)" in view.parts["title"].get_text() and "(ridge)" in view.describe(ridge)


def test_the_same_mix_draws_the_same(garden):
    view = rv.MixPathView(rv.canvas()[1], LAMS, garden.names, (-1, 3))
    pages = []
    for l1_ratio in (0.2, 0.9, 0.2):
        view.update(mix_fit(garden, 0.5, l1_ratio))
        pages.append(fragment(view.ax.figure, view.artists))
    assert pages[0] == pages[2] != pages[1]


def test_a_group_has_one_colour_and_a_dash_for_each_member():
    looks = group_lines(["A", "A", "B", ""])
    assert looks[0]["color"] == looks[1]["color"] != looks[2]["color"] != looks[3]["color"]
    assert looks[0]["linestyle"] != looks[1]["linestyle"]
    penalties = {rv.style.MARKS[name].color for name in ("ridge", "lasso", "elastic_net")}
    assert not penalties & {look["color"] for look in looks}
