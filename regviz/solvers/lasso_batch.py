"""Many lasso paths of equal n_features at once: folds, resamples, simulated training sets."""

from collections import namedtuple
from typing import NamedTuple

import numpy as np

from regviz.core.arguments import checked, number
from regviz.core.linalg import centre, equal_columns, redistributed, tied_correlations
from regviz.core.validation import check_lam, demand
from regviz.solvers.lasso import CERTIFIED, lasso
from regviz.solvers.lasso_knots import (
    MAX_KNOTS,
    correlation_units,
    interpolate,
    kkt_error,
    too_many,
)

# As lasso_gram.SMALL_PIVOT; a problem that comes to such a pivot is given up here.
DEPENDENT = 1e-10


class LassoPaths(namedtuple("LassoPaths", "knots coefs x_mean y_mean floor")):
    """Paths of m problems: `knots` (m, K) fall, with `coefs` (m, K, n_features).

    A shorter path repeats its last knot. `x_mean` (m, n_features) and `y_mean` (m,) are the means
    of the training data; below lam = floor nothing can be asked.
    """

    def __call__(self, lams):
        """(coef, intercept) of every problem at lams.

        Shapes (m,) + np.shape(lams) + (n_features,) and (m,) + np.shape(lams).
        """
        lams = np.asarray(check_lam(lams, self.floor))
        coef = interpolate(self.knots, self.coefs, lams.ravel())
        intercept = self.y_mean[:, None] - (coef @ self.x_mean[..., None])[..., 0]
        shape = (len(coef), *lams.shape)
        return coef.reshape(*shape, -1), intercept.reshape(shape)


@checked(floor=number(0, np.inf))
def lasso_paths(Xs, ys, intercept=True, floor=0.0):
    """LassoPaths of the problems Xs[i] (n_i, p), ys[i] (n_i,), down to lam = floor.

    n_i may differ, p may not. `lasso_paths(Xs, ys)(lams)` has every problem on one grid in one
    call. Derived in lesson 06.
    """
    for name, parts in (("Xs", Xs), ("ys", ys)):
        demand(
            isinstance(parts, (list, tuple)) or getattr(parts, "ndim", 0) > 1,
            "{} must be a list, one part for each problem: got {!r:.60}",
            name,
            parts,
        )
    demand(
        len(Xs) == len(ys) > 0,
        "Xs and ys must hold the same number of problems, one at least: {} and {}",
        len(Xs),
        len(ys),
    )
    data = [centre(X, y, intercept) for X, y in zip(Xs, ys, strict=True)]
    widths = {each.X.shape[1] for each in data}
    demand(
        len(widths) == 1, "every X must have the same number of columns: got {}", sorted(widths)
    )
    n = np.array([len(each.y) for each in data])
    floor = check_lam(float(floor))
    corrs = np.array([each.y @ each.X for each in data])
    mus, coefs = _paths(data, corrs, floor * n)
    for i in np.flatnonzero(tied_correlations(corrs).any(axis=1)):
        coefs[i] = redistributed(coefs[i], equal_columns(data[i].X))
    x_mean = np.array([each.x_mean for each in data])
    y_mean = np.array([each.y_mean for each in data])
    return LassoPaths(mus / n[:, None], coefs, x_mean, y_mean, floor)


def lasso_batch(X, y, lams):
    """(coef (R, L, p), intercept (R, L)) of the lasso on R data sets at every lam.

    X (R, n, p), y (R, n), lams (L,).
    """
    return lasso_paths(X, y, floor=np.min(lams))(lams)


def _paths(data, corrs, stops):
    """(mus (m, K), coefs (m, K, p)): in lockstep where it pays, else, or where it fails, singly."""
    certified = np.zeros(len(data), dtype=bool)
    fewest = min(len(each.y) for each in data)
    if corrs.shape[1] <= min(64, fewest):
        grams = np.array([each.X.T @ each.X for each in data])
        mus, coefs = lockstep(grams, corrs, stops)
        errors = kkt_error(mus, coefs, corrs[:, None] - coefs @ grams)
        units = correlation_units(corrs, np.diagonal(grams, axis1=1, axis2=2))
        certified = (errors <= CERTIFIED * units[:, None]).all(axis=(1, 2))  # never where NaN
        if certified.all():
            return mus, coefs
    paths = [
        (mus[i], coefs[i]) if certified[i] else lasso(each.X, each.y, stops[i])
        for i, each in enumerate(data)
    ]
    longest = max(len(knots) for knots, _ in paths)
    padded = [np.minimum(np.arange(longest), len(knots) - 1) for knots, _ in paths]
    mus = np.array([knots[k] for (knots, _), k in zip(paths, padded, strict=True)])
    coefs = np.array([rows[k] for (_, rows), k in zip(paths, padded, strict=True)])
    return mus, coefs


class _Running(NamedTuple):
    """The problems that have not ended, one entry of every array for each."""

    number: np.ndarray  # of the problem
    table: np.ndarray  # (p + 2, p): X'X, slope, base, as in lasso_gram.Tableau
    signs: np.ndarray
    idle: np.ndarray
    tiny: np.ndarray
    least_pivot: np.ndarray
    mu: np.ndarray
    stop: np.ndarray

    @classmethod
    def start(cls, grams, corrs, stops):
        m, p = corrs.shape
        square = np.diagonal(grams, axis1=1, axis2=2)
        mu = np.abs(corrs).max(axis=1)
        scale = mu / np.sqrt(square.max(axis=1) + (mu == 0))
        return cls(
            number=np.arange(m),
            table=np.concatenate([grams, np.zeros((m, 1, p)), corrs[:, None]], axis=1),
            signs=np.zeros((m, p)),
            idle=np.ones((m, p)),
            tiny=1e-13 * scale[:, None] * np.sqrt(square),
            least_pivot=DEPENDENT * square,
            mu=mu,
            stop=stops,
        )

    def keep(self, chosen):
        return _Running(*(array[chosen] for array in self))

    def next_events(self):
        """lasso_knots.next_event of each: its row, the place of that in arrays (m, p), its mu."""
        slope, base = self.table[:, -2], self.table[:, -1]
        at = base / (slope + np.copysign(self.idle, base))
        no_event = (self.signs * slope >= self.idle) | (np.abs(base) <= self.tiny * self.idle)
        np.putmask(at, no_event, 0.0)
        row = at.argmax(axis=1)
        place = np.arange(0, at.size, at.shape[1]) + row
        return row, place, at.take(place)

    def coefs(self, mu):
        """The coefficients of each at its mu (m,)."""
        slope, base = self.table[:, -2], self.table[:, -1]
        return (base - mu[:, None] * slope) * (self.signs * self.signs)

    def exchange(self, row, place, joins, pivot):
        """lasso_gram.Tableau.exchange in each, by a sweep, in place."""
        table = self.table
        p = table.shape[2]
        each = np.arange(len(row))
        column = table[each, :, row]
        line = table[each, row]
        side = np.where(joins, np.copysign(1.0, column[:, p + 1]), 0.0)
        left = self.signs.take(place)
        column[:, p] += side
        column /= pivot[:, None]
        table -= column[:, :, None] * line[:, None, :]
        column *= np.where(joins, 1.0, -1.0)[:, None]
        column[:, p] -= left
        column[each, row] = -1.0 / pivot
        table[each, :, row] = column
        table[each, row] = column[:, :p]
        self.signs.put(place, side)
        self.idle.put(place, ~joins)


def lockstep(grams, corrs, stops):
    """`lasso_gram.sweep_path` for many problems, one event of each at every step.

    grams (m, p, p), corrs (m, p), stops (m,) -> mus (m, K), coefs (m, K, p). Shorter paths repeat
    their last knot, `stop`. A problem that meets a pivot lost in rounding has NaN coefficients.
    """
    running = _Running.start(grams, corrs, stops)
    knot, coef = np.zeros(len(corrs)), np.zeros(corrs.shape)
    mus, coefs = [], []
    with np.errstate(divide="ignore", invalid="ignore"):
        while len(mus) < MAX_KNOTS:
            row, place, at = running.next_events()
            mu = np.minimum(at, running.mu)
            joins = running.idle.take(place) > 0
            pivot = running.table[np.arange(len(row)), row, row]
            lost = joins & (pivot <= running.least_pivot.take(place))
            done = mu <= running.stop
            ended = done | lost
            if np.count_nonzero(ended):  # keep their ends, and ask the others again
                over = running.keep(ended)
                knot[over.number] = over.stop
                coef[over.number] = over.coefs(over.stop)
                coef[running.number[lost & ~done]] = np.nan
                running = running.keep(~ended)
            else:
                running.mu[:] = mu
                now = running.coefs(mu)
                now.put(place, 0.0)  # exactly; from the line it would be rounding
                knot[running.number] = mu
                coef[running.number] = now
                running.exchange(row, place, joins, pivot)
                mus.append(knot.copy())
                coefs.append(coef.copy())
            if len(running.number) == 0:
                return np.stack([*mus, knot], axis=1), np.stack([*coefs, coef], axis=1)
    raise too_many(corrs.shape[1])
