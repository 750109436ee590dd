"""A table of one's own: both choices of lambda, the script, rows kept for the end, odd columns."""

import numpy as np
import pytest

import regviz as rv


def table(rows=80, seed=0):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(rows, 5)) * (1, 20, 0.1, 3, 1)
    return rv.Problem(X, X @ (2, 0.1, 0, 0, 0) + rng.normal(size=rows), tuple("abcde"), "price")


def test_both_choices_are_those_of_cross_validation_on_the_rows_that_are_used():
    data = rv.diabetes()
    used, _ = data.split(0.25, 0)
    explorer = rv.explore.own_data()
    path = rv.LassoPath(used.standardize().X, used.y)
    lams = path.lam_max * np.geomspace(1e-3, 1.26, 121)
    cv = rv.cross_validate(used.X, used.y, k=10, seed=0, lams=lams, standardize=True)
    assert np.isclose(explorer.stops[1].values["lam"], cv.lam_min)
    assert np.isclose(explorer.stops[2].values["lam"], cv.lam_1se)
    explorer.set(lam=3.0)
    assert np.allclose(explorer.fit.coef, path(3.0))
    assert np.isclose(explorer.fit.cv_error, cv(3.0))


def test_the_coefficients_are_scikit_learns():
    linear = pytest.importorskip("sklearn.linear_model")
    used = table().split(0.25, 0)[0].standardize()
    explorer = rv.explore.own_data(table()).set(lam=0.2)
    model = linear.Lasso(0.2, tol=1e-12, max_iter=100_000).fit(used.X, used.y)
    assert np.allclose(explorer.fit.coef, model.coef_, atol=1e-8)


def test_the_rows_kept_for_the_end_change_nothing():
    data = table()
    order = np.random.default_rng(0).permutation(80)  # as in Problem.split with seed 0
    y = data.y.copy()
    y[order[:20]] += 1000
    changed = rv.Problem(data.X, y, data.names, data.target)
    before, after = rv.explore.own_data(data), rv.explore.own_data(changed)
    assert before.frame(before.key) == after.frame(after.key)
    assert [stop.say for stop in before.stops] == [stop.say for stop in after.stops]


def test_the_script_gives_the_coefficients_of_all_rows(tmp_path, capsys, monkeypatch):
    pytest.importorskip("sklearn")
    data = table()
    lines = [",".join([*data.names, "price"])]
    lines += [",".join(map(repr, map(float, [*x, y]))) for x, y in zip(data.X, data.y, strict=True)]
    (tmp_path / "mine.csv").write_text("\n".join(lines))
    monkeypatch.chdir(tmp_path)
    explorer = rv.explore.own_data(rv.read_csv("mine.csv", target="price"), file="mine.csv")
    code = explorer.set(lam=0.25).as_code()
    exec(code, {})
    printed = eval(capsys.readouterr().out, {"np": np})
    every = data.standardize()
    coef = every.to_original_units(rv.LassoPath(every.X, every.y)(0.25))[0]
    assert np.allclose([printed[name] for name in data.names], coef, atol=1e-8)


def test_a_standardized_problem_has_no_script_but_a_call():
    explorer = rv.explore.own_data(table().standardize())
    assert explorer.as_code().startswith("rv.explore.own_data(data).set(lam=")


def test_columns_that_never_vary_and_copies_are_said():
    data = table()
    still = rv.Problem(np.column_stack([data.X, np.ones(80)]), data.y, (*data.names, "one"))
    explorer = rv.explore.own_data(still)
    assert explorer.stops[0].say.startswith("one: no variation")
    twice = rv.Problem(np.column_stack([data.X, 7 * data.X[:, 0]]), data.y, (*data.names, "again"))
    explorer_of_copies = rv.explore.own_data(twice)
    assert "a, again are copies of each other" in explorer_of_copies.stops[0].say
    for made in (explorer, explorer_of_copies):
        for number, stop in enumerate(made.stops, 1):
            made.stop(number)
            assert stop.true(made.fit), stop


@pytest.mark.parametrize("seed", range(6))
def test_the_stops_hold_where_nothing_can_be_found(seed):
    rng = np.random.default_rng(seed)
    explorer = rv.explore.own_data(rng.normal(size=(40, 6)), rng.normal(size=40))
    for number, stop in enumerate(explorer.stops, 1):
        explorer.stop(number)
        assert stop.true(explorer.fit), stop


def test_what_cannot_be_used_is_named():
    with pytest.raises(ValueError, match="the data must have 12 rows or more: got 11"):
        rv.explore.own_data(table(11))
    with pytest.raises(ValueError, match="test_share must lie in"):
        rv.explore.own_data(table(), test_share=1.5)
    with pytest.raises(TypeError, match="X must hold real numbers"):
        rv.explore.own_data(np.array([["a", "b"]] * 20), np.arange(20.0))
