"""Makes what is out of date. The last good file stays until its successor is stored."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from handbook_files.booklet import booklet, sheets
from handbook_files.manuscripts import Manuscript, manuscripts
from handbook_files.offline import offline_page
from handbook_files.progress import Progress
from handbook_files.typesetter import why_not
from pages.models import HandbookFile, HandbookProgress

logger = logging.getLogger(__name__)
REST = timedelta(minutes=10)  # before what failed is tried again unchanged
Kind, Step = HandbookFile.Kind, HandbookProgress.Step
Made = tuple[bytes, int]  # a file and its pages of paper
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Outlet:
    """Files that are made in one go, in so many steps. `main` is stored last, and carries the
    failure: where it is made from a manuscript, the others are."""

    main: str
    steps: int
    make: Callable[[Manuscript, Tell], dict[str, Made]]


def on_paper(manuscript: Manuscript, tell: Tell) -> dict[str, Made]:
    body, pages = booklet(manuscript.book, manuscript.source, tell)
    tell(Step.IMPOSE)
    return {Kind.SHEETS: (sheets(body), pages // 2), Kind.BOOKLET: (body, pages)}


def in_one_file(manuscript: Manuscript, tell: Tell) -> dict[str, Made]:
    tell(Step.OFFLINE)
    return {Kind.OFFLINE: (offline_page(manuscript.book), 0)}


OFFLINE, PAPER = Outlet(Kind.OFFLINE, 1, in_one_file), Outlet(Kind.BOOKLET, 3, on_paper)


def outlets() -> list[Outlet]:
    """Those that this machine has what it takes for."""
    return [OFFLINE] if why_not() else [OFFLINE, PAPER]


def pending() -> list[Manuscript]:
    """Those from which files are to be made, for want of them or because they say otherwise."""
    return [each for each in manuscripts() if wanted(each)]


def wanted(manuscript: Manuscript) -> list[Outlet]:
    return [each for each in outlets() if is_wanted(each, manuscript)]


def is_wanted(outlet: Outlet, manuscript: Manuscript) -> bool:
    rows = files_of(manuscript).filter(kind=outlet.main)
    if rows.filter(source=manuscript.source).exists():
        return False
    lately = timezone.now() - REST
    return not rows.filter(failed_source=manuscript.source, failed_at__gt=lately).exists()


def files_of(manuscript: Manuscript):
    return HandbookFile.objects.filter(
        handbook_id=manuscript.handbook_id, edition=manuscript.edition
    )


def make_pending() -> int:
    """How many manuscripts lack nothing now that lacked something before."""
    return sum(make_all(each) for each in pending())


def make_all(manuscript: Manuscript) -> bool:
    lacking = wanted(manuscript)
    progress = Progress(manuscript, sum(each.steps for each in lacking))
    try:
        results = [make(each, manuscript, progress) for each in lacking]
        return all(results)
    finally:
        progress.end()


def make(outlet: Outlet, manuscript: Manuscript, tell: Tell) -> bool:
    try:
        files = outlet.make(manuscript, tell)
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
    ending = row.public_name.rpartition(".")[2]
    before, row.name = row.name, f"{manuscript.stem}{kind}-{manuscript.source[:16]}.{ending}"
    if not default_storage.exists(row.name):
        row.name = default_storage.save(row.name, ContentFile(body))
    row.source, row.size, row.pages = manuscript.source, len(body), pages
    row.made_at = timezone.now()
    row.failure, row.failed_source, row.failed_at = "", "", None
    row.save()
    forget_older(f"{manuscript.stem}{kind}-", {before, row.name})


def row_of(manuscript: Manuscript, kind: str) -> HandbookFile:
    row, _new = HandbookFile.objects.get_or_create(
        handbook_id=manuscript.handbook_id, edition=manuscript.edition, kind=kind
    )
    return row


def forget_older(stem: str, kept: set[str]):
    """A build that began before may still read the last one; those before that can go."""
    folder, _slash, start = stem.rpartition("/")
    for name in default_storage.listdir(folder)[1]:
        if name.startswith(start) and f"{folder}/{name}" not in kept:
            default_storage.delete(f"{folder}/{name}")


def note_failure(outlet: Outlet, manuscript: Manuscript, error: Exception):
    row = row_of(manuscript, outlet.main)
    row.failure = f"{type(error).__name__}: {error}"[:200]
    row.failed_source, row.failed_at = manuscript.source, timezone.now()
    row.save()
