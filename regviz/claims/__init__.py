"""The ledger: one experiment for each claim that popular articles make about L1 and L2.

Each has figures and a verdict that a test repeats over many seeds.

May import: numpy, `core`, `data`, `solvers`, `selection`; scikit-learn inside the experiments that
are about its models.
"""

from regviz.core.lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "catalogue": "LEDGER",
    "ledger": "Claim Finding",
    "accuracy": "risk_by_cv risk_curves",
    "bump_dictionary": "BumpSample bumps",
    "clusters": "blobs cluster_log_loss grown_centres squared_distances",
    "interpolation": "double_descent",
    "random_forests": "expected_error forests",
    "refit": "refit_risks",
    "losses": "nine_fits",
    "sparsity": "recovery",
    "weight_decay": "GRADIENTS weights_left",
})
