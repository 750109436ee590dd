"""From (X, y, lam) to coefficients: the objective and its optimality conditions, penalties and
balls, exact paths (ridge, lasso, elastic net), iterations that can be watched, constrained
problems, robust losses, and the lambda of other libraries.

May import: numpy, `core`.
"""

from regviz.core.lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "penalties": "Ball Penalty hard_threshold soft_threshold",
    "optimality": "duality_gap kkt_residual objective",
    "iterations": (
        "accelerated_proximal_gradient adam coordinate_descent gradient_descent lipschitz "
        "proximal_gradient sgd subgradient"
    ),
    "ridge": "RidgePath",
    "lasso": "LassoPath debiased",
    "lasso_batch": "lasso_paths",
    "elastic_net": "ElasticNetPath",
    "quadratic_loss": "Bowl",
    "constraint": "constrained touch",
    "robust": "huber least_absolute_deviations",
    "level_sets": "relief",
    "logistic": "logistic_fits",
    "conventions": ".",
})
