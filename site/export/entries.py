"""What decides a page's place in the lists of its kind: its order, and what it is asked by."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from export.listings import Where


@dataclass(frozen=True)
class Entry:
    """`filters` holds a value by field or by a part of one ("published_on__year"), or the values
    of a many-to-many field; `row` changes when the page may have to move in a list, or from one
    to another."""

    id: int
    filters: dict[str, Any]
    row: tuple

    @property
    def stamp(self) -> str:
        return repr(self.row)

    @property
    def filters_kept(self) -> str:
        return json.dumps(self.filters, default=str)


def fits(filters: dict[str, Any], where: Where) -> bool:
    return all(
        value in held if isinstance(held := filters[name], list) else held == value
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
        entries.append(Entry(row[0], filters, (*row, *(filters[name] for name in many))))
    return entries


def is_many(model: Any, name: str) -> bool:
    return model._meta.get_field(name.partition("__")[0]).many_to_many


def values_of(pages: QuerySet, name: str) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    rows = pages.filter(**{f"{name}__isnull": False}).order_by("pk", name)
    for page_id, value in rows.values_list("pk", name):
        found[page_id].append(value)
    return found
