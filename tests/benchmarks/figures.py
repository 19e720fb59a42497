"""A figure: two things measured in turn, their ratio with its spread, and its target."""

from dataclasses import dataclass, field
from statistics import median

from tests.benchmarks.targets import Target

HEADINGS = ["figure", "ours", "theirs", "ratio: min, median, max", "runs", "now", "stretch", ""]


@dataclass
class Figure:
    """`ours` and `theirs` hold one value a run, in the order in which they were measured."""

    name: str
    target: Target
    unit: str
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    def add(self, ours: float, theirs: float):
        self.ours.append(ours)
        self.theirs.append(theirs)

    @property
    def ratios(self) -> list[float]:
        return [ours / theirs for ours, theirs in zip(self.ours, self.theirs, strict=True)]

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    def row(self) -> list[str]:
        spread = (min(self.ratios), self.ratio, max(self.ratios))
        return [
            self.name,
            amount(median(self.ours), self.unit),
            amount(median(self.theirs), self.unit),
            ", ".join(as_ratio(each) for each in spread),
            str(len(self.ours)),
            as_ratio(self.target.now),
            as_ratio(self.target.stretch),
            self.target.verdict(self.ratio),
        ]


def amount(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


def as_ratio(value: float) -> str:
    """0.72 as it is; what is far below one as a fraction: 1/200."""
    return f"{value:.2f}" if value >= 0.2 else f"1/{1 / value:.0f}"
