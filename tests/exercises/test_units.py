"""Answers to the exercise of lesson 14, right and wrong."""

import numpy as np
from answers import answered

from regviz.exercises import units


def by_two_predictions(coef, intercept, centre, scale):
    def predicted(x):
        return intercept + coef @ ((x - centre) / scale)

    at_zero = predicted(np.zeros(len(coef)))
    return np.array([predicted(e) - at_zero for e in np.eye(len(coef))]), at_zero


RIGHT = [("in_original_units", by_two_predictions)]
WRONG = [
    ("in_original_units", "Divide by scale", lambda w, b, m, s: (w * s, b - m @ (w * s))),
    ("in_original_units", "undo that", lambda w, b, m, s: (w, b)),
    ("in_original_units", "has to move", lambda w, b, m, s: (w / s, b)),
    ("in_original_units", "new units", lambda w, b, m, s: (w / s, b - m @ w)),
    ("in_original_units", "other way", lambda w, b, m, s: (w / s, b + m @ (w / s))),
]

test_right, test_wrong, test_all_answered = answered(units, RIGHT, WRONG)
