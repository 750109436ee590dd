"""Numbers to work out on paper; the package computes each of them in its own way."""

import numpy as np

from regviz.exercises.reading import Reading
from regviz.solvers.conventions import to
from regviz.solvers.penalties import Penalty, soft_threshold

RIDGE_COEFFICIENT = Reading(
    "ridge_coefficient",
    "On paper: z = 3 and lam = 0.5. Which b makes (b − z)²/2 + lam·b²/2 smallest?",
    lambda: float(Penalty(0.5, l1_ratio=0.0).prox(np.array([3.0]))[0]),
    "The slope (b − 3) + 0.5·b is zero there: ridge divides z by 1 + lam.",
    ("At the smallest place the slope is zero. Take the derivative of both terms.",
     "The slope is (b − 3) + 0.5·b. Set it to zero.",
     "From 1.5·b = 3 you get b with one division."),
    ((lambda: 2.5, "You took lam off, as the lasso does: ridge divides."),
     (lambda: 3 / 2, "A factor 2 too much: the slope of lam·b²/2 is lam·b."),
     (lambda: 1.0, "This is what ridge takes away: b is what is left.")),
    lesson="03")


LASSO_COEFFICIENT = Reading(
    "lasso_coefficient",
    "On paper: z = −1.3 and lam = 0.5. Which b makes (b − z)²/2 + lam·|b| smallest?",
    lambda: float(soft_threshold(-1.3, 0.5)),
    "The lasso moves z towards zero by lam, whatever the size of z.",
    ("Is z further from zero than lam? If it is not, b is zero. If it is, b keeps the sign of z.",
     "Where b is negative, the slope of lam·|b| is −lam. So the slope of the sum is b + 1.3 − 0.5.",
     "Move z towards zero by 0.5: start at −1.3 and go to the right."),
    ((lambda: -1.8, "You moved away from zero: a negative z goes up by lam."),
     (lambda: 0.8, "The size is right, and the sign of z is lost."),
     (lambda: -1.3 / 1.5, "You divided by 1 + lam, as ridge does: the lasso subtracts."),
     (lambda: -0.3, "A factor 2 too much: the slope of (b − z)²/2 is b − z."),
     (lambda: 0.0, "z is further from zero than lam, so b is not zero.")),
    lesson="04")


NET_COEFFICIENT = Reading(
    "net_coefficient",
    "On paper: z = 3, lam = 1 and l1_ratio = 0.5. What does the elastic net make of z?",
    lambda: float(Penalty(1.0, l1_ratio=0.5).prox(np.array([3.0]))[0]),
    "First the threshold lam·l1_ratio comes off, then 1 + lam·(1 − l1_ratio) divides.",
    ("Half of lam is L1 and half is L2. One half subtracts, the other half divides.",
     "First take lam·l1_ratio = 0.5 off z.",
     "Then divide 2.5 by 1 + lam·(1 − l1_ratio) = 1.5."),
    ((lambda: 3 / 1.5 - 0.5, "First the threshold, then the division."),
     (lambda: 2.5, "The L2 part is missing: divide what is left by 1.5."),
     (lambda: 2.0, "This is z/1.5, or z − 1: take 0.5 off and divide by 1.5, one after the other."),
     (lambda: 0.5 * 2 + 0.5 * 1.5, "The penalties are mixed, not the two answers."),
     (lambda: 1.25, "A factor 2 too much: the slope of b²/2 is b.")),
    lesson="08")


LONGEST_SAFE_STEP = Reading(
    "longest_safe_step",
    "On paper: two standardized features have correlation 0.25. What is the step 1/L, with L the "
    "largest curvature?",
    lambda: float(1 / np.linalg.eigvalsh([[1, 0.25], [0.25, 1]])[-1]),
    "The loss is steepest along (1, 1), where its curvature is 1 + 0.25.",
    ("L is the largest eigenvalue of X'X/n, which is [[1, 0.25], [0.25, 1]] here.",
     "Its two directions are (1, 1) and (1, −1). Multiply the matrix by (1, 1).",
     "Along (1, 1) the eigenvalue is 1.25. The step is one divided by it."),
    ((lambda: 1.25, "This is L itself: the step is 1/L."),
     (lambda: 4 / 3, "This is one over the smallest curvature, 0.75: take the largest."),
     (lambda: 1.6, "This is 2/L, where gradient descent no longer gets nearer: take 1/L."),
     (lambda: 4.0, "This is one over the correlation: the curvature is 1 + 0.25.")),
    lesson="10")


C_OF_LAM = Reading(
    "C_of_lam",
    "On paper: n = 100 rows and lam = 0.02. Which C makes scikit-learn's LogisticRegression solve "
    "the same problem?",
    lambda: float(to("sklearn LogisticRegression", 0.02, 0.0, 100)["C"]),
    "C multiplies the sum of the losses and lam the penalty, so C is 1/(n·lam).",
    ("Ours is the mean loss plus lam times the penalty. Theirs is C times the sum plus it.",
     "Divide our objective by lam. In front of the sum of the losses you find their C.",
     "C is 1/(n·lam), and n·lam is 2."),
    ((lambda: 50.0, "n is missing: our loss is a mean over n rows, theirs is a sum."),
     (lambda: 2.0, "This is n·lam: C is one over it, since a large C means little penalty."),
     (lambda: 5000.0, "You divided lam into n: a mean is the sum divided by n."),
     (lambda: 0.25, "A factor 2 too much: both penalties carry the same 1/2.")),
    lesson="11")


STEPS_OF_LAM = Reading(
    "steps_of_lam",
    "On paper: by the rule of thumb, how many gradient steps of length 0.1 go with lam = 0.5?",
    lambda: 1 / (0.1 * 0.5),
    "The rule of thumb is lam = 1/(step·t): many steps are a small penalty.",
    ("Many steps are like a small lam. The rule of thumb has both in one product.",
     "The rule is lam = 1/(step·t). Solve it for t.",
     "t is 1/(step·lam), and step·lam is 0.05."),
    ((lambda: 5.0, "This is lam/step: in the rule lam and t are on opposite sides."),
     (lambda: 0.05, "This is step·lam: t is one over it."),
     (lambda: 2.0, "step is missing: short steps need more of them."),
     (lambda: 10.0, "lam is missing: this is 1/step.")),
    lesson="12")


FOREST_OF_TEN = Reading(
    "forest_of_ten",
    "On paper: one tree has error 6400 on average, an average of endlessly many 3100. What do ten "
    "trees have?",
    lambda: 3100 + (6400 - 3100) / 10,
    "Averaging divides the variance by the number of trees and leaves all the rest.",
    ("Endlessly many trees have no variance of their own left. What is the variance of one tree?",
     "One tree has 6400 − 3100 = 3300 more than endlessly many. That is its variance.",
     "Ten trees keep a tenth of the 3300. Add it to 3100."),
    ((lambda: 640.0, "Only the variance is divided by ten: 3100 stay."),
     (lambda: 6400 - 330.0, "Ten trees bring nine tenths of the way, not one tenth."),
     (lambda: 3100 + 3300 / np.sqrt(10), "The variance is divided by 10, not by its root."),
     (lambda: 3100.0, "These are endlessly many trees: ten still have some variance.")),
    lesson="13")
