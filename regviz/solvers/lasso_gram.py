"""The lasso path from X'X and X'y: homotopy (Osborne et al. 2000; Efron et al. 2004) by sweeps.

An event (see lasso_knots.next_event) exchanges one column between active and idle. The sweep
operator (Goodnight 1979) does this exchange on X'X, X'y and the signs in O(p^2).
"""

import math

import numpy as np

from regviz.core.linalg import largest
from regviz.solvers.lasso_knots import MAX_KNOTS, merge_knots, next_event

# The pivot of a joining column is its squared length outside the span of the active ones. Below
# this share of its squared length sweeps lose too many digits, and systems are solved instead.
SMALL_PIVOT = 5e-5


def sweep_path(gram, corr, stop=0.0, small_pivot=SMALL_PIVOT):
    """(mus, coefs) of the path down to mu = stop from gram = X'X (p, p) and corr = X'y (p,).

    One event is one sweep, O(p^2). From the first pivot below `small_pivot` on (nearly dependent
    columns; infinite: from the start) a system is solved at every event, O(p^3): sweeps pile up
    rounding, while a solution has small residuals X'r however ill-conditioned X'X is.

    None where X'X has lost a column to rounding, events go in circles or pass MAX_KNOTS.
    """
    p = len(corr)
    table = Tableau(gram, corr, small_pivot)
    size = np.sqrt(gram.diagonal())
    mu = largest(abs(corr))
    tiny = size * (1e-13 * mu / (largest(size) or 1.0))
    mus, history = [], []
    with np.errstate(divide="ignore", invalid="ignore"):
        while len(mus) < MAX_KNOTS:
            row, at = next_event(table.base, table.slope, table.signs, table.idle, tiny)
            history.append(table.lines.copy())
            if at <= stop:
                mus = np.array([*mus, stop])
                return merge_knots(mus, _coefs_at(mus, history))
            mu = min(mu, at)
            mus.append(mu)
            if not table.exchange(row):
                return None
            if table.system is not None and len(mus) > p + 20 and mus[-p - 20] == mu:
                return None
    return None


def _coefs_at(mus, history):
    """coefs at mus from (slope, base, signs) before each event.

    Zero unless active before the event and after it.
    """
    slope, base, signs = np.concatenate(history).reshape(len(mus), 3, -1).swapaxes(0, 1)
    coefs = base - mus[:, None] * slope
    zero = np.logical_not(signs)
    zero[:-1] |= zero[1:]
    coefs[zero] = 0.0
    return coefs


class Tableau:
    """The lines base - mu slope of the present segment, and what an event needs to change them.

    Everything that changes lies in one buffer, so that a sweep is one operation, a snapshot one
    copy and a solution one call. Its p + 4 rows are
        X'X (symmetric while the active block is minus its inverse), slope, base, signs, X'y,
    and `swept`, `lines`, `given` and the names of single rows are views of neighbouring rows.
    """

    def __init__(self, gram, corr, small_pivot):
        p = len(corr)
        rows = np.zeros((p + 4, p))
        self._product = np.empty((p + 2, p))  # memory for a sweep
        rows[:p] = gram
        rows[p + 1] = corr
        rows[p + 3] = corr
        self.swept = rows[: p + 2]  # X'X, slope, base: what a sweep changes
        self.lines = rows[p : p + 3]  # slope, base, signs: what a knot remembers
        self.given = rows[p + 2 :].T  # signs, X'y: right-hand sides with solutions slope, base
        self.slope, self.base, self.signs = self.lines
        self.idle = np.ones(p)
        self.gram = gram
        self.small_pivot = small_pivot
        self.system = None  # in place of sweeps, once a pivot was too small

    def exchange(self, row):
        """The column `row` joins or leaves; False when the system has become singular."""
        signs, slope = self.signs, self.slope
        joins = self.idle.item(row) > 0
        left = signs.item(row)
        signs[row] = math.copysign(1.0, self.base.item(row)) if joins else 0.0
        self.idle[row] = 0.0 if joins else 1.0
        pivot = self.swept.item(row, row)
        if self.system is None and joins and pivot <= self.small_pivot * self.gram.item(row, row):
            self.system = np.where(signs, self.gram, np.eye(len(self.gram)))
        if self.system is not None:
            return self._solve(row, joins)
        # The sign enters its equation before the column joins, and goes once it has left.
        if joins:
            slope[row] = slope.item(row) + signs.item(row)
        self._sweep(row, joins, pivot)
        if not joins:
            slope[row] = slope.item(row) - left
        return True

    def _sweep(self, row, joins, pivot):
        """Gauss-Jordan elimination with the pivot (row, row), X'X kept symmetric by signs."""
        swept = self.swept
        column = swept[:, row] / pivot
        swept -= column[:, None].dot(swept[row : row + 1], self._product)
        swept[:, row] = column if joins else -column
        swept[row] = swept[: swept.shape[1], row]
        swept[row, row] = -1.0 / pivot

    def _solve(self, row, joins):
        """slope and base as solutions of X'X w + c = X'y - mu signs.

        The unknowns are w of the active and c of the idle columns, so that the matrix has the
        active columns of X'X among those of the identity.
        """
        self.system[:, row] = self.gram[row] if joins else 0.0
        self.system[row, row] += self.idle[row]
        try:
            self.lines[:2] = np.linalg.solve(self.system, self.given).T
        except np.linalg.LinAlgError:
            return False
        return True
