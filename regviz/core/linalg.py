"""Linear algebra that several folders share: centred and equal columns, thin SVD, correlations."""

import math
from collections import namedtuple

import numpy as np

from regviz.core.graded import graded_svd
from regviz.core.validation import LARGEST, check_xy, demand

FAR_APART = 1e4  # ratio of lengths of columns from which on an ordinary SVD loses the small ones
UNDERFLOW = 1e-300  # of a sum of squares: looked at more closely


class Centred(namedtuple("Centred", "X y x_mean y_mean x_rest y_rest", defaults=(0.0, 0.0))):
    """X and y less their means; columns (and y) that do not vary are exactly zero.

    The means are x_mean + x_rest and y_mean + y_rest: far from zero one float64 is not enough.
    """

    def moved(self, X_new):
        """X_new (m, p) less the means of X."""
        return X_new - self.x_mean - self.x_rest

    def moved_y(self, y_new):
        """y_new (m,) less the mean of y."""
        return y_new - self.y_mean - self.y_rest

    def intercept(self, coef):
        """Mean of y less the means of X times coef (..., p); shape (...)."""
        return self.y_mean - coef @ self.x_mean


def centre(X, y, intercept=True):
    """Centred(X - mean, y - mean, means); without an intercept the arrays as they are, means 0.

    What is `Centred` already, X, is given back: who centres many subsets of rows that were checked
    once (cross-validation) hands these to the paths, and nothing is checked again.
    """
    if isinstance(X, Centred):
        return X
    X, y = check_xy(X, y)
    if not intercept:
        return Centred(X, y, np.zeros(X.shape[1]), 0.0)
    return centre_checked(X, y)


def centre_checked(X, y):
    """`centre` for float64 arrays X (n, p) and y (n,), not checked."""
    X, x_mean, x_rest = centre_columns(X)
    n = len(y)
    y_mean = float(np.ones(n).dot(y)) / n
    y = y - y_mean
    square = y.dot(y)
    y_rest = 0.0
    if square <= 1e-6 * n * y_mean**2 + UNDERFLOW:  # as in centre_columns
        y_rest = float(y.sum()) / n
        y -= y_rest
        _refuse_tiny(y, y_mean, "y")
        if square <= (1e-13 * n * y_mean) ** 2:
            y[:] = 0.0
    return Centred(X, y, x_mean, y_mean, x_rest, y_rest)


def centre_columns(X):
    """(X - mean - rest, mean, rest) of X (n, p), not checked: rest is what rounding left of the
    mean, 0.0 where that is little. Columns that do not vary are exactly zero.

    A column counts as constant when its spread is rounding:
    root mean square <= 1e-13 sqrt(n) |mean|.
    """
    n = len(X)
    ones = np.ones(n)
    mean = ones.dot(X) / n  # a product with ones is faster than X.mean(axis=0)
    X = X - mean
    square = ones.dot(X * X)
    rest = 0.0
    # Far from zero the mean was rounded.
    if np.count_nonzero(square <= 1e-6 * n * mean**2 + UNDERFLOW):
        rest = ones @ X / n
        X -= rest
        _refuse_tiny(X, mean, "X")
        X[:, square <= (1e-13 * n * mean) ** 2] = 0.0
    return X, mean, rest


def _refuse_tiny(values, mean, name):
    """ValueError where values (n, ...) less their mean vary by so little that squares underflow."""
    spread = np.abs(values).max(axis=0)
    varies = spread > 1e-13 * math.sqrt(len(values)) * np.abs(mean)
    tiny = np.flatnonzero((spread > 0) & (spread * LARGEST < 1) & varies)
    where = f", columns {', '.join(map(str, tiny[:8]))}," if values.ndim == 2 else ""
    demand(
        len(tiny) == 0,
        "{}{} varies by less than 1e-152: multiply it by a power of ten, since squares of such "
        "numbers are zero in float64",
        name,
        where,
    )


def standardize(X, X_test):
    """X and X_test less the means of X, over its standard deviations (1/n); both not checked.

    X (n, p), X_test (m, p); columns constant in X become 0 in both.
    """
    constant = ~centre_columns(X)[0].any(axis=0)
    mean = X.mean(axis=0)
    scale = np.where(constant, 1.0, X.std(axis=0))
    return tuple(np.where(constant, 0.0, (rows - mean) / scale) for rows in (X, X_test))


def equal_columns(X):
    """Groups of columns of X equal up to sign: a tuple of ((column, sign), ...), the first sign 1.

    Columns of zeros are in no group. Only columns whose projections on one direction agree are
    compared, so that p columns cost O(n p) unless there are equal ones.
    """
    size = np.abs(X).max(axis=0)
    direction = np.sqrt(np.arange(1.0, len(X) + 1))
    marks = np.abs(direction / direction.sum() @ X)
    free = size > 0
    groups = []
    for j in range(X.shape[1]):
        near = np.flatnonzero(free & (np.abs(marks - marks[j]) <= 1e-11 * size[j]))
        if not free[j] or len(near) < 2:
            continue
        signs = np.sign(X[:, j] @ X[:, near])
        equal = np.abs(X[:, near] - signs * X[:, [j]]).max(axis=0) <= 1e-12 * size[j]
        free[near[equal]] = False
        groups.append(tuple(zip(near[equal].tolist(), signs[equal].tolist(), strict=True)))
    return tuple(group for group in groups if len(group) > 1)


def thin_svd(X, centred=True):
    """(U, d, V') of X (..., n, p) = U diag(d) V', with 0 for a d that is rounding.

    That is a d up to eps max(n, p) d_max (numpy's rank rule), and where columns are centred every d
    from the n-th on, since n centred rows have rank n - 1 at most. Where the lengths of columns
    differ by more than 1e4, or 10 and there is such a d, each column is judged by its own length:
    see graded.graded_svd.
    """
    n, p = X.shape[-2:]
    if X.ndim == 2 and 32 <= p <= n / 2:
        # X = Q R: d and V are those of the small R, and U = X V / d where no d is tiny. Cheaper.
        R = np.linalg.qr(X, mode="r")
        _, d, Vt = np.linalg.svd(R)
        if d[-1] > 1e-4 * d[0]:
            return X @ (Vt.T / d), d, Vt
    length = np.sqrt(np.einsum("...ij,...ij->...j", X, X))
    # Columns of zeros cost nothing.
    apart = length.max(axis=-1) / np.where(length > 0, length, np.inf).min(axis=-1)
    if X.ndim == 2 and apart > FAR_APART:
        return _graded(X, centred)
    U, d, Vt = np.linalg.svd(X, full_matrices=False)
    d[..., n - centred :] = 0.0
    rounding = d <= np.finfo(float).eps * max(n, p) * d[..., :1]
    # Where d are cut off, a column ten times shorter is judged by its own length as well.
    cut = rounding[..., : n - centred].any(axis=-1) & (apart > 10)
    if X.ndim == 2 and cut:
        return _graded(X, centred)
    d[rounding] = 0.0
    for place in zip(*np.nonzero(cut | (apart > FAR_APART)), strict=True) if X.ndim > 2 else ():
        U[place], d[place], Vt[place] = _graded(X[place], centred)
    return U, d, Vt


def _graded(X, centred):
    """`graded_svd` in the shapes of `thin_svd`: zeros after the rank."""
    U, d, Vt = graded_svd(X, len(X) - centred)
    most = min(X.shape)
    more = most - len(d)
    return np.pad(U, [(0, 0), (0, more)]), np.pad(d, (0, more)), np.pad(Vt, [(0, more), (0, 0)])


def tied_correlations(corrs):
    """Where |x_j'y|, sorted, equals the next up to rounding: (..., p - 1) for corrs (..., p) = X'y.

    Equal columns tie, so this is a quick test of whether `equal_columns` can find any.
    """
    sizes = np.abs(corrs)
    sizes.sort()
    return sizes[..., 1:] - sizes[..., :-1] <= 1e-11 * sizes[..., -1:]


def redistributed(coefs, groups, shares=None):
    """Coefficients (..., p) with the total of each group of equal columns spread by shares (p,).

    Without shares the first column of each group carries the total.
    """
    coefs = coefs.copy()
    for group in groups:
        columns, signs = np.array(group).T
        columns = columns.astype(int)
        if shares is None:
            part = np.arange(len(group)) == 0
        else:
            part = shares[columns] / shares[columns].sum()
        coefs[..., columns] = (coefs[..., columns] @ signs)[..., None] * (signs * part)
    return coefs + 0.0  # no minus zeros


def largest(values):
    """The largest entry, as a float: max() in a quarter of its time."""
    return values.item(values.argmax())


def correlations(X, y):
    """(X'y, the size of its largest entry), the size 0 where all entries are rounding.

    An entry counts as rounding up to 4e-16 |x_j| |y|. For centred X and y the size is n lam_max.
    """
    corr = y.dot(X)
    size = largest(abs(corr))
    rounding = 4e-16 * math.sqrt(y.dot(y))
    # |X| >= |x_j|: a cheap test that hardly ever holds, and spares the norms of the columns.
    if size <= rounding * math.sqrt(np.vdot(X, X)):
        if (abs(corr) <= rounding * np.linalg.norm(X, axis=0)).all():
            size = 0.0
    return corr, size


def standard_error(values, axis=-1):
    """Standard error of the mean over one axis, the last if none is named."""
    return values.std(axis=axis, ddof=1) / np.sqrt(values.shape[axis])
