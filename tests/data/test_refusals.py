"""What cannot be made or read is refused by name; options, sources and seeds do what they say."""

import io

import numpy as np
import pytest
from designs import default_seeds

import regviz as rv
from regviz import data
from regviz.data.problem import Problem

X, Y = np.arange(8.0).reshape(4, 2) ** 2, np.arange(4.0)
PLAIN = Problem(X, Y, ("a", "b"))
READY = PLAIN.standardize()
CSV = "a,b,y\n1,2,3\n4,5,7\n7,9,9\n"


def read(text=CSV, target="y", **options):
    return data.read_csv(io.StringIO(text), target, **options)


CASES = [
    (lambda: Problem(X, Y, "ab"), ValueError, "^names must be a list of texts"),
    (lambda: Problem(X, Y, np.array("ab")), ValueError, "^names must be a list of texts"),
    (lambda: Problem(X, Y, None), ValueError, "^names must be a list of texts"),
    (lambda: Problem(X, Y, iter("ab")), ValueError, "^names must be a list of texts"),
    (lambda: Problem(X, Y, units="cm"), ValueError, "^units must be a list of texts"),
    (lambda: Problem(X, Y, units=3), ValueError, "^units must be a list of texts"),
    (lambda: Problem(X, Y, ("a",)), ValueError, "^names must be 2 different names"),
    (lambda: Problem(X, Y, coef=[1.0, np.nan]), ValueError, "^coef holds NaN"),
    (lambda: PLAIN.index("c"), ValueError, "^column 'c' is not in X: choose one of a, b"),
    (lambda: PLAIN.index(2), ValueError, "^column 2 is not in X"),
    (lambda: PLAIN.index(-1), ValueError, "^column -1 is not in X"),
    (lambda: PLAIN.take([]), ValueError, "^rows must keep one row"),
    (lambda: PLAIN.take([4]), ValueError, "^rows must be whole numbers"),
    (lambda: PLAIN.select("ab"), ValueError, "^columns must"),
    (lambda: PLAIN.select(3), ValueError, "^columns must"),
    (lambda: PLAIN.split("a"), TypeError, "^test_share must be"),
    (lambda: PLAIN.split(0.25, seed=-1), ValueError, "^seed must be"),
    (lambda: PLAIN.rescale("a", "b"), TypeError, "^factor must be"),
    (lambda: PLAIN.rescale("a", 0.0), ValueError, "^factor must be"),
    (lambda: PLAIN.rescale("a", np.inf), ValueError, "^factor must be"),
    (lambda: PLAIN.rescale("a", 2.0, 3), TypeError, "^unit must be a text"),
    (lambda: READY.rescale("a", 2.0), ValueError, "^rescale changes original units"),
    (lambda: PLAIN.apply(PLAIN), ValueError, "^apply: standardize this problem first"),
    (lambda: READY.apply(READY), ValueError, "^apply: .* unscaled"),
    (lambda: READY.apply(PLAIN.select(["b", "a"])), ValueError, "same columns"),
    (lambda: PLAIN.with_noise_columns(-1), ValueError, "^k must be"),
    (lambda: data.diabetes(quadratic=2), TypeError, "^quadratic must be True or False"),
    (lambda: data.true_coef(3, -1), ValueError, "^nonzeros must be"),
    (lambda: data.true_coef(3, 4), ValueError, "^nonzeros must lie between 0 and p = 3: got 4"),
    (lambda: data.correlated(sparsity=-1), ValueError, "^sparsity must be"),
    (lambda: data.correlated(corr="a"), TypeError, "^corr must be a number"),
    (lambda: data.correlated(corr=-1.01), ValueError, "^corr must lie between -1 and 1"),
    (lambda: data.correlated(n=10**5, p=10**4), ValueError, "^n, p ask for"),
    (lambda: data.correlated_groups(groups=0), ValueError, "^groups must be"),
    (lambda: data.correlated_groups(groups=27), ValueError, "^groups must be"),
    (lambda: data.correlated_groups(size=0), ValueError, "^size must be"),
    (lambda: data.correlated_groups(corr=-0.01), ValueError, "^corr must lie between 0 and 1"),
    (lambda: data.correlated_groups(corr="a"), TypeError, "^corr must be a number"),
    (lambda: data.correlated_groups(noise_columns=-1), ValueError, "^noise_columns must be"),
    (lambda: data.correlated_groups(n=10**6, size=10**4), ValueError, "ask for"),
    (lambda: data.wave(n=0), ValueError, "^n must be"),
    (lambda: data.wave(noise=-1), ValueError, "^noise must be"),
    (lambda: data.polynomial([1.0, 2.0], 0), ValueError, "^degree must be"),
    (lambda: data.polynomial([1.0, 1.0], 2), ValueError, "^x must hold two values that differ"),
    (lambda: data.polynomial([1.0, 2.0], 2, (3, 3)), ValueError, r"^span must be \(low, high\)"),
    (lambda: data.polynomial([1.0, 2.0], 2, (1, 2, 3)), ValueError, r"^span must be \(low, high\)"),
    (lambda: read(missing="mean"), ValueError, "^missing must be"),
    (lambda: read(sep=";;"), ValueError, "^sep must be one character"),
    (lambda: read(sep="a"), ValueError, "^sep must be one character"),
    (lambda: read(decimal=";"), ValueError, "^decimal must be"),
    (lambda: read(thousands=";"), ValueError, r"^thousands must be .* mark '\.': got ';'"),
    (lambda: read(thousands="."), ValueError, r"^thousands must be .* mark '\.': got '\.'"),
    (lambda: read(quote="ab"), ValueError, "^quote must be"),
    (lambda: read(skip=-1), ValueError, "^skip must be a number of lines"),
    (lambda: read(skip=True), ValueError, "^skip must be a number of lines"),
    (lambda: read(footer=-1), ValueError, "^footer must be a number of lines"),
    (lambda: read(progress=3), ValueError, "^progress must be a function"),
    (lambda: read(codes=[1]), ValueError, "^codes must be a dictionary"),
    (lambda: read(codes={"a": "b"}), ValueError, "^codes must give a number"),
    (lambda: read(codes={"a": np.inf}), ValueError, "^codes must give a number"),
    (lambda: read(target="z"), ValueError, "there is no column 'z': the columns are a, b, y"),
    (lambda: read(drop=["z"]), ValueError, "there is no column 'z'"),
]


@pytest.mark.parametrize("call, error, sentence", CASES)
def test_the_argument_is_named(call, error, sentence):
    with pytest.raises(error, match=sentence):
        call()


def test_the_ends_are_let_in():
    assert Problem(X, Y, (), units=None).names == ("x1", "x2")
    assert Problem(X, Y, ["a", "b"], units=["m", "m"]).units == ("m", "m")
    assert PLAIN.take([0]).n_samples == 1 and PLAIN.with_noise_columns(0).names == PLAIN.names
    assert data.true_coef(3, 0).tolist() == [0, 0, 0] and data.wave(n=1).X.shape == (1, 1)
    assert np.count_nonzero(data.true_coef(3, 3)) == 3
    assert np.array_equal(*data.correlated(p=2, corr=1.0, sparsity=1).X.T)
    assert data.correlated_groups(groups=26, size=1, noise_columns=0).names[-1] == "Z1"
    assert data.polynomial([1.0, 2.0], 1).tolist() == [[-1.0], [1.0]]
    assert read(skip=0, footer=0, codes={}).y.tolist() == [3, 7, 9]


@pytest.mark.parametrize("make", [
    data.correlated, data.correlated_groups, data.wave,
    lambda seed: PLAIN.with_noise_columns(2, seed=seed),
    lambda seed: PLAIN.split(0.5, seed=seed)[0],
])
def test_everything_that_is_drawn_follows_the_seed(make):
    one, same, other = make(seed=1), make(seed=1), make(seed=2)
    assert np.array_equal(one.X, same.X) and np.array_equal(one.y, same.y)
    assert not np.array_equal(one.X, other.X)


def test_the_places_that_matter_follow_the_seed():
    assert len({tuple(np.flatnonzero(data.correlated(seed=s).coef)) for s in range(5)}) > 1
    assert len({tuple(data.true_coef(9, 2, seed=s)) for s in range(5)}) > 1


def test_every_data_set_says_where_it_comes_from():
    told = {
        "diabetes": "442 diabetes patients: Efron", "digits": "1,797", "breast_cancer": "569",
        "wine": "wine", "wave": "a sine with noise 0.3",
        "correlated": "neighbouring features correlated 0.9, 3 of 10 matter",
        "correlated_groups": "3 groups of 4 features correlated 0.95",
    }
    for name, words in told.items():
        assert words in getattr(data, name)().source
    assert data.diabetes().units[2] == "kg/m^2" and PLAIN.source == "given as arrays"


def test_rows_and_columns_take_along_what_belongs_to_them():
    problem = data.correlated(n=9, p=4, seed=1)
    rows = problem.take([3, 1])
    assert np.array_equal(rows.truth, problem.truth[[3, 1]])
    assert np.array_equal(rows.y, problem.y[[3, 1]]) and rows.noise == problem.noise
    with_units = Problem(X, Y, ("a", "b"), units=("m", "s"))
    assert with_units.select(["b"]).units == ("s",)
    assert with_units.with_noise_columns(1).units == ("m", "s", "")
    assert with_units.rescale("a", 100.0, "cm").units == ("cm", "s")
    assert with_units.rescale(0, 100.0).units == ("m / 100", "s")


def test_only_columns_without_a_name_are_said_to_have_none():
    assert "Without a name" not in read().source
    told = read("a,,y\n1,2,3\n4,5,7\n").source
    assert "Without a name in the file: column 2 (drop=['column 2'] leaves it out)" in told


def test_empty_lines_and_rows_of_empty_cells_are_left_out():
    assert read("a,b,y\n1,2,3\n\n , ,\n,,\n4,5,7\n").y.tolist() == [3, 7]
    assert read("a,b,y\n1,2,3\n,5,7\n4,5,6\n", missing="drop").y.tolist() == [3, 6]


def test_progress_ends_at_the_whole_file():
    told = []
    data.read_csv(("a,y\n" + "1,2\n3,4\n" * 50_000).encode(), "y",
                  progress=lambda rows, share: told.append((rows, share)))
    rows, parts = zip(*told, strict=True)
    assert rows[-1] == 100_000 and parts[-1] == pytest.approx(1.0)
    assert list(parts) == sorted(parts) and 0 < parts[0] <= 1


def test_a_seed_that_is_not_given_is_zero():
    assert default_seeds(rv.data) == {0}


def test_of_many_columns_thirty_are_named():
    names = [f"c{j}" for j in range(40)]
    text = ",".join([*names, "y"]) + "\n" + ",".join("1" * 41) + "\n" + ",".join("2" * 41) + "\n"
    with pytest.raises(ValueError, match="the columns are c0, .*, c29 and 11 more"):
        read(text, target="z")


def test_noise_is_added_to_the_truth():
    """The same draw, twice as far: y - truth is the noise itself, not its negative."""
    one, two = (data.wave(9, noise, seed=4) for noise in (0.5, 1.0))
    assert two.y - two.truth == pytest.approx(2 * (one.y - one.truth))
    rng = np.random.default_rng(4)
    x = np.sort(rng.uniform(size=9))
    assert np.array_equal(one.X[:, 0], x)
    assert one.y == pytest.approx(data.sine(x) + 0.5 * rng.standard_normal(9))
