"""The picture that stands beside a forwarded page: what it is, its title, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from pages.drawings import fonts
from pages.drawings.fonts import Font, font, length
from pages.drawings.identity import hill, line_of_stations, mark, waves
from pages.drawings.kept import kept, version
from pages.drawings.lines import balanced, broken, drawable, shortened
from pages.drawings.paper import Paper
from pages.publishing import Build, Facts, Output, file_path

if TYPE_CHECKING:
    from pages.models.base import BasePage

WIDTH, HEIGHT = 1200, 630
EDGE = 76
# Of the title, each with the lines that it has room for.
SIZES = [(96, 1), (84, 1), (92, 2), (76, 3), (62, 3), (54, 4)]
LONGEST = 120  # letters of a title that there can be room for
RAIL = 474  # how far down the line runs


def share_card(page: BasePage, build: Build) -> Facts | None:
    """Shaped as a picture's facts are. None where nothing is drawn, or nobody would see it."""
    url = build.url(page.pk)
    if not (url and fonts.available()):
        return None
    told = words(page, build)
    return {
        "id": None,
        "src": f"{url}share.png?v={version(told)}",
        "srcset": "",
        "width": WIDTH,
        "height": HEIGHT,
        "alt": " ".join(filter(None, told)),
        "title": told[1],
        "credit": "",
    }


def share_card_file(page: BasePage, build: Build) -> Iterator[Output]:
    if share_card(page, build):
        path = file_path(f"{build.url(page.pk)}share.png")
        yield Output(path, body=partial(body, words(page, build)))


def words(page: BasePage, build: Build) -> tuple[str, str, str]:
    whose = build.told("pages.drawings.share_card.centre")
    return page.share_label(build), page.share_title, whose


def centre(build: Build) -> str:
    return build.settings.full_name


def body(told: tuple[str, str, str]) -> bytes:
    return kept(told, lambda: draw(*told))


def draw(label: str, title: str, centre: str) -> bytes:
    paper = ground().copy()
    top = EDGE
    if label:
        paper.box(EDGE, top + 3, EDGE + 10, top + 43, "wheat")
        paper.text((EDGE + 28, top + 4), drawable(label)[:20], font("bold", 38), "sea")
        top += 78
    face, lines = set_title(title[:LONGEST])
    leading = round(face.size * 1.32)
    top += (RAIL - 44 - top - leading * len(lines)) // 2
    for line in lines:
        paper.text((EDGE, top), line, face, "ink")
        top += leading
    paper.text((EDGE + 96, 546), drawable(centre)[:28], font("bold", 34), "white", "sea deep")
    return paper.png()


def set_title(title: str) -> tuple[Font, list[str]]:
    """In the largest letters that leave room for all of it, else cut."""
    width = WIDTH - 2 * EDGE
    for size, most in SIZES:
        face = font("bold", size)
        measure = partial(length, face)
        if len(broken(title, width, measure)) <= most:
            return face, balanced(title, width, measure)
    return face, shortened(broken(title, width, measure), most, width, measure)


@lru_cache(maxsize=1)
def ground() -> Paper:
    """What all cards have in common: fields and sea, and the line between home and here."""
    paper = Paper(WIDTH, HEIGHT)
    paper.shape(hill(690, WIDTH, RAIL, 54), "wheat pale")
    paper.shape(hill(820, WIDTH, RAIL, 34), "wheat", "wheat pale")
    paper.box(0, RAIL + 30, WIDTH, HEIGHT, "sea deep")
    for left, y, count in ((860, 548, 6), (1010, 572, 8), (900, 600, 8), (1080, 532, 4)):
        paper.line(list(waves(left, y, 18, 5, count)), 3, "wave", "sea deep")
    line_of_stations(paper, RAIL, [EDGE + 20, 420, 764, 1100])
    mark(paper, EDGE, 531, 72, "sea deep")
    return paper
