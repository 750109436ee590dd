"""Logistic regression with the penalty of the objective, at many lambdas side by side."""

import numpy as np

from regviz.core.arguments import checked, number, whole
from regviz.core.validation import check_lam, check_xy, demand
from regviz.solvers.penalties import soft_threshold


@checked(l1_ratio=number(0, 1), tol=number(0, above=True), max_iter=whole(1))
def logistic_fits(X, y, lams, l1_ratio=0.0, tol=1e-6, max_iter=5000):
    """(intercepts (L,), coefs (L, p)) of logistic regression at each of the lambdas (L,).

    Minimizes mean(log(1 + exp(-m))) + lam [l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2] with the margin
    m = s (b0 + x'w), where s is 1 for y = 1 and -1 for y = 0; the intercept is not penalized.
    Accelerated proximal gradient (Beck & Teboulle 2009), the momentum of a fit set back where it
    points uphill (O'Donoghue & Candes 2015), until no step is longer than tol.
    ValueError unless y holds both 0 and 1, and nothing else. Derived in lesson 11.
    """
    X, y = check_xy(X, y)
    lams = np.atleast_1d(check_lam(lams))
    demand(set(np.unique(y)) == {0.0, 1.0}, "y must hold 0 and 1, both and nothing else: got {}",
           ", ".join(f"{value:g}" for value in np.unique(y)[:5]))
    A = np.column_stack([np.ones(len(y)), X])
    side = 2 * y - 1
    step = 4 * len(y) / np.linalg.norm(A, 2) ** 2  # the loss bends by 1/4 at most
    pull = step * A * side[:, None] / len(y)
    forward = A * side[:, None]
    l1 = step * l1_ratio * lams[:, None]
    l2 = step * (1 - l1_ratio) * lams[:, None]

    found = np.zeros((lams.size, A.shape[1]))
    found[:, 0] = np.log(y.mean() / (1 - y.mean()))
    ahead = found
    count = np.zeros((lams.size, 1))  # steps since the momentum was last set back
    for _ in range(max_iter):
        new = ahead + _falling(ahead @ forward.T) @ pull
        new[:, 1:] = soft_threshold(new[:, 1:], l1) / (1 + l2)
        move = new - found
        if np.abs(new - ahead).max() < tol:
            break
        uphill = np.einsum("ij,ij->i", ahead - new, move) > 0
        count[uphill] = 0
        ahead = new + count / (count + 3) * move
        count += 1
        found = new
    return new[:, 0], new[:, 1:]


def _falling(margins):
    """1 / (1 + exp(m)), minus the slope of the logistic loss; no overflow at large margins."""
    return 0.5 * (1 - np.tanh(0.5 * margins))
