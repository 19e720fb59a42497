"""What each figure is to reach: now, and as a stretch. Ratios of ours to theirs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    now: float
    stretch: float
    more_is_better: bool = False

    def verdict(self, ratio: float) -> str:
        if self.missed_by(ratio, self.stretch) <= 1:
            return "reached, stretch too"
        if self.missed_by(ratio, self.now) <= 1:
            return "reached"
        factor = self.missed_by(ratio, self.now)
        return f"**missed by a factor of {factor:.{0 if factor >= 10 else 1}f}**"

    def missed_by(self, ratio: float, target: float) -> float:
        """How many times better it would have to be."""
        return target / ratio if self.more_is_better else ratio / target


BAKERY_CPU = Target(1 / 30, 1 / 60)
HUGO_WALL = Target(1.3, 0.7)
HUGO_MEMORY = Target(0.8, 0.5)
BODY_EDIT = Target(1 / 200, 1 / 500)
LIST_CHANGE = Target(1 / 50, 1 / 100)
GROWTH = Target(1.2, 1.1)
SERVING = Target(0.3, 0.5, more_is_better=True)
