"""Makes what is out of date. The last good file stays until its successor is stored."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from export.build import Build
from handbook_files.book import book_facts, digest_of
from handbook_files.booklet import booklet, sheets
from handbook_files.offline import offline_page
from handbook_files.typesetter import why_not
from pages.models import HandbookFile, HandbookPage
from pages.publishing import Facts

logger = logging.getLogger(__name__)
REST = timedelta(minutes=10)  # before what failed is tried again unchanged
Kind = HandbookFile.Kind
Made = tuple[bytes, int]  # a file and its pages of paper


@dataclass(frozen=True)
class Manuscript:
    """What files are made from. `source`: a digest of it."""

    handbook_id: int
    book: Facts
    source: str


@dataclass(frozen=True)
class Outlet:
    """Files that are made in one go. `main` is stored last, and carries the failure: where it
    is made from a manuscript, the others are."""

    main: str
    make: Callable[[Manuscript], dict[str, Made]]


def on_paper(manuscript: Manuscript) -> dict[str, Made]:
    body, pages = booklet(manuscript.book, manuscript.source)
    return {Kind.SHEETS: (sheets(body), pages // 2), Kind.BOOKLET: (body, pages)}


def in_one_file(manuscript: Manuscript) -> dict[str, Made]:
    return {Kind.OFFLINE: (offline_page(manuscript.book), 0)}


OFFLINE, PAPER = Outlet(Kind.OFFLINE, in_one_file), Outlet(Kind.BOOKLET, on_paper)


def outlets() -> list[Outlet]:
    """Those that this machine has what it takes for."""
    return [OFFLINE] if why_not() else [OFFLINE, PAPER]


def pending() -> list[int]:
    """The handbooks whose files are not made from what the site says now."""
    return [each.handbook_id for each in manuscripts() if wanted(each)]


def manuscripts() -> list[Manuscript]:
    build = Build()
    found = []
    for page in build.all(HandbookPage):
        book = book_facts(page, build)
        found.append(Manuscript(page.pk, book, digest_of(book)))
    return found


def wanted(manuscript: Manuscript) -> list[Outlet]:
    return [each for each in outlets() if is_wanted(each, manuscript)]


def is_wanted(outlet: Outlet, manuscript: Manuscript) -> bool:
    rows = HandbookFile.objects.filter(handbook_id=manuscript.handbook_id, kind=outlet.main)
    if rows.filter(source=manuscript.source).exists():
        return False
    lately = timezone.now() - REST
    return not rows.filter(failed_source=manuscript.source, failed_at__gt=lately).exists()


def make_pending() -> int:
    """How many handbooks were made, with all that they lacked."""
    made = 0
    for manuscript in manuscripts():
        lacking = wanted(manuscript)
        results = [make(each, manuscript) for each in lacking]
        made += bool(results) and all(results)
    return made


def make(outlet: Outlet, manuscript: Manuscript) -> bool:
    try:
        files = outlet.make(manuscript)
    except Exception as error:
        logger.exception("the handbook %s could not be made", manuscript.handbook_id)
        note_failure(outlet, manuscript, error)
        return False
    for kind, made in files.items():
        keep(manuscript, kind, made)
    return True


def keep(manuscript: Manuscript, kind: str, made: Made):
    body, pages = made
    row = row_of(manuscript, kind)
    stem = f"{manuscript.handbook_id}-{kind}-"
    ending = row.public_name.rpartition(".")[2]
    before, row.name = row.name, f"handbook/{stem}{manuscript.source[:16]}.{ending}"
    if not default_storage.exists(row.name):
        row.name = default_storage.save(row.name, ContentFile(body))
    row.source, row.size, row.pages, row.made_at = (
        manuscript.source,
        len(body),
        pages,
        timezone.now(),
    )
    row.failure, row.failed_source, row.failed_at = "", "", None
    row.save()
    forget_older(stem, {before, row.name})


def row_of(manuscript: Manuscript, kind: str) -> HandbookFile:
    row, _new = HandbookFile.objects.get_or_create(handbook_id=manuscript.handbook_id, kind=kind)
    return row


def forget_older(stem: str, kept: set[str]):
    """A build that began before may still read the last one; those before that can go."""
    _folders, names = default_storage.listdir("handbook")
    for name in names:
        if name.startswith(stem) and f"handbook/{name}" not in kept:
            default_storage.delete(f"handbook/{name}")


def note_failure(outlet: Outlet, manuscript: Manuscript, error: Exception):
    row = row_of(manuscript, outlet.main)
    row.failure = f"{type(error).__name__}: {error}"[:200]
    row.failed_source, row.failed_at = manuscript.source, timezone.now()
    row.save()
