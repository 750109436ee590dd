"""Double descent: the errors are those of ridge on random features, and the stops hold."""

import numpy as np
import pytest

import regviz as rv

SETS, N, D = 5, 20, 4


def errors(width, lam, widest):
    """Median training and held-out errors, by the normal equations of the same data."""
    rng = np.random.default_rng(3)
    x = rng.standard_normal((SETS, N + 200, D))
    truth = rng.standard_normal(D)
    weights = rng.standard_normal((SETS, D, widest))
    y = x @ (truth / np.linalg.norm(truth)) + 0.5 * rng.standard_normal((SETS, N + 200))
    found = []
    for k in range(SETS):
        features = np.maximum(x[k] @ weights[k, :, :width], 0) * np.sqrt(2 / width)
        train = features[:N] - features[:N].mean(axis=0)
        gram = train.T @ train + N * lam * np.eye(width)
        coef = np.linalg.solve(gram, train.T @ (y[k, :N] - y[k, :N].mean()))
        away = (features - features[:N].mean(axis=0)) @ coef + y[k, :N].mean() - y[k]
        found.append([(away[:N] ** 2).mean(), (away[N:] ** 2).mean()])
    return np.median(found, axis=0)


@pytest.mark.parametrize("lam", [0.01, 0.2, 1.0])
@pytest.mark.parametrize("width", [2, 8, 20, 200])
def test_errors_are_those_of_ridge_on_random_features(width, lam):
    explorer = rv.explore.double_descent(N, D, sets=SETS, seed=3).set(width=width, lam=lam)
    fit = explorer.fit
    at = int(np.flatnonzero(explorer.views[0].values == width)[0])
    expected = errors(width, fit.lam, widest=200)
    assert fit.lam == pytest.approx(lam, rel=0.3)
    assert [fit.train[at], fit.test[at]] == pytest.approx(expected, rel=1e-6)
    k = int(np.abs(explorer.views[1].values - fit.lam).argmin())
    assert [fit.train_lam[k], fit.test_lam[k]] == pytest.approx(expected, rel=1e-6)


def through_the_rows(X, y, lam):
    """Ridge by one equation for each row."""
    n = len(y)
    return X.T @ np.linalg.solve(X @ X.T + n * lam * np.eye(n), y)


@pytest.mark.parametrize(("solve", "told"), [
    (through_the_rows, "Your solve agrees with the exact answer."),
    (lambda X, y, lam: through_the_rows(X, y, 2 * lam), "Your solve is off by "),
    (lambda X, y, lam: y, "one coefficient for each of the 80 columns of X"),
    (lambda X, y, lam: None, "Your solve stops with")])
def test_the_readers_ridge_moves_the_picture(solve, told):
    explorer = rv.explore.double_descent(N, D, sets=SETS, seed=3, solve=solve).set(width=80)
    assert told in explorer.words[-1]
    drawn = explorer.views[-1].parts["yours"].get_xydata()
    if "agrees" in told:
        at = int(np.flatnonzero(explorer.views[0].values == 80)[0])
        assert drawn[0] == pytest.approx([80, explorer.fit.test[at]])


def test_what_is_not_a_function_is_refused():
    with pytest.raises(ValueError, match="solve must be a function"):
        rv.explore.double_descent(N, D, sets=SETS, solve=3)


@pytest.mark.parametrize("given", [{"seed": 2}, {"noise": 1.0}, {"noise": 0.1}, {"d": 3},
                                   {"n": 20, "sets": 5}])
def test_stops_hold_for_other_data(given):
    explorer = rv.explore.double_descent(**given)
    assert 3 <= len(explorer.stops) <= 6
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


@pytest.mark.parametrize(("given", "error", "told"), [
    ({"n": 200}, ValueError, "n must be a whole number from 20 to 60: got 200"),
    ({"noise": 0}, ValueError, "noise must be a number from 0.05 to 5: got 0"),
    ({"lam": 2}, ValueError, "lam must be a number from 0.00001 to 1: got 2"),
    ({"width": 41}, ValueError, "width must be one of 4, 16, 32, 40, 68, 160, 400: got 41"),
])
def test_bad_input_is_refused_in_words(given, error, told):
    with pytest.raises(error, match=told):
        rv.explore.double_descent(**given)
