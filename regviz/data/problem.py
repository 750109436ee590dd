"""The Problem record: one X, y with names and units, and the scaling that can be undone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from regviz.core.arguments import check_number, check_text, checked, whole
from regviz.core.linalg import centre_columns
from regviz.core.tables import column_names, label
from regviz.core.validation import check_array, check_places, check_xy, demand


@dataclass(frozen=True, eq=False, repr=False)
class Problem:
    """One regression problem; every method returns a new one, the arrays are read-only float64.

    X (n, p), y (n,), names (p,), target, source: one sentence, units (p,) or None. A data frame X
    and a Series y bring names and target along.
    Synthetic problems carry coef (p,), noise (standard deviation) and truth (n,) = E[y | X].
    After `standardize`, centre (p,) was subtracted from the columns, which were divided by
    scale (p,).
    """

    X: np.ndarray
    y: np.ndarray
    names: tuple = ()
    target: str | None = None
    source: str = "given as arrays"
    units: tuple | None = None
    coef: np.ndarray | None = None
    noise: float | None = None
    truth: np.ndarray | None = None
    centre: np.ndarray | None = None
    scale: np.ndarray | None = None

    def __post_init__(self):
        for key in ("names", "units"):
            listed = getattr(self, key)
            demand(
                listed is None and key == "units"
                or isinstance(listed, Iterable)
                and getattr(listed, "shape", None) != ()
                and hasattr(listed, "__len__")
                and not isinstance(listed, (str, bytes)),
                "{} must be a list of texts: got {!r:.60}",
                key,
                listed,
            )
        names = self.names if len(self.names) else column_names(self.X) or ()
        names = tuple(map(str, names))
        target = _name_of(self.y) if self.target is None else self.target
        X, y = check_xy(self.X, self.y, names or None)
        names = names or tuple(f"x{j + 1}" for j in range(X.shape[1]))
        demand(
            len(set(names)) == len(names) == X.shape[1],
            "names must be {} different names, one per column: got {}",
            X.shape[1],
            names,
        )
        units = None if self.units is None else tuple(map(str, self.units))
        # The record is frozen for everyone else: what is settled here goes into its dictionary.
        vars(self).update(X=X, y=y, names=names, target=target, units=units)
        for key in ("X", "y", "coef", "truth", "centre", "scale"):
            values = getattr(self, key)
            if values is not None:
                vars(self)[key] = np.array(check_array(values, key))
                vars(self)[key].setflags(write=False)

    def __len__(self):
        return len(self.y)

    def __repr__(self):
        return f"Problem({self.n_samples} rows, {self.n_features} features -> {self.target})"

    @property
    def n_samples(self):
        return self.X.shape[0]

    @property
    def n_features(self):
        return self.X.shape[1]

    @property
    def constant(self):
        """Names of the columns that never vary: their coefficients stay 0."""
        return tuple(np.array(self.names, dtype=object)[self._constant()])

    def _constant(self):
        return ~centre_columns(self.X)[0].any(axis=0)

    def index(self, column):
        """Position of a column given by its name or its number."""
        named = isinstance(column, str) and column in self.names
        j = self.names.index(column) if named else column
        demand(
            isinstance(j, (int, np.integer)) and 0 <= j < self.n_features,
            "column {!r:.60} is not in X: choose one of {}",
            column,
            ", ".join(self.names),
        )
        return int(j)

    def _columns(self, X, names, change):
        """On other columns X: what has one value per column becomes change(values, default).

        The default is the value of a new column.
        """
        defaults = {"units": "", "coef": 0.0, "centre": 0.0, "scale": 1.0}
        changed = {
            key: change(getattr(self, key), default)
            for key, default in defaults.items()
            if getattr(self, key) is not None
        }
        return replace(self, X=X, names=names, **changed)

    def take(self, rows):
        """The problem on these rows: whole numbers or a mask, by position."""
        rows = check_places(rows, "rows", len(self))
        demand(len(self.y[rows]), "rows must keep one row at least: none is left")
        truth = None if self.truth is None else self.truth[rows]
        return replace(self, X=self.X[rows], y=self.y[rows], truth=truth)

    def select(self, columns):
        """The problem on these columns, in this order. True coefficients stay if none is lost."""
        demand(
            isinstance(columns, Iterable)
            and not isinstance(columns, (str, bytes))
            and getattr(columns, "ndim", 1) > 0,
            "columns must be a list of names or numbers: got {!r:.60}",
            columns,
        )
        kept = [self.index(column) for column in columns]
        demand(kept, "columns must name one column at least: got {!r:.60}", columns)
        names = [self.names[j] for j in kept]
        chosen = self._columns(self.X[:, kept], names, lambda values, _: [values[j] for j in kept])
        lost = self.coef is not None and np.delete(self.coef, kept).any()
        return replace(chosen, coef=None) if lost else chosen

    @checked(test_share=check_number)
    def split(self, test_share=0.25, seed=0):
        """(train, test): a random share of the rows, at least one, is held out."""
        demand(
            0 < test_share < 1 and len(self) > 1,
            "test_share must lie in (0, 1), rows exceed 1: got {}, {}",
            test_share,
            len(self),
        )
        held_out = min(max(round(test_share * len(self)), 1), len(self) - 1)
        order = np.random.default_rng(seed).permutation(len(self))
        return self.take(np.sort(order[held_out:])), self.take(np.sort(order[:held_out]))

    def standardize(self):
        """Columns of mean 0 and standard deviation 1 (with 1/n); those in `constant` become 0."""
        constant = self._constant()
        scale = np.where(constant, 1.0, self.X.std(axis=0))
        return self._scaled(self.X.mean(axis=0), scale, constant)

    def apply(self, other):
        """Other rows (the test data) moved by THIS problem's centre and scale."""
        demand(isinstance(other, Problem), "other must be a Problem: got {!r:.60}", other)
        demand(
            self.centre is not None and other.names == self.names and other.centre is None,
            "apply: standardize this problem first; other: same columns, unscaled",
        )
        return other._scaled(self.centre, self.scale, self._constant())

    def _scaled(self, centre, scale, constant):
        X = np.where(constant, 0.0, (self.X - centre) / scale)
        coef = None if self.coef is None else self.coef * scale
        if self.centre is not None:
            centre = self.centre + self.scale * centre
            scale = self.scale * scale
        return replace(self, X=X, centre=centre, scale=scale, coef=coef)

    def to_original_units(self, coef, intercept=0.0):
        """(coef / scale, intercept - sum(centre * coef / scale)): same predictions before scaling.

        coef (..., p), intercept (...).
        """
        coef = check_array(coef, "coef")
        intercept = check_array(intercept, "intercept")
        if self.centre is None:
            return coef, intercept
        coef = coef / self.scale
        return coef, intercept - coef @ self.centre

    @checked(factor=check_number, unit=check_text)
    def rescale(self, column, factor, unit=None):
        """A change of units: the column times `factor`.

        rescale('height', 1000, 'mm') turns metres into millimetres.
        """
        demand(
            factor != 0 and abs(factor) <= 1e100,
            "factor must be a finite number other than 0, at most 1e100: got {}",
            factor,
        )
        demand(self.centre is None, "rescale changes original units: call it before standardize")
        j = self.index(column)
        by = np.ones(self.n_features)
        by[j] = factor
        units = list(self.units or [""] * self.n_features)
        units[j] = unit or f"{units[j]} / {factor:g}".strip()
        coef = None if self.coef is None else self.coef / by
        return replace(self, X=self.X * by, units=units, coef=coef)

    @checked(k=whole(0, 10**4))
    def with_noise_columns(self, k, seed=0):
        """k more columns of standard normal noise, noise1, ..., noisek; a larger k keeps these.

        Columns of such names that are there already are counted, and others are drawn.
        """
        there = [int(name[5:]) for name in self.names if re.fullmatch(r"noise\d{1,4}", name)]
        first = max(there, default=0)
        drawn = np.random.default_rng(seed).standard_normal((first + k, len(self)))
        extra = drawn[first:].T
        names = self.names + tuple(f"noise{first + j + 1}" for j in range(k))
        X = np.hstack([self.X, extra])
        return self._columns(X, names, lambda values, default: [*values, *[default] * k])


def _name_of(y):
    """The name of a Series or of a frame's only column as text, "y" where there is none."""
    names = column_names(y)
    name = names[0] if names else getattr(y, "name", None)
    return "y" if name is None or callable(name) else label(name)
