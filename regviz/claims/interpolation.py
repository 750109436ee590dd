"""Double descent: test error of least squares on random features falls again past interpolation."""

from collections import namedtuple

import numpy as np

from regviz.core.arguments import checked, whole, wholes
from regviz.core.validation import check_lam
from regviz.solvers.ridge import ridge_batch


class DoubleDescent(namedtuple("DoubleDescent", "widths lams train test low high")):
    """train, test (L, W): mean squared errors of ridge on random features.

    For lams (L,) and widths (W,); medians over data sets, since near width = n single sets are off
    by orders of magnitude at lam = 0. low, high (L, W): the quartiles of the test error, which has
    the noise in it and cannot fall below noise^2.
    """


RandomFeatures = namedtuple("RandomFeatures", "hidden y")
RandomFeatures.__doc__ = """For each data set the random features of its rows, hidden (sets, rows,
width), before their factor sqrt(2 / width), and what is measured, y (sets, rows)."""


def random_features(widest, n=40, d=10, noise=0.5, sets=20, n_test=400, seed=0):
    """`RandomFeatures` of y = x'b + noise; the first n rows of each set are those that are fitted.
    """
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((sets, n + n_test, d))
    b = rng.standard_normal(d)
    weights = rng.standard_normal((sets, d, widest))
    y = x @ (b / np.linalg.norm(b)) + noise * rng.standard_normal((sets, n + n_test))
    return RandomFeatures(np.maximum(x @ weights, 0), y)


@checked(room=('sets', 'n_test', 'widths'), widths=wholes(1), sets=whole(1), n_test=whole(1))
def double_descent(widths, lams=(0.0,), n=40, d=10, noise=0.5, sets=20, n_test=400, seed=0):
    """DoubleDescent of y = x'b + noise with |b| = 1 and normal x (d,) (Belkin et al. 2019).

    The features are max(0, w'x) sqrt(2 / width) with random w. lam = 0 is the interpolation of
    least norm once width >= n; the test error peaks at about width = n.
    """
    lams = np.atleast_1d(check_lam(lams))
    hidden, y = random_features(max(widths), n, d, noise, sets, n_test, seed)
    errors = []
    for width in widths:
        features = hidden[..., :width] * np.sqrt(2 / width)
        coef, intercept = ridge_batch(features[:, :n], y[:, :n], lams)
        predicted = coef @ features.transpose(0, 2, 1) + intercept[..., None]
        squared = (predicted - y[:, None]) ** 2
        errors.append((squared[..., :n].mean(axis=2), squared[..., n:].mean(axis=2)))
    train, test = np.transpose(errors, (1, 3, 0, 2))
    low, median, high = np.quantile(test, [0.25, 0.5, 0.75], axis=2)
    return DoubleDescent(np.asarray(widths), lams, np.median(train, axis=2), median, low, high)
