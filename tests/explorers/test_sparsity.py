"""RiskView: two risks up to the present count, and where ridge comes ahead."""

import numpy as np
from pictures import assert_only_parts_move

import regviz as rv

COUNTS = np.arange(1, 11)


def risks(nonzeros):
    return rv.Fit(nonzeros=nonzeros, lasso=COUNTS * 1.0, ridge=np.full(10, 5.5),
                  lasso_se=np.full(10, 0.3), ridge_se=np.full(10, 0.4))


def risk_view():
    return rv.RiskView(rv.canvas()[1], COUNTS, (0, 10))


def test_risk_view_marks_the_first_count_where_ridge_is_ahead():
    view, fit = risk_view(), risks(7)
    view.update(fit)
    assert view.parts["crossing"].get_xdata() == [6, 6]
    assert view.parts["crossing name"].get_text().strip() == "from 6 on ridge"
    assert np.allclose(view.parts["here"]["lasso"].get_xydata(), [[7, 7]])
    assert np.isfinite(view.parts["curves"]["lasso"].get_ydata()).sum() == 7
    words = "ridge 5.50 (0.400): ridge is ahead by 1.50. Ridge is first ahead at 6."
    assert words in view.describe(fit)


def test_before_the_crossing_nothing_is_marked():
    view, fit = risk_view(), risks(5)
    view.update(risks(7))
    view.update(fit)
    assert np.isnan(view.parts["crossing"].get_xdata()).all()
    assert not view.parts["crossing name"].get_text()
    assert "nowhere ahead" in view.describe(fit)


def test_only_parts_move():
    assert_only_parts_move(risk_view(), risks(7), risks(5))
