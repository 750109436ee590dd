"""The lasso path, knot by knot: minimize |y - X w|^2 / 2 + mu |w|_1 for every mu from max |X'y| down.

On a stretch with active set A and signs s the solution is a straight line in mu. Two vectors hold all of it,
    P_i - mu t_i = the coefficient of an active i, the correlation x_i'(y - X w) of an idle i.
An idle i joins where its correlation reaches +-mu, at mu = |P_i| / (1 + t_i sign P_i); an active i leaves
where its coefficient reaches 0, at mu = P_i / t_i. The largest mu below the present one comes next.
Every route returns (mus, coefs): falling knots (k,), coefficients there (k, p). Derived in lesson 06.
"""

import math

import numpy as np

from regviz.core.linalg import largest

MAX_KNOTS = 20_000
WORN = 5e-5  # what is left of a joining column outside the span of the active ones, squared, relative: no sweeps then
DEPENDENT = 1e-10  # the same in lockstep, where a problem that comes to it is given up


def finish(mus, coefs):
    """Knots that differ by rounding become one, the first: the point reached from above, dust set to 0."""
    apart = mus[:-1] - mus[1:] > 1e-12 * mus[:-1]
    if np.count_nonzero(apart) == len(apart):
        return mus, coefs
    starts = np.flatnonzero(np.r_[True, apart])
    gone = np.logical_or.reduceat(coefs == 0, starts, axis=0)
    dust = np.abs(coefs[starts]) <= 1e-9 * np.abs(coefs).max(axis=0)
    return mus[starts], np.where(gone & dust, 0.0, coefs[starts])


def tableau(gram, corr, stop=0.0, worn=WORN):
    """Path from gram = X'X (p, p) and corr = X'y (p,): a Gauss-Jordan tableau swept on the active set.

    One event is one pivot, O(p^2). From the first pivot below `worn` on (nearly dependent columns; infinite: from the
    start) P and t are solved for at every event, O(p^3): sweeps pile up rounding, a solution leaves X'r exact to it
    however ill-conditioned X'X is. None where X'X has lost a column, events go in circles or pass MAX_KNOTS.
    """
    p = len(corr)
    state = np.zeros((p + 4, p))  # X'X, symmetric while the active block is -inverse; then the rows t, P, signs, X'y
    state[:p], state[p + 1], state[p + 3] = gram, corr, corr
    table, now, given, (t, P, signs) = state[: p + 2], state[p : p + 3], state[p + 2 :].T, state[p : p + 3]
    size, mu, idle, mus, history = np.sqrt(gram.diagonal()), largest(abs(corr)), np.ones(p), [], []
    tiny, buffer = size * (1e-13 * mu / (largest(size) or 1.0)), np.empty((p + 2, p))
    system = None  # to be solved: the active columns of X'X, among those of the identity
    with np.errstate(divide="ignore", invalid="ignore"):
        while len(mus) < MAX_KNOTS:
            row, at = next_event(P, t, signs, idle, tiny)
            history.append(now.copy())
            if at <= stop:
                mus = np.array([*mus, stop])
                return finish(mus, _read(history, mus))
            mu = at if at < mu else mu
            mus.append(mu)
            joins, pivot = idle.item(row) > 0, table.item(row, row)
            left, side = signs.item(row), math.copysign(1.0, P.item(row)) if joins else 0.0
            signs[row], idle[row] = side, 1.0 - joins
            if system is None and joins and pivot <= worn * gram.item(row, row):
                system = np.where(signs, gram, np.eye(p))
            if system is None:
                t[row] = t.item(row) + side
                column = table[:, row] / pivot
                table -= column[:, None].dot(table[row : row + 1], buffer)
                table[:, row] = column if joins else -column
                table[row] = table[:p, row]
                table[row, row] = -1.0 / pivot
                t[row] = t.item(row) - left
                continue
            system[:, row] = gram[row] if joins else 0.0
            system[row, row] += idle[row]
            try:
                now[:2] = np.linalg.solve(system, given).T
            except np.linalg.LinAlgError:
                return None
            if len(mus) > p + 20 and mus[-p - 20] == mu:
                return None
    return None


def next_event(P, t, signs, idle, tiny):
    """(row, mu) of the next event; an idle P below `tiny` is rounding and makes none; mu <= 0 at the end."""
    at = P / (t + np.copysign(idle, P))
    np.putmask(at, signs * t >= idle, 0.0)
    row = int(at.argmax())
    if abs(P.item(row)) <= tiny.item(row) * idle.item(row):
        at[np.abs(P) <= tiny * idle] = 0.0
        row = int(at.argmax())
    return row, at.item(row)


def _read(history, mus):
    """coefs at mus from t, P and the signs before each event; zero unless active before the event and after it."""
    t, P, signs = np.concatenate(history).reshape(len(mus), 3, -1).swapaxes(0, 1)
    off, coefs = np.logical_not(signs), P - mus[:, None] * t
    off[:-1] |= off[1:]
    coefs[off] = 0.0
    return coefs


def lockstep(grams, corrs, stops):
    """`tableau` for many problems at once: grams (m, p, p), corrs (m, p), stops (m,) -> mus (m, k), coefs (m, k, p).

    Every step is one event of each problem still under way. Shorter paths repeat their last knot, `stop`.
    A problem with a pivot lost in rounding has NaN coefficients.
    """
    m, p = corrs.shape
    table = np.concatenate([grams, corrs[:, None], np.zeros((m, 1, p))], axis=1)
    square, mu, who, stop = np.diagonal(grams, axis1=1, axis2=2), np.abs(corrs).max(axis=1), np.arange(m), stops
    tiny = 1e-13 * (mu / np.sqrt(square.max(axis=1) + (mu == 0)))[:, None] * np.sqrt(square)
    signs, idle, limit = np.zeros((m, p)), np.ones((m, p)), DEPENDENT * square
    mus, coefs, knot, here = [], [], np.zeros(m), np.zeros((m, p))
    with np.errstate(divide="ignore", invalid="ignore"):
        for _ in range(MAX_KNOTS):
            row, place, at = _next_events(table[:, p], table[:, p + 1], signs, idle, tiny)
            mu = np.minimum(at, mu)
            pivot, joins = table[np.arange(len(who)), row, row], idle.take(place) > 0
            done, lost = mu <= stop, joins & (pivot <= limit.take(place))
            if np.count_nonzero(gone := done | lost):  # these stay where they stop
                knot[who], here[who] = stop, np.where(done, 1.0, np.nan)[:, None] * _active(table, stop, signs)
                table, signs, idle, tiny, limit, who, stop, mu, row, pivot, joins = (
                    kept[~gone] for kept in (table, signs, idle, tiny, limit, who, stop, mu, row, pivot, joins))
                place = np.arange(0, p * len(who), p) + row
            coef = _active(table, mu, signs)
            coef.put(place, 0.0)
            knot[who], here[who] = mu, coef
            mus.append(knot.copy())
            coefs.append(here.copy())
            if len(who) == 0:
                return np.stack(mus, axis=1), np.stack(coefs, axis=1)
            signs.put(place, _pivot(table, row, pivot, joins, signs.take(place)))
            idle.put(place, ~joins)
    raise too_many(p)


def _next_events(P, t, signs, idle, tiny):
    """`next_event` for each problem: its row, the place of that in arrays (m, p), its mu, all (m,)."""
    at = P / (t + np.copysign(idle, P))
    np.putmask(at, (signs * t >= idle) | (np.abs(P) <= tiny * idle), 0.0)
    row = at.argmax(axis=1)
    place = np.arange(0, P.size, P.shape[1]) + row
    return row, place, at.take(place)


def _active(table, mu, signs):
    """The coefficients of every problem at its mu."""
    return (table[:, -2] - mu[:, None] * table[:, -1]) * (signs * signs)


def _pivot(table, row, pivot, joins, signs):
    """One pivot in every table, in place, at its row; the signs there afterwards, 0 where the row leaves."""
    p, every = table.shape[2], np.arange(len(row))
    column, line = table[every, :, row], table[every, row]
    new = np.where(joins, np.copysign(1.0, column[:, p]), 0.0)
    column[:, p + 1] += new
    column /= pivot[:, None]
    table -= column[:, :, None] * line[:, None, :]
    column *= np.where(joins, 1.0, -1.0)[:, None]
    column[:, p + 1] -= signs  # of the row that leaves: a joining row had none
    column[every, row] = -1.0 / pivot
    table[every, :, row], table[every, row] = column, column[:, :p]
    return new


def stretches(knots, lams):
    """(at, part), both (m, L): lams (L,) lie `part` of the way from entry `at` of knots (m, K), flattened, to the next.

    From the first knot up part is 0, and so it is at the last.
    """
    lams = np.minimum(lams, knots[:, :1])
    after = [falling.searchsorted(x, side="right") for falling, x in zip(-knots, -lams, strict=True)]
    at = np.array(after) + (knots.shape[1] * np.arange(len(knots))[:, None] - 1)
    width = np.diff(knots, append=knots[:, -1:] + 1)
    return at, (lams - knots.take(at)) / width.take(at)


def between(knots, coefs, lams):
    """Coefficients (m, L, p) of m paths at lams (L,), on straight lines between knots (m, K) and coefs (m, K, p)."""
    at, part = stretches(knots, lams)
    coefs, part = coefs.reshape(-1, coefs.shape[2]), part[..., None]
    return (1 - part) * coefs.take(at, axis=0) + part * coefs.take(at + 1, axis=0, mode="clip")


def kkt_error(mus, coefs, corrs):
    """By how much a path breaks the optimality conditions, (k, p), in units of mus; corrs (k, p) = X'(y - X w).

    On a stretch between two knots all is straight, so |corr| <= mu at both ends and corr = sign * mu in the
    middle, where a coefficient is not zero, settle it for every lambda. Leading axes, of many paths, may come first.
    """
    level = mus[..., None]
    error = np.abs(corrs) - level
    signs = np.sign(coefs[..., :-1, :] + coefs[..., 1:, :])
    short = signs * (level[..., :-1, :] + level[..., 1:, :]) - corrs[..., :-1, :] - corrs[..., 1:, :]
    np.maximum(error[..., :-1, :], signs * short, out=error[..., :-1, :])
    return error


def too_many(p):
    """The error of a path with more than MAX_KNOTS knots."""
    return ValueError(f"the lasso path of these {p} features has more than {MAX_KNOTS} knots (the worst case "
                      "is (3^p + 1) / 2): use fewer features, or ElasticNetPath with l1_ratio below 1")
