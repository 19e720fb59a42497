"""What decides a page's place in the lists of its kind: its order, and what it is asked by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from export.listings import Where


@dataclass(frozen=True)
class Entry:
    id: int
    filters: dict[str, Any]  # a value, or the set of values of a many-to-many field
    stamp: str  # changes when the page may have to move in a list, or from one to another

    def fits(self, where: Where) -> bool:
        return all(
            value in held if isinstance(held := self.filters[name], frozenset) else held == value
            for name, value in where
        )


def read_entries(pages: QuerySet) -> list[Entry]:
    """The entries of these pages of one kind, in the kind's order."""
    model = pages.model
    plain = [name for name in model.build_filters if not is_many(model, name)]
    many = {name: values_of(pages, name) for name in model.build_filters if is_many(model, name)}
    order = [name.lstrip("-") for name in model.build_order]
    entries = []
    for row in pages.order_by(*model.build_order).values_list("pk", *order, *plain):
        filters = dict(zip(plain, row[1 + len(order) :], strict=True))
        filters |= {name: held[row[0]] for name, held in many.items()}
        stamp = repr((row, [sorted(filters[name]) for name in many]))
        entries.append(Entry(row[0], filters, stamp))
    return entries


def is_many(model: Any, name: str) -> bool:
    return model._meta.get_field(name).many_to_many


def values_of(pages: QuerySet, name: str) -> dict[int, frozenset]:
    found: dict[int, set] = defaultdict(set)
    for page_id, value in pages.filter(**{f"{name}__isnull": False}).values_list("pk", name):
        found[page_id].add(value)
    frozen: dict[int, frozenset] = defaultdict(frozenset)
    frozen.update((page_id, frozenset(held)) for page_id, held in found.items())
    return frozen
