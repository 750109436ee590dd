"""The claims ledger: every claim has one experiment, and a test repeats it over many seeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from regviz.core.formatting import plain


@dataclass(frozen=True)
class Finding:
    """What one run of an experiment gave: named `figures`, and whether the ledger's verdict `holds` in them."""

    figures: dict[str, float]
    holds: bool

    def __repr__(self) -> str:
        told = ", ".join(f"{name} = {value:.3g}" for name, value in self.figures.items())
        return f"Finding({'holds' if self.holds else 'does not hold'}: {told})"

    def _repr_markdown_(self) -> str:
        rows = [f"| {name.replace('|', chr(92) + '|')} | {plain(value, 3)} |"
                for name, value in self.figures.items()]
        said = "holds" if self.holds else "does not hold"
        return "\n".join([f"| In this run the verdict **{said}** | value |", "|---|---:|", *rows])


@dataclass(frozen=True)
class Claim:
    """One row of the ledger; calling it with a seed runs the experiment.

    `share` is the part of seeds that must agree with the `verdict`; `source` is a checked reference or None.
    """

    id: str
    says: str
    verdict: str
    right: str
    lesson: str
    source: str | None
    share: float
    experiment: Callable[[int], Finding]

    def __call__(self, seed: int = 0) -> Finding:
        return self.experiment(seed)

    def _repr_markdown_(self) -> str:
        source = f"\n\n*Source: {self.source}.*" if self.source else ""
        return f"> **Claim.** {self.says}\n>\n> **Verdict: {self.verdict}.** {self.right}{source}"

    def __repr__(self) -> str:
        return f"Claim {self.id}: {self.verdict}"


def claim(id: str, says: str, verdict: str, right: str, lesson: str, source: str | None = None,
          share: float = 1.0):
    """Make a `Claim` of an experiment `f(seed) -> Finding`."""
    def enter(experiment):
        return Claim(id, says, verdict, right, lesson, source, share, experiment)
    return enter
