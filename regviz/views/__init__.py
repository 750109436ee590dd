"""What is drawn: the constructor draws, `update(fit)` moves, `describe(fit)` says it in words."""

from .base import Movable, View
from .path import BarsView, ErrorView, PathView

__all__ = ["BarsView", "ErrorView", "Movable", "PathView", "View"]
