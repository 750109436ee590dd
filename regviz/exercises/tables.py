"""Small tables of whole numbers for the exercises, and what several of them compute."""

import numpy as np


def distinct(rng, low, high, n):
    """n different whole numbers (n,) from low to high - 1, as floats: never constant."""
    return rng.choice(np.arange(low, high), n, replace=False).astype(float)


def distinct_columns(rng, low, high, n, p):
    """(n, p): columns of different whole numbers."""
    return np.column_stack([distinct(rng, low, high, n) for _ in range(p)])


def soft(z, t):
    """sign(z) max(|z| - t, 0), for any real t: slips may take a negative one."""
    return np.sign(z) * np.maximum(np.abs(z) - t, 0)


def intercept_of(X, y, coef):
    """mean(y) - mean(X) · coef."""
    return y.mean() - X.mean(axis=0) @ coef
