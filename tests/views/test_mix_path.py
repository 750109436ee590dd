"""MixPathView: the curves move with the mix, their names stay apart."""

import numpy as np
import pytest
from pictures import frame

import regviz as rv
from regviz.views.coefficient_paths import group_lines

LAMS = np.geomspace(0.01, 10, 21)


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
    still = frame(view.ax)
    for lam, l1_ratio in ((0.05, 0.1), (1.0, 0.5), (2.0, 1.0)):
        fit = mix_fit(garden, lam, l1_ratio)
        view.update(fit)
        assert all(np.array_equal(c.get_ydata(), fit.path[:, j]) for j, c in enumerate(view._curves))
        assert np.array_equal(view._dots.get_ydata(), fit.coef) and set(view._dots.get_xdata()) == {lam}
        assert f"{np.count_nonzero(fit.coef)} of 6" in view.describe(fit) and frame(view.ax) == still
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
