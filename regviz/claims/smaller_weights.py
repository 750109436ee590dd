"""Claim of lessons 01 and 06: what the size of the weights says about a model, and what it does not."""

import numpy as np

from regviz.claims.ledger import Finding, claim
from regviz.data.datasets import diabetes
from regviz.solvers.ridge import RidgePath

N_ROWS, LAM = 150, 20.0


@claim(
    "o",
    says="Smaller weights mean a simpler model.",
    verdict="depends",
    right="Only while the units and the basis stay as they are: then, as lambda grows, the length of the weights and "
          "the degrees of freedom of ridge fall together. A change of units makes one weight a thousand times smaller "
          "and leaves every prediction of least squares where it was; ridge, which weighs the weights, moves, until "
          "the columns are standardized. The honest count is df(lam) = sum d²/(d² + n·lam), and for the lasso the "
          "number of weights that are not 0.",
    lesson="01 and 06",
    source="Hastie, Tibshirani, Friedman, The Elements of Statistical Learning (2nd edition, 2009), ridge regression",
)
def smaller_weights(seed: int = 0) -> Finding:
    """Fit 150 random patients with bmi in kg/m², then in g/m²: least squares, ridge, ridge on standardized columns."""
    rows = np.random.default_rng(seed).permutation(442)[:N_ROWS]
    before = diabetes().take(rows)
    after = before.rescale("bmi", 1000.0, "g/m^2")
    spread, j = before.y.std(), before.index("bmi")
    path, other = RidgePath(before.X, before.y), RidgePath(after.X, after.y)
    scaled, rescaled = before.standardize(), after.standardize()

    def moved(first, second, lam, X, X_other):
        return round(float(np.abs(first.predict(X, lam) - second.predict(X_other, lam)).max() / spread), 9)

    figures = {
        "weight before / after": float(path(0.0)[j] / other(0.0)[j]),
        "least squares moves": moved(path, other, 0.0, before.X, after.X),
        "ridge moves": moved(path, other, LAM, before.X, after.X),
        "standardized ridge moves": moved(RidgePath(scaled.X, scaled.y), RidgePath(rescaled.X, rescaled.y), 0.3,
                                          scaled.X, rescaled.X),
        "ridge df before": float(path.df(LAM)),
        "ridge df after": float(other.df(LAM)),
    }
    lams = np.geomspace(1e-3, 1e4, 40)
    together = np.diff(np.linalg.norm(path(lams), axis=1)).max() < 0 and np.diff(path.df(lams)).max() < 0
    still = max(figures["least squares moves"], figures["standardized ridge moves"]) < 1e-8
    thousandth = abs(figures["weight before / after"] / 1000.0 - 1.0) < 1e-6
    return Finding(figures, bool(thousandth and still and figures["ridge moves"] > 0.1 and together))
