"""What cannot be solved is refused in a sentence that names the argument; the ends are let in."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from regviz.solvers import conventions, iterations, lasso_batch, optimality
from regviz.solvers.constraint import Cone, constrained, touch
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.lasso import LassoPath, debiased
from regviz.solvers.level_sets import relief
from regviz.solvers.logistic import logistic_fits
from regviz.solvers.penalties import Ball, Penalty
from regviz.solvers.quadratic_loss import Bowl
from regviz.solvers.ridge import RidgePath
from regviz.solvers.robust import huber, least_absolute_deviations

RNG = np.random.default_rng(0)
X, Y, W = RNG.standard_normal((12, 3)), RNG.standard_normal(12), np.zeros(3)
BOWL, BALL, NET = Bowl([1.0, 0.5], np.eye(2)), Ball("l1", 1.0), Penalty(0.1, 0.5)
PATH = LassoPath(X, Y)
COPIES = LassoPath(np.column_stack([X, X[:, 0]]), Y)
LABELS = (Y > 0).astype(float)


def square(w):
    return (w**2).sum(axis=-1)


CASES = [
    (lambda: touch(None, BALL), TypeError, "^bowl must be a Bowl"),
    (lambda: touch(BOWL, None), TypeError, "^ball must be a Ball"),
    (lambda: constrained(None, BALL), TypeError, "^bowl must be a Bowl"),
    (lambda: constrained(BOWL, None), TypeError, "^ball must be a Ball"),
    (lambda: Bowl([1.0], np.eye(2)), ValueError, r"^ols must have shape \(2,\) or \(m, 2\)"),
    (lambda: Bowl([1.0, 2.0], np.eye(3)), ValueError, "^hessian must"),
    (lambda: BOWL.contours([1.0], n_points=2), ValueError, "^n_points must be"),
    (lambda: BOWL.contours([], n_points=9), ValueError, "^heights must be"),
    (lambda: BALL.boundary(4), ValueError, "^n_points must be"),
    (lambda: NET.prox(W, -1.0), ValueError, "^step must be"),
    (lambda: Penalty(np.inf), ValueError, "^lam must be a finite number"),
    (lambda: Penalty(0.1, 1.1), ValueError, "^l1_ratio must lie between"),
    (lambda: Ball("l3"), ValueError, "^kind must be"),
    (lambda: Ball("l1", np.inf), ValueError, "^radius must be a finite number"),
    (lambda: Ball("l1", l1_ratio=1.1), ValueError, "^l1_ratio must lie between"),
    (lambda: Ball("lq", q=0.5).project([1.0, 2.0]), ValueError, "^project knows .* 'lq'"),
    (lambda: BALL.project([]), ValueError, "^z must be"),
    (lambda: BALL.project([[1.0, 2.0]]), ValueError, "^z must be"),
    (lambda: BALL.project([1.0, np.inf]), ValueError, "^z must be"),
    (lambda: LassoPath(X, Y, intercept=2), TypeError, "^intercept must be"),
    (lambda: LassoPath(X, Y, floor=-1), ValueError, "^floor must be"),
    (lambda: PATH.nearest_knot(-1), ValueError, "^lam must be"),
    (lambda: PATH.predict(X[:, :2], 0.1), ValueError, r"^X must have shape \(m, 3\)"),
    (lambda: COPIES.redistribute(0.1, [1, 1]), ValueError, "^shares must be 4 weights"),
    (lambda: COPIES.redistribute(0.1, [1, 1, 1, -1]), ValueError, "^shares must be 4 weights"),
    (lambda: COPIES.redistribute(0.1, [0, 1, 1, 0]), ValueError, "^shares must leave some weight"),
    (lambda: debiased(X, Y, [0, 3]), ValueError, "^support must be"),
    (lambda: debiased(X, Y, [0], intercept="yes"), TypeError, "^intercept must be"),
    (lambda: lasso_batch.lasso_paths([X], [Y, Y]), ValueError, "^Xs and ys must hold the same"),
    (lambda: lasso_batch.lasso_paths([], []), ValueError, "^Xs and ys must hold the same"),
    (lambda: lasso_batch.lasso_paths(3, [Y]), (TypeError, ValueError), "^Xs must be a list"),
    (lambda: lasso_batch.lasso_paths([X, X[:, :2]], [Y, Y]), ValueError, "same number of columns"),
    (lambda: lasso_batch.lasso_paths([X], [Y], floor=-1.0), ValueError, "^floor must be"),
    (lambda: ElasticNetPath(X, Y, "a"), TypeError, "^l1_ratio must be"),
    (lambda: RidgePath(X, Y, allow_negative=3), TypeError, "^allow_negative must be"),
    (lambda: huber(X, Y, "a"), TypeError, "^delta must be"),
    (lambda: huber(X, Y, 1.0, 0.1), TypeError, "^penalty must be a Penalty"),
    (lambda: least_absolute_deviations(X, Y, 0.1), TypeError, "^penalty must be a Penalty"),
    (lambda: logistic_fits(X, LABELS, [0.1], 1.1), ValueError, "^l1_ratio must"),
    (lambda: logistic_fits(X, LABELS, [0.1], tol=0), ValueError, "^tol must be"),
    (lambda: logistic_fits(X, LABELS, [0.1], max_iter=0), ValueError, "^max_iter must be"),
    (lambda: logistic_fits(X, Y, [0.1]), ValueError, "^y must"),
    (lambda: relief(3, W), TypeError, "^objective must be a function"),
    (lambda: Ball("l1", 1.0).norm(3.0), ValueError, r"^w must have shape \(\.\.\., p\)"),
    (lambda: Ball("l1", 1.0).norm(np.empty((3, 0))), ValueError, "^w must have shape"),
    (lambda: relief(square, [0.0]), ValueError, r"^lowest must have shape \(2,\): it has \(1,\)"),
    (lambda: relief(square, [0.0, 0.0], n_rings=1001), ValueError, "^n_rings must be"),
    (lambda: relief(square, [0.0, 0.0], rise=0), ValueError, "^rise must be"),
    (lambda: relief(square, [0.0, 0.0], n_rings=0), ValueError, "^n_rings must be"),
    (lambda: relief(square, [0.0, 0.0], n_angles=2), ValueError, "^n_angles must be"),
    (lambda: iterations.lipschitz(X[:0]), ValueError, "^X is empty"),
    (lambda: next(iterations.gradient_descent(X, Y, NET)), ValueError, "is for ridge"),
    (lambda: iterations.subgradient(X, Y, NET, step=0), ValueError, "^step must be"),
    (lambda: iterations.subgradient(X, Y, NET, step=float), TypeError, "^step must be"),
    (lambda: iterations.coordinate_descent(X, Y, 0.1), TypeError, "^penalty must be a Penalty"),
    (lambda: iterations.coordinate_descent(X, Y, NET, by_coordinate=2), TypeError,
     "^by_coordinate must be"),
    (lambda: conventions.to("sklearn Ridge", 0.1, 0.0, 0), ValueError, "^n must be"),
    (lambda: conventions.to("glmnet", 0.1, 0.5, 9, -1.0), ValueError, "^sd_y must be"),
    (lambda: conventions.to("glmnet", 0.1, 0.5, 9, 0.0), ValueError, "give sd_y"),
    (lambda: conventions.to("sklearn Ridge", 0.1, 0.5, 9), ValueError, "^l1_ratio must be 0.* for"),
    (lambda: conventions.to("sklearn ElasticNet", 0.1, 1.5, 9), ValueError,
     r"^l1_ratio must be in \[0, 1\] for sklearn ElasticNet"),
    (lambda: conventions.back("sklearn Ridge", {"alpha": 1.0}, 0), ValueError, "^n must be"),
    (lambda: conventions.back("glmnet", {"lambda": 1.0}, 9), ValueError, "must hold 'alpha'"),
    (lambda: conventions.back("glmnet", [1.0], 9), ValueError, "^settings must be a dict"),
    (lambda: conventions.back("glmnet", {"lambda": 1, "alpha": 0.5}, 9, -1.0), ValueError,
     "^sd_y must be"),
]
CASES += [
    (lambda call=call, given=given: call(X, Y, *given), error, sentence)
    for call in (optimality.objective, optimality.kkt_residual, optimality.duality_gap)
    for given, error, sentence in (
        ((W, 0.1), TypeError, "^penalty must be a Penalty"),
        ((W, NET, np.inf), ValueError, "^intercept must be a finite number"),
        ((W[:2], NET), ValueError, "^coef must have one value per column of X, 3"),
    )
]


@pytest.mark.parametrize("call, error, sentence", CASES)
def test_the_argument_is_named(call, error, sentence):
    with pytest.raises(error, match=sentence):
        call()


def test_the_ends_are_let_in():
    assert LassoPath(X, Y, floor=np.inf).knots.tolist() == [PATH.lam_max]
    assert PATH.nearest_knot(np.inf) == PATH.lam_max and PATH.nearest_knot(0.0) == 0.0
    assert len(lasso_batch.lasso_paths([X], [Y], floor=np.inf)) >= 1
    assert len(BOWL.contours([0.5], n_points=3)) >= 3 and BALL.boundary(5).shape == (5, 2)
    assert relief(square, [0.0, 0.0], n_rings=1, n_angles=3)
    assert conventions.to("sklearn Ridge", 0.1, 0.0, 1) and NET.prox(W, 0.0).tolist() == [0, 0, 0]
    assert np.isfinite(logistic_fits(X, LABELS, [0.1], 1.0, max_iter=1)[0]).all()


def test_of_the_cone_that_is_the_origin_everything_is_its_length_away():
    origin = Cone(np.zeros(2), 0.0)
    for v in ((3.0, 4.0), (-3.0, -4.0)):
        assert origin.distance(np.array(v)) == 5.0
    assert touch(BOWL, Ball("l1", 9.0)).cone.distance(np.array([0.0, 2.0])) == 2.0


@pytest.mark.parametrize("record, name", [
    (NET, "lam"), (BALL, "radius"), (BOWL, "ols"), (touch(BOWL, BALL), "coef"),
])
def test_records_are_frozen(record, name):
    with pytest.raises(FrozenInstanceError):
        setattr(record, name, None)
