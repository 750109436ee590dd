"""Conventions: equal coefficients in installed libraries, or by minimizing what a row writes."""

import numpy as np
import pytest

from regviz.data.datasets import correlated
from regviz.solvers.conventions import CONVENTIONS, back, to

PROBLEM = correlated(n=60, p=5, corr=0.6, noise=2.0, seed=3)
X, y, N = PROBLEM.X, PROBLEM.y, len(PROBLEM)
FIXED = {name: row.mixing for name, row in CONVENTIONS.items()}


def ratios(library):
    return [0.0, 0.4, 1.0] if isinstance(FIXED[library], str) else [FIXED[library]]


def minimize(smooth, l1, X=X, y=y, rounds=4000):
    """argmin_w scale |y - b0 - X w|^2 + quad |w|^2 + l1 |w|_1 by proximal gradient."""
    scale, quad = smooth
    X, y = X - X.mean(axis=0), y - y.mean()
    step = 1 / (2 * scale * np.linalg.norm(X, 2) ** 2 + 2 * quad)
    w = np.zeros(X.shape[1])
    for _ in range(rounds):
        w = w - step * (2 * scale * X.T @ (X @ w - y) + 2 * quad * w)
        w = np.sign(w) * np.maximum(np.abs(w) - step * l1, 0)
    return w


def ours(lam, l1_ratio):
    return minimize((1 / (2 * N), lam * (1 - l1_ratio) / 2), lam * l1_ratio)


@pytest.mark.parametrize("library", CONVENTIONS)
def test_there_and_back(library):
    lams = np.array([0.0, 1e-3, 0.2, 7.0])
    for ratio in ratios(library):
        lam, again = back(library, to(library, lams, ratio, N, sd_y=2.5), N, sd_y=2.5)
        assert np.allclose(lam, lams, rtol=1e-14) and again == pytest.approx(ratio)


@pytest.mark.parametrize("library", ["sklearn Lasso", "sklearn ElasticNet", "sklearn Ridge"])
@pytest.mark.parametrize("lam", [0.05, 0.6])
def test_scikit_learn_gives_our_coefficients(library, lam):
    from sklearn import linear_model
    options = {} if library == "sklearn Ridge" else {"tol": 1e-12, "max_iter": 100_000}
    for ratio in ratios(library):
        if library == "sklearn ElasticNet" and ratio == 0:
            continue  # its coordinate descent refuses a pure ridge
        model = getattr(linear_model, library.split()[1])(**to(library, lam, ratio, N), **options)
        assert np.allclose(model.fit(X, y).coef_, ours(lam, ratio), atol=1e-6)


@pytest.mark.parametrize("ratio", [0.0, 0.4, 1.0])
def test_stochastic_gradients_end_near_our_coefficients(ratio):
    from sklearn.linear_model import SGDRegressor
    settings = to("sklearn SGDRegressor", 0.6, ratio, N)
    steps = {"learning_rate": "constant", "eta0": 2e-4, "max_iter": 2000, "tol": None}
    model = SGDRegressor(**settings, **steps, penalty="elasticnet", random_state=0)
    off = {lam: np.abs(model.fit(X, y).coef_ - ours(lam, ratio)).max() for lam in (0.3, 0.6, 1.2)}
    assert off[0.6] < 0.03 and off[0.3] > 3 * off[0.6] < off[1.2]


@pytest.mark.parametrize("ratio", [0.0, 0.4, 1.0])
def test_statsmodels_with_no_penalty_on_its_constant(ratio):
    sm = pytest.importorskip("statsmodels.api")
    settings = to("statsmodels", 0.3, ratio, N)
    settings["alpha"] = np.r_[0.0, np.full(5, settings["alpha"])]
    ols = sm.OLS(y, sm.add_constant(X))
    # Started at zero it can drop a coefficient for good in the second sweep.
    more = {"cnvrg_tol": 1e-12, "start_params": ols.fit().params} if ratio else {}
    theirs = ols.fit_regularized(**settings, **more).params[1:]
    assert np.allclose(theirs, ours(0.3, ratio), atol=1e-6)


# what each source writes: the multiples of RSS, |w|^2 and |w|_1 in its own settings
WRITTEN = {
    "glmnet": lambda s: (
        1 / (2 * N),
        s["lambda"] * (1 - s["alpha"]) / 2 / y.std(),
        s["lambda"] * s["alpha"],
    ),
    "ISL ridge": lambda s: (1.0, s["lambda"], 0.0),
    "ISL lasso": lambda s: (1.0, 0.0, s["lambda"]),
    "ESL lasso": lambda s: (0.5, 0.0, s["lambda"]),
    "PyTorch weight_decay": lambda s: (1 / N, s["weight_decay"] / 2, 0.0),
    "Keras l2": lambda s: (1 / N, s["l2"], 0.0),
    "Keras l1": lambda s: (1 / N, 0.0, s["l1"]),
}


@pytest.mark.parametrize("library", WRITTEN)
@pytest.mark.parametrize("lam", [0.05, 0.6])
def test_written_objectives_have_our_minimum(library, lam):
    for ratio in ratios(library):
        scale, quad, l1 = WRITTEN[library](to(library, lam, ratio, N, sd_y=y.std()))
        assert np.allclose(minimize((scale, quad), l1), ours(lam, ratio), atol=1e-9)


def test_glmnet_scales_y_before_it_penalizes():
    settings = to("glmnet", 0.3, 0.4, N, sd_y=y.std())
    lam, ratio, s = settings["lambda"] / y.std(), settings["alpha"], y.std()
    inside = minimize((1 / (2 * N), lam * (1 - ratio) / 2), lam * ratio, y=y / s)
    assert np.allclose(inside * s, ours(0.3, 0.4), atol=1e-9)


def test_pytorch_decay_is_a_gradient_step_on_our_objective(rng):
    w, lam = rng.standard_normal(5), 0.3
    decay = to("PyTorch weight_decay", lam, 0.0, N)["weight_decay"]
    theirs = 2 / N * X.T @ (X @ w - y) + decay * w
    assert np.allclose(theirs, 2 * (X.T @ (X @ w - y) / N + lam * w))


@pytest.mark.parametrize("ratio", [0.0, 0.5, 1.0])
def test_logistic_regression_satisfies_our_optimality_conditions(ratio):
    import sklearn
    from sklearn.linear_model import LogisticRegression
    lam, labels = 0.05, np.where(y > np.median(y), 1.0, -1.0)
    settings = to("sklearn LogisticRegression", lam, ratio, N)
    if tuple(map(int, sklearn.__version__.split(".")[:2])) < (1, 8):
        settings["penalty"] = "elasticnet"
    steps = {"solver": "saga", "tol": 1e-10, "max_iter": 50_000}
    model = LogisticRegression(**settings, **steps, random_state=0).fit(X, labels)
    w = model.coef_[0]
    pull = -labels / (1 + np.exp(labels * (X @ w + model.intercept_)))
    slope = X.T @ pull / N + lam * (1 - ratio) * w
    active = w != 0
    assert abs(pull.mean()) < 1e-6
    assert np.allclose(slope[active], -lam * ratio * np.sign(w[active]), atol=1e-6)
    assert np.all(np.abs(slope[~active]) <= lam * ratio + 1e-6)


def test_svm_has_no_duality_gap_in_our_objective():
    from sklearn.svm import SVC
    lam, labels = 0.02, np.where(y > np.median(y), 1.0, -1.0)
    model = SVC(kernel="linear", tol=1e-9, **to("sklearn SVC", lam, 0.0, N)).fit(X, labels)
    w = model.coef_[0]
    primal = np.maximum(0, 1 - labels * (X @ w + model.intercept_)).mean() + lam / 2 * w @ w
    weights = lam * np.abs(model.dual_coef_[0])
    assert weights.max() <= 1 / N + 1e-9
    dual = weights.sum() - w @ w * lam / 2
    assert primal == pytest.approx(dual, rel=1e-6)


@pytest.mark.parametrize("call, words", [
    (lambda: to("sklearn Ridge", 0.1, 1.0, N), "Ridge"),
    (lambda: to("lightning", 0.1, 1.0, N), "choose"),
    (lambda: to("glmnet", 0.1, 0.5, N), "sd_y"), (lambda: to("sklearn Lasso", -0.1, 1.0, N), "lam"),
    (lambda: to("sklearn ElasticNet", 0.1, 1.5, N), "l1_ratio"),
    (lambda: back("Keras l2", {"l1": 1.0}, N), "l2"),
])
def test_refusals_name_the_argument(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.fixture
def rng():
    return np.random.default_rng(0)
