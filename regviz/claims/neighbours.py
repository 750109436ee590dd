"""k nearest neighbours: bias and variance at a fixed point."""

import numpy as np

from regviz.claims.ledger import Finding, claim
from regviz.data.datasets import sine, wave
from regviz.selection.bias_and_variance import bias_variance, knn_smoothers

KS = (1, 5, 15, 40)
NOISE = 0.3
PEAK = 0.25


@claim(
    "b",
    says="Nearest neighbours have low bias and high variance; a larger k raises the bias.",
    verdict="depends",
    right="It holds at small k and for a smooth truth. At a fixed point x0 the variance is σ²/k. "
          "The bias is the mean of the truth over the k neighbours minus the truth at x0. As k "
          "grows, this bias can fall again.",
    lesson="02",
    source="Hastie, Tibshirani, Friedman, The Elements of Statistical Learning (2nd edition, "
           "2009), bias-variance decomposition of nearest neighbours",
    share=0.95,
)
def neighbours(seed: int = 0) -> Finding:
    """50 points of a sine: formulas against 400 simulated data sets at the peak; the left end."""
    data = wave(50, NOISE, seed)
    x = data.X[:, 0]
    smoothers = knn_smoothers(x, [PEAK], KS)
    at_peak = bias_variance(smoothers, data.truth, sine([PEAK]), NOISE, sets=400, seed=seed)
    near = data.truth[np.argsort(np.abs(x - PEAK))]
    bias2 = np.array([(near[:k].mean() - sine(PEAK)) ** 2 for k in KS])
    variance = NOISE**2 / np.array(KS)
    agree = (np.abs(at_peak.variance - variance) < 4 * at_peak.variance_se).all()
    agree &= (np.abs(at_peak.bias2 - bias2) < 4 * at_peak.bias2_se).all()
    from_left = (np.cumsum(data.truth) / np.arange(1, 51)) ** 2  # bias² at x = 0, where f is 0
    figures = {f"k = {k}: variance": v for k, v in zip(KS, at_peak.variance, strict=True)}
    figures |= {f"k = {k}: bias²": b for k, b in zip(KS, bias2, strict=True)}
    figures |= {f"left end, k = {k}: bias²": from_left[k - 1] for k in (25, 50)}
    falls_again = from_left[49] < 0.5 * from_left[24]
    return Finding(figures, agree and bias2[0] < 0.01 < bias2[-1] and falls_again)
