"""What can be learned: the features set what can be expressed, the penalty ranks it."""

from collections import namedtuple

import numpy as np

from regviz.claims.ledger import Finding, claim
from regviz.core.arguments import checked, number, one_of
from regviz.core.validation import check_array, demand
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import RidgePath

CENTRES = np.linspace(0, 1, 200)
WIDTH = 0.01
NOISE = 0.5
GRID = np.linspace(0, 1, 401)


def bumps(x):
    """(n, 200): bumps exp(-((x - c) / 0.01)^2 / 2) of height 1 at 200 centres c of [0, 1]."""
    return np.exp(-(((check_array(x, "x").reshape(-1, 1) - CENTRES) / WIDTH) ** 2) / 2)


def _weights(values, name):
    values = check_array(values, name)
    demand(values.shape == (200,) and values.any(),
           "{} must be 200 numbers, not all of them 0: got shape {}", name, values.shape)
    return values


class BumpFit(namedtuple("BumpFit", "lam x y curve weights train_error test_error")):
    """A fit to a `BumpSample`: its points x, y (n,), the curve on GRID, mean squared errors.

    weights: (200,) under "truth" and under the name of the method.
    """

    @property
    def kept(self):
        """Number of weights of the fit that are not 0."""
        fitted = [coef for name, coef in self.weights.items() if name != "truth"]
        return np.count_nonzero(fitted)


class BumpSample:
    """n noisy points of a curve made of `bumps`, scaled to variance 1, and both penalties' paths.

    `best[method]` is the lambda of a fine grid whose curve is nearest to the truth and
    `nearest[method]` its mean squared distance; methods are "lasso" and "ridge". `truth` (200,) are
    the scaled weights, `curve` their values on GRID, `x` and `y` (n,) the points.
    """

    @checked(weights=_weights)
    def __init__(self, weights, rng, n=150):
        self.x = np.sort(rng.uniform(size=n))
        self.truth = weights / (bumps(GRID) @ weights).std()
        self.curve = bumps(GRID) @ self.truth
        X = bumps(self.x)
        self.y = X @ self.truth + NOISE * rng.standard_normal(n)
        lam_max = float(np.abs((self.y - self.y.mean()) @ X).max()) / n
        self.paths = {
            "lasso": LassoPath(X, self.y, floor=0.001 * lam_max),
            "ridge": RidgePath(X, self.y),
        }
        grids = {
            "lasso": np.geomspace(0.0011 * lam_max, lam_max, 60),
            "ridge": np.geomspace(1e-5, 1.0, 60),
        }
        errors = {name: self.error(name, grid) for name, grid in grids.items()}
        self.best = {name: float(grids[name][errors[name].argmin()]) for name in grids}
        self.nearest = {name: float(errors[name].min()) for name in grids}

    @checked(method=one_of('lasso', 'ridge'), lam=lambda value, name: value)
    def error(self, method, lam):
        """Mean squared distance of the fitted curve from the true one on GRID: np.shape(lam)."""
        return ((self.paths[method].predict(bumps(GRID), lam) - self.curve) ** 2).mean(axis=-1)

    @checked(method=one_of('lasso', 'ridge'), times_best=number(0))
    def fit(self, method, times_best):
        """BumpFit at times_best times the best lambda, not below the end of the lasso's path."""
        path = self.paths[method]
        lam = max(times_best * self.best[method], getattr(path, "floor", 0.0))
        weights = {"truth": self.truth, method: path(lam)}
        train_error = ((path.predict(bumps(self.x), lam) - self.y) ** 2).mean()
        test_error = self.error(method, lam) + NOISE**2
        curve = path.predict(bumps(GRID), lam)
        return BumpFit(lam, self.x, self.y, curve, weights, train_error, test_error)


@claim(
    "j",
    says="L1 cannot learn complex patterns, L2 can.",
    verdict="false",
    right="The features decide which curves can be drawn, and the penalty decides which of them "
          "is preferred. With 200 narrow bumps as features both draw wiggly curves. The lasso is "
          "closer to the truth when the truth needs few bumps. Ridge is closer when the truth "
          "uses all bumps alike. The lasso never needs more features than there are rows.",
    lesson="09 and 13",
    share=0.95,
)
def wiggly_curves(seed: int = 0) -> Finding:
    """Curves of 6 bumps and of all 200, variance 1; means over 8 samples of 150 points."""
    rng = np.random.default_rng(seed)
    figures, errors = {}, {}
    for count in (6, 200):
        found = [_distances_and_kept(_bump_weights(count, rng), rng) for _ in range(8)]
        lasso, ridge, kept = errors[count] = np.mean(found, axis=0)
        figures |= {
            f"{count} bumps: lasso error": lasso,
            f"{count} bumps: ridge error": ridge,
            f"{count} bumps: kept by the lasso": kept,
        }
    few, all_of_them = errors[6], errors[200]
    lasso_wins = few[0] < 0.2 and few[0] < few[1]
    ridge_wins = all_of_them[1] < all_of_them[0]
    return Finding(figures, lasso_wins and ridge_wins and few[2] < 75)


def _bump_weights(count, rng):
    """Weights (200,): normal ones for all, or 1 and -1 for 6 bumps that hardly overlap."""
    if count == 200:
        return rng.standard_normal(200)
    weights = np.zeros(200)
    places = np.arange(5, 200, 10)[rng.permutation(20)[:count]]
    weights[places] = rng.choice([-1.0, 1.0], count)
    return weights


def _distances_and_kept(weights, rng):
    sample = BumpSample(weights, rng)
    return sample.nearest["lasso"], sample.nearest["ridge"], sample.fit("lasso", 1.0).kept
