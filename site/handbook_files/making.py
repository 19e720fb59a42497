"""Makes what is out of date. The last good file stays until its successor is stored."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from export.build import Build
from handbook_files.book import book_facts, digest_of
from handbook_files.booklet import booklet, sheets
from pages.models import HandbookFile, HandbookPage
from pages.publishing import Facts

logger = logging.getLogger(__name__)
REST = timedelta(minutes=10)  # before what failed is tried again unchanged


def pending() -> list[int]:
    """The handbooks whose files are not made from what the site says now."""
    return [page.pk for page, _book, source in books() if is_wanted(page.pk, source)]


def books() -> list[tuple[HandbookPage, Facts, str]]:
    build = Build()
    found = []
    for page in build.all(HandbookPage):
        book = book_facts(page, build)
        found.append((page, book, digest_of(book)))
    return found


def is_wanted(handbook_id: int, source: str) -> bool:
    row = HandbookFile.objects.filter(handbook_id=handbook_id, kind=HandbookFile.Kind.BOOKLET)
    if row.filter(source=source).exists():
        return False
    return not row.filter(failed_source=source, failed_at__gt=timezone.now() - REST).exists()


def make_pending() -> int:
    """How many handbooks were made."""
    made = 0
    for page, book, source in books():
        if is_wanted(page.pk, source):
            made += make(page, book, source)
    return made


def make(page: HandbookPage, book: Facts, source: str) -> bool:
    try:
        body, pages = booklet(book, source)
        files = {HandbookFile.Kind.BOOKLET: (body, pages)}
        files[HandbookFile.Kind.SHEETS] = (sheets(body), pages // 2)
    except Exception as error:
        logger.exception("the handbook %s could not be made", page.pk)
        note_failure(page, source, error)
        return False
    # The booklet last: it is what tells that all of them are made.
    for kind in (HandbookFile.Kind.SHEETS, HandbookFile.Kind.BOOKLET):
        keep(page, kind, files[kind], source)
    return True


def keep(page: HandbookPage, kind: str, made: tuple[bytes, int], source: str):
    body, pages = made
    row, _new = HandbookFile.objects.get_or_create(handbook_id=page.pk, kind=kind)
    before, row.name = row.name, f"handbook/{page.pk}-{kind}-{source[:16]}.pdf"
    if not default_storage.exists(row.name):
        row.name = default_storage.save(row.name, ContentFile(body))
    row.source, row.size, row.pages, row.made_at = source, len(body), pages, timezone.now()
    row.failure, row.failed_source, row.failed_at = "", "", None
    row.save()
    forget_older(page, kind, {before, row.name})


def forget_older(page: HandbookPage, kind: str, kept: set[str]):
    """A build that began before may still read the last one; those before that can go."""
    _folders, names = default_storage.listdir("handbook")
    for name in names:
        if name.startswith(f"{page.pk}-{kind}-") and f"handbook/{name}" not in kept:
            default_storage.delete(f"handbook/{name}")


def note_failure(page: HandbookPage, source: str, error: Exception):
    row, _new = HandbookFile.objects.get_or_create(
        handbook_id=page.pk, kind=HandbookFile.Kind.BOOKLET
    )
    row.failure = f"{type(error).__name__}: {error}"[:200]
    row.failed_source, row.failed_at = source, timezone.now()
    row.save()
