"""HalvesView: one row a feature, the fit on the bar of the fits to halves."""

import numpy as np

import regviz as rv
from regviz.selection.stability_selection import stability

NAMES = ("a", "b", "c", "d")


def view_and_fit():
    view = rv.HalvesView(rv.canvas()[1], NAMES, limit=2.0)
    fit = rv.Fit(coef=np.array([1.5, 0.0, -0.5, 0.0]), low=np.array([1.0, 0.0, -1.0, 0.0]),
                 high=np.array([2.0, 0.3, 0.0, 0.0]), share=np.array([1.0, 0.3, 0.9, 0.02]))
    view.update(fit)
    return view, fit


def test_marks_bars_and_shares_are_those_of_the_fit():
    view, fit = view_and_fit()
    assert list(view._kept.get_xdata()) == [1.5, -0.5] and list(view._kept.get_ydata()) == [0, 2]
    assert list(view._zero.get_xdata()) == [0, 0] and list(view._zero.get_ydata()) == [1, 3]
    ends = np.asarray(view._bars.get_xdata()).reshape(4, 3)
    assert np.array_equal(ends[:, 0], fit.low) and np.array_equal(ends[:, 1], fit.high) and np.isnan(ends[:, 2]).all()
    assert [text.get_text() for text in view._shares] == ["100%", "30%", "90%", "2%"]


def test_the_words_tell_sure_unsure_and_rest():
    view, fit = view_and_fit()
    words = view.describe(fit)
    assert "keeps a in 95 % of them or more, c, b in 20 to 95 %, and 1 of 4 less often" in words
    nothing = rv.Fit(coef=np.zeros(4), low=np.zeros(4), high=np.zeros(4), share=np.zeros(4))
    assert "keeps no feature in 95 %" in view.describe(nothing) and "4 of 4 less often" in view.describe(nothing)


def test_it_shows_what_stability_returns():
    data = rv.correlated(80, 4, 0.3, 2, seed=1)
    lams = np.array([0.05, 0.2])
    halves = stability(data.X, data.y, lams, resamples=40, seed=0)
    low, high = np.quantile(halves.coefs[:, 1], [0.1, 0.9], axis=0)
    view = rv.HalvesView(rv.canvas()[1], NAMES, limit=np.abs(halves.coefs).max())
    view.update(rv.Fit(coef=rv.LassoPath(data.X, data.y)(0.2), low=low, high=high, share=halves.selected[1]))
    assert [text.get_text() for text in view._shares] == [f"{share:.0%}" for share in halves.selected[1]]


def test_of_many_features_those_kept_most_often_are_named_apart():
    names, share = [f"gene {j}" for j in range(120)], np.zeros(120)
    share[[3, 4, 5, 118]] = 1.0, 0.4, 0.25, 0.6
    view = rv.HalvesView(rv.canvas()[1], names, limit=2.0)
    view.update(rv.Fit(coef=np.zeros(120), low=np.zeros(120), high=np.zeros(120), share=share))
    shown = [text for text in view._shares if text.get_text()]
    assert [text.get_text() for text in shown] == ["gene 3 100%", "gene 118 60%", "gene 4 40%", "gene 5 25%"]
    rows = np.sort([text.get_position()[1] for text in shown])
    assert np.diff(rows).min() > 5 and rows[0] > -1 and rows[-1] < 120
    assert not view.ax.get_yticks().size
    view.update(rv.Fit(coef=np.zeros(120), low=np.zeros(120), high=np.zeros(120), share=np.ones(120)))
    assert all(text.get_text() for text in view._shares)
    assert "gene 11 and 108 more in 95 %" in view.describe(rv.Fit(share=np.ones(120)))
    view.update(rv.Fit(coef=np.zeros(120), low=np.zeros(120), high=np.zeros(120), share=np.zeros(120)))
    assert not any(text.get_text() for text in view._shares)
