"""regviz: solvers, pictures and sliders to teach L1 and L2 regularization. See README.md for the one objective."""

import logging
import sys

if sys.platform == "emscripten":  # a browser's Python has no font cache yet, and matplotlib would say so in red
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

from . import conventions  # noqa: E402
from .claims import LEDGER
from .controls import choice, lam_slider, sample, slider, toggle
from .data import (
    correlated,
    correlated_groups,
    diabetes,
    polynomial,
    read_csv,
    sine,
    wave,
)
from .exercises import check
from .explorer import Explorer, Fit
from .geometry import Bowl, constrained, touch
from .landscape import relief
from .lesson import exit_question, predict, tally, teacher
from .paths import ElasticNetPath, LassoPath, RidgePath
from .penalties import Ball, Penalty, hard_threshold, soft_threshold
from .problem import Problem
from .report import in_words, script
from .resampling import bias_variance, knn_smoothers, polynomial_smoothers, ridge_smoothers, stability
from .selection import cross_validate, folds, honest_error, leaky_error, nested, reshuffled, strongest
from .shortcuts import criteria, ridge_scores
from .solvers import (
    accelerated_proximal_gradient,
    coordinate_descent,
    gradient_descent,
    objective,
    proximal_gradient,
    subgradient,
)
from .style import canvas, presenter
from .views import *  # noqa: F403
from .views import __all__ as _views

__version__ = "0.1.0"
__all__ = [
    "Ball", "Bowl", "ElasticNetPath", "Explorer", "Fit", "LEDGER", "LassoPath", "Penalty", "Problem", "RidgePath",
    "accelerated_proximal_gradient", "bias_variance", "canvas", "check", "choice", "constrained", "conventions",
    "coordinate_descent", "correlated", "correlated_groups", "criteria", "cross_validate", "diabetes", "exit_question",
    "folds", "gradient_descent", "hard_threshold", "honest_error", "in_words", "knn_smoothers", "lam_slider",
    "leaky_error", "nested", "objective", "polynomial", "polynomial_smoothers", "predict", "presenter",
    "proximal_gradient", "read_csv", "relief", "reshuffled", "ridge_scores", "ridge_smoothers", "sample", "script",
    "sine", "slider", "soft_threshold", "stability", "strongest", "subgradient", "tally", "teacher", "toggle", "touch",
    "wave",
    *_views,
]
