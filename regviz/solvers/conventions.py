"""One model, many names: our (lam, l1_ratio) and what other libraries and books call it.

Ours: RSS/(2n) + lam R with R = l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2 and RSS = |y - b0 - X w|^2; a classifier's
mean loss takes the place of RSS/(2n). Converted at equal coefficients. glmnet needs standardize = FALSE; s is the
sd of y with 1/n: it fits y / s. For the lasso s drops out. Derived in lesson 07.
"""

import numpy as np

from regviz.core.validation import check_lam, demand

# name: (what is minimized, its strength, which is (factor n^samples lam)^power, name or only value of l1_ratio)
CONVENTIONS = {
    "glmnet": ("RSS/(2n) + lambda [alpha |w|_1 + (1 - alpha)/(2 s) |w|^2]", "lambda", 1, 0, 1, "alpha"),
    "sklearn Lasso": ("RSS/(2n) + alpha |w|_1", "alpha", 1, 0, 1, 1.0),
    "sklearn ElasticNet": ("RSS/(2n) + alpha R", "alpha", 1, 0, 1, "l1_ratio"),
    "sklearn Ridge": ("RSS + alpha |w|^2", "alpha", 1, 1, 1, 0.0),
    "sklearn SGDRegressor": ("RSS/(2n) + alpha R", "alpha", 1, 0, 1, "l1_ratio"),
    "sklearn LogisticRegression": ("C sum(loss) + R", "C", 1, 1, -1, "l1_ratio"),
    "sklearn SVC": ("C sum(hinge) + |w|^2 / 2", "C", 1, 1, -1, 0.0),
    "ISL ridge": ("RSS + lambda |w|^2", "lambda", 1, 1, 1, 0.0),
    "ISL lasso": ("RSS + lambda |w|_1", "lambda", 2, 1, 1, 1.0),
    "ESL lasso": ("RSS/2 + lambda |w|_1", "lambda", 1, 1, 1, 1.0),
    "statsmodels": ("RSS/(2n) + alpha R, b0 as well: give it alpha 0", "alpha", 1, 0, 1, "L1_wt"),
    "PyTorch weight_decay": ("RSS/n + weight_decay/2 |w|^2", "weight_decay", 2, 0, 1, 0.0),
    "Keras l2": ("RSS/n + l2 |w|^2", "l2", 1, 0, 1, 0.0),
    "Keras l1": ("RSS/n + l1 |w|_1", "l1", 2, 0, 1, 1.0),
}


def to(library, lam, l1_ratio, n, sd_y=None):
    """Their settings, a dict of their argument names, for our lam (scalar or grid) and l1_ratio on n rows.

    sd_y, the standard deviation of y with 1/n, is asked for by glmnet when l1_ratio < 1.
    ValueError when the library has no such penalty, for lam < 0 and for l1_ratio outside [0, 1].
    """
    _, strength, factor, samples, power, mixing = _row(library)
    named = isinstance(mixing, str)
    demand(0 <= l1_ratio <= 1 and (named or l1_ratio == mixing), "l1_ratio must be {} for {}: got {}",
           "in [0, 1]" if named else mixing, library, l1_ratio)
    shrunk = l1_ratio + _spread(library, l1_ratio, sd_y) * (1 - l1_ratio)
    with np.errstate(divide="ignore"):
        value = np.power(factor * n**samples * shrunk * check_lam(lam), power)
    return {strength: value} | ({mixing: l1_ratio / shrunk} if named else {})


def back(library, settings, n, sd_y=None):
    """(lam, l1_ratio) from their settings, a dict as `to` returns it; sd_y as in `to`."""
    _, strength, factor, samples, power, mixing = _row(library)
    named = isinstance(mixing, str)
    for name in (strength, mixing) if named else (strength,):
        demand(name in settings, "{} needs a setting {!r}: got {}", library, name, ", ".join(settings))
    share = settings[mixing] if named else mixing
    grown = share + (1 - share) / _spread(library, share, sd_y)
    with np.errstate(divide="ignore"):
        value = np.power(np.asarray(settings[strength], dtype=float), power)
    return check_lam(value * grown / (factor * n**samples)), share / grown


def _row(library):
    demand(library in CONVENTIONS, "library {!r} is unknown: choose one of {}", library, ", ".join(CONVENTIONS))
    return CONVENTIONS[library]


def _spread(library, l1_ratio, sd_y):
    """glmnet's sd(y), 1 for everyone else."""
    if library != "glmnet" or l1_ratio == 1:
        return 1.0
    demand(sd_y is not None and sd_y > 0,
           "glmnet divides y by its standard deviation: give sd_y = y.std() > 0, got {}", sd_y)
    return float(sd_y)
