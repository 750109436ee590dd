"""Answers to the exercise of lesson 11, right and wrong."""

import numpy as np
from answers import answered

from regviz.exercises import support_vectors


def row_by_row(X, side, coef, intercept, C):
    paid = 0.0
    for row, label in zip(X, side, strict=True):
        distance = label * (sum(row * coef) + intercept)
        if distance < 1:
            paid += C * (1 - distance)
    return paid + np.linalg.norm(coef) ** 2 / 2


def hinge(X, side, coef, intercept, start=1.0):
    return np.clip(start - side * (X @ coef + intercept), 0, None)


def uncut(X, side, w, b, C):
    return w @ w / 2 + C * np.sum(1 - side * (X @ w + b))


def penalty_priced(X, side, w, b, C):
    return C * w @ w / 2 + hinge(X, side, w, b).sum()


def counted(X, side, w, b, C):
    return w @ w / 2 + C * np.count_nonzero(hinge(X, side, w, b))


RIGHT = [("svm_objective", row_by_row)]
WRONG = [
    ("svm_objective", "Cut off at zero", uncut),
    ("svm_objective", "starts at the margin",
     lambda X, side, w, b, C: w @ w / 2 + C * hinge(X, side, w, b, start=0).sum()),
    ("svm_objective", "count", counted),
    ("svm_objective", "squared the violations",
     lambda X, side, w, b, C: w @ w / 2 + C * (hinge(X, side, w, b) ** 2).sum()),
    ("svm_objective", "add them up",
     lambda X, side, w, b, C: w @ w / 2 + C * hinge(X, side, w, b).mean()),
    ("svm_objective", "wrong part", penalty_priced),
    ("svm_objective", "1/2 is missing",
     lambda X, side, w, b, C: w @ w + C * hinge(X, side, w, b).sum()),
    ("svm_objective", "penalty ‖w‖²/2 is missing",
     lambda X, side, w, b, C: C * hinge(X, side, w, b).sum()),
    ("svm_objective", "Multiply by side",
     lambda X, side, w, b, C: w @ w / 2 + C * hinge(X, 1, w, b).sum()),
    ("svm_objective", "intercept is never",
     lambda X, side, w, b, C: (w @ w + b * b) / 2 + C * hinge(X, side, w, b).sum()),
]

test_right_answers, test_wrong_answers, test_all_are_answered = answered(
    support_vectors, RIGHT, WRONG)
