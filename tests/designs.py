"""Random regression problems that break path algorithms, for tests and benchmarks/fuzz.py."""

from inspect import Parameter, isfunction, signature

import numpy as np

from regviz.solvers.lasso import LassoPath

KINDS = (
    "correlated", "orthonormal", "integer", "binary", "duplicated",
    "scaled", "jittered", "low rank", "polynomial", "constant columns",
)


def design(seed, kind=None, most=60):
    """(kind, X, y) for a seed: n from 2 to 80, p from 1 to `most`, the kind drawn unless given."""
    rng = np.random.default_rng(seed)
    kind = KINDS[rng.integers(len(KINDS))] if kind is None else kind
    n, p = int(rng.integers(2, 81)), int(rng.integers(1, most + 1))
    if rng.random() < 0.5:  # small ones tie more often
        n, p = int(rng.integers(2, 13)), int(rng.integers(1, 13))
    X = _correlated(rng, n, p)
    y = X[:, : 1 + p // 4].sum(axis=1) + rng.standard_normal(n)
    if kind == "orthonormal":
        p = min(n, p)
        X = np.linalg.qr(X)[0][:, :p] if rng.random() < 0.5 else np.eye(n)[:, :p]
        y = X @ rng.integers(-3, 4, p) + (rng.standard_normal(n) if rng.random() < 0.5 else 0.0)
    elif kind in ("integer", "binary"):
        X = rng.integers(*((-2, 3) if kind == "integer" else (0, 2)), (n, p)).astype(float)
        y = rng.integers(-3, 4, n).astype(float)
    elif kind == "duplicated":
        X = X[:, rng.integers(0, p, p)] * rng.choice([-1.0, 1.0], p)
        if rng.random() < 0.3:
            X *= rng.choice([1.0, 2.0, 0.5], p)
    elif kind == "scaled":
        X = X * 10.0 ** rng.uniform(-8, 8, p)
    elif kind == "jittered":
        X = X[:, rng.integers(0, p, p)] + 10.0 ** rng.uniform(-5, -2) * rng.standard_normal((n, p))
    elif kind == "low rank":
        X = rng.standard_normal((n, rank := max(1, p // 3))) @ rng.integers(-2, 3, (rank, p))
    elif kind == "polynomial":
        x = np.linspace(-1, 1, n) if rng.random() < 0.5 else rng.uniform(-1, 1, n)
        X = x[:, None] ** np.arange(1, min(p, 12) + 1)
        y = np.sin(3 * x) + 0.3 * rng.standard_normal(n)
    elif kind == "constant columns":
        X[:, rng.random(p) < 0.4] = rng.choice([0.0, 1.0, -0.1, 1e6])
    return kind, X, y


APART = ("plain", "copies", "near copies", "low rank", "offset", "wide")


def apart(seed, kind=None):
    """(kind, X, y) with columns up to 1e12 times as long as others, and what else is awkward.

    Columns are scaled by powers of two, so that copies stay exact. The sizes of all columns and of
    y are drawn too, now and then far from 1.
    """
    rng = np.random.default_rng(seed)
    kind = APART[rng.integers(len(APART))] if kind is None else kind
    n, p = int(rng.integers(3, 10)), int(rng.integers(1, 7))
    if kind == "wide":
        n, p = int(rng.integers(3, 7)), int(rng.integers(6, 15))
    X = rng.standard_normal((n, p))
    if kind in ("copies", "near copies"):
        X = X[:, rng.integers(0, p, p)] * rng.choice([-1.0, 1.0], p)
    if kind == "near copies":
        X += 10.0 ** rng.uniform(-13, -2) * rng.standard_normal((n, p))
    if kind == "low rank":
        half = max(1, p // 2)
        X = np.round(4 * X[:, :half]) @ rng.integers(-2, 3, (half, p)).astype(float)
    sizes = 2.0 ** rng.integers(-20, 21, p)
    if rng.random() < 0.3:  # two sizes only, as far apart as can be
        sizes = rng.choice([2.0**-20, 2.0**20], p)
    X, y = X * sizes, (X / (np.abs(X).max(axis=0) + 1e-9)).sum(axis=1) + rng.standard_normal(n)
    if kind == "offset":
        X = X + sizes * 10.0 ** rng.integers(0, 8, p)
    if rng.random() < 0.2:
        X, y = X * 2.0 ** rng.integers(-300, 300), y * 2.0 ** rng.integers(-300, 300)
    return kind, X, y


def lams_apart(X, rng):
    """0, and three lambdas between the smallest and the largest variance of the columns of X."""
    size = np.log(np.maximum(X.std(axis=0), np.finfo(float).tiny))
    return [0.0, *np.exp(2 * rng.uniform(size.min() - 3, size.max() + 1, 3))]


def _correlated(rng, n, p):
    """Normal columns with cor(x_i, x_j) = rho^|i - j|."""
    rho, X = rng.choice([0.0, 0.5, 0.9, 0.99]), rng.standard_normal((n, p))
    for j in range(1, p):
        X[:, j] = rho * X[:, j - 1] + np.sqrt(1 - rho * rho) * X[:, j]
    return X


def gap_limit(X, y, coef):
    """How large a duality gap may be: 1e-10 |y|^2 / n, and what float64 does by itself.

    A coefficient rounded in its last bit moves correlations by up to
    eps |x_i| sum_j |x_j| |w_j| / n, and so the gap by eps (sum_j |x_j| |w_j|)^2 / n: the exact
    optimum, rounded, is off by this. 100 of these are allowed.
    """
    spent = np.linalg.norm(X, axis=0) @ np.abs(coef)
    return (1e-10 * y @ y + 100 * np.finfo(float).eps * spent**2) / len(y)


def worst_case(p):
    """(X, y) of Mairal and Yu (2012): the lasso path (no intercept) has (3^p + 1) / 2 segments.

    Each step adds a row and a column, alpha (2 y, 1), so weak that the old path is followed down,
    up again and down.
    """
    X, y = np.array([[1.0]]), np.array([1.0])
    for _ in range(p - 1):
        last = LassoPath(X, y, intercept=False).knots[-2] * len(y)
        alpha = 0.5 * last / (2 * y @ y + 1)
        row = np.zeros((1, X.shape[1]))
        X = np.block([[X, 2 * alpha * y[:, None]], [row, np.array([[alpha]])]])
        y = np.append(y, 1.0)
    return X, y


def default_seeds(room) -> set:
    """The seeds that the public functions of a room take where none is given."""
    calls = [getattr(room, name) for name in room.__all__]
    asked = [signature(call).parameters for call in calls if isfunction(call)]
    return {names["seed"].default for names in asked if "seed" in names} - {Parameter.empty}
