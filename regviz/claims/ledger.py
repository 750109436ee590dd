"""The claims ledger: every claim has one experiment, and a test repeats it over many seeds."""

from collections.abc import Callable
from dataclasses import dataclass

from regviz.core.formatting import plain


@dataclass(frozen=True)
class Finding:
    """What one run of an experiment gave: `figures`, and whether the verdict `holds` in them."""

    figures: dict[str, float]
    holds: bool

    def __post_init__(self):
        # The record is frozen for everyone else: numpy's numbers become Python's here.
        figures = {name: float(value) for name, value in self.figures.items()}
        vars(self).update(figures=figures, holds=bool(self.holds))

    def __repr__(self) -> str:
        told = ", ".join(f"{name} = {value:.3g}" for name, value in self.figures.items())
        return f"Finding({self._verdict}: {told})"

    def _repr_markdown_(self) -> str:
        head = [f"| In this run the verdict **{self._verdict}** | value |", "|---|---:|"]
        rows = [f"| {name.replace('|', chr(92) + '|')} | {plain(value, 3)} |"
                for name, value in self.figures.items()]
        return "\n".join(head + rows)

    @property
    def _verdict(self) -> str:
        return "holds" if self.holds else "does not hold"


@dataclass(frozen=True)
class Claim:
    """One row of the ledger; calling it with a seed runs the experiment.

    `share` is the part of seeds that must agree with the `verdict`; `source` is a checked reference
    or None.
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
        return (f"> **Claim.** {self.says}\n>\n"
                f"> **Verdict: {self.verdict}.** {self.right}{source}")

    def __repr__(self) -> str:
        return f"Claim {self.id}: {self.verdict}"


def claim(id, says, verdict, right, lesson, source=None, share=1.0):
    """Make a `Claim` of an experiment `f(seed) -> Finding`."""
    def enter(experiment):
        return Claim(id, says, verdict, right, lesson, source, share, experiment)
    return enter
