"""A lasso path as knots: the next one, reading between them, and the certificate of optimality.

    minimize |y - X w|^2 / 2 + mu |w|_1,  mu = n lam,  for every mu from max |X'y| down.

Between two knots the set of active features and their signs do not change, and the coefficients
are straight lines in mu. Every route (lasso_gram, lasso_dual, lasso_batch) returns (mus, coefs):
falling knots (k,) and the coefficients there (k, p). Derived in lesson 06.
"""

import numpy as np

MAX_KNOTS = 20_000


def next_event(base, slope, signs, idle, tiny):
    """(row, mu) of the next event below the present mu; mu <= 0 where there is none. All (p,).

    On a segment with active set A and signs s, base_i - mu slope_i is the coefficient of an active
    i, and the correlation x_i'(y - X w) of an idle i (`idle` is 1 there, else 0).
    An idle i joins where its correlation reaches +-mu: mu = |base_i| / (1 + slope_i sign(base_i)).
    An active i leaves where its coefficient reaches 0: mu = base_i / slope_i.
    The largest of these comes next. An idle base below `tiny` is rounding and makes no event.
    """
    # Both cases in one division: copysign(idle, base) is 0 for active rows.
    at = base / (slope + np.copysign(idle, base))
    # Where sign * slope >= 0 an active coefficient grows and never reaches 0. (Idle: 0 >= 1.)
    np.putmask(at, signs * slope >= idle, 0.0)
    row = int(at.argmax())
    if abs(base.item(row)) <= tiny.item(row) * idle.item(row):  # rare: only then test every row
        at[np.abs(base) <= tiny * idle] = 0.0
        row = int(at.argmax())
    return row, at.item(row)


def merge_knots(mus, coefs):
    """Knots that differ by rounding become one, the first, since a path is reached from above.

    A coefficient that is 0 at one of them and rounding at the first becomes 0.
    """
    apart = mus[:-1] - mus[1:] > 1e-12 * mus[:-1]
    if np.count_nonzero(apart) == len(apart):
        return mus, coefs
    starts = np.flatnonzero(np.r_[True, apart])
    zero_somewhere = np.logical_or.reduceat(coefs == 0, starts, axis=0)
    negligible = np.abs(coefs[starts]) <= 1e-9 * np.abs(coefs).max(axis=0)
    return mus[starts], np.where(zero_somewhere & negligible, 0.0, coefs[starts])


def segments(knots, lams):
    """(at, part), both (m, L): where lams (L,) lie on the segments of m paths with knots (m, K).

    `at` is the entry of the flattened knots where the segment starts, `part` the share of the way
    to the next knot; 0 from the first knot up, and at the last.
    """
    lams = np.minimum(lams, knots[:, :1])
    after = [row.searchsorted(x, side="right") for row, x in zip(-knots, -lams, strict=True)]
    first = knots.shape[1] * np.arange(len(knots))[:, None]
    at = first + np.array(after) - 1
    width = np.diff(knots, append=knots[:, -1:] + 1)
    return at, (lams - knots.take(at)) / width.take(at)


def interpolate(knots, coefs, lams):
    """Coefficients (m, L, p) of m paths, knots (m, K) and coefs (m, K, p), at lams (L,)."""
    at, part = segments(knots, lams)
    part = part[..., None]
    coefs = coefs.reshape(-1, coefs.shape[2])
    return (1 - part) * coefs.take(at, axis=0) + part * coefs.take(at + 1, axis=0, mode="clip")


def kkt_error(mus, coefs, corrs):
    """By how much a path breaks the Karush-Kuhn-Tucker conditions, (k, p), in units of mus.

    corrs (k, p) = X'(y - X w). On a segment all is straight, so |corr| <= mu at both ends, and
    corr = sign mu in the middle where a coefficient is not zero, settle it for every lambda.
    Leading axes, of many paths, may come first.
    """
    level = mus[..., None]
    error = np.abs(corrs) - level
    # Twice the middle is the sum of the ends. Given the bound there, corr can only fall short.
    signs = np.sign(coefs[..., :-1, :] + coefs[..., 1:, :])
    levels = level[..., :-1, :] + level[..., 1:, :]
    short = signs * levels - corrs[..., :-1, :] - corrs[..., 1:, :]
    np.maximum(error[..., :-1, :], signs * short, out=error[..., :-1, :])
    return error


def correlation_units(corr, square):
    """(..., p): what X'y could be in each column, of that length, and lam_max n at most.

    corr (..., p) = X'y; square (..., p): squared lengths of the columns. Errors of X'(y - X w)
    relative to these count a short column by its own length.
    """
    length = np.sqrt(square)
    length += length == 0
    size = np.abs(corr)
    largest = np.maximum.reduce  # in half the time of max()
    cosine = largest(size / length, axis=-1, keepdims=True)
    return np.minimum(largest(size, axis=-1, keepdims=True), length * cosine)


def too_many(p):
    """The error of a path with more than MAX_KNOTS knots."""
    return ValueError(
        f"the lasso path of these {p} features has more than {MAX_KNOTS} knots (the worst case "
        "is (3^p + 1) / 2): use fewer features, or ElasticNetPath with l1_ratio below 1"
    )
