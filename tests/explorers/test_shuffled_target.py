"""The lasso on shuffled targets: scikit-learn's coefficients, and the counts."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.shuffled_target import CountsView


@pytest.fixture(scope="module")
def explorer():
    return rv.explore.shuffled_target()


def test_the_coefficients_are_scikit_learns_for_the_shuffled_target(explorer):
    linear = pytest.importorskip("sklearn.linear_model")
    used = rv.diabetes().split(0.25, 0)[0].standardize()
    rng = np.random.default_rng(0)
    shuffled = [rng.permutation(used.y) for _ in range(40)]
    for shuffle in (4, 19):
        explorer.set(shuffle=shuffle, rule="lam_min")
        fit = explorer.fit
        model = linear.Lasso(fit.lam, tol=1e-12, max_iter=100_000)
        model.fit(used.X, shuffled[shuffle - 1])
        assert np.allclose(fit.coef, model.coef_, atol=1e-6)
        assert fit.df == np.count_nonzero(model.coef_) == fit.counts[shuffle]


def test_the_real_target_is_that_of_own_data(explorer):
    own = rv.explore.own_data().stop(2)
    explorer.set(shuffle=0, rule="lam_min")
    assert np.isclose(own.fit.lam, explorer.fit.lam)
    assert np.allclose(own.fit.coef, explorer.fit.coef)


def test_the_stricter_rule_never_keeps_the_smaller_lambda(explorer):
    for shuffle in (0, 4, 19, 40):
        lowest = explorer.set(shuffle=shuffle, rule="lam_min").fit.lam
        assert explorer.set(rule="lam_1se").fit.lam >= lowest


@pytest.mark.parametrize("seed", range(1, 5))
def test_the_stops_hold_for_other_shuffles(seed):
    explorer = rv.explore.shuffled_target(seed=seed)
    for number, stop in enumerate(explorer.stops, 1):
        explorer.stop(number)
        assert stop.true(explorer.fit), stop


def counts_at(shuffle, rule, start):
    return rv.Fit(shuffle=shuffle, rule=rule, counts=(start + np.arange(41)) % 5)


def test_the_counts_are_where_they_belong_and_only_parts_move():
    view = CountsView(rv.canvas()[1], 10)
    assert_only_parts_move(view, counts_at(0, "1-SE", 2), counts_at(7, "lowest error", 1))
    view.update(counts_at(7, "lowest error", 1))
    assert view.parts["here"].get_xydata().tolist() == [[7, 3]]
    assert view.parts["real"].get_xydata().tolist() == [[0, 1]]
    assert view.parts["title"].get_text() == "lowest error: something kept in 32 of 40"
    assert "keeps 3 of 10 features for shuffle 7" in view.describe(counts_at(7, "lowest error", 1))
    assert "for the real target" in view.describe(counts_at(0, "1-SE", 2))


@pytest.mark.parametrize(("options", "told"), [
    ({"rule": "lowest"}, "rule must be 'lam_min' or 'lam_1se': got 'lowest'"),
    ({"shuffle": 41}, "shuffle must be a whole number from 0 to 40: got 41"),
])
def test_what_is_wrong_is_named(options, told):
    with pytest.raises(ValueError, match=told):
        rv.explore.shuffled_target(**options)
