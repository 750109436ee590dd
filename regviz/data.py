"""Problems to fit: real data, seeded generators, and a careful CSV reader."""

import csv
import io
from dataclasses import replace
from importlib import resources
from pathlib import Path

import numpy as np

from regviz.checks import demand
from regviz.problem import Problem

MISSING = {"", "?", ".", "-", "na", "n/a", "nan", "null", "none"}
LARGEST = 20_000_000


def diabetes(quadratic=False):
    """442 patients, 10 measurements in original units, disease progression after a year.

    quadratic=True: 64 features made of the standardized ones: 10 mains, 45 products, 9 squares (not sex's).
    """
    lines = resources.files("regviz").joinpath("datasets/diabetes.csv").read_text("utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    names, table = tuple(rows[0].split(",")), np.loadtxt(rows[1:], delimiter=",")
    units = ("years", "code 1, 2", "kg/m^2", "mmHg", "mg/dl", "mg/dl", "mg/dl", "ratio", "log", "mg/dl")
    source = "442 diabetes patients: Efron, Hastie, Johnstone, Tibshirani, Least angle regression (2004)."
    mains = Problem(table[:, :-1], table[:, -1], names[:-1], "progression", source, units)
    if not quadratic:
        return mains
    Z, names = mains.standardize().X, mains.names
    pairs = [(i, j) for i in range(10) for j in range(i, 10) if (i, j) != (1, 1)]
    labels = [f"{names[i]}^2" if i == j else f"{names[i]}*{names[j]}" for i, j in pairs]
    products = np.stack([Z[:, i] * Z[:, j] for i, j in pairs], axis=1)
    return replace(mains, X=np.hstack([Z, products]), names=names + tuple(labels), units=None)


def true_coef(p, nonzeros, norm=3.0, seed=0):
    """(p,) coefficients of Euclidean length `norm`: `nonzeros` of equal size, random places and signs.

    The length does not depend on `nonzeros`, so sparse and dense truths are equally strong.
    """
    demand(0 <= nonzeros <= p, "nonzeros must lie between 0 and p = {}: got {}", p, nonzeros)
    rng, coef = np.random.default_rng(seed), np.zeros(p)
    places = rng.permutation(p)[:nonzeros]
    coef[places] = rng.choice([-1.0, 1.0], nonzeros) * norm / np.sqrt(max(nonzeros, 1))
    return coef


def _noisy(X, truth, noise, rng, source, names=(), coef=None):
    y = truth + noise * rng.standard_normal(len(X))
    return Problem(X, y, names, source=source, coef=coef, noise=noise, truth=truth)


def correlated(n=100, p=10, corr=0.9, sparsity=3, noise=1.0, seed=0):
    """Standard normal features, cor(x_i, x_j) = corr^|i - j| (corr = 1: copies); `sparsity` matter."""
    demand(-1 <= corr <= 1, "corr must lie between -1 and 1: got {}", corr)
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, p))
    for j in range(1, p):
        X[:, j] = corr * X[:, j - 1] + np.sqrt(1 - corr**2) * X[:, j]
    source = f"Generated: neighbouring features correlated {corr:g}, {sparsity} of {p} matter."
    coef = true_coef(p, sparsity, seed=seed)
    return _noisy(X, X @ coef, noise, rng, source, coef=coef)


def correlated_groups(n=100, groups=3, size=4, corr=0.95, noise_columns=4, noise=1.0, seed=0):
    """Groups of features that share one hidden signal each, and columns that do not matter.

    Names A1, A2, ...; every feature of a group has the true coefficient 3 / size, noise columns have 0.
    """
    demand(0 <= corr <= 1, "corr must lie between 0 and 1: got {}", corr)
    rng = np.random.default_rng(seed)
    hidden = np.repeat(rng.standard_normal((n, groups)), size, axis=1)
    X = np.sqrt(corr) * hidden + np.sqrt(1 - corr) * rng.standard_normal(hidden.shape)
    names = tuple(f"{chr(65 + g)}{j + 1}" for g in range(groups) for j in range(size))
    source = f"Generated: {groups} groups of {size} features correlated {corr:g} inside the group."
    coef = np.full(groups * size, 3.0 / size)
    return _noisy(X, X @ coef, noise, rng, source, names, coef).with_noise_columns(noise_columns, seed=seed + 1)


def sine(x):
    """The smooth truth of the waves: sin(2 pi x), one period on [0, 1]."""
    return np.sin(2 * np.pi * np.asarray(x, dtype=float))


def wave(n=30, noise=0.3, seed=0):
    """n points of `sine` at sorted uniform x in [0, 1] with normal noise; X is (n, 1)."""
    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(size=n))
    return _noisy(x[:, None], sine(x), noise, rng, f"Generated: one period of a sine with noise {noise:g}.", ("x",))


def polynomial(x, degree, span=None):
    """(n, degree) columns u, u^2, ..., u^degree: u is x with span = (low, high) mapped to [-1, 1].

    span is the range of x unless given: for new points give that of the training data. No constant column.
    """
    x = np.asarray(x, dtype=float).ravel()
    low, high = (x.min(), x.max()) if span is None else span
    demand(high > low and degree >= 1, "polynomial needs degree >= 1 and low < high: got {} and {}, {}",
           degree, low, high)
    return (2 * (x - low) / (high - low) - 1)[:, None] ** np.arange(1, degree + 1)


def digits():
    """1,797 images of 8 x 8 grey levels (p = 64, 0 to 16); y is the digit 0 to 9. Needs scikit-learn."""
    return _from_sklearn("load_digits", "digit", "1,797 handwritten digits (UCI, from scikit-learn).")


def breast_cancer():
    """569 tumours, 30 measured features; y is 1 for benign, 0 for malignant. Needs scikit-learn."""
    return _from_sklearn("load_breast_cancer", "benign", "569 breast tumours (UCI, from scikit-learn).")


def _from_sklearn(loader, target, source):
    try:
        from sklearn import datasets
    except ImportError as error:
        raise ImportError(f"the {target} data come with scikit-learn: install scikit-learn") from error
    bunch = getattr(datasets, loader)()
    return Problem(bunch.data, bunch.target, tuple(map(str, bunch.feature_names)), target, source)


def read_csv(source, target=None, drop=(), missing="refuse", sep=",", decimal=".", encoding="utf-8-sig"):
    """A Problem from a CSV file (a path, or the bytes of an upload): first row names, then numbers.

    target: the column to predict; drop: columns to leave out; missing: "refuse", or "drop" rows with gaps.
    What cannot be used is refused with a ValueError that says what is wrong and which argument settles it.
    Only numbers are read, nothing in the file is executed, and the file is never written to.
    """
    demand(missing in ("refuse", "drop"), "missing must be 'refuse' or 'drop': got {!r}", missing)
    header, rows = _cells(_decoded(source, encoding), sep)
    unknown = [c for c in (*drop, *([] if target is None else [target])) if c not in header]
    demand(not unknown, "there is no column {!r}: the columns are {}", *unknown[:1], ", ".join(header))
    columns = {name: cells for name, *cells in zip(header, *rows, strict=True) if name not in drop}
    names = list(columns)
    table, text = _numbers(columns, decimal)
    _choices(names, table, text, target)
    gaps = np.isnan(table)
    where = [f"{name} ({count})" for name, count in zip(names, gaps.sum(axis=0), strict=True) if count]
    demand(missing == "drop" or not where,
           "missing values in {}: leave rows out with missing='drop', or drop columns", ", ".join(where))
    table = table[~gaps.any(axis=1)]
    demand(len(table) > 1 and len(names) > 1, "{} full rows and {} columns are left: 2 of each are needed",
           len(table), len(names))
    j = names.index(target)
    label = source if isinstance(source, (str, Path)) else "an upload"
    return Problem(np.delete(table, j, axis=1), table[:, j], names[:j] + names[j + 1:], target,
                   f"Read from {Path(label).name}: {len(table)} of {len(rows)} rows.")


def _decoded(source, encoding):
    """The text of the file, refused when it is too large, not text, or in another encoding."""
    given = not isinstance(source, (str, Path))
    size = len(source) if given else Path(source).stat().st_size
    demand(size <= LARGEST, "the file has {:.0f} MB, more than {:.0f}: keep fewer rows", size / 1e6, LARGEST / 1e6)
    raw = bytes(source) if given else Path(source).read_bytes()
    demand(not raw.startswith(b"PK\x03\x04"),
           "this is a spreadsheet or a zip archive, not text: export it as CSV first")
    demand(encoding.lower().startswith("utf-16") or not raw.startswith((b"\xff\xfe", b"\xfe\xff")),
           "the file is not UTF-8: pass encoding='utf-16', or save it as UTF-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(f"byte {error.start} is not {encoding}: pass encoding='cp1252' (or the right one), "
                         "or save the file as UTF-8") from error
    demand("\0" not in text, "the file holds zero bytes, so it is not a CSV text: export it as CSV first")
    return text


def _cells(text, sep):
    """(header, rows) of stripped strings; a wrong separator, ragged rows and useless headers are refused."""
    try:
        parsed = list(csv.reader(io.StringIO(text), delimiter=sep))
    except csv.Error as error:
        raise ValueError(f"the file is not a readable CSV: {error}") from error
    lines = [(k, [cell.strip() for cell in row]) for k, row in enumerate(parsed, 1) if any(row)]
    demand(len(lines) > 1, "the file needs a row of column names and at least one row of numbers")
    header = lines[0][1]
    better = max(",;\t|", key=header[0].count)
    demand(len(header) > 1 or better not in header[0],
           "only one column with sep={!r}: it looks as if sep={!r} is right", sep, better)
    ragged = [k for k, row in lines if len(row) != len(header)]
    demand(not ragged, "row {} has not the header's {} cells: check sep and quotes", *ragged[:1], len(header))
    named = all(header) and len(set(header)) == len(header) and any(_number(c, ".") is None for c in header)
    demand(named, "the first row must name every column once: it is {}", ", ".join(header))
    return header, [row for _, row in lines[1:]]


def _number(cell, decimal):
    """The float a cell spells, NaN where it is missing, None where it is text."""
    if cell.lower() in MISSING:
        return np.nan
    if "_" in cell or (decimal != "." and "." in cell):
        return None
    try:
        return float(cell.replace(decimal, "."))
    except ValueError:
        return None


def _numbers(columns, decimal):
    """Table (n, p) of floats, and {name: first text cell} for the columns {name: cells} that are not numbers."""
    values = {name: [_number(cell, decimal) for cell in cells] for name, cells in columns.items()}
    text = {name: columns[name][column.index(None)] for name, column in values.items() if None in column}
    return np.array(list(values.values()), dtype=float).T, text


def _choices(names, table, text, target):
    """Raise the sentence that says which columns cannot be used, and what can be chosen instead."""
    numeric = [n for n, column in zip(names, table.T, strict=True) if not np.isnan(column).all() and n not in text]
    said = "choose a target" if target is None else f"the target {target!r} is not a numeric column"
    demand(target in numeric, "{}: numeric columns are {}", said, ", ".join(numeric) or "none (check decimal)")
    found = ", ".join(f"{name} (as in {cell[:20]!r})" for name, cell in text.items())
    hint = " (or decimal=',')" if any("," in cell for cell in text.values()) else ""
    demand(not text, "text in {}: pass drop={}{}", found, list(text), hint)
    wild = [n for n, bad in zip(names, np.isinf(table).any(axis=0), strict=True) if bad]
    demand(not wild, "infinite values in {}: correct the file or drop the columns", ", ".join(wild))
