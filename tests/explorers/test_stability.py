"""Views of fits to halves of the rows: who is kept, how often, and how large."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.selection.stability_selection import stability

NAMES = ("a", "b", "c", "d")
FOUR = rv.Fit(coef=np.array([1.5, 0.0, -0.5, 0.0]), low=np.array([1.0, 0.0, -1.0, 0.0]),
              high=np.array([2.0, 0.3, 0.0, 0.0]), share=np.array([1.0, 0.3, 0.9, 0.02]))
KEPT = np.array([[1, 0, 2, 0], [0, 1, 2, 0], [1, 1, 1, 1], [0, 0, 1, 0.0]])


def zeros(p, share=0.0):
    """The fit with nothing but zeros, each feature kept in a share of the halves."""
    return rv.Fit(coef=np.zeros(p), low=np.zeros(p), high=np.zeros(p), share=np.full(p, share))


def halves_view(names=NAMES, limit=2.0):
    return rv.HalvesView(rv.canvas()[1], names, limit)


def test_marks_bars_and_shares_are_those_of_the_fit():
    view = halves_view()
    view.update(FOUR)
    kept, zero = view.parts["fit"]["kept"], view.parts["fit"]["zero"]
    assert kept.get_xydata().tolist() == [[1.5, 0], [-0.5, 2]]
    assert zero.get_xydata().tolist() == [[0, 1], [0, 3]]
    ends = view.parts["bars"].get_xdata().reshape(4, 3)
    assert np.array_equal(ends[:, 0], FOUR.low) and np.array_equal(ends[:, 1], FOUR.high)
    assert np.isnan(ends[:, 2]).all()
    shares = [text.get_text() for text in view.parts["shares"]]
    assert shares == ["100%", "30%", "90%", "2%"]


def test_the_words_tell_sure_unsure_and_rest():
    view = halves_view()
    told = "keeps a in 95 % of them or more, c, b in 20 to 95 %, and 1 of 4 less often"
    assert told in view.describe(FOUR)
    nothing = view.describe(zeros(4))
    assert "keeps no feature in 95 %" in nothing and "4 of 4 less often" in nothing


def test_it_shows_what_stability_returns():
    data = rv.correlated(80, 4, 0.3, 2, seed=1)
    halves = stability(data.X, data.y, np.array([0.05, 0.2]), resamples=40, seed=0)
    low, high = np.quantile(halves.coefs[:, 1], [0.1, 0.9], axis=0)
    view = halves_view(limit=np.abs(halves.coefs).max())
    view.update(rv.Fit(coef=rv.LassoPath(data.X, data.y)(0.2), low=low, high=high,
                       share=halves.selected[1]))
    shares = [text.get_text() for text in view.parts["shares"]]
    assert shares == [f"{share:.0%}" for share in halves.selected[1]]


def test_of_many_features_those_kept_most_often_are_named_apart():
    view, fit = halves_view([f"gene {j}" for j in range(60)]), zeros(60)
    fit.share[[3, 4, 5, 58]] = 1.0, 0.4, 0.25, 0.6
    view.update(fit)
    shown = [text for text in view.parts["shares"] if text.get_text()]
    told = [text.get_text() for text in shown]
    assert told == ["gene 3 100%", "gene 58 60%", "gene 4 40%", "gene 5 25%"]
    rows = np.sort([text.get_position()[1] for text in shown])
    assert np.diff(rows).min() > 2 and rows[0] > -1 and rows[-1] < 60
    assert not any(label.get_text() for label in view.ax.get_yticklabels())


def test_of_many_features_kept_all_or_none_the_words_name_twelve_or_no_feature():
    view = halves_view([f"gene {j}" for j in range(60)])
    view.update(zeros(60, share=1.0))
    assert all(text.get_text() for text in view.parts["shares"])
    assert "gene 11 and 48 more in 95 %" in view.describe(zeros(60, share=1.0))
    view.update(zeros(60))
    assert not any(text.get_text() for text in view.parts["shares"])


def test_of_a_crowd_only_those_kept_most_often_are_drawn():
    view, fit = halves_view([f"gene {j}" for j in range(500)]), zeros(500)
    fit.share[[3, 400]], fit.coef[400] = (0.4, 1.0), 0.5
    view.update(fit)
    told = [text.get_text() for text in view.parts["names"]]
    assert told[:3] == ["gene 400 100%", "gene 3 40%", "gene 0 0%"] and len(told) == 20
    assert list(view.parts["fit"]["kept"].get_xydata()[0]) == [0.5, 0]
    assert "480 more" in view.ax.get_ylabel() and "gene 400 in 95 %" in view.describe(fit)


@pytest.mark.parametrize("reads", ["lasso", "elastic_net"])
def test_selection_fills_the_cells_that_are_kept(reads):
    view = rv.SelectionView(rv.canvas(2)[1][0], NAMES, 4, reads, groups=["A", "A", "B", ""])
    fit = rv.Fit(**{reads: KEPT}, overlap={reads: 0.375})
    empty = rv.Fit(**{reads: 0 * KEPT}, overlap={reads: 1.0})
    assert_only_parts_move(view, fit, empty)
    ends = view.parts["cells"].get_xydata().reshape(-1, 3, 2)
    cells = {(round(x), round(y)) for x, y in ends[:, :2].mean(axis=1)}
    assert cells == {tuple(map(int, cell)) for cell in np.argwhere(KEPT != 0)}
    assert "38 %" in view.parts["title"].get_text() and "keeps c" in view.describe(fit)
    view.update(empty)
    assert view.parts["cells"].get_xdata().size == 0
    assert "no feature in every half" in view.describe(empty)


def test_only_parts_move():
    assert_only_parts_move(halves_view(), FOUR, zeros(4))


@pytest.fixture(scope="module")
def explorer():
    return rv.explore.stability()


def test_every_method_is_shown_beside_chance(explorer):
    fit = explorer.set(lam=0.5, l1_ratio=0.4).fit
    for k, method in ((0, "lasso"), (1, "elastic_net")):
        kept = getattr(fit, method) != 0
        shares = [(a & b).sum() / (a | b).sum() for a, b in zip(kept[::2], kept[1::2], strict=True)]
        assert np.isclose(fit.overlap[method], np.mean(shares))
        assert f"by chance {100 * fit.chance[method]:.0f} %" in explorer.words[k]
        assert f"chance {100 * fit.chance[method]:.0f} %" in (
            explorer.views[k].parts["title"].get_text())
    assert explorer.words[2].count("by chance") == 2


def test_a_half_is_fitted_to_half_of_the_rows(explorer):
    fit = explorer.set(lam=0.5, l1_ratio=0.4).fit
    data = rv.correlated_groups(100, 2, 4, 0.95, 4, 3.0, seed=9).standardize()
    rows = np.sort(np.random.default_rng(0).permutation(100)[:50])
    part = data.take(rows)
    assert np.allclose(fit.lasso[0], rv.LassoPath(part.X, part.y)(0.5))
    assert np.allclose(fit.elastic_net[0], rv.ElasticNetPath(part.X, part.y, 0.4)(0.5))
    assert np.allclose(fit.coef, rv.LassoPath(data.X, data.y)(0.5))


def test_the_curves_are_the_agreement_at_each_lambda(explorer):
    view = explorer.views[2]
    for k in (0, 20, 36):
        fit = explorer.set(lam=float(view.values[k]), l1_ratio=0.5).fit
        assert np.isclose(fit.lasso_share[k], fit.overlap["lasso"])
        assert np.isclose(fit.net_share[k], fit.overlap["elastic_net"])
        assert np.isclose(fit.net_chance[k], fit.chance["elastic_net"])


@pytest.mark.parametrize("seed", range(3))
def test_stops_are_true_for_other_splits(seed):
    explorer = rv.explore.stability("diabetes", seed=seed)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


def test_wrong_arguments_are_refused_in_words():
    with pytest.raises(ValueError, match="l1_ratio must lie between 0.1 and 0.9"):
        rv.explore.stability(l1_ratio=1)
    with pytest.raises(ValueError, match="10 rows or more"):
        rv.explore.stability(np.eye(6), np.arange(6.0))
