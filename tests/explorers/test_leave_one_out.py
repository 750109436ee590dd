"""LeftOutView: each residual joined to what it becomes without its row."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv


def left_out(h, inside):
    h, inside = np.array(h), np.array(inside)
    return rv.Fit(leverage=h, residual=inside, left_out=inside / (1 - h))


FIT = left_out([0.1, 0.5, 0.2], [1.0, -2.0, 3.0])


def test_left_out_view_joins_each_residual_to_its_left_out_one():
    view = rv.LeftOutView(rv.canvas()[1], limit=6)
    view.update(FIT)
    inside = np.column_stack([FIT.leverage, FIT.residual])
    outside = np.column_stack([FIT.leverage, FIT.left_out])
    assert np.array_equal(view.parts["in the fit"].get_xydata(), inside)
    assert np.array_equal(view.parts["left out"].get_xydata(), outside)
    joins = view.parts["joins"].get_xydata().reshape(3, 3, 2)
    assert np.array_equal(joins[:, 0], inside) and np.array_equal(joins[:, 1], outside)
    assert np.isnan(joins[:, 2]).any(axis=1).all()
    assert "largest is 0.500" in view.describe(FIT)
    assert "residual of −2 into −4" in view.describe(FIT)


def test_only_parts_move():
    assert_only_parts_move(rv.LeftOutView(rv.canvas()[1], limit=6), FIT,
                           left_out([0.3, 0.3, 0.2], [0.0, 1.0, -1.0]))


def small():
    """Thirty diabetes patients for the refits, and the explorer on them."""
    data = rv.diabetes().take(np.arange(90))
    return data.split(0.66, 0)[0].standardize(), rv.explore.leave_one_out(data)


@pytest.mark.parametrize("lam", [0.01, 1.0])
def test_the_left_out_residuals_are_those_of_n_refits(lam):
    train, explorer = small()
    explorer.set(lam=lam)
    for i in range(len(train)):
        rest = np.arange(len(train)) != i
        refit = rv.RidgePath(train.X[rest], train.y[rest])
        expected = train.y[i] - refit.predict(train.X[[i]], lam)[0]
        assert explorer.fit.left_out[i] == pytest.approx(expected)


def test_the_curve_of_leave_one_out_is_the_mean_square_of_the_residuals():
    _, explorer = small()
    curves = explorer.views[0]
    for lam in curves.values[::30]:
        marker = explorer.set(lam=lam) and curves.parts["here"]["loo"]
        assert marker.get_ydata()[0] == pytest.approx(
            min(np.mean(explorer.fit.left_out**2), curves.ax.get_ylim()[1]))


def of_yours(left_out):
    words = rv.explore.leave_one_out(left_out=left_out, lam=0.5).words
    return next(text for text in words if text.startswith("Your left_out"))


def formula(X, y, lam, rows_less=1):
    """The lesson's formula; the trap is n lam where it has to be (n - 1) lam."""
    n, p = X.shape
    Z = X - X.mean(axis=0)
    H = 1 / n + Z @ np.linalg.solve(Z.T @ Z + (n - rows_less) * lam * np.eye(p), Z.T)
    return (y - H @ y) / (1 - np.diag(H))


def test_the_readers_formula_is_compared_row_by_row():
    assert of_yours(formula) == "Your left_out agrees with the exact answer."
    trap = of_yours(lambda X, y, lam: formula(X, y, lam, rows_less=0))
    assert "is off by" in trap and " at row " in trap
    assert "returns one number" in of_yours(lambda X, y, lam: 3.0)
    assert "stops with NameError" in of_yours(lambda X, y, lam: np.diag(hat))  # noqa: F821


@pytest.mark.parametrize("test_share", [0.3, 0.8])
def test_stops_are_true_for_other_shares(test_share):
    explorer = rv.explore.leave_one_out(test_share=test_share)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop
