"""The cross-validation explorer: every fold, both choices, the reader's error."""

import numpy as np
import pytest

import regviz as rv


def ours():
    return rv.diabetes().split(0.66, 0)[0]


def fold_error(X, y, train, test, lam):
    """The lesson's formula for ridge: standardize inside the fold, fit, measure."""
    mean, scale = X[train].mean(axis=0), X[train].std(axis=0)
    Z, new = (X[train] - mean) / scale, (X[test] - mean) / scale
    centre = y[train].mean()
    penalty = len(train) * lam * np.eye(X.shape[1])
    w = np.linalg.solve(Z.T @ Z + penalty, Z.T @ (y[train] - centre))
    return ((y[test] - centre - new @ w) ** 2).mean()


def of_yours(explorer):
    return next(text for text in explorer.words if text.startswith("Your error"))


@pytest.mark.parametrize("lam", [0.5, 5.0])
def test_the_errors_of_the_folds_are_scikit_learns(lam):
    linear = pytest.importorskip("sklearn.linear_model")
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    explorer = rv.explore.cross_validation(k=5, seed=3)
    explorer.set(lam=lam)
    data = ours()
    for exact, (train, test) in zip(explorer.fit.fold_errors, rv.folds(len(data), 5, 3),
                                    strict=True):
        model = make_pipeline(StandardScaler(), linear.Lasso(lam, tol=1e-9))
        model.fit(data.X[train], data.y[train])
        assert exact == pytest.approx(((model.predict(data.X[test]) - data.y[test])**2).mean())


def test_the_one_standard_error_choice_is_the_largest_lam_within_one_standard_error():
    explorer = rv.explore.cross_validation()
    stops = {stop.say.split(" ")[0]: stop for stop in explorer.stops}
    simple = stops["lam_1se"].values["lam"]
    lowest = next(stop.values["lam"] for stop in explorer.stops if "lam_min =" in stop.say)
    errors = explorer.set(lam=lowest).fit.fold_errors
    limit = errors.mean() + errors.std(ddof=1) / np.sqrt(errors.size)
    assert explorer.set(lam=simple).fit.cv_error == pytest.approx(limit)
    assert explorer.set(lam=1.02 * simple).fit.cv_error > limit


def test_the_marked_fold_is_the_one_that_was_asked_for():
    explorer = rv.explore.cross_validation().set(lam=2.0, fold=4)
    view = next(view for view in explorer.views if type(view).__name__ == "FoldView")
    assert view.parts["here"].get_ydata()[0] == pytest.approx(explorer.fit.fold_errors[3])
    assert "Fold 4 has error" in " ".join(explorer.words)


def test_the_readers_error_agrees_in_every_fold():
    explorer = rv.explore.cross_validation(method="ridge", error=fold_error)
    assert of_yours(explorer) == "Your error agrees with the exact answer."
    squares = next(view for view in explorer.views if type(view).__name__ == "YoursView")
    assert np.allclose(squares.parts["yours"].get_ydata(), explorer.fit.fold_errors)


def test_an_error_measured_on_the_training_rows_is_told():
    exact = rv.explore.cross_validation(method="ridge")
    explorer = rv.explore.cross_validation(
        method="ridge", error=lambda X, y, train, test, lam: fold_error(X, y, train, train, lam))
    assert "is off by" in of_yours(explorer) and " at fold " in of_yours(explorer)
    assert np.array_equal(explorer.fit.fold_errors, exact.fit.fold_errors)


@pytest.mark.parametrize(("error", "told"), [
    (lambda X, y, train, test, lam: X[99999], "stops with IndexError"),
    (lambda X, y, train, test, lam: None, "returns nothing; asked for is one number for each"),
    (lambda X, y, train, test, lam: y[:7], "returns 10 × 7 numbers"),
])
def test_an_error_that_fails_is_said_in_words(error, told):
    assert told in of_yours(rv.explore.cross_validation(error=error))


@pytest.mark.parametrize(("options", "told"), [
    ({"k": 1}, "k must lie between 2 and"),
    ({"method": "ols"}, "method must be one of"),
    ({"error": 2.0}, "error must be a function"),
])
def test_what_is_wrong_is_named(options, told):
    with pytest.raises(ValueError, match=told):
        rv.explore.cross_validation(**options)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("method", ["lasso", "ridge", "elastic net"])
def test_stops_are_true_for_other_seeds_and_methods(seed, method):
    explorer = rv.explore.cross_validation(seed=seed, method=method)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop
