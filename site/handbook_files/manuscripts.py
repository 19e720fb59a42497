"""What files are made from: each handbook as it is published now, and its editions."""

from __future__ import annotations

from dataclasses import dataclass

from export.build import Build
from handbook_files.book import book_facts, digest_of
from handbook_files.editions import frozen_book
from pages.models import HandbookEdition, HandbookPage
from pages.publishing import Facts


@dataclass(frozen=True)
class Manuscript:
    """`source` is a digest of the book; an edition's book is read when it is asked for."""

    handbook_id: int
    source: str
    facts: Facts | None = None
    edition: HandbookEdition | None = None

    @property
    def book(self) -> Facts:
        return frozen_book(self.edition) if self.edition else self.facts or {}

    @property
    def stem(self) -> str:
        """How the names of its files in the media storage begin."""
        if self.edition:
            return f"handbook/editions/{self.edition.pk}-"
        return f"handbook/{self.handbook_id}-"


def manuscripts() -> list[Manuscript]:
    """Those of what is published now first."""
    return [*published(), *frozen()]


def published() -> list[Manuscript]:
    build = Build()
    books = [(page.pk, book_facts(page, build)) for page in build.all(HandbookPage)]
    return [Manuscript(key, digest_of(book), book) for key, book in books]


def frozen() -> list[Manuscript]:
    kept = HandbookEdition.objects.all()
    return [
        Manuscript(each.handbook_id, each.source, edition=each) for each in kept if each.handbook_id
    ]
