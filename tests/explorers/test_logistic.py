"""The logistic explorer: rings where it is wrong, scikit-learn's coefficients, metrics, words."""

import numpy as np
import peers
import pytest
from pictures import assert_only_parts_move

import regviz as rv

POINTS = np.random.default_rng(0).normal(size=(30, 2))


def boundary_view():
    return rv.BoundaryView(rv.canvas()[1], POINTS, (POINTS[:, 0] > 0).astype(int))


def test_boundary_view_rings_exactly_the_wrong_points():
    view, wrong = boundary_view(), POINTS[:, 1] > 1
    fit = rv.Fit(boundary=[[0, -1], [0, 1]], wrong=wrong)
    view.update(fit)
    assert np.array_equal(view.parts["rings"].get_xydata(), POINTS[wrong])
    assert view.parts["boundary"].get_xydata().tolist() == [[0, -1], [0, 1]]
    assert f"{wrong.sum()} point" in view.describe(fit)


def test_a_picture_without_a_boundary_has_none_and_only_parts_move():
    none = rv.Fit(boundary=np.empty((0, 2)), wrong=np.zeros(30, dtype=bool))
    one = rv.Fit(boundary=[[0, -1], [0, 1]], wrong=np.arange(30) == 3)
    view = boundary_view()
    assert_only_parts_move(view, none, one)
    assert view.parts["boundary"].get_xdata().size == 0 and "0 points of 30" in view.describe(none)


def fitted(explorer, **state):
    return explorer.set(**state).fit


@pytest.fixture(scope="module")
def explorer():
    return rv.explore.logistic_regression()


@pytest.mark.parametrize(("penalty", "solver"), [("ridge", "lbfgs"), ("lasso", "saga")])
def test_the_coefficients_are_scikit_learns_at_the_c_that_is_told(explorer, penalty, solver):
    data = rv.data.breast_cancer().select(["mean texture", "mean smoothness"])
    train = data.split(489 / 569, 3)[0].standardize()
    powers = [(a, d - a) for d in range(1, 5) for a in range(d, -1, -1)]
    Z = np.column_stack([train.X[:, 0] ** a * train.X[:, 1] ** b for a, b in powers])
    Z = (Z - Z.mean(axis=0)) / Z.std(axis=0)
    fit = fitted(explorer, lam=0.05, penalty=penalty)
    model = peers.logistic(C=fit.C, l1_ratio=float(penalty == "lasso"), solver=solver, tol=1e-9,
                           max_iter=100_000).fit(Z, 1 - train.y)
    assert np.allclose(fit.coef[1:], model.coef_[0], atol=2e-3)
    assert np.array_equal(fit.wrong, model.predict(Z) != 1 - train.y)


def test_the_border_is_where_neighbours_are_called_differently(explorer):
    """Rows right of a border that runs through the plane have a score of the other sign."""
    from regviz.explorers.logistic import GRID, _sample

    sample = _sample(rv.data.breast_cancer(), None, 80, 4, 3)
    fit = fitted(explorer, lam=0.02, penalty="ridge")
    corner = [sample.across[0], sample.up[0]]
    cell = [sample.across[1] - corner[0], sample.up[1] - corner[1]]
    positive = (fit.coef[0] + sample.plane @ fit.coef[1:] > 0).reshape(GRID, GRID)
    for point in fit.boundary[~np.isnan(fit.boundary[:, 0])]:
        column, row = np.clip(((point - corner) / cell).astype(int), 0, GRID - 2)
        around = positive[max(row - 1, 0):row + 3, max(column - 1, 0):column + 3]
        assert around.any() and not around.all()


def test_the_metrics_are_those_of_the_predictions(explorer):
    metrics = pytest.importorskip("sklearn.metrics")
    from regviz.explorers.logistic import _sample

    sample = _sample(rv.data.breast_cancer(), None, 80, 4, 3)
    at = 20
    for metric, of in (("1 − accuracy", lambda y, p: 1 - metrics.accuracy_score(y, p > 0.5)),
                       ("1 − recall", lambda y, p: 1 - metrics.recall_score(y, p > 0.5)),
                       ("log loss", metrics.log_loss)):
        fit = fitted(explorer, lam=explorer.controls["lam"].values[at], penalty="lasso",
                     metric=metric)
        for Z, y, curve in ((sample.Z, sample.y, fit.train_error),
                            (sample.held_Z, sample.held_y, fit.test_error)):
            chance = 1 / (1 + np.exp(-(fit.coef[0] + Z @ fit.coef[1:])))
            assert np.isclose(curve[at], of(y, chance))
        assert explorer.views[1].parts["metric"].get_text() == metric
        assert metric in explorer.words[1]


@pytest.mark.parametrize("seed", range(4))
def test_the_stops_hold_for_other_rows(seed):
    explorer = rv.explore.logistic_regression(seed=seed, features=("worst area", "worst texture"))
    for number, stop in enumerate(explorer.stops, 1):
        explorer.stop(number)
        assert stop.true(explorer.fit), stop


@pytest.mark.parametrize(("options", "told"), [
    ({"penalty": "L1"}, "penalty must be 'ridge'"),
    ({"degree": 9}, "degree must be a whole number from 1 to 6: got 9"),
    ({"rows": 3}, "rows must be 10 or more"),
    ({"features": "area"}, "features must be the names of two columns"),
    ({"features": ("area", "mean area")}, "column 'area' is not in X"),
    ({"data": (np.arange(40.0)[:, None], np.arange(40) % 2)}, "two features or more: got 1"),
    ({"data": (np.ones((40, 2)), np.arange(40) == 1)}, "both classes must be among"),
])
def test_what_is_wrong_is_named(options, told):
    with pytest.raises(ValueError, match=told):
        rv.explore.logistic_regression(**options)
