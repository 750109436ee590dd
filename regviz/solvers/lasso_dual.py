"""The lasso path from X itself, for more features than rows and for nearly dependent columns.

The events are those of lasso_knots.next_event. X'X is not formed: the active columns and the dual
basis of their span give every slope in O(n p).
"""

import math

import numpy as np

from regviz.core.linalg import largest
from regviz.solvers.lasso_knots import MAX_KNOTS, merge_knots, next_event, too_many

# Distance from the active span, relative to its length, up to which a column is held out. The
# optimality conditions then fail by no more than this.
HELD_OUT = 2e-8
HELD_OUT_NEAR = 2e-11  # keeps near copies apart, at the cost of digits


def dual_path(X, y, stop=0.0, held_out=HELD_OUT):
    """(mus, coefs) of the path down to mu = stop, O(n p) an event.

    `value`, the coefficients of active and the correlations of idle columns, grows by s slope as mu
    falls by s. A column within `held_out` of the active span waits until another one leaves.
    ValueError past MAX_KNOTS.
    """
    p = X.shape[1]
    size = np.sqrt(np.einsum("ij,ij->j", X, X))
    basis = DualBasis(X, size, held_out)
    value = y @ X
    slope = np.zeros(p)
    mu = largest(abs(value))
    tiny = 1e-13 * mu * size / (size.max() or 1.0)
    mus, rows = [], []
    with np.errstate(divide="ignore", invalid="ignore"):
        while len(mus) < MAX_KNOTS:
            base = value + mu * slope
            row, at = next_event(base, slope, basis.signs, basis.idle, tiny)
            fall = mu - min(max(at, stop), mu)
            if at <= stop:
                rows.append(np.where(basis.signs, value + fall * slope, 0.0))
                return merge_knots(np.array([*mus, stop]), np.array(rows))
            joins = basis.idle[row] > 0
            if joins and not basis.join(row, math.copysign(1.0, base[row])):
                continue
            mu -= fall
            value += fall * slope
            value[row] = 0.0  # the coefficient that joins or leaves
            mus.append(mu)
            rows.append(np.where(basis.signs, value, 0.0))
            if not joins:
                value[row] = basis.signs[row] * mu  # from now on its correlation
                basis.leave(row)
            slope = basis.slopes()
    raise too_many(p)


class DualBasis:
    """The k active columns A (k, n) = X_A' with their dual basis D and the slope of the residual.

    D (k, n) lies in the span of A with D A' = 1, so that D x are the coefficients of the projection
    of x; u (n,) lies there with A u = signs, so that the residual y - X w changes by -u as mu falls
    by 1. An event changes both by one exchange, O(n k).
    """

    def __init__(self, X, size, held_out):
        n = len(X)
        most = min(X.shape)
        self.X, self.size = X, size
        self.held_out = held_out
        self.k = 0
        self.A, self.D, self._product = np.zeros((3, most, n))  # the third is memory for products
        self.active = np.zeros(most, dtype=int)
        self.u = np.zeros(n)
        self.signs = np.zeros(X.shape[1])
        self.idle = np.ones(X.shape[1])
        self.waiting = []  # columns in the active span: not active, nor idle, so without events

    def join(self, row, side):
        """True, or False where the column lies in the active span, up to `held_out`, and waits."""
        k = self.k
        self.idle[row] = 0.0
        x = self.X[:, row].copy()
        inner = self.D[:k] @ x
        outer = x - inner @ self.A[:k]
        if outer @ outer < 0.01 * self.size[row] ** 2:
            # Much was subtracted and with it digits: "twice is enough" (Kahan; Parlett 1980).
            again = self.D[:k] @ outer
            inner += again
            outer -= again @ self.A[:k]
        square = outer @ outer
        if k == len(self.D) or square <= (self.held_out * self.size[row]) ** 2:
            self.waiting.append(row)
            return False
        outer /= square
        self._exchange(inner, outer, side - self.u @ x)
        self.D[k] = outer
        self.A[k] = x
        self.active[k] = row
        self.signs[row] = side
        self.k = k + 1
        return True

    def leave(self, row):
        """Take the active column out; the last one takes its place in the arrays.

        What waited is idle again.
        """
        self.signs[row] = 0.0
        self.idle[[row, *self.waiting]] = 1.0
        self.waiting = []
        j = int((self.active[: self.k] == row).argmax())
        outer = self.D[j].copy()
        self.k -= 1
        for array in (self.D, self.A, self.active):
            array[j] = array[self.k]
        self._exchange(self.D[: self.k] @ outer, outer / (outer @ outer), -self.u @ outer)

    def _exchange(self, inner, direction, change):
        """D less inner times the direction, u plus change times the direction."""
        self.u += change * direction
        D = self.D[: self.k]
        D -= inner[:, None].dot(direction[None], self._product[: self.k])

    def slopes(self):
        """D u for the active columns, -X'u for the idle ones: (p,)."""
        slope = -self.u @ self.X
        slope[self.active[: self.k]] = self.D[: self.k] @ self.u
        return slope
