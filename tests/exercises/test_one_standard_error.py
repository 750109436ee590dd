"""Answers to the exercise of lesson 07, right and wrong."""

import numpy as np
from answers import answered

from regviz.exercises import one_standard_error


def from_the_right(lams, errors):
    k, mean = len(errors), errors.mean(axis=0)
    at = errors[:, int(np.argmin(mean))]
    limit = at.mean() + np.sqrt(((at - at.mean()) ** 2).sum() / (k - 1) / k)
    falling = zip(lams[::-1], mean[::-1], strict=True)
    return next(lam for lam, error in falling if error <= limit + 1e-12)


def chosen(lams, errors, ddof=1, root=np.sqrt, pick=max):
    """The rule with another divisor, another root of k, or from the other side."""
    mean = np.mean(errors, axis=0)
    se = np.std(errors, axis=0, ddof=ddof) / root(len(errors))
    limit = mean.min() + se[mean.argmin()] + 1e-12
    return pick(lam for lam, error in zip(lams, mean, strict=True) if error <= limit)


def by_own_errors(lams, errors):
    """Every lam with its own standard error."""
    means = [column.mean() - np.sqrt(column.var(ddof=1) / len(column)) for column in errors.T]
    return max(lams[np.array(means) <= errors.mean(axis=0).min()])


def by_all_errors(lams, errors):
    """The standard error of all errors as if they were one sample."""
    mean, every = np.mean(errors, axis=0), errors.ravel()
    return max(lams[mean <= mean.min() + np.sqrt(every.var(ddof=1) / every.size)])


RIGHT = [("one_standard_error", from_the_right)]
WRONG = [
    ("one_standard_error", "ddof=1", lambda lams, e: chosen(lams, e, ddof=0)),
    ("one_standard_error", "√k", lambda lams, e: chosen(lams, e, root=lambda k: 1)),
    ("one_standard_error", "Two things", lambda lams, e: chosen(lams, e, 0, lambda k: 1)),
    ("one_standard_error", "not by k", lambda lams, e: chosen(lams, e, root=lambda k: k)),
    ("one_standard_error", "wrong side", lambda lams, e: chosen(lams, e, pick=min)),
    ("one_standard_error", "lowest error", lambda lams, e: lams[np.argmin(e.sum(axis=0))]),
    ("one_standard_error", "not that of each lam", by_own_errors),
    ("one_standard_error", "all errors together", by_all_errors),
    ("one_standard_error", "position", lambda lams, e: np.searchsorted(lams, chosen(lams, e))),
]

test_right, test_wrong, test_all_answered = answered(one_standard_error, RIGHT, WRONG)
