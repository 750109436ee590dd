"""Numbers to read off the pictures of the lessons.

Each is computed when it is asked for, with the settings that the picture has when it is opened.
Tests compare it with the picture itself.
"""

from functools import cache

import numpy as np

from regviz.data.datasets import diabetes, wave
from regviz.exercises.reading import Reading
from regviz.selection import nested_models, refits
from regviz.selection.cross_validation import cross_validate
from regviz.solvers.constraint import touch
from regviz.solvers.lasso import LassoPath
from regviz.solvers.penalties import Ball, Penalty
from regviz.solvers.quadratic_loss import Bowl


def _lams(path):
    """The lambdas of the pictures: three decades below lam_max, and a little beyond it."""
    return path.lam_max * np.geomspace(1e-3, 1.26, 121)


def _waves(x, like):
    """Six cosine waves over the range of `like`, as `rv.explore.one_lambda` draws them."""
    turns = (x - like.min()) / np.ptp(like)
    return np.cos(np.pi * np.outer(turns, np.arange(1, 7)))


@cache
def _least_error():
    """The lambdas whose held-out error is at most 1 % above the lowest one."""
    bmi = diabetes().select(["bmi"])
    fitted, others = bmi.split(1 - 40 / len(bmi), seed=119)
    path = LassoPath(_waves(fitted.X[:, 0], bmi.X), fitted.y)
    lams = _lams(path)
    predicted = path.predict(_waves(others.X[:, 0], bmi.X), lams)
    errors = ((predicted - others.y) ** 2).mean(axis=-1)
    good = lams[errors <= 1.01 * errors.min()]
    return float(good[0]), float(good[-1])


LAM_OF_LEAST_ERROR = Reading(
    "lam_of_least_error",
    "Open rv.explore.one_lambda() and drag lam. At which lam is the error on the other rows "
    "lowest?",
    _least_error,
    "A smaller lam follows the 40 rows too closely, and a larger one flattens the curve.",
    ("Tick more panels and look at the picture of the errors, at the curve of the held-out rows.",
     "The valley is flat, so any lam near its bottom counts. The left end is not the bottom.",
     "The bottom lies between lam = 2 and lam = 10. Drag there and watch the held-out error."),
    lesson="00")


@cache
def _errors_of_degree_12():
    """(training error, held-out error) of degree 12 on the first sample of the picture."""
    rows = wave(20, 0.3, seed=1)
    fresh = wave(nested_models.FRESH, 0.3, seed=10_001)
    columns, fresh_columns = (nested_models.legendre(data.X[:, 0]) for data in (rows, fresh))
    train, test = nested_models.nested_errors(columns, rows.y, fresh_columns, fresh.y)
    return float(train[12]), float(test[12])


def _times_worse():
    train, test = _errors_of_degree_12()
    return test / train


TIMES_WORSE = Reading(
    "times_worse",
    "Open rv.explore.overfitting() at degree 12. Divide the held-out error by the "
    "training error.",
    _times_worse,
    "The training error alone would have promised a fit hundreds of times better than it is.",
    ("Read both errors under the picture: the one on the training points and the one held out.",
     "Divide the larger error by the smaller one.",
     "The held-out error is about 18, and the training error is about 0.033."),
    ((lambda: 1 / _times_worse(), "This is the training error divided by the held-out error: "
      "turn the fraction over."),
     (lambda: _errors_of_degree_12()[1], "This is the held-out error itself: divide it by the "
      "training error."),
     (lambda: np.sqrt(_times_worse()), "This is the ratio of the root mean squares: leave out the "
      "square root.")),
    lesson="01")


def _parts_at_degree_3():
    """(bias², variance, noise)."""
    run = refits.run("polynomial", 30, 0.3, sets=2)
    return float(run.exact_bias2[3]), float(run.exact_variance[3]), float(run.noise)


def _share_of_noise():
    parts = _parts_at_degree_3()
    return parts[2] / sum(parts)


SHARE_OF_NOISE = Reading(
    "share_of_noise",
    "Open rv.explore.bias_variance() at degree 3. Which share of the error, bias² + variance + "
    "noise, is noise?",
    _share_of_noise,
    "No method can remove that share: the best degree is nearly as good as it gets.",
    ("Add bias², variance and noise at degree 3 first. Their sum is the whole error.",
     "The noise has standard deviation 0.3. Its square, 0.09, is what it adds to the error.",
     "Bias² is about 0.0056 and variance about 0.013. Divide 0.09 by the sum of the three."),
    ((lambda: 1 - _share_of_noise(), "This is the share of bias² and variance together."),
     (lambda: _parts_at_degree_3()[2], "This is the noise itself: divide it by the whole error."),
     (lambda: 0.3 / (0.3 + sum(_parts_at_degree_3()[:2])),
      "0.3 is the standard deviation of the noise: the error has its square.")),
    lesson="02")


@cache
def _price():
    bowl = Bowl(np.array([2.0, 0.9]), np.array([[1.0, 0.5], [0.5, 1.0]]))
    return touch(bowl, Ball("l1", 0.5)).lam


PRICE_OF_BUDGET = Reading(
    "price_of_budget",
    "Open rv.explore.constraint_geometry() and drag the diamond's budget to t = 0.5. What is its "
    "price lam?",
    _price,
    "The price is the slope that pulls at the corner: the lasso with this lam spends exactly 0.5.",
    ("Look at the picture on the right: below the disc of your budget stands its price.",
     "On paper: the solution is the corner w = (0.5, 0). The price is the pull along w1 there.",
     "The pull is (2 − 0.5) + 0.5·(0.9 − 0): the correlation 0.5 carries what w2 leaves over."),
    ((lambda: 1.5, "The second feature pulls too: with correlation 0.5 it adds half of its 0.9."),
     (lambda: 2.4, "This is what the budget is short of 2.9: the price is a slope."),
     (lambda: 1.45, "This is the price of t = 1: drag t to 0.5.")),
    lesson="05")


@cache
def _diabetes_path():
    train, _ = diabetes().split(0.25, seed=0)
    train = train.standardize()
    return LassoPath(train.X, train.y)


def _first_leaver():
    """The smallest lam in the picture from which on a feature that was in stays out."""
    path = _diabetes_path()
    ends = {}
    for event in path.events:  # from lam_max down: the first joining of each feature counts
        if event.joins:
            ends.setdefault(event.feature, float(event.lam))
    return min(lam for lam in ends.values() if lam > path.lam_max / 1000)


LAM_OF_LAST_LEAVER = Reading(
    "lam_of_last_leaver",
    "Open rv.explore.coefficient_paths(\"diabetes\"). At which lam does the last feature leave?",
    lambda: float(_diabetes_path().lam_max),
    "This is lam_max: the largest |x'(y − mean)|/n of all columns. Beyond it all are zero.",
    ("Drag lam to the right until one curve is left. Go on until it reaches zero, too.",
     "Tick snap to knots. The last knot on the right is the place.",
     "The last one is bmi, and it leaves between lam = 40 and lam = 50."),
    ((_first_leaver, "This is where the first feature leaves: follow the last one."),
     (lambda: float(_diabetes_path().events[1].lam),
      "This is where the last but one leaves: one feature is still in.")),
    lesson="06")


LAM_OF_FIRST_LEAVER = Reading(
    "lam_of_first_leaver",
    "Open rv.explore.coefficient_paths(\"diabetes\"). At which lam does the first feature leave "
    "for good?",
    _first_leaver,
    "s2 is gone first. It is not the smallest coefficient: s1 says nearly the same as s2.",
    ("Begin at the left end and drag lam to the right until a curve reaches zero.",
     "One curve only changes its sign and comes back. Look for the first that stays at zero.",
     "It is s2, and it leaves between lam = 0.3 and lam = 0.4. Snap to knots."),
    ((lambda: float(_diabetes_path().lam_max), "This is where the last feature leaves."),
     (lambda: max(e.lam for e in _diabetes_path().events if not e.joins),
      "There s3 is zero for a while only: it comes back with the other sign."),
     (lambda: min(e.lam for e in _diabetes_path().events if e.lam > 0.05),
      "There s3 is zero for a while only: it comes back with the other sign.")),
    lesson="06")


@cache
def _cross_validated(test_share):
    """(path, CVCurve) of the rows of the diabetes data that are not held out."""
    ours, _ = diabetes().split(test_share, seed=0)
    train = ours.standardize()
    path = LassoPath(train.X, train.y)
    return path, cross_validate(ours.X, ours.y, k=10, lams=_lams(path), standardize=True)


LAM_1SE = Reading(
    "lam_1se",
    "Open rv.explore.cross_validation(). Which lam does the one-standard-error rule choose?",
    lambda: float(_cross_validated(0.66)[1].lam_1se),
    "It is the largest lam whose mean error is within one standard error of the lowest.",
    ("Find the lowest mean error first, and the height of the band above it.",
     "Go up by one standard error from the lowest mean, then to the right until the mean is there.",
     "The right one of the two dotted lines is the answer. It lies between lam = 10 and lam = 15."),
    ((lambda: float(_cross_validated(0.66)[1].lam_min),
      "This is lam_min, where the mean is lowest: the rule walks on to the right."),
     (lambda: float(_cross_validated(0.66)[0].lam_max),
      "There the model has no feature left: the rule stops earlier.")),
    lesson="07")


def _mean_with_l2():
    mean = np.mean([0.0, 0.0, 1.0, 2.0, 50.0])
    return float(Penalty(0.25, l1_ratio=0.0).prox(np.array([mean]))[0])


MEAN_WITH_L2 = Reading(
    "mean_with_l2",
    "Open rv.explore.loss_and_penalty() at largest = 50 and lam = 0.25. What does the squared "
    "loss give with L2?",
    _mean_with_l2,
    "It is the mean divided by 1 + lam, so it still follows the largest number.",
    ("Look at the row of the squared loss and at the mark of the L2 penalty.",
     "On paper: without a penalty the squared loss gives the mean of 0, 0, 1, 2 and 50.",
     "The mean is 10.6. The L2 penalty divides it by 1 + lam = 1.25."),
    ((lambda: 10.6, "This is the mean without a penalty."),
     (lambda: 10.35, "This is the mark of the L1 penalty, which takes lam off."),
     (lambda: 1.0, "This is the median, which belongs to the absolute loss."),
     (lambda: 10.6 / 1.5, "A factor 2 too much: the slope of lam·b²/2 is lam·b.")),
    lesson="09")


WIDTH_OF_PEAK = Reading(
    "width_of_peak",
    "Open rv.explore.double_descent() at the smallest lam. At which width is the held-out error "
    "highest?",
    lambda: 40.0,  # the number of rows: there least squares just begins to fit every row
    "There are as many features as rows: the model just begins to fit every row.",
    ("Drag lam to the left end, and look for the peak of the held-out error.",
     "The peak is where the training error reaches zero. How many rows are there?",
     "There are 40 rows, and the peak is where the features are as many."),
    lesson="13")


@cache
def _kept():
    """How many features own_data keeps at lam_1se, of the rows that are not kept for the end."""
    path, cv = _cross_validated(0.25)
    return float(np.count_nonzero(path(cv.lam_1se)))


FEATURES_AT_1SE = Reading(
    "features_at_1se",
    "Open rv.explore.own_data(\"diabetes\"). How many features are left at the one-standard-error "
    "choice?",
    _kept,
    "They are bmi, s5, bp and s3. Nearly every half of the rows keeps the same ones.",
    ("The explorer begins at this choice. The path has it as a mark, 1-SE.",
     "Count the bars that are not hollow: a hollow circle is an exact zero.",
     "It is half as many as at the lowest error, where 8 of 10 are left."),
    ((lambda: 8.0, "These are left at the lowest error: the choice lies further right."),
     (lambda: 10.0, "All ten are in the table. Count those whose bar is not zero.")),
    lesson="14")
