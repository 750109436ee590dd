"""Exercise of lesson 11: what a support vector machine minimizes, with C as a price."""

import numpy as np

from regviz.core.formatting import plain
from regviz.exercises.checker import CLOSE, Exercise, words
from regviz.exercises.tables import distinct_columns


def _draw(seed):
    rng = np.random.default_rng(seed)
    n, p = rng.integers(3, 5), rng.integers(1, 3)
    return {
        "X": distinct_columns(rng, -3, 4, n, p),
        "side": rng.choice([-1.0, 1.0], n),
        "coef": rng.choice([-2.0, -1.0, 0.5, 1.0, 1.5], p),
        "intercept": rng.choice([-1.0, 0.5, 2.0]),
        "C": rng.choice([0.5, 2.0, 3.0, 10.0]),
    }


def _is_price(value, X, side, coef, intercept, C):
    violations = []
    for row, label in zip(X, side, strict=True):
        reach = float(label * (row @ coef + intercept))
        violations.append(max(1 - reach, 0.0))
    half_square = float(coef @ coef) / 2
    right = half_square + C * sum(violations)
    if abs(value - right) <= CLOSE * (1 + right):
        return ""
    return (f"the violations are {words(violations)} and ‖w‖²/2 is {plain(half_square)}, "
            f"so J = {plain(right)}")


def _priced(violation=lambda reach: np.maximum(1 - reach, 0), total=np.sum, square=0.5,
            sided=True, everywhere=False, on_penalty=False):
    """J with one thing changed: the violation, the sum, the 1/2, the side, what C multiplies."""
    def value(X, side, coef, intercept, C):
        reach = (X @ coef + intercept) * (side if sided else 1)
        w = np.append(coef, intercept) if everywhere else coef
        penalty, violations = square * (w @ w), total(violation(reach))
        return C * penalty + violations if on_penalty else penalty + C * violations
    return value


SVM_OBJECTIVE = Exercise(
    "svm_objective(X, side, coef, intercept, C)", ("J",),
    "J is ‖w‖²/2 plus C times the sum of the violations",
    _draw, _is_price, _priced(),
    ((_priced(violation=lambda reach: 1 - reach),
      "A row beyond its margin costs nothing: here it even pays you. Cut off at zero."),
     (_priced(violation=lambda reach: np.maximum(-reach, 0)),
      "A violation starts at the margin, where side · (x·w + b) is 1, not at the boundary."),
     (_priced(violation=lambda reach: reach < 1),
      "You count the violations: each costs as much as it is long, 1 − side · (x·w + b)."),
     (_priced(violation=lambda reach: np.maximum(1 - reach, 0) ** 2),
      "You squared the violations: the price of each is C times its length."),
     (_priced(total=np.mean),
      "C is the price of every violation, so add them up. The mean goes with lam = 1/(n·C)."),
     (_priced(on_penalty=True),
      "C stands on the wrong part: here it is what lam is, the price of long coefficients."),
     (_priced(square=1.0), "The penalty is ‖w‖²/2: its 1/2 is missing."),
     (_priced(square=0.0), "The penalty ‖w‖²/2 is missing: without it no margin would be wide."),
     (_priced(sided=False),
      "Multiply by side: for the rows of side −1 the margin lies on the other side."),
     (_priced(everywhere=True), "The intercept is never penalized: only coef belongs in ‖w‖².")),
    lesson="11",
    hints=(
        "There are two parts: a penalty for long coefficients, and C times what is violated.",
        "A row costs nothing if side * (X @ coef + intercept) is at least 1.",
        "Sum np.maximum(1 - side * (X @ coef + intercept), 0). Times C, plus coef @ coef / 2."))
