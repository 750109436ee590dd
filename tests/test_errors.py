"""Every public call against wrong things, one argument at a time.

A call gives a right result, or ValueError or TypeError with a sentence that names the argument.
Nothing else: no other exception, no warning of numpy in place of words, no NaN, no call that hangs
or asks for terabytes.
"""

import inspect
import os
import signal
import warnings
from itertools import islice

import numpy as np
import pytest

import regviz as rv

RNG = np.random.default_rng(7)
X = RNG.standard_normal((12, 3))
Y = X[:, 0] + 0.5 * RNG.standard_normal(12)
LABELS = (Y > 0).astype(float)
PENALTY = rv.Penalty(0.1, 0.5)
BALL = rv.Ball("l1", 1.0)
BOWL = rv.Bowl([1.0, 0.5], [[1.0, 0.3], [0.3, 1.0]])
PROBLEM = rv.Problem(X, Y, ("a", "b", "c"))
SMOOTHERS = rv.knn_smoothers(X, X, (1, 3))
TREES = RNG.standard_normal((4, 12))

# One plain value for every name of a parameter; a call with another one gives it itself.
PLAIN = {
    "X": X, "y": Y, "Xs": [X, X], "ys": [Y, Y], "x": Y, "x_new": Y, "X_new": X, "z": Y, "w": Y,
    "coef": np.array([0.2, 0.0, 0.1]), "penalty": PENALTY, "bowl": BOWL, "ball": BALL,
    "problem": PROBLEM, "train": PROBLEM, "test": PROBLEM, "smoothers": SMOOTHERS, "lam": 0.1,
    "lams": [0.01, 0.1], "l1_ratio": 0.5, "l1_ratios": (0.0, 0.5), "k": 3, "inner": 3, "keep": 2,
    "seed": 1, "n": 12, "p": 3, "sets": 3, "repeats": 2, "resamples": 4, "share": 0.5,
    "noise": 0.5, "norm": 2.0, "corr": 0.5, "sparsity": 2, "nonzeros": 2, "groups": 2, "size": 2,
    "noise_columns": 1, "degree": 2, "degrees": (1, 2), "ks": (1, 3), "threshold": 0.3,
    "step": 0.01, "l2": 0.1, "decay": 0.1, "batch": 4, "start": np.zeros(3), "delta": 0.5,
    "tol": 1e-6, "max_iter": 50, "support": [0, 2], "intercept": True, "floor": 0.01,
    "noise_variance": 1.0, "standardize": False, "method": "lasso", "rule": "lam_min",
    "truth": Y, "truth_new": Y, "data": PROBLEM, "points": X, "centres": X[:2], "most": 2,
    "tried": 4, "votes": TREES, "trees": 2, "depths": (1, 2), "widths": (3, 12), "d": 2,
    "n_test": 5,
    "sizes": (12, 20), "covariance": np.eye(3), "low": 0, "high": 5, "value": 1, "decades": 3.0,
    "count": 50, "steps": 3, "options": ("a", "b"), "on": True, "label": "noise", "spread": 0.5,
    "rng": np.random.default_rng(0), "quadratic": False, "by_coordinate": False,
    "test_share": 0.25, "column": "a", "columns": ["a", "b"], "rows": [0, 1, 2], "factor": 2.0,
    "n_points": 21, "heights": [0.5, 1.0], "kind": "l1", "radius": 1.0, "q": 2.0,
    "ols": [1.0, 0.5], "hessian": [[1.0, 0.3], [0.3, 1.0]], "span": (-3, 3), "other": PROBLEM,
    "question": "Which?", "choices": ("a", "b"), "answer": "a", "why": "So.", "unit": "",
    "tolerance": 0.0, "feedback": ["Yes.", "No."], "name": "ridge", "grad": Y, "lam_max": 1.0,
    "allow_negative": False, "rise": 2.0, "n_rings": 3, "n_angles": 8, "lowest": np.zeros(2),
    "objective": lambda w: (np.asarray(w) ** 2).sum(axis=-1), "shares": {"a": 1.0},
    "library": "glmnet", "sd_y": 1.0, "settings": {"lambda": 0.1, "alpha": 0.5},
    "file": "data.csv", "sep": ",", "decimal": ".", "encoding": "utf-8-sig", "path": None,
    "names": ("a", "b", "c"), "target": "y", "source": "here", "units": ("m", "m", "m"),
    "centre": np.zeros(3), "scale": np.ones(3), "function": np.abs, "weights": np.ones(200),
    "times_best": 1.0, "method_": "lasso",
}  # fmt: skip

CALLS = {
    name: getattr(rv, name)
    for name in (
        "RidgePath LassoPath ElasticNetPath debiased huber least_absolute_deviations "
        "logistic_fits objective kkt_residual duality_gap cross_validate reshuffled nested "
        "cross_validate_mixes criteria ridge_scores stability honest_error leaky_error "
        "most_correlated folds lasso_paths lipschitz ridge_smoothers knn_smoothers "
        "polynomial_smoothers bias_variance nine_fits expected_error squared_distances "
        "cluster_log_loss grown_centres polynomial bumps sine soft_threshold hard_threshold "
        "correlated correlated_groups true_coef wave blobs forests double_descent recovery "
        "refit_risks risk_by_cv risk_curves weights_left constrained touch relief Penalty "
        "Ball Bowl slider lam_slider choice toggle sample predict exit_question teacher "
        "presenter script gradient_descent subgradient proximal_gradient sgd adam "
        "accelerated_proximal_gradient coordinate_descent Problem BumpSample diabetes hint "
        "check"
    ).split()
}
CALLS |= {
    "Penalty.value": PENALTY.value,
    "Penalty.prox": PENALTY.prox,
    "Penalty.subgradient_distance": PENALTY.subgradient_distance,
    "Ball.norm": BALL.norm,
    "Ball.project": BALL.project,
    "Ball.boundary": BALL.boundary,
    "Bowl.value": BOWL.value,
    "Bowl.gradient": BOWL.gradient,
    "Bowl.contours": BOWL.contours,
    "Problem.index": PROBLEM.index,
    "Problem.rescale": PROBLEM.rescale,
    "Problem.select": PROBLEM.select,
    "Problem.split": PROBLEM.split,
    "Problem.take": PROBLEM.take,
    "Problem.apply": PROBLEM.standardize().apply,
    "Problem.to_original_units": PROBLEM.to_original_units,
    "Problem.with_noise_columns": PROBLEM.with_noise_columns,
    "conventions.to": rv.conventions.to,
    "conventions.back": rv.conventions.back,
}
for kind, path in (
    ("RidgePath", rv.RidgePath(X, Y)),
    ("LassoPath", rv.LassoPath(X, Y)),
    ("ElasticNetPath", rv.ElasticNetPath(X, Y, 0.5)),
    ("CVCurve", rv.cross_validate(X, Y, k=3)),
):
    methods = ("__call__", "df", "intercept", "predict", "shrinkage", "nearest_knot")
    CALLS |= {f"{kind}.{name}": getattr(path, name) for name in methods if hasattr(path, name)}

EXPLORERS = {f"explore.{name}": getattr(rv.explore, name) for name in dir(rv.explore)}
CALLS |= EXPLORERS

# Where the plain value of a name is another one for this call.
OWN = {
    "logistic_fits": {"y": LABELS},
    "gradient_descent": {"penalty": rv.Penalty(0.1, 0.0)},
    "Penalty.prox": {"step": 0.5},
    "Ball.norm": {"w": [0.3, 0.4]},
    "Ball.project": {"z": [3.0, 0.4]},
    "Bowl.value": {"w": [0.3, 0.4]},
    "Bowl.gradient": {"w": [0.3, 0.4]},
    "weights_left": {"method": "sgd"},
    "true_coef": {"p": 5},
    "slider": {"step": 1},
    "sample": {"value": 3},
    "choice": {"value": "b"},
    "toggle": {"value": True},
    "lam_slider": {"value": 0.5},
    "risk_curves": {"nonzeros": (1, 2)},
    "bias_variance": {"noise": 0.5},
    "hint": {"name": "ridge"},
    "Problem.rescale": {"unit": "m"},
    "Problem": {"coef": np.zeros(3), "noise": 1.0, "truth": Y},
    "cross_validate": {"lams": [0.05, 0.1]},
    "reshuffled": {"options": {}},
    "recovery": {"coef": [2.0, 3.0, 0.0]},
    "polynomial_smoothers": {"x": Y, "x_new": Y},
    "script": {"l1_ratio": 1.0},
    "check": {"name": "soft_threshold"},
    "cluster_log_loss": {"train": X},
    "predict": {"choices": ("a", "b")},
    "Problem.apply": {"other": PROBLEM},
    "conventions.to": {"sd_y": 1.0},
    "conventions.back": {"sd_y": 1.0},
}

WRONG = {
    "None": None,
    "text": "text",
    "no text": "",
    "bytes": b"3",
    "NaN": np.nan,
    "inf": np.inf,
    "-inf": -np.inf,
    "-1": -1,
    "0": 0,
    "0.5": 0.5,
    "1e300": 1e300,
    "10**12": 10**12,
    "10**400": 10**400,
    "True": True,
    "complex": 1 + 2j,
    "empty list": [],
    "empty array": np.empty((0, 3)),
    "one": [1.0],
    "3-D": np.ones((2, 2, 2)),
    "ragged": [[1, 2], [3]],
    "texts": ["a", "q"],
    "NaN inside": [1.0, np.nan],
    "-1 inside": [-1, 2],
    "dict": {"q": 1},
    "set": {1, 2},
    "object": object(),
    "class": int,
    "function": len,
    "np.int64": np.int64(3),
    "np.float32": np.float32(0.5),
    "np.bool_": np.bool_(True),
    "0-d": np.array(2),
    "array of text": np.array(["a", "b"]),
    "objects": np.array([object(), None]),
    "generator": None,
}
# No argument has a use for these, apart from the texts and lists of texts that FREE ones are.
SENSELESS = {"dict", "object", "class", "complex", "objects", "bytes"}
# What is handed on as it came: an answer to judge, and what only stands in a sentence later on.
FREE = {("check", "answer"), ("Problem", "target"), ("Problem", "source"), ("Problem", "noise"),
        ("Problem", "units"), ("relief", "objective"), ("subgradient", "step"), ("script", "file")}
MEANT = {("explore.own_data", "data", "bytes")}  # the text of a file
# As in numpy NaN stays NaN, and 1e300 may overflow. Curves have NaN where the pen is up.
KEEPS_NAN = {"soft_threshold", "Penalty.value", "Penalty.prox", "Penalty.subgradient_distance",
             "Ball.norm", "Bowl.value", "Bowl.gradient", "Bowl.contours", "relief"}
# Defaults that make a call slow are replaced by small values.
SMALL = set("n p k d sets inner keep repeats resamples n_test widths max_iter l1_ratio".split())
LIMIT = 20  # seconds for one call, on a busy machine
# Pictures take longer: of each argument every eighth wrong thing is tried, or all of them.
SOME = 1 if os.environ.get("EVERY_KIND") else 8


def cases(name):
    """(parameter, kind of wrong thing) of one call."""
    step = SOME if name in EXPLORERS else 1
    for place, given in enumerate(inspect.signature(CALLS[name]).parameters.values()):
        if given.kind is not given.VAR_KEYWORD and (name, given.name) not in FREE:
            yield from ((given.name, kind) for kind in [*WRONG][place % step::step]
                        if (name, given.name, kind) not in MEANT)


def plain_arguments(name):
    own = OWN.get(name, {})
    return {
        parameter: own.get(parameter, PLAIN[parameter])
        for parameter, given in inspect.signature(CALLS[name]).parameters.items()
        if name not in EXPLORERS or parameter in own
        if parameter in SMALL.union(own) or given.default is given.empty
        if given.kind is not given.VAR_KEYWORD
    }


def call(name, arguments):
    result = CALLS[name](**arguments)
    return list(islice(result, 3)) if inspect.isgenerator(result) else result


def holds_nan(result):
    if isinstance(result, (tuple, list)):
        return any(map(holds_nan, result))
    if isinstance(result, dict):
        return holds_nan(list(result.values()))
    is_float = isinstance(result, (float, np.ndarray)) and np.asarray(result).dtype.kind == "f"
    return is_float and bool(np.isnan(result).any())


class TooSlow(BaseException):
    """Not an Exception, which code might catch."""


def too_slow(*_):
    raise TooSlow


def fault(name, parameter, kind):
    """What is wrong with the outcome, in a few words; "" where nothing is."""
    value = (each for each in (1, 2)) if kind == "generator" else WRONG[kind]
    arguments = plain_arguments(name) | {parameter: value}
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.filterwarnings("error", "(divide|invalid|overflow|Mean of|Degrees)")
            result = call(name, arguments)
    except (ValueError, TypeError) as error:
        named = parameter in str(error) or parameter.removesuffix("s") in str(error)
        return "" if named and type(error) in (ValueError, TypeError) else f"{error!r:.100}"
    except (Exception, TooSlow) as error:
        if (name, parameter) == ("check", "strict") and isinstance(error, AssertionError):
            return ""  # that is what it is for
        overflows = isinstance(error, RuntimeWarning) and kind == "1e300" and name in KEEPS_NAN
        return "" if overflows else f"{error!r:.100}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    if kind in SENSELESS:
        return "is taken without a word"
    return "NaN without a word" if name not in KEEPS_NAN and holds_nan(result) else ""


@pytest.fixture(autouse=True)
def alarm():
    before = signal.signal(signal.SIGALRM, too_slow)
    yield
    signal.signal(signal.SIGALRM, before)
    rv.teacher(False)
    rv.presenter(False)


@pytest.mark.parametrize("name", CALLS)
def test_a_wrong_argument_is_refused_by_its_name(name):
    call(name, plain_arguments(name))
    faults = {f"{parameter} = {kind}": found for parameter, kind in cases(name)
              if (found := fault(name, parameter, kind))}
    assert not faults


WHOLE = {
    "folds": "n k seed", "true_coef": "p nonzeros seed", "correlated": "n p sparsity seed",
    "wave": "n seed", "honest_error": "keep k seed", "stability": "resamples seed",
    "cross_validate": "k seed", "logistic_fits": "max_iter", "grown_centres": "most tried",
    "slider": "low high", "double_descent": "n d sets n_test seed", "sgd": "batch seed",
}  # fmt: skip


def same(one, other):
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if hasattr(one, "traits"):
        return type(one) is type(other) and one.get_state() | {"layout": 0, "style": 0} == (
            other.get_state() | {"layout": 0, "style": 0})
    if isinstance(one, rv.Problem):
        return same((one.X, one.y), (other.X, other.y))
    return callable(one) or np.array_equal(one, other)


@pytest.mark.parametrize("name", WHOLE)
def test_whole_numbers_of_numpy_count_as_those_of_python(name):
    plain = plain_arguments(name) | {key: PLAIN[key] for key in WHOLE[name].split()}
    for kind in (np.int64, np.uint8, np.float64, np.array):
        if (name, kind) != ("slider", np.float64):
            numpys = plain | {key: kind(plain[key]) for key in WHOLE[name].split()}
            assert same(call(name, plain), call(name, numpys)), kind


def test_a_slider_of_whole_numbers_steps_by_one():  # solara#448
    assert rv.slider(0, np.int64(39)).step == 1
    assert rv.slider(np.int32(0), np.array(39)).step == 1


@pytest.mark.parametrize(
    ("answer", "typed", "tolerance", "right"),
    [
        (0.1 + 0.2, "0.3", 0, True),  # relate#285
        (1 / 3, "0.3333", 0, True),  # what the card itself says
        (1 / 3, "0.3", 0, False),
        (0.3, "0.4", 0.1, True),  # 0.4 - 0.3 is more than 0.1 in float64
        (0.3, "0.41", 0.1, False),
        (12345, "12346", 0, False),
        (0, "0", 0, True),
        (0, "0.0001", 0, False),
    ],
)
def test_rounding_does_not_make_an_answer_wrong(answer, typed, tolerance, right):
    card = rv.predict("q", answer=answer, why="w", tolerance=tolerance)
    card.commit(typed)
    assert card.reply["right"] is right
