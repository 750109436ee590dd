"""RSS / (2 n) of two features as a function of their coefficients, minus its least value."""

from dataclasses import dataclass

import numpy as np

from regviz.core.arguments import check_numbers, checked, kind, whole
from regviz.core.tables import as_numbers
from regviz.core.validation import check_array, demand


@dataclass(frozen=True, eq=False)
class Bowl:
    """The loss (w - ols)' hessian (w - ols) / 2, or a stack of losses.

    ols (2,) or (m, 2): the least-squares points; hessian (2, 2) or (m, 2, 2), symmetric positive
    definite: for standardized features with correlation r it is [[1, r], [r, 1]]. ValueError for
    anything else.
    """

    ols: np.ndarray
    hessian: np.ndarray

    def __post_init__(self):
        ols = check_array(self.ols, "ols")
        hessian = check_array(self.hessian, "hessian")
        demand(
            ols.ndim in (1, 2) and ols.shape[-1] == 2,
            "ols must have shape (2,) or (m, 2): it has {}",
            ols.shape,
        )
        demand(
            hessian.shape in ((2, 2), (*ols.shape[:-1], 2, 2)),
            "hessian must have shape (2, 2), or one matrix per row of ols: it has {}",
            hessian.shape,
        )
        off = hessian[..., 0, 1]
        product = hessian[..., 0, 0] * hessian[..., 1, 1]
        definite = (hessian[..., 0, 0] > 0) & (product > off * off)
        demand(
            ((off == hessian[..., 1, 0]) & definite).all(),
            "hessian must be symmetric and positive definite: a correlation of 1 or -1 is not",
        )
        vars(self).update(ols=ols, hessian=hessian)  # the record is frozen for everyone else

    def value(self, w):
        """Loss at w (..., 2), over its least value."""
        w = as_numbers(w, "w")
        return 0.5 * (self.gradient(w) * (w - self.ols)).sum(axis=-1)

    def gradient(self, w):
        """hessian (w - ols), shape (..., 2)."""
        return np.einsum("...ij,...j->...i", self.hessian, as_numbers(w, "w") - self.ols)

    @checked(heights=check_numbers, n_points=whole(3, 10**6))
    def contours(self, heights, n_points=49):
        """(k, 2) points of the ellipses {loss = height}, rows of NaN between; one loss only."""
        angle = np.linspace(0, 2 * np.pi, n_points)
        circle = np.stack([np.cos(angle), np.sin(angle)])
        ellipse = np.linalg.solve(np.linalg.cholesky(self.hessian).T, circle).T
        pen_up = np.full((1, 2), np.nan)
        parts = []
        demand(
            (heights >= 0).all(), "heights must be zero or positive: got {}", heights
        )
        for height in heights:
            parts += [pen_up, self.ols + np.sqrt(2 * height) * ellipse]
        return np.vstack(parts[1:])

    def data(self):
        """(X, y), (2, 2) and (2,), whose RSS / (2 n) without intercept is this one loss."""
        X = np.sqrt(2.0) * np.linalg.cholesky(self.hessian).T
        return X, X @ self.ols


A_BOWL = kind(Bowl, "rv.Bowl(ols, hessian)")
