"""Lists of live pages, and the questions one can put to them.

A list is the ids of its pages in its kind's order. Each question is a pure function of these
ids, so a change is compared question by question: who shows the newest four isn't concerned
when the fiftieth changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from export.build import Build

NEIGHBOURS = 3
Where = tuple[tuple[str, Any], ...]  # (("news_kind", "story"),)


class Ids(tuple):
    """Ids in order, with the place of each."""

    @cached_property
    def places(self) -> dict[int, int]:
        return {page_id: place for place, page_id in enumerate(self)}


def slice_count(ids: Ids, size: int) -> int:
    return max(len(ids) // size, 1)


def slice_of(ids: Ids, number: int, size: int) -> tuple[int, ...]:
    """Counted from the oldest, which is the last id: slice 1 never changes while news come in.

    The newest slice takes the remainder along.
    """
    end = len(ids) if number >= slice_count(ids, size) else number * size
    return tuple(ids[len(ids) - end : max(len(ids) - (number - 1) * size, 0)])


def near(ids: Ids, page_id: int | None) -> tuple[int, ...]:
    """The ids that follow; where too few follow, those before as well, the nearest first."""
    place = ids.places.get(page_id) if page_id is not None else None
    if place is None:  # a page that isn't out yet: it will be the first
        return tuple(ids[:NEIGHBOURS])
    after = ids[place + 1 : place + 1 + NEIGHBOURS]
    before = ids[max(place - NEIGHBOURS + len(after), 0) : place]
    return (*after, *reversed(before))


def touched(old: Ids, new: Ids) -> set[int]:
    """Ids whose neighbourhood may differ between two states of a list."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return {
        page_id
        for ids in (old, new)
        for page_id in ids[max(start - NEIGHBOURS - 1, 0) : len(ids) - end + NEIGHBOURS + 1]
    }


ANSWERS: dict[str, Callable[..., Any]] = {
    "count": len,
    "any": bool,
    "first": lambda ids, count: tuple(ids[:count]),
    "all": tuple,
    "slice_count": slice_count,
    "slice": slice_of,
    "near": near,
}


@dataclass(frozen=True)
class Listing:
    """See `pages.publishing.Listing`."""

    build: Build
    kind: str
    where: Where

    def ask(self, question: str, *arguments: Any) -> Any:
        return self.build.listed(self.kind, self.where, question, *arguments)

    def cards_of(self, ids) -> list[dict]:
        self.build.reading.expect(("card", each) for each in ids)
        return [card for each in ids if (card := self.build.card(each))]

    def count(self) -> int:
        return self.ask("count")

    def any(self) -> bool:
        return self.ask("any")

    def first_id(self) -> int | None:
        return next(iter(self.ask("first", 1)), None)

    def first(self, count: int) -> list[dict]:
        return self.cards_of(self.ask("first", count))

    def cards(self) -> list[dict]:
        return self.cards_of(self.ask("all"))

    def slice_count(self, size: int) -> int:
        return self.ask("slice_count", size)

    def slice(self, number: int, size: int) -> list[dict]:
        return self.cards_of(self.ask("slice", number, size))

    def is_newest(self, number: int, size: int) -> bool:
        return self.ask("is_newest", number, size)

    def near(self, page_id: int | None) -> list[dict]:
        return self.cards_of(self.ask("near", page_id))
