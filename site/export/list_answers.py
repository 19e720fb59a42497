"""Answers that are lists: the pages of a kind that fit a condition, and the blocks of all pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps

from export.entries import Entry, fits, read_entries
from export.listings import ANSWERS, Ids, Listing, Where
from export.questions import Key, Reading, question
from pages.publishing import Facts

if TYPE_CHECKING:
    from export.build import Build
    from export.tree import Node, Tree

BLOCK = 50  # ids, see `block_ids`


class ListAnswers:
    """The part of a build that answers for lists."""

    reading: Reading
    bulk: bool
    once: Callable[[Key, Callable[[], Any]], Any]
    if TYPE_CHECKING:

        @cached_property
        def tree(self) -> Tree: ...
        def node(self, page_id: int | None) -> Node | None: ...
        def ids_below(self, path: str) -> list[int]: ...

    @cached_property
    def known_entries(self) -> dict[str, list[Entry]]:
        return {}

    @cached_property
    def known_ids(self) -> dict[tuple[str, Where], tuple[int, ...]]:
        return {}

    def listing(self, kind: Any, **where: Any) -> Listing:
        model = apps.get_model(kind) if isinstance(kind, str) else kind
        return Listing(cast("Build", self), model._meta.label_lower, tuple(sorted(where.items())))

    @question
    def listed(self, kind: str, where: Where, name: str, *arguments: Any) -> Any:
        if name == "is_newest":
            number, size = arguments
            return number >= self.listed(kind, where, "slice_count", size)
        with self.reading.noting() as frame:
            ids = self.once(("places", kind, where), lambda: Ids(self.ids(kind, where)))
        if name != "near":  # a plan finds by itself which neighbourhoods a change touches
            self.reading.frame.reads |= frame.reads
        return ANSWERS[name](ids, *arguments)

    @question
    def ids(self, kind: str, where: Where) -> tuple[int, ...]:
        """The ids of the live pages of a kind that fit a condition, in the kind's order."""
        if self.bulk:
            return self.ids_of_entries(kind, where)
        model = apps.get_model(kind)
        pages = self.tree.visible(model.objects.filter(**dict(where)))
        return tuple(pages.order_by(*model.build_order).values_list("pk", flat=True))

    def ids_of_entries(self, kind: str, where: Where) -> tuple[int, ...]:
        """Kept for the whole build, as the entries are."""
        if (kind, where) not in self.known_ids:
            found = (entry.id for entry in self.entries(kind) if fits(entry.filters, where))
            self.known_ids[kind, where] = tuple(found)
        return self.known_ids[kind, where]

    def entries(self, kind: str) -> list[Entry]:
        if kind not in self.known_entries:
            pages = self.tree.visible(apps.get_model(kind).objects.all())
            self.known_entries[kind] = read_entries(pages)
        return self.known_entries[kind]

    @question
    def outline(self, page_id: int) -> Facts | None:
        """What a map of the site says of a page; only its name and its place are read."""
        node = self.node(page_id)
        if node is None:
            return None
        below = self.ids_below(node.path)
        return {
            "id": node.id,
            "title": node.title,
            "url": node.url,
            "kind": node.kind,
            "below": below,
        }

    @question
    def blocks(self) -> list[int]:
        """The numbers of the blocks of ids in which there is a page; see `block_ids`."""
        self.reading.note("nodes")
        return sorted({page_id // BLOCK for page_id in self.tree.ids()})

    @question
    def block_ids(self, number: int) -> list[int]:
        """The pages of a block: what tells of every page is cut into blocks of ids, so that
        one page changes one piece."""
        self.reading.note("block", number)
        return sorted(self.tree.ids(number * BLOCK, (number + 1) * BLOCK))
