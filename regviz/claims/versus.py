"""Claims of lesson 09: median and mean, outliers, who is the more accurate, what can be learned."""

import numpy as np

from regviz.batches import lasso_paths
from regviz.claims.base import Finding, claim
from regviz.data import true_coef
from regviz.paths import LassoPath, RidgePath, debiased
from regviz.penalties import Penalty
from regviz.risk import risk_curves
from regviz.robust import huber, least_absolute_deviations
from regviz.selection import cross_validate

DROPS = (0, 5, 15, 50)
NONZEROS = (4, 40)


def nine_fits(x, y, lam, intercept=True):
    """{(loss, penalty): (slope, intercept)} of y (n,) on x (n,): squared, absolute and Huber loss (straight from a
    residual of 1 on), each with no penalty, L1 and L2 of strength lam."""
    X, found = np.asarray(x, dtype=float)[:, None], {}
    for name, penalty in (("none", None), ("L1", Penalty(lam, 1.0)), ("L2", Penalty(lam, 0.0))):
        fits = {"squared": huber(X, y, np.inf, penalty, intercept), "Huber": huber(X, y, 1.0, penalty, intercept),
                "absolute": least_absolute_deviations(X, y, penalty, intercept)}
        found |= {(loss, name): (float(coef[0]), b) for loss, (coef, b) in fits.items()}
    return found


@claim(
    "d",
    says="L1 estimates the median, L2 the mean.",
    verdict="false for penalties",
    right="It is true of losses: the absolute loss is lowest at the median, the squared loss at the mean. A penalty on "
          "b moves the answer of its loss towards 0 and makes no median of a mean: with the squared loss |b| takes lam "
          "off the mean and stops at 0, b²/2 divides the mean by 1 + lam.",
    lesson="09",
)
def median_and_mean(seed: int = 0) -> Finding:
    """Seven numbers of a skewed law, one of them large, and one weight b for all: loss by loss, penalty by penalty."""
    rng = np.random.default_rng(seed)
    y, lam, ones = np.append(rng.exponential(size=6), 50.0), rng.uniform(0.5, 2.0), np.ones((7, 1))
    mean, median = float(y.mean()), float(np.median(y))
    figures = {
        "mean": mean, "median": median, "lam": float(lam),
        "squared loss": float(LassoPath(ones, y, intercept=False)(0.0)[0]),
        "squared loss and |b|": float(LassoPath(ones, y, intercept=False)(lam)[0]),
        "squared loss and b²/2": float(RidgePath(ones, y, intercept=False)(lam)[0]),
        "absolute loss": float(least_absolute_deviations(ones, y, intercept=False)[0][0]),
    }
    _, _, _, plain, l1, l2, absolute = figures.values()
    as_said = np.allclose([plain, l1, l2, absolute], [mean, mean - lam, mean / (1 + lam), median], atol=1e-6)
    return Finding(figures, bool(as_said and min(l1, l2) > median + 0.3))


@claim(
    "e",
    says="L1 is robust to outliers, L2 is not.",
    verdict="false for penalties",
    right="Robust is a matter of the loss. With the squared loss the pull of a single wrong y grows without bound, "
          "whatever the penalty; the absolute and the Huber loss bound it. They protect against a wrong y only: a "
          "point whose x lies far outside can pull their line to itself as well.",
    lesson="09",
    source="Huber, Robust estimation of a location parameter (1964)",
    share=0.95,
)
def outliers(seed: int = 0) -> Finding:
    """Sixteen points about a line of slope 2, the last dropped by 0, 5, 15 and 50: the slope by loss and penalty."""
    x = np.linspace(0, 3, 16)
    y = 1 + 2 * x + 0.5 * np.random.default_rng(seed).standard_normal(16)
    dropped = [nine_fits(x, y - drop * (x == 3), 0.2) for drop in DROPS]
    slopes = {key: [fits[key][0] for fits in dropped] for key in dropped[0]}
    figures, holds = {}, []
    for (loss, penalty), (before, first, _, last) in slopes.items():
        figures |= {f"{loss} loss, penalty {penalty}": before, f"{loss} loss, penalty {penalty}, dropped by 50": last}
        bounded = abs(last - first) < 0.1 and abs(last - before) < 1
        holds.append(before - last > 2 > before - first if loss == "squared" else bounded)
    return Finding(figures, all(holds))


def risk_by_cv(nonzeros, seed, n=60, p=40, norm=4.0, noise=1.0):
    """{"lasso": risk, "ridge": risk} of one data set, |coef - truth|^2 at the lambda of 5-fold cross-validation."""
    rng, truth = np.random.default_rng(seed), true_coef(p, nonzeros, norm, seed)
    X = rng.standard_normal((n, p))
    y = X @ truth + noise * rng.standard_normal(n)
    lams = {name: cross_validate(X, y, k=5, seed=seed, method=name).lam_min for name in ("lasso", "ridge")}
    return {name: float(((path(X, y)(lams[name]) - truth) ** 2).sum())
            for name, path in (("lasso", LassoPath), ("ridge", RidgePath))}


def refit_risks(nonzeros, lams, n=60, p=40, norm=4.0, noise=1.0, sets=40, seed=0):
    """The lasso and the least-squares refit of what it keeps, at lams (L,): a dict of `lasso_risk` and `refit_risk`
    (L,), means of |coef - truth|^2 over data sets, of `truth` (p,), and of `lasso`, `refit` (L, p) in the first."""
    rng, truth = np.random.default_rng(seed), true_coef(p, nonzeros, norm, seed)
    X = rng.standard_normal((sets, n, p))
    y = X @ truth + noise * rng.standard_normal((sets, n))
    lasso = lasso_paths(X, y)(lams)[0]
    refit = np.array([[debiased(X[b], y[b], coef != 0)[0] for coef in lasso[b]] for b in range(sets)])
    risks = {f"{name}_risk": ((coefs - truth) ** 2).sum(axis=2).mean(axis=0)
             for name, coefs in (("lasso", lasso), ("refit", refit))}
    return risks | {"truth": truth, "lasso": lasso[0], "refit": refit[0]}


@claim(
    "h",
    says="L2 is more accurate than L1 in all circumstances, at a much higher cost.",
    verdict="false",
    right="Neither dominates. With 60 rows of 40 uncorrelated features, and each penalty at the lambda of smallest "
          "risk, the lasso is ahead by far when few of the true coefficients are not 0, ridge when all are of one "
          "size. Correlation, noise and the rule that chooses lambda move the border. Nor does ridge cost more: one "
          "decomposition serves all its lambdas.",
    lesson="09",
    source="Tibshirani, Regression shrinkage and selection via the lasso (1996)",
    share=0.95,
)
def sparse_and_dense(seed: int = 0) -> Finding:
    """50 data sets a truth: |coef − truth|² at the lambda that makes its mean least, 4 and 40 non-zeros of 40."""
    found = risk_curves(NONZEROS, sets=50, seed=seed)
    figures = {f"{name}, {count} non-zeros": float(risk) for name, risks in (("lasso", found.lasso),
               ("ridge", found.ridge)) for count, risk in zip(NONZEROS, risks, strict=True)}
    return Finding(figures, bool(found.lasso[0] < 0.5 * found.ridge[0] and found.ridge[1] < found.lasso[1]))


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
