"""Exercises: right answers pass, the usual wrong ones are named, and nothing a reader writes raises."""

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet, Ridge
from sklearn.metrics import r2_score

import regviz as rv
from regviz.exercises import EXERCISES, check
from regviz.exercises.checker import Exercise, judge

FRESH = range(1000, 1200)  # seeds that `check` does not use


def soft_by_branches(z, t):
    if abs(z) <= t:
        return 0
    return z - t if z > 0 else z + t


def ridge_by_sklearn(X, y, lam):
    model = Ridge(alpha=len(y) * lam).fit(X, y)
    return model.coef_, model.intercept_


def ridge_by_rows(X, y, lam):
    """Least squares on sqrt(n lam) I below the centred rows."""
    n, p = X.shape
    rows = np.vstack([X - X.mean(axis=0), np.sqrt(n * lam) * np.eye(p)])
    coef = np.linalg.lstsq(rows, np.append(y - y.mean(), np.zeros(p)), rcond=None)[0]
    return coef, y.mean() - X.mean(axis=0) @ coef


def projection_by_bisection(w, t):
    low, high = 0.0, np.abs(w).max()
    if np.abs(w).sum() <= t:
        return w
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if np.maximum(np.abs(w) - middle, 0).sum() > t else (low, middle)
    return np.sign(w) * np.maximum(np.abs(w) - high, 0)


def first_by_standardized_y(X, y):
    correlations = np.abs(X.T @ (y - y.mean())) / len(y)
    feature = int(np.argmax(correlations))
    return feature, correlations[feature]


def units_by_two_predictions(coef, intercept, centre, scale):
    def predicted(x):
        return intercept + coef @ ((x - centre) / scale)
    at_zero = predicted(np.zeros(len(coef)))
    return np.array([predicted(e) - at_zero for e in np.eye(len(coef))]), at_zero


def one_se_from_the_right(lams, errors):
    k, mean = len(errors), errors.mean(axis=0)
    at = errors[:, int(np.argmin(mean))]
    limit = at.mean() + np.sqrt(((at - at.mean()) ** 2).sum() / (k - 1) / k)
    return next(lam for lam, error in zip(lams[::-1], mean[::-1], strict=True) if error <= limit + 1e-12)


def net_update_by_sklearn(z, lam, l1_ratio):
    """ElasticNet on one row; its own words for l1_ratio 0, where it would warn."""
    if l1_ratio == 0:
        return z / (1 + lam)
    return ElasticNet(alpha=lam, l1_ratio=l1_ratio, fit_intercept=False, tol=1e-12).fit([[1.0]], [z]).coef_


def objective_by_rows(X, y, coef, intercept, lam, l1_ratio):
    losses = [(yi - intercept - sum(x * w for x, w in zip(xi, coef, strict=True))) ** 2 / 2
              for xi, yi in zip(X, y, strict=True)]
    return sum(losses) / len(losses) + lam * sum(l1_ratio * abs(w) + (1 - l1_ratio) * w * w / 2 for w in coef)


def median_by_search(y, weights):
    return min(y, key=lambda b: np.sum(weights * np.abs(y - b)))


def refit_by_sklearn(X, y, support):
    model = Ridge(alpha=1e-12).fit(X[:, support], y)
    coef = np.zeros(X.shape[1])
    coef[support] = model.coef_
    return coef, model.intercept_


def crossed_out(X, y, support):
    model = Ridge(alpha=1e-12).fit(X, y)
    coef = np.where(support, model.coef_, 0)
    return coef, np.mean(y - X @ coef)


def refit_uncentred(X, y, support):
    coef = np.zeros(X.shape[1])
    coef[support] = np.linalg.pinv(X[:, support]) @ y
    return coef, 0


def matching_by_bisection(strength, step, t):
    low, high = 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        more = strength / (strength + middle) > 1 - (1 - step * strength) ** t
        low, high = (middle, high) if more else (low, middle)
    return middle


RIGHT = [
    ("objective", objective_by_rows),
    ("r2_score", r2_score),
    ("bias_variance", lambda p, t: ((p.mean(0) - t) ** 2, (p**2).mean(0) - p.mean(0) ** 2)),
    ("ridge", ridge_by_sklearn),
    ("ridge", ridge_by_rows),
    ("soft_threshold", soft_by_branches),
    ("lasso_prox_step", lambda w, g, step, lam: [soft_by_branches(z, step * lam) for z in w - step * g]),
    ("project_on_l1_ball", projection_by_bisection),
    ("first_to_enter", first_by_standardized_y),
    ("net_update", net_update_by_sklearn),
    ("one_standard_error", one_se_from_the_right),
    ("weighted_median", median_by_search),
    ("weighted_median", lambda y, weights: np.median(np.repeat(y, (2 * weights).astype(int)))),
    ("refit", refit_by_sklearn),
    ("in_original_units", units_by_two_predictions),
    ("matching_lam", matching_by_bisection),
    ("noisy_gradient", lambda X, y, w, sigma: (X.T @ X / len(y) + sigma**2 * np.eye(len(w))) @ w - X.T @ y / len(y)),
]


def ones_penalized(X, y, lam):
    A = np.insert(X, 0, 1.0, axis=1)
    both = np.linalg.inv(A.T @ A / len(y) + lam * np.eye(A.shape[1])) @ A.T @ y / len(y)
    return both[1:], both[0]


def ridge_without_n(X, y, lam):
    coef, _ = ridge_by_rows(X, y, lam / len(y))
    return coef, np.mean(y - X @ coef)


def ridge_turned(X, y, lam):
    Z = X - X.mean(0)
    coef = np.linalg.inv(Z.T @ Z / len(y) - lam * np.eye(X.shape[1])) @ Z.T @ y / len(y)
    return coef, np.mean(y - X @ coef)


def ridge_uncentred(X, y, lam):
    coef = np.linalg.inv(X.T @ X / len(y) + lam * np.eye(X.shape[1])) @ X.T @ y / len(y)
    return coef, 0.0


def penalty(w, lam, l1_ratio):
    return lam * (l1_ratio * np.linalg.norm(w, 1) + (1 - l1_ratio) / 2 * np.linalg.norm(w) ** 2)


def rss(X, y, w, b):
    return np.linalg.norm(y - b - X @ w) ** 2


def keep_sign(z, size):
    return np.where(z < 0, -size, size)


WRONG = [  # exercise, what its sentence must say, the answer
    ("objective", "1/2 is missing", lambda X, y, w, b, lam, r: rss(X, y, w, b) / len(y) + penalty(w, lam, r)),
    ("objective", "Divide", lambda X, y, w, b, lam, r: rss(X, y, w, b) / 2 + penalty(w, lam, r)),
    ("objective", "1/(2n)", lambda X, y, w, b, lam, r: rss(X, y, w, b) + penalty(w, lam, r)),
    ("objective", "intercept is never",
     lambda X, y, w, b, lam, r: rss(X, y, w, b) / (2 * len(y)) + penalty(np.append(b, w), lam, r)),
    ("objective", "ridge part",
     lambda X, y, w, b, lam, r: rss(X, y, w, b) / (2 * len(y)) + lam * (r * abs(w).sum() + (1 - r) * w @ w)),
    ("r2_score", "one minus", lambda y, f: np.sum((y - f) ** 2) / np.sum((y - np.mean(y)) ** 2)),
    ("r2_score", "zero", lambda y, f: 1 - np.sum((y - f) ** 2) / np.sum(y**2)),
    ("r2_score", "not of the predictions", lambda y, f: 1 - np.mean((y - f) ** 2) / np.var(f)),
    ("r2_score", "correlation", lambda y, f: np.corrcoef(f, y)[1, 0] ** 2),
    ("r2_score", "Square the errors", lambda y, f: 1 - np.mean(abs(y - f)) / np.mean(abs(y - np.mean(y)))),
    ("bias_variance", "square", lambda p, t: (np.mean(p - t, axis=0), np.var(p, axis=0))),
    ("bias_variance", "over the sets", lambda p, t: ((np.mean(p, axis=0) - t) ** 2, np.var(p, axis=1))),
    ("bias_variance", "Average", lambda p, t: (np.mean((t - p) ** 2, axis=0), np.var(p, axis=0))),
    ("bias_variance", "n_sets", lambda p, t: ((np.mean(p, axis=0) - t) ** 2, np.cov(p.T).diagonal())),
    ("bias_variance", "standard deviation", lambda p, t: ((np.mean(p, axis=0) - t) ** 2, np.std(p, axis=0))),
    ("ridge", "factor n", ridge_without_n),
    ("ridge", "penalized here", ones_penalized),
    ("ridge", "sign of lam", ridge_turned),
    ("ridge", "centring", ridge_uncentred),
    ("ridge", "coef is right", lambda X, y, lam: (ridge_by_rows(X, y, lam)[0], np.mean(y))),
    ("soft_threshold", "negative z", lambda z, t: z - t if abs(z) > t else 0),
    ("soft_threshold", "hard threshold", lambda z, t: z * (abs(z) > t)),
    ("soft_threshold", "sticks at 0", lambda z, t: z - t if z > 0 else z + t if z < 0 else z),
    ("soft_threshold", "doubled", lambda z, t: keep_sign(z, max(abs(z) - 2 * t, 0))),
    ("soft_threshold", "sign of z", lambda z, t: max(abs(z) - t, 0)),
    ("lasso_prox_step", "step·lam", lambda w, g, step, lam: [soft_by_branches(z, lam) for z in w - step * g]),
    ("lasso_prox_step", "hops over", lambda w, g, step, lam: w - step * g - step * lam * np.sign(w)),
    ("lasso_prox_step", "uphill", lambda w, g, step, lam: [soft_by_branches(z, step * lam) for z in w + step * g]),
    ("lasso_prox_step", "First the gradient",
     lambda w, g, step, lam: [soft_by_branches(z, step * lam) for z in w] - step * g),
    ("project_on_l1_ball", "Scaling", lambda w, t: w / max(1, np.abs(w).sum() / t)),
    ("project_on_l1_ball", "budget", lambda w, t: np.array([soft_by_branches(z, t) for z in w])),
    ("project_on_l1_ball", "circle", lambda w, t: w / max(1, np.linalg.norm(w) / t)),
    ("project_on_l1_ball", "inside", lambda w, t: t * w / np.linalg.norm(w, 1)),
    ("project_on_l1_ball", "sum", lambda w, t: np.minimum(t, np.maximum(-t, w))),
    ("net_update", "L2 part is missing", lambda z, lam, r: soft_by_branches(z, lam * r)),
    ("net_update", "L1 part is missing", lambda z, lam, r: z / (1 + lam * (1 - r))),
    ("net_update", "First the threshold", lambda z, lam, r: soft_by_branches(z / (1 + lam * (1 - r)), lam * r)),
    ("net_update", "without a 2", lambda z, lam, r: soft_by_branches(z, lam * r) / (1 + 2 * lam * (1 - r))),
    ("net_update", "swapped", lambda z, lam, r: soft_by_branches(z, lam - lam * r) / (1 + lam * r)),
    ("net_update", "steps over", lambda z, lam, r: (z - lam * r * np.sign(z)) / (1 + lam * (1 - r))),
    ("net_update", "not the two answers",
     lambda z, lam, r: r * soft_by_branches(z, lam) + (1 - r) * z / (1 + lam)),
    ("first_to_enter", "divides", lambda X, y: (*[np.argmax(c := abs(X.T @ (y - y.mean())))], max(c))),
    ("first_to_enter", "absolute", lambda X, y: (np.argmax(c := X.T @ (y - y.mean()) / len(y)), max(c))),
    ("first_to_enter", "Centre", lambda X, y: (np.argmax(c := abs(X.T @ y) / len(y)), max(c))),
    ("first_to_enter", "factor 2", lambda X, y: (np.argmax(c := abs(X.T @ (y - y.mean())) / len(y)), 2 * max(c))),
    ("in_original_units", "Divide by scale", lambda w, b, m, s: (w * s, b - m @ (w * s))),
    ("in_original_units", "has to move", lambda w, b, m, s: (w / s, b)),
    ("in_original_units", "new units", lambda w, b, m, s: (w / s, b - m @ w)),
    ("in_original_units", "other way", lambda w, b, m, s: (w / s, b + m @ (w / s))),
    ("weighted_median", "without weights", lambda y, weights: np.sort(y)[len(y) // 2] if len(y) % 2 else np.median(y)),
    ("weighted_median", "weighted mean", lambda y, weights: np.average(y, weights=weights)),
    ("weighted_median", "multiply", lambda y, weights: np.median(y * weights)),
    ("weighted_median", "order of the y",
     lambda y, weights: np.sort(y)[np.argmax(np.cumsum(weights) >= sum(weights) / 2)]),
    ("weighted_median", "Sort the y", lambda y, weights: y[np.argmax(np.cumsum(weights) >= sum(weights) / 2)]),
    ("refit", "crossed out", crossed_out),
    ("refit", "intercept is missing", refit_uncentred),
    ("refit", "all columns", lambda X, y, support: refit_by_sklearn(X, y, np.full(len(support), True))),
    ("refit", "coef is right", lambda X, y, support: (refit_by_sklearn(X, y, support)[0], np.mean(y))),
    ("matching_lam", "rule of thumb", lambda d, step, t: 1 / (t * step)),
    ("matching_lam", "solve for lam", lambda d, step, t: 1 - (1 - step * d) ** t),
    ("matching_lam", "exchanged", lambda d, step, t: d * (1 - (1 - step * d) ** t) / (1 - step * d) ** t),
    ("matching_lam", "strength is missing", lambda d, step, t: 1 / (1 - (1 - step * d) ** t) - 1),
    ("matching_lam", "take strength off", lambda d, step, t: d / (1 - (1 - step * d) ** t)),
    ("noisy_gradient", "noise is missing", lambda X, y, w, sigma: (X @ w - y) @ X / len(y)),
    ("noisy_gradient", "sigma²", lambda X, y, w, sigma: (X @ w - y) @ X / len(y) + sigma * w),
    ("noisy_gradient", "factor 2", lambda X, y, w, sigma: (X @ w - y) @ X / len(y) + 2 * sigma**2 * w),
    ("noisy_gradient", "divide it by n", lambda X, y, w, sigma: ((X @ w - y) @ X + sigma**2 * w) / len(y)),
    ("noisy_gradient", "n times", lambda X, y, w, sigma: (X @ w - y) @ X + len(y) * sigma**2 * w),
]


def one_se(se, lams, errors, pick=max):
    mean = np.mean(errors, axis=0)
    return pick(lam for lam, error in zip(lams, mean, strict=True) if error <= mean.min() + se[mean.argmin()] + 1e-12)


WRONG += [
    ("one_standard_error", "ddof=1", lambda lams, e: one_se(e.std(axis=0) / len(e) ** 0.5, lams, e)),
    ("one_standard_error", "√k", lambda lams, e: one_se(e.std(axis=0, ddof=1), lams, e)),
    ("one_standard_error", "Two things", lambda lams, e: one_se(np.std(e, axis=0), lams, e)),
    ("one_standard_error", "not by k", lambda lams, e: one_se(e.std(axis=0, ddof=1) / len(e), lams, e)),
    ("one_standard_error", "wrong side",
     lambda lams, e: one_se(e.std(axis=0, ddof=1) / len(e) ** 0.5, lams, e, pick=min)),
    ("one_standard_error", "lowest error", lambda lams, e: lams[np.argmin(e.sum(axis=0))]),
    ("one_standard_error", "position",
     lambda lams, e: np.searchsorted(lams, one_se(e.std(axis=0, ddof=1) / len(e) ** 0.5, lams, e))),
]


def empty(*inputs):
    """Only a docstring."""


def passes(*inputs):
    pass


def dots(*inputs):
    return ...


def unfinished(*inputs):
    coef = ...
    return 2 * coef


def not_implemented(*inputs):
    raise NotImplementedError


def both_blank(*inputs):
    return None, ...


@pytest.mark.parametrize("name", EXERCISES)
def test_the_solution_holds_on_every_fresh_seed(name):
    exercise = EXERCISES[name]
    passed = [judge(exercise, exercise.solution, [seed]).passed for seed in FRESH]
    assert np.mean(passed) == 1.0
    assert check(name, exercise.solution).passed is True


@pytest.mark.parametrize("name, answer", RIGHT)
def test_any_right_answer_passes_however_it_is_written(name, answer):
    assert judge(EXERCISES[name], answer, FRESH).passed is True


def test_every_exercise_meets_a_second_solution_and_three_wrong_ones():
    assert {name for name, _ in RIGHT} == set(EXERCISES)
    for name, exercise in EXERCISES.items():
        assert len([wrong for wrong in WRONG if wrong[0] == name]) >= 3 <= len(exercise.slips)


@pytest.mark.parametrize("name, said, answer", WRONG)
def test_usual_wrong_answers_are_rejected_and_named(name, said, answer):
    verdict = check(name, answer)
    assert verdict.passed is False
    counterexample, _, advice = verdict.sentence.rpartition(". ")
    assert said in advice or said in verdict.sentence.split("; ", 1)[1]
    assert "for " in counterexample and "you return" in counterexample


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("answer", [None, ..., empty, passes, dots, unfinished, not_implemented, both_blank])
def test_a_blank_answer_is_not_answered_yet(name, answer):
    verdict = check(name, answer)
    assert verdict.passed is None
    assert repr(verdict).startswith(f"{name}: not answered yet. {EXERCISES[name].signature}")


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("answer, said", [
    (lambda *inputs: 1 / 0, "stops with ZeroDivisionError: division by zero"),
    (lambda: 0, "stops with TypeError"),
    (lambda *inputs: np.linalg.inv(np.zeros((2, 2))), "stops with LinAlgError: Singular matrix"),
    (lambda *inputs: "seven", "asked for is"),
    (lambda *inputs: np.zeros(99), "asked for is"),
    (lambda *inputs: {}, "asked for is"),
    (lambda *inputs: ValueError("told instead of raised"), "told instead of raised"),
    (3.0, "without calling it"),
])
def test_a_broken_answer_is_one_sentence(name, answer, said):
    verdict = check(name, answer)
    assert verdict.passed is False and said in repr(verdict)
    assert "\n" not in repr(verdict) and " at 0x" not in repr(verdict)


def test_no_number_is_named():
    assert "no number" in repr(check("soft_threshold", lambda z, t: np.nan))


def test_a_single_missing_branch_is_a_wrong_answer_and_not_a_blank():
    verdict = check("soft_threshold", lambda z, t: z - t if z > t else z + t if z < -t else None)
    assert verdict.passed is False and "you return nothing" in repr(verdict)


def test_answers_may_change_their_inputs():
    def centred_in_place(X, y, lam):
        means = X.mean(axis=0), y.mean()
        X -= means[0]
        y -= means[1]
        coef = np.linalg.solve(X.T @ X + len(y) * lam * np.eye(X.shape[1]), X.T @ y)
        return coef, means[1] - means[0] @ coef
    assert check("ridge", centred_in_place).passed is True


def test_the_smallest_counterexample_is_told_and_always_the_same():
    exercise = Exercise("half(z)", ("h",), "twice h is z", lambda seed: {"z": float(seed * 37 % 100)},
                        lambda z: ((),), lambda h, z: "" if 2 * h == z else f"half of z is {z / 2:g}",
                        lambda z: z / 2, ((lambda z: z, "Divide."),))
    wrong_from_seven_on = judge(exercise, lambda z: z / 2 if z < 7 else 0.0)
    assert repr(wrong_from_seven_on) == "✗ half: for z = 7 you return 0; half of z is 3.5."
    assert repr(judge(exercise, lambda z: -z)).startswith("✗ half: for z = 1 you return −1; half of z is 0.5.")
    assert repr(judge(exercise, lambda z: 1.0 * z)).endswith("half of z is 0.5. Divide.")


def test_a_wrong_threshold_is_told_by_its_minimum():
    verdict = check("soft_threshold", lambda z, t: z - t if abs(z) > t else 0.0)
    assert repr(verdict).startswith("✗ soft_threshold: for z = −")
    z, t = (float(word.replace("−", "-").rstrip(",")) for word in np.array(repr(verdict).split())[[5, 9]])
    assert f"you return {z - t:g}; ".replace("-", "−") in repr(verdict)
    assert f"is at {z + t:g}. ".replace("-", "−") in repr(verdict)


def test_unknown_exercises_are_refused_by_name():
    with pytest.raises(ValueError, match="soft_threshold.*got 'lasso'"):
        check("lasso", empty)


def test_check_is_where_the_notebooks_look_for_it():
    assert rv.check is check
