"""The A5 booklet, and its sheets for a copy shop."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

from export.render import render_template
from handbook_files.typesetter import laid_out, written
from pages.models import HandbookProgress
from pages.publishing import Facts
from pages.qr_codes import qr_code

Step = HandbookProgress.Step
CLOSING, OPENING = "，。、；：！？”’）》」』】", "“‘（《「『【"
# Of two marks that meet, one keeps its ink and loses its blank half.
SQUEEZED = re.compile(f"[{CLOSING}](?=[{CLOSING}{OPENING}])|(?<=[{OPENING}])[{OPENING}]")
TEXT = re.compile(r">([^<>]+)<")
A4_LANDSCAPE = (297 / 25.4 * 72, 210 / 25.4 * 72)


def booklet(book: Facts, identifier: str, tell: Callable[[str], None]) -> tuple[bytes, int]:
    """The PDF and its pages: a multiple of four, as a folded sheet has; room for notes fills up."""
    tell(Step.LAYOUT)
    book = book | {"codes": codes(book)}
    document = laid_out(page_html(book))
    if missing := -len(document.pages) % 4:
        document = laid_out(page_html(book | {"notes": missing}))
    tell(Step.WRITE)
    return written(document, identifier), len(document.pages)


def codes(book: Facts) -> dict[str, Any]:
    chapters = book["chapters"]
    sections = [section for chapter in chapters for section in chapter["sections"]]
    shorts = [each["short"] for each in (book, *chapters, *sections) if each["short"]]
    return {short["url"]: qr_code(short["url"]) for short in shorts}


def page_html(book: Facts) -> str:
    html = render_template("print/booklet.html", book, book["site"])
    head, mark, body = html.partition("</head>")
    return head + mark + TEXT.sub(lambda found: f">{squeezed(found[1])}<", body)


def squeezed(text: str) -> str:
    return SQUEEZED.sub(lambda mark: f'<span class="half">{mark[0]}</span>', text)


def sheets(pdf: bytes) -> bytes:
    """Two pages a side in the order that folds to a booklet: print both sides, short edge."""
    from pypdf import PdfReader, PdfWriter, Transformation

    source = PdfReader(io.BytesIO(pdf)).pages
    target = PdfWriter()
    width, height = A4_LANDSCAPE
    for left, right in imposed(len(source)):
        side = target.add_blank_page(width, height)
        for number, start in (
            (left, width / 2 - float(source[0].mediabox.width)),
            (right, width / 2),
        ):
            side.merge_transformed_page(source[number - 1], Transformation().translate(start, 0))
    stream = io.BytesIO()
    target.write(stream)
    return stream.getvalue()


def imposed(pages: int) -> list[tuple[int, int]]:
    """(left, right) of each side, sheet by sheet, outermost first. `pages` is a multiple of 4."""
    sides = []
    for sheet in range(pages // 4):
        sides.append((pages - 2 * sheet, 2 * sheet + 1))
        sides.append((2 * sheet + 2, pages - 2 * sheet - 1))
    return sides
