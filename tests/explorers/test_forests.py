"""Forests: the curves are those of scikit-learn, and the dotted line is the law of averages."""

import numpy as np
import pytest

import regviz as rv

pytest.importorskip("sklearn")


def averages(votes, trees, seed=0):
    """Averages of trees that are drawn with replacement, many times."""
    drawn = np.random.default_rng(seed).integers(len(votes), size=(4000, trees))
    return votes[drawn].mean(axis=1)


def test_the_deepest_forest_is_the_one_of_scikit_learn():
    from sklearn.ensemble import RandomForestRegressor

    problem = rv.correlated(n=80, p=5, corr=0.3, seed=1)
    train, test = problem.split(0.25, 0)
    train = train.standardize()
    test = train.apply(test)
    forest = RandomForestRegressor(12, max_depth=12, max_features=1 / 3, random_state=4)
    predicted = forest.fit(train.X, train.y).predict(test.X)
    fit = rv.explore.forests(problem, trees=12, seed=4).set(depth=12, trees=12).fit
    assert fit.test[-1] == pytest.approx(((predicted - test.y) ** 2).mean())
    assert fit.test_depth[-1] == fit.test[-1]
    assert fit.train[-1] == pytest.approx(((forest.predict(train.X) - train.y) ** 2).mean())


def test_the_expected_error_is_the_mean_of_many_draws():
    given = {}

    def error(votes, y, trees):
        given.update(votes=votes, y=y)
        return 0.0

    explorer = rv.explore.forests(error=error, depth=9).set(trees=7)
    errors = ((averages(given["votes"], 7) - given["y"]) ** 2).mean(axis=1)
    away = abs(errors.mean() - explorer.fit.expected[6])
    assert away < 4 * errors.std() / np.sqrt(len(errors))


def law(votes, y, trees):
    return ((votes.mean(axis=0) - y) ** 2).mean() + votes.var(axis=0).mean() / trees


@pytest.mark.parametrize(("error", "told"), [
    (law, "Your error agrees with the exact answer."),
    (lambda votes, y, trees: law(votes, y, 10**9), "Your error is off by "),
    (lambda votes, y, trees: votes.mean(axis=0), "asked for is one number, the expected error"),
    (lambda votes, y, trees: 1 / 0, "Your error stops with ZeroDivisionError"),
])
def test_the_readers_law_is_compared_and_the_exact_picture_stays(error, told):
    explorer = rv.explore.forests(error=error).set(depth=8, trees=5)
    assert told in explorer.words[-1]
    assert explorer.words[:2] == rv.explore.forests().set(depth=8, trees=5).words
    drawn = explorer.views[-1].parts["yours"].get_xydata()
    if "agrees" in told:
        assert drawn[0] == pytest.approx([5, explorer.fit.expected[4]])


@pytest.mark.parametrize("given", [("breast_cancer",), ("diabetes", 3), ("waves", 1)])
def test_stops_hold_for_other_data_and_seeds(given):
    data, *seed = given
    data = rv.correlated(n=60, p=3, noise=2.0, seed=5) if data == "waves" else data
    explorer = rv.explore.forests(data, trees=20, seed=seed[0] if seed else 0)
    assert len(explorer.stops) >= 3
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


@pytest.mark.parametrize(("options", "error", "told"), [
    ({"trees": 5}, ValueError, "trees must be a whole number from 12 to 300: got 5"),
    ({"depth": 0}, ValueError, "depth must be a whole number from 1 to 12: got 0"),
    ({"seed": -1}, ValueError, "seed must be a whole number from 0"),
    ({"error": 2.0}, ValueError, "error must be a function, without calling it: got 2.0"),
])
def test_bad_input_is_refused_in_words(options, error, told):
    with pytest.raises(error, match=told):
        rv.explore.forests(**options)
