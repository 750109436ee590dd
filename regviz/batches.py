"""Many lasso paths of equal n_features at once: folds, resamples, simulated training sets."""

from collections.abc import Sequence

import numpy as np

from regviz.checks import centre, check_lam, equal_columns
from regviz.homotopy import finish, kkt_error, lockstep
from regviz.paths import LassoPath, shared
from regviz.spans import CERTIFIED, lasso


class LassoPaths(Sequence):
    """Paths of m problems in lockstep; paths[i] is the LassoPath of problem i.

    One call looks all of them up on one grid: `coef(lams)` has shape (m,) + np.shape(lams) + (n_features,),
    `intercept(lams)` (m,) + np.shape(lams). `knots` (m, k) fall to 0, a shorter path repeating its last;
    `coefs` (m, k, n_features) there; `x_mean` (m, n_features) and `y_mean` (m,) are the training means.
    Paths may stop at lam = floor, below which nothing can be asked. Derived in lesson 06.
    """

    def __init__(self, Xs, ys, intercept=True, floor=0.0):
        if len(Xs) != len(ys) or len(Xs) == 0:
            raise ValueError(f"Xs and ys must hold the same number of problems, one at least: {len(Xs)} and {len(ys)}")
        self._data = [centre(X, y, intercept) for X, y in zip(Xs, ys, strict=True)]
        widths = {data.X.shape[1] for data in self._data}
        if len(widths) > 1:
            raise ValueError(f"every X must have the same number of columns: got {sorted(widths)}")
        self.n_samples = np.array([len(data.y) for data in self._data])
        self.n_features = widths.pop()
        self.x_mean = np.array([data.x_mean for data in self._data])
        self.y_mean = np.array([data.y_mean for data in self._data])
        self.floor = check_lam(float(floor))
        mus, self.coefs = _together(self._data, self.floor * self.n_samples)
        self.knots = mus / self.n_samples[:, None]
        pull = np.sort([np.abs(data.y @ data.X) for data in self._data], axis=1)
        for i in np.flatnonzero((np.diff(pull) <= 1e-11 * pull[:, -1:]).any(axis=1)):
            self.coefs[i] = shared(self.coefs[i], equal_columns(self._data[i].X), None)

    def __len__(self):
        return len(self._data)

    def __getitem__(self, i):
        path, data = LassoPath.__new__(LassoPath), self._data[i]
        used = 1 + np.count_nonzero(self.knots[i])
        path._set(data, *finish(self.knots[i, :used], self.coefs[i, :used]), self.floor)
        return path

    def coef(self, lams):
        """Coefficients of every problem at lams, shape (m,) + np.shape(lams) + (n_features,)."""
        lams = np.asarray(check_lam(lams))
        if lams.size and lams.min() < self.floor:
            raise ValueError(f"lams must not be below floor = {self.floor:g}, where the paths stop: got {lams.min():g}")
        flat = np.minimum(lams.ravel(), self.knots[:, :1])  # (m, L)
        k = (self.knots[:, :, None] >= flat[:, None, :]).sum(axis=1) - 1
        k = np.minimum(k, max(self.knots.shape[1] - 2, 0))
        after = np.minimum(k + 1, self.knots.shape[1] - 1)
        which = np.arange(len(self))[:, None]
        above, below = self.knots[which, k], self.knots[which, after]
        part = np.divide(above - flat, above - below, out=np.zeros_like(flat), where=above > below)[..., None]
        found = (1 - part) * self.coefs[which, k] + part * self.coefs[which, after]
        return found.reshape(len(self), *lams.shape, self.n_features)

    def intercept(self, lams):
        """Intercepts of every problem at lams, shape (m,) + np.shape(lams)."""
        coef = self.coef(lams)
        x_mean = self.x_mean.reshape(len(self), *[1] * (coef.ndim - 2), self.n_features)
        return self.y_mean.reshape(len(self), *[1] * (coef.ndim - 2)) - (coef * x_mean).sum(axis=-1)


def lasso_paths(Xs, ys, intercept=True, floor=0.0):
    """LassoPaths of the problems (Xs[i] (n_i, p), ys[i] (n_i,)), down to lam = floor; n_i may differ, p may not.

    `lasso_paths(Xs, ys).coef(lams)` is (m, len(lams), p): every problem on one grid in one call.
    """
    return LassoPaths(Xs, ys, intercept, floor)


def _together(data, stops):
    """(mus (m, k), coefs (m, k, p)): in lockstep where it pays, one by one where it fails or p is large."""
    p, smallest = data[0].X.shape[1], min(len(d.y) for d in data)
    if p > min(smallest, 64):
        return _padded([lasso(d.X, d.y, stop) for d, stop in zip(data, stops, strict=True)])
    grams = np.array([d.X.T @ d.X for d in data])
    corrs = np.array([d.y @ d.X for d in data])
    mus, coefs = lockstep(grams, corrs, stops)
    error = kkt_error(mus, coefs, corrs[:, None] - coefs @ grams)
    lost = np.flatnonzero(~(error <= CERTIFIED * mus[:, 0]))  # NaN is lost too
    if len(lost) == 0:
        return mus, coefs
    paths = list(zip(mus, coefs, strict=True))
    for i in lost:
        paths[i] = lasso(data[i].X, data[i].y, stops[i])
    return _padded(paths)


def _padded(paths):
    """Paths of different lengths as arrays: the last knot is repeated."""
    longest = max(len(mus) for mus, _ in paths)
    index = [np.minimum(np.arange(longest), len(mus) - 1) for mus, _ in paths]
    return (np.array([mus[k] for k, (mus, _) in zip(index, paths, strict=True)]),
            np.array([coefs[k] for k, (_, coefs) in zip(index, paths, strict=True)]))
