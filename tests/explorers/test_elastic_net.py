"""rv.explore.elastic_net: scikit-learn, the grouping bound, one coefficient."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.elastic_net import NetRuleView, _Mixes, _rules


def right(z, lam, l1_ratio):
    """Written for one number, as the lesson's exercise asks for it."""
    soft = np.sign(z) * max(abs(z) - lam * l1_ratio, 0)
    return soft / (1 + lam * (1 - l1_ratio))


@pytest.mark.parametrize("l1_ratio", [0.05, 0.5, 1.0])
@pytest.mark.parametrize("lam", [0.1, 1.0])
def test_the_mix_is_that_of_scikit_learn(l1_ratio, lam):
    linear_model = pytest.importorskip("sklearn.linear_model")
    explorer = rv.explore.elastic_net().set(l1_ratio=l1_ratio, lam=lam)
    data = rv.correlated_groups(100, 2, 4, 0.95, 4, 3.0, seed=9).standardize()
    theirs = linear_model.ElasticNet(alpha=lam, l1_ratio=l1_ratio, tol=1e-12, max_iter=100_000)
    assert np.allclose(explorer.fit.coef, theirs.fit(data.X, data.y).coef_, atol=1e-6)


def test_ridge_is_the_mix_without_l1():
    explorer = rv.explore.elastic_net("diabetes").set(l1_ratio=0.0, lam=2.0)
    train = rv.diabetes().split(0.25, 0)[0].standardize()
    inverse = np.linalg.inv(train.X.T @ train.X + 2.0 * len(train) * np.eye(10))
    assert np.allclose(explorer.fit.coef, inverse @ train.X.T @ (train.y - train.y.mean()))
    assert np.allclose(explorer.fit.coef, explorer.fit.effects["ridge"])


@pytest.mark.parametrize("seed", range(5))
def test_no_two_coefficients_differ_by_more_than_the_grouping_bound(seed):
    data = rv.correlated_groups(40, 2, 4, 0.9, 4, 3.0, seed=seed).standardize()
    mixes = _Mixes(data, data)
    corr = data.X.T @ data.X / 40
    for l1_ratio, lam in [(0.9, 0.1), (0.5, 0.5), (0.1, 2.0)]:
        coef = mixes.at(l1_ratio).path(lam)
        for i in range(12):
            for j in range(i):
                most = mixes.apart_at_most(l1_ratio, lam, corr[i, j])
                assert abs(coef[i] - np.sign(corr[i, j]) * coef[j]) <= most + 1e-9


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("corr", [0.5, 0.99])
def test_stops_are_true_for_other_weeks(seed, corr):
    explorer = rv.explore.elastic_net(seed=seed, corr=corr)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


def test_a_right_update_agrees_and_the_exact_picture_stays():
    plain, mine = rv.explore.elastic_net(), rv.explore.elastic_net(update=right)
    for number in range(1, len(plain.stops) + 1):
        exact, fit = plain.stop(number).fit, mine.stop(number).fit
        assert fit.yours.words == "Your update agrees with the exact answer."
        assert np.array_equal(exact.coef, fit.coef)
        assert all(np.array_equal(exact.rules[name], fit.rules[name]) for name in exact.rules)


@pytest.mark.parametrize(("update", "told"), [
    (lambda z, lam, r: right(z, lam, r) * (1 + lam * (1 - r)),
     "off by 0.793 at z = −2.88: it gives −2.38"),
    (lambda z, lam, r: np.where(abs(z) > lam * r, z, 0.0), "Your update is off by"),
    (lambda z, lam, r: 1 / 0, "stops with ZeroDivisionError"),
    (lambda z, lam, r: None, "returns nothing; asked for is one number for each z"),
    (lambda z, lam, r: np.zeros(3), "returns 3 numbers; asked for is one number for each z"),
])
def test_a_wrong_update_is_told(update, told):
    explorer = rv.explore.elastic_net(update=update).set(l1_ratio=0.5, lam=1.0)
    assert told in explorer.words[1]
    if "off" not in told:
        assert len(explorer.views[1].parts["yours"].get_xdata()) == 0


def test_wrong_arguments_are_refused_in_words():
    with pytest.raises(ValueError, match="l1_ratio must lie between 0"):
        rv.explore.elastic_net(l1_ratio=1.5)
    with pytest.raises(ValueError, match="update must be a function"):
        rv.explore.elastic_net(update=3)
    with pytest.raises(ValueError, match="corr must lie between 0 and 1"):
        rv.explore.elastic_net(corr=2)


def test_only_parts_move():
    z = np.linspace(-3, 3, 31)
    first, second = (rv.Fit(lam=lam, l1_ratio=mix, rules=_rules(z, lam, mix))
                     for lam, mix in ((0.5, 0.5), (1.0, 0.0)))
    assert_only_parts_move(NetRuleView(rv.canvas(1)[1], z), first, second)
