"""Other libraries' models, called alike by all their releases that may be installed."""

from importlib.metadata import version

import pytest


def logistic(l1_ratio, **options):
    """scikit-learn's LogisticRegression; before 1.8 the kind of penalty was an argument."""
    linear = pytest.importorskip("sklearn.linear_model")
    if tuple(map(int, version("scikit-learn").split(".")[:2])) < (1, 8):
        return linear.LogisticRegression(penalty="l1" if l1_ratio else "l2", **options)
    return linear.LogisticRegression(l1_ratio=l1_ratio, **options)
