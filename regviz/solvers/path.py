"""What every path shares: it does the work once, then path(lam) is cheap and takes grids.

Objective: RSS / (2 n) + lam [l1_ratio |w|_1 + (1 - l1_ratio)/2 |w|^2], intercept not penalized.
"""

from regviz.core.arguments import checked
from regviz.core.linalg import centre
from regviz.core.tables import column_names
from regviz.core.validation import check_matrix, demand


class _Path:
    """What every path shares. `path(lam)` has shape np.shape(lam) + (n_features,).

    `names` are the columns of the data frame it was fitted on, None for an array.
    """

    @checked()
    def __init__(self, X, y, intercept=True):
        self.names = column_names(X)
        self._data = centre(X, y, intercept)
        self.n_samples, self.n_features = self._data.X.shape

    def intercept(self, lam):
        """Mean of y less the mean of X times the coefficients; shape np.shape(lam)."""
        return self._data.intercept(self(lam))

    def predict(self, X, lam):
        """Fitted values at X (m, n_features), shape np.shape(lam) + (m,).

        The columns of a data frame are matched by name where the path was fitted on one, all others
        by position. ValueError names the columns that are missing or unknown.
        """
        names = column_names(X)
        X = check_matrix(X)
        if self.names and names and names != self.names:
            X = X[:, self._order(names)]
        demand(
            X.shape[1] == self.n_features,
            "X must have shape (m, {}), the path's features: it has {}",
            self.n_features,
            X.shape,
        )
        return self._data.y_mean + (self(lam) @ self._data.moved(X).T + self._data.y_rest)

    def _order(self, names):
        """Where the path's columns stand among these names."""
        missing = [name for name in self.names if name not in names]
        unknown = [name for name in names if name not in self.names]
        demand(
            sorted(names) == sorted(self.names) and len(set(names)) == len(names),
            "X must have the columns that the path was fitted on, {}, each once: missing {}; "
            "unknown {}. An array goes by position",
            ", ".join(self.names[:8]) + ", ..." * (len(self.names) > 8),
            ", ".join(missing[:8]) or "none",
            ", ".join(unknown[:8]) or "none",
        )
        return [names.index(name) for name in self.names]
