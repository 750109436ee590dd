"""Views of shuffled folds: the mean of some curves, and what each shuffle chooses."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv

LAMS = np.geomspace(0.1, 10, 21)
CURVES = np.log(LAMS) ** 2 + np.arange(4)[:, None]
TWO = rv.Fit(curve=CURVES[:2].mean(axis=0), averaged=2, lam_min=1.0)
ONE = rv.Fit(curve=CURVES[1], averaged=1, lam_min=1.0)


def shuffles_view():
    return rv.ShufflesView(rv.canvas()[1], LAMS, CURVES)


def choices_view():
    return rv.ChoicesView(rv.canvas()[1], LAMS, [0.2, 2.0, 1.0], [4.0, 5.0, 3.0])


def test_shuffles_view_draws_the_mean_and_its_lowest_point():
    view = shuffles_view()
    low, high = view.ax.get_ylim()
    view.update(TWO)
    assert np.array_equal(view.parts["mean"].get_xydata(), np.column_stack([LAMS, TWO.curve]))
    assert view.parts["lowest"].get_xydata().tolist() == [[1.0, pytest.approx(0.5)]]
    assert low < 0 < high
    assert "2 shuffles is lowest at lam = 1," in view.describe(TWO)
    alone = "The curve of one shuffle is lowest at lam = 1, with error 1."
    assert view.describe(ONE) == alone


def test_choices_view_marks_the_shuffles_in_use():
    view, both = choices_view(), rv.Fit(members=[1, 2], lam_min=1.5)
    view.update(both)
    assert view.parts["lam_min"].get_xydata().tolist() == [[2.0, 1], [1.0, 2]]
    assert view.parts["lam_1se"].get_xydata().tolist() == [[5.0, 1], [3.0, 2]]
    assert view.parts["cursor"].get_xdata() == [1.5, 1.5]
    assert "lam_min from 1 to 2 and lam_1se from 3 to 5" in view.describe(both)
    one = rv.Fit(members=[0], lam_min=0.2)
    assert "lam_min = 0.200 and lam_1se = 4" in view.describe(one)


def test_only_parts_move():
    assert_only_parts_move(shuffles_view(), TWO, ONE)
    assert_only_parts_move(choices_view(), rv.Fit(members=[1, 2], lam_min=1.5),
                           rv.Fit(members=[0], lam_min=0.2))


def test_each_shuffle_is_one_cross_validation():
    explorer = rv.explore.reshuffled_folds(repeats=4, k=5, seed=7)
    ours = rv.diabetes().split(0.66, 0)[0]
    lams = explorer.views[0].lams
    curves = [rv.cross_validate(ours.X, ours.y, k=5, seed=7 + r, lams=lams, standardize=True)
              for r in range(4)]
    for shuffle, cv in enumerate(curves, 1):
        explorer.set(shuffle=shuffle, averaged=1)
        assert explorer.fit.lam_min == cv.lam_min
        assert np.allclose(explorer.fit.curve, cv.mean)
    explorer.set(shuffle=4, averaged=2)
    assert np.allclose(explorer.fit.curve, (curves[3].mean + curves[0].mean) / 2)


@pytest.mark.parametrize("seed", [1, 100])
@pytest.mark.parametrize("method", ["lasso", "ridge"])
def test_stops_are_true_for_other_shuffles(seed, method):
    explorer = rv.explore.reshuffled_folds(seed=seed, method=method, repeats=20)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


def test_the_share_of_pairs_does_not_hang_on_the_end_of_the_axis():
    explorer = rv.explore.reshuffled_folds()
    lowest = explorer.views[1].choices["lam_min"]
    inner = np.where(lowest <= lowest.min() * 1.001, lowest / 1000, lowest)  # a longer axis
    for chosen in (lowest, inner):
        pairs = [max(a, b) / min(a, b) >= 10 for i, a in enumerate(chosen) for b in chosen[:i]]
        assert round(100 * np.mean(pairs)) >= 28
    assert any("In 28 % of all pairs" in stop.say for stop in explorer.stops)


@pytest.mark.parametrize(("options", "told"), [
    ({"method": "elastic net"}, "method must be lasso or ridge"),
    ({"repeats": 1}, "repeats must lie between 2 and 200"),
    ({"k": 1}, "k must lie between 2"),
])
def test_what_is_wrong_is_named(options, told):
    with pytest.raises(ValueError, match=told):
        rv.explore.reshuffled_folds(**options)
