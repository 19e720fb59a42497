"""Counting in working days: Monday to Friday, but for the holidays and 调休 of the table."""

from dataclasses import dataclass
from datetime import date, timedelta

from pages.models import CalendarDay


@dataclass(frozen=True)
class WorkCalendar:
    """`exceptions`: day → whether it is worked. Who asks about many days loads it once."""

    exceptions: dict[date, bool]

    @property
    def years(self) -> set[int]:
        """Those whose holidays are announced."""
        return {day.year for day in self.exceptions}

    def is_working_day(self, day: date) -> bool:
        return self.exceptions.get(day, day.weekday() < 5)

    def add(self, start: date, count: int) -> date:
        """The working day that comes `count` working days after `start`, which itself never
        counts."""
        day = start
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to `end`; negative when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        days = range(1, (end - start).days + 1)
        return sum(self.is_working_day(start + timedelta(days=n)) for n in days)


def load_calendar() -> WorkCalendar:
    return WorkCalendar(dict(CalendarDay.objects.values_list("day", "works")))


def add_working_days(start: date, count: int) -> date:
    return load_calendar().add(start, count)


def working_days_between(start: date, end: date) -> int:
    return load_calendar().between(start, end)
