"""What can be learned: the features set what can be expressed, the penalty ranks it."""

import numpy as np

from regviz.claims.ledger import Finding, claim
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import RidgePath

BUMPS, WIDTH, NOISE, GRID = np.linspace(0, 1, 200), 0.01, 0.5, np.linspace(0, 1, 401)


def bumps(x):
    """(n, 200): bumps of height 1 and width 0.01 at 200 places of [0, 1]."""
    return np.exp(-(((np.asarray(x)[:, None] - BUMPS) / WIDTH) ** 2) / 2)


class BumpSample:
    """n noisy points of a curve made of `bumps`, scaled to variance 1, and both penalties fitted to them.

    `best[method]` is the lambda of a fine grid whose curve is nearest to the truth, `nearest[method]` its mean squared
    distance; methods are "lasso" and "ridge". `truth` (200,) are the scaled weights, `curve` their values on GRID.
    """

    def __init__(self, weights, rng, n=150):
        self.x = np.sort(rng.uniform(size=n))
        self.truth = weights / (bumps(GRID) @ weights).std()
        X, self.curve = bumps(self.x), bumps(GRID) @ self.truth
        self.y = X @ self.truth + NOISE * rng.standard_normal(n)
        top = float(np.abs((self.y - self.y.mean()) @ X).max()) / n
        self.paths = {"lasso": LassoPath(X, self.y, floor=0.001 * top), "ridge": RidgePath(X, self.y)}
        grids = {"lasso": np.geomspace(0.0011 * top, top, 60), "ridge": np.geomspace(1e-5, 1.0, 60)}
        errors = {name: self.error(name, grid) for name, grid in grids.items()}
        self.best = {name: float(grids[name][errors[name].argmin()]) for name in grids}
        self.nearest = {name: float(errors[name].min()) for name in grids}

    def error(self, method, lam):
        """Mean squared distance of the fitted curve from the true one on GRID, shape np.shape(lam)."""
        return ((self.paths[method].predict(bumps(GRID), lam) - self.curve) ** 2).mean(axis=-1)

    def drawn(self, method, times_best):
        """What the views of this lesson read of a fit at times_best times its best lambda (in a dict)."""
        path, lam = self.paths[method], max(times_best * self.best[method], getattr(self.paths[method], "floor", 0.0))
        coef = path(lam)
        return {"x": self.x, "y": self.y, "curve": path.predict(bumps(GRID), lam),
                "label": f"{method}, {np.count_nonzero(coef)} weights", "weights": {"truth": self.truth, method: coef},
                "train_error": ((path.predict(bumps(self.x), lam) - self.y) ** 2).mean(),
                "test_error": self.error(method, lam) + NOISE**2}


@claim(
    "j",
    says="L1 cannot learn complex patterns, L2 can.",
    verdict="false",
    right="What can be expressed is settled by the features, what is preferred by the penalty. With 200 narrow bumps "
          "as features both draw wiggly curves. The lasso is nearer to a curve that needs few of the bumps, ridge to "
          "one that uses all of them alike. The lasso never needs more features than there are rows.",
    lesson="09",
    share=0.95,
)
def wiggly_curves(seed: int = 0) -> Finding:
    """Curves of 6 bumps and of all 200, variance 1; means over 8 samples of 150 points with noise 0.5."""
    rng, figures, errors = np.random.default_rng(seed), {}, {}
    for count in (6, 200):
        found = []
        for _ in range(8):
            truth = np.zeros(200)
            places = np.arange(5, 200, 10)[rng.permutation(20)[:6]] if count == 6 else np.arange(200)
            truth[places] = rng.standard_normal(200) if count == 200 else rng.choice([-1.0, 1.0], 6)
            sample = BumpSample(truth, rng)
            kept = np.count_nonzero(sample.paths["lasso"](sample.best["lasso"]))
            found.append((sample.nearest["lasso"], sample.nearest["ridge"], kept))
        lasso, ridge, kept = errors[count] = np.mean(found, axis=0)
        figures |= {f"{count} bumps: lasso error": float(lasso), f"{count} bumps: ridge error": float(ridge),
                    f"{count} bumps: kept by the lasso": float(kept)}
    few, all_ = errors[6], errors[200]
    return Finding(figures, bool(few[0] < 0.2 and few[0] < few[1] and all_[1] < all_[0] and few[2] < 75))
