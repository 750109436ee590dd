"""Two correlated features, refitted on many samples: the normal equations and the clouds."""

from typing import NamedTuple

import numpy as np

from regviz.core.validation import check_array, demand

SAMPLES = 60
MOST = 100_000  # rows of a sample


class Cloud(NamedTuple):
    """The answers `refits` (SAMPLES, 2) of all samples with their mean squared distance `error`
    from the truth. Mean and covariance are those of all samples that there could be."""

    refits: np.ndarray
    mean: np.ndarray
    cov: np.ndarray
    error: float
    condition: float


class CorrelatedPair:
    """SAMPLES samples of two features with a known correlation, and their answers at every lambda.

    coef (2,) is the truth, n the rows of a sample, noise the standard deviation of the noise.
    ValueError or TypeError names what is wrong.
    """

    def __init__(self, coef, n, noise, seed):
        self.truth = check_array(coef, "coef")
        demand(self.truth.shape == (2,), "coef must hold two numbers: got {!r}", coef)
        demand(isinstance(n, (int, np.integer)) and 4 <= n <= MOST,
               "n must be a whole number of rows, from 4 to {}: got {!r}", MOST, n)
        demand(np.ndim(noise) == 0 and np.isfinite(noise) and noise > 0,
               "noise must be a positive number, a standard deviation: got {!r}", noise)
        self.n, self.sd = n, float(noise)
        drawn = np.random.default_rng(seed).standard_normal((n, 2))
        self._basis = np.linalg.qr(drawn - drawn.mean(axis=0))[0] * np.sqrt(n)
        self._noise = noise * np.random.default_rng([seed, 1]).standard_normal((n, SAMPLES))

    def features(self, corr):
        """(n, 2): centred columns of mean square 1 whose correlation is exactly `corr`."""
        return self._basis @ np.array([[1.0, corr], [0.0, np.sqrt(1 - corr**2)]])

    def centred_y(self, corr, sample):
        """(n,): the y of one sample, without its mean."""
        y = self.features(corr) @ self.truth + self._noise[:, sample]
        return y - y.mean()

    def state(self, lam, corr, sample):
        """The normal equations of one sample, `after` @ coef = `right`, with `before` the matrix
        without penalty, and the clouds of all samples. "ols" is None for copies: they have no
        single answer."""
        X = self.features(corr)
        gram = np.array([[1.0, corr], [corr, 1.0]])
        rights = (gram @ self.truth)[:, None] + X.T @ self._noise / self.n
        ridge = self._refits(gram, rights, lam)
        ols = self._refits(gram, rights, 0.0) if corr < 1 else None
        return {"sample": sample, "before": gram, "after": gram + lam * np.eye(2),
                "right": rights[:, sample], "coef": ridge.refits[sample], "ridge": ridge,
                "ols": ols}

    def _refits(self, gram, rights, lam):
        """The answers of all samples, and what theory says of all samples that there could be."""
        matrix = gram + lam * np.eye(2)
        refits = np.linalg.solve(matrix, rights).T
        inverse = np.linalg.inv(matrix)
        cov = self.sd**2 / self.n * inverse @ gram @ inverse
        error = ((refits - self.truth) ** 2).sum(axis=1).mean()
        return Cloud(refits=refits, mean=inverse @ gram @ self.truth, cov=cov, error=error,
                   condition=np.linalg.cond(matrix))
