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


def frame(rows=60):
    pd = pytest.importorskip("pandas")
    rng = np.random.default_rng(0)
    table = pd.DataFrame({"age": rng.normal(40, 10, rows), "town": ["Rome", "Oslo"] * (rows // 2),
                          "day": pd.date_range("2020-01-01", periods=rows),
                          "kind": pd.Categorical(["a", "b", "c"] * (rows // 3)),
                          "n": pd.array([1, 2, 3, 4, 5, None] * (rows // 6), dtype="Int64"),
                          "yes": [True, False] * (rows // 2)})
    table.loc[5, "age"] = np.nan  # here n has a gap too
    table["price"] = 2 * table.yes + rng.normal(size=rows)
    return table


def test_a_frame_with_text_and_gaps_is_refused_with_the_call_that_helps():
    table = frame()
    with pytest.raises(ValueError) as refused:
        rv.explore.own_data(table, target="price")
    for told in ("'town' (text), 'day' (dates or times), 'kind' (categories)",
                 "10 rows of 60 have gaps: n 10, age 1", "drop=['town', 'day', 'kind']",
                 "missing='drop'"):
        assert told in str(refused.value)
    explorer = rv.explore.own_data(table, target="price", drop=["town", "day", "kind"],
                                   missing="drop")
    for told in ("60 rows and 7 columns", "left out by drop=: town, day, kind",
                 "10 rows with gaps left out, n 10, age 1"):
        assert told in explorer.report() and told in " ".join(explorer.words)
    assert "50 rows with 3 features" in explorer.report()
    kept = table[["age", "n", "yes", "price"]].dropna().astype(float)
    used = rv.Problem(kept[["age", "n", "yes"]], kept["price"]).split(0.25, 0)[0].standardize()
    lam = explorer.values["lam"]
    assert np.allclose(explorer.fit.coef, rv.LassoPath(used.X, used.y)(lam))


@pytest.mark.parametrize("wrong, sentence", [
    ({"target": "town"}, "the target 'town' must hold numbers.* lesson 11"),
    ({"target": "price", "drop": "towm"}, "drop must name one column.*got 'towm', and none"),
    ({"target": "price", "drop": "price"}, "is the target and cannot be dropped"),
    ({"target": "price", "missing": "zero"}, "missing must be 'refuse' or 'drop'"),
    ({"target": "price", "sep": ";"}, "sep is for files"),
])
def test_what_a_frame_cannot_be_asked_is_said(wrong, sentence):
    with pytest.raises((ValueError, TypeError), match=sentence):
        rv.explore.own_data(frame(), **wrong)


def test_a_file_is_read_with_the_readers_options_and_the_script_knows_them(tmp_path):
    data = table()
    lines = [";".join([*data.names, "price"])]
    lines += [";".join(f"{cell:.6f}".replace(".", ",") for cell in [*x, y])
              for x, y in zip(data.X, data.y, strict=True)]
    file = tmp_path / "mine.csv"
    file.write_text("\n".join(lines))
    explorer = rv.explore.own_data(file, target="price", drop=["e"], sep=";", decimal=",")
    assert "4 features" in explorer.report() and "mine.csv" in explorer.report()
    code = explorer.as_code()
    assert "delimiter=';'" in code and repr(str(file)) in code


def test_held_out_rows_stay_locked_until_they_are_opened_once():
    data = table()
    explorer = rv.explore.own_data(data).set(lam=0.2)
    used, unseen = data.split(0.25, 0)
    used = used.standardize()
    unseen = used.apply(unseen)
    wrong = rv.LassoPath(used.X, used.y).predict(unseen.X, 0.2) - unseen.y
    error, of_mean = f"{(wrong**2).mean():.3g}", f"{((used.y.mean() - unseen.y)**2).mean():.3g}"
    shown = explorer.frame(explorer.key), explorer.plan(), explorer._repr_mimebundle_()
    before = explorer.report() + str(shown)
    assert "open_held_out() opens them in Python, once" in " ".join(explorer.words)
    said = explorer.open_held_out()
    assert said not in before and f"{error}, where" not in before
    assert f"is {error}, where the mean of the fitted rows gives {of_mean}" in said
    assert explorer.set(lam=0.01).open_held_out() == said  # no second number
    assert said in explorer.report() and said in " ".join(explorer.words)
    assert explorer.stops[-1].say == said and len(explorer.plan()["stops"]) == len(explorer.stops)


def test_a_large_table_gives_what_a_small_one_would(monkeypatch, capsys):
    data = rv.correlated(900, 6, 0.3, 3, noise=2.0, seed=1)
    small = rv.explore.own_data(data)
    monkeypatch.setattr("regviz.explorers.own_data.LARGE", 1)
    large = rv.explore.own_data(data)
    path, lam = small.fit.coef, small.values["lam"]
    assert np.allclose(large.set(lam=lam).fit.coef, path)
    assert np.isclose(large.fit.cv_error, small.fit.cv_error, rtol=0.02)  # other folds
    assert np.abs(large.fit.share - small.fit.share).max() < 0.35
    for number, stop in enumerate(large.stops, 1):
        large.stop(number)
        assert stop.true(large.fit), stop
