"""The table of holidays, filled for each year that `chinesecalendar` knows as announced.

Only a year without a row is filled: what somebody corrected stays corrected.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
from django.db import connections
from django.utils import timezone

from pages.models import CalendarDay

# English in the package; staff read Chinese.
NAMES = {holiday.value: holiday.chinese for holiday in chinese_calendar.Holiday}


def fill_calendar(using: str):
    """The year before this one, this one and those that follow, as far as they are known."""
    if CalendarDay._meta.db_table not in connections[using].introspection.table_names():
        return  # migrated back to before there was one
    rows = CalendarDay.objects.using(using)
    year = timezone.localdate().year - 1
    while days := list(announced_days(year)):
        if not rows.filter(day__year=year).exists():
            rows.bulk_create(days)
        year += 1


def announced_days(year: int) -> Iterator[CalendarDay]:
    """Nothing for a year that the package doesn't know yet."""
    first = date(year, 1, 1)
    for number in range((date(year + 1, 1, 1) - first).days):
        day = first + timedelta(days=number)
        try:
            works = chinese_calendar.is_workday(day)
        except NotImplementedError:
            return
        if works != (day.weekday() < 5):
            _is_off, name = chinese_calendar.get_holiday_detail(day)
            yield CalendarDay(day=day, works=works, name=NAMES.get(name, ""))
