"""Double descent: test error of least squares on random features falls again past interpolation."""

from collections import namedtuple

import numpy as np

from regviz.core.validation import check_lam
from regviz.solvers.ridge import ridge_batch


class DoubleDescent(namedtuple("DoubleDescent", "widths lams train test low high")):
    """train, test (L, W): mean squared errors of ridge on random features for lams (L,) and widths (W,).

    Medians over data sets, since near width = n single sets are off by orders of magnitude at lam = 0;
    low, high (L, W): the quartiles of the test error. The noise is in the test error: it cannot fall below noise^2.
    """


def double_descent(widths, lams=(0.0,), n=40, d=10, noise=0.5, sets=20, n_test=400, seed=0):
    """DoubleDescent: y = x'b + noise with |b| = 1, x (d,) normal; features max(0, w'x) sqrt(2/width), w random.

    lam = 0 is the interpolation of least norm once width >= n; the test error peaks at about width = n.
    """
    rng, lams = np.random.default_rng(seed), np.atleast_1d(check_lam(lams))
    x = rng.standard_normal((sets, n + n_test, d))
    b, weights = rng.standard_normal(d), rng.standard_normal((sets, d, max(widths)))
    y = x @ (b / np.linalg.norm(b)) + noise * rng.standard_normal((sets, n + n_test))
    errors = []
    for width in widths:
        features = np.maximum(x @ weights[..., :width], 0) * np.sqrt(2 / width)
        coef, intercept = ridge_batch(features[:, :n], y[:, :n], lams)
        miss = (coef @ features.transpose(0, 2, 1) + intercept[..., None] - y[:, None]) ** 2
        errors.append((miss[..., :n].mean(axis=2), miss[..., n:].mean(axis=2)))
    train, test = np.transpose(errors, (1, 3, 0, 2))
    low, middle, high = np.quantile(test, [0.25, 0.5, 0.75], axis=2)
    return DoubleDescent(np.asarray(widths), lams, np.median(train, axis=2), middle, low, high)
