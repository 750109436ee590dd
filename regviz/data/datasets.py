"""Problems to fit: real data and seeded generators."""

from dataclasses import replace
from importlib import resources

import numpy as np

from regviz.core.arguments import check_flag, check_number, check_points, checked, whole
from regviz.core.validation import check_array, demand
from regviz.data.problem import Problem

WINE = ("malic_acid", "ash", "alkalinity", "magnesium", "phenols", "flavanoids", "nonflavanoids",
        "proanthocyanins", "color", "hue", "od280", "proline")


@checked(quadratic=check_flag)
def diabetes(quadratic=False):
    """442 patients, 10 measurements in original units, disease progression after a year.

    quadratic=True: 64 features made of the standardized ones: 10 mains, 45 products, and 9 squares
    (a square of sex, a code of two values, would say nothing new).
    """
    lines = resources.files("regviz.data").joinpath("diabetes.csv").read_text("utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    names = tuple(rows[0].split(","))
    table = np.loadtxt(rows[1:], delimiter=",")
    mains = Problem(
        table[:, :-1],
        table[:, -1],
        names[:-1],
        target="progression",
        source="442 diabetes patients: Efron, Hastie, Johnstone, Tibshirani, "
        "Least angle regression (2004).",
        units=("years", "code 1, 2", "kg/m^2", "mmHg", *["mg/dl"] * 3, "ratio", "log", "mg/dl"),
    )
    if not quadratic:
        return mains
    Z, names = mains.standardize().X, mains.names
    pairs = [(i, j) for i in range(10) for j in range(i, 10) if (i, j) != (1, 1)]
    labels = [f"{names[i]}^2" if i == j else f"{names[i]}*{names[j]}" for i, j in pairs]
    products = np.stack([Z[:, i] * Z[:, j] for i, j in pairs], axis=1)
    return replace(mains, X=np.hstack([Z, products]), names=names + tuple(labels), units=None)


@checked(nonzeros=whole(0))
def true_coef(p, nonzeros, norm=3.0, seed=0):
    """(p,) coefficients of Euclidean length `norm`: `nonzeros` of equal size, random places, signs.

    The length does not depend on `nonzeros`, so sparse and dense truths are equally strong.
    """
    demand(0 <= nonzeros <= p, "nonzeros must lie between 0 and p = {}: got {}", p, nonzeros)
    rng = np.random.default_rng(seed)
    coef = np.zeros(p)
    places = rng.permutation(p)[:nonzeros]
    coef[places] = rng.choice([-1.0, 1.0], nonzeros) * norm / np.sqrt(max(nonzeros, 1))
    return coef


def _noisy(X, truth, noise, rng, source, names=(), coef=None):
    y = truth + noise * rng.standard_normal(len(X))
    return Problem(X, y, names, source=source, coef=coef, noise=noise, truth=truth)


@checked(room=('n', 'p'), sparsity=whole(0), corr=check_number)
def correlated(n=100, p=10, corr=0.9, sparsity=3, noise=1.0, seed=0):
    """Standard normal features, cor(x_i, x_j) = corr^|i - j|, of which `sparsity` matter.

    corr = 1 gives copies.
    """
    demand(-1 <= corr <= 1, "corr must lie between -1 and 1: got {}", corr)
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, p))
    for j in range(1, p):
        X[:, j] = corr * X[:, j - 1] + np.sqrt(1 - corr**2) * X[:, j]
    source = f"Generated: neighbouring features correlated {corr:g}, {sparsity} of {p} matter."
    coef = true_coef(p, sparsity, seed=seed)
    return _noisy(X, X @ coef, noise, rng, source, coef=coef)


@checked(
    room=('n', 'groups', 'size'),
    groups=whole(1, 26),
    size=whole(1),
    corr=check_number,
    noise_columns=whole(0, 10**4),
)
def correlated_groups(n=100, groups=3, size=4, corr=0.95, noise_columns=4, noise=1.0, seed=0):
    """Groups of features that share one hidden signal each, and columns that do not matter.

    Names A1, A2, ...; every feature of a group has the true coefficient 3 / size, noise columns
    have 0.
    """
    demand(0 <= corr <= 1, "corr must lie between 0 and 1: got {}", corr)
    rng = np.random.default_rng(seed)
    hidden = np.repeat(rng.standard_normal((n, groups)), size, axis=1)
    X = np.sqrt(corr) * hidden + np.sqrt(1 - corr) * rng.standard_normal(hidden.shape)
    names = tuple(f"{chr(65 + g)}{j + 1}" for g in range(groups) for j in range(size))
    source = f"Generated: {groups} groups of {size} features correlated {corr:g} inside the group."
    coef = np.full(groups * size, 3.0 / size)
    problem = _noisy(X, X @ coef, noise, rng, source, names, coef)
    return problem.with_noise_columns(noise_columns, seed=seed + 1)


def sine(x):
    """The smooth truth of the waves: sin(2 pi x), one period on [0, 1]."""
    return np.sin(2 * np.pi * check_array(x, "x"))


@checked()
def wave(n=30, noise=0.3, seed=0):
    """n points of `sine` at sorted uniform x in [0, 1] with normal noise; X is (n, 1)."""
    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(size=n))
    source = f"Generated: one period of a sine with noise {noise:g}."
    return _noisy(x[:, None], sine(x), noise, rng, source, ("x",))


@checked(degree=whole(1, 1000))
def polynomial(x, degree, span=None):
    """(n, degree) columns u, u^2, ..., u^degree: u is x with span = (low, high) mapped to [-1, 1].

    span is the range of x unless given: for new points give that of the training data. There is no
    constant column.
    """
    x = check_points(x, "x").ravel()
    if span is None:
        span = x.min(), x.max()
        demand(span[0] < span[1], "x must hold two values that differ, or give span: got {}", x)
    span = check_array(span, "span")
    demand(
        span.shape == (2,) and span[0] < span[1],
        "span must be (low, high) with low < high: got {}",
        span,
    )
    low, high = span
    return (2 * (x - low) / (high - low) - 1)[:, None] ** np.arange(1, degree + 1)


def digits():
    """1,797 images of 8 x 8 grey levels (p = 64, 0 to 16); y is the digit. Needs scikit-learn."""
    source = "1,797 handwritten digits (UCI, from scikit-learn)."
    return _from_sklearn("load_digits", "digit", source)


def breast_cancer():
    """569 tumours, 30 measured features; y is 1 for benign, 0 for malignant. Needs scikit-learn."""
    source = "569 breast tumours (UCI, from scikit-learn)."
    return _from_sklearn("load_breast_cancer", "benign", source)


def wine():
    """178 wines, 12 chemical measurements; y is the alcohol in per cent. Needs scikit-learn."""
    source = "178 wines from one region of Italy (UCI, from scikit-learn)."
    table = _from_sklearn("load_wine", "alcohol", source)
    return replace(table, X=table.X[:, 1:], y=table.X[:, 0], names=WINE)


def _from_sklearn(loader, target, source):
    try:
        from sklearn import datasets
    except ImportError as error:
        sentence = f"the {target} data come with scikit-learn: install scikit-learn"
        raise ImportError(sentence) from error
    bunch = getattr(datasets, loader)()
    return Problem(bunch.data, bunch.target, bunch.feature_names, target, source)
