"""Views of L1 against L2: artists equal the fit, frames stand still, the words carry the numbers."""

import numpy as np
import pytest

import regviz as rv
from regviz.explorers.median_and_mean import LOSSES, PENALTIES


def frame(view):
    return view.ax.get_xlim(), view.ax.get_ylim()


KEYS = [(loss, penalty) for loss in LOSSES for penalty in PENALTIES]


def test_outlier_view_draws_each_line_and_rings_the_last_point():
    view = rv.OutlierView(rv.canvas()[1], (0, 4), (-5, 10), truth=(2, 1))
    still = frame(view)
    lines = {"squared": (-1.0, 3.0), "absolute": (2.0, 1.0), "Huber": (1.5, 1.25)}
    fits = {(loss, "none"): line for loss, line in lines.items()}
    fit = rv.Fit(x=np.array([0.0, 1, 3]), y=np.array([1.0, 3, -2]), fits=fits)
    view.update(fit)
    assert view._out.get_xydata().tolist() == [[3, -2]] and view._points.get_xydata().tolist() == [[0, 1], [1, 3]]
    for loss, (slope, intercept) in lines.items():
        assert view._lines[loss].get_xydata().tolist() == [[0, intercept], [4, intercept + 4 * slope]]
    assert "squared −1, absolute 2, Huber 1.5" in view.describe(fit) and frame(view) == still
    assert (view.movable[0].x, view.movable[0].y) == ("x_out", "y_out")


@pytest.mark.parametrize("data", [None, "numbers"])
def test_loss_penalty_view_has_one_mark_an_answer_joined_to_where_it_was(data):
    view = rv.LossPenaltyView(rv.canvas()[1], (-1, 6), "slope", "answers", truth=2.0, data=data, drag=data and "far")
    still = frame(view)
    before, fits = {key: (2.0, 0.0) for key in KEYS}, {key: (k / 2, 0.0) for k, key in enumerate(KEYS)}
    fit = rv.Fit(fits=fits, before=before, data=[0, 0, 1, 5])
    view.update(fit)
    heights = []
    for key, (way, at) in view._marks.items():
        (x, y), = at.get_xydata()
        assert x == fits[key][0] and list(way.get_xdata()) == [2, x] and set(way.get_ydata()) == {y}
        heights.append(y)
    assert heights == sorted(heights) and len(set(heights)) == 9
    assert "squared loss: none 0, L1 0.5" in view.describe(fit) and frame(view) == still
    assert "Moved farthest: squared loss, penalty none, by 2." in view.describe(fit)
    assert "Moved" not in view.describe(rv.Fit(fits=before, before=before, data=[0]))
    stars = view._data.get_xydata().tolist()
    assert len(set(map(tuple, stars))) == (4 if data else 0) and len(view.movable) == (1 if data else 0)
    assert [x for x, _ in stars] == (fit.data if data else []) and view._data.get_clip_on() == (data is None)


def test_risk_view_marks_the_first_count_where_ridge_is_ahead():
    counts = np.arange(1, 11)
    view = rv.RiskView(rv.canvas()[1], counts, (0, 10))
    still = frame(view)
    fit = rv.Fit(nonzeros=7, lasso=counts * 1.0, ridge=np.full(10, 5.5), lasso_se=np.full(10, 0.3),
                 ridge_se=np.full(10, 0.4))
    view.update(fit)
    assert view._cross.get_xdata() == [6, 6] and view._name.get_text().strip() == "from 6 on ridge"
    assert np.allclose(view._here_marks["lasso"].get_xydata(), [[7, 7]])
    words = "ridge 5.50 (0.400): ridge is ahead by 1.50. Ridge is first ahead at 6."
    assert words in view.describe(fit)
    assert np.isfinite(view._lines["lasso"].get_ydata()).sum() == 7
    never = rv.Fit(**vars(fit) | {"nonzeros": 5})
    view.update(never)
    assert np.isnan(view._cross.get_xdata()).all() and not view._name.get_text()
    assert "nowhere ahead" in view.describe(never) and frame(view) == still


def test_weights_view_sorts_every_weight_into_kept_or_zero():
    view = rv.WeightsView(rv.canvas()[1], 5, ["lasso", "refit"], limit=3.0)
    still = frame(view)
    fit = rv.Fit(weights={"truth": np.array([2.0, 0, 0, -1, 0]), "lasso": np.array([1.0, 0, 0.5, 0, 0]),
                          "refit": np.array([2.0, 0, 9.0, 0, 0])})
    view.update(fit)
    kept, zero = view._lines["lasso"]
    assert np.allclose(kept.get_xydata(), [[0.8, 1], [2.8, 0.5]]) and np.allclose(zero.get_xdata(), [1.8, 3.8, 4.8])
    assert np.allclose(view._lines["refit"][0].get_xdata(), [1.2, 3.2])  # beside each other, none behind another
    assert view._lines["refit"][0].get_ydata().tolist() == [2, 3]  # a weight beyond the limit stays at the edge
    drawn = view._truth.get_xydata()
    assert drawn[np.isfinite(drawn[:, 1])].tolist() == [[1, 0], [1, 2], [4, 0], [4, -1]]
    assert "truth 2, lasso 2, refit 2" in view.describe(fit) and "lasso 2.25, refit 82" in view.describe(fit)
    assert view._title.get_text() == "weights: lasso 2, refit 2" and frame(view) == still
    rv.WeightsView(rv.canvas()[1], 5, ["lasso"], 3.0, part="left").update(rv.Fit(left=fit))
