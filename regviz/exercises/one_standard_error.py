"""Exercise of lesson 07: the one-standard-error rule."""

import numpy as np

from regviz.core.formatting import plain
from regviz.core.linalg import standard_error
from regviz.exercises.checker import CLOSE, Exercise


def _draw_errors(seed):
    """A few lambdas and the errors of a few folds: the mean has one lowest place, on the left."""
    rng = np.random.default_rng(seed)
    k, n_lams = rng.integers(3, 5), rng.integers(3, 6)
    at = np.arange(n_lams)
    valley = np.abs(at - rng.integers(0, 2))
    errors = valley + rng.integers(2, 9, (k, 1)) + rng.integers(0, 3, (k, n_lams))
    total = errors.sum(axis=0)
    errors[0, (at != total.argmin()) & (total == total.min())] += 1  # one lowest place only
    return {"lams": 5.0 * 2.0**at, "errors": errors.astype(float)}


def _is_last_within(lam, lams, errors):
    mean = errors.mean(axis=0)
    best = int(mean.argmin())
    limit = mean[best] + standard_error(errors[:, best])
    slack = CLOSE * (1 + limit)
    told = f"the lowest mean error and its standard error make {plain(limit)}"
    if lam not in lams:
        return f"that is none of lams; {told}"
    if mean[lams == lam][0] > limit + slack:
        return f"{told}, and there the mean error is {plain(mean[lams == lam][0])}"
    further = (lams > lam) & (mean <= limit - slack)
    if further.any():
        return (f"{told}, and at the larger lam {plain(lams[further].max())} it is "
                f"{plain(mean[further][-1])}")
    return ""


def _rule(ddof=1, share=lambda k: np.sqrt(k), side=np.max, own=False, everything=False):
    """The rule with one thing changed: n − 1, the square root, the side, the standard error."""
    def choose(lams, errors):
        mean, best = errors.mean(axis=0), errors.mean(axis=0).argmin()
        se = errors.std(axis=0, ddof=ddof) / share(len(errors))
        if everything:
            return side(lams[mean <= mean[best] + standard_error(errors.ravel())])
        if own:
            return side(lams[mean - se <= mean[best]])
        return side(lams[mean <= mean[best] + se[best] * (1 + 1e-12)])
    return choose


ONE_SE = Exercise(
    "one_standard_error(lams, errors)", ("lam",),
    "no larger lam has a mean error within one standard error of the lowest",
    _draw_errors, _is_last_within, _rule(),
    ((_rule(ddof=0),
      "The standard deviation of k folds divides by k − 1 (ddof=1): k makes it too small."),
     (_rule(share=lambda k: 1.0),
      "This is the standard deviation of the folds: that of their mean is √k times smaller."),
     (_rule(share=lambda k: k), "Divide the standard deviation by √k, not by k."),
     (_rule(ddof=0, share=lambda k: 1.0),
      "Two things: divide by k − 1 (ddof=1), and then by √k, for it is the standard error of a "
      "mean."),
     (_rule(side=np.min),
      "This is the wrong side: of all lam within the limit take the largest, the simplest model."),
     (lambda lams, errors: lams[errors.mean(axis=0).argmin()],
      "This is the lam of lowest error: the rule walks on from there, to the largest lam within "
      "the limit."),
     (_rule(own=True), "The standard error is the one at the lowest mean, not that of each lam."),
     (_rule(everything=True),
      "Take the spread of the k folds at the lowest mean, not that of all errors together."),
     (lambda lams, errors: float(np.flatnonzero(lams == _rule()(lams, errors))[0]),
      "This is the position in lams: return the lam that stands there.")),
    lesson="07",
    hints=(
        "The rows of errors are folds. Take the mean of each column, and find where it is lowest.",
        "The standard error of that mean is the standard deviation of its column (ddof=1) over √k.",
        "Add the two. Of all lams whose mean error is at most this sum, return the largest."))
