"""Columns of very different size: the answers of exact rational numbers, or a word.

Cases of public reports name their source.
"""

import warnings

import numpy as np
import pytest
from designs import APART, apart, design, lams_apart
from exact import exact_ridge, ridge_error
from path_laws import DIABETES, column_error, lams_of, normal
from sklearn.datasets import make_regression

from regviz.selection.bias_and_variance import ridge_smoothers
from regviz.selection.cross_validation import cross_validate, folds
from regviz.selection.information_criteria import ridge_scores
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import RidgePath, ridge_batch


@pytest.mark.parametrize("kind", APART)
def test_awkward_designs_are_right_or_said(kind):
    for seed in range(40):
        _, X, y = apart(seed, kind)
        rng = np.random.default_rng(seed)
        with warnings.catch_warnings(record=True) as words:
            warnings.simplefilter("always")
            ridge, lasso = RidgePath(X, y), LassoPath(X, y)
            found = [(lam, ridge(lam)) for lam in lams_apart(X, rng)]
        if not words:
            assert max(ridge_error(X, y, lam, coef) for lam, coef in found) < 1e-6, seed
            assert column_error(X, y, lasso, lams_of(lasso)) < 1e-8, seed
        assert kind == "near copies" or not words


def test_the_oracle_is_right_where_anything_is():
    X, y = normal(9, 4)
    for rows, target in ((X, y), (X[:3], y[:3]), (np.hstack([X, X]), y)):
        for lam in (0.0, 0.3):
            coef, intercept = exact_ridge(rows, target, lam)
            path = RidgePath(rows, target)
            assert np.allclose(path(lam), coef) and path.intercept(lam) == pytest.approx(intercept)


def far_apart(n=60, big=2e12, small=0.01):
    """pingouin#520, and reviews of regviz: a column of sd 2e12 beside one of sd 0.01."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((n, 2)) * [big, small]
    return X, 3e-12 * X[:, 0] - 100 * X[:, 1] + 0.1 * rng.standard_normal(n)


def test_a_small_column_counts_beside_a_huge_one():
    X, y = far_apart()
    right, intercept = exact_ridge(X, y, 1e-6)
    path = RidgePath(X, y)
    assert right[1] == pytest.approx(-100, abs=4) and path.rank == 2
    assert path(1e-6) == pytest.approx(right, rel=1e-12, abs=0)
    assert path.intercept(1e-6) == pytest.approx(intercept)
    coef, _ = ridge_batch(X[None], y[None], [1e-6, 0.0])
    assert coef[0, 0] == pytest.approx(right, rel=1e-12, abs=0)
    assert path.df(1e-6) == pytest.approx(2, abs=0.05)


@pytest.mark.parametrize("method", ["ridge", "lasso", "elastic net"])
def test_cross_validation_of_columns_far_apart(method):
    """Each fold is a fit of its own: ridge in exact numbers, the others optimal by column."""
    X, y = far_apart()
    cv = cross_validate(X, y, k=5, method=method, lams=[1e-7, 1e-6])
    make = {"ridge": lambda *rows: RidgePath(*rows), "lasso": LassoPath,
            "elastic net": lambda *rows: ElasticNetPath(*rows, 0.5)}[method]
    for fold, (train, test) in enumerate(folds(60, 5)):
        if method == "ridge":
            coef, intercept = exact_ridge(X[train], y[train], 1e-6)
        else:
            path = make(X[train], y[train])
            assert column_error(X[train], y[train], path, np.array([1e-6]),
                                0.5 if method == "elastic net" else 1.0) < 1e-12
            coef, intercept = path(1e-6), path.intercept(1e-6)
        error = np.mean((y[test] - X[test] @ coef - intercept) ** 2)
        assert cv.errors[fold, 1] == pytest.approx(error, rel=1e-9)
    assert cv.mean[1] < 0.05  # the noise is 0.01; without the small column it is 1


def test_leave_one_out_and_smoothers_of_columns_far_apart():
    X, y = far_apart(12)
    for lam in (0.0, 1e-6, 1e-3, 1e20):
        left_out = []
        for i in range(12):
            coef, intercept = exact_ridge(np.delete(X, i, 0), np.delete(y, i), lam)
            left_out.append(y[i] - X[i] @ coef - intercept)
        assert ridge_scores(X, y, [lam]).loo == pytest.approx(np.square(left_out).mean(), rel=1e-9)
        smooth = ridge_smoothers(X, X, [lam])
        coef, intercept = exact_ridge(X, y, lam)
        fitted = smooth.maps[0] @ (smooth.basis.T @ y)
        assert fitted == pytest.approx(X @ coef + intercept, rel=1e-9, abs=1e-9)


def test_1e_150_beside_1e150():
    X, y = normal(12, 3)
    X = X * [1e-150, 1.0, 1e150]
    for lam in (0.0, 1e-301, 1e-3, 1e299):
        right = exact_ridge(X, y, lam)[0]
        assert RidgePath(X, y)(lam) == pytest.approx(right, rel=1e-12, abs=0)
    assert not RidgePath(X, y)(np.inf).any()


def test_order_of_columns_and_size_of_y_change_nothing():
    X, y = normal(8, 12)  # p > n
    X = X * 10.0 ** np.linspace(-6, 6, 12)
    order = np.random.default_rng(0).permutation(12)
    for lam in (0.0, 1e-9, 1.0, 1e9):
        coef = RidgePath(X, y)(lam)
        assert RidgePath(X[:, order], y)(lam) == pytest.approx(coef[order], rel=1e-9, abs=0)
        for unit in (2.0**-480, 2.0**480):
            assert RidgePath(X, unit * y)(lam) == pytest.approx(unit * coef, rel=1e-12, abs=0)


@pytest.mark.parametrize("mean", [1e8, 1e9, 1.7e9, 1e10, 1.7e12])
def test_times_in_seconds_and_milliseconds(mean):
    """vega#3881, simple-statistics#857, DataHaskell/dataframe#217: x far from zero, small spread.

    A perfect line of slope 2 stays one: slope, fit and the error on rows held out.
    """
    x = mean + np.arange(30.0)
    y = 2 * (x - mean)
    for path in (RidgePath(x[:, None], y), LassoPath(x[:, None], y)):
        assert path(0.0) == pytest.approx([2.0], rel=1e-14)
        assert path.predict(x[:, None], 0.0) == pytest.approx(y, abs=1e-12)
    noisy = y + np.random.default_rng(0).standard_normal(30)
    far = cross_validate(x[:, None], noisy, method="ridge", lams=[0.0])
    near = cross_validate(x[:, None] - mean, noisy, method="ridge", lams=[0.0])
    assert far.errors == pytest.approx(near.errors, rel=1e-12)


def test_fits_of_tiny_spreads_far_from_zero_are_exact():
    """A spread of 1e-3 about 1e9 leaves 14 bits: of the numbers as they are, all is exact."""
    rng = np.random.default_rng(0)
    x = 1e9 + 1e-3 * rng.standard_normal(20)
    y = 1e9 + 1e-3 * rng.standard_normal(20)
    exact = (x - 1e9)[:, None], y - 1e9  # these subtractions are exact
    path, shifted = RidgePath(x[:, None], y), RidgePath(*exact)
    assert path(1e-9) == pytest.approx(shifted(1e-9), rel=1e-12)
    fitted = path.predict(x[:, None], 1e-9) - 1e9
    assert fitted == pytest.approx(shifted.predict(exact[0], 1e-9), abs=1.2e-7)  # eps of 1e9
    cv = [cross_validate(*data, method="ridge", lams=[1e-9]) for data in ((x[:, None], y), exact)]
    assert cv[0].errors == pytest.approx(cv[1].errors, rel=1e-9)


def test_one_column_of_diabetes_in_other_units():
    """pingouin#520: HDL times 1e-6 is the same measurement. Here times 2^-k, up to 1e-12."""
    X, y = DIABETES
    plain = RidgePath(X, y)(0.0)
    for power in (20, 40):
        units = np.ones(10)
        units[6] = 2.0**-power
        for path in (RidgePath(X * units, y), LassoPath(X * units, y)):
            assert path(0.0) * units == pytest.approx(plain, rel=1e-8)


def test_a_condition_number_from_scaling_alone_costs_nothing():
    """statsmodels#2378: [[1e20, 0], [0, 1]] has condition 1e20 and no collinearity."""
    X = np.diag([1e20, 1.0])
    assert RidgePath(X, np.array([2e20, 3.0]), intercept=False)(0.0).tolist() == [2.0, 3.0]


def test_ridge_cv_with_tiny_alphas():
    """scikit-learn#32459: alphas of 1e-15 gave diverging coefficients and a poor score."""
    X, y = make_regression(n_samples=200, n_features=20, noise=0, random_state=42)
    lams = np.array([0.0, 1e-17, 1e-15, 1e-12])
    scores = ridge_scores(X, y, lams)
    assert (scores.loo < 1e-20 * y.var()).all() and (scores.gcv < 1e-20 * y.var()).all()
    assert RidgePath(X, y)(lams).max() < 100


def test_leave_one_out_at_lam_0():
    """scikit-learn#4781: RidgeCV's 'svd' mode gave nan at alpha = 0. Here with a row of its own."""
    X, y = normal(12, 3)
    X[0] = 50.0
    for columns in (X, np.hstack([X, np.eye(12)[:, :1]])):  # the second lets row 0 have its own
        scores = ridge_scores(columns, y, [0.0, 1e-14])
        assert np.isfinite(scores.loo).all()
    left = [y[i] - RidgePath(np.delete(X, i, 0), np.delete(y, i)).predict(X[[i]], 0.0)[0]
            for i in range(12)]
    assert ridge_scores(X, y, [0.0]).loo == pytest.approx(np.square(left).mean())


def test_columns_alike_in_all_but_one_row():
    """statsmodels#6570: two columns that differ in one of 10,001 rows have full rank."""
    a = np.ones(10_001)
    a[0] = 0.0
    b = np.ones(10_001)
    b[0], b[1] = -1.0, 0.5
    y = np.random.default_rng(0).standard_normal(10_001)
    path = RidgePath(np.column_stack([1e6 * a, b]), y)
    assert path.rank == 2
    right = np.linalg.lstsq(np.column_stack([np.ones(10_001), a, b]), y, rcond=None)[0]
    assert path(0.0) * [1e6, 1.0] == pytest.approx(right[1:], rel=1e-9)


def test_dummies_that_add_up_to_one_have_the_least_norm():
    """statsmodels#2628: all levels of two factors, where pinv gave huge numbers by chance."""
    rng = np.random.default_rng(0)
    first, second = rng.integers(0, 3, 600), rng.integers(0, 2, 600)
    X = np.column_stack([np.eye(3)[first], np.eye(2)[second]])
    y = X @ [1.0, 2, 3, 4, 5]
    path = RidgePath(X, y)
    assert path.rank == 3
    # Centred within each factor: the effects add up to zero.
    assert path(0.0) == pytest.approx([-1.0, 0.0, 1.0, -0.5, 0.5])


def test_the_lasso_ends_at_least_squares_or_says_that_it_does_not():
    """scikit-learn#7778: LassoLars at alpha = 0 was not least squares, without a word."""
    for power in range(1, 15):
        X, y = normal(30, 4)
        rng = np.random.default_rng(power)
        near = X[:, :2] + 10.0**-power * rng.standard_normal((30, 2))
        X = np.hstack([X, near]) * 10.0 ** rng.uniform(-6, 6, 6)
        with warnings.catch_warnings(record=True) as words:
            warnings.simplefilter("always")
            path = LassoPath(X, y)
        ends = column_error(X, y, path, np.array([0.0])) < 1e-8
        assert ends or "not exactly least squares" in str(words[0].message)


def test_near_copies_are_named_where_lam_is_too_small():
    X, y = normal(30, 2)
    X = np.column_stack([X, 1e6 * (X[:, 0] + 1e-11 * normal(30, 1, 5)[0][:, 0])])
    path = RidgePath(X, y)
    with pytest.warns(RuntimeWarning, match="columns 0, 2 of X are so nearly dependent"):
        path(0.0)
    with pytest.warns(RuntimeWarning, match="columns 0, 2 of X are so nearly dependent"):
        ridge_scores(X, y, [0.0])
    assert ridge_error(X, y, 1e-3, path(1e-3)) < 1e-9  # and no word


def test_numbers_whose_squares_are_zero_are_refused_in_words():
    X, y = normal(12, 3)
    for tiny_X, tiny_y, named in ((X * [1, 1e-160, 1], y, "X, columns 1,"), (X, 1e-200 * y, "y")):
        for make in (RidgePath, LassoPath, ridge_scores):
            with pytest.raises(ValueError, match=f"{named} varies by less than 1e-152: multiply"):
                make(tiny_X, tiny_y)
    for unit in (1e-150, 1e150):
        assert RidgePath(X, unit * y)(0.1) == pytest.approx(unit * RidgePath(X, y)(0.1), rel=1e-12)
        assert LassoPath(X, unit * y)(0.0) == pytest.approx(unit * LassoPath(X, y)(0.0), rel=1e-9)


def test_a_warning_points_at_the_line_that_asked_for_the_path():
    _, X, y = design(501615)
    X = np.hstack([X] * 3)
    X = X + 0.5 * np.random.default_rng(501615).standard_normal(X.shape)
    with warnings.catch_warnings(record=True) as words:
        warnings.simplefilter("always")
        LassoPath(X, y)
    assert [word.filename for word in words] == [__file__]
