"""ValleyView: a flat valley is a tie, a tilted one is not."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from pictures import assert_only_parts_move

import regviz as rv

SHARES = np.linspace(-0.25, 1.25, 61)


def valley(share, tilt):
    outside = np.maximum(np.abs(SHARES - 0.5) - 0.5, 0)
    rise = {"lasso": outside + tilt * np.abs(SHARES), "ridge": (SHARES - 0.5) ** 2,
            "elastic_net": (SHARES - 0.5) ** 2 / 2 + outside}
    return rv.Fit(share=share, rise=rise, cost=tilt * share)


@pytest.fixture
def view():
    return rv.ValleyView(rv.canvas(2)[1][0], SHARES, top=1.0)


def test_a_flat_valley_is_a_tie(view):
    fit = valley(0.8, 0.0)
    view.update(fit)
    assert view.parts["ring"].get_xydata().tolist() == [[0.8, 0.0]]
    assert "costs 0 more" in view.parts["title"].get_text()
    assert "from 0 to 1" in view.describe(fit)
    assert "near share 0.500 for ridge" in view.describe(fit)
    assert view.movable[0].x == "share"


def test_a_tilted_valley_is_not(view):
    fit = valley(0.8, 0.1)
    view.update(fit)
    assert "costs 0.0800 more" in view.parts["title"].get_text()
    assert "near share 0 only" in view.describe(fit)


def test_only_parts_move(view):
    assert_only_parts_move(view, valley(0.8, 0.0), valley(0.8, 0.1))


def test_marks_are_those_of_the_penalties(view):
    for name, line in view.parts["curves"].items():
        assert to_rgba(line.get_color()) == to_rgba(rv.style.MARKS[name].color)


@pytest.fixture(scope="module")
def explorer():
    return rv.explore.duplicated_column(column="bmi")


def by_definition(explorer, share, jitter, lam, l1_ratio):
    """J of the pair's split, with the coefficients that the picture was made of."""
    data = rv.diabetes().standardize()
    j, z = data.index("bmi"), (data.y - data.y.mean()) / data.y.std()
    noise = np.random.default_rng(3).standard_normal(len(z))
    copy = data.X[:, j] + jitter * noise
    X = np.column_stack([data.X[:, j], (copy - copy.mean()) / copy.std(),
                         np.delete(data.X, j, axis=1)])
    path = rv.RidgePath(X, z) if l1_ratio == 0 else rv.ElasticNetPath(X, z, l1_ratio)
    best = path(lam)
    split = best.copy()
    split[:2] = share * best[:2].sum(), (1 - share) * best[:2].sum()
    penalty = rv.Penalty(lam, l1_ratio)
    return rv.objective(X, z, split, penalty) - rv.objective(X, z, best, penalty)


@pytest.mark.parametrize("jitter", [0.0, 0.1])
@pytest.mark.parametrize(("name", "l1_ratio"), [("ridge", 0.0), ("elastic_net", 0.5),
                                                ("lasso", 1.0)])
def test_the_valley_is_the_objective(explorer, name, l1_ratio, jitter):
    fit = explorer.set(share=0.3, lam=0.05, jitter=jitter).fit
    for k in (0, 22, 60):
        share = np.linspace(-0.25, 1.25, 61)[k]
        rise = by_definition(explorer, share, jitter, 0.05, l1_ratio)
        assert np.isclose(fit.rise[name][k], rise / 0.05, atol=1e-9)
    if name == "lasso":
        assert np.isclose(fit.cost, by_definition(explorer, 0.3, jitter, 0.05, 1.0) / 0.05,
                          atol=1e-9)


def test_only_the_split_moves_and_no_fitted_value(explorer):
    one, other = (explorer.set(share=share, jitter=0.0, lam=0.05).fit for share in (0.0, 0.7))
    assert np.allclose(one.predicted, other.predicted)
    assert not np.allclose(one.effects["lasso"], other.effects["lasso"])


def test_the_column_is_the_most_correlated_one_or_the_one_asked_for():
    data = rv.diabetes()
    assert rv.explore.duplicated_column().views[1].names[:2] == ("bmi", "copy of bmi")
    assert rv.explore.duplicated_column(data, column=2).views[1].names[0] == "bmi"
    assert rv.explore.duplicated_column(data, column="s5").views[1].names[1] == "copy of s5"


@pytest.mark.parametrize("seed", range(5))
def test_stops_are_true_for_other_noise(seed):
    explorer = rv.explore.duplicated_column(seed=seed)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


def test_without_weight_there_is_nothing_to_divide(view):
    flat = np.zeros(SHARES.size)
    fit = rv.Fit(share=0.5, rise={"lasso": flat, "ridge": flat, "elastic_net": flat}, cost=0.0)
    assert "no weight here" in view.describe(fit)


def test_wrong_arguments_are_refused_in_words():
    with pytest.raises(ValueError, match="column 'weight' is not in X"):
        rv.explore.duplicated_column(column="weight")
    with pytest.raises(ValueError, match="column must vary: x1 is constant"):
        rv.explore.duplicated_column(np.c_[np.ones(9), np.arange(9)], np.arange(9.0), column=0)
    with pytest.raises(ValueError, match="y must vary"):
        rv.explore.duplicated_column(np.eye(9), np.ones(9))
    with pytest.raises(ValueError, match="share must lie between 0 and 1"):
        rv.explore.duplicated_column(share=2)
