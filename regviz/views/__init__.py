"""Pictures that any data can use: coefficient paths, bars, curves, cross-validation, a fit over its
data, contours. A view draws what never moves, `update(fit)` moves the rest, `describe(fit)` tells.

May import: numpy, matplotlib, `style`, and from `core` what writes numbers. No view fits a model.
"""

from regviz.core.lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "base": "Movable View",
    "bars": "BarsView EffectsView WeightsView",
    "coefficient_paths": "MixPathView PathView",
    "comparison": "AgreementView",
    "contours": "GeometryView",
    "cross_validation": "CVView",
    "curves": "CurvesView ErrorView StillCurvesView",
    "fit_over_data": "FitView",
})
