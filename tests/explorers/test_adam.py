"""Weight decay with Adam: the shares that are left, and words for when both recipes agree."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.adam import KeptView

SIZES = (0.1, 1.0, 10.0)


def shares(first, last, title="plain"):
    half = np.full(3, 0.5)
    return rv.Fit(in_gradient=np.array([first, 0.5, last]), on_weight=half, ridge=half, title=title)


def make():
    return KeptView(rv.canvas(1)[1], SIZES)


def test_update_moves_the_artists_and_not_the_frame():
    assert_only_parts_move(make(), shares(0.1, 0.9), shares(0.5, 0.5))


def test_what_is_left_says_when_both_recipes_agree():
    view, fit = make(), shares(0.1, 0.9, "Adam")
    view.update(fit)
    for name in ("in_gradient", "on_weight", "ridge"):
        assert np.array_equal(view.parts[name].get_ydata(), getattr(fit, name))
    assert "10 % is left of the weight with the smallest gradients" in view.describe(fit)
    assert "both recipes leave the same share" in view.describe(shares(0.5, 0.5))


# The call


@pytest.mark.parametrize(("method", "lam", "steps"), [("sgd", 0.5, 600), ("adam", 0.03, 90)])
def test_the_shares_are_those_of_the_claims_experiment_and_of_ridge(method, lam, steps):
    fit = rv.explore.adam().set(method=method, lam=lam, steps=steps).fit
    in_gradient, on_weight = rv.claims.weights_left(method, lam, steps)
    assert np.allclose(fit.in_gradient, in_gradient[-1])
    assert np.allclose(fit.on_weight, on_weight[-1])
    X, ones = np.diag(rv.claims.GRADIENTS), np.ones(6)
    ridge = np.linalg.solve(X.T @ X + lam * np.eye(6), X.T @ X @ ones)
    assert np.allclose(fit.ridge, ridge)


def test_long_plain_steps_end_at_ridge_only_where_gradients_are_large():
    fit = rv.explore.adam().set(method="sgd", steps=600, lam=0.5).fit
    far = np.abs(fit.in_gradient - fit.ridge)
    assert far[-3:].max() < 0.03 < far[0]


@pytest.mark.parametrize("given", [{"method": "rmsprop"}, {"lam": 0}, {"lam": -1}, {"lam": 7}])
def test_bad_input_is_refused_in_words(given):
    with pytest.raises(ValueError, match=next(iter(given))):
        rv.explore.adam(**given)
