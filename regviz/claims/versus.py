"""Claims of lesson 09: median and mean, outliers, who is the more accurate, what can be learned."""

import numpy as np

from regviz.claims.base import Finding, claim
from regviz.paths import LassoPath, RidgePath
from regviz.penalties import Penalty
from regviz.risk import risk_curves
from regviz.robust import huber, least_absolute_deviations

DROPS = (0, 5, 15, 50)
NONZEROS = (4, 40)


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
    x = np.linspace(0, 3, 16)[:, None]
    y = 1 + 2 * x[:, 0] + 0.5 * np.random.default_rng(seed).standard_normal(16)
    slopes = {name: [] for name in ("squared loss", "squared loss, L1", "squared loss, L2", "absolute loss",
                                    "Huber loss")}
    for drop in DROPS:
        wrong = y - drop * (x[:, 0] == 3)
        found = (LassoPath(x, wrong)(0.0), LassoPath(x, wrong)(0.2), RidgePath(x, wrong)(0.2),
                 least_absolute_deviations(x, wrong)[0], huber(x, wrong, 1.0, Penalty(0.0))[0])
        for told, slope in zip(slopes.values(), found, strict=True):
            told.append(float(slope[0]))
    figures = {f"{name}, dropped by {drop}": slope for name, told in slopes.items()
               for drop, slope in zip(DROPS, told, strict=True)}
    unbounded = all(slopes[name][0] - slopes[name][3] > 2 > slopes[name][0] - slopes[name][1] for name in
                    list(slopes)[:3])
    bounded = all(abs(slopes[name][3] - slopes[name][1]) < 0.1 and abs(slopes[name][3] - 2) < 1
                  for name in list(slopes)[3:])
    return Finding(figures, bool(unbounded and bounded))


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


BUMPS, WIDTH = np.linspace(0, 1, 200), 0.01


def bumps(x):
    """(n, 200): bumps of height 1 and width 0.01 at 200 places of [0, 1]."""
    return np.exp(-(((np.asarray(x)[:, None] - BUMPS) / WIDTH) ** 2) / 2)


def bump_errors(truth, rng, n=150, noise=0.5):
    """((error, weights not 0) of lasso and of ridge): each at the lambda nearest to the truth (200,) on a fine grid."""
    x, grid = rng.uniform(size=n), np.linspace(0, 1, 401)
    truth = truth / (bumps(grid) @ truth).std()
    X, curve = bumps(x), bumps(grid) @ truth
    y = X @ truth + noise * rng.standard_normal(n)
    top, told = float(np.abs((y - y.mean()) @ X).max()) / n, []
    for path, lams in ((LassoPath(X, y, floor=0.001 * top), np.geomspace(0.0011 * top, top, 60)),
                       (RidgePath(X, y), np.geomspace(1e-5, 1.0, 60))):
        errors = ((path.predict(bumps(grid), lams) - curve) ** 2).mean(axis=1)
        told.append((errors.min(), np.count_nonzero(path(lams[errors.argmin()]))))
    return told


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
            found.append(bump_errors(truth, rng))
        (lasso, kept), (ridge, _) = errors[count] = np.mean(found, axis=0)
        figures |= {f"{count} bumps: lasso error": float(lasso), f"{count} bumps: ridge error": float(ridge),
                    f"{count} bumps: kept by the lasso": float(kept)}
    few, all_ = errors[6][:, 0], errors[200][:, 0]
    return Finding(figures, bool(few[0] < 0.2 and few[0] < few[1] and all_[1] < all_[0] and errors[6][0, 1] < 75))
