"""Data: what the generators promise, scaling that can be undone, a CSV reader that refuses in sentences."""

import hashlib

import numpy as np
import pytest

from regviz import data
from regviz.data.problem import Problem


def predict(problem, coef, intercept):
    return intercept + problem.X @ coef


def test_diabetes_is_the_original_data():
    from sklearn.datasets import load_diabetes
    oracle = load_diabetes(scaled=False)
    problem = data.diabetes()
    assert problem.names == tuple(oracle.feature_names)
    assert np.allclose(problem.X, oracle.data, rtol=1e-14, atol=0) and np.array_equal(problem.y, oracle.target)
    assert len(problem.units) == problem.n_features


def test_quadratic_diabetes_has_64_features_made_of_standardized_mains():
    mains, quadratic = data.diabetes().standardize(), data.diabetes(quadratic=True)
    assert quadratic.n_features == 64 and "sex^2" not in quadratic.names
    bmi, bp = mains.X[:, mains.index("bmi")], mains.X[:, mains.index("bp")]
    assert np.allclose(quadratic.X[:, quadratic.index("bmi^2")], bmi**2)
    assert np.allclose(quadratic.X[:, quadratic.index("bmi*bp")], bmi * bp)
    assert np.array_equal(quadratic.X[:, :10], mains.X)


def test_lasso_order_on_diabetes_is_that_of_the_published_paper():
    from sklearn.linear_model import lars_path
    problem = data.diabetes().standardize()
    _, order, _ = lars_path(problem.X, problem.y - problem.y.mean(), method="lar")
    assert " ".join(problem.names[j] for j in order) == "bmi s5 bp s3 sex s6 s1 s4 s2 age"


@pytest.mark.parametrize("problem", [
    data.diabetes(), data.correlated(corr=0.5), data.correlated_groups()])
def test_standardize_has_mean_0_sd_1_and_is_undone(problem, rng):
    scaled = problem.standardize()
    assert np.allclose(scaled.X.mean(axis=0), 0, atol=1e-12) and np.allclose(scaled.X.std(axis=0), 1)
    assert np.allclose(scaled.X * scaled.scale + scaled.centre, problem.X)
    coef, intercept = rng.standard_normal((5, problem.n_features)), rng.standard_normal(5)
    back, b0 = scaled.to_original_units(coef, intercept)
    assert np.allclose(problem.X @ back.T + b0, scaled.X @ coef.T + intercept)


def test_standardizing_twice_remembers_both_steps(rng):
    problem = data.correlated(n=40).rescale("x1", 1000.0)
    once = problem.standardize()
    again = once.take(np.arange(25)).standardize()
    coef, intercept = again.to_original_units(rng.standard_normal(10), 0.7)
    assert np.allclose(again.X * again.scale + again.centre, problem.X[:25])
    assert np.isfinite(intercept) and coef.shape == (10,)


def test_test_rows_are_moved_by_the_training_rows():
    train, test = data.diabetes().split(0.25, seed=3)
    scaled = train.standardize()
    moved = scaled.apply(test)
    assert len(train) + len(test) == 442 and len(test) == round(0.25 * 442)
    assert np.allclose(moved.X, (test.X - train.X.mean(axis=0)) / train.X.std(axis=0))
    with pytest.raises(ValueError, match="apply"):
        train.apply(test)
    with pytest.raises(ValueError, match="apply"):
        scaled.apply(moved)


def test_split_is_a_partition_and_repeats_by_seed():
    problem = Problem(np.arange(20.0)[:, None], np.arange(20.0))
    train, test = problem.split(0.3, seed=1)
    assert sorted([*train.y, *test.y]) == list(range(20))
    assert np.array_equal(problem.split(0.3, seed=1)[1].y, test.y)
    assert not np.array_equal(problem.split(0.3, seed=2)[1].y, test.y)
    assert len(problem.take([0, 1]).split(0.01)[1]) == 1


@pytest.mark.parametrize("offset", [0.0, 1e8, 0.1])
def test_constant_columns_are_listed_and_become_zero(offset):
    X = np.column_stack([np.linspace(0, 1, 9), np.full(9, offset)])
    problem = Problem(X, np.arange(9.0), ("a", "b"))
    scaled = problem.standardize()
    assert problem.constant == ("b",) and not scaled.X[:, 1].any() and scaled.scale[1] == 1
    other = Problem(X + 1, np.arange(9.0), ("a", "b"))
    assert not scaled.apply(other).X[:, 1].any()


def test_change_of_units_keeps_the_truth_and_disappears_when_standardized():
    problem = data.correlated(p=5)
    mm = problem.rescale("x2", 1000.0, "mm")
    assert np.allclose(mm.X @ mm.coef, problem.truth) and mm.units[1] == "mm"
    assert np.allclose(mm.standardize().X, problem.standardize().X)
    with pytest.raises(ValueError, match="factor"):
        problem.rescale("x2", 0.0)
    with pytest.raises(ValueError, match="before standardize"):
        problem.standardize().rescale("x2", 2.0)


def test_truth_is_the_mean_of_y_through_every_change():
    problem = data.correlated(n=4000, p=6, noise=2.0)
    assert abs((problem.y - problem.truth).std() - 2.0) < 0.1
    scaled = problem.standardize()
    gap = scaled.X @ scaled.coef - scaled.truth
    assert np.allclose(gap, gap[0])
    noisy = problem.with_noise_columns(3)
    assert np.allclose(noisy.X @ noisy.coef, problem.truth) and noisy.names[-1] == "noise3"
    assert np.array_equal(noisy.X, problem.with_noise_columns(7).X[:, :9])
    support = [problem.names[j] for j in np.flatnonzero(problem.coef)]
    assert np.allclose(problem.select(support).X @ problem.select(support).coef, problem.truth)
    assert problem.select(support[1:]).coef is None


def test_correlated_features_have_the_asked_correlation():
    X = data.correlated(n=20_000, p=4, corr=0.8, seed=5).X
    want = 0.8 ** np.abs(np.subtract.outer(np.arange(4), np.arange(4)))
    assert np.allclose(np.corrcoef(X.T), want, atol=0.03)
    copies = data.correlated(n=30, p=3, corr=1.0).X
    assert np.array_equal(copies[:, 0], copies[:, 2])


def test_groups_share_a_signal_inside_and_nothing_outside():
    problem = data.correlated_groups(n=20_000, groups=2, size=3, corr=0.9, noise_columns=1)
    cor = np.corrcoef(problem.X.T)
    assert np.allclose(cor[0, 1:3], 0.9, atol=0.03) and np.allclose(cor[0, 3:], 0, atol=0.03)
    assert problem.names == ("A1", "A2", "A3", "B1", "B2", "B3", "noise1")


@pytest.mark.parametrize("nonzeros", [0, 1, 5, 12])
def test_true_coef_has_the_asked_support_and_strength(nonzeros):
    coef = data.true_coef(12, nonzeros, norm=2.0, seed=4)
    assert np.count_nonzero(coef) == nonzeros
    assert np.linalg.norm(coef) == pytest.approx(2.0 if nonzeros else 0.0)


def test_wave_and_polynomial():
    problem = data.wave(n=5000, noise=0.3, seed=2)
    assert np.allclose(problem.truth, data.sine(problem.X[:, 0])) and np.all(np.diff(problem.X[:, 0]) >= 0)
    assert abs((problem.y - problem.truth).std() - 0.3) < 0.02
    x = np.linspace(2.0, 5.0, 7)
    basis = data.polynomial(x, 3)
    assert basis[0].tolist() == [-1, 1, -1] and basis[-1].tolist() == [1, 1, 1]
    assert np.allclose(data.polynomial([2.0, 3.5], 4, span=(2.0, 5.0))[1], 0)
    with pytest.raises(ValueError, match="degree"):
        data.polynomial([1.0, 1.0], 3)


def test_same_seed_same_data_and_arrays_cannot_be_changed():
    for make in (data.correlated, data.correlated_groups, data.wave):
        assert np.array_equal(make(seed=7).y, make(seed=7).y)
        assert not np.array_equal(make(seed=7).y, make(seed=8).y)
    with pytest.raises(ValueError):
        data.wave().y[0] = 1.0


def test_lesson_ten_data_come_through_scikit_learn():
    assert data.digits().X.shape == (1797, 64) and set(data.digits().y) == set(range(10))
    assert data.breast_cancer().X.shape == (569, 30) and set(data.breast_cancer().y) == {0.0, 1.0}


def test_a_problem_takes_lists_and_integers_and_leaves_them_alone():
    given = np.arange(6, dtype=np.int8).reshape(3, 2, order="F")
    problem = Problem(given, [1, 2, 3])
    assert problem.X.dtype == float and problem.names == ("x1", "x2") and given.dtype == np.int8


@pytest.mark.parametrize("args, words", [
    (([[1.0, 2.0]], [1.0, 2.0]), "1.*2"), (([1.0, 2.0], [1.0, 2.0]), "X"), ((np.zeros((0, 2)), []), "X"),
    (([[1.0, np.nan], [0.0, 1.0]], [1.0, 2.0]), "NaN"), (([["a"], ["b"]], [1.0, 2.0]), "X"),
    (([[1.0, 2.0], [3.0, 4.0]], [1.0, 2.0], ("a", "a")), "names"),
])
def test_a_problem_refuses_what_cannot_be_fitted(args, words):
    with pytest.raises((ValueError, TypeError), match=words):
        Problem(*args)


CSV = "size,rooms,price\n10,2,100\n20,3,180\n30,3,260\n"


def test_csv_gives_a_problem_and_the_file_is_not_changed(tmp_path):
    path = tmp_path / "flats.csv"
    path.write_text("\ufeff" + CSV, encoding="utf-8")
    before = hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns
    problem = data.read_csv(path, target="price")
    assert problem.names == ("size", "rooms") and problem.target == "price" and "flats.csv" in problem.source
    assert problem.X.tolist() == [[10, 2], [20, 3], [30, 3]] and problem.y.tolist() == [100, 180, 260]
    assert before == (hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns)
    assert np.array_equal(data.read_csv(path.read_bytes(), "price").X, problem.X)


def test_csv_other_dialects():
    german = "a;b;y\n1,5;2;3\n2,5;1;4\n".encode("cp1252")
    assert data.read_csv(german, "y", sep=";", decimal=",").X.tolist() == [[1.5, 2], [2.5, 1]]
    assert data.read_csv(CSV.encode("utf-16"), "price", encoding="utf-16").names == ("size", "rooms")
    gaps = b"a,b,y\n1,NA,3\n2,1,4\n3,?,1\n\n4,2,5\n"
    assert data.read_csv(gaps, "y", missing="drop").X.tolist() == [[2, 1], [4, 2]]
    assert data.read_csv(gaps, "y", drop=["b"]).X.tolist() == [[1], [2], [3], [4]]


@pytest.mark.parametrize("text, options, words", [
    (CSV, {}, "choose a target: numeric columns are size, rooms, price"),
    (CSV, {"target": "rent"}, "no column 'rent'.*size, rooms, price"),
    (CSV.replace(",", ";"), {"target": "price"}, "sep=';'"),
    (CSV.replace(",", "\t"), {"target": "price"}, r"sep='\\t'"),
    ("gr\u00f6\u00dfe,y\n1,2\n3,4\n".encode("cp1252"), {"target": "y"}, "encoding='cp1252'"),
    (CSV.encode("utf-16"), {"target": "price"}, "encoding='utf-16'"),
    (b"PK\x03\x04....", {"target": "y"}, "export"),
    (b"a,y\n1,\0002\n", {"target": "y"}, "zero bytes"),
    ("a,b,y\n1,,3\n2,1,4\n", {"target": "y"}, r"missing values in b \(1\)"),
    ("a,b,y\n1,red,3\n2,blue,4\n", {"target": "y"}, r"text in b \(as in 'red'\).*drop=\['b'\]"),
    ('a;y\n"1,5";2\n"2,5";4\n', {"target": "y", "sep": ";"}, "decimal=','"),
    ("a;y\n1.500;2\n2,5;4\n", {"target": "y", "sep": ";", "decimal": ","}, "1.500"),
    ("a,y\n1_000,2\n2,4\n", {"target": "y"}, "1_000"),
    ("a,y\n=1+1,2\n2,4\n", {"target": "y"}, r"text in a \(as in '=1\+1'\)"),
    ("a,y\nx,red\nz,blue\n", {"target": "y"}, "not a numeric column.*none"),
    ("a,y\n1,inf\n2,4\n", {"target": "y"}, "infinite values in y"),
    ("a,y\n1,2,3\n2,4\n", {"target": "y"}, "row 2"),
    ("1,2\n3,4\n5,6\n", {"target": "1"}, "first row"),
    ("a,a\n3,4\n5,6\n", {"target": "a"}, "first row"),
    ("a,y\n", {"target": "y"}, "at least one row"),
    ("", {"target": "y"}, "row of column names"),
    ("y\n1\n2\n", {"target": "y"}, "1 columns"),
    ("a,y\n1,2\n", {"target": "y"}, "1 full rows"),
    (CSV, {"target": "price", "missing": "mean"}, "missing must be"),
    ("a,y\n" + "1,2\n" * 5_100_000, {"target": "y"}, "MB"),
])
def test_csv_refusals_say_what_to_do(text, options, words):
    raw = text if isinstance(text, bytes) else text.encode("utf-8")
    with pytest.raises(ValueError, match=words):
        data.read_csv(raw, **options)


@pytest.mark.parametrize("make", [
    lambda: data.correlated(corr=1.5), lambda: data.correlated_groups(corr=-0.1),
    lambda: data.true_coef(3, 4), lambda: data.wave().index("weight"), lambda: data.wave().split(1.0)])
def test_generators_refuse_impossible_requests(make):
    with pytest.raises(ValueError, match="must|choose"):
        make()


@pytest.fixture
def rng():
    return np.random.default_rng(0)
