"""Exercises of lessons 00 to 03: the objective, R², bias² and variance, ridge."""

import numpy as np

from regviz.core.formatting import plain
from regviz.exercises.checker import CLOSE, Exercise, words
from regviz.exercises.tables import distinct, distinct_columns, intercept_of
from regviz.solvers.optimality import kkt_residual, objective
from regviz.solvers.penalties import Penalty
from regviz.solvers.ridge import RidgePath


def _rows(seed: int) -> tuple[np.random.Generator, dict]:
    """A small table of whole numbers, neither y nor any column constant, and not centred."""
    rng = np.random.default_rng(seed)
    n, p = rng.integers(3, 6), rng.integers(1, 3)
    return rng, {"X": distinct_columns(rng, -2, 6, n, p), "y": distinct(rng, -4, 9, n)}


def _draw_objective(seed):
    rng, table = _rows(seed)
    coef = rng.integers(-3, 4, table["X"].shape[1]).astype(float)
    return table | {
        "coef": coef,
        "intercept": float(rng.integers(-2, 3)),
        "lam": rng.integers(0, 5) / 2,
        "l1_ratio": rng.integers(0, 3) / 2,
    }


def _is_objective(value, X, y, coef, intercept, lam, l1_ratio):
    penalty = Penalty(lam, l1_ratio)
    J = objective(X, y, coef, penalty, intercept)
    price = penalty.value(coef)
    if abs(value - J) <= CLOSE * (1 + J):
        return ""
    return (f"the loss RSS / (2n) is {plain(J - price)}, the penalty {plain(price)}, "
            f"so J = {plain(J)}")


def _weighed(loss=0.5, square=0.5, absolute=np.abs, everywhere=False, mean=np.mean):
    """J with one thing changed: the weights of the squares, |w|, the intercept penalized too."""
    def value(X, y, coef, intercept, lam, l1_ratio):
        w = np.append(coef, intercept) if everywhere else coef
        penalty = l1_ratio * absolute(w).sum() + (1 - l1_ratio) * square * (w @ w)
        return loss * mean((y - intercept - X @ coef) ** 2) + lam * penalty
    return value


OBJECTIVE = Exercise(
    "objective(X, y, coef, intercept, lam, l1_ratio)", ("J",), "your J is the J of this course",
    _draw_objective, _is_objective, _weighed(),
    ((_weighed(loss=1.0),
      "The loss is half the mean of the squared residuals: the 1/2 is missing."),
     (_weighed(mean=np.sum),
      "Divide the squared residuals by n: without it lam means something else for each n."),
     (_weighed(loss=1.0, mean=np.sum), "The loss is RSS / (2n): here the whole 1/(2n) is missing."),
     (_weighed(square=1.0), "The ridge part is (1 − l1_ratio)/2 · ‖w‖²: its 1/2 is missing."),
     (_weighed(everywhere=True),
      "The intercept is never penalized: only coef belongs in the penalty."),
     (_weighed(absolute=lambda w: w),
      "‖w‖₁ adds absolute values: here negative coefficients earn a discount.")),
    lesson="00",
    hints=(
        "J has two parts: a loss of the residuals, and a penalty on coef alone.",
        "The residuals are y - intercept - X @ coef. Half the mean of their squares is the loss.",
        "Add lam * (l1_ratio * np.abs(coef).sum() + (1 - l1_ratio) / 2 * (coef @ coef))."))


def _draw_scores(seed):
    rng, table = _rows(seed)
    return {"y": table["y"], "predicted": table["y"] + rng.integers(-3, 4, len(table["y"]))}


def _about_mean(y):
    return ((y - y.mean()) ** 2).sum()


def _is_r2(value, y, predicted):
    errors = ((y - predicted) ** 2).sum()
    constant = _about_mean(y)
    if abs((1 - value) * constant - errors) <= CLOSE * constant:
        return ""
    return (f"the squared errors add up to {plain(errors)}, those of the best constant to "
            f"{plain(constant)}, so R² = {plain(1 - errors / constant)}")


def _r2(y, predicted):
    return 1 - ((y - predicted) ** 2).sum() / _about_mean(y)


R2 = Exercise(
    "r2_score(y, predicted)", ("R²",), "R² compares the errors with those of the best constant",
    _draw_scores, _is_r2, _r2,
    ((lambda y, predicted: 1 - _r2(y, predicted),
      "This is the share that is left unexplained: take one minus it."),
     (lambda y, predicted: 1 - ((y - predicted) ** 2).sum() / (y @ y),
      "The denominator compares with zero: compare with the mean of y."),
     (lambda y, predicted: 1 - ((y - predicted) ** 2).sum() / _about_mean(predicted),
      "The denominator is the spread of y, not of the predictions."),
     (lambda y, predicted: np.corrcoef(y, predicted)[0, 1] ** 2,
      "A squared correlation forgives a wrong level and a wrong scale; on held-out data R² must "
      "not."),
     (lambda y, predicted: 1 - np.abs(y - predicted).sum() / np.abs(y - y.mean()).sum(),
      "Square the errors: R² is about squared errors, above and below.")),
    lesson="01",
    hints=(
        "R² compares two sums of squared errors: yours, and those of the best constant.",
        "The best constant is the mean of y. Its errors are y - y.mean().",
        "R² is 1 minus ((y - predicted)**2).sum() divided by ((y - y.mean())**2).sum()."))


def _draw_fits(seed):
    rng = np.random.default_rng(seed)
    n_sets, n_points = rng.permutation([2, 3, 4])[:2]
    return {
        "predictions": rng.integers(-3, 7, (n_sets, n_points)).astype(float),
        "truth": rng.integers(-3, 4, n_points).astype(float),
    }


def _is_decomposition(bias2, variance, predictions, truth):
    error = ((predictions - truth) ** 2).mean(axis=0)
    least = ((predictions - predictions.mean(axis=0)) ** 2).mean(axis=0)
    if np.abs(variance - least).max() > CLOSE * (1 + error.max()):
        return f"the mean squared distance of each column from its own mean is {words(least)}"
    if np.abs(bias2 + variance - error).max() > CLOSE * (1 + error.max()):
        return (f"the mean squared error is {words(error)} and the parts add up to "
                f"{words(bias2 + variance)}")
    return ""


def _split(bias=lambda p, t: (p.mean(axis=0) - t) ** 2, variance=lambda p: p.var(axis=0)):
    return lambda predictions, truth: (bias(predictions, truth), variance(predictions))


BIAS_VARIANCE = Exercise(
    "bias_variance(predictions, truth)", ("bias2", "variance"),
    "at each point bias² and variance add up to the mean squared error",
    _draw_fits, _is_decomposition, _split(),
    ((_split(bias=lambda p, t: p.mean(axis=0) - t), "This is the bias: bias² needs its square."),
     (_split(bias=lambda p, t: ((p - t) ** 2).mean(axis=0)),
      "Average over the sets first, then square: the mean of the squares has the variance in it "
      "already."),
     (_split(variance=lambda p: p.std(axis=0)),
      "This is the standard deviation: the variance is its square."),
     (_split(variance=lambda p: p.var(axis=0, ddof=1)),
      "Divide by n_sets, not n_sets − 1: only then do the parts add up to the error of these "
      "very sets."),
     (_split(variance=lambda p: p.var(axis=1)),
      "Rows are training sets: take the variance down each column (axis=0), over the sets."),
     (_split(bias=lambda p, t: (p.mean(axis=1) - t) ** 2),
      "Rows are training sets: average down each column (axis=0), over the sets.")),
    shapes=lambda predictions, truth: (truth.shape, truth.shape),
    lesson="02",
    hints=(
        "Each row of predictions belongs to one training set, and each column to one point.",
        "The mean of a column, over all training sets, minus the truth is the bias. Square it.",
        "Return (predictions.mean(axis=0) - truth)**2 and predictions.var(axis=0)."))


def _draw_ridge(seed):
    rng, table = _rows(seed)
    return table | {"lam": rng.integers(1, 7) / 2}


def _is_ridge(coef, intercept, X, y, lam):
    penalty, path = Penalty(lam, 0.0), RidgePath(X, y)
    if kkt_residual(X, y, coef, penalty, float(intercept)) <= CLOSE * (1 + np.abs(y @ X).max()):
        return ""
    best, b = path(lam), float(path.intercept(lam))
    return (f"there J = {plain(objective(X, y, coef, penalty, float(intercept)))}, and its minimum "
            f"{plain(objective(X, y, best, penalty, b))} is at coef = {words(best)}, "
            f"intercept = {words(b)}")


def _ridge(weight=lambda n: n, sign=1.0, centred=True, level=intercept_of):
    """Ridge with one thing changed: the factor of lam, its sign, the centring, the intercept."""
    def solve(X, y, lam):
        A, b = (X - X.mean(axis=0), y - y.mean()) if centred else (X, y)
        coef = np.linalg.solve(A.T @ A + sign * weight(len(y)) * lam * np.eye(X.shape[1]), A.T @ b)
        return coef, level(X, y, coef)
    return solve


def _ridge_on_all(X, y, lam):
    A = np.column_stack([np.ones(len(y)), X])
    both = np.linalg.solve(A.T @ A + len(y) * lam * np.eye(A.shape[1]), A.T @ y)
    return both[1:], both[0]


RIDGE = Exercise(
    "ridge(X, y, lam)", ("coef", "intercept"), "no coefficients and no intercept have a smaller J",
    _draw_ridge, _is_ridge, _ridge(),
    ((_ridge(weight=lambda n: 1),
      "The factor n is missing: J divides the loss by n, so n·lam goes on the diagonal."),
     (_ridge(weight=lambda n: 2 * n),
      "A factor 2 too much: both terms of J carry 1/2, so n·lam goes on the diagonal."),
     (_ridge_on_all,
      "The intercept is penalized here: centre X and y, solve for coef, then put the intercept "
      "back."),
     (_ridge(sign=-1.0), "The sign of lam is turned: the penalty adds to the diagonal."),
     (_ridge(centred=False),
      "Centre X and y before solving: uncentred, coef must also carry the mean of y."),
     (_ridge(centred=False, level=lambda X, y, coef: 0.0),
      "Without centring there is no intercept: centre X and y."),
     (_ridge(weight=lambda n: 1, centred=False, level=lambda X, y, coef: 0.0),
      "Two things: centre X and y, and put n·lam on the diagonal, because J divides the loss by "
      "n."),
     (_ridge(weight=lambda n: 1, centred=False),
      "Two things: centre X and y before solving, and put n·lam on the diagonal."),
     (_ridge(level=lambda X, y, coef: y.mean()),
      "coef is right. The intercept is mean(y) minus mean(X) · coef: these columns have means "
      "of their own.")),
    shapes=lambda X, y, lam: ((X.shape[1],), ()),
    lesson="03",
    hints=(
        "The intercept is free, so centre the columns of X and y first.",
        "With centred A and b, set the slope of J to zero: (A'A + n·lam·I) coef = A'b.",
        "Use np.linalg.solve for coef. Then intercept = y.mean() - X.mean(axis=0) @ coef."))
