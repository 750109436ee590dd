"""A model in words, and as a script that gives it again."""

import csv
import re

import numpy as np
import pandas as pd
import pytest

import regviz as rv
from regviz.selection import report


@pytest.fixture
def split():
    data = rv.correlated(60, 6, 0.5, 2, noise=0.5, seed=3)
    train, test = data.split(0.3, seed=1)
    train = train.standardize()
    return data, train, train.apply(test)


def test_the_words_name_what_is_kept_with_its_sign_and_the_held_out_errors(split):
    _, train, test = split
    path = rv.LassoPath(train.X, train.y)
    lam = 0.3 * path.lam_max
    words, coef = rv.in_words(train, test, path, lam), path(lam)
    for j, name in enumerate(train.names):
        sign = "+" if coef[j] > 0 else "−"
        assert (f"{name} ({sign}" in words) == (coef[j] != 0)
    falling = [train.names[j] for j in np.argsort(-np.abs(coef)) if coef[j]]
    assert len(falling) > 1 and sorted(falling, key=words.index) == falling
    error = ((path.predict(test.X, lam) - test.y) ** 2).mean()
    assert f"keeps {path.df(lam)} of 6" in words and f"squared error is {error:.3g}" in words


def test_the_words_say_when_nothing_is_kept_or_gained(split):
    _, train, test = split
    path = rv.LassoPath(train.X, train.y)
    words = rv.in_words(train, test, path, path.lam_max)
    for sentence in ("keeps 0 of 6", "only the mean is left", "nothing is gained"):
        assert sentence in words
    assert "ridge keeps 6 of 6" in rv.in_words(train, test, rv.RidgePath(train.X, train.y), 1.0)
    net = rv.ElasticNetPath(train.X, train.y, 0.5)
    assert "the elastic net" in rv.in_words(train, test, net, 0.1)


def test_rows_on_another_scale_are_refused(split):  # scikit-learn#5800
    data, train, test = split
    path = rv.LassoPath(train.X, train.y)
    raw_train, raw_test = data.split(0.3, seed=1)
    for one, other in ((train, raw_test), (raw_train, test), (train, raw_test.standardize())):
        with pytest.raises(ValueError, match="test is not on the scale of train: .*apply"):
            rv.in_words(one, other, path, 0.1)
    with pytest.raises(ValueError, match="test must have the columns of train, x1"):
        rv.in_words(train, test.select(test.names[::-1]), path, 0.1)
    shares = pd.Series([1.0, 0.5, 0.96, 0.1, 0.0, 0.94], index=[5, 4, 3, 2, 1, 0])
    assert "keeps x1, x3 in 95 %" in rv.in_words(train, test, path, 0.1, shares)


def test_long_lists_are_cut():
    data = rv.correlated(60, 20, 0.0, 20, seed=0)
    train, test = data.split(0.3, seed=0)
    train = train.standardize()
    words = rv.in_words(train, train.apply(test), rv.RidgePath(train.X, train.y), 0.1)
    assert words.count("(+") + words.count("(−") == 12 and "and 8 more, each" in words


def test_the_words_tell_sure_from_unsure(split):
    _, train, test = split
    shares = np.array([1.0, 0.5, 0.96, 0.1, 0.0, 0.94])
    words = rv.in_words(train, test, rv.LassoPath(train.X, train.y), 0.1, shares)
    assert "keeps x1, x3 in 95 %" in words and "wavers over x6, x2" in words


def run(code):
    """The variables that a script leaves behind."""
    found = {}
    exec(compile(code, "script", "exec"), found)
    return found


@pytest.mark.parametrize("l1_ratio", [0.0, 0.5, 1.0])
def test_the_script_gives_the_same_coefficients(split, l1_ratio, tmp_path, capsys):
    data = split[0]
    names = ("plain", "two words", 'with "quotes"', "with, comma", "od280/od315", "it's")
    data = rv.Problem(data.X, data.y, names, "the target")
    file = tmp_path / "a table.csv"
    with open(file, "w", newline="", encoding="utf-8") as table:
        rows = np.column_stack([data.X, data.y]).tolist()
        csv.writer(table).writerows([[*names, "the target"], *rows])
    read = rv.read_csv(file, target="the target")
    found = run(rv.script(read, 0.07, l1_ratio, file))
    scaled = read.standardize()
    if l1_ratio == 0:
        path = rv.RidgePath(scaled.X, scaled.y)
    else:
        path = rv.ElasticNetPath(scaled.X, scaled.y, l1_ratio)
    assert np.allclose(found["model"][-1].coef_, path(0.07), atol=1e-7)
    assert np.allclose(found["model"].predict(read.X), path.predict(scaled.X, 0.07), atol=1e-7)
    assert "two words" in capsys.readouterr().out


def test_the_script_reads_what_read_csv_reads(split, tmp_path):
    """Semicolons, decimal commas, an old encoding, gaps."""
    X, y = split[0].X[:, :2], split[0].y
    table = [[f"{v:.6f}".replace(".", ",") for v in row] for row in np.column_stack([X, y])]
    table[4][0] = ""
    table[7][1] = "NA"
    file, how = tmp_path / "old.csv", {"sep": ";", "decimal": ",", "encoding": "cp1252"}
    file.write_text("\n".join(["größe;höhe;ziel", *map(";".join, table)]), encoding="cp1252")
    read = rv.read_csv(file, target="ziel", missing="drop", **how)
    found = run(rv.script(read, 0.05, 1.0, file, **how))
    scaled = read.standardize()
    assert len(found["y"]) == len(read) == len(y) - 2
    assert np.allclose(found["model"][-1].coef_, rv.LassoPath(scaled.X, scaled.y)(0.05), atol=1e-7)


def test_the_script_knows_thousands_titles_and_sums_or_stops(split, tmp_path):
    """A script that read other rows than the problem would fit another model without a word."""
    X, y = split[0].X[:, :2].round(3), split[0].y.round(3)
    rows = [f'{a},"{1000 * b + 20_000:,.0f}",{c}' for (a, b), c in zip(X, y, strict=True)]
    file = tmp_path / "a report.csv"
    file.write_text("\n".join(["A table of sales", "one,two,sum", *rows, "999,1,2"]))
    how = {"thousands": ",", "skip": 1, "footer": 1}
    read = rv.read_csv(file, target="sum", **how)
    scaled = read.standardize()
    found = run(rv.script(read, 0.05, 1.0, file, **how))
    assert np.allclose(found["model"][-1].coef_, rv.LassoPath(scaled.X, scaled.y)(0.05), atol=1e-7)
    with pytest.raises(SystemExit, match=f"the model had {len(read)}"):
        run(rv.script(read, 0.05, 1.0, file, skip=1, footer=1))
    with pytest.raises(ValueError, match="not in list"):
        run(rv.script(read, 0.05, 1.0, file, thousands=","))


def test_spaces_around_names_and_hyphens_in_them_are_kept_apart(split, tmp_path):
    X, y = split[0].X[:, :2], split[0].y
    file = tmp_path / "spaced.csv"
    rows = [f"{a}, {b} , {c}" for (a, b), c in zip(X, y, strict=True)]
    file.write_text("\n".join(["pre-test, age , score", *rows]))
    read = rv.read_csv(file, target="score")
    found = run(rv.script(read, 0.05, 1.0, file))
    scaled = read.standardize()
    path = rv.LassoPath(scaled.X, scaled.y)
    assert np.allclose(found["model"][-1].coef_, path(0.05), atol=1e-7)
    assert "pre-test (" in rv.in_words(scaled, scaled, path, 1e-6)


def test_the_script_stands_on_original_units(split):
    with pytest.raises(ValueError, match="original units"):
        report.script(split[1], 0.1)
    assert not re.search(r"regviz", report.script(split[0], 0.1))
