"""Three paths on one lambda: each panel shows its own minimum, all with the same axes."""

import pytest

import regviz as rv


@pytest.mark.parametrize("lam", [0.5, 8.0])
def test_each_of_the_three_is_at_its_own_minimum(lam):
    explorer = rv.explore.three_paths(l1_ratio=0.3).set(lam=lam)
    train = rv.diabetes().split(0.25, 0)[0].standardize()
    centred = train.y - train.y.mean()
    for name, mix in (("lasso", 1.0), ("elastic_net", 0.3), ("ridge", 0.0)):
        coef = getattr(explorer.fit, name)
        penalty = rv.Penalty(lam, l1_ratio=mix)
        assert rv.kkt_residual(train.X, centred, coef, penalty) < 1e-8


def test_the_panels_share_their_axes_and_the_cursor():
    explorer = rv.explore.three_paths().set(lam=3.0)
    panels = explorer.views[:3]
    assert len({view.ax.get_ylim() for view in panels}) == 1
    assert len({view.ax.get_xlim()[1] for view in panels}) == 1
    assert all(view.parts["cursor"].get_xdata() == [3.0, 3.0] for view in panels)


def test_the_held_out_errors_are_those_of_the_three_fits():
    explorer = rv.explore.three_paths()
    train, test = rv.diabetes().split(0.25, 0)
    moved = train.standardize()
    test = moved.apply(test)
    lams = explorer.views[3].values
    expected = ((rv.RidgePath(moved.X, moved.y).predict(test.X, lams) - test.y) ** 2).mean(axis=1)
    for lam, error in zip(lams[::30], expected[::30], strict=True):
        marker = explorer.set(lam=lam) and explorer.views[3].parts["here"]["ridge"]
        assert marker.get_ydata()[0] == pytest.approx(error)


@pytest.mark.parametrize("l1_ratio", [0, 1, -0.5])
def test_a_mix_that_is_no_elastic_net_is_refused(l1_ratio):
    with pytest.raises(ValueError, match="l1_ratio must lie between 0 and 1, without the ends"):
        rv.explore.three_paths(l1_ratio=l1_ratio)
