"""Views of groups: moving paths, who is kept, the map with its cross, the valley; frames stand still."""


import numpy as np
import pytest
from matplotlib.colors import to_rgba

import regviz as rv
from regviz.page import flipbook as stage
from regviz.views.coefficient_paths import group_lines

NAMES = ("A1", "A2", "B1", "noise1")
LAMS = np.geomspace(0.01, 10, 21)
RATIOS = np.linspace(0, 1, 6)


def frame(view):
    return view.ax.get_xlim(), view.ax.get_ylim()


def drawn(view):
    return stage.fragment(view.ax.figure, view.artists)


@pytest.fixture(scope="module")
def garden():
    return rv.correlated_groups(n=40, groups=2, size=2, noise_columns=2, noise=2.0, seed=0).standardize()


def mix_fit(garden, lam, l1_ratio):
    path = rv.ElasticNetPath(garden.X, garden.y, l1_ratio=l1_ratio)
    return rv.Fit(lam=lam, l1_ratio=l1_ratio, coef=path(lam), path=path(LAMS))


@pytest.mark.parametrize("presenter", [False, True])
def test_the_path_moves_with_the_mix_and_its_names_stay_apart_inside_the_frame(garden, presenter):
    rv.presenter(presenter)
    try:
        fig, axes = rv.canvas(2)
        view = rv.MixPathView(axes[0], LAMS, garden.names, (-1, 3), groups=["A", "A", "B", "B", "", ""])
    finally:
        rv.presenter(False)
    still = frame(view)
    for lam, l1_ratio in ((0.05, 0.1), (1.0, 0.5), (2.0, 1.0)):
        fit = mix_fit(garden, lam, l1_ratio)
        view.update(fit)
        assert all(np.array_equal(c.get_ydata(), fit.path[:, j]) for j, c in enumerate(view._curves))
        assert np.array_equal(view._dots.get_ydata(), fit.coef) and set(view._dots.get_xdata()) == {lam}
        assert f"{np.count_nonzero(fit.coef)} of 6" in view.describe(fit) and frame(view) == still
        fig.canvas.draw()
        boxes = sorted((label.get_window_extent() for label in view._labels), key=lambda box: box.y0)
        assert all(a.y0 + 0.6 * a.height < b.y0 for a, b in zip(boxes, boxes[1:], strict=False))
        inside = view.ax.get_window_extent()
        assert boxes[0].y0 >= inside.y0 - 2 and boxes[-1].y1 <= inside.y1 + 2
        left_end = view.ax.transData.transform((view._start, 0))[0]
        assert max(box.x1 for box in boxes) <= left_end + 2


def test_the_ends_of_the_mix_have_their_names_and_zero_is_said(garden):
    view = rv.MixPathView(rv.canvas()[1], LAMS, garden.names, (-1, 3))
    fit = mix_fit(garden, 10.0, 1.0)
    view.update(fit)
    assert "(lasso)" in view._title.get_text() and "every coefficient is exactly zero" in view.describe(fit)
    ridge = rv.Fit(lam=1.0, l1_ratio=0.0, coef=np.ones(6), path=np.ones((21, 6)))
    view.update(ridge)
    assert "(ridge)" in view._title.get_text() and "(ridge)" in view.describe(ridge)


def test_a_group_has_one_colour_and_a_dash_for_each_member():
    looks = group_lines(["A", "A", "B", ""])
    assert looks[0]["color"] == looks[1]["color"] != looks[2]["color"] != looks[3]["color"]
    assert looks[0]["linestyle"] != looks[1]["linestyle"]
    penalties = {mark.color for mark in (rv.style.MARKS[name] for name in ("ridge", "lasso", "elastic_net"))}
    assert not penalties & {look["color"] for look in looks}


@pytest.mark.parametrize("kind", ["lasso", "elastic_net"])
def test_selection_fills_the_cells_that_are_kept(kind):
    view = rv.SelectionView(rv.canvas(2)[1][0], NAMES, 4, kind, groups=["A", "A", "B", ""])
    still = frame(view)
    coefs = np.array([[1, 0, 2, 0], [0, 1, 2, 0], [1, 1, 1, 1], [0, 0, 1, 0.0]])
    fit = rv.Fit(**{kind: coefs}, overlap={kind: 0.375})
    view.update(fit)
    ends = view._cells.get_xydata().reshape(-1, 3, 2)
    cells = {(round(x), round(y)) for x, y in ends[:, :2].mean(axis=1)}
    assert cells == {tuple(map(int, cell)) for cell in np.argwhere(coefs != 0)}
    assert "38 %" in view._title.get_text() and "keeps B1" in view.describe(fit) and frame(view) == still
    empty = rv.Fit(**{kind: 0 * coefs}, overlap={kind: 1.0})
    view.update(empty)
    assert view._cells.get_xdata().size == 0 and "no feature in every half" in view.describe(empty)


def map_view(**options):
    values = 100 + 50 * (np.log10(LAMS) ** 2 + (RATIOS[:, None] - 0.6) ** 2)
    return rv.HeatView(rv.canvas(2)[1][0], LAMS, RATIOS, values, **options), values


def test_the_map_stars_the_lowest_and_tells_how_far_above_it_the_cross_is():
    view, values = map_view(se=5.0)
    still, least = frame(view), values.min()
    for value, said in ((least, "0.0 % above"), (1.02 * least, "less than one standard error"),
                        (1.5 * least, "more than one standard error")):
        fit = rv.Fit(lam=0.3, l1_ratio=0.2, value=value)
        view.update(fit)
        assert view._here.get_xydata().tolist() == [[0.3, 0.2]] and said in view.describe(fit)
    assert "l1_ratio = 0.6" in view.describe(fit) and frame(view) == still and not view._here.get_clip_on()
    assert "standard error" not in map_view()[0].describe(fit)


def test_the_cross_is_a_handle_on_a_log_axis():
    fig, axes = rv.canvas(2)
    values = np.add.outer(RATIOS, np.log10(LAMS) ** 2) + 5
    view = rv.HeatView(axes[0], LAMS, RATIOS, values)
    explorer = rv.Explorer(fig, [view], lambda lam, l1_ratio: rv.Fit(lam=lam, l1_ratio=l1_ratio, value=7.0),
                           lam=rv.lam_slider(10.0), l1_ratio=rv.slider(0.0, 1.0, 0.2))
    explorer.set(lam=0.5, l1_ratio=0.4)
    assert np.allclose(view._here.get_xydata(), [[0.5, 0.4]])
    handle, = explorer.widget.plan["handles"]
    assert handle["names"] == ["lam", "l1_ratio"] and handle["log"] == [True, False]
    assert np.allclose(handle["limits"], [view.ax.get_xlim(), view.ax.get_ylim()])


def valley_fit(share, tilt):
    shares = np.linspace(-0.25, 1.25, 61)
    outside = np.maximum(np.abs(shares - 0.5) - 0.5, 0)
    rise = {"lasso": outside + tilt * np.abs(shares), "ridge": (shares - 0.5) ** 2,
            "elastic_net": (shares - 0.5) ** 2 / 2 + outside}
    return shares, rv.Fit(share=share, rise=rise, cost=tilt * share)


def test_a_flat_valley_is_a_tie_and_a_tilted_one_is_not():
    shares, fit = valley_fit(0.8, 0.0)
    view = rv.ValleyView(rv.canvas(2)[1][0], shares, top=1.0)
    still = frame(view)
    view.update(fit)
    assert view._ring.get_xydata().tolist() == [[0.8, 0.0]] and "costs 0 more" in view._title.get_text()
    assert "from 0 to 1" in view.describe(fit) and "ridge near 0.500" in view.describe(fit)
    first = drawn(view)
    _, tilted = valley_fit(0.8, 0.1)
    view.update(tilted)
    assert "costs 0.0800 more" in view._title.get_text() and "near share 0 only" in view.describe(tilted)
    assert drawn(view) != first and frame(view) == still
    view.update(fit)
    assert drawn(view) == first and view.movable[0].x == "share"


def test_marks_are_those_of_the_penalties():
    view = rv.ValleyView(rv.canvas()[1], np.linspace(0, 1, 5), top=1.0)
    for name, line in view._lines.items():
        assert to_rgba(line.get_color()) == to_rgba(rv.style.MARKS[name].color)
