"""One experiment per claim that popular articles make about L1 and L2: figures and a verdict."""

from . import beyond, geometry, groups, lasso, overfitting, ridge, variance, versus
from .base import LEDGER, Claim, Finding

__all__ = [
    "LEDGER", "Claim", "Finding", "beyond", "geometry", "groups", "lasso", "overfitting", "ridge", "variance",
    "versus",
]
