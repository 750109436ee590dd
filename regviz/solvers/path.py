"""What every path shares: it does the work once, then path(lam) is cheap and takes grids.

Objective: RSS / (2 n) + lam [l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2], intercept not penalized.
"""

from regviz.core.linalg import centre
from regviz.core.validation import check_array, demand


class _Path:
    """What every path shares. `path(lam)` has shape np.shape(lam) + (n_features,)."""

    def __init__(self, X, y, intercept=True):
        self._data = centre(X, y, intercept)
        self.n_samples, self.n_features = self._data.X.shape

    def intercept(self, lam):
        """Mean of y less the mean of X times the coefficients; shape np.shape(lam)."""
        return self._data.y_mean - self(lam) @ self._data.x_mean

    def predict(self, X, lam):
        """Fitted values at X (m, n_features), shape np.shape(lam) + (m,)."""
        X = check_array(X, "X")
        demand(
            X.ndim == 2 and X.shape[1] == self.n_features,
            "X must have shape (m, {}), the path's features: it has {}",
            self.n_features,
            X.shape,
        )
        coef = self(lam)
        intercept = self._data.y_mean - coef @ self._data.x_mean
        return intercept[..., None] + coef @ X.T
