"""Freezes an edition of a handbook: what is published at this moment, for good."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from export.build import Build
from handbook_files.book import book_facts, digest_of
from handbook_files.comparing import changes_between
from handbook_files.frozen import packed, unpacked
from pages.models import HandbookEdition, HandbookPage
from pages.publishing import Facts

FROZEN = "handbook.freeze"  # in the page's history


class NotFrozen(Exception):
    """Says in Chinese why there is nothing to freeze."""


def published_book(handbook: Page) -> Facts | None:
    """What readers have now, drafts left aside; None of a handbook that they can't reach."""
    build = Build()
    page = build.page(handbook.pk)
    return book_facts(page, build) if page else None


def last_edition(handbook: Page) -> HandbookEdition | None:
    return HandbookEdition.objects.filter(handbook=handbook).defer(None).first()


def frozen_book(edition: HandbookEdition) -> Facts:
    """The facts as they were, and that they are those of an edition."""
    return unpacked(edition.book) | {"edition": str(edition), "frozen_on": edition.frozen_on}


def changes_since(edition: HandbookEdition | None, book: Facts) -> list[Facts]:
    return changes_between(unpacked(edition.book), book) if edition else []


def drafts_of(handbook: HandbookPage) -> list[str]:
    """Titles of what is changed and not published: it does not get into an edition."""
    pages = [handbook.get_latest_revision_as_object(), *handbook.get_children().order_by("path")]
    return [page.title for page in pages if page.has_unpublished_changes]


@transaction.atomic
def freeze(handbook: HandbookPage, user, note: str) -> HandbookEdition:
    """Raises NotFrozen where nothing is published, or nothing has changed."""
    HandbookPage.objects.select_for_update().get(pk=handbook.pk)  # of two, one has the number
    book = published_book(handbook)
    if book is None:
        raise NotFrozen(_("手册还没有公开，先发布。"))
    last, text = last_edition(handbook), packed(book)
    if last and last.book == text:
        raise NotFrozen(_("和“%(edition)s”一字不差，不用再定。") % {"edition": last})
    edition = HandbookEdition.objects.create(
        handbook=handbook,
        number=last.number + 1 if last else 1,
        name=book["edition"],
        note=note,
        book=text,
        source=digest_of(text),
        changes=without_lines(changes_since(last, book)),
        frozen_by=user,
    )
    log(instance=handbook, action=FROZEN, user=user, data={"edition": str(edition)})
    return edition


def without_lines(changes: list[Facts]) -> list[Facts]:
    """For the public list: which chapters and sections, not each sentence."""
    bare = {"what", "title", "was"}
    return [
        {name: value for name, value in chapter.items() if name in bare}
        | {
            "sections": [
                {name: value for name, value in section.items() if name in bare}
                for section in chapter["sections"]
            ]
        }
        for chapter in changes
    ]
