"""Exercises of lesson 12: the lambda that t steps stand for; the gradient under input noise."""

import numpy as np

from regviz.core.formatting import plain
from regviz.exercises.checker import CLOSE, Exercise, words


def _draw_steps(seed):
    rng = np.random.default_rng(seed)
    return {
        "strength": 0.5 * rng.integers(1, 7),
        "step": 0.05 * rng.integers(1, 6),
        "t": int(rng.integers(1, 9)),
    }


def _kept(strength, step, t):
    return 1 - (1 - step * strength) ** t


def _is_matched(lam, strength, step, t):
    kept = _kept(strength, step, t)
    if lam >= 0 and abs(strength / (strength + lam) - kept) <= CLOSE:
        return ""
    of_ridge = "no share at all" if strength + lam == 0 else plain(strength / (strength + lam))
    return (f"{t} steps keep {plain(kept)} of the least-squares answer, and ridge with your lam "
            f"keeps {of_ridge}")


def _matched(strength, step, t):
    kept = _kept(strength, step, t)
    return strength * (1 - kept) / kept


MATCHED = Exercise(
    "matching_lam(strength, step, t)", ("lam",), "ridge keeps the same share as t steps",
    _draw_steps, _is_matched, _matched,
    ((lambda strength, step, t: 1 / (step * t),
      "That is the rule of thumb for all directions; this one direction has an exact answer: "
      "set the shares equal."),
     (lambda strength, step, t: _kept(strength, step, t),
      "This is the share that is kept: solve for lam."),
     (lambda strength, step, t:
      strength * _kept(strength, step, t) / (1 - _kept(strength, step, t)),
      "Kept and lost are exchanged: strength / (strength + lam) is the share that is kept."),
     (lambda strength, step, t: (1 - _kept(strength, step, t)) / _kept(strength, step, t),
      "The factor strength is missing: lost / kept is lam / strength."),
     (lambda strength, step, t: strength / _kept(strength, step, t),
      "This is strength + lam: take strength off."),
     (lambda strength, step, t: step * t,
      "More steps are less penalty: lam must fall as t grows.")),
    lesson="12",
    hints=(
        "Both keep a share of the least-squares answer along this direction. Set the shares equal.",
        "Steps keep 1 - (1 - step * strength)**t of it. Ridge keeps strength / (strength + lam).",
        "Call the share kept and solve for lam: lam = strength * (1 - kept) / kept."))


def _draw_noise(seed):
    rng = np.random.default_rng(seed)
    n, p = rng.integers(2, 4), rng.integers(1, 3)
    return {
        "X": rng.integers(-3, 4, (n, p)).astype(float),
        "y": rng.integers(-4, 5, n).astype(float),
        "w": rng.choice([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0], p),
        "sigma": rng.choice([0.5, 1.5, 2.0]),
    }


def _loss_slope(X, y, w):
    return X.T @ (X @ w - y) / len(y)


def _is_noisy(gradient, X, y, w, sigma):
    """The expected loss is a parabola along every axis: two of its values give its slope."""
    def expected(v):
        return ((y - X @ v) ** 2).mean() / 2 + sigma**2 * (v @ v) / 2

    right = np.array([(expected(w + e) - expected(w - e)) / 2 for e in np.eye(len(w))])
    if np.abs(gradient - right).max() <= CLOSE * (1 + np.abs(right).max()):
        return ""
    return f"the slopes of the expected loss are {words(right)}"


NOISY = Exercise(
    "noisy_gradient(X, y, w, sigma)", ("gradient",),
    "it is the slope of the loss, averaged over all noise",
    _draw_noise, _is_noisy, lambda X, y, w, sigma: _loss_slope(X, y, w) + sigma**2 * w,
    ((lambda X, y, w, sigma: _loss_slope(X, y, w),
      "The noise is missing: it adds the variance of the noise times ‖w‖²/2 to the loss."),
     (lambda X, y, w, sigma: _loss_slope(X, y, w) + sigma * w,
      "The penalty is the variance of the noise: sigma²."),
     (lambda X, y, w, sigma: _loss_slope(X, y, w) + 2 * sigma**2 * w,
      "A factor 2 too much: the loss carries 1/2, so the noise adds sigma²/2 · ‖w‖²."),
     (lambda X, y, w, sigma: _loss_slope(X, y, w) + sigma**2 * w / len(y),
      "Every row has its own noise, and the mean over rows leaves sigma² whole: do not divide "
      "it by n."),
     (lambda X, y, w, sigma: X.T @ (X @ w - y) + len(y) * sigma**2 * w,
      "This is n times the slope: the loss is a mean over the rows."),
     (lambda X, y, w, sigma: _loss_slope(X, y, w) - sigma**2 * w,
      "The sign is turned: noise makes weights expensive."),
     (lambda X, y, w, sigma: _loss_slope(X, y, w) + sigma**2 * np.sign(w),
      "The noise adds a square, not an absolute value: its slope is sigma² w.")),
    shapes=lambda X, y, w, sigma: (w.shape,),
    lesson="12",
    hints=(
        "Write X + N for X and multiply out. What is the mean of each term over the noise?",
        "Mixed terms average to zero. What stays is the loss, plus sigma² · ‖w‖² / 2.",
        "Its slope is X.T @ (X @ w - y) / len(y), plus the slope of the rest, sigma**2 * w."))
