"""One model, many names: our (lam, l1_ratio) and what other libraries and books call it.

Ours: RSS/(2n) + lam [l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2], with RSS = |y - b0 - X w|^2; a classifier's
mean loss takes the place of RSS/(2n). R stands for the bracket. Converted at equal coefficients:

    name                        objective                            settings
    glmnet                      RSS/(2n) + lambda [alpha |w|_1       lambda = lam (r + s (1 - r)),
                                + (1 - alpha)/(2 s) |w|^2]           alpha = lam r / lambda, r = l1_ratio
    sklearn Lasso               RSS/(2n) + alpha |w|_1               alpha = lam
    sklearn ElasticNet          RSS/(2n) + alpha R                   alpha = lam, l1_ratio
    sklearn Ridge               RSS + alpha |w|^2                    alpha = n lam
    sklearn SGDRegressor        RSS/(2n) + alpha R                   alpha = lam, l1_ratio
    sklearn LogisticRegression  C sum(loss) + R                      C = 1/(n lam), l1_ratio
    sklearn SVC                 C sum(hinge) + |w|^2 / 2             C = 1/(n lam)
    ISL ridge                   RSS + lambda |w|^2                   lambda = n lam
    ISL lasso                   RSS + lambda |w|_1                   lambda = 2 n lam
    ESL lasso                   RSS/2 + lambda |w|_1                 lambda = n lam
    statsmodels                 RSS/(2n) + alpha R, b0 as well        alpha = lam (0 for b0), L1_wt
    PyTorch weight_decay        RSS/n + weight_decay/2 |w|^2         weight_decay = 2 lam
    Keras l2                    RSS/n + l2 |w|^2                     l2 = lam
    Keras l1                    RSS/n + l1 |w|_1                     l1 = 2 lam

glmnet needs standardize = FALSE; s is the sd of y with 1/n: it fits y / s. For the lasso s drops out.
Derived in lesson 07.
"""

import numpy as np

from regviz.checks import check_lam

# name: (strength, multiple of lam, True for n lam, True for one over it, name or only value of l1_ratio)
CONVENTIONS = {
    "glmnet": ("lambda", 1, False, False, "alpha"),
    "sklearn Lasso": ("alpha", 1, False, False, 1.0),
    "sklearn ElasticNet": ("alpha", 1, False, False, "l1_ratio"),
    "sklearn Ridge": ("alpha", 1, True, False, 0.0),
    "sklearn SGDRegressor": ("alpha", 1, False, False, "l1_ratio"),
    "sklearn LogisticRegression": ("C", 1, True, True, "l1_ratio"),
    "sklearn SVC": ("C", 1, True, True, 0.0),
    "ISL ridge": ("lambda", 1, True, False, 0.0),
    "ISL lasso": ("lambda", 2, True, False, 1.0),
    "ESL lasso": ("lambda", 1, True, False, 1.0),
    "statsmodels": ("alpha", 1, False, False, "L1_wt"),
    "PyTorch weight_decay": ("weight_decay", 2, False, False, 0.0),
    "Keras l2": ("l2", 1, False, False, 0.0),
    "Keras l1": ("l1", 2, False, False, 1.0),
}


def to(library, lam, l1_ratio, n, sd_y=None):
    """Their settings, a dict of their argument names, for our lam (scalar or grid) and l1_ratio on n rows.

    sd_y, the standard deviation of y with 1/n, is asked for by glmnet when l1_ratio < 1.
    ValueError when the library has no such penalty, for lam < 0 and for l1_ratio outside [0, 1].
    """
    strength, times, per_sample, inverse, mixing = _row(library)
    lam, sd_y = check_lam(lam), _spread(library, l1_ratio, sd_y)
    if not 0 <= l1_ratio <= 1 or not isinstance(mixing, str) and l1_ratio != mixing:
        allowed = "in [0, 1]" if isinstance(mixing, str) else mixing
        raise ValueError(f"l1_ratio must be {allowed} for {library}: got {l1_ratio}")
    shrunk = l1_ratio + sd_y * (1 - l1_ratio)
    value = lam * shrunk * times * (n if per_sample else 1)
    if inverse:
        with np.errstate(divide="ignore"):
            value = np.divide(1.0, value)
    return {strength: value} | ({mixing: l1_ratio / shrunk} if isinstance(mixing, str) else {})


def back(library, settings, n, sd_y=None):
    """(lam, l1_ratio) from their settings, a dict as `to` returns it; sd_y as in `to`."""
    strength, times, per_sample, inverse, mixing = _row(library)
    try:
        value, share = settings[strength], settings[mixing] if isinstance(mixing, str) else mixing
    except KeyError as error:
        raise ValueError(f"{library} needs a setting {error.args[0]!r}: got {', '.join(settings)}") from error
    if inverse:
        with np.errstate(divide="ignore"):
            value = np.divide(1.0, value)
    sd_y = _spread(library, share, sd_y)
    grown = share + (1 - share) / sd_y
    return check_lam(value * grown / (times * (n if per_sample else 1))), share / grown


def _row(library):
    if library not in CONVENTIONS:
        raise ValueError(f"library {library!r} is unknown: choose one of {', '.join(CONVENTIONS)}")
    return CONVENTIONS[library]


def _spread(library, l1_ratio, sd_y):
    """glmnet's sd(y), 1 for everyone else."""
    if library != "glmnet" or l1_ratio == 1:
        return 1.0
    if sd_y is None or not sd_y > 0:
        raise ValueError(f"glmnet divides y by its standard deviation: give sd_y = y.std() > 0, got {sd_y}")
    return float(sd_y)
