"""Months, quarters and years, as the ledger counts them: by the calendar of the centre."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.models import Ledger

Kind = Ledger.Kind
MONTHS = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.YEAR: 12}
CODE = re.compile(r"(?P<year>20\d\d)(-(?P<month>0[1-9]|1[0-2])|-Q(?P<quarter>[1-4]))?")


@dataclass(frozen=True)
class Period:
    """`first` is the first of its days."""

    kind: str
    first: date

    @property
    def after(self) -> date:
        """The day after its last one."""
        return self.first + relativedelta(months=MONTHS[Kind(self.kind)])

    @property
    def last(self) -> date:
        return self.after - relativedelta(days=1)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first of these up to the second, which no longer belongs to it."""
        return midnight(self.first), midnight(self.after)

    @property
    def code(self) -> str:
        """ "2026-11", "2026-Q4", "2026": what stands in addresses."""
        year, month = self.first.year, self.first.month
        endings = {Kind.MONTH: f"-{month:02}", Kind.QUARTER: f"-Q{month // 3 + 1}", Kind.YEAR: ""}
        return f"{year}{endings[Kind(self.kind)]}"

    def __str__(self):
        year, month = self.first.year, self.first.month
        if self.kind == Kind.MONTH:
            return _("%(year)d 年 %(month)d 月") % {"year": year, "month": month}
        if self.kind == Kind.QUARTER:
            return _("%(year)d 年第 %(n)d 季度") % {"year": year, "n": month // 3 + 1}
        return _("%(year)d 年全年") % {"year": year}


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def period_of(kind: str, day: date) -> Period:
    """The one that a day is in."""
    size = MONTHS[Kind(kind)]
    return Period(kind, date(day.year, (day.month - 1) // size * size + 1, 1))


def period_named(code: str) -> Period | None:
    """What an address means; None where it means nothing."""
    if not (found := CODE.fullmatch(code)):
        return None
    year, month, quarter = int(found["year"]), found["month"], found["quarter"]
    if month:
        return Period(Kind.MONTH, date(year, int(month), 1))
    if quarter:
        return Period(Kind.QUARTER, date(year, int(quarter) * 3 - 2, 1))
    return Period(Kind.YEAR, date(year, 1, 1))


def periods(kind: str, first: date, last: date) -> list[Period]:
    """All that hold a day from the first to the last one, the earliest first."""
    found = [period_of(kind, first)]
    while found[-1].after <= last:
        found.append(Period(kind, found[-1].after))
    return found
