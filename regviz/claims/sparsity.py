"""When the lasso finds the right features: Zhao & Yu's irrepresentable condition, simulated."""

from collections import namedtuple

import numpy as np

from regviz.core.arguments import checked, wholes
from regviz.core.linalg import standard_error
from regviz.core.validation import check_array, demand
from regviz.solvers.lasso_batch import lasso_paths

ZHAO_YU = np.array([[1, 0, 2 / 3], [0, 1, 2 / 3], [2 / 3, 2 / 3, 1]])  # x3 = (2 x1 + 2 x2 + e) / 3


class Recovery(namedtuple("Recovery", "sizes share share_se")):
    """share (S,) of data sets whose lasso path has, at some lambda, the signs of the truth.

    sizes (S,): their numbers of rows; share_se (S,): standard errors.
    """


@checked(room=('sets', 'sizes'), sizes=wholes(1))
def recovery(coef, sizes, covariance=ZHAO_YU, noise=0.5, sets=200, seed=0):
    """Recovery for normal features with this covariance (p, p) and true coef (p,).

    Zhao & Yu (2006): with C the covariance and 1 the active features, the support of a long sample
    is found when max |C21 C11^-1 sign(coef_1)| over the idle features is below 1, and not when it
    is above. With ZHAO_YU it is 0 for coef (-2, 3, 0), always recovered in the end, and 4/3 for
    (2, 3, 0), recovered by chance in about half of the data sets however long they are.
    """
    rng = np.random.default_rng(seed)
    coef = check_array(coef, "coef")
    covariance = check_array(covariance, "covariance")
    demand(coef.ndim == 1 and coef.size, "coef must have shape (p,): it has {}", coef.shape)
    demand(covariance.shape == (len(coef), len(coef)) and (covariance == covariance.T).all()
           and np.linalg.eigvalsh(covariance).min() > 0,
           "covariance must be a symmetric, positive definite matrix for {} features, those of "
           "coef: its shape is {}", len(coef), covariance.shape)
    shares = []
    for n in sizes:
        X = rng.standard_normal((sets, n, len(coef))) @ np.linalg.cholesky(covariance).T
        y = X @ coef + noise * rng.standard_normal((sets, n))
        coefs = lasso_paths(X, y).coefs
        signs = np.sign(coefs[:, :-1] + coefs[:, 1:])  # (sets, K - 1, p): between the knots
        right = (signs == np.sign(coef)).all(axis=2).any(axis=1).astype(float)
        shares.append((right.mean(), standard_error(right)))
    return Recovery(np.asarray(sizes), *np.transpose(shares))
