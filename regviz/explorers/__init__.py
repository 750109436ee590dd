"""One file for each idea that can be seen by moving it: picture, fit, controls, stops.

May import: all other folders.
"""

from regviz.core.lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "catalogue": "explore",
    "adam": "KeptView",
    "algorithms": "GapView IteratesView",
    "bias_variance": "CapacityView SpaghettiView",
    "error_parts": "SpreadView StackView",
    "clusters": "ClustersView",
    "constraint_geometry": "BudgetView",
    "conventions": "SettingsView",
    "duplicated_column": "ValleyView",
    "early_stopping": "TwinPathsView",
    "elastic_net_map": "HeatView",
    "leak": "LeakView",
    "leave_one_out": "LeftOutView",
    "logistic": "BoundaryView",
    "many_weights": "ZerosView",
    "margin": "BoundariesView MarginView",
    "median_and_mean": "LossPenaltyView",
    "normal_equations": "EquationsView RefitsView",
    "one_coefficient": "ParabolaView SlopeView",
    "outlier": "OutlierView",
    "prox_step": "ArrowsView HopView",
    "random_losses": "CloudView",
    "reshuffles": "ChoicesView ShufflesView",
    "ridge": "ShrinkageView",
    "sparsity": "RiskView",
    "stability": "HalvesView SelectionView",
    "surfaces": "SurfaceView",
    "thresholds": "ThresholdView",
    "weight_decay": "StepsView",
})
