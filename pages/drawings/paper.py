"""A sheet with the few colours of the site's look, and what can be put on it.

It has a palette from the start, so that nothing has to be counted afterwards: what is put on
names its colour and the colour that it lies on, and between the two there are a few steps for
smooth edges.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import lru_cache

from PIL import Image, ImageDraw

from pages.drawings.fonts import Font

COLOURS = {
    "paper": (0xFB, 0xFA, 0xF6),
    "ink": (0x1D, 0x24, 0x26),
    "soft": (0x4C, 0x56, 0x58),
    "sea": (0x0A, 0x5A, 0x6B),
    "sea deep": (0x07, 0x3F, 0x4C),
    "sea pale": (0xE4, 0xEE, 0xEF),
    "wave": (0x2C, 0x64, 0x70),
    "wheat": (0xE3, 0xB2, 0x3C),
    "wheat pale": (0xFB, 0xF2, 0xD9),
    "wheat dark": (0xB9, 0x8A, 0x1E),
    "white": (0xFF, 0xFF, 0xFF),
    "rule": (0xDC, 0xD8, 0xCA),
    "line": (0x8A, 0x93, 0x94),
    "warn": (0xB3, 0x32, 0x1F),
    "green": (0x2F, 0x6B, 0x3A),
}
NAMES = list(COLOURS)
STEPS = 5  # between two colours
FINE = 4  # how much larger a shape is drawn before it is made small
PNG_LEVEL = 6  # 9 takes eight times as long for a twentieth less

Points = Sequence[tuple[float, float]]


class Paper:
    def __init__(self, width: int, height: int, colour: str = "paper"):
        self.picture = Image.new("P", (width, height), NAMES.index(colour))
        self.mixed: list[tuple[str, str]] = []

    def copy(self) -> Paper:
        other = Paper.__new__(Paper)
        other.picture, other.mixed = self.picture.copy(), list(self.mixed)
        return other

    def box(self, left: int, top: int, right: int, bottom: int, colour: str):
        self.picture.paste(NAMES.index(colour), (left, top, right, bottom))

    def text(self, place: tuple[int, int], words: str, font: Font, colour: str, on: str = "paper"):
        """`place` is the upper left corner of the letters' em box."""
        size = font.size
        mask = Image.new("L", (int(font.getlength(words)) + int(size), int(size * 1.5)))
        draw = ImageDraw.Draw(mask)
        draw.text((size / 4, size * 1.12), words, fill=255, font=font, anchor="ls")
        self.put(mask, (round(place[0] - size / 4), round(place[1] - size * 0.24)), colour, on)

    def shape(self, corners: Points, colour: str, on: str = "paper"):
        """A filled outline."""
        self.fine(corners, 0, lambda draw, at: draw.polygon(at, fill=255), colour, on)

    def line(self, points: Points, width: float, colour: str, on: str = "paper"):
        def draw_line(draw, at):
            draw.line(at, fill=255, width=round(width * FINE), joint="curve")
            reach = width * FINE / 2
            for x, y in (at[0], at[-1]):
                draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)

        self.fine(points, width, draw_line, colour, on)

    def rounded(self, box: tuple[float, float, float, float], radius: float, colour: str, on: str):
        def draw_box(draw, at):
            draw.rounded_rectangle((*at[0], *at[1]), round(radius * FINE), fill=255)

        self.fine([box[:2], box[2:]], 1, draw_box, colour, on)

    def fine(self, points: Points, margin: float, draw: Callable, colour: str, on: str):
        """What `draw` draws larger, made small."""
        left = int(min(x for x, _y in points) - margin) - 1
        top = int(min(y for _x, y in points) - margin) - 1
        width = int(max(x for x, _y in points) + margin) + 2 - left
        height = int(max(y for _x, y in points) + margin) + 2 - top
        mask = Image.new("L", (width * FINE, height * FINE))
        draw(ImageDraw.Draw(mask), [((x - left) * FINE, (y - top) * FINE) for x, y in points])
        self.put(mask.reduce(FINE), (left, top), colour, on)

    def put(self, mask: Image.Image, place: tuple[int, int], colour: str, on: str):
        """The mask's grey becomes the steps from one colour to the other."""
        if (colour, on) not in self.mixed:
            self.mixed.append((colour, on))
        first = len(NAMES) + self.mixed.index((colour, on)) * STEPS
        table, covers = steps(first, NAMES.index(colour))
        self.picture.paste(mask.point(table), place, mask.point(covers, "1"))

    def png(self) -> bytes:
        palette = [value for each in self.colours() for value in each]
        self.picture.putpalette(palette)
        stream = io.BytesIO()
        self.picture.save(stream, "PNG", compress_level=PNG_LEVEL)
        return stream.getvalue()

    def colours(self) -> list[tuple[int, ...]]:
        found: list[tuple[int, ...]] = list(COLOURS.values())
        for colour, on in self.mixed:
            pairs = list(zip(COLOURS[colour], COLOURS[on], strict=True))
            for step in range(1, STEPS + 1):
                share = step / (STEPS + 1)
                found.append(tuple(round(a * share + b * (1 - share)) for a, b in pairs))
        return found


@lru_cache(maxsize=256)
def steps(first: int, full: int) -> tuple[list[int], list[int]]:
    """What each grey of a mask becomes, and which greys cover what is below at all."""
    levels = [round(grey / 255 * (STEPS + 1)) for grey in range(256)]
    table = [full if level > STEPS else first + max(level, 1) - 1 for level in levels]
    return table, [255 if level else 0 for level in levels]
