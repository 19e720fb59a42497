"""What to bring, as one picture for a phone: saved, forwarded to the family, held up at a window.

As wide as phones are sharp, as high as the list is long.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import segno
from django.utils.translation import gettext as _

from pages.drawings import fonts
from pages.drawings.fonts import Font, font, length
from pages.drawings.identity import mark
from pages.drawings.kept import kept, version
from pages.drawings.lines import balanced, broken
from pages.drawings.paper import Paper
from pages.publishing import Build, Facts

WIDTH = 1080
EDGE = 64
INDENT = 76  # from a box to tick to its words
QR = 232  # pixels at most
MOST_FEES = 4


def bring_card(told: Facts, address: str) -> Facts | None:
    """{"src"} of the picture of these words; None where nothing is drawn."""
    return {"src": f"{address}?v={version(told)}"} if fonts.available() else None


def body(told: Facts) -> bytes:
    return kept(told, lambda: draw(told))


def words(guide: Facts, items: list[Facts], scenario: str, build: Build) -> Facts:
    """All that the picture says, from a guide's facts."""
    fees = [f"{fee['item']}：{fee['amount']}" for fee in guide["fees"]]
    centre = build.told("pages.drawings.bring_card.centre")
    return {
        "title": guide["title"],
        "scenario": scenario,
        "items": items,
        "rows": [
            [_("收费"), fees[:MOST_FEES]],
            [_("多久"), [guide["promised_limit"] or guide["statutory_limit"]]],
            [_("去哪办"), [guide["implementing_body"]]],
        ],
        "checked": _("%(day)s 核过，来源：%(source)s")
        % {"day": guide["last_verified"], "source": guide["source_name"]},
        "warning": warning(guide),
        "address": build.base_url + guide["url"],
        **centre,
    }


def warning(guide: Facts) -> str:
    if guide["status"] == "changed":
        return guide["status_note"] or _("这件事的办法变了，先看网页。")
    if guide["expired"] or guide["review_due"]:
        return _("这份清单该重新核对了，办之前先打电话问一声。")
    return ""


def centre(build: Build) -> Facts:
    return {"centre": build.settings.full_name, "hotline": build.settings.hotline}


class Column:
    """Grows downwards: what is put in is drawn when its height is known."""

    def __init__(self):
        self.y = 0
        self.drawn: list[Callable[[Paper], None]] = []

    def add(self, draw: Callable, *arguments, **named):
        self.drawn.append(lambda paper: draw(paper, *arguments, **named))

    def text(
        self, words: str, face: Font, colours: tuple[str, str] = ("ink", "paper"), left: int = EDGE
    ):
        self.lines(broken(words, WIDTH - EDGE - left, partial(length, face)), face, colours, left)

    def lines(self, lines: list[str], face: Font, colours: tuple[str, str], left: int = EDGE):
        for line in lines:
            self.add(Paper.text, (left, self.y), line, face, *colours)
            self.y += round(face.size * 1.42)

    def paper(self) -> Paper:
        paper = Paper(WIDTH, self.y)
        for draw in self.drawn:
            draw(paper)
        return paper


def draw(told: Facts) -> bytes:
    column = Column()
    sign(column, told)
    for item in told["items"]:
        to_tick(column, item)
    column.y += 28
    for label, values in told["rows"]:
        row(column, label, list(filter(None, values)))
    slip(column, told)
    foot(column, told)
    return column.paper().png()


def sign(column: Column, told: Facts):
    place = len(column.drawn)
    column.y = 56
    column.text(_("出门前，照着带"), font("bold", 36), ("wheat", "sea deep"))
    column.y += 8
    face = font("bold", 68)
    title = balanced(told["title"], WIDTH - 2 * EDGE, partial(length, face))
    column.lines(title, face, ("white", "sea deep"))
    if told["scenario"]:
        column.y += 8
        column.text(told["scenario"], font("bold", 44), ("wheat", "sea deep"))
    column.y += 36
    bottom = column.y
    column.drawn.insert(place, lambda paper: paper.box(0, 0, WIDTH, bottom, "sea deep"))
    column.y += 12


def to_tick(column: Column, item: Facts):
    column.y += 26
    column.add(tick_box, EDGE, column.y + 4)
    column.text(item["name"], font("bold", 44), left=EDGE + INDENT)
    if item["detail"]:
        column.text(item["detail"], font("regular", 34), ("soft", "paper"), EDGE + INDENT)
    top = column.y + 6
    for option in item["options"]:
        column.y += 8
        column.text(option, font("regular", 34), left=EDGE + INDENT + 30)
    if item["options"]:
        column.add(Paper.box, EDGE + INDENT, top, EDGE + INDENT + 8, column.y, "wheat")
    column.y += 24
    column.add(Paper.box, EDGE, column.y, WIDTH - EDGE, column.y + 2, "rule")


def tick_box(paper: Paper, left: int, top: int):
    paper.rounded((left, top, left + 50, top + 50), 6, "line", "paper")
    paper.rounded((left + 4, top + 4, left + 46, top + 46), 4, "white", "line")


def row(column: Column, label: str, values: list[str]):
    if values:
        column.add(Paper.text, (EDGE, column.y + 3), label, font("regular", 34), "soft")
        for value in values:
            column.text(value, font("bold", 36), left=EDGE + 150)
        column.y += 10


def slip(column: Column, told: Facts):
    column.y += 22
    place, top = len(column.drawn), column.y
    column.y += 28
    if told["warning"]:
        column.text(told["warning"], font("bold", 36), ("warn", "wheat pale"))
    column.text(told["checked"], font("regular", 32), ("ink", "wheat pale"))
    column.text(_("以主管部门最新规定为准。"), font("regular", 32), ("ink", "wheat pale"))
    column.y += 24
    bottom = column.y
    column.drawn.insert(place, lambda paper: paper.box(0, top, WIDTH, bottom, "wheat pale"))


def foot(column: Column, told: Facts):
    column.y += 40
    top, left = column.y, EDGE + QR + 36
    column.add(square_code, EDGE, top, told["address"])
    column.add(mark, left, top + 2, 56)
    column.y += 4
    column.text(told["centre"], font("bold", 32), left=left + 76)
    column.y = max(column.y, top + 62) + 12
    if told["hotline"]:
        column.text(_("拿不准，先打 %s") % told["hotline"], font("bold", 36), left=left)
    column.text(_("扫码看全文：%s") % told["address"], font("regular", 28), ("soft", "paper"), left)
    column.y = max(column.y, top + QR) + 48


def square_code(paper: Paper, left: int, top: int, address: str):
    rows = segno.make(address, error="m", micro=False).matrix
    size = QR // len(rows)
    for down, cells in enumerate(rows):
        for across, dark in enumerate(cells):
            if dark:
                x, y = left + across * size, top + down * size
                paper.box(x, y, x + size, y + size, "ink")
