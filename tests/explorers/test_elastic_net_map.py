"""HeatView: the map with its star and the cross that a hand drags."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv

LAMS = np.geomspace(0.01, 10, 21)
RATIOS = np.linspace(0, 1, 6)
VALUES = 100 + 50 * (np.log10(LAMS) ** 2 + (RATIOS[:, None] - 0.6) ** 2)


def map_view(**options):
    return rv.HeatView(rv.canvas(2)[1][0], LAMS, RATIOS, VALUES, **options)


def test_the_map_stars_the_lowest_and_tells_how_far_above_it_the_cross_is():
    view, least = map_view(se=5.0), VALUES.min()
    for value, said in ((least, "0.0 % above"), (1.02 * least, "less than one standard error"),
                        (1.5 * least, "more than one standard error")):
        fit = rv.Fit(lam=0.3, l1_ratio=0.2, value=value)
        view.update(fit)
        assert view.parts["cross"].get_xydata().tolist() == [[0.3, 0.2]]
        assert said in view.describe(fit)
    assert "l1_ratio = 0.6" in view.describe(fit)
    assert not view.parts["cross"].get_clip_on()
    assert "standard error" not in map_view().describe(fit)


def test_only_parts_move():
    assert_only_parts_move(map_view(se=5.0), rv.Fit(lam=0.3, l1_ratio=0.2, value=110.0),
                           rv.Fit(lam=3.0, l1_ratio=1.0, value=101.0))


def test_the_cross_is_a_handle_on_a_log_axis():
    fig, axes = rv.canvas(2)
    view = rv.HeatView(axes[0], LAMS, RATIOS, VALUES)
    explorer = rv.Explorer(fig, [view],
                           lambda lam, l1_ratio: rv.Fit(lam=lam, l1_ratio=l1_ratio, value=107.0),
                           lam=rv.lam_slider(10.0), l1_ratio=rv.slider(0.0, 1.0, 0.2))
    explorer.set(lam=0.5, l1_ratio=0.4)
    assert np.allclose(view.parts["cross"].get_xydata(), [[0.5, 0.4]])
    handle, = explorer.widget.plan["handles"]
    assert handle["names"] == ["lam", "l1_ratio"] and handle["log"] == [True, False]
    assert np.allclose(handle["limits"], [view.ax.get_xlim(), view.ax.get_ylim()])


@pytest.fixture(scope="module")
def explorer():
    return rv.explore.elastic_net_map()


@pytest.mark.parametrize(("l1_ratio", "lam"), [(0.0, 0.5), (0.3, 2.0), (1.0, 8.0)])
def test_the_map_is_that_of_cross_validation(explorer, l1_ratio, lam):
    fit = explorer.set(l1_ratio=l1_ratio, lam=lam).fit
    sample = rv.diabetes().split(1 - 60 / 442, 2)[0].standardize()
    method = {0.0: "ridge", 1.0: "lasso"}.get(l1_ratio, "elastic net")
    alone = rv.cross_validate(sample.X, sample.y, k=5, seed=0, method=method, l1_ratio=l1_ratio)
    assert np.isclose(fit.value, alone(lam), rtol=5e-3)  # read between two places of the grid
    low, high = fit.band
    assert np.allclose((low + high) / 2, fit.mix_error)


def test_the_error_on_unseen_rows_is_that_of_the_fit(explorer):
    fit = explorer.set(l1_ratio=0.3, lam=2.0).fit
    sample, unseen = rv.diabetes().split(1 - 60 / 442, 2)
    sample = sample.standardize()
    unseen = sample.apply(unseen)
    errors = (unseen.X @ fit.coef + sample.y.mean() - unseen.y) ** 2
    view = explorer.views[-1]
    read = np.interp(np.log(2.0), np.log(view.values), fit.test_error)
    assert np.isclose(errors.mean(), read, rtol=5e-3)


def test_other_samples_are_marked_when_asked_for(explorer):
    stars = explorer.views[1].parts["stars"]
    explorer.set(others=True)
    assert len(stars.get_xdata()) == 10 and "10 other samples" in explorer.words[1]
    explorer.set(others=False)
    assert len(stars.get_xdata()) == 0 and explorer.words[1] == ""


@pytest.mark.parametrize("seed", [0, 5])
def test_stops_are_true_for_other_samples(seed):
    explorer = rv.explore.elastic_net_map(rows=40, seed=seed)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


def test_wrong_arguments_are_refused_in_words():
    with pytest.raises(ValueError, match="rows must be a whole number from 15 on: got 3"):
        rv.explore.elastic_net_map(rows=3)
    with pytest.raises(ValueError, match="l1_ratio must lie between 0"):
        rv.explore.elastic_net_map(l1_ratio=-0.1)
    with pytest.raises(ValueError, match="data must have 20 rows or more"):
        rv.explore.elastic_net_map(np.eye(9), np.arange(9.0))
