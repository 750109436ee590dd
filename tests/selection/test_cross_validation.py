"""Cross-validation: the curve is a refit at any lambda, and its minimum is the minimum."""

import sys

import numpy as np
import pytest

from regviz.core.validation import check_array
from regviz.data.datasets import correlated, diabetes
from regviz.selection.cross_validation import cross_validate, folds, nested, reshuffled
from regviz.selection.information_criteria import ridge_scores
from regviz.solvers import ElasticNetPath, LassoPath, RidgePath

METHODS = [("lasso", {}), ("ridge", {}), ("elastic net", {"l1_ratio": 0.4})]


def refit(method, X, y, l1_ratio=0.4):
    if method == "elastic net":
        return ElasticNetPath(X, y, l1_ratio)
    return {"lasso": LassoPath, "ridge": RidgePath}[method](X, y)


def scaled_by(train, other):
    sd = train.std(axis=0)
    return (other - train.mean(axis=0)) / np.where(sd > 0, sd, np.inf)


@pytest.mark.parametrize("n, k", [(10, 2), (10, 10), (23, 5)])
def test_folds_are_a_partition(n, k):
    pairs = folds(n, k, seed=4)
    assert sorted(np.concatenate([test for _, test in pairs])) == list(range(n)) and len(pairs) == k
    sizes = [len(test) for _, test in pairs]
    assert max(sizes) - min(sizes) <= 1
    for train, test in pairs:
        assert sorted([*train, *test]) == list(range(n))
    assert [list(t) for _, t in folds(n, k, seed=4)] == [list(t) for _, t in pairs]


@pytest.mark.parametrize("n, k", [(10, 1), (10, 11), (1, 2)])
def test_impossible_folds_are_refused(n, k):
    with pytest.raises(ValueError, match="k must lie between 2"):
        folds(n, k)


@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize("method, options", METHODS)
def test_curve_is_a_refit_of_every_fold_at_any_lambda(method, options, standardize, rng):
    problem = correlated(n=47, p=6, corr=0.7, seed=2)
    X, y = problem.X * [1, 10, 1, 0.1, 1, 1] + 3, problem.y
    cv = cross_validate(X, y, k=5, seed=8, method=method, standardize=standardize, **options)
    lams = np.r_[rng.uniform(cv.lams[0], 2 * cv.lams[-1], 6), cv.lams[[0, 50]]]
    direct = []
    for train, test in folds(47, 5, seed=8):
        A, B = X[train], X[test]
        if standardize:
            A, B = scaled_by(X[train], A), scaled_by(X[train], B)
        path = refit(method, A, y[train])
        direct.append([((y[test] - path.predict(B, lam)) ** 2).mean() for lam in lams])
    mean = np.mean(direct, axis=0)
    assert np.allclose(cv.fold_errors(lams), direct, rtol=1e-8) and np.allclose(cv(lams), mean)
    assert cv(float(lams[3])) == pytest.approx(mean[3])
    assert cv.errors.shape == (5, 100)
    assert np.allclose(cv.se, np.std(cv.errors, axis=0, ddof=1) / np.sqrt(5))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("method, options", METHODS)
def test_lam_min_is_the_minimum_and_lam_1se_the_last_within_one_error(method, options, seed):
    problem = correlated(n=40, p=8, corr=0.6, noise=3.0, seed=seed)
    cv = cross_validate(problem.X, problem.y, k=5, seed=seed, method=method, **options)
    lams = np.geomspace(cv.lams[0], cv.lams[-1], 300 if options else 4000)
    values = cv(lams)
    exact = 1e-12 if method == "lasso" else 1e-7
    assert cv(cv.lam_min) <= values.min() * (1 + exact) and cv.lam_min <= cv.lam_1se <= cv.lams[-1]
    limit = cv(cv.lam_min) + np.std(cv.fold_errors(cv.lam_min), ddof=1) / np.sqrt(5)
    assert cv(cv.lam_1se) <= limit * (1 + 1e-6)
    beyond = lams[lams > cv.lam_1se * (1 + 1e-4)]
    assert len(beyond) == 0 or np.all(cv(beyond) > limit)


@pytest.mark.parametrize("seed", range(24))
def test_exact_choices_on_awkward_designs(seed):
    rng = np.random.default_rng(seed)
    n, p = int(rng.integers(4, 40)), int(rng.integers(2, 50))
    X = rng.integers(-2, 3, (n, p)).astype(float) if seed % 3 == 0 else rng.standard_normal((n, p))
    X *= 10 ** rng.uniform(-3, 3, p) if seed % 2 else 1.0
    X[:, 1] = X[:, 0]
    y = rng.standard_normal(n) + X[:, 0] / (X[:, 0].std() or 1.0)
    cv = cross_validate(X, y, k=min(n, 2 + 2 * (seed % 4)), seed=seed, standardize=seed % 4 == 1)
    lams = np.linspace(cv.lams[0], cv.lams[-1], 2000)
    values, least = cv(lams), cv(cv.lam_min)
    limit = least + np.std(cv.fold_errors(cv.lam_min), ddof=1) / np.sqrt(len(cv.errors))
    assert least <= values.min() * (1 + 1e-10) and cv.lam_min <= cv.lam_1se
    assert cv(cv.lam_1se) <= limit * (1 + 1e-8)
    assert np.all(values[lams > cv.lam_1se * (1 + 1e-9)] > limit * (1 - 1e-9))


def test_lam_min_stays_inside_the_grid_that_was_given():
    problem = correlated(n=60, p=4, noise=0.1)
    cv = cross_validate(problem.X, problem.y, lams=[0.5, 0.2, 0.9])
    assert cv.lams.tolist() == [0.2, 0.5, 0.9] and cv.lam_min == pytest.approx(0.2)
    with pytest.raises(ValueError, match="below the grid"):
        cv(0.1)
    whole = cross_validate(problem.X, problem.y, lams=[0.0, 0.9])
    ridge = cross_validate(problem.X, problem.y, lams=[0.0], method="ridge")
    assert whole(0.0) == pytest.approx(ridge(0.0))
    one = cross_validate(problem.X, problem.y, lams=[0.3])
    assert one.lam_min == one.lam_1se == 0.3


def test_agrees_with_scikit_learn_on_the_same_folds():
    from sklearn.linear_model import LassoCV
    problem = diabetes().standardize()
    cv = cross_validate(problem.X, problem.y, seed=1, lams=np.geomspace(0.05, 40, 12))
    model = LassoCV(alphas=cv.lams[::-1], cv=folds(442, 10, seed=1), tol=1e-9, max_iter=100_000)
    model.fit(problem.X, problem.y)
    assert np.allclose(model.mse_path_[::-1].T, cv.errors, rtol=1e-6)
    assert cv(cv.lam_min) <= model.mse_path_.mean(axis=1).min()


@pytest.mark.parametrize("method, options", METHODS)
def test_degenerate_data(method, options, rng):
    X, y = rng.standard_normal((12, 3)), rng.standard_normal(12)
    X[:, 2] = 0.0
    X[0, 2] = 1.0  # constant in the training set of the fold that holds row 0 out
    for k in (2, 12):
        cv = cross_validate(X, y, k=k, method=method, standardize=True, **options)
        assert np.isfinite(cv.errors).all() and cv.lam_1se >= cv.lam_min
    flat = cross_validate(X, np.full(12, 3.0), k=3, method=method, **options)
    assert np.allclose(flat.errors, 0) and flat.lam_min == flat.lams[-1]


def test_leaving_one_out_is_cross_validation_with_n_folds(rng):
    X, y, lams = rng.standard_normal((15, 4)), rng.standard_normal(15), np.array([0.0, 0.1, 1.0])
    cv = cross_validate(X, y, k=15, method="ridge", lams=lams)
    assert np.allclose(cv.mean, ridge_scores(X, y, lams).loo)


def test_reshuffled_folds_choose_differently():
    problem = correlated(n=40, p=6, noise=3.0)
    curves = reshuffled(problem.X, problem.y, repeats=8, k=5)
    chosen = [cv.lam_min for cv in curves]
    assert len(curves) == 8 and len(set(chosen)) > 1
    assert chosen[3] == cross_validate(problem.X, problem.y, k=5, seed=3).lam_min


@pytest.mark.parametrize("rule", ["lam_min", "lam_1se"])
def test_nested_scores_rows_that_took_no_part_in_the_choice(rule):
    problem = correlated(n=50, p=5, noise=2.0)
    X, y = problem.X, problem.y
    found = nested(X, y, k=5, seed=2, rule=rule, method="ridge", inner=4)
    outer = folds(50, 5, seed=2)
    for (train, test), error, lam in zip(outer, found.errors, found.lams, strict=True):
        inside = cross_validate(X[train], y[train], k=4, seed=2, method="ridge")
        assert lam == getattr(inside, rule)
        predicted = RidgePath(X[train], y[train]).predict(X[test], lam)
        assert error == pytest.approx(((y[test] - predicted) ** 2).mean())
    assert found.mean == pytest.approx(found.errors.mean())


def test_the_promise_of_the_chosen_lambda_is_too_good_on_average():
    promised, honest = [], []
    for seed in range(80):
        rng = np.random.default_rng(seed)
        X, y = rng.standard_normal((30, 10)), rng.standard_normal(30)
        found = nested(X, y, k=5, seed=seed, inner=5)
        promised.append(found.inner.mean())
        honest.append(found.mean)
    gap = np.array(honest) - promised
    assert gap.mean() > 2 * gap.std(ddof=1) / np.sqrt(80)


class Counter:
    """check_array, counting its calls."""

    def __init__(self):
        self.calls = 0

    def __call__(self, *args):
        self.calls += 1
        return check_array(*args)


@pytest.fixture
def counter(monkeypatch):
    found = Counter()
    for module in list(sys.modules.values()):
        if getattr(module, "check_array", None) is check_array and module.__name__ != __name__:
            monkeypatch.setattr(module, "check_array", found)
    return found


@pytest.mark.parametrize("validate", [cross_validate, nested])
@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize("method, options", METHODS)
def test_one_call_validates_its_input_once(method, options, standardize, validate, counter, rng):
    X, y = rng.standard_normal((20, 3)), rng.standard_normal(20)
    validate(X, y, k=5, method=method, standardize=standardize, **options)
    assert counter.calls <= 2  # X and y


@pytest.mark.parametrize("call, words", [
    (lambda X, y: cross_validate(X, y, method="forest"), "method must be one of"),
    (lambda X, y: cross_validate(X, y, k=21), "k must lie between"),
    (lambda X, y: cross_validate(X, y, lams=[-1.0, 1.0]), "lam"),
    (lambda X, y: cross_validate(X, y[:3]), "20 rows.*3"),
    (lambda X, y: nested(X, y, rule="lam_best"), "rule must be"),
])
def test_refusals_name_the_argument(call, words, rng):
    with pytest.raises(ValueError, match=words):
        call(rng.standard_normal((20, 2)), rng.standard_normal(20))


@pytest.fixture
def rng():
    return np.random.default_rng(0)
