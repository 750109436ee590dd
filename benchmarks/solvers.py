"""Solvers against scikit-learn, side by side in one run: `python benchmarks/solvers.py [word ...]`.

One BLAS thread, CPU time (a busy machine disturbs it less), medians, ours and the peer in turns.
The centring of the data is timed for both.
Error: the largest duality gap over |y|^2 / n, or for ridge the KKT residual over lam_max, at the
lambdas of the row.
To add a row: write a function that yields Row(...) and add it to ROWS. Words choose rows whose name
holds one. The rows on choosing lambda and on many data sets are in many.py.
"""

import os
import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
sys.path.insert(0, str(Path(__file__).parents[1]))

import many  # noqa: E402
import numpy as np  # noqa: E402
from sklearn.linear_model import Ridge, enet_path, lars_path, lasso_path  # noqa: E402

from regviz.data.datasets import correlated, diabetes, polynomial, wave  # noqa: E402
from regviz.solvers.elastic_net import ElasticNetPath  # noqa: E402
from regviz.solvers.lasso import LassoPath  # noqa: E402
from regviz.solvers.optimality import duality_gap, kkt_residual  # noqa: E402
from regviz.solvers.penalties import Penalty  # noqa: E402
from regviz.solvers.ridge import RidgePath  # noqa: E402


class Row(NamedTuple):
    """One line: `ours()` and `peer()` are timed, error(ours()) and peer_error(peer()) are not."""

    name: str
    ours: Callable
    peer_name: str = ""
    peer: Callable | None = None
    error: Callable | None = None
    peer_error: Callable | None = None


def problems():
    """(name, X, y) of the sizes that lessons have, and two wide ones."""
    for name, problem in (
        ("diabetes 442x10", diabetes()),
        ("diabetes 442x64", diabetes(quadratic=True)),
        ("prostate size 97x8", correlated(97, 8, 0.5)),
        ("263x19", correlated(263, 19, 0.7)),
        ("AR(0.9) 100x200", correlated(100, 200, 0.9, 10)),
        ("AR(0.9) 200x2000", correlated(200, 2000, 0.9, 20)),
    ):
        yield name, problem.X / problem.X.std(axis=0), problem.y
    line = wave(30)
    yield "polynomial 30x15", polynomial(line.X, 15), line.y


def centred(X, y):
    return X - X.mean(axis=0), y - y.mean()


def worst_gap(X, y, lams, coefs, l1_ratio=1.0):
    """Largest duality gap over |y|^2 / n, from lam_max down to 1e-7 of it.

    Below, rounding of X'r spoils the bound.
    """
    X, y = centred(X, y)
    pairs = [(lam, w) for lam, w in zip(lams, coefs, strict=True) if lam > 1e-7 * lams[0]]
    some = pairs[:: max(1, len(pairs) // 150)]
    gaps = [duality_gap(X, y, w, Penalty(lam, l1_ratio)) for lam, w in some]
    return max(gaps) / (y @ y / len(y))


def worst_kkt(X, y, lams, coefs):
    """Largest KKT residual of ridge over the last of lams."""
    X, y = centred(X, y)
    pairs = zip(lams, coefs, strict=True)
    return max(kkt_residual(X, y, w, Penalty(lam, 0.0)) for lam, w in pairs) / lams[-1]


def peer_gap(X, y, found, knots):
    """worst_gap of a path (alphas, _, coefs), read at the exact knots between its own."""
    alphas, _, coefs = found
    lams = knots[knots > 0]
    read = np.array([np.interp(lams, alphas[::-1], row[::-1]) for row in coefs]).T
    return worst_gap(X, y, lams, read)


def whole_path():
    for name, X, y in problems():
        yield Row(f"lasso, whole path: {name}", lambda X=X, y=y: LassoPath(X, y),
                  "lars_path", lambda X=X, y=y: lars_path(*centred(X, y), method="lasso"),
                  lambda path, X=X, y=y: worst_gap(X, y, path.knots, path.coefs),
                  lambda found, X=X, y=y: peer_gap(X, y, found, LassoPath(X, y).knots))


def path_to_a_thousandth():
    for name, X, y in problems():
        low = 1e-3 * LassoPath(X, y).lam_max
        yield Row(
            f"lasso, to lam_max/1000: {name}",
            lambda X=X, y=y, low=low: LassoPath(X, y, floor=low),
            "lars_path",
            lambda X=X, y=y, low=low: lars_path(*centred(X, y), method="lasso", alpha_min=low),
            lambda path, X=X, y=y: worst_gap(X, y, path.knots, path.coefs),
            partial(peer_gap, X, y, knots=LassoPath(X, y, floor=low).knots),
        )


def grid_to_a_thousandth():
    for name, X, y in problems():
        lams = LassoPath(X, y).lam_max * np.geomspace(1, 1e-3, 100)
        for tol in (1e-4, 1e-10):
            if tol > 1e-9 or X.size < 50_000:  # the tight one takes a minute on the large problem
                yield Row(
                    f"lasso, 100 lambdas: {name}",
                    lambda X=X, y=y, lams=lams: LassoPath(X, y, floor=lams[-1])(lams),
                    f"lasso_path {tol:g}",
                    lambda X=X, y=y, lams=lams, tol=tol: lasso_path(
                        *centred(X, y), alphas=lams, tol=tol
                    ),
                    lambda coefs, X=X, y=y, lams=lams: worst_gap(X, y, lams, coefs),
                    lambda found, X=X, y=y: worst_gap(X, y, found[0], found[1].T),
                )


def elastic_net():
    for name, X, y in problems():
        lams = ElasticNetPath(X, y, 0.5).lam_max * np.geomspace(1, 1e-3, 100)
        yield Row(
            f"elastic net, 100 lambdas: {name}",
            lambda X=X, y=y, lams=lams: ElasticNetPath(X, y, 0.5)(lams),
            "enet_path 0.0001",
            lambda X=X, y=y, lams=lams: enet_path(*centred(X, y), l1_ratio=0.5, alphas=lams),
            lambda coefs, X=X, y=y, lams=lams: worst_gap(X, y, lams, coefs, 0.5),
            lambda found, X=X, y=y: worst_gap(X, y, found[0], found[1].T, 0.5),
        )


def ridge():
    for name, X, y in problems():
        lams = RidgePath(X, y).lam_max * np.geomspace(1e-3, 1, 100)
        error = partial(worst_kkt, X, y, lams)
        yield Row(
            f"ridge, 100 lambdas: {name}",
            lambda X=X, y=y, lams=lams: RidgePath(X, y)(lams),
            "Ridge in a loop",
            lambda X=X, y=y, lams=lams: [Ridge(len(y) * lam).fit(X, y).coef_ for lam in lams],
            error,
            error,
        )


def look_up():
    for make in (RidgePath, LassoPath):
        path = make(diabetes().X, diabetes().y)
        lam = 0.1 * path.lam_max
        yield Row(f"one look-up, {make.__name__}, p = 10 (x 1000)",
                  lambda path=path, lam=lam: [path(lam) for _ in range(1000)])


PATHS = [whole_path, path_to_a_thousandth, grid_to_a_thousandth, elastic_net, ridge, look_up]
ROWS = [*PATHS, *many.ROWS]


def medians(row, seconds=1.0):
    """Median ms of ours and of the peer: samples of 20 ms or one call, in turns."""
    works = [work for work in (row.ours, row.peer) if work is not None]
    counts = [max(1, int(20 / (timed(work, 3) + 1e-3))) for work in works]
    times, begin = [[] for _ in works], time.perf_counter()
    while len(times[0]) < 5 or (time.perf_counter() - begin < seconds and len(times[0]) < 200):
        for found, work, count in zip(times, works, counts, strict=True):
            found.append(timed(work, count))
    return [float(np.median(found)) for found in times]


def timed(work, count):
    """Milliseconds per call."""
    start = time.thread_time()
    for _ in range(count):
        work()
    return 1e3 * (time.thread_time() - start) / count


def main(words):
    titles = f"{'ours ms':>10s} {'peer ms':>10s} {'ratio':>7s} {'error':>8s} {'peer':>8s}"
    print(f"{'':48s} {titles}  peer")
    for make in ROWS:
        for row in (Row(*line) for line in make()):
            if words and not any(word in row.name for word in words):
                continue
            ours, *peer = medians(row)
            error = f"{row.error(row.ours()):.0e}" if row.error else ""
            peer_error = f"{row.peer_error(row.peer()):.0e}" if row.peer_error else ""
            against = f"{peer[0]:10.3f} {peer[0] / ours:7.1f}" if peer else " " * 18
            figures = f"{ours:10.3f} {against} {error:>8s} {peer_error:>8s}"
            print(f"{row.name:48s} {figures}  {row.peer_name}", flush=True)


if __name__ == "__main__":
    # Peers say that they did not converge: the error shows it.
    warnings.filterwarnings("ignore", module="sklearn")
    main(sys.argv[1:])
