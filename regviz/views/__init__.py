"""What is drawn: the constructor draws, `update(fit)` moves, `describe(fit)` says it in words."""

from .base import Movable, View
from .compare import AgreementView, EffectsView
from .curves import CurvesView, FitView
from .path import BarsView, ErrorView, PathView

__all__ = [
    "AgreementView", "BarsView", "CurvesView", "EffectsView", "ErrorView", "FitView", "Movable", "PathView", "View",
]
