"""Rows by their id, read singly or in blocks of neighbours, and only so many kept at a time."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

KEPT_BLOCKS = 4


class Shelf:
    """A block is `size` ids wide. With single rows, `read_ahead` says which come next."""

    def __init__(self, query: QuerySet, size: int):
        self.query = query
        self.size = size
        self.blocks: dict[int, dict[int, Any]] = {}
        self.put_there: dict[int | None, Any] = {}

    def put(self, row: Any):
        """Have this row in the place of what is stored: a draft that is looked at."""
        self.put_there[row.pk] = row

    def read_ahead(self, ids: Iterable[int]):
        """Have these, in the place of all that were read before; of single rows only."""
        rows = self.query.filter(pk__in=list(ids))
        self.blocks = {row.pk: {row.pk: row} for row in rows}

    def get(self, row_id: int | None) -> Any:
        if row_id in self.put_there:
            return self.put_there[row_id]
        if row_id is None:
            return None
        number = row_id // self.size
        if number not in self.blocks:
            self.make_room()
            self.blocks[number] = self.read(number)
        return self.blocks[number].get(row_id)

    def make_room(self):
        if self.size > 1 and len(self.blocks) >= KEPT_BLOCKS:
            del self.blocks[next(iter(self.blocks))]

    def read(self, number: int) -> dict[int, Any]:
        start = number * self.size
        rows = self.query.filter(pk__gte=start, pk__lt=start + self.size)
        return {row.pk: row for row in rows}
