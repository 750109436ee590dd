"""One model, many names: our (lam, l1_ratio) and what other libraries and books call it.

Ours: RSS/(2n) + lam R with R = l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2, RSS = |y - b0 - X w|^2; a
classifier's mean loss takes the place of RSS/(2n). Converted at equal coefficients. glmnet needs
standardize = FALSE; s is the sd of y with 1/n, because it fits y / s. For the lasso s drops out.
Derived in lesson 07.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from regviz.core.arguments import check_number, checked, number, whole
from regviz.core.tables import as_numbers
from regviz.core.validation import check_lam, demand


class Convention(NamedTuple):
    """What a library or book minimizes, and how it calls the strength and the mix of a penalty.

    Its strength is (factor n^samples lam)^power. `mixing` is its name for l1_ratio, or the one
    value of l1_ratio that it can have.
    """

    minimized: str
    strength: str
    mixing: str | float
    factor: int = 1
    samples: int = 0
    power: int = 1


CONVENTIONS = {
    "glmnet": Convention(
        "RSS/(2n) + lambda [alpha |w|_1 + (1 - alpha)/(2 s) |w|^2]", "lambda", "alpha"
    ),
    "sklearn Lasso": Convention("RSS/(2n) + alpha |w|_1", "alpha", 1.0),
    "sklearn ElasticNet": Convention("RSS/(2n) + alpha R", "alpha", "l1_ratio"),
    "sklearn Ridge": Convention("RSS + alpha |w|^2", "alpha", 0.0, samples=1),
    "sklearn SGDRegressor": Convention("RSS/(2n) + alpha R", "alpha", "l1_ratio"),
    "sklearn LogisticRegression": Convention(
        "C sum(loss) + R", "C", "l1_ratio", samples=1, power=-1
    ),
    "sklearn SVC": Convention("C sum(hinge) + |w|^2 / 2", "C", 0.0, samples=1, power=-1),
    "ISL ridge": Convention("RSS + lambda |w|^2", "lambda", 0.0, samples=1),
    "ISL lasso": Convention("RSS + lambda |w|_1", "lambda", 1.0, factor=2, samples=1),
    "ESL lasso": Convention("RSS/2 + lambda |w|_1", "lambda", 1.0, samples=1),
    "statsmodels": Convention(
        "RSS/(2n) + alpha R, b0 as well: give it alpha 0", "alpha", "L1_wt"
    ),
    "PyTorch weight_decay": Convention(
        "RSS/n + weight_decay/2 |w|^2", "weight_decay", 0.0, factor=2
    ),
    "Keras l2": Convention("RSS/n + l2 |w|^2", "l2", 0.0),
    "Keras l1": Convention("RSS/n + l1 |w|_1", "l1", 1.0, factor=2),
}


@checked(l1_ratio=check_number, n=whole(1), sd_y=number(0), lam=lambda value, name: value)
def to(library, lam, l1_ratio, n, sd_y=None):
    """Their settings for our lam (scalar or grid) and l1_ratio on n rows: {their name: value}.

    sd_y, the standard deviation of y with 1/n, is asked for by glmnet when l1_ratio < 1.
    ValueError when the library has no such penalty, for lam < 0 and for l1_ratio outside [0, 1].
    """
    row = _convention(library)
    named = isinstance(row.mixing, str)
    demand(
        0 <= l1_ratio <= 1 and (named or l1_ratio == row.mixing),
        "l1_ratio must be {} for {}: got {}",
        "in [0, 1]" if named else row.mixing,
        library,
        l1_ratio,
    )
    # How much larger the penalty is made, because glmnet's L2 part counts sd(y) times less.
    total = l1_ratio + _spread(library, l1_ratio, sd_y) * (1 - l1_ratio)
    with np.errstate(divide="ignore"):
        value = np.power(row.factor * n**row.samples * total * check_lam(lam), row.power)
    return {row.strength: value} | ({row.mixing: l1_ratio / total} if named else {})


@checked(n=whole(1), sd_y=number(0))
def back(library, settings, n, sd_y=None):
    """(lam, l1_ratio) from their settings, a dict as `to` returns it; sd_y as in `to`."""
    row = _convention(library)
    named = isinstance(row.mixing, str)
    demand(isinstance(settings, Mapping), "settings must be a dict: got {!r:.60}", settings)
    for name in (row.strength, row.mixing) if named else (row.strength,):
        demand(
            name in settings,
            "settings of {} must hold {!r}: got {}",
            library,
            name,
            ", ".join(map(str, settings)),
        )
    share = settings[row.mixing] if named else row.mixing
    total = share + (1 - share) / _spread(library, share, sd_y)
    with np.errstate(divide="ignore"):
        value = np.power(as_numbers(settings[row.strength], row.strength), row.power)
    return check_lam(value * total / (row.factor * n**row.samples)), share / total


def _convention(library):
    demand(
        isinstance(library, str) and library in CONVENTIONS,
        "library {!r} is unknown: choose one of {}",
        library,
        ", ".join(CONVENTIONS),
    )
    return CONVENTIONS[library]


def _spread(library, l1_ratio, sd_y):
    """glmnet's sd(y), 1 for everyone else."""
    if library != "glmnet" or l1_ratio == 1:
        return 1.0
    demand(
        sd_y is not None and sd_y > 0,
        "glmnet divides y by its standard deviation: give sd_y = y.std() > 0, got {}",
        sd_y,
    )
    return float(sd_y)
