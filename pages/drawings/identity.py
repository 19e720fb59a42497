"""The look 「麦与海」 drawn: the mark, wheat, waves, and the line with its stations."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, radians, sin

from pages.drawings.paper import Paper, Points

EAR = [  # of the mark, in a square of 36: centre, radii, turn in degrees
    ((18, 7), (2.4, 4), 0),
    ((13.6, 11.5), (2.2, 4.2), -30),
    ((22.4, 11.5), (2.2, 4.2), 30),
    ((13.6, 18), (2.2, 4.2), -30),
    ((22.4, 18), (2.2, 4.2), 30),
]


def mark(paper: Paper, left: int, top: int, size: int, on: str = "paper"):
    unit = size / 36
    paper.rounded((left, top, left + size, top + size), 5 * unit, "sea deep", on)
    stalk = [(left + 18 * unit, top + 9 * unit), (left + 18 * unit, top + 30 * unit)]
    paper.line(stalk, 2 * unit, "wheat", "sea deep")
    for (x, y), (wide, high), turn in EAR:
        grain = ellipse(left + x * unit, top + y * unit, wide * unit, high * unit, turn)
        paper.shape(grain, "wheat", "sea deep")
    wave = list(waves(left + 3 * unit, top + 28.5 * unit, 7.5 * unit, 2 * unit, 4))
    paper.line(wave, 2.4 * unit, "white", "sea deep")


def ellipse(x: float, y: float, wide: float, high: float, turn: float = 0) -> Points:
    a = radians(turn)
    around = [2 * pi * step / 40 for step in range(40)]
    return [
        (
            x + wide * cos(t) * cos(a) - high * sin(t) * sin(a),
            y + wide * cos(t) * sin(a) + high * sin(t) * cos(a),
        )
        for t in around
    ]


def waves(left: float, y: float, length: float, height: float, count: int) -> Iterator:
    """A line over so many half waves, up first."""
    for step in range(count * 8 + 1):
        yield left + length * step / 8, y - height * sin(pi * step / 8)


def line_of_stations(paper: Paper, y: int, stops: list[int]):
    """The line home; its last station is there already."""
    paper.box(0, y - 5, paper.picture.width, y + 5, "sea")
    for x in stops[:-1]:
        paper.shape(ellipse(x, y, 19, 19), "sea")
        paper.shape(ellipse(x, y, 11, 11), "paper", "sea")
    x = stops[-1]
    paper.rounded((x - 24, y - 24, x + 24, y + 24), 8, "sea", "paper")
    paper.rounded((x - 15, y - 15, x + 15, y + 15), 4, "wheat", "sea")


def hill(left: int, right: int, foot: int, height: int, steep: float = 1) -> Points:
    """A slope that rises from left to right."""
    steps = [step / 24 for step in range(25)]
    rise = [(left + (right - left) * s, foot - height * (1 - (1 - s) ** 2) * steep) for s in steps]
    return [*rise, (right, foot)]
