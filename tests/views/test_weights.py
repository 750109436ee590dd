"""WeightsView: every weight is kept or zero."""

import numpy as np
from pictures import frame

import regviz as rv


def test_weights_view_sorts_every_weight_into_kept_or_zero():
    view = rv.WeightsView(rv.canvas()[1], 5, ["lasso", "refit"], limit=3.0)
    still = frame(view.ax)
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
    assert view._title.get_text() == "weights: lasso 2, refit 2" and frame(view.ax) == still
    rv.WeightsView(rv.canvas()[1], 5, ["lasso"], 3.0, part="left").update(rv.Fit(left=fit))
