"""What of a frozen period may be public: chosen totals, and no number that points at somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pages.models import CountTable
from service_requests.ledger.periods import Kind
from service_requests.ledger.reading import Book, frozen_months, key, name_of
from service_requests.states import Source

FEWEST = 5  # a smaller number is not published


class Cut(TextChoices):
    LINE = "line", gettext_lazy("按服务事项")
    STATION = "station", gettext_lazy("按服务站")
    MONTH = "month", gettext_lazy("按月")
    SOURCE = "source", gettext_lazy("网上和窗口")


class Measure(TextChoices):
    VISITS = "visits", gettext_lazy("人次")
    PEOPLE = "people", gettext_lazy("人数")


@dataclass(frozen=True)
class Counts:
    """`rows`: (label, number or None where it is not published)."""

    rows: list[tuple[str, int | None]]
    total: int | None


def cuts(book: Book) -> list[tuple[str, str]]:
    fitting = [cut for cut in Cut if cut != Cut.MONTH or book.period.kind != Kind.MONTH]
    return [(cut.value, str(cut.label)) for cut in fitting]


def public_counts(book: Book, cut: str, measure: str) -> Counts:
    """What is withheld stands last, by name: its place tells nothing of its size."""
    found = [(label, cell[measure]) for label, cell in cells(book, cut)]
    numbers = [number for _label, number in found]
    hidden = withheld(numbers)
    rows = [(label, None if n in hidden else number) for n, (label, number) in enumerate(found)]
    if cut in {Cut.LINE, Cut.STATION}:
        rows.sort(key=lambda row: (row[1] is None, -(row[1] or 0), row[0]))
    return Counts(rows, public_total(numbers, book.cell()[measure]))


def cells(book: Book, cut: str) -> list[tuple[str, dict]]:
    if cut == Cut.SOURCE:
        return [(str(source.label), book.cell(source=source.value)) for source in Source]
    if cut == Cut.MONTH:
        first, last = book.period.first, book.period.last
        return [(str(each.period), each.cell()) for each in frozen_months(first, last)]
    return [(name_of(cut, term), book.cell(**{cut: key(term)})) for term in book.terms(cut)]


def withheld(numbers: Sequence[int]) -> set[int]:
    """The places of those that are left out: 1 to 4 point at somebody, 0 at nobody.

    The smallest of the others goes with them, and all that are as small: else what lacks to
    the total, which stands in another table too, would say what was left out. So each of them
    may be the larger one, even for whoever knows this rule.
    """
    small = {place for place, number in enumerate(numbers) if is_small(number)}
    beside = min((number for number in numbers if number >= FEWEST), default=None)
    return small | {n for n, number in enumerate(numbers) if small and number == beside}


def public_total(numbers: Sequence[int], total: int) -> int | None:
    """Nothing can be hidden beside small numbers where there are no others."""
    all_small = any(map(is_small, numbers)) and max(numbers) < FEWEST
    return None if all_small or is_small(total) else total


def is_small(number: int) -> bool:
    return 0 < number < FEWEST


def definition(measure: str) -> str:
    if measure == Measure.PEOPLE:
        return _("找中心帮忙的人，按手机号去重。不算垃圾、重复和本人撤回的。")
    return _("收到的求助，一件算一次。不算垃圾、重复和本人撤回的。")


def publish(
    book: Book, counts: Counts, measure: str, title: str, table: CountTable | None
) -> CountTable:
    """Write the numbers into a table of the site, a new one where none is given; returns it."""
    table = table or CountTable()
    table.title, table.unit = title, str(Measure(measure).label)
    table.period, table.as_of = str(book.period), book.period.last
    table.definition, table.source = definition(measure), _("中心服务台账")
    table.rows = [("row", {"label": label, "count": count}) for label, count in counts.rows]
    table.total = counts.total
    table.save()
    return table
