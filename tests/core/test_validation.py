"""Awkward input: a clear sentence, or the same answer as from plain arrays."""

import numpy as np
import pytest
from path_laws import MAKERS

from regviz.core.validation import check_lam, check_xy
from regviz.solvers.lasso import LassoPath

RNG = np.random.default_rng(0)
X = RNG.integers(-3, 4, (12, 3))
Y = RNG.integers(-3, 4, 12)
FORMS = {
    "int": lambda a: a,
    "int8": lambda a: a.astype(np.int8),
    "float32": lambda a: a.astype(np.float32),
    "list": lambda a: a.tolist(),
    "Fortran": lambda a: np.asfortranarray(a),
    "strided": lambda a: np.repeat(a, 2, axis=0)[::2],
    "object": lambda a: a.astype(object),
    "longdouble": lambda a: a.astype(np.longdouble),
}


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("form", FORMS)
def test_equal_numbers_give_equal_results(make, form):
    given, target = FORMS[form](X), FORMS[form](Y)
    lams, plain = [0.0, 0.1], make(X.astype(float), Y.astype(float))
    assert np.allclose(make(given, target)(lams), plain(lams), atol=1e-12)


@pytest.mark.parametrize("intercept", [True, False])
@pytest.mark.parametrize("make", MAKERS)
def test_inputs_are_untouched_and_may_be_read_only(make, intercept):
    given, target = X.astype(float), Y.astype(float)
    given[:, 1] = 4.0
    before = given.copy(), target.copy()
    given.setflags(write=False)
    target.setflags(write=False)
    make(given, target, intercept)([0.0, 0.1])
    assert np.array_equal(given, before[0]) and np.array_equal(target, before[1])


def test_bool_and_a_column_of_y():
    flags = X > 0
    assert np.array_equal(LassoPath(flags, Y)(0.1), LassoPath(flags.astype(float), Y)(0.1))
    assert np.array_equal(LassoPath(X, Y[:, None])(0.1), LassoPath(X, Y)(0.1))


def bad_x(value):
    changed = X.astype(float)
    changed[3, 2] = value
    return changed


@pytest.mark.parametrize("given, target, error, sentence", [
    (bad_x(np.nan), Y, ValueError, "X holds NaN or infinity in column 2"),
    (bad_x(np.inf), Y, ValueError, "X holds NaN or infinity in column 2"),
    (bad_x(1e200), Y, ValueError, "X holds numbers beyond 1e152 in column 2"),
    (X, np.where(Y == Y[0], np.nan, Y), ValueError, "y holds NaN or infinity"),
    (X, Y[:-1], ValueError, "X has 12 rows, y has 11 values"),
    (X[:, 0], Y, ValueError, r"X must have two dimensions.*X\[:, None\]"),
    (X, np.ones((12, 2)), ValueError, "y must have one dimension"),
    (X, 3.0, ValueError, "y must have one dimension"),
    (X[:0], Y[:0], ValueError, "X is empty"),
    (X[:, :0], Y, ValueError, "X is empty"),
    (X.astype(str), Y, TypeError, "X must hold real numbers"),
    ([["a", 1.0, None]] * 12, Y, TypeError, "X must hold real numbers"),
    ([[1, 2], [3]], [1, 2], TypeError, "X must hold real numbers in rows of one length"),
    (X, [None] * 12, ValueError, "y holds gaps .*12 of 12"),
    (X + 1j, Y, TypeError, "X must hold real numbers"),
    (np.full((12, 1), np.datetime64("2020-01-01")), Y, TypeError, "X must hold real numbers"),
    (None, Y, TypeError, "X must hold real numbers"),
])
@pytest.mark.parametrize("make", MAKERS)
def test_refused_in_a_sentence(make, given, target, error, sentence):
    with pytest.raises(error, match=sentence):
        make(given, target)


def test_columns_are_named_where_names_are_known():
    with pytest.raises(ValueError, match="in column bmi"):
        check_xy(bad_x(np.nan), Y, names=["age", "sex", "bmi"])
    many = np.full((3, 20), np.nan)
    with pytest.raises(ValueError, match=r"columns 0, 1, .*\.\.\., 60 of 60"):
        check_xy(many, [1, 2, 3])


def test_check_lam():
    assert check_lam(0.5) == 0.5
    assert check_lam(2).dtype == float
    assert check_lam([1, 2]).tolist() == [1.0, 2.0]
    for bad in (-1, -1e-300, float("nan"), [1, np.nan], np.float64(-2)):
        with pytest.raises(ValueError, match="lam must be zero or positive"):
            check_lam(bad)
    for bad in ("1", None, 1j, [[1], [1, 2]]):
        with pytest.raises((TypeError, ValueError), match="lam|inhomogeneous"):
            check_lam(bad)
