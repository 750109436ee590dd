"""Claim of lessons 01 and 06: what the size of the weights says about a model, and what not."""

import numpy as np

from regviz.claims.ledger import Finding, claim
from regviz.data.datasets import diabetes
from regviz.solvers.ridge import RidgePath

N_ROWS = 150
LAM = 20.0


@claim(
    "o",
    says="Smaller weights mean a simpler model.",
    verdict="depends",
    right="It holds while the columns stay as they are: a larger lambda makes the weights smaller "
          "and the model simpler. But a change of units can make one weight a thousand times "
          "smaller. Then least squares predicts the same as before. Ridge predicts something else, "
          "unless the columns are standardized. An honest measure of simplicity is the number of "
          "degrees of freedom. Lesson 03 computes it for ridge. For the lasso it is the number of "
          "weights that are not 0.",
    lesson="01 and 06",
    source="Hastie, Tibshirani, Friedman, The Elements of Statistical Learning (2nd edition, "
           "2009), ridge regression",
)
def smaller_weights(seed: int = 0) -> Finding:
    """150 random patients with bmi in kg/m², then in g/m²: least squares, ridge, standardized."""
    rows = np.random.default_rng(seed).permutation(442)[:N_ROWS]
    before = diabetes().take(rows)
    after = before.rescale("bmi", 1000.0, "g/m^2")
    path, other = RidgePath(before.X, before.y), RidgePath(after.X, after.y)
    j = before.index("bmi")
    ratio = path(0.0)[j] / other(0.0)[j]
    least_squares, ridge = (_moved(before, after, lam) for lam in (0.0, LAM))
    standardized = _moved(before.standardize(), after.standardize(), 0.3)
    figures = {
        "weight before / after": ratio,
        "least squares moves": round(least_squares, 9),
        "ridge moves": round(ridge, 9),
        "standardized ridge moves": round(standardized, 9),
        "ridge df before": path.df(LAM),
        "ridge df after": other.df(LAM),
    }
    lams = np.geomspace(1e-3, 1e4, 40)
    size, df = np.linalg.norm(path(lams), axis=1), path.df(lams)
    fall_together = np.diff(size).max() < 0 and np.diff(df).max() < 0
    thousandth = abs(ratio / 1000.0 - 1.0) < 1e-6
    still = max(least_squares, standardized) < 1e-8
    return Finding(figures, thousandth and still and ridge > 0.1 and fall_together)


def _moved(first, second, lam):
    """Largest change of a ridge prediction from one problem to the other, in sd of y."""
    before, after = (RidgePath(data.X, data.y).predict(data.X, lam) for data in (first, second))
    return np.abs(before - after).max() / first.y.std()
