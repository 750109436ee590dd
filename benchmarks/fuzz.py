"""Random awkward designs against the laws of the paths.

    python benchmarks/fuzz.py [kkt] [gap] [apart] [first seed]

kkt (20,000): tied, duplicated, integer, orthonormal, badly scaled, ... designs; the lasso's KKT
residual at every knot, in the middle of every segment and at 10 random lambdas must stay under 1e-8
of lam_max.
gap (2,000): p from 1 to 60, n from 2 to 80; the duality gap of the lasso at every knot and at 200
lambdas between, and that of the elastic net at 20 lambdas, must stay under 1e-10 of |y|^2 / n and
what rounding of the coefficients adds (designs.gap_limit; nothing, unless they are thousands of
times y). Below 1e-7 lam_max, or 1e-6 with scales 1e16 apart, rounding of X'r spoils the bound
itself.
apart (20,000): columns up to 1e12 times as long as others, with copies, near copies, low rank,
offsets, p > n. Ridge at lam = 0 and three lambdas beside exact rational numbers: the error of a
coefficient, in units of what its column can do to the fit, must stay under 1e-6. The lasso's and
the elastic net's KKT residuals, each relative to its own column, must stay under 1e-8. What is over
the limit counts as wrong unless a warning said so.
"""

import os
import sys
import time
import warnings
from collections import defaultdict
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

import numpy as np  # noqa: E402
from designs import apart, design, gap_limit, lams_apart  # noqa: E402
from exact import ridge_error  # noqa: E402
from path_laws import column_error, lams_of  # noqa: E402

from regviz.solvers.elastic_net import ElasticNetPath  # noqa: E402
from regviz.solvers.lasso import LassoPath  # noqa: E402
from regviz.solvers.optimality import duality_gap  # noqa: E402
from regviz.solvers.penalties import Penalty  # noqa: E402
from regviz.solvers.ridge import RidgePath  # noqa: E402


def centred(X, y):
    X = X - X.mean(axis=0)
    return X - X.mean(axis=0), y - y.mean()


def kkt_of(kind, X, y, path, rng):
    """(largest KKT residual relative to lam_max, the same in units of its limit)."""
    knots = path.knots
    middles = (knots[1:] + knots[:-1]) / 2
    lams = np.concatenate([knots, middles, knots[0] * 10 ** rng.uniform(-8, 0, 10)])
    coef = path(lams)
    corr = (y - coef @ X.T) @ X / len(y)
    level = lams[:, None]
    error = np.where(coef != 0, np.abs(corr - np.sign(coef) * level), np.abs(corr) - level)
    worst = error.max() / (path.lam_max or 1.0)
    return worst, worst / 1e-8


def gap_of(kind, X, y, path, rng):
    """(largest duality gap relative to |y|^2 / n, largest in units of its limit).

    At the knots and at 200 lambdas between.
    """
    spread = rng.uniform(size=200) if rng.random() < 0.5 else 10 ** rng.uniform(-6, 0, 200)
    lams = np.concatenate([path.knots, path.lam_max * spread])
    return _gaps(X, y, path, lams[lams >= path.lam_max * (1e-6 if kind == "scaled" else 1e-7)])


def net_gap(kind, X, y, path, rng):
    net = ElasticNetPath(X, y, float(rng.choice([0.05, 0.5, 0.95])))
    return _gaps(X, y, net, net.lam_max * 10 ** rng.uniform(-5, 0, 20))


def _gaps(X, y, path, lams):
    coefs = path(lams)
    gaps = [duality_gap(X, y, w, Penalty(lam, getattr(path, "l1_ratio", 1.0)))
            for lam, w in zip(lams, coefs, strict=True)]
    limits = [gap_limit(X, y, w) or 1.0 for w in coefs]
    return max(gaps) / (y @ y / len(y) or 1.0), np.divide(gaps, limits).max()


def run(title, count, first, measures):
    worst, wrong = defaultdict(float), []
    drops = 0
    slowest = (0.0, 0)
    begin = time.perf_counter()
    for seed in range(first, first + count):
        kind, X, y = design(seed)
        start = time.perf_counter()
        path = LassoPath(X, y)
        slowest = max(slowest, (time.perf_counter() - start, seed))
        drops += any(not event.joins for event in path.events)
        for measure in measures:
            error, share = measure(kind, *centred(X, y), path, np.random.default_rng(seed))
            worst[kind] = max(worst[kind], error)
            if not share < 1:
                wrong.append((seed, kind, X.shape, measure.__name__, float(error), float(share)))
    print(
        f"{title}: {count} designs from seed {first}, {len(wrong)} over the limit, "
        f"{drops} with drops, slowest path {slowest[0] * 1e3:.0f} ms (seed {slowest[1]}), "
        f"{time.perf_counter() - begin:.0f} s"
    )
    print("  worst:", ", ".join(f"{kind} {error:.0e}" for kind, error in sorted(worst.items())))
    for line in wrong[:20]:
        print("  over:", *line)
    return len(wrong)


def ridge_apart(X, y, rng):
    path = RidgePath(X, y)
    return max(ridge_error(X, y, lam, path(lam)) for lam in lams_apart(X, rng)) / 1e-6


def lasso_apart(X, y, rng):
    path = LassoPath(X, y)
    return column_error(X, y, path, lams_of(path, seed=int(rng.integers(1000)))) / 1e-8


def net_apart(X, y, rng):
    net = ElasticNetPath(X, y, 0.5)
    return column_error(X, y, net, net.lam_max * 10 ** rng.uniform(-12, 0, 10), 0.5) / 1e-8


def run_apart(count, first):
    """Prints how many were wrong without a word, and the worst share of the limit of each kind."""
    worst, wrong, said = defaultdict(float), [], defaultdict(int)
    begin = time.perf_counter()
    for seed in range(first, first + count):
        kind, X, y = apart(seed)
        for measure in (ridge_apart, lasso_apart, net_apart):
            with warnings.catch_warnings(record=True) as words:
                warnings.simplefilter("always")
                share = measure(X, y, np.random.default_rng(seed))
            name = measure.__name__.split("_")[0]
            if words:
                said[name] += 1
                continue
            worst[f"{name}, {kind}"] = max(worst[f"{name}, {kind}"], share)
            if not share < 1:
                wrong.append((seed, kind, X.shape, name, float(share)))
    warned = ", ".join(f"{name} {number}" for name, number in sorted(said.items())) or "none"
    print(
        f"scales apart: {count} designs from seed {first}, {len(wrong)} wrong without a word; with "
        f"a warning: {warned}; {time.perf_counter() - begin:.0f} s"
    )
    print("  worst, over the limit:", "; ".join(f"{k} {v:.0e}" for k, v in sorted(worst.items())))
    for line in wrong[:20]:
        print("  over:", *line)
    return len(wrong)


if __name__ == "__main__":
    given = sys.argv[1:] + ["20000", "2000", "20000", "0"][len(sys.argv) - 1 :]
    kkt, gap, scales, first = (int(number) for number in given)
    failures = run("KKT / lam_max", kkt, first, [kkt_of]) if kkt else 0
    failures += run("gap / (|y|^2/n)", gap, first + kkt, [gap_of, net_gap]) if gap else 0
    failures += run_apart(scales, first) if scales else 0
    sys.exit(failures > 0)
