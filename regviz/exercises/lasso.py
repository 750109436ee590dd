"""Exercises of lessons 04 to 06 and 10: soft threshold, projection, path, prox step."""

import numpy as np

from regviz.core.formatting import plain
from regviz.exercises.checker import CLOSE, Exercise, words
from regviz.exercises.tables import distinct, distinct_columns, soft
from regviz.solvers.lasso import LassoPath
from regviz.solvers.optimality import kkt_residual
from regviz.solvers.penalties import Ball, Penalty, soft_threshold


def _draw_threshold(seed):
    rng = np.random.default_rng(seed)
    return {"z": rng.integers(-6, 7) / 2, "t": rng.integers(0, 5) / 2}


def _is_soft(b, z, t):
    if Penalty(t).subgradient_distance(b, b - z) <= CLOSE:
        return ""
    return f"the minimum of (b − z)²/2 + t·|b| is at {words(soft_threshold(z, t))}"


SOFT = Exercise(
    "soft_threshold(z, t)", ("b",), "no b has a smaller (b − z)²/2 + t·|b|",
    _draw_threshold, _is_soft, soft,
    ((lambda z, t: np.where(np.abs(z) > t, z - t, 0.0),
      "For negative z add t: both sides move towards zero."),
     (lambda z, t: np.maximum(z - t, 0.0),
      "Negative z are lost: they move up by t, and stop at zero."),
     (lambda z, t: np.where(np.abs(z) > t, z, 0.0),
      "This is the hard threshold: what it keeps must shrink by t too."),
     (lambda z, t: z - t * np.sign(z),
      "It steps over zero: where |z| is below t the minimum sticks at 0."),
     (lambda z, t: soft(z, 2 * t),
      "The threshold is doubled: the slope of (b − z)²/2 is b − z, without a 2."),
     (lambda z, t: soft(z, t / 2),
      "The threshold is halved: the slope of (b − z)²/2 is b − z, without a 2."),
     (lambda z, t: np.maximum(np.abs(z) - t, 0), "The sign of z is lost.")),
    lesson="04",
    hints=(
        "There are three cases: z far to the right, z far to the left, and z near zero.",
        "If |z| is at most t, the answer is 0. If not, z moves towards zero by t.",
        "The sign is np.sign(z), and the size is np.maximum(np.abs(z) - t, 0). Multiply them."))


def _draw_step(seed):
    rng = np.random.default_rng(seed)
    coef, gradient = rng.integers(-4, 5, (2, rng.integers(1, 3))) / 2
    return {
        "coef": coef,
        "gradient": gradient,
        "step": 0.5 ** rng.integers(0, 3),
        "lam": rng.integers(1, 5) / 2,
    }


def _is_step(new, coef, gradient, step, lam):
    penalty = Penalty(lam)
    if penalty.subgradient_distance(new, gradient + (new - coef) / step).max() <= CLOSE:
        return ""
    best = penalty.prox(coef - step * gradient, step)
    return f"the minimum of gradient·w + ‖w − coef‖²/(2·step) + lam·‖w‖₁ is at {words(best)}"


PROX_STEP = Exercise(
    "lasso_prox_step(coef, gradient, step, lam)", ("coef",),
    "no w has a smaller gradient·w + ‖w − coef‖²/(2·step) + lam·‖w‖₁",
    _draw_step, _is_step,
    lambda coef, gradient, step, lam: soft(coef - step * gradient, step * lam),
    ((lambda coef, gradient, step, lam: soft(coef - step * gradient, lam),
      "The threshold is step·lam: a short step shrinks less."),
     (lambda coef, gradient, step, lam: coef - step * (gradient + lam * np.sign(coef)),
      "This is the sign step: it hops over zero. Threshold after the gradient step instead."),
     (lambda coef, gradient, step, lam: soft(coef + step * gradient, step * lam),
      "The gradient points uphill: subtract step·gradient."),
     (lambda coef, gradient, step, lam: soft(coef, step * lam) - step * gradient,
      "First the gradient step, then the threshold: the other way round nothing stays at zero."),
     (lambda coef, gradient, step, lam: soft(coef - gradient, step * lam),
      "The gradient is multiplied by step too.")),
    shapes=lambda coef, *_: (coef.shape,),
    lesson="10",
    hints=(
        "The step has two halves: the loss moves coef first, and then the penalty does.",
        "First walk downhill: z = coef - step * gradient.",
        "Then soft-threshold z. The threshold is step * lam, because a short step shrinks less."))


def _draw_point(seed):
    rng = np.random.default_rng(seed)
    w = rng.integers(-4, 5, rng.integers(2, 4)).astype(float)
    return {"w": w, "t": float(rng.integers(1, 7))}


def _is_nearest(point, w, t):
    if (size := np.abs(point).sum()) > t + CLOSE:
        return f"its absolute values add up to {plain(size)}, more than t"
    # From the nearest point p of a convex set every v of the set lies at an obtuse angle to w:
    # (w - p)'(v - p) <= 0, which has to be tried at the corners v only.
    corners = t * np.vstack([np.eye(len(w)), -np.eye(len(w))])
    if ((corners - point) @ (w - point)).max() <= CLOSE:
        return ""
    best = Ball("l1", t).project(w)
    return (f"that is {plain(np.linalg.norm(w - point))} away from w, and {words(best)} in the "
            f"diamond only {plain(np.linalg.norm(w - best))}")


def _nearest(w, t):
    if np.abs(w).sum() <= t:
        return w
    falling = np.sort(np.abs(w))[::-1]
    level = max((falling[:k].sum() - t) / k for k in range(1, len(w) + 1))
    return soft(w, level)


def _scaled(w, t, size):
    return w * min(1.0, t / size) if size else w


PROJECTION = Exercise(
    "project_on_l1_ball(w, t)", ("point",), "no point of the diamond ‖w‖₁ ≤ t is nearer to w",
    _draw_point, _is_nearest, _nearest,
    ((lambda w, t: _scaled(w, t, np.abs(w).sum()),
      "Scaling walks towards the centre; the nearest point takes the same amount off every |w| "
      "that is left."),
     (lambda w, t: _scaled(w, t, np.linalg.norm(w)),
      "This is the projection on the circle, not on the diamond."),
     (soft,
      "t is the budget, not the threshold: find the threshold that spends the budget exactly."),
     (lambda w, t: np.clip(w, -t, t),
      "Each coordinate alone is held under t: it is their sum that has to be."),
     (lambda w, t: w * t / np.abs(w).sum(), "A point inside the diamond stays where it is."),
     (lambda w, t: soft(w, (np.abs(w).sum() - t) / len(w)),
      "A point inside stays, and a coordinate that reaches zero stops there: share the rest "
      "among the others.")),
    shapes=lambda w, t: (w.shape,),
    lesson="05",
    hints=(
        "If the absolute values of w add up to t or less, w is its own nearest point.",
        "If they do not, soft-threshold w. The threshold must be the one that spends t.",
        "Sort |w| from large to small. The threshold is the largest (sum of the first k - t) / k."))


def _draw_entry(seed):
    rng = np.random.default_rng(seed)
    n, p = rng.integers(3, 6), rng.integers(2, 4)
    return {"X": distinct_columns(rng, -3, 7, n, p), "y": distinct(rng, 1, 12, n)}


def _is_entry(feature, lam_max, X, y):
    column = X[:, [int(feature)]] if feature in range(X.shape[1]) else X[:, :0]
    lam = max(lam_max, 0.0)
    stays = kkt_residual(X, y, np.zeros(X.shape[1]), Penalty(lam), y.mean()) <= CLOSE
    if stays and column.size:
        below = kkt_residual(column, y, np.zeros(1), Penalty(0.99 * lam), y.mean())
        if below > 0.005 * lam:
            return ""
    path = LassoPath(X, y)
    first = np.flatnonzero(path.coefs[1])[0]
    return (f"all coefficients are zero down to lam = {plain(path.lam_max)}, and there feature "
            f"{first} enters")


def _entry(size=np.abs, n=len, centred=True):
    """The first to enter with one thing changed: the absolute value, the n, the centring."""
    def first(X, y):
        product = size((X - X.mean(axis=0)).T @ y if centred else X.T @ y)
        return int(product.argmax()), product.max() / n(y)
    return first


def _largest_least_squares(X, y):
    centred = X - X.mean(axis=0)
    coef = np.linalg.lstsq(centred, y - y.mean(), rcond=None)[0]
    return int(np.abs(coef).argmax()), np.abs(centred.T @ y).max() / len(y)


FIRST = Exercise(
    "first_to_enter(X, y)", ("feature", "lam_max"),
    "at lam_max all coefficients are zero, and just below it this feature is not",
    _draw_entry, _is_entry, _entry(),
    ((_entry(n=lambda y: 1), "J divides the loss by n, so lam_max does as well."),
     (_entry(n=lambda y: len(y) / 2),
      "A factor 2 too much: the loss carries 1/2, and its slope does not."),
     (_entry(size=lambda v: v),
      "A negative product pulls as hard as a positive one: take absolute values."),
     (_entry(centred=False), "Centre first: the intercept is free and takes the mean of y away."),
     (_largest_least_squares,
      "The first to enter has the largest product with the centred y, not the largest "
      "least-squares coefficient.")),
    shapes=lambda *_: ((), ()),
    lesson="06",
    hints=(
        "At lam_max all coefficients are zero, so the residual is y minus its mean.",
        "A feature stays out while |x'(y - mean)| / n is at most lam. Which one gives in first?",
        "Compute np.abs((X - X.mean(axis=0)).T @ y) / len(y). Return its argmax and its max."))
