"""Which lambda, and how good: cross-validation with the one-standard-error rule, closed-form and
information criteria, bias and variance, stability selection, leakage, a report in words.

May import: numpy, `core`, `data`, `solvers`.
"""

from regviz.core.lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "cross_validation": "cross_validate folds nested reshuffled",
    "mixes": "cross_validate_mixes",
    "information_criteria": "criteria ridge_scores",
    "bias_and_variance": "bias_variance knn_smoothers polynomial_smoothers ridge_smoothers",
    "leakage": "honest_error leaky_error most_correlated",
    "stability_selection": "stability",
    "report": "in_words script",
})
