"""Every public function that takes X and y gives for any kind of table what it gives for arrays."""

import inspect
from collections.abc import Iterable
from decimal import Decimal
from itertools import islice

import numpy as np
import pandas as pd
import pytest

import regviz as rv
from regviz.data.given import as_problem

RNG = np.random.default_rng(4)
X = RNG.integers(0, 2, (24, 3)).astype(float)
Y = np.where(RNG.random(24) < 0.2, 1 - X[:, 0], X[:, 0])  # 0 and 1, so that booleans can hold it
LAMS = [0.01, 0.1]
PENALTY = rv.Penalty(0.1, 0.5)
COEF = (0.2, 0.0, 0.1)
ORDER = RNG.permutation(24)
NAMES = ("b", "a", "c")


def steps(method, **options):
    return lambda X, y: list(islice(method(X, y, **options), 3))


CALLS = {
    "RidgePath": lambda X, y: rv.RidgePath(X, y).predict(X, LAMS),
    "LassoPath": lambda X, y: rv.LassoPath(X, y).predict(X, LAMS),
    "ElasticNetPath": lambda X, y: rv.ElasticNetPath(X, y, 0.5).predict(X, LAMS),
    "debiased": lambda X, y: rv.debiased(X, y, [0, 2]),
    "huber": lambda X, y: rv.huber(X, y, 0.5, PENALTY),
    "least_absolute_deviations": lambda X, y: rv.least_absolute_deviations(X, y, PENALTY),
    "logistic_fits": lambda X, y: rv.logistic_fits(X, y, LAMS),
    "objective": lambda X, y: rv.objective(X, y, COEF, PENALTY, 0.1),
    "kkt_residual": lambda X, y: rv.kkt_residual(X, y, COEF, PENALTY),
    "duality_gap": lambda X, y: rv.duality_gap(X, y, COEF, PENALTY),
    "gradient_descent": steps(rv.gradient_descent, penalty=rv.Penalty(0.1, 0.0)),
    "subgradient": steps(rv.subgradient, penalty=PENALTY),
    "proximal_gradient": steps(rv.proximal_gradient, penalty=PENALTY),
    "accelerated_proximal_gradient": steps(rv.accelerated_proximal_gradient, penalty=PENALTY),
    "coordinate_descent": steps(rv.coordinate_descent, penalty=PENALTY),
    "sgd": steps(rv.sgd, step=0.1, batch=5),
    "adam": steps(rv.adam, step=0.1, batch=5),
    "cross_validate": lambda X, y: rv.cross_validate(X, y, k=3, standardize=True)[1:5],
    "reshuffled": lambda X, y: [cv.errors for cv in rv.reshuffled(X, y, 2, k=3, lams=LAMS)],
    "nested": lambda X, y: rv.nested(X, y, k=3, inner=3, method="ridge"),
    "cross_validate_mixes": lambda X, y: rv.cross_validate_mixes(X, y, LAMS, (0, 0.5, 1), k=3),
    "criteria": lambda X, y: rv.criteria(X, y),
    "ridge_scores": lambda X, y: rv.ridge_scores(X, y, LAMS),
    "stability": lambda X, y: rv.stability(X, y, LAMS, resamples=5),
    "honest_error": lambda X, y: rv.honest_error(X, y, keep=2, k=4),
    "leaky_error": lambda X, y: rv.leaky_error(X, y, keep=2, k=4),
    "most_correlated": lambda X, y: rv.most_correlated(X, y, 2),
    "Problem": lambda X, y: (rv.Problem(X, y).X, rv.Problem(X, y).y),
    # and those whose arguments have other names
    "as_problem": lambda X, y: as_problem((X, y)).standardize().X,
    "lasso_paths": lambda X, y: rv.lasso_paths([X, X], [y, y])(LAMS),
    "lipschitz": lambda X, y: rv.lipschitz(X),
    "ridge_smoothers": lambda X, y: rv.ridge_smoothers(X, X, LAMS),
    "knn_smoothers": lambda X, y: rv.knn_smoothers(X, X, (1, 3)),
    "polynomial_smoothers": lambda X, y: rv.polynomial_smoothers(y, y, (0, 1)),
    "bias_variance": lambda X, y: rv.bias_variance(rv.knn_smoothers(X, X, (1, 3)), y, y, 0.1),
    "nine_fits": lambda X, y: list(rv.nine_fits(y, y, 0.1).values()),
    "expected_error": lambda X, y: rv.expected_error([y, y], y, 3),
    "squared_distances": lambda X, y: rv.squared_distances(X, X),
    "cluster_log_loss": lambda X, y: rv.cluster_log_loss(X, np.eye(3), X),
    "grown_centres": lambda X, y: rv.grown_centres(X, 2),
    "polynomial": lambda X, y: rv.polynomial(y, 2),
    "bumps": lambda X, y: rv.bumps(y),
    "sine": lambda X, y: rv.sine(y),
    "soft_threshold": lambda X, y: rv.soft_threshold(y, 0.3),
    "hard_threshold": lambda X, y: rv.hard_threshold(y, 0.3),
    "Penalty.value": lambda X, y: PENALTY.value(y),
    "Ball.norm": lambda X, y: rv.Ball("l1").norm(y),
    "take": lambda X, y: rv.Problem(np.eye(24), ORDER).take(y == 1).X,
}


class Table:
    """The least that counts as a table: what a small library of frames might hand over."""

    def __init__(self, values):
        self._values = values
        self.columns = list(NAMES)

    def __array__(self, dtype=None, copy=None):
        return np.array(self._values, dtype=dtype)


def frame(dtype=float, index=None):
    return pd.DataFrame(X, columns=NAMES, index=index).astype(dtype)


def frozen(values):
    values = np.asfortranarray(values)
    values.setflags(write=False)
    return values


KINDS = {
    "lists": (X.tolist(), Y.tolist()),
    "tuples": (tuple(map(tuple, X)), tuple(Y)),
    "frame and Series": (frame(), pd.Series(Y, name="price")),
    "shuffled labels": (X, pd.Series(Y, index=ORDER)),  # scikit-learn#5696, eli5#411
    "shuffled frame": (frame(index=ORDER), pd.Series(Y, index=ORDER)),
    "part of a Series": (X, pd.concat([pd.Series(Y), pd.Series(Y)]).iloc[24:]),
    "labels of text": (frame(index=list("abcdefghijklmnopqrstuvwx")), Y),
    "y a frame of one column": (frame(), pd.DataFrame({"price": Y})),
    "y a column": (X, Y[:, None]),
    "masked, nothing missing": (np.ma.array(X), np.ma.array(Y)),  # numpy masks: jax#13795
    "booleans": (X > 0, Y > 0),  # statsmodels#880
    "one column of booleans": (frame({"a": bool}), Y > 0),  # statsmodels#9127, #9205
    "objects": (X.astype(object), pd.Series(Y, dtype=object)),
    "decimals": ([[Decimal(v) for v in row] for row in X], Y),
    "nullable": (frame({"a": "Int64", "b": "boolean", "c": "Float64"}),
                 pd.Series(Y, dtype="Int64")),  # scikit-learn#19889, statsmodels#8982
    "sparse columns": (frame(pd.SparseDtype(float, 0)), pd.Series(Y)),
    "names that are numbers": (pd.DataFrame(X), pd.Series(Y)),
    "names in levels": (pd.DataFrame(X, columns=pd.MultiIndex.from_product([["a"], NAMES])), Y),
    "a small library's table": (Table(X), Y),
    "read-only Fortran": (frozen(X), frozen(Y)),
    "big-endian": (X.astype(">f8"), Y.astype(">i4")),
    "half and long": (X.astype(np.float16), Y.astype(np.longdouble)),
    "unsigned": (X.astype(np.uint64), Y.astype(np.uint8)),
    "not contiguous": (np.repeat(X, 2, axis=1)[:, ::2], np.repeat(Y, 2)[::2]),
}


def flat(result):
    """All numbers of a result."""
    if isinstance(result, np.ndarray):
        return result.astype(float).ravel().tolist()
    if isinstance(result, Iterable):
        return [number for part in result for number in flat(part)]
    return [float(result)]


@pytest.fixture(scope="module")
def plain():
    return {name: flat(call(X.copy(), Y.copy())) for name, call in CALLS.items()}


def takes_x_and_y(name):
    given = getattr(rv, name, None)
    known = inspect.isfunction(given) or inspect.isclass(given) and given is not rv.Fit
    return known and {"X", "y"} <= set(inspect.signature(given).parameters)


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_of_any_kind_gives_what_the_arrays_give(kind, plain):
    one_y = getattr(KINDS[kind][1], "ndim", 1) == 1
    for name, call in CALLS.items():
        if name == "take" and not hasattr(KINDS[kind][1], "dtype"):
            continue  # a list has no == that goes by entry
        if not (one_y or takes_x_and_y(name)):
            continue  # a column of y may be a column of X as well
        assert np.allclose(flat(call(*KINDS[kind])), plain[name], atol=1e-9), name


@pytest.mark.parametrize("lams", [
    tuple(LAMS), np.array(LAMS, dtype=object), np.ma.array(LAMS), pd.Index(LAMS),
    pd.Series(LAMS, index=[1, 0]), pd.Series(LAMS, dtype="Float64"),
], ids=["tuple", "objects", "masked", "index", "Series", "nullable"])
def test_lambdas_of_any_kind(lams):
    for look in (rv.RidgePath(X, Y), rv.RidgePath(X, Y, allow_negative=True), rv.LassoPath(X, Y),
                 rv.ElasticNetPath(X, Y, 0.5), lambda lam: rv.stability(X, Y, lam, 3).selected,
                 lambda lam: rv.cross_validate(X, Y, k=3, lams=lam, method="ridge")(lam)):
        assert np.array_equal(look(lams), look(np.array(LAMS)))


@pytest.mark.parametrize("lam", ["0.1", None, [None], np.ma.array([0.1], mask=[1]), [1j],
                                 pd.Series(["0.1"]), [np.nan]], ids=repr)
def test_other_lambdas_are_refused(lam):
    for path in (rv.RidgePath(X, Y), rv.RidgePath(X, Y, allow_negative=True), rv.LassoPath(X, Y),
                 rv.ElasticNetPath(X, Y, 0.5)):
        with pytest.raises((TypeError, ValueError), match="^lam "):
            path(lam)


def test_no_public_function_of_x_and_y_is_left_out():
    assert set(filter(takes_x_and_y, rv.__all__)) <= set(CALLS)


PAIRS = {
    "gaps": (frame().where(X > 0), Y, "X holds .* in columns b, a, c, "),
    "NA": (frame("Int64").where(X > 0), Y, "X holds gaps .* in columns b, a, c, "),
    "masked": (np.ma.masked_equal(X, 0), Y, "X holds gaps .* in columns 0, 1, 2, "),
    "text": (frame().astype({"a": str}), Y, "X must hold real numbers: column 'a' holds text"),
    "categories": (frame().astype({"a": "category"}), Y, "column 'a' holds categories"),
}


@pytest.mark.parametrize("kind", PAIRS)
def test_every_function_refuses_in_the_same_words(kind):
    given, target, sentence = PAIRS[kind]
    for name in filter(takes_x_and_y, CALLS):
        with pytest.raises((TypeError, ValueError), match=sentence):
            CALLS[name](given, target)
