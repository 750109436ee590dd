"""What is drawn: the constructor draws, `update(fit)` moves, `describe(fit)` says it in words."""

from .base import Movable, View
from .choosing import BoundaryView, CVView, HeatView, ZerosView
from .compare import AgreementView, EffectsView
from .curves import CurvesView, FitView
from .decay import KeptView, ParabolaView, StepsView
from .path import BarsView, ErrorView, PathView
from .ridge import EquationsView, RefitsView, ShrinkageView
from .variance import BoundariesView, CapacityView, MarginView, SpaghettiView, SpreadView, StackView

__all__ = [
    "AgreementView", "BarsView", "BoundariesView", "BoundaryView", "CVView", "CapacityView", "CurvesView",
    "EffectsView", "EquationsView", "ErrorView", "FitView", "HeatView", "KeptView", "MarginView", "Movable",
    "ParabolaView", "PathView", "RefitsView", "ShrinkageView", "SpaghettiView", "SpreadView", "StackView",
    "StepsView", "View", "ZerosView",
]
