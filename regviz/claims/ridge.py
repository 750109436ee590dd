"""Claims of lesson 03 on ridge: very large lambdas, features that move together."""

import numpy as np

from regviz.claims.ledger import Finding, claim
from regviz.data.datasets import diabetes
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import RidgePath


@claim(
    "c",
    says="A very large lambda adds huge weights, and the model underfits.",
    verdict="half",
    right="It does underfit: in the limit only the intercept is left, and the training error is "
          "the variance of y. But the weights do not grow, they go to 0. Ridge weights never "
          "become exactly 0. Lasso weights are all exactly 0 from some lam on. Lam is the price of "
          "the weights. At a very high price the fit takes so little of them that even the "
          "penalty, lam/2·‖w‖², goes to 0.",
    lesson="03",
    source="James, Witten, Hastie, Tibshirani, An Introduction to Statistical Learning (2nd "
           "edition, 2021), shrinkage methods",
)
def huge_lambda(seed: int = 0) -> Finding:
    """Ridge and lasso of 150 random patients over eight decades of lambda."""
    data = diabetes().take(np.random.default_rng(seed).permutation(442)[:150]).standardize()
    ridge, lasso = RidgePath(data.X, data.y), LassoPath(data.X, data.y)
    lams = np.geomspace(1e-4, 1e4, 81)
    coefs = ridge(lams)
    size = np.linalg.norm(coefs, axis=1)
    errors = ((ridge.predict(data.X, lams) - data.y) ** 2).mean(axis=1) / data.y.var()
    paid = lams / 2 * size**2
    figures = {
        "size of the weights, smallest lam": size[0],
        "size of the weights, largest lam": size[-1],
        "training error / var(y), largest lam": errors[-1],
        "penalty paid, largest lam / its peak": paid[-1] / paid.max(),
        "ridge weights that are 0": (coefs == 0).sum(),
        "lasso weights not 0 at lam_max": lasso.df(lasso.lam_max),
    }
    shrinks = (np.diff(size) < 0).all() and size[-1] < 0.01 * size[0] and (coefs != 0).all()
    underfits = (np.diff(errors) > 0).all() and 0.99 < errors[-1] < 1
    cheap = paid[-1] < 0.02 * paid.max()
    empties = lasso.df(lasso.lam_max) == 0 < lasso.df(0.99 * lasso.lam_max)
    return Finding(figures, shrinks and underfits and cheap and empties)


@claim(
    "l",
    says="L2 copes with multicollinearity.",
    verdict="true for stability",
    right="From sample to sample, least squares scatters along the weakest direction of the data, "
          "and ridge scatters less. Some lam > 0 always makes the expected total error of the "
          "coefficients smaller. But ridge does not find out which feature acts: a feature and its "
          "copy get the same weight, whatever the true weights are.",
    lesson="03 and 08",
    source="Hoerl, Kennard, Ridge regression: biased estimation for nonorthogonal problems "
           "(Technometrics, 1970)",
)
def collinear_features(seed: int = 0, corr: float = 0.95) -> Finding:
    """400 refits of two correlated features at a lam where the error surely falls; then a copy."""
    rng = np.random.default_rng(seed)
    drawn = rng.standard_normal((50, 2))
    first, other = np.linalg.qr(drawn - drawn.mean(axis=0))[0].T * np.sqrt(50)
    X = np.column_stack([first, corr * first + np.sqrt(1 - corr**2) * other])
    truth = rng.uniform(-2, 2, 2)
    refits = X @ truth + rng.standard_normal((400, 50))
    along = np.linalg.svd(X, full_matrices=False)[2]
    lam = 1 / (50 * np.abs(along @ truth).max() ** 2)  # noise variance / (n · largest (V'w)²)
    clouds = [np.linalg.solve(X.T @ X + 50 * m * np.eye(2), X.T @ refits.T).T for m in (0.0, lam)]
    spread = [np.var(cloud @ along[1]) for cloud in clouds]
    error = [((cloud - truth) ** 2).sum(axis=1).mean() for cloud in clouds]
    copied = np.column_stack([first, first])
    twins = RidgePath(copied, 2 * first + rng.standard_normal(50))(lam)
    apart = abs(twins[0] - twins[1])
    figures = {
        "lam": lam,
        "variance along the weak direction, ridge / least squares": spread[1] / spread[0],
        "total error, ridge / least squares": error[1] / error[0],
        "weights of twins with truths 2 and 0: apart by": apart.round(9),
    }
    return Finding(figures, spread[1] < spread[0] and error[1] < error[0] and apart < 1e-9)
