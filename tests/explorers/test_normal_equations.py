"""Two correlated features: lines are equations, clouds are refits, ellipses their covariance."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.normal_equations import EquationsView, RefitsView

TRUTH, NOISE = np.array([2.0, 1.0]), np.random.default_rng(0).standard_normal((40, 50))


def cloud(X, lam):
    gram = X.T @ X / len(X)
    shifted = gram + lam * np.eye(2)
    inverse = np.linalg.inv(shifted)
    refits = (inverse @ X.T @ ((X @ TRUTH)[:, None] + NOISE) / len(X)).T
    return rv.Fit(refits=refits, mean=inverse @ gram @ TRUTH,
                  cov=inverse @ gram @ inverse / len(X), condition=np.linalg.cond(shifted),
                  error=((refits - TRUTH) ** 2).sum(axis=1).mean())


def pair(lam, corr):
    draws = np.random.default_rng(1).standard_normal((40, 2))
    first, second = np.linalg.qr(draws)[0].T * np.sqrt(40)
    X = np.column_stack([first, corr * first + np.sqrt(1 - corr**2) * second])
    gram, right = X.T @ X / 40, X.T @ (X @ TRUTH + NOISE[:, 0]) / 40
    after = gram + lam * np.eye(2)
    return rv.Fit(lam=lam, before=gram, after=after, right=right,
                  coef=np.linalg.solve(after, right), ridge=cloud(X, lam),
                  ols=cloud(X, 0.0) if corr < 1 else None)


def equations():
    return EquationsView(rv.canvas(1)[1])


def refits():
    return RefitsView(rv.canvas(1)[1], TRUTH)


@pytest.mark.parametrize("make", [equations, refits])
def test_update_moves_the_artists_and_not_the_frame(make):
    assert_only_parts_move(make(), pair(0.1, 0.9), pair(0.5, 0.5 if make is equations else 1.0))


@pytest.mark.parametrize("lam", [0.001, 0.3, 5.0])
@pytest.mark.parametrize("corr", [-0.5, 0.0, 0.9, 1.0])
def test_lines_are_the_equations_and_cross_at_the_solution(lam, corr):
    view, fit = equations(), pair(lam, corr)
    view.update(fit)
    for name in ("before", "after"):
        rows = zip(view.parts[name], getattr(fit, name), fit.right, strict=True)
        for line, row, right in rows:
            assert np.allclose(line.get_xydata() @ row, right)
    cross = view.parts["cross"].get_xydata()[0]
    assert np.allclose(fit.after @ cross, fit.right)
    assert ("every point of it is an answer" in view.describe(fit)) == (corr == 1)


def test_refits_are_the_fits_and_the_ellipse_holds_two_standard_deviations():
    view, fit = refits(), pair(0.2, 0.95)
    view.ax.set(xlim=(-30, 30), ylim=(-30, 30))  # wide enough for all refits
    view.update(fit)
    for name in ("ols", "ridge"):
        part, drawn = getattr(fit, name), view.parts[name]
        ends = drawn["points"].get_xydata()
        assert np.allclose((ends[::3] + ends[1::3]) / 2, part.refits)
        away = drawn["ellipse"].get_xydata() - part.mean
        distances = np.einsum("ij,jk,ik->i", away, np.linalg.inv(part.cov), away)
        assert np.allclose(distances, 4.0)
    assert "mean squared miss" in view.describe(fit)


def test_without_a_least_squares_answer_its_cloud_is_empty():
    view = refits()
    view.update(pair(0.2, 0.9))
    view.update(pair(0.2, 1.0))
    assert all(len(line.get_xdata()) == 0 for line in view.parts["ols"].values())
    assert len(view.parts["ridge"]["points"].get_xdata()) == 3 * NOISE.shape[1]
    assert "no single answer" in view.describe(pair(0.2, 1.0))


# The call


def explorer(**given):
    return rv.explore.normal_equations(**given)


@pytest.mark.parametrize("given", [{"seed": 5}, {"coef": (-30, 2)}, {"coef": (0, 0)}, {"n": 4},
                                   {"noise": 0.01}, {"noise": 300.0, "n": 2000}, {"seed": 11}])
def test_stops_are_true_for_other_samples(given):
    shown = explorer(**given)
    assert 3 <= len(shown.stops) <= 6
    for number, stop in enumerate(shown.stops, 1):
        assert stop.true(shown.stop(number).fit), stop


@pytest.mark.parametrize("given", [{"coef": (1, 2, 3)}, {"coef": "ab"}, {"n": 3}, {"n": 9.5},
                                   {"noise": 0}, {"noise": -1.0}, {"solve": 3}])
def test_bad_input_is_refused_in_words(given):
    with pytest.raises((ValueError, TypeError), match=next(iter(given))):
        explorer(**given)


def right(X, y, lam):
    return np.linalg.solve(X.T @ X + len(y) * lam * np.eye(2), X.T @ y)


@pytest.mark.parametrize(("solve", "told"), [
    (right, "agrees"),
    (lambda X, y, lam: np.linalg.solve(X.T @ X + lam * np.eye(2), X.T @ y), "is off by"),
    (lambda X, y, lam: 1 / 0, "stops with ZeroDivisionError"),
    (lambda X, y, lam: y, "asked for is two coefficients"),
])
def test_the_readers_formula_is_told_about_and_the_exact_picture_stays(solve, told):
    shown, exact = explorer(solve=solve), explorer()
    assert told in " ".join(shown.words)
    assert np.array_equal(shown.fit.coef, exact.fit.coef)
    assert [words for words in shown.words if "Your solve" not in words] == exact.words
