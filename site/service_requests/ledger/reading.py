"""What is shown of one period: plain numbers, as frozen, or as they stand today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.ledger.counting import Term, count, counted
from service_requests.ledger.periods import Kind, Period, period_of, periods
from service_requests.models import Ledger
from service_requests.states import Source

NOTHING = {"visits": 0, "people": 0, "closed": 0}
SHOWN_MONTHS = 12
Row = dict[str, Any]


@dataclass
class Book:
    """The cells of one period, to look things up in. `frozen_at` is None while it runs."""

    period: Period
    cells: list[dict]
    frozen_at: datetime | None = None

    @cached_property
    def by_place(self) -> dict[tuple, dict]:
        return {
            (*map(key, (cell["line"], cell["station"])), cell["source"]): cell
            for cell in self.cells
        }

    def cell(self, line: Any = None, station: Any = None, source: str | None = None) -> dict:
        """`line` and `station` are keys, see `key`; None means all of them."""
        return self.by_place.get((line, station, source), NOTHING)

    def terms(self, dimension: str, station: Any = None) -> list[Term]:
        """The lines (of one station) or stations that something stands for, the busiest first."""
        other, held = ("station", station) if dimension == "line" else ("line", None)
        cells = [
            cell
            for cell in self.cells
            if cell[dimension] and cell["source"] is None and key(cell[other]) == held
        ]
        cells.sort(key=lambda cell: (-cell["visits"], cell[dimension][1]))
        return [tuple(cell[dimension]) for cell in cells]

    def row(self, line: Any = None, station: Any = None) -> Row:
        """Everything of a line, a station, both or neither."""
        sources = {source.value: self.cell(line, station, source)["visits"] for source in Source}
        return self.cell(line, station) | sources

    def rows(self, dimension: str, station: Any = None) -> list[Row]:
        """A row for each line or station, with its share of the busiest one in percent."""
        rows = []
        for term in self.terms(dimension, station):
            place = {"station": station, dimension: key(term)}
            rows.append(self.row(**place) | {"name": name_of(dimension, term)})
        return with_shares(rows)

    def by_both(self) -> list[Row]:
        """For each line the visits at each station, in the order of `terms`."""
        stations = [key(term) for term in self.terms("station")]
        return [
            {
                "name": name_of("line", line),
                "visits": [self.cell(key(line), station)["visits"] for station in stations],
                "all": self.cell(key(line))["visits"],
            }
            for line in self.terms("line")
        ]


def key(term: Any) -> Any:
    """The same for a line or station however it was called when something was counted."""
    return None if term is None else (term[0] or term[1])


def name_of(dimension: str, term: Term) -> str:
    return term[1] or (_("没有分类") if dimension == "line" else _("没有选站"))


def with_shares(rows: list[Row]) -> list[Row]:
    """With how long the bars are, in percent of the longest, and where standing ones begin."""
    most = max((row["visits"] for row in rows), default=0) or 1
    for row in rows:
        share, online = (round(100 * row[name] / most, 1) for name in ("visits", "online"))
        row |= {"share": share, "top": 100 - share}
        row |= {"online_share": online, "online_top": 100 - online}
    return rows


def open_book(period: Period) -> Book:
    """As frozen; counted now where that has not been done yet."""
    ledger = Ledger.objects.filter(kind=period.kind, first_day=period.first).first()
    return Book(period, ledger.cells, ledger.frozen_at) if ledger else Book(period, count(period))


def frozen_months(first: date, last: date) -> list[Book]:
    """Those from the month of the first day to that of the last, the earliest first."""
    wanted = [each.first for each in periods(Kind.MONTH, first, last)]
    kept = Ledger.objects.filter(kind=Kind.MONTH, first_day__in=wanted).order_by("first_day")
    return [Book(Period(each.kind, each.first_day), each.cells, each.frozen_at) for each in kept]


def months_before(book: Book, station: Any = None) -> list[Row]:
    """A year of months up to the last one of a book's period, as far as they are known."""
    last = period_of(Kind.MONTH, min(book.period.last, timezone.localdate()))
    books = frozen_months(last.first - relativedelta(months=SHOWN_MONTHS - 1), last.first)
    if not books or books[-1].period != last:
        books.append(book if book.period == last else open_book(last))
    return with_shares(
        [
            each.row(station=station) | {"month": each.period.first.month, "name": str(each.period)}
            for each in books
        ]
    )


def changed_since(book: Book) -> int:
    """How many more (or fewer, below 0) would be counted today than when it was frozen."""
    start, end = book.period.moments
    now = counted().filter(submitted_at__gte=start, submitted_at__lt=end).count()
    return now - book.cell()["visits"]
