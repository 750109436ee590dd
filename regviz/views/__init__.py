"""What is drawn: the constructor draws, `update(fit)` moves, `describe(fit)` says it in words."""

from .base import Movable, View
from .beyond import ClustersView, TwinPathsView
from .choosing import BoundaryView, CVView, ZerosView
from .compare import AgreementView, EffectsView
from .curves import CurvesView, FitView
from .decay import KeptView, ParabolaView, StepsView
from .folds import ChoicesView, LeakView, LeftOutView, ShufflesView
from .geometry import BudgetView, CloudView, GeometryView
from .groups import HeatView, MixPathView, SelectionView, ValleyView
from .halves import HalvesView
from .iterates import ArrowsView, GapView, HopView, IteratesView
from .onedim import KinkView, SlopeView, ThresholdView
from .path import BarsView, ErrorView, PathView
from .ridge import EquationsView, RefitsView, ShrinkageView
from .settings import SettingsView
from .surface import SurfaceView
from .variance import BoundariesView, CapacityView, MarginView, SpaghettiView, SpreadView, StackView
from .versus import LossPenaltyView, OutlierView, RiskView, WeightsView

__all__ = [
    "AgreementView", "ArrowsView", "BarsView", "BoundariesView", "BoundaryView", "BudgetView", "CVView",
    "CapacityView", "ChoicesView", "CloudView", "ClustersView", "CurvesView", "EffectsView", "EquationsView",
    "ErrorView", "FitView", "GapView", "GeometryView", "HalvesView", "HeatView", "HopView", "IteratesView", "KeptView",
    "KinkView", "LeakView", "LeftOutView", "LossPenaltyView", "MarginView", "MixPathView", "Movable",
    "OutlierView", "ParabolaView", "PathView", "RefitsView", "RiskView", "SelectionView", "SettingsView",
    "ShrinkageView", "ShufflesView", "SlopeView", "SpaghettiView", "SpreadView", "StackView", "StepsView",
    "SurfaceView", "ThresholdView", "TwinPathsView", "ValleyView", "View", "WeightsView", "ZerosView",
]
