"""Breaks Chinese into lines: no mark at a line's beginning that belongs to what precedes, no
number or Latin word cut in two, and titles in lines of like length that end where clauses do."""

import re
from collections.abc import Callable, Iterator

Measure = Callable[[str], float]

OPENING = "（《〈「『【“‘"
CLOSING = "，。、；：？！）》〉」』】”’…—·％%"
UNIT = re.compile(rf"[{OPENING}]*(?:[0-9A-Za-z@#&+./:_-]+|.)[{CLOSING}]*\s*", re.DOTALL)
CLAUSE_END = re.compile(r"[，。；：？！）》」』】”、\s]$")
# Pictures of the font's kind have no colour emoji, and nothing invisible.
UNDRAWABLE = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200b-\u200f\u2028-\u202e\x00-\x1f]+"
)


def drawable(text: str) -> str:
    return UNDRAWABLE.sub(" ", text).strip()


def units(text: str, width: float, measure: Measure) -> list[str]:
    """What may not be broken; one that is too long for a line falls into its letters."""
    found = []
    for unit in UNIT.findall(drawable(text)):
        found += [unit] if measure(unit.rstrip()) <= width else list(unit)
    return found


def broken(text: str, width: float, measure: Measure) -> list[str]:
    """Each line as full as it gets."""
    lines, room = [""], 0.0
    for unit in units(text, width, measure):
        wide = measure(unit)
        if lines[-1] and room + wide > width:
            lines.append("")
            room = 0.0
        lines[-1] += unit
        room += wide
    return [line.strip() for line in lines if line.strip()]


def balanced(text: str, width: float, measure: Measure) -> list[str]:
    """As few lines as `broken` needs, of like length."""
    lines = broken(text, width, measure)
    if len(lines) < 2:
        return lines
    return Balance(units(text, width, measure), width, measure).lines(len(lines))


class Balance:
    """Of all ways to break a text into some lines, the one that costs least."""

    def __init__(self, parts: list[str], width: float, measure: Measure):
        self.parts, self.width = parts, width
        self.widths = [measure(part) for part in parts]
        # (line, the part that it ends before) → (cost so far, where the line begins)
        self.best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}

    def lines(self, count: int) -> list[str]:
        ideal = sum(self.widths) / count
        for line in range(1, count + 1):
            for end in range(1, len(self.parts) + 1):
                if found := list(self.ways(line, end, ideal)):
                    self.best[line, end] = min(found)
        return self.cut(count)

    def ways(self, line: int, end: int, ideal: float) -> Iterator[tuple[float, int]]:
        room = 0.0
        for start in range(end - 1, -1, -1):
            room += self.widths[start]
            if room > self.width:
                return
            if (line - 1, start) in self.best:
                ragged = ((room - ideal) / ideal) ** 2
                yield self.best[line - 1, start][0] + ragged + self.cost_inside(end), start

    def cost_inside(self, end: int) -> float:
        """Of a line that ends in the middle of a clause."""
        last = end == len(self.parts) or CLAUSE_END.search(self.parts[end - 1])
        return 0.0 if last else 0.3

    def cut(self, count: int) -> list[str]:
        found, end = [], len(self.parts)
        for line in range(count, 0, -1):
            start = self.best[line, end][1]
            found.append("".join(self.parts[start:end]).strip())
            end = start
        return found[::-1]


def shortened(lines: list[str], most: int, width: float, measure: Measure) -> list[str]:
    """No more lines than that; what is left out is told by dots."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and measure(last + "…") > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip("，。、；：") + "…"]
