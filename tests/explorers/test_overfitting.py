"""Polynomials of rising degree against numpy's own fits, and the reader's formula."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.formula import Yours
from regviz.explorers.overfitting import ThreeView, YourCurveView
from regviz.selection import nested_models


@pytest.mark.parametrize("state", [
    {"degree": 1}, {"degree": 4, "n": 15, "sample": 3}, {"degree": 9, "noise": 0.1},
    {"degree": 12, "n": 60, "sample": 7}])
def test_curve_and_errors_are_those_of_numpy(state):
    explorer = rv.explore.overfitting()
    fit, values = explorer.set(**state).fit, explorer.values
    data = rv.wave(values["n"], values["noise"], seed=values["sample"])
    fresh = rv.wave(500, values["noise"], seed=10_000 + values["sample"])
    other = np.polynomial.Chebyshev.fit(data.X[:, 0], data.y, values["degree"], domain=[0, 1])
    inside = np.abs(other(np.linspace(0, 1, 241))) < 1e3
    assert np.allclose(fit.curve[inside], other(np.linspace(0, 1, 241))[inside], atol=1e-6)
    assert np.isclose(fit.train_error, ((data.y - other(data.X[:, 0])) ** 2).mean())
    assert np.isclose(fit.test_error, ((fresh.y - other(fresh.X[:, 0])) ** 2).mean(), rtol=1e-5)
    largest = np.abs(other.convert(kind=np.polynomial.Polynomial, domain=[0, 1]).coef[1:]).max()
    assert np.isclose(fit.largest[values["degree"] - 1], largest, rtol=1e-4)


def test_training_errors_never_rise_with_the_degree():
    explorer = rv.explore.overfitting()
    for sample in range(5):
        assert np.all(np.diff(explorer.set(sample=sample).fit.train_curve) <= 1e-12)


@pytest.mark.parametrize("noise", [0.0, 0.2, 0.6])
def test_errors_of_other_samples_are_those_of_fits_made_one_by_one(noise):
    judges = rv.wave(500, noise, seed=30_000)
    at = {15: 0, 60: 9}
    for n, size in at.items():
        rows = rv.wave(n, noise, seed=20_000 + 100 * n + 7)
        train, test = nested_models.many_errors(noise)[:, size, 7]
        for degree in (0, 3, 8):
            twin = np.polynomial.Chebyshev.fit(rows.X[:, 0], rows.y, degree, domain=[0, 1])
            missed = rows.y - twin(rows.X[:, 0])
            assert np.isclose(train[degree], (missed**2).mean(), atol=1e-12)
            assert np.isclose(test[degree], ((judges.y - twin(judges.X[:, 0])) ** 2).mean(),
                              rtol=1e-6, atol=1e-12)


def test_another_unit_of_x_changes_the_coefficients_and_no_curve():
    explorers = [rv.explore.overfitting(stretch=stretch, degree=9) for stretch in (1.0, 2.0)]
    before, after = (explorer.fit for explorer in explorers)
    assert np.array_equal(before.curve, after.curve)
    assert before.test_error == after.test_error
    assert after.largest[8] < 0.1 * before.largest[8]


def test_fresh_points_are_shown_when_asked_for():
    explorer = rv.explore.overfitting()
    assert len(explorer.fit.x_new) == 0
    assert len(explorer.set(show_fresh=True).fit.x_new) == 40


def test_views_move_their_parts_alone():
    explorer = rv.explore.overfitting()
    grid = explorer.views[2].grid
    three = ThreeView(rv.canvas()[1], grid, rv.sine(grid), (1, 4, 12))
    assert_only_parts_move(three, explorer.fit, explorer.set(n=30).fit)
    mine = YourCurveView(rv.canvas()[1], np.linspace(0, 1, 5))
    assert_only_parts_move(mine, *(rv.Fit(yours=Yours(np.full(5, height), f"at {height}"))
                                   for height in (0.02, 0.04)))


# The reader's formula


def by_lstsq(X, y):
    return np.linalg.lstsq(X, y, rcond=None)[0]


def by_normal_equations(X, y):
    return np.linalg.solve(X.T @ X, X.T @ y)


@pytest.mark.parametrize("solve", [by_lstsq, by_normal_equations])
@pytest.mark.parametrize("stretch", [1.0, 2.0])
def test_a_right_formula_agrees_and_draws_the_curve(solve, stretch):
    explorer = rv.explore.overfitting(solve=solve, stretch=stretch)
    for degree in (1, 4, 9):
        fit = explorer.set(degree=degree).fit
        assert fit.yours.words == "Your solve agrees with the exact answer."
        assert np.allclose(fit.yours.value, fit.curve, rtol=1e-4, atol=1e-4)


def test_a_formula_without_its_intercept_is_off_by_what_its_fitted_values_are_off():
    def no_level(X, y):
        return np.r_[0.0, by_lstsq(X, y)[1:]]

    fit = rv.explore.overfitting(solve=no_level, degree=1).fit
    data = rv.wave(20, 0.3, seed=1)
    level = np.polynomial.Polynomial.fit(data.X[:, 0], data.y, 1, domain=[0, 1]).coef[0]
    assert f"off by {abs(level):.3g}" in fit.yours.words and " at x = 0." in fit.yours.words
    assert np.allclose(fit.curve - fit.yours.value, level)


@pytest.mark.parametrize(("solve", "told"), [
    (lambda X, y: 1 / 0, "Your solve stops with ZeroDivisionError"),
    (lambda X, y: y, "Your solve returns 20 numbers; asked for is one coefficient for each column"),
    (lambda X, y: None, "Your solve returns nothing"),
    (lambda X, y: np.full(X.shape[1], np.nan), "no finite number"),
])
def test_a_formula_that_fails_is_said_and_the_exact_picture_stays(solve, told):
    mine, plain = rv.explore.overfitting(solve=solve), rv.explore.overfitting()
    assert told in mine.fit.yours.words and mine.fit.yours.words in mine.words
    assert np.array_equal(mine.fit.curve, plain.fit.curve)
    assert len(mine.views[1].parts["yours"].get_xdata()) == 0


@pytest.mark.parametrize(("given", "told"), [
    ({"degree": 15}, "degree must be a whole number from 1 to 14: got 15"),
    ({"degree": "high"}, "degree must be a whole number"),
    ({"stretch": 0}, "stretch must lie between 0.1 and 10: got 0"),
    ({"solve": 1}, "solve must be a function"),
])
def test_what_is_wrong_is_named(given, told):
    with pytest.raises((TypeError, ValueError), match=told):
        rv.explore.overfitting(**given)
